package simulator

import (
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Scenario says how the simulated agencies behave. The zero scenario is agencies that answer everything
// at once, confirm what they are asked, know of no whereabouts, and confirm withdrawals afterwards.
type Scenario struct {
	// Rules are tried in order; the first that matches a request decides about it.
	Rules []Rule `yaml:"rules" validate:"dive"`
	// Standing are alerts and orders that stood before anybody asked.
	Standing []Earlier `yaml:"standing" validate:"dive"`
}

// Rule says what an agency does with the requests that match it. Of the fields that say what it
// matches, everything that is given must hold.
type Rule struct {
	Name string `yaml:"name" validate:"omitempty,token,max=80"` // unique; default rule-1, rule-2, …

	Agency casefile.Agency      `yaml:"agency" validate:"omitempty,agency"`
	Kind   casefile.RequestKind `yaml:"kind" validate:"omitempty,request"`
	SKN    []string             `yaml:"skn" validate:"dive,token,max=20"`
	Nth    []int                `yaml:"nth" validate:"dive,min=1"`        // persons in the order in which the agency first heard of them
	Every  int                  `yaml:"every" validate:"min=0,max=10000"` // every so manyth person in that order
	Times  int                  `yaml:"times" validate:"min=0,max=10000"` // of each case only the first so many requests

	// How the agency fails.
	Latency     time.Duration `yaml:"latency" validate:"min=0"` // before every reply
	Fail        *Failure      `yaml:"fail" validate:"omitempty"`
	LoseReplies int           `yaml:"lose_replies" validate:"min=0,max=10000"` // of each call, so many replies, after it had its effect

	// When and what it answers.
	Answer     When            `yaml:"answer" validate:"omitempty,oneof=now later never"`
	After      time.Duration   `yaml:"after" validate:"min=0"`                 // with later
	OnReminder int             `yaml:"on_reminder" validate:"min=0,max=10000"` // with later: silent until this reminder
	Repeat     Repeat          `yaml:"repeat"`
	Result     casefile.Result `yaml:"result" validate:"omitempty,oneof=confirmed refuted nothing traced placed corrected"`
	Finding    *Finding        `yaml:"finding" validate:"omitempty"`    // with traced
	Limitation *Limitation     `yaml:"limitation" validate:"omitempty"` // with corrected
	Standing   []Appearing     `yaml:"standing" validate:"dive"`        // come to stand for the person when this is answered
}

// When says when an answer is given.
type When string

// The moments of an answer.
const (
	Now   When = "now"   // in the reply
	Later When = "later" // by event
	Never When = "never"
)

// Failure is how calls fail before they have any effect. Either Times or For is given.
type Failure struct {
	Status     int           `yaml:"status" validate:"min=400,max=599"`
	Times      int           `yaml:"times" validate:"min=0,max=10000"` // each call so many times
	For        time.Duration `yaml:"for" validate:"min=0"`             // every call, from the first that matched
	RetryAfter time.Duration `yaml:"retry_after" validate:"min=0"`     // whole seconds, rounded up
}

// Repeat says how often an answer is sent as an event beyond what is right.
type Repeat struct {
	SameID int `yaml:"same_id" validate:"min=0,max=100"` // each event so many times more
	NewID  int `yaml:"new_id" validate:"min=0,max=100"`  // so many events more
}

// Finding is whereabouts that an agency reports. The address is invented by whoever writes the scenario.
type Finding struct {
	Source   casefile.FindingSource `yaml:"source" validate:"source"`
	Verified bool                   `yaml:"verified"`
	Unit     string                 `yaml:"unit"`
	Address  string                 `yaml:"address"`

	Reliability casefile.Reliability `yaml:"reliability" validate:"omitempty,reliability"`
	Nature      casefile.Nature      `yaml:"nature" validate:"omitempty,nature"`
}

// Limitation is the day of limitation that OM names in place of the one it filed: LapsesOn, or Never.
type Limitation struct {
	LapsesOn casefile.Date `yaml:"lapses_on"`
	Never    bool          `yaml:"never"`
	Stopped  []Period      `yaml:"stopped" validate:"dive"`
}

// Period is a run of days in which limitation did not run: from the first until, and not including, the last.
type Period struct {
	From  casefile.Date `yaml:"from"`
	Until casefile.Date `yaml:"until"`
}

// Appearing is an alert or order that turns up at an agency without our doing.
type Appearing struct {
	Kind casefile.MeasureKind `yaml:"kind" validate:"required,measure"`
	Ref  string               `yaml:"ref" validate:"required,max=64"`
}

// Earlier is an alert or order that others placed long ago.
type Earlier struct {
	Agency    casefile.Agency `yaml:"agency" validate:"agency"`
	SKN       string          `yaml:"skn" validate:"token,max=20"`
	Appearing `yaml:",inline"`
}

// when is the moment at which a request of the kind is answered under the rule.
func (r *Rule) when(kind casefile.RequestKind) When {
	switch {
	case r.Answer != "":
		return r.Answer
	case r.After > 0 || r.OnReminder > 0:
		return Later
	default:
		return defaultWhen(kind)
	}
}

// defaultWhen is when an agency answers without a rule: a withdrawal or a pause is confirmed afterwards.
func defaultWhen(kind casefile.RequestKind) When {
	if takes(kind) {
		return Later
	}
	return Now
}

// defaultResult is what an agency answers without a rule. What a withdrawal or a pause leaves is not for a rule to say.
func defaultResult(kind casefile.RequestKind) casefile.Result {
	switch kind {
	case casefile.PlaceAlert, casefile.PlaceOrder, casefile.PlaceEAB, casefile.PlaceSIS, casefile.PlacePassport, casefile.PlaceBenefits:
		return casefile.Placed
	case casefile.AskWhereabouts, casefile.Withdraw, casefile.PauseMeasures, casefile.Recall:
		return casefile.Nothing
	default:
		return casefile.Confirmed
	}
}

// resultsOf lists what a rule may answer to a kind of request.
func resultsOf(kind casefile.RequestKind) []casefile.Result {
	switch kind {
	case "", casefile.Withdraw, casefile.PauseMeasures, casefile.Recall:
		return nil
	case casefile.AskWhereabouts:
		return []casefile.Result{casefile.Nothing, casefile.Traced}
	case casefile.AskLimitation:
		return []casefile.Result{casefile.Confirmed, casefile.Corrected, casefile.Refuted}
	default:
		return []casefile.Result{defaultResult(kind), casefile.Refuted}
	}
}
