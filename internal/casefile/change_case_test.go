package casefile

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestAnotherUnitCountsFromItsOwnDay moves a case to another unit: the days before stay counted where it was, the new
// unit is handed the lead, and the order that people of the old one have in hand stays theirs.
func TestAnotherUnitCountsFromItsOwnDay(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.answer(AskWhereabouts, JustID, traced("f1", "Den Haag"))
	tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
	requests, measures := tr.state.Requests, tr.state.Measures

	events := tr.do(ChangeCase{CaseFacts{Unit: "Rotterdam", Handler: "behandelaar-2", Residence: ResidenceUnknown}})
	changed := last[CaseChanged](tr)
	require.Equal(t, CaseFacts{Unit: "Den Haag"}, changed.Was, "the residence is as it was known, and nobody handled it")
	require.Equal(t, CaseFacts{Unit: "Rotterdam", Handler: "behandelaar-2"}, changed.Now)
	require.Equal(t, OwnerChanged{Owner: "Rotterdam", Keeps: "Den Haag"}, last[OwnerChanged](tr))
	require.Len(t, events, 2)
	require.Equal(t, requests, tr.state.Requests, "nobody is asked anything")
	require.Equal(t, measures, tr.state.Measures)
	require.Equal(t, ArrestOrdered, tr.state.Status)
	require.Equal(t, "behandelaar-2", tr.state.Handler)
	today := DateOf(tr.now)
	require.Equal(t, "Den Haag", stayOn(tr.state.Timeline, today-1).Unit)
	require.Equal(t, "Rotterdam", stayOn(tr.state.Timeline, today).Unit)

	require.Empty(t, tr.do(ChangeCase{CaseFacts{Unit: "Rotterdam", Stand: ArrestOrdered, ReportedOn: tr.state.OpenedOn}}), "all of that is known")
	require.Empty(t, tr.do(ChangeCase{}))
	require.Len(t, tr.do(ChangeCase{CaseFacts{Residence: ResidenceEU}}), 1)
	require.Nil(t, last[CaseChanged](tr).Restated, "nobody counts by residence")
	require.Equal(t, ResidenceEU, tr.state.Residence)
}

func TestAnotherUnitDoesNotLeadWhatFASTLeads(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 300)
	require.Len(t, tr.do(ChangeCase{CaseFacts{Unit: "Rotterdam"}}), 1)
	require.Equal(t, FAST, tr.state.Owner)
	title := tr.state.Titles[0]
	title.Remainder = 299
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, "Rotterdam", tr.state.Owner)
}

// TestAnotherDayOfReportingIsRetroactive corrects the day from which a case counts: earlier, later, and no later than the
// first thing that is known to have happened in it.
func TestAnotherDayOfReportingIsRetroactive(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	opened := tr.state.OpenedOn
	cameIn := DateOf(tr.now)
	require.Equal(t, cameIn, tr.state.CameInOn)
	tr.now = tr.now.AddDate(0, 0, 9)
	from := func(day Date) { tr.do(ChangeCase{CaseFacts{ReportedOn: day}}) }

	from(opened - 30)
	require.Equal(t, []Date{opened - 30, opened - 30}, []Date{tr.state.OpenedOn, tr.state.Timeline[0].From})
	require.Equal(t, CaseFacts{ReportedOn: opened}, last[CaseChanged](tr).Was)
	require.Len(t, tr.state.Timeline, 1)
	tr.refused(RefusedDate, ChangeCase{CaseFacts{ReportedOn: cameIn + 1}}) // it was here
	tr.refused(RefusedDate, ChangeCase{CaseFacts{ReportedOn: DateOf(tr.now) + 1}})
	from(cameIn)
	require.Equal(t, cameIn, tr.state.OpenedOn)
	from(opened)

	tr.do(AddTitle{Title: second(400), On: opened})
	from(opened - 10)
	require.Empty(t, cmp.Diff([]Stay{
		{From: opened - 10, Status: Locating, Class: Under300, Titles: 1, Unit: "Den Haag", Offences: []string{"Sr 273f", "mensenhandel"}},
		{From: opened, Status: Locating, Class: From300, Titles: 2, Unit: "Den Haag", Offences: []string{"Sr 273f", "Sr 311", "mensenhandel"}},
	}, tr.state.Timeline), "the title joined the case later, on the day from which that counted before")
	tr.refused(RefusedDate, ChangeCase{CaseFacts{ReportedOn: opened + 1}}) // the title counts from the day before

	tr.arrest(2017, time.March, 8)
	from(opened - 40)
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	require.Equal(t, opened-40, tr.state.Timeline[0].From, "also of the history to which the case returns")
	require.Equal(t, []Class{Under300, From300}, classes(tr.state.Timeline))
}

// TestAnArrestBoundsTheDayOfReporting: nobody is arrested in a case that was not reported yet, whoever it was.
func TestAnArrestBoundsTheDayOfReporting(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.arrest(2019, time.May, 3)
	tr.refused(RefusedDate, ChangeCase{CaseFacts{ReportedOn: NewDate(2019, time.May, 4)}})
	tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
	tr.refused(RefusedDate, ChangeCase{CaseFacts{ReportedOn: NewDate(2019, time.May, 4)}})
	tr.do(ChangeCase{CaseFacts{ReportedOn: NewDate(2019, time.May, 3)}})
	require.Equal(t, NewDate(2019, time.May, 3), tr.state.Timeline[0].From)
}

// TestACaseReportedOnTheDayOfItsFirstChange counts on that day as at its end, as every day does.
func TestACaseReportedOnTheDayOfItsFirstChange(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.do(AddTitle{Title: second(400), On: NewDate(2020, time.June, 1)})
	tr.do(ChangeCase{CaseFacts{ReportedOn: NewDate(2020, time.June, 1)}})
	require.Equal(t, []Class{From300}, classes(tr.state.Timeline))
	require.Equal(t, NewDate(2020, time.June, 1), tr.state.Timeline[0].From)
}

// TestTheWayClassesWereFoundMovesWithTheOpening: a case that counts by the sum of its titles does so on all of its days.
func TestTheWayClassesWereFoundMovesWithTheOpening(t *testing.T) {
	t.Parallel()
	tr := &trace{t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}
	open := imported(210)
	open.Titles = append(open.Titles, second(100))
	tr.under(stricter(), open)
	day := tr.state.OpenedOn - 100
	tr.under(stricter(), ChangeCase{CaseFacts{ReportedOn: day}})
	tr.under(stricter(), ChangeTitle{Title: tr.state.Titles[0]})
	require.Equal(t, day, tr.state.Timeline[0].From)
	require.Equal(t, []Class{From300}, classes(tr.state.Timeline))
}

// TestAnotherStandHoldsFromTheOpening corrects what an imported case came in as, for as long as it has not moved on.
func TestAnotherStandHoldsFromTheOpening(t *testing.T) {
	t.Parallel()
	tr := newTrace(t, imported(210))
	tr.do(AddTitle{Title: second(20), On: NewDate(2020, time.June, 1)})
	tr.refused(RefusedStand, ChangeCase{CaseFacts{Stand: Held}})
	require.Len(t, tr.do(ChangeCase{CaseFacts{Stand: ArrestOrdered}}), 1)
	require.Equal(t, ArrestOrdered, tr.state.Status)
	require.Equal(t, []Status{ArrestOrdered, ArrestOrdered}, []Status{tr.state.Timeline[0].Status, tr.state.Timeline[1].Status})
	require.Equal(t, CaseFacts{Stand: Locating}, last[CaseChanged](tr).Was)
	tr.do(ChangeCase{CaseFacts{Stand: Located}})

	tr.passIntake()
	tr.refused(RefusedMovedOn, ChangeCase{CaseFacts{Stand: Locating}}) // the police are asked what stands
}

// TestACaseIsNotReportedBeforeThePersonsLastOneEnded: he would count twice on the days between.
func TestACaseIsNotReportedBeforeThePersonsLastOneEnded(t *testing.T) {
	t.Parallel()
	open := imported(210)
	open.PreviousEndedOn = open.ReportedOn - 10
	tr := newTrace(t, open)
	tr.refused(RefusedDate, ChangeCase{CaseFacts{ReportedOn: open.PreviousEndedOn}})
	tr.do(ChangeCase{CaseFacts{ReportedOn: open.PreviousEndedOn + 1}})
}

func TestAStandIsNotCorrectedOnceTheCaseMovedOn(t *testing.T) {
	t.Parallel()
	for name, steps := range map[string]func(*trace){
		"the order came back": func(tr *trace) { tr.report(MsgNotFound) },
		"somebody is held":    func(tr *trace) { tr.arrest(2019, time.May, 3) },
		"held from the start": func(tr *trace) { tr.arrest(2017, time.March, 1) },
	} {
		open := imported(210)
		open.Stand = ArrestOrdered
		tr := newTrace(t, open)
		steps(tr)
		t.Log(name)
		tr.refused(RefusedMovedOn, ChangeCase{CaseFacts{Stand: AlertOnly}})
	}
	today := imported(210)
	today.ReportedOn = NewDate(2026, time.November, 23)
	newTrace(t, today).refused(RefusedMovedOn, ChangeCase{CaseFacts{Stand: AlertOnly}})
}

func TestChangeCaseRefuses(t *testing.T) {
	t.Parallel()
	tracing(t, 210).refused(RefusedValue, ChangeCase{CaseFacts{Residence: "Teststraat 1"}})
	ended(t).refused(RefusedEnded, ChangeCase{CaseFacts{Unit: "Rotterdam"}})
}

// TestACorrectedIdentityIsOnRecord in every status, and never with what it says.
func TestACorrectedIdentityIsOnRecord(t *testing.T) {
	t.Parallel()
	for name, start := range journeys(t) {
		tr := start()
		if tr.state.Version == 0 {
			continue
		}
		before := tr.state
		tr.do(RecordCorrection{Fields: []IdentityField{FieldSurname, FieldBirthDate}})
		require.Equal(t, IdentityCorrected{Fields: []IdentityField{FieldSurname, FieldBirthDate}}, last[IdentityCorrected](tr))
		if before.Status.Open() {
			tr.answer(AskIdentity, JustID, Answer{Result: Confirmed})
		}
		require.Equal(t, before.Status, tr.state.Status, "%s: it changes nothing else", name)
		tr.do(RecordCorrection{Fields: []IdentityField{FieldECLI}, Title: 1})
		require.Equal(t, 1, last[IdentityCorrected](tr).Title)
		require.Empty(t, tr.do(RecordCorrection{}))
		tr.refused(RefusedNoTitle, RecordCorrection{Fields: []IdentityField{FieldECLI}, Title: 9})
		tr.refused(RefusedValue, RecordCorrection{Fields: []IdentityField{"Jansen"}})
	}
}
