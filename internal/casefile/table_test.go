package casefile

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares with a file in testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update")
	require.Empty(t, cmp.Diff(string(want), got))
}

// namedCommand is a command as the table names it.
type namedCommand struct {
	name    string
	command Command
}

// TestStatusByCommand is the exhaustive table: every status that can be reached, every kind of command, and the
// events or the refusal that follow. Read the golden file as the specification that it is.
func TestStatusByCommand(t *testing.T) {
	t.Parallel()
	seen := newSightings()
	var b strings.Builder
	all := journeys(t)
	reached := []Status{}
	for _, name := range append([]string{"nothing yet"}, names(Statuses())...) {
		start, known := all[name]
		if !known {
			continue
		}
		tr := start()
		seen.events(tr.events)
		reached = append(reached, tr.state.Status)
		fmt.Fprintf(&b, "%s\n", name)
		kinds := []string{}
		for _, c := range everyCommand(tr.state, tr.now) {
			kinds = append(kinds, c.command.CommandKind())
			fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, tr, c.command))
		}
		slices.Sort(kinds)
		require.Equal(t, CommandKinds(), slices.Compact(kinds), "every kind of command")
	}
	fmt.Fprint(&b, "time-barred\n")
	barred := withLapse(NewDate(2026, time.November, 23))
	for _, c := range []namedCommand{
		{"confirm-finding: whereabouts", ConfirmFinding{Finding: "f1"}},
		{"confirm-finding: an ending", ConfirmFinding{Finding: "f7", Proof: ProofLimitation}},
		{"reject-finding", RejectFinding{Finding: "f7"}},
		{"confirm-limitation", ConfirmLimitation{Title: 1, LapsesOn: NewDate(2027, time.January, 3)}},
		{"report AANGEHOUDEN, the day before", Report{From: Politie, Message: MsgArrested, On: NewDate(2026, time.November, 22)}},
		{"report AANGEHOUDEN, on the day", Report{From: Politie, Message: MsgArrested, On: NewDate(2026, time.November, 23)}},
	} {
		tr := newTrace(t, barred)
		tr.passIntake()
		tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
		fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, tr, c.command))
	}
	fmt.Fprint(&b, "an address while FAST leads\n")
	for _, c := range []struct {
		name string
		by   Actor
	}{{"confirm-finding by another unit", firstPerson()}, {"confirm-finding by FAST", ofFAST()}} {
		for _, confirm := range []ConfirmFinding{{Finding: "f1"}, {Finding: "f1", Local: true}} {
			tr := addressed(t, 400)
			tr.by = c.by
			name := c.name + map[bool]string{true: ", locally"}[confirm.Local]
			fmt.Fprintf(&b, "  %-45s %s\n", name, seen.outcome(t, tr, confirm))
		}
	}
	fmt.Fprint(&b, "called up, and did not come\n")
	absent := tracing(t, 210)
	absent.do(End{Ending: WithdrawnByProsecutor, On: DateOf(absent.now), SelfReport: true})
	absent.by = firstPerson()
	absent.do(Reopen{Cause: ReopenNoShow, On: DateOf(absent.now), Remainders: []Remainder{{Title: 1, Days: 210}}})
	again := End{Ending: WithdrawnByProsecutor, On: DateOf(absent.now), Proof: ProofLetter, SelfReport: true}
	fmt.Fprintf(&b, "  %-45s %s\n", "end, to report himself again", seen.outcome(t, absent, again))
	fmt.Fprint(&b, "end without the proof that the ending takes\n")
	for _, e := range Endings() {
		fmt.Fprintf(&b, "  %-45s %s\n", e, seen.outcome(t, tracing(t, 210), End{Ending: e, On: NewDate(2020, time.June, 2), Proof: "hearsay"}))
	}
	fmt.Fprint(&b, "two titles\n")
	for _, c := range []namedCommand{
		{"end by an ending of a title", End{Ending: Paid, On: NewDate(2020, time.June, 2)}},
		{"end one title", End{Ending: Paid, On: NewDate(2020, time.June, 2), Title: 2, Proof: ProofPayment}},
		{"end one title by an ending of the person", End{Ending: Deceased, On: NewDate(2020, time.June, 2), Title: 2}},
		{"end by an ending of the person", End{Ending: Deceased, On: NewDate(2020, time.June, 2), Proof: ProofBRP}},
	} {
		fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, twoTitles(t, 60), c.command))
	}
	fmt.Fprint(&b, "one of two titles pardoned\n")
	pardoned, on := onePardoned(t), NewDate(2026, time.November, 20)
	revoked := func(title, days int, on Date) Reopen {
		return Reopen{Cause: ReopenPardon, On: on, Remainders: []Remainder{{Title: title, Days: days}}}
	}
	for _, c := range []namedCommand{
		{"the pardon is revoked", revoked(2, 400, on)},
		{"before it was given", revoked(2, 400, NewDate(2024, time.May, 31))},
		{"tomorrow", revoked(2, 400, DateOf(pardoned.now)+1)},
		{"with nothing left", revoked(2, 0, on)},
		{"with more left than was imposed", revoked(2, 401, on)},
		{"of a title that was not pardoned", revoked(1, 60, on)},
		{"of no title", Reopen{Cause: ReopenPardon, On: on}},
		{"twice at once", Reopen{Cause: ReopenPardon, On: on, Remainders: []Remainder{{Title: 2, Days: 9}, {Title: 2, Days: 9}}}},
		{"another cause", Reopen{Cause: ReopenAbsence, On: on, Remainders: []Remainder{{Title: 2, Days: 400}}}},
	} {
		fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, pardoned, c.command))
	}
	pardoned.by = firstPerson()
	pardoned.do(revoked(2, 400, on))
	fmt.Fprintf(&b, "  %-45s %s\n", "once more", seen.outcome(t, pardoned, revoked(2, 400, on)))
	fmt.Fprintf(&b, "  %-45s %s\n", "correct-ending of the pardon, revoked", seen.outcome(t, pardoned, CorrectEnding{Title: 2}))
	fmt.Fprint(&b, "moved to another case\n")
	away := tracing(t, 210)
	away.by = firstPerson()
	away.do(MoveTitles{Ending: WrongIdentity, To: otherCase})
	for _, c := range []namedCommand{
		{"correct-ending", CorrectEnding{}},
		{"move-titles once more", MoveTitles{Ending: WrongIdentity, To: otherCase, Proof: ProofIdentity}},
		{"settle the letter", Settle{Escalation: letter(away.state)}},
		{"record-letter", RecordLetter{SentOn: DateOf(away.now), Ref: "B-2026/17"}},
		{"record-letter: no address is known", RecordLetter{}},
		{"record-letter without a reference", RecordLetter{SentOn: DateOf(away.now)}},
	} {
		fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, away, c.command))
	}
	fmt.Fprint(&b, "abroad, sentenced to fourteen months\n")
	for _, c := range everyCommand(circulated(t).state, circulated(t).now) {
		if slices.Contains([]string{"request-measure", "withdraw-measure", "maintain-passport", "confirm-finding"}, c.command.CommandKind()) {
			fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, circulated(t), c.command))
		}
	}
	fmt.Fprint(&b, "sentences\n")
	for _, c := range []struct{ months, days int }{{4, 120}, {4, 119}, {3, 120}, {0, 400}, {14, 60}} {
		tr := sentenced(t, c.months, c.days)
		fmt.Fprintf(&b, "  %-45s %s\n", fmt.Sprintf("a warrant, %d months, %d days left", c.months, c.days), seen.outcome(t, tr, RequestMeasure{Measure: EAB, Trials: Trials{1: TrialPresent}}))
	}
	for _, c := range []struct {
		said   string
		trials Trials
	}{{"nothing", nil}, {"of a title that is not there", Trials{1: TrialPresent, 2: TrialPresent}}, {"nobody knows what", Trials{1: "?"}}} {
		fmt.Fprintf(&b, "  %-45s %s\n", "a warrant that says of the trial "+c.said, seen.outcome(t, sentenced(t, 4, 120), RequestMeasure{Measure: EAB, Trials: c.trials}))
	}
	fmt.Fprint(&b, "four eyes\n")
	tr := ended(t)
	tr.by = secondPerson()
	tr.do(WaiveWithdrawal{Agency: CJIB})
	fmt.Fprintf(&b, "  %-45s %s\n", "approve by who asked", seen.outcome(t, tr, Approve{Approval: tr.state.Approvals[0].ID}))
	fmt.Fprint(&b, "an alarm that lies with the national coordinator\n")
	for _, c := range []namedCommand{
		{"acknowledge", Acknowledge{Escalation: "e16"}},
		{"hand-over", HandOver{Escalation: "e16", To: LevelOfficer}},
		{"settle", Settle{Escalation: "e16"}},
		{"due", Due{Deadline: "e16/due/2"}},
	} {
		tr := tracing(t, 210)
		tr.answer(AskWhereabouts, OM, Answer{Result: "?"})
		require.Equal(t, "e16", tr.state.Escalations[0].ID)
		tr.by = Actor{ID: "c.bakker", Role: RoleCoordinator}
		tr.do(HandOver{Escalation: tr.state.Escalations[0].ID, To: LevelCoordinator})
		fmt.Fprintf(&b, "  %-45s %s\n", c.name, seen.outcome(t, tr, c.command))
	}
	require.Equal(t, []Status{"", Intake, Locating, AlertOnly, Located, ArrestOrdered, Held, HeldAbroad, Suspended, Ended, Closed}, reached)
	golden(t, "status-by-command.txt", b.String())
	require.ElementsMatch(t, RefusalCodes(), seen.refusals(), "every refusal is given somewhere")
}

func names[T ~string](list []T) []string {
	all := []string{}
	for _, item := range list {
		all = append(all, string(item))
	}
	return all
}

// sightings collects what was seen to happen.
type sightings struct{ codes map[string]bool }

func newSightings() *sightings { return &sightings{codes: map[string]bool{}} }

func (s *sightings) see(prefix, code string) { s.codes[prefix+code] = true }

func (s *sightings) all(prefix string) []string {
	found := []string{}
	for code := range s.codes {
		if rest, is := strings.CutPrefix(code, prefix); is {
			found = append(found, rest)
		}
	}
	slices.Sort(found)
	return found
}

func (s *sightings) refusals() []RefusalCode {
	codes := []RefusalCode{}
	for _, c := range s.all("refusal ") {
		codes = append(codes, RefusalCode(c))
	}
	return codes
}

// outcome tries a command on the state that the trace is in, without changing it.
func (s *sightings) outcome(t *testing.T, tr *trace, c Command) string {
	t.Helper()
	now := tr.now.Add(time.Second)
	if due, is := c.(Due); is {
		for _, d := range Deadlines(tr.state) {
			if d.ID == due.Deadline {
				now = d.At
			}
		}
	}
	events, err := Decide(tr.state, Given{Command: c, By: givenBy(c, tr.by), At: now}, testPolicy())
	if refusal, is := errors.AsType[*Refusal](err); is {
		require.Empty(t, events)
		require.Equal(t, tr.state.Version, refusal.Version)
		s.see("refusal ", string(refusal.Code))
		return "refused: " + string(refusal.Code)
	}
	require.NoError(t, err)
	state, words := tr.state, []string{}
	for _, e := range events {
		state = Evolve(state, e)
		words = append(words, inShort(e.Payload))
	}
	s.events(append(slices.Clone(tr.events), events...))
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ") + " → " + string(state.Status)
}

// inShort is an event on a line of the table.
func inShort(p Payload) string {
	switch p := p.(type) {
	case StatusChanged:
		return fmt.Sprintf("%s(%s: %s)", p.EventKind(), p.To, p.Reason)
	case Asked:
		return fmt.Sprintf("%s(%s %s)", p.EventKind(), p.Request.Agency, p.Request.Kind)
	case Noted:
		return fmt.Sprintf("%s(%s)", p.EventKind(), p.About)
	case Escalated:
		return fmt.Sprintf("%s(%s)", p.EventKind(), p.About)
	case EndedTrace:
		return fmt.Sprintf("%s(%s)", p.EventKind(), p.Ending)
	case FindingRecorded:
		return fmt.Sprintf("%s(%s)", p.EventKind(), p.Finding.Source)
	default:
		return string(p.EventKind())
	}
}

// events sees the kinds, codes and transitions of a whole history.
func (s *sightings) events(history []Event) {
	state := State{}
	for _, e := range history {
		from := state.Status
		state = Evolve(state, e)
		if _, corrects := e.Payload.(CaseChanged); state.Status != from && !corrects {
			s.see("transition ", string(from)+" → "+string(state.Status))
		}
		s.see("event ", string(e.Payload.EventKind()))
		switch p := e.Payload.(type) {
		case StatusChanged:
			s.see("reason ", string(p.Reason))
		case Noted:
			s.see("note ", string(p.About))
		case Escalated:
			s.see("alarm ", string(p.About))
		default:
		}
	}
}

// later lists the transitions of the table to which nothing leads yet.
func later() []string {
	return []string{
		// Whereabouts or an order are learnt while the intake checks run; today that waits for them.
		"intake → located", "intake → arrest_ordered", "locating → arrest_ordered", "alert_only → arrest_ordered",
		// An order falls away below 300 days in one step; today by way of locating.
		"located → alert_only", "arrest_ordered → alert_only",
		// New whereabouts in place of an order.
		"arrest_ordered → located",
		// Held abroad, a case does not come to rest: foreign clocks go on.
		"suspended → held_abroad", "held_abroad → suspended",
		// Held is reached from where the case was, once execution is suspended no more.
		"suspended → held",
	}
}

// TestEverythingInTheVocabularyHappens runs every command in every status, and a few longer ways, and looks for
// every kind of event, reason, note, alarm and transition.
func TestEverythingInTheVocabularyHappens(t *testing.T) {
	t.Parallel()
	seen := newSightings()
	for _, start := range journeys(t) {
		tr := start()
		for _, c := range everyCommand(tr.state, tr.now) {
			seen.outcome(t, tr, c.command)
		}
	}
	for _, stand := range []Status{Intake, Located, ArrestOrdered, AlertOnly} {
		open := imported(210)
		open.Stand = stand
		tr := newTrace(t, open)
		seen.outcome(t, tr, Report{From: Politie, Message: MsgArrested, On: DateOf(tr.now)})
		seen.outcome(t, tr, proved(tr.state, End{Ending: Deceased, On: DateOf(tr.now)}))
		tr.passIntake()
		tr.findNothing()
		seen.events(tr.events)
	}
	for _, start := range journeys(t) { // suspended, and where it was again
		tr := start()
		if tr.state.Status.AtLarge() {
			tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: DateOf(tr.now)})
			tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
			seen.events(tr.events)
		}
	}
	for _, start := range journeys(t) { // not him, from every status
		tr := start()
		if !tr.state.Status.AtLarge() {
			continue
		}
		tr.arrest(2026, time.November, 23)
		tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
		seen.outcome(t, tr, AskAgain{})
		abroad := start()
		abroad.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(abroad.now)})
		abroad.answer(AskArrestee, JustID, Answer{Result: Refuted})
		seen.events(abroad.events)
		if tr.state.Status == AlertOnly {
			tr.do(AddTitle{Title: second(400), On: DateOf(tr.now)})
		}
		seen.events(tr.events)
	}
	for _, steps := range vocabularyWays() {
		tr := tracing(t, 210)
		steps(tr)
		seen.events(tr.events)
	}
	alerting := newTrace(t, imported(210)) // suspended on another ground while the alert of an interrupted sentence is being placed
	alerting.do(SuspendTitle{Title: 1, Ground: GroundFurlough, On: DateOf(alerting.now)})
	alerting.passIntake()
	alerting.do(SuspendTitle{Title: 1, Ground: GroundReview, On: DateOf(alerting.now)})
	seen.events(alerting.events)
	checked := tracing(t, 60)
	checked.findNothing()
	checked.until(checked.state.AddressCheck)
	seen.events(checked.events)
	require.Equal(t, names(EventKinds()), seen.all("event "))
	require.ElementsMatch(t, names(Reasons()), seen.all("reason "))
	require.ElementsMatch(t, names(Notes()), seen.all("note "))
	require.ElementsMatch(t, names(Alarms()), seen.all("alarm "))

	table := []string{}
	for from, all := range transitions() {
		for _, to := range all {
			table = append(table, string(from)+" → "+string(to))
		}
	}
	require.ElementsMatch(t, table, append(seen.all("transition "), later()...),
		"each transition is either seen or listed as coming later, and none is seen that the table lacks")
}

// vocabularyWays are the ways to what a single command in a plain case does not reach.
func vocabularyWays() []func(*trace) {
	return []func(*trace){
		func(tr *trace) { // another policy, and handed to another unit
			other := testPolicy()
			other.Version = "test-2"
			tr.under(other, AdoptPolicy{Version: "test-2"})
			tr.do(AddTitle{Title: second(400), On: DateOf(tr.now)})
			tr.do(AcceptCase{})
		},
		func(tr *trace) { // arrested here while suspended and in custody abroad
			tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: NewDate(2026, time.November, 20)})
			tr.do(SuspendTitle{Title: 1, Ground: GroundCourt, On: NewDate(2026, time.November, 21)})
			tr.arrest(2026, time.November, 22)
		},
		func(tr *trace) { // arrested while suspended, as is learnt later; nobody judges it in time, and execution goes on
			tr.arrest(2026, time.November, 22)
			tr.do(SuspendTitle{Title: 1, Ground: GroundTransfer, On: NewDate(2026, time.November, 20)})
			tr.answer(PauseMeasures, Politie, unwelcome(PauseMeasures))
			tr.do(Due{Deadline: Deadlines(tr.state)[0].ID})
			tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
		},
		func(tr *trace) { // a pardon in part
			tr.do(RequestPardon{Title: 1, On: DateOf(tr.now), Facts: PardonFacts{Minister: true}})
			tr.do(DecidePardon{Title: 1, Outcome: PardonPart, On: DateOf(tr.now), Remainder: 100})
		},
		func(tr *trace) { // every way in which an ended trace goes on, or is looked at again
			tr.do(End{Ending: Pardoned, On: DateOf(tr.now)})
			tr.jointly(CorrectEnding{})
			tr.do(End{Ending: Pardoned, On: DateOf(tr.now)})
			tr.takeAllBack()
			tr.by = firstPerson()
			tr.do(VerifyWithdrawn{})
			tr.takeAllBack()
			tr.do(Reopen{Cause: ReopenPardon, On: DateOf(tr.now), Remainders: []Remainder{{Title: 1, Days: 210}}})
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
			tr.jointly(WaiveWithdrawal{Agency: CJIB})
		},
		func(tr *trace) { // an arrest when it is too late
			tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2026, time.November, 1)})
			tr.arrest(2026, time.November, 2)
		},
		func(tr *trace) { // OM takes its word back after the day, and names one more day when nobody asks any more
			tr.do(ConfirmLimitation{Title: 1, LapsesOn: NewDate(2026, time.November, 1)})
			tr.do(ChangeTitle{Title: computable(NewDate(2026, time.November, 1)).Titles[0]})
			q := tr.open(AskLimitation, OM)
			tr.do(Answered{From: OM, Request: q.ID, Answer: Answer{Result: Corrected, Lapse: &Lapse{On: NewDate(2032, time.March, 1)}}})
			tr.do(RecordLimitationFacts{Title: 1, Facts: LimitationFacts{Age: JuvenileWhole}})
			tr.do(Answered{From: OM, Request: q.ID, Answer: Answer{Result: Corrected, Lapse: &Lapse{On: NewDate(2033, time.March, 1)}}})
		},
		func(tr *trace) { // nobody says who is in custody
			tr.arrest(2026, time.November, 2)
			asked := tr.open(AskArrestee, JustID)
			tr.until(asked.Terms[2])
		},
		func(tr *trace) { // an order that is recalled; nobody confirms it, somebody telephones, and it still stands
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
			tr.do(RecallOrder{Measure: tr.theOrder().ID})
			tr.do(Delivered{Request: tr.open(Recall, Politie).ID})
			tr.until(tr.open(Recall, Politie).Terms[1])
			tr.do(ConfirmByPhone{Request: tr.open(Recall, Politie).ID})
			tr.answer(Recall, Politie, unwelcome(Recall))
		},
		func(tr *trace) { // the recall comes too late
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			tr.do(RecordPayment{From: CJIB, Title: 1, Cents: 1000_00, FineCents: 1000_00, CreditedOn: DateOf(tr.now)})
			tr.report(MsgArrested)
		},
		func(tr *trace) { // it was not paid after all
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			tr.do(RecordPayment{From: CJIB, Title: 1, Cents: 1000_00, FineCents: 1000_00, CreditedOn: DateOf(tr.now)})
			tr.do(RejectFinding{Finding: tr.state.Findings[0].ID})
		},
		func(tr *trace) { // an order that is not carried out, and nobody knows whether the police have the new description
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
			tr.answerRest()
			tr.do(DescribePerson{})
			tr.until(tr.now.AddDate(0, 7, 0))
		},
		func(tr *trace) { // a passport alert that is not maintained, and one that OM keeps something of
			tr.do(ChangeTitle{Title: grave(tr.state.Titles[0], 14)})
			tr.passTitles()
			tr.do(RequestMeasure{Measure: PassportAlert})
			tr.answer(PlacePassport, OM, Answer{Result: Placed, Ref: "RPS 1"})
			tr.do(MaintainPassport{})
			tr.answer(KeepPassport, OM, Answer{Result: Refuted})
			tr.until(tr.state.PassportLapse().Start())
			tr.answer(Recall, OM, Answer{Result: Remaining, Standing: []Standing{{Kind: PassportAlert, Ref: "RPS 1"}}})
		},
		func(tr *trace) { // FAST leads, and must be heard about an address
			tr.do(AddTitle{Title: second(400), On: DateOf(tr.now)})
			q := tr.open(AskWhereabouts, JustID)
			tr.under(consulting(), Answered{From: JustID, Request: q.ID, Answer: traced("f1", "Rotterdam")})
		},
		func(tr *trace) { // one title of two is paid
			tr.do(AddTitle{Title: second(40), On: DateOf(tr.now)})
			tr.do(Report{From: CJIB, Message: MsgPaid, On: DateOf(tr.now)})
			tr.do(End{Ending: Paid, On: DateOf(tr.now), Title: 2})
		},
		func(tr *trace) { // executed abroad, and then not
			tr.do(End{Ending: TransferredExecution, On: DateOf(tr.now)})
			tr.do(Report{From: OM, Message: MsgTransferFailed, On: DateOf(tr.now)})
		},
		func(tr *trace) { // OM does not know the day, and the police let nobody go
			title := tr.state.Titles[0]
			title.MaxMonths, title.ExecutableOn = 72, NewDate(2016, time.March, 1)
			tr.do(ChangeTitle{Title: title})
			tr.answer(AskLimitation, OM, Answer{Result: Refuted})
			tr.arrest(2026, time.November, 23)
			tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
			tr.answer(Warn, Politie, Answer{Result: Refuted})
		},
		func(tr *trace) { // a confiscation outlives him
			title := second(30)
			title.Kind = "lijfsdwang_ontneming"
			tr.do(AddTitle{Title: title, On: DateOf(tr.now)})
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
		},
		func(tr *trace) { // an arrest after another ending
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
			tr.arrest(2026, time.November, 23)
		},
		func(tr *trace) { // somebody else's arrest once more, after his own
			tr.arrest(2019, time.May, 3)
			tr.answer(AskArrestee, JustID, Answer{Result: Refuted})
			tr.arrest(2020, time.May, 3)
			tr.arrest(2019, time.May, 3)
		},
		func(tr *trace) { // the term of a surrender goes by
			tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: DateOf(tr.now)})
			tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
			tr.report(MsgSurrendered)
			tr.answer(AskArrestee, JustID, Answer{Result: Refuted}) // somebody else came
			tr.until(tr.state.Surrender.deadline().At)
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
		},
		func(tr *trace) { // he was stopped, is kept for it after all, and the police lost him
			tr.do(stop(tr, Routine))
			tr.do(stop(tr, Urgent))
			tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
			tr.answer(AskCustody, Politie, Answer{Result: Refuted})
		},
		func(tr *trace) { // a person said who he is, and JustID says otherwise
			tr.do(Report{From: Politie, Message: MsgHit, On: DateOf(tr.now)})
			asked := tr.open(AskArrestee, JustID).ID
			tr.do(IdentifyArrestee{Convict: new(false)})
			tr.do(Answered{From: JustID, Request: asked, Answer: Answer{Result: Confirmed}})
		},
		func(tr *trace) { // in doubt, and JustID says that it is he, or that it is somebody else
			tr.by = firstPerson()
			tr.do(DoubtIdentity{})
			tr.answer(AskMatching, JustID, Answer{Result: Confirmed})
			tr.do(ResumeTitle{Title: 1, On: DateOf(tr.now)})
			tr.do(DoubtIdentity{})
			tr.answer(AskMatching, JustID, Answer{Result: Refuted})
			tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase})
			tr.do(RecordLetter{})
		},
		func(tr *trace) { // an order whose number is learnt after the ending
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			order := tr.open(PlaceOrder, Politie).ID
			tr.do(End{Ending: Deceased, On: DateOf(tr.now)})
			tr.do(Answered{From: Politie, Request: order, Answer: Answer{Result: Placed, Ref: "B 1"}})
		},
	}
}
