package casefile

import (
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// model is a case under random commands, with what must be remembered to judge it from outside.
type model struct {
	t      *rapid.T
	state  State
	now    time.Time
	who    Actor // gives the next command
	events []Event
	sent   []sent          // accepted commands, to be repeated
	gone   map[string]bool // obligations that are not owed any more
	passed map[string]bool // deadlines that have passed
	alarms map[string]bool // escalations ever opened
}

type sent struct {
	command Command
	now     time.Time
}

func TestModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := &model{
			t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC),
			gone: map[string]bool{}, passed: map[string]bool{}, alarms: map[string]bool{},
		}
		open := imported(rapid.SampledFrom([]int{89, 90, 119, 120, 299, 300}).Draw(t, "days"))
		open.Stand = rapid.SampledFrom([]Status{"", Intake, Locating, AlertOnly, Located, ArrestOrdered}).Draw(t, "stand")
		if rapid.Bool().Draw(t, "today") {
			open.ReportedOn = DateOf(m.now)
		}
		open.Titles[0].ImposedMonths = rapid.SampledFrom([]int{0, 3, 4, 14}).Draw(t, "months")
		open.Titles[0].FinalOn = NewDate(2016, time.May, 2)
		m.limitation(t, &open.Titles[0])
		m.do(open)
		t.Repeat(map[string]func(*rapid.T){
			"":         m.check,
			"answer":   m.answer,
			"answer 2": m.answer, // more often than the rest
			"late":     m.answerLate,
			"deliver":  m.deliver,
			"deadline": m.deadline,
			"wait":     m.wait,
			"report":   m.report,
			"arrest":   m.arrest,
			"hit":      m.hit,
			"identify": m.identify,
			"abroad":   m.goneAbroad,
			"officer":  m.officer,
			"alarm":    m.alarm,
			"titles":   m.titles,
			"joint":    m.joint,
			"payment":  m.payment,
			"deduct":   m.deduct,
			"facts":    m.caseFacts,
			"measure":  m.measure,
			"suspend":  m.suspend,
			"resume":   m.resume,
			"pardon":   m.pardon,
			"repeat":   m.repeat,
			"restart":  m.restart,
			"recall":   m.recall,
		})
	})
}

// do decides, records and folds as the store does, and judges the step.
func (m *model) do(c Command) { m.at(c, m.now) }

// by gives a command in somebody's name.
func (m *model) by(who Actor, c Command) {
	m.who = who
	m.do(c)
	m.who = Actor{}
}

func (m *model) at(c Command, now time.Time) {
	before, was := m.state, asJSON(m.t, m.state)
	events, err := Decide(m.state, Given{Command: c, By: m.who, At: now}, testPolicy())
	if refusal, is := errors.AsType[*Refusal](err); is {
		require.Empty(m.t, events)
		require.Contains(m.t, RefusalCodes(), refusal.Code)
		return
	}
	require.NoError(m.t, err)
	decided := m.state
	for _, e := range events {
		decided = Evolve(decided, e)
		from := m.state.Status
		require.Equal(m.t, m.state.Version+1, e.Seq)
		m.state = Evolve(m.state, recorded(m.t, e))
		_, corrects := e.Payload.(CaseChanged) // what it came in as, which is no step from anywhere
		require.True(m.t, m.state.Status == from || corrects || from.CanBecome(m.state.Status), "%s → %s by %s", from, m.state.Status, inShort(e.Payload))
	}
	require.Equal(m.t, asJSON(m.t, decided), asJSON(m.t, m.state), "what is read back means the same")
	require.Equal(m.t, was, asJSON(m.t, before), "a state once given out never changes")
	m.events = append(m.events, events...)
	m.sent = append(m.sent, sent{c, now})
	m.judge(before, events)
	again, err := Decide(m.state, Given{Command: Delivered{Request: "none"}, At: now}, testPolicy())
	require.NoError(m.t, err)
	require.Empty(m.t, again, "every consequence is drawn at once")
}

// judge looks at what a step did to the obligations and deadlines.
func (m *model) judge(before State, events []Event) {
	owed := map[string]bool{}
	for _, o := range PlanOf(m.state).Obligations {
		require.False(m.t, owed[o.ID], "obligation %s is owed twice", o.ID)
		require.False(m.t, m.gone[o.ID], "obligation %s is owed once more", o.ID)
		owed[o.ID] = true
		again := map[bool]string{true: againSuffix(o.Again)}[o.Again > 0]
		require.Equal(m.t, o.ID, o.Request()+again+map[bool]string{true: remindSuffix(o.Remind)}[o.Remind > 0])
	}
	for _, o := range PlanOf(before).Obligations {
		if !owed[o.ID] {
			m.gone[o.ID] = true
			require.True(m.t, settled(o, events) || m.vain(before, o), "obligation %s left the plan without a result", o.ID)
		}
	}
	m.judgeAlarms(before, events)
	m.judgeResumption(before, events)
	m.judgeJoining(before, events)
	for _, d := range Deadlines(m.state) {
		require.False(m.t, m.passed[d.ID], "deadline %s passes twice", d.ID)
	}
}

// vain reports whether the obligation was to tell an agency more about measures of which nobody acts on any now.
func (m *model) vain(before State, o Obligation) bool {
	i := slices.IndexFunc(before.Requests, func(r Request) bool { return r.ID == o.Request() })
	inForce := func(now Measure) bool { return now.inForce() && before.Requests[i].about(now) }
	return o.Kind.follows() && !slices.ContainsFunc(m.state.Measures, inForce)
}

// settled reports whether the events say why the obligation is not owed any more.
func settled(o Obligation, events []Event) bool {
	return slices.ContainsFunc(events, func(e Event) bool {
		switch p := e.Payload.(type) {
		case RequestDelivered:
			return o.Remind == 0 && p.Request == o.Request()
		case ReminderDelivered:
			return o.Remind == p.N && p.Request == o.Request()
		case RequestAnswered:
			return p.Request == o.Request()
		case TermPassed: // the next reminder in place of one that could not be delivered
			return o.Remind > 0 && p.Request == o.Request() && p.Remind
		case SentAgain:
			return p.Request == o.Request()
		case ConfirmedByPhone: // a reminder of it has no use any more
			return o.Remind > 0 && p.Request == o.Request()
		case Asked: // the same question again in its place
			if slices.Contains(p.Request.Cancels, o.Request()) || p.Request.Kind == Recall && o.Remind > 0 { // it is taken back
				return true
			}
			question := o.Kind == AskLimitation || o.Kind == AskWhereabouts || o.Kind == AskExecutability || o.Kind == AskRemainder || o.Kind == AskIdentity
			return question && p.Request.Kind == o.Kind && p.Request.Agency == o.Agency
		case OrderTermPassed: // as above, of an order that stands
			return o.Remind > 0 && p.Measure == o.Request() && p.Remind > 0
		case MeasureReturned:
			return o.Remind > 0 && p.Measure == o.Request()
		case CaseSuspended: // what was to be placed is not sent, nor are its reminders
			return slices.Contains(p.Withheld, o.Request()) || o.Remind > 0 && o.Kind == PlaceOrder
		case PlacingWithheld:
			return slices.Contains(p.Requests, o.Request())
		case CaseResumed:
			return o.Kind == PauseMeasures && !p.Halted
		case ExecutionHalted:
			return slices.Contains(p.Withheld, o.Request())
		case ExecutionContinued:
			return o.Kind == PauseMeasures
		case LimitationSet, TitleEnded, TitleChanged: // the days that the question was about are none any more
			return o.Kind == AskLimitation
		case CustodyEnded: // whom it was about is not in custody any more
			return o.Kind == AskArrestee
		case ArrestRefuted, ArresteeReleased: // or is not the convict, or was released
			return o.Kind == AskArrestee || o.Kind == AskCustody
		case ArresteeKnown: // a person answered in the agency's place
			return p.Request == o.Request()
		case EndedTrace, Reopened:
			return true
		case EndingCorrected:
			return p.Trace
		case WithdrawalWaived:
			return p.Agency == o.Agency
		default:
			return false
		}
	})
}

// check holds after every step.
func (m *model) check(t *rapid.T) {
	if m.state.Version == 0 {
		return
	}
	m.checkTimeline(t)
	m.checkTakenBack(t)
	m.checkSomebodysMove(t)
	m.checkLimits(t)
	m.checkFacts(t)
	m.checkSuspension(t)
	m.checkGrounds(t)
	m.checkApprovals(t)
	m.checkPardons(t)
	m.checkConservation(t)
	m.checkOrders(t)
	m.checkHalt(t)
}

// checkTakenBack reads from the events alone whether an agency may still have something standing.
func (m *model) checkTakenBack(t *rapid.T) {
	if m.state.Status != Closed {
		require.False(t, PlanOf(m.state).Done)
		return
	}
	clear := map[Agency]bool{}
	agencies, kinds := map[string]Agency{}, map[string]RequestKind{}
	for _, e := range m.events {
		switch p := e.Payload.(type) {
		case Asked:
			agencies[p.Request.ID], kinds[p.Request.ID] = p.Request.Agency, p.Request.Kind
		case MeasureAdopted:
			clear[p.Measure.Agency] = false
		case EndedTrace, WithdrawalsVerified:
			clear = map[Agency]bool{}
		case WithdrawalWaived:
			require.False(t, samePerson(p.First, p.Second), "two persons")
			clear[p.Agency] = true
		case RequestAnswered:
			if kinds[p.Request] == Withdraw {
				clear[agencies[p.Request]] = p.Result == Nothing
			}
		default:
		}
	}
	for _, agency := range Agencies() {
		require.True(t, clear[agency], "%s has not said that nothing stands", agency)
	}
	require.Empty(t, m.state.Measures)
	require.Empty(t, m.state.Requests)
	require.Equal(t, len(m.state.Escalations) == 0, PlanOf(m.state).Done)
}

// checkSomebodysMove makes sure that no case is forgotten: there is always an answer, a person or a day to wait for.
func (m *model) checkSomebodysMove(t *rapid.T) {
	s := m.state
	waits := len(s.Requests) > 0 || len(s.Findings) > 0 || len(s.Approvals) > 0
	unconfirmed := slices.ContainsFunc(s.Checks, func(c Check) bool { return c.Result == Refuted })
	idle := slices.ContainsFunc(s.Measures, func(m Measure) bool { return m.Idle })
	for _, measure := range s.Measures {
		require.NotContains(t, s.Clear, measure.Agency, "an agency that said nothing stands has something standing")
	}
	for _, h := range s.Hits {
		asked := func(r Request) bool { return r.Kind == AskArrestee && r.Arrest == h.ID }
		require.True(t, slices.ContainsFunc(s.Requests, asked), "somebody was stopped and nobody is asked who he is")
	}
	switch s.Status {
	case HeldAbroad:
		require.NotNil(t, s.Surrender, "the clock of a surrender runs")
		require.NotNil(t, s.Before)
	case Held:
		asked := func(r Request) bool { return r.Kind == AskArrestee || r.Kind == AskCustody }
		require.True(t, slices.ContainsFunc(s.Requests, asked), "somebody is held and nobody is asked about him")
		require.NotNil(t, s.Before)
	case Ended:
		if !waits { // a person must ask again: an alarm said so
			require.True(t, slices.ContainsFunc(Agencies(), func(a Agency) bool { return s.TakeBacks[a] >= maxTakeBacks }))
		}
	case Closed, ArrestOrdered, Suspended: // the police's move, or a person's
	case Located:
		require.True(t, waits || idle || unconfirmed || s.Abroad != nil && !s.Review.IsZero())
	default:
		require.True(t, waits || unconfirmed || !s.Review.IsZero(), "nobody's move in %s", s.Status)
	}
}

func (m *model) answer(t *rapid.T) {
	if len(m.state.Requests) == 0 {
		t.Skip()
	}
	r := rapid.SampledFrom(m.state.Requests).Draw(t, "request")
	m.do(Answered{From: r.Agency, Request: r.ID, Answer: m.anAnswer(t, r.Kind)})
}

func (m *model) answerLate(t *rapid.T) {
	n := rapid.Int64Range(1, m.state.Version+1).Draw(t, "seq")
	kind := rapid.SampledFrom(RequestKinds()).Draw(t, "kind")
	m.do(Answered{From: rapid.SampledFrom(Agencies()).Draw(t, "from"), Request: "q" + strconv.FormatInt(n, 10), Answer: m.anAnswer(t, kind)})
}

func (m *model) anAnswer(t *rapid.T, kind RequestKind) Answer {
	if kind == AskLimitation && rapid.Bool().Draw(t, "another day") {
		return Answer{Result: Corrected, Lapse: m.lapse(t)}
	}
	switch rapid.IntRange(0, 5).Draw(t, "answer") {
	case 0:
		return unwelcome(kind)
	case 1:
		return Answer{Result: rapid.SampledFrom(Results()).Draw(t, "result"), Standing: m.standing(t)}
	case 2:
		if kind == AskWhereabouts {
			return Answer{Result: Nothing, Standing: m.standing(t)}
		}
		return fitting(kind)
	case 3:
		if kind == AskWhereabouts {
			return Answer{Result: Traced, Finding: m.found(t)}
		}
		return fitting(kind)
	default:
		if kind == AskWhereabouts {
			return Answer{Result: Nothing}
		}
		return fitting(kind)
	}
}

func (m *model) found(t *rapid.T) *Found {
	return &Found{
		ID:       "f" + rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "finding"),
		Source:   rapid.SampledFrom(FindingSources()).Draw(t, "source"),
		Verified: rapid.Bool().Draw(t, "verified"),
		Unit:     rapid.SampledFrom([]string{"", "Breda", "Rotterdam"}).Draw(t, "unit"),
	}
}

func (m *model) standing(t *rapid.T) []Standing {
	ours := []string{"", "q1"}
	for _, measure := range m.state.Measures {
		ours = append(ours, measure.ID)
	}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Standing {
		return Standing{
			Kind:    rapid.SampledFrom(MeasureKinds()).Draw(t, "kind"),
			Ref:     rapid.SampledFrom([]string{"", "R 1", "R 2", "K 5"}).Draw(t, "ref"),
			Request: rapid.SampledFrom(ours).Draw(t, "ours"),
		}
	}), 0, 2).Draw(t, "standing")
}

func (m *model) deliver(t *rapid.T) {
	owed := PlanOf(m.state).Obligations
	if len(owed) == 0 {
		t.Skip()
	}
	o := rapid.SampledFrom(owed).Draw(t, "obligation")
	if o.Remind > 0 {
		m.do(Reminded{Request: o.Request(), N: o.Remind})
		return
	}
	m.do(Delivered{Request: o.Request()})
}

// deadline lets the earliest one pass, as the loop does: at its own instant, even when the clock is past it.
func (m *model) deadline(t *rapid.T) {
	wake := PlanOf(m.state).Wake
	if wake == nil {
		t.Skip()
	}
	m.passed[wake.ID] = true
	m.at(Due{Deadline: wake.ID}, wake.At)
	if wake.At.After(m.now) {
		m.now = wake.At
	}
}

func (m *model) wait(t *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(1, 40*24).Draw(t, "hours")) * time.Hour)
}

func (m *model) report(t *rapid.T) {
	m.do(Report{
		From:    rapid.SampledFrom(Agencies()).Draw(t, "from"),
		Message: rapid.SampledFrom(Messages()).Draw(t, "message"),
		On:      m.day(t),
		Title:   rapid.IntRange(0, 3).Draw(t, "title"),
	})
}

func (m *model) arrest(t *rapid.T) {
	m.do(Report{From: Politie, Message: MsgArrested, On: m.day(t)})
}

func (m *model) hit(t *rapid.T) {
	m.do(Report{From: Politie, Message: MsgHit, On: m.day(t), Urgency: rapid.SampledFrom(Urgencies()).Draw(t, "urgency")})
}

func (m *model) goneAbroad(t *rapid.T) {
	message := rapid.SampledFrom([]Message{
		MsgHitAbroad, MsgLocatedAbroad, MsgNotExtraditable, MsgArrestedAbroad, MsgArrestedAbroad, MsgReleasedAbroad, MsgSurrenderGranted,
		MsgSurrenderRefused, MsgSurrendered, MsgExtradited,
	}).Draw(t, "message")
	m.do(reported(mayReport(message)[0], message, m.day(t)))
	if m.state.Surrender != nil && rapid.Bool().Draw(t, "extend") {
		m.do(ExtendSurrender{By: m.state.Surrender.By.AddDays(rapid.IntRange(0, 31).Draw(t, "days"))})
	}
}

func (m *model) identify(t *rapid.T) {
	if !slices.ContainsFunc(m.state.Requests, func(r Request) bool { return r.Kind == AskArrestee }) {
		t.Skip()
	}
	m.do(IdentifyArrestee{
		Convict: new(rapid.Bool().Draw(t, "convict")), Proof: rapid.SampledFrom([]Proof{ProofIdentity, ProofPrints, ProofDocument}).Draw(t, "proof"),
	})
}

// day draws a day around the life of the case, now and then one that is impossible.
func (m *model) day(t *rapid.T) Date {
	return Date(rapid.IntRange(int(max(m.state.OpenedOn, DateOf(m.now)-400)-1), int(DateOf(m.now)+1)).Draw(t, "day"))
}

func (m *model) officer(t *rapid.T) {
	finding := "none"
	if len(m.state.Findings) > 0 {
		finding = rapid.SampledFrom(m.state.Findings).Draw(t, "finding").ID
	}
	switch rapid.IntRange(0, 11).Draw(t, "act") {
	case 0, 1, 2:
		who := rapid.SampledFrom([]Actor{{}, ofFAST()}).Draw(t, "who")
		m.by(who, proved(m.state, ConfirmFinding{
			Finding: finding, Unit: rapid.SampledFrom([]string{"", "Breda"}).Draw(t, "unit"), Local: rapid.Bool().Draw(t, "local"),
		}))
	case 3, 4, 5:
		m.do(RejectFinding{Finding: finding})
	case 6:
		c := ConfirmLimitation{Title: rapid.IntRange(0, len(m.state.Titles)).Draw(t, "title")}
		if rapid.Bool().Draw(t, "day") {
			c.LapsesOn = DateOf(m.now).AddDays(rapid.IntRange(-20, 600).Draw(t, "lapses on"))
		}
		m.do(c)
	case 8:
		m.do(RecordLimitationFacts{
			Title: rapid.IntRange(0, len(m.state.Titles)).Draw(t, "title"), Facts: LimitationFacts{Stopped: m.stopped(t)},
		})
	case 7:
		m.do(proved(m.state, End{
			Ending: rapid.SampledFrom(Endings()).Draw(t, "ending"), On: m.day(t),
			Title: rapid.IntRange(0, len(m.state.Titles)).Draw(t, "title"),
			Proof: rapid.SampledFrom([]Proof{"", "", "", ProofBRP}).Draw(t, "proof"),
		}))
	default:
		m.do(AskAgain{})
	}
}

// repeat sends an earlier command once more: under another cause, with its own instant or now.
func (m *model) repeat(t *rapid.T) {
	old := rapid.SampledFrom(m.sent).Draw(t, "old")
	now := m.now
	if rapid.Bool().Draw(t, "then") {
		now = old.now
	}
	m.at(old.command, now)
}

func (m *model) restart(t *rapid.T) {
	plan := PlanOf(m.state)
	folded := State{}
	for _, e := range m.events {
		folded = Evolve(folded, recorded(t, e))
	}
	require.Equal(t, asJSON(t, m.state), asJSON(t, folded), "the fold of the events is the state")
	m.state = stored(t, m.state)
	require.Equal(t, asJSON(t, folded), asJSON(t, m.state))
	require.Equal(t, asJSON(t, plan), asJSON(t, PlanOf(m.state)))
}
