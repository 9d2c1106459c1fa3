package casefile

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// testPolicy is a small policy with every term the product asks for.
func testPolicy() Policy {
	p := Policy{
		Version:           "test",
		Authoritative:     []FindingSource{SourceBRP},
		LapseMonths:       []int{1, 3, 6, 12},
		AddressCheckDays:  182,
		NoExtraditionDays: 365,
		SelfReportMonths:  12,
		OrderDays:         90,
		OrderReminders:    1,
		NotFound:          NotFoundRule{Visits: 1, Reasons: []NotFoundReason{LeftUnknown, NotLiving}},
		RecallAfter:       []time.Duration{15 * time.Minute, 30 * time.Minute},
		BringTo:           map[string]string{"Rotterdam": "arrestantencomplex Rotterdam"},
		WarrantDays:       120,
		Custodial:         []string{"vrijheidsstraf", KindRevoked},
		Hit: HitTerms{
			Urgent:  []time.Duration{10 * time.Minute, 20 * time.Minute, 30 * time.Minute},
			Routine: []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour},
		},
		Incident:   []time.Duration{time.Hour, 4 * time.Hour},
		ReviewDays: map[Class]int{Under90: 365, Under120: 182, Under300: 182, From300: 91},
		Groups: []OffenceGroup{{Name: "mensenhandel", Articles: []GroupArticle{
			{Article: "Sr 273f", From: NewDate(2006, time.September, 1)},
			{Article: "Sr 273a", From: NewDate(2005, time.January, 1), Until: NewDate(2006, time.September, 1)},
		}}},
	}
	for _, a := range Agencies() {
		for _, k := range RequestKinds() {
			p.Terms = append(p.Terms, Term{Agency: a, Request: k, WorkingDays: []int{10, 15, 20}})
		}
	}
	p.Ladders = []Ladder{
		{Alarms: Alarms(), From: LevelOfficer, Steps: map[Level]Span{
			LevelOfficer: {WorkingDays: 25}, LevelSupervisor: {WorkingDays: 30}, LevelCoordinator: {WorkingDays: 60},
		}, InHand: Span{WorkingDays: 5}},
	}
	return p
}

// trace drives one case through Decide with a clock of its own.
type trace struct {
	t      *testing.T
	state  State
	now    time.Time
	by     Actor // who gives the commands
	events []Event
}

func newTrace(t *testing.T, open Open) *trace {
	t.Helper()
	tr := &trace{t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}
	tr.do(open)
	return tr
}

func (tr *trace) do(c Command) []Event {
	tr.t.Helper()
	return tr.under(testPolicy(), c)
}

// under gives a command that is judged by a policy of its own.
func (tr *trace) under(p Policy, c Command) []Event {
	tr.t.Helper()
	events, err := tr.judged(p, c)
	require.NoError(tr.t, err)
	return events
}

func (tr *trace) try(c Command) ([]Event, error) { return tr.judged(testPolicy(), c) }

func (tr *trace) judged(p Policy, c Command) ([]Event, error) {
	tr.now = tr.now.Add(time.Second)
	events, err := Decide(tr.state, Given{Command: proved(tr.state, c), By: tr.by, At: tr.now}, p)
	for _, e := range events {
		tr.state = Evolve(tr.state, e)
	}
	tr.events = append(slices.Clip(tr.events), events...) // a copy of the trace goes its own way
	return events, err
}

// proved is the command with a proof of the ending, where its test is about something else and names none.
func proved(s State, c Command) Command {
	proof := func(e Ending) Proof {
		if all := e.Rule().Proofs; len(all) > 0 {
			return all[0]
		}
		return ""
	}
	switch c := c.(type) {
	case End:
		c.Proof = cmp.Or(c.Proof, proof(c.Ending))
		return c
	case ConfirmFinding:
		for _, f := range s.Findings {
			if f.ID == c.Finding {
				c.Proof = cmp.Or(c.Proof, proof(f.Ending))
			}
			if f.ID == c.Finding && f.Measure == EAB && c.Trials == nil {
				c.Trials = present(s)
			}
		}
		return c
	case IdentifyArrestee:
		c.Proof = cmp.Or(c.Proof, ProofPrints)
		return c
	case MoveTitles:
		c.Proof = cmp.Or(c.Proof, proof(c.Ending))
		return c
	case Reopen:
		if slices.ContainsFunc(c.Remainders, func(r Remainder) bool { return r.Days == 0 }) {
			c.Proof = cmp.Or(c.Proof, ProofCalculation)
		}
		return c
	case RequestMeasure:
		if c.Measure == EAB && c.Trials == nil {
			c.Trials = present(s)
		}
		return c
	default:
		return c
	}
}

// present says of each title that a warrant rests on that the convict was at his trial.
func present(s State) Trials {
	trials := Trials{}
	for _, no := range WarrantTitles(s, testPolicy()) {
		trials[no] = TrialPresent
	}
	return trials
}

// answer answers the oldest open request of the kind at the agency.
func (tr *trace) answer(kind RequestKind, agency Agency, a Answer) {
	tr.t.Helper()
	tr.do(Answered{From: agency, Request: tr.open(kind, agency).ID, Answer: a})
}

func (tr *trace) open(kind RequestKind, agency Agency) Request {
	tr.t.Helper()
	for _, r := range tr.state.Requests {
		if r.Kind == kind && r.Agency == agency {
			return r
		}
	}
	require.Failf(tr.t, "no such request", "%s at %s is not open", kind, agency)
	return Request{}
}

// allOpen lists the open requests of the kind at the agency.
func (tr *trace) allOpen(kind RequestKind, agency Agency) []Request {
	return slices.DeleteFunc(slices.Clone(tr.state.Requests), func(r Request) bool { return r.Kind != kind || r.Agency != agency })
}

func (tr *trace) passIntake() {
	tr.t.Helper()
	tr.answer(AskIdentity, JustID, Answer{Result: Confirmed})
	tr.answer(AskExecutability, OM, Answer{Result: Confirmed})
	tr.answer(AskRemainder, CJIB, Answer{Result: Confirmed})
}

func (tr *trace) findNothing() {
	tr.t.Helper()
	for _, a := range Agencies() {
		tr.answer(AskWhereabouts, a, Answer{Result: Nothing})
	}
}

func (tr *trace) takeAllBack() {
	tr.t.Helper()
	for _, a := range Agencies() {
		tr.answer(Withdraw, a, Answer{Result: Nothing})
	}
}

// arrest is the police's report that they have the person, on a day.
func (tr *trace) arrest(year int, month time.Month, day int) []Event {
	tr.t.Helper()
	return tr.do(Report{From: Politie, Message: MsgArrested, On: NewDate(year, month, day)})
}

func imported(days int) Open {
	return Open{
		Titles:     []Title{{No: 1, Kind: "vrijheidsstraf", Articles: []Article{"Sr 273f lid 3"}, ImposedDays: days, Remainder: days}},
		Unit:       "Den Haag",
		Residence:  ResidenceUnknown,
		ReportedOn: NewDate(2017, time.March, 1),
	}
}

func TestPlainTrace(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	require.Equal(t, Locating, tr.state.Status)
	tr.passIntake()
	tr.answer(PlaceAlert, Politie, Answer{Result: Placed, Ref: "E&S 1"})
	tr.answer(AskWhereabouts, JustID, Answer{Result: Traced, Finding: &Found{ID: "f1", Source: SourceBRP, Verified: true, Unit: "Rotterdam"}})
	require.Equal(t, Located, tr.state.Status)
	require.Equal(t, "Rotterdam", tr.open(PlaceOrder, Politie).Unit)
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	require.Equal(t, ArrestOrdered, tr.state.Status)

	tr.do(Report{From: Politie, Message: MsgArrested, On: NewDate(2019, time.May, 3)})
	require.Equal(t, Held, tr.state.Status)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, Ended, tr.state.Status)
	require.Equal(t, ArrestedNL, tr.state.Ending)
	require.Equal(t, NewDate(2019, time.May, 3), tr.state.EndedOn, "the arrest's own day, not today")
	tr.takeAllBack()
	require.Equal(t, Closed, tr.state.Status)
	require.True(t, PlanOf(tr.state).Done)
	require.Empty(t, tr.state.Measures)

	offences := []string{"Sr 273f", "mensenhandel"}
	require.Equal(t, []Stay{
		{From: NewDate(2017, time.March, 1), Status: Locating, Class: Under300, Titles: 1, Unit: "Den Haag", Offences: offences},
		{From: NewDate(2019, time.May, 3), Status: Ended, Ending: ArrestedNL, Class: Under300, Titles: 1, Unit: "Den Haag", Offences: offences},
		{From: NewDate(2026, time.November, 23), Status: Closed, Ending: ArrestedNL, Class: Under300, Titles: 1, Unit: "Den Haag", Offences: offences},
	}, tr.state.Timeline)
}

// lastAlarm is what the last alarm is about, without where it stands on its ladder.
func lastAlarm(tr *trace) Escalated {
	tr.t.Helper()
	e := last[Escalated](tr)
	require.NotEmpty(tr.t, e.ID)
	return Escalated{About: e.About, Ref: e.Ref, Filed: e.Filed, Computed: e.Computed}
}

// TestAnAgencyHasItsMessagesAndNoMore: an institution once said that a judgment had been withdrawn, and a title was closed on it
// (RBDHA 2019:151).
func TestAnAgencyHasItsMessagesAndNoMore(t *testing.T) {
	t.Parallel()
	said := map[string]bool{"answered": true, "report": true, "record-payment": true, "delivered": true, "reminded": true}
	tr := tracing(t, 210)
	tr.by = Actor{ID: "justid", Role: RoleAgency, Agency: JustID, Verified: true}
	for _, c := range everyCommand(tr.state, tr.now) {
		if !said[c.command.CommandKind()] {
			tr.refused(RefusedNotYours, c.command)
		}
	}
}
