package rehearse

import (
	"fmt"
	"io"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// The hours at which things happen in a scenario that names none: the case is taken in as the office opens, a step is
// an hour later, and an agency that answers by default does so at noon.
const (
	hourOfStart   = 9
	hourOfStep    = 10
	hourOfDefault = 12
)

// Scenario is a checked scenario. It names no person: titles have numbers and terms, and that is all.
type Scenario struct {
	Title   string // in Dutch
	Comment string // in Dutch

	doc document
}

// document is a scenario as it is written. Days are text here, so that a wrong one is a problem among the others and
// not the end of reading.
type document struct {
	Title    string     `yaml:"title" validate:"required,text,max=120"`
	Comment  string     `yaml:"comment" validate:"required,note,max=4000"`
	Given    given      `yaml:"given"`
	Defaults []habit    `yaml:"defaults" validate:"max=50,dive"`
	CountOn  []string   `yaml:"count_on" validate:"max=20,dive,day"` // days on which each step says how the case counts
	Desk     string     `yaml:"desk" validate:"omitempty,desk"`      // a counter that asks about the person after each step
	Steps    []step     `yaml:"steps" validate:"min=1,max=1000,dive"`
	Ends     conclusion `yaml:"ends"`
}

// given is how the case comes in.
type given struct {
	Start      string  `yaml:"start" validate:"required,day"`
	ReportedOn string  `yaml:"reported_on" validate:"omitempty,day"` // at large since; none: as of the start
	Unit       string  `yaml:"unit" validate:"omitempty,text,max=80"`
	Residence  string  `yaml:"residence" validate:"required,residence"`
	Stand      string  `yaml:"stand" validate:"omitempty,status"`
	From       string  `yaml:"from" validate:"omitempty,token,max=40"` // the case out of which its titles were moved
	Titles     []title `yaml:"titles" validate:"min=1,max=50,dive"`
}

type title struct {
	No            int      `yaml:"no" validate:"min=0,max=50"` // of a title that is added or changed
	Kind          string   `yaml:"kind" validate:"omitempty,token,max=40"`
	Articles      []string `yaml:"articles" validate:"min=1,max=20,dive,articles"`
	MaxMonths     int      `yaml:"max_months" validate:"min=0,max=480"`
	FinalOn       string   `yaml:"final_on" validate:"omitempty,day"`
	ExecutableOn  string   `yaml:"executable_on" validate:"omitempty,day"`
	LapsesOn      string   `yaml:"lapses_on" validate:"omitempty,day"` // OM's day
	ImposedDays   int      `yaml:"imposed_days" validate:"min=0,max=36600"`
	ImposedMonths int      `yaml:"imposed_months" validate:"min=0,max=1200"`
	Remainder     int      `yaml:"remainder" validate:"min=0,max=36600"`
	Life          bool     `yaml:"life"`
	Stopped       []period `yaml:"stopped" validate:"max=50,dive"` // its limitation did not run
}

// period is a run of days from the first until, and not including, the last.
type period struct {
	From  string `yaml:"from" validate:"required,day"`
	Until string `yaml:"until" validate:"omitempty,day"`
}

// habit is how an agency answers a kind of request when no step says otherwise.
type habit struct {
	Agency  string `yaml:"agency" validate:"required,agency"`
	Request string `yaml:"request" validate:"required,request"`
	Result  string `yaml:"result" validate:"required,result"`
	Ref     string `yaml:"ref" validate:"omitempty,token,max=40"`
	After   int    `yaml:"after" validate:"min=1,max=1000"` // working days
}

// step is a moment, what happens then, and everything that must have followed since the moment before it.
type step struct {
	On      string       `yaml:"on" validate:"required,day"`
	Time    string       `yaml:"time" validate:"omitempty,clock"`
	Comment string       `yaml:"comment" validate:"omitempty,note,max=2000"`
	Answer  *answer      `yaml:"answer"`
	Message *message     `yaml:"message"`
	Payment *payment     `yaml:"payment"`
	Command *command     `yaml:"command"`
	Looks   *looks       `yaml:"looks"`
	Restart *stop        `yaml:"restart"`                          // everything lay still since then, and begins again
	Down    string       `yaml:"down" validate:"omitempty,agency"` // it cannot be reached from now on
	Up      string       `yaml:"up" validate:"omitempty,agency"`   // it can again
	Expect  *expectation `yaml:"expect" validate:"required"`
}

// answer is an agency's answer to what it was asked last.
type answer struct {
	Agency   string     `yaml:"agency" validate:"required,agency"`
	Request  string     `yaml:"request" validate:"required,request"`
	Result   string     `yaml:"result" validate:"required,result"`
	Ref      string     `yaml:"ref" validate:"omitempty,token,max=40"`
	Standing []standing `yaml:"standing" validate:"max=20,dive"`
	Finding  *finding   `yaml:"finding"`
	Lapse    *lapse     `yaml:"limitation"`
}

// lapse is another day of limitation than OM was asked about.
type lapse struct {
	On      string   `yaml:"lapses_on" validate:"omitempty,day"` // none: never
	Stopped []period `yaml:"stopped" validate:"max=50,dive"`
}

type standing struct {
	Kind string `yaml:"kind" validate:"required,measure"`
	Ref  string `yaml:"ref" validate:"required,token,max=40"`
}

type finding struct {
	Source   string `yaml:"source" validate:"required,source"`
	Verified bool   `yaml:"verified"`
	Unit     string `yaml:"unit" validate:"omitempty,text,max=80"`

	Reliability string `yaml:"reliability" validate:"omitempty,reliability"`
	Nature      string `yaml:"nature" validate:"omitempty,nature"`
}

// message is one that an agency sends by itself.
type message struct {
	ID      string `yaml:"id" validate:"omitempty,message_id"` // the sender's own: the same again is the same message
	From    string `yaml:"from" validate:"required,agency"`
	Message string `yaml:"message" validate:"required,message"`
	On      string `yaml:"on" validate:"required,day"`
	Title   int    `yaml:"title" validate:"min=0,max=50"`
	Country string `yaml:"country" validate:"omitempty,iso3166_1_alpha3"` // of a stay abroad
	Ground  string `yaml:"ground" validate:"omitempty,surrender_ground"`  // of a surrender that was refused
	Time    string `yaml:"time" validate:"omitempty,clock"`               // of a visit
	Reason  string `yaml:"reason" validate:"omitempty,not_found_reason"`  // of an order given back as ONVINDBAAR
	Urgency string `yaml:"urgency" validate:"omitempty,urgency"`          // of a stop
	Other   string `yaml:"other" validate:"omitempty,token,max=40"`       // of a merge or split: the case of the other number
}

// payment is money that CJIB says was credited for a title.
type payment struct {
	From       string `yaml:"from" validate:"required,agency"`
	Title      int    `yaml:"title" validate:"min=1,max=50"`
	Cents      int64  `yaml:"cents"`
	CreditedOn string `yaml:"credited_on" validate:"required,day"`
	FineCents  int64  `yaml:"fine_cents"` // the whole fine; 0: as known already
}

// command is what a person does, or what an agency sends that is no message of the closed list.
type command struct {
	Do     string `yaml:"do" validate:"required,command"`
	By     string `yaml:"by" validate:"omitempty,token,max=40"` // an agency, or the name of a person; none: the case officer
	Role   string `yaml:"role" validate:"omitempty,oneof=officer supervisor coordinator"`
	Of     string `yaml:"of" validate:"omitempty,agency"` // whose finding; none: the oldest that waits
	Unit   string `yaml:"unit" validate:"omitempty,text,max=80"`
	For    string `yaml:"for" validate:"omitempty,text,max=60"` // the police unit that he speaks for
	Local  bool   `yaml:"local"`                                // FAST leaves the order to the unit of the residence
	Ending string `yaml:"ending" validate:"omitempty,ending"`
	Self   bool   `yaml:"self_report"`                      // of an ending by OM: he may report himself
	Proof  string `yaml:"proof" validate:"omitempty,proof"` // of an ending, or of a finding that proposes one
	On     string `yaml:"on" validate:"omitempty,day"`
	No     int    `yaml:"no" validate:"min=0,max=50"` // of the title that ends, or whose limitation is confirmed
	Lapses string `yaml:"lapses_on" validate:"omitempty,day"`
	Title  *title `yaml:"title"`

	Trials map[int]string `yaml:"trials" validate:"omitempty,dive,trial"` // of a warrant: how the convict was heard, by the number of a title

	With map[string]any `yaml:"with"` // of any other command: its own fields, by their names in code
}

// expectation is everything that must have happened since the step before.
type expectation struct {
	Status    string   `yaml:"status" validate:"required,status"`
	Refused   string   `yaml:"refused" validate:"omitempty,refusal"`
	Duplicate bool     `yaml:"duplicate"`
	Out       []string `yaml:"out" validate:"max=200,dive,required,text"`
	Events    []string `yaml:"events" validate:"max=200,dive,required,text"`
	Desk      string   `yaml:"desk" validate:"omitempty,text"`               // all that the counter hears
	Counted   []string `yaml:"counted" validate:"max=20,dive,required,text"` // on each of the days, as it is known after the step
	Flagged   []string `yaml:"flagged" validate:"max=20,dive,required,text"` // whose looks a supervisor is shown
}

// conclusion sums the whole up, so that no step can be left out at the end either.
type conclusion struct {
	Status        string `yaml:"status" validate:"required,status"`
	Messages      int    `yaml:"messages"`       // sent out
	Events        int    `yaml:"events"`         // in the history
	WithoutEffect int    `yaml:"without_effect"` // refused or received before
}

// Load reads a scenario. Every problem of the file is in the error, a [*casefile.Error] of [casefile.KindInvalid] whose
// cause is [check.Problems].
func Load(r io.Reader) (Scenario, error) {
	var doc document
	faults, err := check.YAML(r, &doc)
	if err != nil {
		return Scenario{}, fmt.Errorf("reading scenario: %w", err)
	}
	if faults = append(faults, doc.faults()...); len(faults) > 0 {
		problems := make(check.Problems, len(faults))
		for i, f := range faults {
			problems[i] = check.Dutch.Problem(0, f)
		}
		return Scenario{}, casefile.Errorf(casefile.KindInvalid, "het scenario klopt niet (%d):\n%s", len(problems), problems).Because(problems)
	}
	return Scenario{Title: doc.Title, Comment: doc.Comment, doc: doc}, nil
}

// Start is the instant at which the case is taken in.
func (s Scenario) Start() time.Time { return date(s.doc.Given.Start).At(hourOfStart) }

// Open is the command with which the case begins, under a version of the policy.
func (s Scenario) Open(policy string) casefile.Open {
	g := s.doc.Given
	open := casefile.Open{
		Unit: g.Unit, Residence: casefile.Residence(g.Residence), ReportedOn: date(g.ReportedOn), Stand: casefile.Status(g.Stand),
		Policy: policy, From: casefile.CaseID(g.From),
	}
	if open.ReportedOn.IsZero() {
		open.ReportedOn = date(g.Start)
	}
	open.Imported = open.ReportedOn < date(g.Start)
	for i, t := range g.Titles {
		facts := t.facts()
		facts.No = i + 1
		open.Titles = append(open.Titles, facts)
	}
	return open
}

// instant is the moment of the step.
func (s step) instant() time.Time {
	at := date(s.On).At(hourOfStep)
	if clock, err := time.Parse("15:04", s.Time); err == nil {
		year, month, day := date(s.On).Date()
		at = time.Date(year, month, day, clock.Hour(), clock.Minute(), 0, 0, casefile.Amsterdam()).UTC()
	}
	return at
}

// date reads a day that was checked; nothing, or a wrong one, is no date.
func date(s string) casefile.Date {
	d, err := casefile.ParseDate(s)
	if err != nil {
		return 0
	}
	return d
}
