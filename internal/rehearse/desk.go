package rehearse

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// looks is that somebody looks at the person, so many times, on the day of the step.
type looks struct {
	By      string `yaml:"by" validate:"required,token,max=40"`
	Role    string `yaml:"role" validate:"omitempty,oneof=officer supervisor coordinator"`
	Times   int    `yaml:"times" validate:"min=1,max=1000"`
	Purpose string `yaml:"purpose" validate:"required,text,max=200"` // without one nobody is shown anything
}

func (l looks) actor() casefile.Actor { return command{By: l.By, Role: l.Role}.actor() }

// deskPurpose is why the counter of a scenario asks.
const deskPurpose = "aanvraag paspoort"

// look keeps who looked in the step: whom it names, and the counter that asks after every step.
func (c *cast) look(s step) {
	on := casefile.DateOf(s.instant())
	if l := s.Looks; l != nil {
		by := l.actor()
		c.looks = append(c.looks, casefile.Looks{Actor: by.ID, Role: by.Role, Case: c.state.Case, On: on, Times: l.Times})
	}
	if desk := c.doc.Desk; desk != "" {
		c.looks = append(c.looks, casefile.Looks{Actor: desk, Role: casefile.RoleAgency, Case: c.state.Case, On: on, Times: 1})
	}
}

// told is what the counter hears when it asks now; nothing, when none asks.
func (c *cast) told() string {
	if c.doc.Desk == "" {
		return ""
	}
	return deskLine(casefile.AtDesk(c.state, c.policy))
}

// deskLine is the whole of an answer to a counter.
func deskLine(a casefile.DeskAnswer) string {
	if !a.Hold {
		return "nothing"
	}
	return "hold the document, call " + a.Call
}

// flagged are those whose looks a supervisor is shown.
func flagged(looks []casefile.Looks, limits casefile.ReadLimits) []string {
	var lines []string
	for _, f := range casefile.FlagReads(looks, limits) {
		lines = append(lines, fmt.Sprintf("%s, %s, %d looks", f.Actor, f.Why, f.Times))
	}
	return lines
}
