package casefile

import (
	"slices"
	"testing"
	"time"
)

// journeys lead, by real commands only, to every status that can be reached today; those of open statuses leave
// a question out that has been reminded of, and a proposal that waits for a person.
func journeys(t *testing.T) map[string]func() *trace {
	t.Helper()
	waiting := func(tr *trace) *trace {
		tr.do(Report{From: Politie, Message: MsgMovedInside, On: DateOf(tr.now)})
		tr.do(Report{From: JustID, Message: MsgDeceased, On: DateOf(tr.now)})
		for _, r := range tr.state.Requests {
			if r.Agency == OM {
				tr.do(Delivered{Request: r.ID})
				tr.until(r.Terms[0])
			}
		}
		if q := tr.state.Requests; len(q) > 0 { // and an alarm that lies with a supervisor
			last := q[len(q)-1]
			tr.do(Answered{From: last.Agency, Request: last.ID, Answer: Answer{Result: "?"}})
			tr.by = Actor{ID: "a.smit", Role: RoleOfficer}
			tr.do(HandOver{Escalation: tr.state.Escalations[0].ID, To: LevelSupervisor})
			tr.by = Actor{}
		}
		return tr
	}
	all := map[string]func() *trace{
		"nothing yet": func() *trace { return &trace{t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)} },
		"intake": func() *trace {
			open := imported(210)
			open.ReportedOn = NewDate(2026, time.November, 23)
			return waiting(newTrace(t, open))
		},
		"locating": func() *trace { return waiting(tracing(t, 210)) },
		"alert_only": func() *trace {
			tr := tracing(t, 210)
			om := tr.open(AskWhereabouts, OM)
			for _, a := range []Agency{CJIB, JustID, Politie} {
				tr.answer(AskWhereabouts, a, Answer{Result: Nothing})
			}
			tr.do(Delivered{Request: om.ID})
			tr.until(om.Terms[2])
			tr.do(DeductDays{Title: 1, Deduction: remanded()})
			return waiting(tr)
		},
		"located": func() *trace {
			tr := waiting(tracing(t, 210))
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			return tr
		},
		"arrest_ordered": func() *trace {
			tr := waiting(tracing(t, 210))
			tr.answer(AskWhereabouts, JustID, traced("f1", "Rotterdam"))
			tr.answer(PlaceOrder, Politie, Answer{Result: Placed, Ref: "B 1"})
			return tr
		},
		"held": func() *trace {
			tr := waiting(tracing(t, 210))
			tr.arrest(2019, time.May, 5)
			return tr
		},
		"suspended": func() *trace {
			tr := waiting(tracing(t, 210))
			tr.do(RequestPardon{Title: 1, On: DateOf(tr.now), Facts: PardonFacts{Minister: true}})
			tr.arrest(2026, time.November, 23)
			return tr
		},
		"held_abroad": func() *trace {
			tr := waiting(tracing(t, 210))
			tr.do(Report{From: Politie, Message: MsgArrestedAbroad, Country: "ESP", On: NewDate(2026, time.November, 20)})
			return tr
		},
		"ended": func() *trace {
			tr := ended(t)
			tr.by = firstPerson()
			tr.do(WaiveWithdrawal{Agency: CJIB})
			return tr
		},
		"closed": func() *trace { return closed(t) },
	}
	return all
}

// remanded is a day of remand.
func remanded() Deduction {
	return Deduction{Kind: DeductRemand, Period: Period{From: NewDate(2015, time.June, 1), Until: NewDate(2015, time.June, 2)}}
}

// everyCommand lists commands of every kind for the state, those that fit it and those that do not.
func everyCommand(s State, now time.Time) []namedCommand {
	today := DateOf(now)
	open := imported(210)
	q, remind, due, finding, ending := Request{ID: "none"}, Reminded{Request: "none", N: 1}, "none/due/1", "none", "none"
	for _, r := range slices.Backward(s.Requests) {
		q = r
		if r.Remind > 0 {
			remind = Reminded{Request: r.ID, N: r.Remind}
		}
	}
	if deadlines := Deadlines(s); len(deadlines) > 0 {
		due = deadlines[0].ID
	}
	for _, f := range s.Findings {
		if f.Ending == "" {
			finding = f.ID
		} else {
			ending = f.ID
		}
	}
	order, recall, silent := "none", "none", "none"
	for _, m := range s.Measures {
		if m.Kind == Order {
			order = m.ID
		}
	}
	for _, r := range s.Requests {
		if r.Urgent {
			recall = r.ID
		}
		if r.Silent {
			silent = r.ID
		}
	}
	approval := "none"
	for _, a := range s.Approvals {
		approval = a.ID
	}
	alarm, step := "none", "none/due/1"
	if len(s.Escalations) > 0 {
		alarm, step = s.Escalations[0].ID, s.Escalations[0].deadline()
	}
	onRequest := "none"
	for _, m := range s.Measures {
		if slices.Contains(OnRequest(), m.Kind) {
			onRequest = m.ID
		}
	}
	title := Title{No: 1}
	if len(s.Titles) > 0 {
		title = s.Titles[0]
	}
	served, stranger, next := title, title, second(400)
	disputed, barred := title, title
	disputed.MaxMonths, disputed.ExecutableOn, disputed.LapsesOn = 72, NewDate(2016, time.March, 1), NewDate(2030, time.May, 1)
	barred.LapsesOn = NewDate(2026, time.November, 23)
	served.Remainder, stranger.No, title.Remainder = 0, 9, 89
	none, stand, never, before := open, open, open, open
	none.Titles, stand.Stand, never.ReportedOn, before.PreviousEndedOn = nil, Held, today+1, open.ReportedOn
	as := func(from Agency, a Answer) Command { return Answered{From: from, Request: q.ID, Answer: a} }
	other := slices.DeleteFunc(Agencies(), func(a Agency) bool { return a == q.Agency })[0]
	list := []namedCommand{
		{"open", open},
		{"open without an open title", none},
		{"open in a status in which no case opens", stand},
		{"open from tomorrow", never},
		{"open from before the last case ended", before},
		{"delivered", Delivered{Request: q.ID}},
		{"delivered, of nothing", Delivered{Request: "none"}},
		{"answered as asked", as(q.Agency, fitting(q.Kind))},
		{"answered otherwise", as(q.Agency, unwelcome(q.Kind))},
		{"answered something else", as(q.Agency, Answer{})},
		{"answered by another agency", as(other, fitting(q.Kind))},
		{"answered late", Answered{From: Politie, Request: "q1", Answer: Answer{Result: Nothing}}},
		{"answered late: it was placed", Answered{From: Politie, Request: "q1", Answer: Answer{Result: Placed, Ref: "X 1"}}},
		{"answered to nothing", Answered{From: Politie, Request: "none", Answer: Answer{Result: Nothing}}},
		{"reminded", remind},
		{"due", Due{Deadline: due}},
		{"due, of an alarm", Due{Deadline: step}},
		{"due, of nothing", Due{Deadline: "none"}},
		{"report by an agency without a say", Report{From: CJIB, Message: MsgArrested, On: today}},
		{"report unknown", Report{From: Politie, Message: "VERDAMPT", On: today}},
		{"report of tomorrow", Report{From: Politie, Message: MsgArrested, On: today + 1}},
	}
	for _, m := range Messages() {
		list = append(list, namedCommand{"report " + string(m), reported(mayReport(m)[0], m, today)})
	}
	return append(list,
		namedCommand{"report AANGEHOUDEN, earlier", Report{From: Politie, Message: MsgArrested, On: NewDate(2018, time.May, 1)}},
		namedCommand{"report AANGEHOUDEN, before the case", Report{From: Politie, Message: MsgArrested, On: NewDate(2016, time.May, 1)}},
		namedCommand{"report AANGEHOUDEN_BUITENLAND without a country", Report{From: Politie, Message: MsgArrestedAbroad, On: today}},
		namedCommand{"report OVERLEVERING_GEWEIGERD without a ground", Report{From: OM, Message: MsgSurrenderRefused, On: today}},
		namedCommand{"report ONVINDBAAR without a reason", Report{From: Politie, Message: MsgNotFound, On: today}},
		namedCommand{"report ONVINDBAAR for a reason nobody asks", Report{From: Politie, Message: MsgNotFound, On: today, Reason: NoSuchAddress}},
		namedCommand{"report BEZOEK without a time", Report{From: Politie, Message: MsgVisit, On: today}},
		namedCommand{"report BEZOEK later today", Report{From: Politie, Message: MsgVisit, On: today, Clock: "23:59"}},
		namedCommand{"report BEZOEK with another order", Report{From: Politie, Message: MsgVisit, On: today, Clock: "00:05", Order: "Y2SY-VC7F-9J8V"}},
		namedCommand{"extend-surrender", ExtendSurrender{By: NewDate(2027, time.February, 1)}},
		namedCommand{"extend-surrender too far", ExtendSurrender{By: NewDate(2027, time.June, 1)}},
		namedCommand{"request-measure: a warrant", RequestMeasure{Measure: EAB, Trials: Trials{1: TrialSummoned}}},
		namedCommand{"request-measure: a passport alert", RequestMeasure{Measure: PassportAlert}},
		namedCommand{"request-measure: the benefit list", RequestMeasure{Measure: BenefitList, BSNVerified: true}},
		namedCommand{"request-measure: the list, number not verified", RequestMeasure{Measure: BenefitList}},
		namedCommand{"request-measure: an arrest order", RequestMeasure{Measure: Order}},
		namedCommand{"withdraw-measure", WithdrawMeasure{Measure: onRequest}},
		namedCommand{"maintain-passport", MaintainPassport{}},
		namedCommand{"identify-arrestee: the convict", IdentifyArrestee{Convict: new(true), Proof: ProofPrints}},
		namedCommand{"identify-arrestee: the convict, by his papers", IdentifyArrestee{Convict: new(true), Proof: ProofDocument}},
		namedCommand{"identify-arrestee: somebody else", IdentifyArrestee{Convict: new(false), Proof: ProofDocument}},
		namedCommand{"identify-arrestee: nobody", IdentifyArrestee{Arrest: "none", Convict: new(false), Proof: ProofDocument}},
		namedCommand{"confirm-finding: whereabouts", ConfirmFinding{Finding: finding, Unit: "Breda"}},
		namedCommand{"confirm-finding: whereabouts without a unit", ConfirmFinding{Finding: finding}},
		namedCommand{"confirm-finding: an ending", ConfirmFinding{Finding: ending, Proof: ProofConsular}},
		namedCommand{"confirm-finding: an ending, by another proof", ConfirmFinding{Finding: ending, Proof: ProofLetter}},
		namedCommand{"confirm-finding: none", ConfirmFinding{Finding: "none"}},
		namedCommand{"reject-finding", RejectFinding{Finding: finding}},
		namedCommand{"reject-finding: none", RejectFinding{Finding: "none"}},
		namedCommand{"ask-again", AskAgain{}},
		namedCommand{"ask-again, of one that is silent", AskAgain{Request: silent}},
		namedCommand{"ask-again, of one that is waited for", AskAgain{Request: q.ID}},
		namedCommand{"recall-order", RecallOrder{Measure: order}},
		namedCommand{"recall-order that is not there", RecallOrder{Measure: "none"}},
		namedCommand{"confirm-by-phone", ConfirmByPhone{Request: recall}},
		namedCommand{"end", End{Ending: WithdrawnByProsecutor, On: today, Proof: ProofLetter}},
		namedCommand{"end without proof", End{Ending: WithdrawnByProsecutor, On: today}},
		namedCommand{"end by an arrest", End{Ending: ArrestedNL, On: today, Proof: ProofIdentity}},
		namedCommand{"end a title", End{Ending: Pardoned, On: today, Title: 1, Proof: ProofDecree}},
		namedCommand{"end a title that is not there", End{Ending: Pardoned, On: today, Title: 9}},
		namedCommand{"end tomorrow", End{Ending: Paid, On: today + 1}},
		namedCommand{"add-title", AddTitle{Title: next, On: today}},
		namedCommand{"add-title tomorrow", AddTitle{Title: next, On: today + 1}},
		namedCommand{"add-title of a number that exists", AddTitle{Title: title, On: today}},
		namedCommand{"change-title", ChangeTitle{Title: title}},
		namedCommand{"record-payment", RecordPayment{From: CJIB, Title: 1, Cents: 500_00, FineCents: 1000_00, CreditedOn: today}},
		namedCommand{"deduct-days", DeductDays{Title: 1, Deduction: Deduction{Kind: DeductAbroad, Period: Period{From: today - 30, Until: today - 10}}}},
		namedCommand{"deduct-days of remand", DeductDays{Title: 1, Deduction: remanded()}},
		namedCommand{"deduct-days of all", DeductDays{Title: 1, Deduction: Deduction{Kind: DeductRemand, Period: Period{From: today - 4000, Until: today}}}},
		namedCommand{"deduct-days to come", DeductDays{Title: 1, Deduction: Deduction{Kind: DeductServed, Period: Period{From: today, Until: today + 9}}}},
		namedCommand{"record-payment of all", RecordPayment{From: CJIB, Title: 1, Cents: 1000_00, FineCents: 1000_00, CreditedOn: today}},
		namedCommand{"record-payment of a fine nobody knows", RecordPayment{From: CJIB, Title: 1, Cents: 500_00, CreditedOn: today}},
		namedCommand{"record-payment by another agency", RecordPayment{From: Politie, Title: 1, Cents: 500_00, FineCents: 1000_00, CreditedOn: today}},
		namedCommand{"confirm-limitation", ConfirmLimitation{Title: 1, LapsesOn: NewDate(2040, time.May, 1)}},
		namedCommand{"confirm-limitation: none", ConfirmLimitation{Title: 1}},
		namedCommand{"confirm-limitation of no title", ConfirmLimitation{Title: 9}},
		namedCommand{"limitation-facts", RecordLimitationFacts{Title: 1, Facts: LimitationFacts{Stopped: []Period{{From: NewDate(2019, time.May, 1), Until: NewDate(2019, time.June, 11)}}}}},
		namedCommand{"limitation-facts of tomorrow", RecordLimitationFacts{Title: 1, Facts: LimitationFacts{Stopped: []Period{{From: today + 1}}}}},
		namedCommand{"limitation-facts of no title", RecordLimitationFacts{Title: 9}},
		namedCommand{"adopt-policy", AdoptPolicy{Version: "test"}},
		namedCommand{"adopt-policy that is not there", AdoptPolicy{Version: "test-9"}},
		namedCommand{"accept-case", AcceptCase{}},
		namedCommand{"change-case: unit", ChangeCase{CaseFacts{Unit: "Breda"}}},
		namedCommand{"change-case: handler and residence", ChangeCase{CaseFacts{Handler: "behandelaar-2", Residence: ResidenceEU}}},
		namedCommand{"change-case: residence nobody knows", ChangeCase{CaseFacts{Residence: "MAAN"}}},
		namedCommand{"change-case: reported earlier", ChangeCase{CaseFacts{ReportedOn: NewDate(2017, time.February, 1)}}},
		namedCommand{"change-case: reported tomorrow", ChangeCase{CaseFacts{ReportedOn: today + 1}}},
		namedCommand{"change-case: came in otherwise", ChangeCase{CaseFacts{Stand: ArrestOrdered}}},
		namedCommand{"change-case: came in as held", ChangeCase{CaseFacts{Stand: Held}}},
		namedCommand{"record-correction", RecordCorrection{Fields: []IdentityField{FieldSurname}}},
		namedCommand{"record-correction of a title that is not there", RecordCorrection{Fields: []IdentityField{FieldECLI}, Title: 9}},
		namedCommand{"record-correction of a field nobody knows", RecordCorrection{Fields: []IdentityField{"gewicht"}}},
		namedCommand{"describe-person", DescribePerson{}},
		namedCommand{"record-correction of a set beside the one that leads", RecordCorrection{Fields: []IdentityField{FieldSurname}, Set: 2, Beside: true}},
		namedCommand{"doubt-identity", DoubtIdentity{}},
		namedCommand{"move-titles: somebody else's", MoveTitles{Ending: WrongIdentity, To: otherCase, Proof: ProofIdentity}},
		namedCommand{"move-titles: one, by its number", MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{1}, Proof: ProofIdentity}},
		namedCommand{"move-titles without a proof", MoveTitles{Ending: WrongIdentity, To: otherCase}},
		namedCommand{"move-titles: entered twice", MoveTitles{Ending: EnteredInError, To: otherCase, Proof: ProofRegister}},
		namedCommand{"move-titles for another reason", MoveTitles{Ending: Deceased, To: otherCase}},
		namedCommand{"move-titles to nowhere", MoveTitles{Ending: WrongIdentity}},
		namedCommand{"move-titles that are not there", MoveTitles{Ending: WrongIdentity, To: otherCase, Titles: []int{9}, Proof: ProofIdentity}},
		namedCommand{"record-letter", RecordLetter{SentOn: today, Ref: "B-2026/17"}},
		namedCommand{"suspend-title", SuspendTitle{Title: 1, Ground: GroundAppeal, On: today}},
		namedCommand{"suspend-title on no ground", SuspendTitle{Title: 1, Ground: "none", On: today}},
		namedCommand{"suspend-title that is not there", SuspendTitle{Title: 9, Ground: GroundAppeal, On: today}},
		namedCommand{"suspend-title tomorrow", SuspendTitle{Title: 1, Ground: GroundAppeal, On: today + 1}},
		namedCommand{"resume-title", ResumeTitle{Title: 1, On: today}},
		namedCommand{"resume-title, another ground", ResumeTitle{Title: 1, Ground: GroundReview, On: today}},
		namedCommand{"resume-title that is not there", ResumeTitle{Title: 9, On: today}},
		namedCommand{"pardon-request", RequestPardon{Title: 1, On: today}},
		namedCommand{"pardon-request: the minister suspends", RequestPardon{Title: 1, On: today, Facts: PardonFacts{Minister: true}}},
		namedCommand{"pardon-decision: refused", DecidePardon{Title: 1, Outcome: PardonRefused, On: today}},
		namedCommand{"pardon-decision: in part", DecidePardon{Title: 1, Outcome: PardonPart, On: today, Remainder: 60}},
		namedCommand{"pardon-decision: in part, nothing less", DecidePardon{Title: 1, Outcome: PardonPart, On: today, Remainder: 210}},
		namedCommand{"pardon-decision: in full", DecidePardon{Title: 1, Outcome: PardonFull, On: today}},
		namedCommand{"pardon-decision: unknown", DecidePardon{Title: 1, Outcome: "perhaps", On: today}},
		namedCommand{"release-arrestee", ReleaseArrestee{On: today}},
		namedCommand{"waive-withdrawal", WaiveWithdrawal{Agency: Politie}},
		namedCommand{"waive-withdrawal asked already", WaiveWithdrawal{Agency: CJIB}},
		namedCommand{"waive-withdrawal of nobody", WaiveWithdrawal{Agency: "soos"}},
		namedCommand{"reopen", Reopen{Cause: ReopenAbsence, On: today, Remainders: []Remainder{{Title: 1, Days: 300}}}},
		namedCommand{"reopen with nothing left", Reopen{Cause: ReopenAbsence, On: today, Remainders: []Remainder{{Title: 1}}}},
		namedCommand{"reopen for what does not fit", Reopen{Cause: ReopenPardon, On: today, Remainders: []Remainder{{Title: 1, Days: 300}}}},
		namedCommand{"correct-ending", CorrectEnding{}},
		namedCommand{"correct-ending of a title", CorrectEnding{Title: 1}},
		namedCommand{"verify-withdrawn", VerifyWithdrawn{}},
		namedCommand{"approve", Approve{Approval: approval}},
		namedCommand{"approve: none", Approve{Approval: "none"}},
		namedCommand{"decline", Decline{Approval: approval}},
		namedCommand{"decline: none", Decline{Approval: "none"}},
		namedCommand{"acknowledge", Acknowledge{Escalation: alarm}},
		namedCommand{"acknowledge: none", Acknowledge{Escalation: "none"}},
		namedCommand{"hand-over", HandOver{Escalation: alarm, To: LevelCoordinator}},
		namedCommand{"hand-over to nobody", HandOver{Escalation: alarm, To: "minister"}},
		namedCommand{"settle", Settle{Escalation: alarm}},
		namedCommand{"change-title: limitation differs", ChangeTitle{Title: disputed}},
		namedCommand{"change-title: time-barred", ChangeTitle{Title: barred}},
		namedCommand{"change-title that is not there", ChangeTitle{Title: stranger}},
		namedCommand{"change-title, nothing left", ChangeTitle{Title: served}},
	)
}

// reported is a message with the details that it needs.
func reported(from Agency, m Message, on Date) Report {
	c := Report{From: from, Message: m, On: on}
	if m.needsCountry() {
		c.Country = "TUR"
	}
	switch m {
	case MsgSurrenderRefused:
		c.Ground = GroundAbsentia
	case MsgNotFound:
		c.Reason = LeftUnknown
	case MsgVisit:
		c.Clock = "00:05"
	default:
	}
	return c
}

// fitting is the answer that the question hopes for.
func fitting(kind RequestKind) Answer {
	switch kind {
	case AskWhereabouts:
		return traced("f5", "Breda")
	case PlaceAlert, PlaceOrder, PlaceEAB, PlaceSIS, PlacePassport, PlaceBenefits:
		return Answer{Result: Placed, Ref: "K 5"}
	case Withdraw, PauseMeasures, Recall:
		return Answer{Result: Nothing}
	default:
		return Answer{Result: Confirmed}
	}
}

// unwelcome is the answer that the question does not hope for.
func unwelcome(kind RequestKind) Answer {
	switch kind {
	case AskWhereabouts:
		return Answer{Result: Nothing, Standing: []Standing{{Kind: Order, Ref: "OPS 1"}}}
	case Withdraw, PauseMeasures:
		return Answer{Result: Remaining, Standing: []Standing{{Kind: Alert, Ref: "OPS 1"}}}
	case Recall:
		return Answer{Result: Remaining}
	case AskLimitation:
		return Answer{Result: Corrected, Lapse: &Lapse{On: NewDate(2041, time.May, 1)}}
	default:
		return Answer{Result: Refuted}
	}
}
