package cohort

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

//go:embed behaviour.yaml
var assumed []byte

// Behaviour is how everybody outside the product behaves. Shares are of 1,000.
type Behaviour struct {
	Requests    []habit                `yaml:"requests" validate:"dive"`
	Others      reaction               `yaml:"other_requests"`
	Search      search                 `yaml:"search"`
	CheckedYear map[casefile.Class]int `yaml:"checked_a_year" validate:"len=4,dive,keys,class,endkeys,min=0,max=1000"`
	DiedYear    int                    `yaml:"died_a_year" validate:"min=0,max=1000"`
	Officer     officer                `yaml:"officer"`

	habits map[question]reaction
}

// question is a kind of request to an agency.
type question struct {
	agency casefile.Agency
	kind   casefile.RequestKind
}

// habit is what an agency does with a kind of request.
type habit struct {
	Agency   string `yaml:"agency" validate:"required,agency"`
	Request  string `yaml:"request" validate:"required,request"`
	reaction `yaml:",inline"`
}

// reaction is how an answer comes: from working days or minutes, one of both.
type reaction struct {
	WorkingDays    spread `yaml:"working_days"`
	Minutes        spread `yaml:"minutes"`
	UntilReminded  int    `yaml:"until_reminded" validate:"min=0,max=1000"`
	UntilEscalated int    `yaml:"until_escalated" validate:"min=0,max=1000"`
	Never          int    `yaml:"never" validate:"min=0,max=1000"`
	Otherwise      int    `yaml:"otherwise" validate:"min=0,max=1000"`
	Finds          *finds `yaml:"finds"`
}

// finds is what whereabouts are worth that an agency finds.
type finds struct {
	Source   string `yaml:"source" validate:"required,source"`
	Verified bool   `yaml:"verified"`
}

// search is what becomes of an arrest order, in calendar days.
type search struct {
	Arrested      int    `yaml:"arrested" validate:"min=0,max=1000"`
	Days          spread `yaml:"days"`
	ReturnedAfter int    `yaml:"returned_after_days" validate:"min=1"`
}

// officer is after how many working days an officer acts.
type officer struct {
	Whereabouts     int `yaml:"judges_whereabouts" validate:"min=1"`
	WhereaboutsHold int `yaml:"whereabouts_hold" validate:"min=0,max=1000"`
	Ending          int `yaml:"judges_ending" validate:"min=1"`
	AskAgain        int `yaml:"asks_again" validate:"min=1"`
	Limitation      int `yaml:"settles_limitation" validate:"min=1"`
}

// Assumed is the behaviour that the product assumes. Each number stands with its reason in behaviour.yaml.
func Assumed() (*Behaviour, error) { return load(bytes.NewReader(assumed)) }

// load reads a description strictly, with everything that is wrong in the error.
func load(r io.Reader) (*Behaviour, error) {
	var b Behaviour
	faults, err := check.YAML(r, &b)
	if err != nil {
		return nil, fmt.Errorf("reading behaviour: %w", err)
	}
	if len(faults) == 0 {
		faults = append(check.Struct(b), b.index()...)
	}
	var wrong []error
	for _, f := range faults {
		wrong = append(wrong, fmt.Errorf("reading behaviour: %s: %s %v", f.Field, f.Code, f.Args))
	}
	return &b, errors.Join(wrong...)
}

// index finds habits by their question, and judges what tags cannot say.
func (b *Behaviour) index() []check.Fault {
	b.habits = map[question]reaction{}
	faults := b.Others.faults("other_requests")
	if b.Others.Otherwise > 0 || b.Others.Finds != nil {
		faults = append(faults, check.Fault{Field: "other_requests", Code: "answered as usual only"})
	}
	for _, h := range b.Requests {
		q, at := question{casefile.Agency(h.Agency), casefile.RequestKind(h.Request)}, h.Agency+" "+h.Request
		if _, twice := b.habits[q]; twice {
			faults = append(faults, check.Fault{Field: at, Code: "repeated"})
		}
		if (h.Finds == nil) == (q.kind == casefile.AskWhereabouts) {
			faults = append(faults, check.Fault{Field: at, Code: "finds belongs to whereabouts"})
		}
		b.habits[q] = h.reaction
		faults = append(faults, h.faults(at)...)
	}
	if !b.Search.Days.sound() || b.Search.ReturnedAfter < b.Search.Days[3] {
		faults = append(faults, check.Fault{Field: "search", Code: "not ascending"})
	}
	return faults
}

func (r reaction) faults(at string) []check.Fault {
	var faults []check.Fault
	if r.WorkingDays.sound() == r.Minutes.sound() {
		faults = append(faults, check.Fault{Field: at, Code: "needs ascending working_days or minutes"})
	}
	if r.UntilReminded+r.UntilEscalated+r.Never > perMille {
		faults = append(faults, check.Fault{Field: at, Code: "more than all are late"})
	}
	return faults
}

// reaction is how the agency reacts to a request of the kind, also to one that nobody described.
func (b *Behaviour) reaction(q question) reaction {
	if r, known := b.habits[q]; known {
		return r
	}
	return b.Others
}

// spread is how long something takes: none is sooner than the first number; half, nine in ten, and all are done by the
// others.
type spread [4]int

func (s spread) sound() bool { return s[0] > 0 && slices.IsSorted(s[:]) }

// at is the length at a place from 0 to 999 among all, evenly between the numbers.
func (s spread) at(place int) int {
	between := func(from, to, part, of int) int { return from + (to-from)*part/of }
	switch {
	case place < 500:
		return between(s[0], s[1], place, 500)
	case place < 900:
		return between(s[1], s[2], place-500, 400)
	default:
		return between(s[2], s[3], place-900, 99)
	}
}
