package rehearse

import (
	"fmt"
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// faults judges the whole document: the form of each value, then how they fit together.
func (d document) faults() []check.Fault {
	faults := check.Struct(d)
	before, last := date(d.Given.Start).At(hourOfStart), ""
	for i, s := range d.Steps {
		at := fmt.Sprintf("steps[%d]", i)
		faults = append(faults, s.faults(at)...)
		if s.On == "" {
			continue
		}
		moment := s.instant()
		switch {
		case moment.After(before):
		case last == "":
			faults = append(faults, check.Fault{Field: at + ".on", Code: check.BeforeStart})
		default:
			faults = append(faults, check.Fault{Field: at + ".on", Code: check.NotLater})
		}
		if s.Restart != nil && (!s.Restart.instant().After(before) || !s.Restart.instant().Before(moment)) {
			faults = append(faults, check.Fault{Field: at + ".restart", Code: check.NotLater})
		}
		before, last = moment, at
	}
	return faults
}

func (s step) faults(at string) []check.Fault {
	var faults []check.Fault
	acts := 0
	for _, given := range []bool{s.Answer != nil, s.Message != nil, s.Payment != nil, s.Command != nil, s.Looks != nil, s.Restart != nil, s.Down != "", s.Up != ""} {
		if given {
			acts++
		}
	}
	if acts > 1 {
		faults = append(faults, check.Fault{Field: at, Code: check.SeveralActs})
	}
	if e := s.Expect; e != nil && len(e.Events)+len(e.Out)+len(e.Flagged) == 0 && e.Refused == "" && !e.Duplicate {
		faults = append(faults, check.Fault{Field: at + ".expect", Code: check.ExpectsNoMore})
	}
	if s.Command != nil {
		faults = append(faults, s.Command.faults(at+".command")...)
	}
	if a := s.Answer; a != nil && a.Result == string(casefile.Traced) && a.Finding == nil {
		faults = append(faults, needs(at+".answer", "finding", a.Result))
	}
	if a := s.Answer; a != nil && a.Result == string(casefile.Corrected) && a.Lapse == nil {
		faults = append(faults, needs(at+".answer", "limitation", a.Result))
	}
	return faults
}

func (c command) faults(at string) []check.Fault {
	var faults []check.Fault
	switch c.Do {
	case "end":
		if c.Ending == "" {
			faults = append(faults, needs(at, "ending", c.Do))
		}
		if c.On == "" {
			faults = append(faults, needs(at, "on", c.Do))
		}
	case "confirm-limitation":
		if c.No == 0 {
			faults = append(faults, needs(at, "no", c.Do))
		}
	case "add-title", "change-title":
		if c.Title == nil {
			faults = append(faults, needs(at, "title", c.Do))
		} else if c.Title.No == 0 {
			faults = append(faults, needs(at, "title.no", c.Do))
		}
		if c.Do == "add-title" && c.On == "" {
			faults = append(faults, needs(at, "on", c.Do))
		}
	case "confirm-finding", "reject-finding", "approve", "decline":
	default:
		if _, err := c.plain(); err != nil && slices.Contains(casefile.CommandKinds(), c.Do) {
			faults = append(faults, check.Fault{Field: at + ".with", Code: check.FieldsUnfit, Args: []string{c.Do}})
		}
		return faults
	}
	if c.With != nil {
		faults = append(faults, check.Fault{Field: at + ".with", Code: check.FieldsUnfit, Args: []string{c.Do}})
	}
	return faults
}

func needs(at, field, act string) check.Fault {
	return check.Fault{Field: at, Code: check.NeedsField, Args: []string{field, act}}
}
