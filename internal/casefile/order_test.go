package casefile

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestOrderNumber(t *testing.T) {
	t.Parallel()
	const id = "01980000-0000-7000-8000-00000000000a"
	number := OrderNumber(id, "q17")
	require.Equal(t, "Y2SY-VC7F-9J8V", number, "it may never change: police have it on paper")
	require.Equal(t, number, OrderNumber(id, "q17"), "a request that is sent again has the same")
	require.NotEqual(t, number, OrderNumber(id, "q18"))
	require.NotEqual(t, number, OrderNumber("01980000-0000-7000-8000-00000000000b", "q17"))

	for _, written := range []string{number, strings.ToLower(number), strings.ReplaceAll(number, "-", ""), strings.ReplaceAll(number, "-", " ")} {
		read, right := ParseOrderNumber(written)
		require.True(t, right, written)
		require.Equal(t, number, read)
	}
	for _, none := range []string{"", "Y2SY", number + "2", "Y2SY-VC7F-9J80", "één twee drie", "Ä2SY-VC7F-9J8V"} {
		_, right := ParseOrderNumber(none)
		require.False(t, right, none)
	}
}

// A character that was taken over wrongly, or two that changed places, never make the number of another order.
func TestOrderNumberThatWasWrittenDownWrongly(t *testing.T) {
	t.Parallel()
	plain := strings.ReplaceAll(OrderNumber("01980000-0000-7000-8000-00000000000a", "q17"), "-", "")
	wrong := func(number string) {
		if number == plain {
			return
		}
		_, right := ParseOrderNumber(number)
		require.False(t, right, number)
	}
	for i := range plain {
		for _, other := range orderAlphabet {
			wrong(plain[:i] + string(other) + plain[i+1:])
		}
		for j := i + 1; j < len(plain); j++ {
			swapped := []byte(plain)
			swapped[i], swapped[j] = swapped[j], swapped[i]
			wrong(string(swapped))
		}
	}
}

// orderOf is the number of the first order that the case gave.
func (tr *trace) orderOf() string {
	tr.t.Helper()
	for _, e := range tr.events {
		if asked, is := e.Payload.(Asked); is && asked.Request.Kind == PlaceOrder {
			return asked.Request.Number
		}
	}
	require.Fail(tr.t, "no order was given")
	return ""
}

// atTheDoor is how the first order stands now; one that the case lists no more is withdrawn.
func (tr *trace) atTheDoor() OrderStanding {
	tr.t.Helper()
	number := tr.orderOf()
	for _, o := range ArrestOrders(tr.state) {
		if o.Number == number {
			return OrderAtTheDoor(tr.state, o, tr.now).Standing
		}
	}
	return OrderWithdrawn
}

// TestOrderAtTheDoor is the truth table of what an officer at the door is told.
func TestOrderAtTheDoor(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		steps func(tr *trace)
		want  OrderStanding
	}{
		"it stands":          {func(*trace) {}, OrderValid},
		"a round goes on":    {func(tr *trace) { tr.answerRest() }, OrderValid},
		"somebody was hit":   {func(tr *trace) { tr.hit() }, OrderValid},
		"given back":         {func(tr *trace) { tr.report(MsgNotFound) }, OrderWithdrawn},
		"returned for us":    {func(tr *trace) { tr.report(MsgReturned) }, OrderWithdrawn},
		"somebody was taken": {func(tr *trace) { tr.report(MsgArrested) }, OrderWithdrawn},
		"it was somebody else": {func(tr *trace) {
			tr.report(MsgArrested)
			tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
		}, OrderValid},
		"arrested abroad": {func(tr *trace) {
			tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
		}, OrderWithdrawn},
		"the trace ended": {func(tr *trace) { tr.do(End{Ending: Deceased, On: DateOf(tr.now)}) }, OrderWithdrawn},
		"ended, and everything taken back": {func(tr *trace) {
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
			tr.takeAllBack()
		}, OrderWithdrawn},
		"the ending was withdrawn": {func(tr *trace) {
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
			tr.jointly(CorrectEnding{})
		}, OrderWithdrawn},
		"execution suspended": {func(tr *trace) {
			tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
		}, OrderSuspended},
		"suspended and paused": {func(tr *trace) {
			tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
			tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
		}, OrderSuspended},
		"resumed": {func(tr *trace) {
			tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
			tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
		}, OrderValid},
		"resumed, and not taken up again": {func(tr *trace) {
			tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
			tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
			tr.answer(ResumeMeasures, Politie, Answer{Result: Refuted})
		}, OrderWithdrawn},
		"said to be paid":    {func(tr *trace) { tr.report(MsgPaid) }, OrderWithdrawn},
		"said to be dead":    {func(tr *trace) { tr.report(MsgDeceased) }, OrderSuspended},
		"not dead after all": {func(tr *trace) { tr.report(MsgDeceased); tr.do(RejectFinding{Finding: tr.state.Findings[0].ID}) }, OrderValid},
		"one of two was paid": {func(tr *trace) {
			tr.withSecond()
			tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now), Title: 2})
		}, OrderValid},
		"OM objects": {func(tr *trace) {
			tr.withSecond()
			tr.answer(AskExecutability, OM, Answer{Result: Refuted})
		}, OrderSuspended},
		"time-barred, and nobody has judged": {func(tr *trace) {
			tr.do(ConfirmLimitation{Title: 1, LapsesOn: DateOf(tr.now)})
		}, OrderWithdrawn},
		"time-barred since midnight, by the clock alone": {func(tr *trace) {
			tr.do(ConfirmLimitation{Title: 1, LapsesOn: DateOf(tr.now) + 1})
			tr.now = tr.now.AddDate(0, 0, 1)
		}, OrderSuspended},
		"not time-barred after all": {func(tr *trace) {
			tr.do(ConfirmLimitation{Title: 1, LapsesOn: DateOf(tr.now)})
			tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
		}, OrderWithdrawn}, // it was recalled; the search goes on without it
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := ordered(t, 210)
			tt.steps(tr)
			require.Equal(t, tt.want, tr.atTheDoor())
		})
	}
}

// withSecond adds a title and has OM and CJIB confirm it.
func (tr *trace) withSecond() {
	tr.t.Helper()
	tr.do(AddTitle{Title: second(40), On: DateOf(tr.now)})
}

func TestOrderIsValidFromTheMomentItIsGiven(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.do(DescribePerson{})
	described := tr.state.Version
	tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
	require.Equal(t, OrderValid, tr.atTheDoor(), "the police have it before they say so")
	order := tr.open(PlaceOrder, Politie)
	require.Equal(t, "arrestantencomplex Rotterdam", order.BringTo)
	require.Equal(t, described, order.Description, "what it says goes with the order, whatever is said later")
	tr.do(DescribePerson{})
	require.Equal(t, described, tr.open(PlaceOrder, Politie).Description)

	tr.answer(PlaceOrder, Politie, Answer{Result: Refuted})
	require.Equal(t, OrderWithdrawn, tr.atTheDoor(), "the police did not take it")
}

func TestSinceWhenTheClockSaysSo(t *testing.T) {
	t.Parallel()
	tr := ordered(t, 210)
	tr.do(ConfirmLimitation{Title: 1, LapsesOn: DateOf(tr.now) + 1})
	known := ArrestOrder{Number: tr.orderOf(), Standing: OrderValid, Since: tr.now}
	now := tr.now.AddDate(0, 0, 3)
	require.Equal(t, ArrestOrder{Number: known.Number, Standing: OrderSuspended, Since: (DateOf(tr.now) + 1).Start()}, OrderAtTheDoor(tr.state, known, now))
	require.Equal(t, known, OrderAtTheDoor(tr.state, known, tr.now))
	known.Number = "none"
	require.Equal(t, OrderWithdrawn, OrderAtTheDoor(tr.state, known, now).Standing)
	known.Standing, known.Since = OrderWithdrawn, time.Time{}
	require.Equal(t, known, OrderAtTheDoor(tr.state, known, now), "what was withdrawn stays that")
}

func TestEventsOfBeforeNumbersGiveNone(t *testing.T) {
	t.Parallel()
	old := Evolve(State{}, Event{Seq: 1, Payload: Asked{Request: Request{ID: "q1", Kind: PlaceOrder, Agency: Politie, Unit: "Rotterdam"}}})
	require.Empty(t, ArrestOrders(old))
}

// OM says that a title may not be executed, or Justid that it is not he. What comes in has both asked again: until they say
// otherwise, what they said holds at the door.
func TestAnOrderIsNotValidAgainForBeingAskedAbout(t *testing.T) {
	t.Parallel()
	corrected := RecordCorrection{Fields: []IdentityField{FieldSurname}, Set: 2}
	for name, tt := range map[string]struct {
		kind  RequestKind
		from  Agency
		again Command
	}{
		"of the title":  {AskExecutability, OM, AddTitle{Title: second(60), On: NewDate(2026, time.November, 23)}},
		"of the person": {AskIdentity, JustID, corrected},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := ordered(t, 210)
			tr.do(corrected)
			tr.do(ChangeTitle{Title: tr.state.Titles[0]})
			tr.answer(tt.kind, tt.from, Answer{Result: Refuted})
			require.Equal(t, OrderSuspended, tr.atTheDoor())
			tr.do(tt.again)
			require.Equal(t, OrderSuspended, tr.atTheDoor())
			tr.answer(tt.kind, tt.from, Answer{Result: Confirmed})
			require.Equal(t, OrderValid, tr.atTheDoor())
		})
	}
}
