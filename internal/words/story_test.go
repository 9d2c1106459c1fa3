package words_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares a file with what it should hold, or writes it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update")
	require.Empty(t, cmp.Diff(string(want), got), "run the test with -update if this is as it should be")
}

// story is a case that is told.
type story struct {
	t      *testing.T
	state  casefile.State
	events []casefile.Event
	now    time.Time
	by     casefile.Actor // who gives the commands

	consults bool // FAST is heard first
}

func begin(t *testing.T, days int) *story {
	t.Helper()
	s := &story{t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC), state: casefile.State{Case: "01900000-0000-7000-8000-000000000001"}}
	s.do(casefile.Open{
		Titles:     []casefile.Title{{No: 1, Articles: []casefile.Article{"Sr 273f"}, ImposedDays: days, Remainder: days}},
		Unit:       "Den Haag",
		Residence:  casefile.ResidenceUnknown,
		ReportedOn: casefile.NewDate(2017, time.March, 1),
	})
	return s
}

func terms() casefile.Policy {
	p := casefile.Policy{
		Version: "test", Authoritative: []casefile.FindingSource{casefile.SourceBRP},
		LapseMonths: []int{1, 3, 6, 12}, AddressCheckDays: 182, WarrantDays: 120, Incident: []time.Duration{time.Hour},
		ReviewDays: map[casefile.Class]int{casefile.Under90: 365, casefile.Under120: 182, casefile.Under300: 182, casefile.From300: 91},
	}
	for _, a := range casefile.Agencies() {
		for _, k := range casefile.RequestKinds() {
			p.Terms = append(p.Terms, casefile.Term{Agency: a, Request: k, WorkingDays: []int{10, 15, 20}})
		}
	}
	p.Hit = casefile.HitTerms{Urgent: []time.Duration{time.Hour}, Routine: []time.Duration{4 * time.Hour}}
	span := func(days int) casefile.Span { return casefile.Span{WorkingDays: days} }
	p.OrderDays, p.OrderReminders = 90, 1
	p.Ladders = []casefile.Ladder{{Alarms: casefile.Alarms(), From: casefile.LevelOfficer, InHand: span(10), Steps: map[casefile.Level]casefile.Span{
		casefile.LevelOfficer: span(3), casefile.LevelSupervisor: span(5), casefile.LevelCoordinator: span(20),
	}}}
	return p
}

// grave is a case after a round that brought nothing, of somebody sentenced to fourteen months.
func (s *story) grave() {
	s.t.Helper()
	s.do(casefile.ChangeTitle{Title: casefile.Title{
		No: 1, Articles: []casefile.Article{"Sr 273f"}, FinalOn: casefile.NewDate(2016, time.May, 2), ImposedMonths: 14, Remainder: 400,
	}})
	s.intake()
	s.alert()
	s.nothing(casefile.Agencies()...)
}

func (s *story) do(c casefile.Command) {
	s.t.Helper()
	s.now = s.now.Add(time.Minute)
	p := terms()
	if adopt, is := c.(casefile.AdoptPolicy); is {
		p.Version = adopt.Version
	}
	p.ConsultFAST = s.consults
	events, err := casefile.Decide(s.state, casefile.Given{Command: c, By: s.by, At: s.now}, p)
	require.NoError(s.t, err)
	for _, e := range events {
		s.state = casefile.Evolve(s.state, e)
	}
	s.events = append(s.events, events...)
}

// answer answers the oldest open request of the kind at the agency.
func (s *story) answer(agency casefile.Agency, kind casefile.RequestKind, a casefile.Answer) string {
	s.t.Helper()
	for _, r := range s.state.Requests {
		if r.Agency == agency && r.Kind == kind {
			s.do(casefile.Answered{From: agency, Request: r.ID, Answer: a})
			return r.ID
		}
	}
	require.Failf(s.t, "no such request", "%s at %s", kind, agency)
	return ""
}

func (s *story) intake() {
	s.t.Helper()
	confirmed := casefile.Answer{Result: casefile.Confirmed}
	s.answer(casefile.JustID, casefile.AskIdentity, confirmed)
	s.answer(casefile.OM, casefile.AskExecutability, confirmed)
	s.answer(casefile.CJIB, casefile.AskRemainder, confirmed)
}

func (s *story) alert() {
	s.t.Helper()
	s.answer(casefile.Politie, casefile.PlaceAlert, casefile.Answer{Result: casefile.Placed, Ref: "E&S 1"})
}

func (s *story) nothing(agencies ...casefile.Agency) {
	s.t.Helper()
	for _, a := range agencies {
		s.answer(a, casefile.AskWhereabouts, casefile.Answer{Result: casefile.Nothing})
	}
}

func (s *story) traced(source casefile.FindingSource, unit string) {
	s.t.Helper()
	s.answer(casefile.JustID, casefile.AskWhereabouts, casefile.Answer{
		Result: casefile.Traced, Finding: &casefile.Found{ID: "fq9", Source: source, Verified: true, Unit: unit},
	})
}

func (s *story) report(m casefile.Message, from casefile.Agency) {
	s.t.Helper()
	s.do(casefile.Report{From: from, Message: m, On: casefile.DateOf(s.now)})
}

// pass lets the deadlines up to an instant pass.
func (s *story) pass(days int) {
	s.t.Helper()
	until := s.now.AddDate(0, 0, days)
	for d := casefile.PlanOf(s.state).Wake; d != nil && !d.At.After(until); d = casefile.PlanOf(s.state).Wake {
		s.now = d.At.Add(-time.Minute)
		s.do(casefile.Due{Deadline: d.ID})
	}
	s.now = until
}

// everybodyTook delivers every request.
func (s *story) everybodyTook() {
	s.t.Helper()
	for _, r := range s.state.Requests {
		s.do(casefile.Delivered{Request: r.ID})
	}
}

// stories are cases in each status, with what may need a person's attention there.
func stories() map[string]func(*story) {
	all := []casefile.Agency{casefile.CJIB, casefile.OM, casefile.JustID, casefile.Politie}
	return map[string]func(*story){
		"01-intake-not-confirmed": func(s *story) {
			s.answer(casefile.JustID, casefile.AskIdentity, casefile.Answer{Result: casefile.Confirmed})
			s.answer(casefile.OM, casefile.AskExecutability, casefile.Answer{Result: casefile.Refuted})
		},
		"02-questions-out": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.Delivered{Request: s.state.Requests[0].ID})
			s.nothing(casefile.JustID)
			s.pass(15)
			s.do(casefile.Reminded{Request: s.state.Requests[0].ID, N: 1})
		},
		"46-address-check": func(s *story) {
			s.intake()
			s.alert()
			deduct := casefile.DeductDays{Title: 1}
			deduct.Kind, deduct.From, deduct.Until = casefile.DeductRemand, casefile.NewDate(2016, time.January, 1), casefile.NewDate(2016, time.June, 1)
			s.do(deduct)
			s.nothing(all...)
			s.pass(183)
		},
		"03-silent": func(s *story) {
			s.intake()
			s.alert()
			s.everybodyTook()
			s.nothing(casefile.CJIB, casefile.JustID, casefile.Politie)
			s.pass(30)
		},
		"21-alarm-in-hand": func(s *story) {
			stories()["03-silent"](s)
			alarm := s.state.Escalations[0].ID
			s.by = casefile.Actor{ID: "j.devries", Role: casefile.RoleCoordinator}
			s.do(casefile.HandOver{Escalation: alarm, To: casefile.LevelCoordinator})
			s.do(casefile.Acknowledge{Escalation: alarm})
			s.answer(casefile.OM, casefile.AskWhereabouts, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.Settle{Escalation: s.state.Escalations[1].ID})
		},
		"22-alarm-solved": func(s *story) {
			stories()["03-silent"](s)
			s.pass(5)
			s.answer(casefile.OM, casefile.AskWhereabouts, casefile.Answer{Result: casefile.Nothing})
		},
		"04-proposals-wait": func(s *story) {
			s.intake()
			s.alert()
			s.traced(casefile.SourceSighting, "")
			s.report(casefile.MsgDeceased, casefile.JustID)
			s.answer(casefile.OM, casefile.AskWhereabouts, casefile.Answer{Result: casefile.Confirmed})
		},
		"05-alert-only": func(s *story) {
			s.intake()
			s.answer(casefile.Politie, casefile.AskWhereabouts, casefile.Answer{
				Result: casefile.Nothing, Standing: []casefile.Standing{{Kind: casefile.Order, Ref: "OPS 7"}},
			})
			s.answer(casefile.Politie, casefile.PlaceAlert, casefile.Answer{Result: casefile.Refuted})
			s.nothing(casefile.CJIB, casefile.OM, casefile.JustID)
		},
		"06-order-not-placed": func(s *story) {
			s.intake()
			s.alert()
			s.traced(casefile.SourceBRP, "Rotterdam")
			s.answer(casefile.Politie, casefile.PlaceOrder, casefile.Answer{Result: casefile.Refuted})
		},
		"07-arrest-ordered": func(s *story) {
			s.intake()
			s.alert()
			s.traced(casefile.SourceBRP, "Rotterdam")
			s.answer(casefile.Politie, casefile.PlaceOrder, casefile.Answer{Result: casefile.Placed, Ref: "B 1"})
			s.nothing(casefile.CJIB, casefile.OM, casefile.Politie)
		},
		"47-order-not-carried-out": func(s *story) {
			stories()["07-arrest-ordered"](s)
			s.pass(95)
			s.do(casefile.Reminded{Request: s.state.Measures[1].ID, N: 1})
			s.pass(95)
			s.do(casefile.SuspendTitle{Title: 1, Ground: casefile.GroundCourt, On: casefile.DateOf(s.now)})
			s.pass(20)
			s.do(casefile.ResumeTitle{Title: 1, On: casefile.DateOf(s.now)})
		},
		"48-order-recalled": func(s *story) {
			stories()["07-arrest-ordered"](s)
			s.do(casefile.RecallOrder{Measure: s.state.Measures[1].ID})
			s.everybodyTook()
			s.pass(30)
			s.do(casefile.ConfirmByPhone{Request: s.state.Requests[0].ID})
			s.pass(40)
			s.do(casefile.AskAgain{Request: s.state.Requests[0].ID})
		},
		"08-order-returned-and-more-to-serve": func(s *story) {
			stories()["07-arrest-ordered"](s)
			s.report(casefile.MsgMovedAbroad, casefile.Politie)
			s.do(casefile.AddTitle{On: casefile.NewDate(2020, time.June, 1), Title: casefile.Title{
				No: 2, Articles: []casefile.Article{"Sr 311"}, ImposedDays: 400, Remainder: 400,
			}})
			s.do(casefile.ChangeTitle{Title: casefile.Title{No: 1, Articles: []casefile.Article{"Sr 273f"}, ImposedDays: 210}})
			s.report(casefile.MsgPartlyPaid, casefile.CJIB)
		},
		"09-held": func(s *story) {
			s.intake()
			s.alert()
			s.nothing(all...)
			s.pass(180)
			s.report(casefile.MsgArrested, casefile.Politie)
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.DateOf(s.now)})
		},
		"30-stopped": func(s *story) {
			s.intake()
			s.alert()
			s.report(casefile.MsgHit, casefile.Politie)
			s.do(casefile.IdentifyArrestee{Arrest: s.state.Hits[0].ID, Convict: new(false), Proof: casefile.ProofDocument})
			s.answer(casefile.Politie, casefile.Warn, casefile.Answer{Result: casefile.Confirmed})
			s.report(casefile.MsgHit, casefile.Politie)
			s.answer(casefile.JustID, casefile.AskArrestee, casefile.Answer{Result: casefile.Confirmed})
			s.answer(casefile.Politie, casefile.AskCustody, casefile.Answer{Result: casefile.Refuted})
			s.report(casefile.MsgHit, casefile.Politie)
		},
		"31-not-the-convict": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.RecordCorrection{Fields: []casefile.IdentityField{casefile.FieldSurname}, Set: 2, Beside: true})
			s.do(casefile.RecordCorrection{Fields: []casefile.IdentityField{casefile.FieldSurname}, Set: 2})
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgHit, On: casefile.DateOf(s.now), Urgency: casefile.Routine})
			s.report(casefile.MsgHit, casefile.Politie)
			s.by = casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
			s.do(casefile.DoubtIdentity{})
			s.answer(casefile.JustID, casefile.AskMatching, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.ResumeTitle{Title: 1, On: casefile.DateOf(s.now)})
			s.do(casefile.DoubtIdentity{})
			s.answer(casefile.JustID, casefile.AskMatching, casefile.Answer{Result: casefile.Refuted})
			s.do(casefile.MoveTitles{Ending: casefile.WrongIdentity, Proof: casefile.ProofIdentity, To: "01900000-0000-7000-8000-000000000002"})
		},
		"31-a-letter-to-who-is-not-the-convict": func(s *story) {
			s.intake()
			s.by = casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
			s.do(casefile.End{Ending: casefile.WrongIdentity, Proof: casefile.ProofIdentity, On: casefile.DateOf(s.now)})
			s.do(casefile.RecordLetter{SentOn: casefile.DateOf(s.now), Ref: "B-2026/17"})
		},
		"31-justid-merges-and-splits-numbers": func(s *story) {
			s.intake()
			s.alert()
			other := casefile.CaseID("01900000-0000-7000-8000-000000000002")
			s.do(casefile.Report{From: casefile.JustID, Message: casefile.MsgMerged, On: casefile.DateOf(s.now), Other: other})
			s.do(casefile.Report{From: casefile.JustID, Message: casefile.MsgSplit, On: casefile.DateOf(s.now)})
			s.by = casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
			s.do(casefile.MoveTitles{Ending: casefile.EnteredInError, Proof: casefile.ProofIdentity, To: other})
			s.do(casefile.Report{From: casefile.JustID, Message: casefile.MsgMerged, On: casefile.DateOf(s.now), Other: other})
		},
		"32-held-abroad": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.Report{From: casefile.OM, Message: casefile.MsgNotExtraditable, Country: "TUR", On: casefile.DateOf(s.now)})
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgHitAbroad, Country: "ESP", On: casefile.DateOf(s.now)})
			s.answer(casefile.JustID, casefile.AskArrestee, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgArrestedAbroad, Country: "ESP", On: casefile.DateOf(s.now)})
			s.answer(casefile.JustID, casefile.AskArrestee, casefile.Answer{Result: casefile.Confirmed})
			s.pass(70)
		},
		"36-interrupted-and-under-review": func(s *story) {
			s.intake()
			s.do(casefile.SuspendTitle{Title: 1, Ground: casefile.GroundFurlough, On: casefile.DateOf(s.now)})
			s.do(casefile.SuspendTitle{Title: 1, Ground: casefile.GroundReview, On: casefile.DateOf(s.now)})
		},
		"35-arrested-here-and-held-abroad": func(s *story) {
			stories()["32-held-abroad"](s)
			s.do(casefile.SuspendTitle{Title: 1, Ground: casefile.GroundCourt, On: casefile.DateOf(s.now)})
			s.report(casefile.MsgArrested, casefile.Politie)
		},
		"33-surrender-refused": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgArrestedAbroad, Country: "ESP", On: casefile.DateOf(s.now)})
			s.answer(casefile.JustID, casefile.AskArrestee, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.ExtendSurrender{By: s.state.Surrender.Latest})
			s.pass(40)
			s.do(casefile.Report{From: casefile.OM, Message: casefile.MsgSurrenderRefused, Ground: casefile.GroundAbsentia, On: casefile.DateOf(s.now)})
		},
		"34-measures-on-request": func(s *story) {
			s.grave()
			s.do(casefile.ConfirmFinding{Finding: s.state.Findings[0].ID, Trials: casefile.Trials{1: casefile.TrialServed}})
			s.answer(casefile.OM, casefile.PlaceEAB, casefile.Answer{Result: casefile.Placed, Ref: "EAB 1"})
			s.answer(casefile.Politie, casefile.PlaceSIS, casefile.Answer{Result: casefile.Placed, Ref: "SIS 1"})
			s.do(casefile.RequestMeasure{Measure: casefile.BenefitList, BSNVerified: true})
			s.answer(casefile.CJIB, casefile.PlaceBenefits, casefile.Answer{Result: casefile.Placed, Ref: "IB 1"})
			s.report(casefile.MsgBenefitMatch, casefile.CJIB)
			s.do(casefile.RequestMeasure{Measure: casefile.PassportAlert})
			s.answer(casefile.OM, casefile.PlacePassport, casefile.Answer{Result: casefile.Placed, Ref: "RPS 1"})
			s.do(casefile.MaintainPassport{})
			s.answer(casefile.OM, casefile.KeepPassport, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgArrestedAbroad, Country: "ESP", On: casefile.DateOf(s.now)})
			s.answer(casefile.JustID, casefile.AskArrestee, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.Report{From: casefile.OM, Message: casefile.MsgSurrenderRefused, Ground: casefile.GroundAbsentia, On: casefile.DateOf(s.now)})
		},
		"35-a-passport-alert-lapses": func(s *story) {
			s.grave()
			s.do(casefile.RequestMeasure{Measure: casefile.PassportAlert})
			s.answer(casefile.OM, casefile.PlacePassport, casefile.Answer{Result: casefile.Placed, Ref: "RPS 1"})
			s.pass(731)
			s.answer(casefile.OM, casefile.Recall, casefile.Answer{
				Result: casefile.Remaining, Standing: []casefile.Standing{{Kind: casefile.PassportAlert, Ref: "RPS 1"}},
			})
			s.answer(casefile.OM, casefile.Recall, casefile.Answer{Result: casefile.Nothing})
			s.do(casefile.ChangeTitle{Title: casefile.Title{No: 1, Articles: []casefile.Article{"Sr 273f"}, ImposedMonths: 3, Remainder: 400}})
		},
		"31-in-custody-before-the-case": func(s *story) {
			s.intake()
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgSelfReported, On: casefile.NewDate(2016, time.May, 3)})
		},
		"10-somebody-else": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 3)})
			s.answer(casefile.JustID, casefile.AskArrestee, casefile.Answer{Result: casefile.Refuted})
			s.do(casefile.RejectFinding{Finding: s.proposed()})
		},
		"11-still-stands": func(s *story) {
			s.intake()
			order := s.answerLater()
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 3)})
			s.answer(casefile.JustID, casefile.AskArrestee, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.Answered{From: casefile.Politie, Request: order, Answer: casefile.Answer{Result: casefile.Placed, Ref: "E&S 1"}})
			for range 3 {
				s.answer(casefile.Politie, casefile.Withdraw, casefile.Answer{
					Result: casefile.Remaining, Standing: []casefile.Standing{{Kind: casefile.Alert, Ref: "E&S 1"}},
				})
			}
			s.answer(casefile.OM, casefile.Withdraw, casefile.Answer{Result: casefile.Nothing})
		},
		"31-goes-on-after-all": func(s *story) {
			s.intake()
			s.alert()
			s.by = casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
			s.do(casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.NewDate(2026, time.November, 20)})
			s.do(casefile.CorrectEnding{})
			s.by = casefile.Actor{ID: "b.bakker", Role: casefile.RoleSupervisor}
			s.do(casefile.Approve{Approval: s.state.Approvals[0].ID})
			s.do(casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.NewDate(2026, time.November, 20)})
			for _, a := range all {
				s.answer(a, casefile.Withdraw, casefile.Answer{Result: casefile.Nothing})
			}
			s.do(casefile.VerifyWithdrawn{})
			s.do(casefile.Reopen{
				Cause: casefile.ReopenPardon, On: casefile.NewDate(2026, time.November, 22), Remainders: []casefile.Remainder{{Title: 1, Days: 200}},
			})
		},
		"31-one-pardon-revoked": func(s *story) {
			s.intake()
			s.do(casefile.AddTitle{On: casefile.NewDate(2020, time.June, 1), Title: casefile.Title{
				No: 2, Articles: []casefile.Article{"Sr 311"}, ImposedDays: 400, Remainder: 400,
			}})
			s.by = casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
			for _, no := range []int{2, 1} {
				s.do(casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.NewDate(2024, time.May, 3), Title: no})
				s.do(casefile.Reopen{
					Cause: casefile.ReopenPardon, On: casefile.NewDate(2026, time.November, 20), Remainders: []casefile.Remainder{{Title: no, Days: 200}},
				})
			}
			s.do(casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.NewDate(2026, time.November, 21), Title: 3})
		},
		"30-second-person": func(s *story) {
			s.intake()
			s.alert()
			s.by = casefile.Actor{ID: "a.jansen", Role: casefile.RoleOfficer}
			s.do(casefile.End{Ending: casefile.WithdrawnByProsecutor, Proof: casefile.ProofLetter, On: casefile.NewDate(2026, time.November, 20)})
			s.do(casefile.WaiveWithdrawal{Agency: casefile.CJIB})
			s.do(casefile.WaiveWithdrawal{Agency: casefile.OM})
			s.do(casefile.WaiveWithdrawal{Agency: casefile.Politie})
			s.answer(casefile.OM, casefile.Withdraw, casefile.Answer{Result: casefile.Nothing})
			s.by = casefile.Actor{ID: "b.bakker", Role: casefile.RoleSupervisor}
			s.do(casefile.Approve{Approval: s.state.Approvals[0].ID})
		},
		"12-closed": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 3)})
			s.answer(casefile.JustID, casefile.AskArrestee, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: casefile.NewDate(2019, time.May, 1)})
			for _, a := range all {
				s.answer(a, casefile.Withdraw, casefile.Answer{Result: casefile.Nothing})
			}
			s.do(casefile.Answered{From: casefile.OM, Request: "q9", Answer: casefile.Answer{Result: casefile.Nothing}})
		},
		"13-arrest-after-another-ending": func(s *story) {
			s.intake()
			s.do(casefile.End{Ending: casefile.Deceased, Proof: casefile.ProofBRP, On: casefile.NewDate(2024, time.May, 3)})
			s.report(casefile.MsgArrested, casefile.Politie)
		},
		"15-limitation-in-dispute": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.ChangeTitle{Title: casefile.Title{
				No: 1, Articles: []casefile.Article{"Sr 311"}, ImposedDays: 210, Remainder: 210, MaxMonths: 72,
				ExecutableOn: casefile.NewDate(2011, time.February, 28), LapsesOn: casefile.NewDate(2026, time.July, 1),
			}})
		},
		"16-limitation-near": func(s *story) {
			stories()["15-limitation-in-dispute"](s)
			s.do(casefile.ConfirmLimitation{Title: 1, LapsesOn: casefile.NewDate(2027, time.March, 1)})
		},
		"17-time-barred": func(s *story) {
			stories()["15-limitation-in-dispute"](s)
			s.do(casefile.ConfirmLimitation{Title: 1, LapsesOn: casefile.NewDate(2026, time.July, 1)})
		},
		"18-not-time-barred": func(s *story) {
			stories()["17-time-barred"](s)
			s.do(casefile.RejectFinding{Finding: s.state.Findings[len(s.state.Findings)-1].ID})
		},
		"21-om-takes-its-word-back": func(s *story) {
			stories()["15-limitation-in-dispute"](s)
			answer := casefile.Answered{From: casefile.OM, Request: s.open(casefile.AskLimitation), Answer: casefile.Answer{
				Result: casefile.Corrected, Lapse: &casefile.Lapse{
					On: casefile.NewDate(2027, time.April, 11), Stopped: []casefile.Period{{From: casefile.NewDate(2019, time.May, 1), Until: casefile.NewDate(2019, time.June, 11)}},
				},
			}}
			s.do(answer)
			answer.Answer.Lapse = &casefile.Lapse{On: casefile.NewDate(2027, time.June, 1)}
			s.do(answer)
		},
		"22-om-names-another-day": func(s *story) {
			s.intake()
			title := s.state.Titles[0]
			title.LapsesOn = casefile.NewDate(2026, time.December, 1)
			s.do(casefile.ChangeTitle{Title: title})
			s.do(casefile.Answered{From: casefile.OM, Request: s.state.Requests[len(s.state.Requests)-1].ID, Answer: casefile.Answer{
				Result: casefile.Corrected, Lapse: &casefile.Lapse{},
			}})
			s.do(casefile.RecordLimitationFacts{Title: 1, Facts: casefile.LimitationFacts{
				Infraction: true, Deferred: true, Age: casefile.Juvenile, Stopped: []casefile.Period{{From: casefile.NewDate(2020, time.May, 1)}},
				Restarts: []casefile.Restart{{Cause: casefile.RestartAbsence, On: casefile.NewDate(2019, time.May, 1)}},
			}})
		},
		"19-paid-in-parts": func(s *story) {
			s.intake()
			deduct := casefile.DeductDays{Title: 1}
			deduct.Kind, deduct.From, deduct.Until = casefile.DeductAbroad, casefile.NewDate(2024, time.April, 2), casefile.NewDate(2024, time.April, 5)
			s.do(deduct)
			for i, cents := range []int64{500_00, 10_05, 489_95} {
				s.do(casefile.RecordPayment{
					From: casefile.CJIB, Title: 1, Cents: cents, FineCents: 1000_00,
					CreditedOn: casefile.NewDate(2024, time.May, 3).AddDays(i),
				})
			}
		},
		"19-not-paid-after-all": func(s *story) {
			s.intake()
			s.alert()
			s.answer(casefile.JustID, casefile.AskWhereabouts, casefile.Answer{Result: casefile.Traced, Finding: &casefile.Found{
				ID: "f1", Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam",
			}})
			s.do(casefile.RecordPayment{From: casefile.CJIB, Title: 1, Cents: 1000_00, FineCents: 1000_00, CreditedOn: casefile.NewDate(2024, time.May, 3)})
			s.do(casefile.RejectFinding{Finding: s.state.Findings[0].ID})
		},
		"20-handed-over-under-another-policy": func(s *story) {
			s.intake()
			s.do(casefile.AdoptPolicy{Version: "test-2"})
			s.do(casefile.AddTitle{On: casefile.NewDate(2020, time.June, 1), Title: casefile.Title{
				No: 2, Articles: []casefile.Article{"Sr 311"}, ImposedDays: 400, Remainder: 400,
			}})
			s.do(casefile.AcceptCase{})
		},
		"21-changed-and-corrected": func(s *story) {
			s.do(casefile.ChangeCase{CaseFacts: casefile.CaseFacts{
				ReportedOn: s.state.OpenedOn - 31, Stand: casefile.ArrestOrdered, Residence: casefile.ResidenceEU,
			}})
			s.intake()
			s.do(casefile.ChangeCase{CaseFacts: casefile.CaseFacts{Unit: "Rotterdam", Handler: "behandelaar-2"}})
			s.do(casefile.RecordCorrection{Fields: []casefile.IdentityField{casefile.FieldSurname, casefile.FieldBirthDate}})
			s.do(casefile.RecordCorrection{Fields: []casefile.IdentityField{casefile.FieldParketnummer}, Title: 1})
			s.do(casefile.DescribePerson{})
		},
		"22-visited-and-not-found": func(s *story) {
			s.intake()
			s.do(casefile.DescribePerson{})
			s.answer(casefile.JustID, casefile.AskWhereabouts, casefile.Answer{Result: casefile.Traced, Finding: &casefile.Found{
				ID: "f1", Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam",
			}})
			s.answer(casefile.Politie, casefile.PlaceOrder, casefile.Answer{Result: casefile.Placed, Ref: "B 1"})
			today := casefile.DateOf(s.now)
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgVisit, On: today - 1, Clock: "19:40"})
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgVisit, On: today, Clock: "07:15"})
		},
		"24-said-to-be-dead-and-alive": func(s *story) {
			s.intake()
			s.alert()
			s.report(casefile.MsgDeceased, casefile.Politie)
			s.answer(casefile.Politie, casefile.Mark, casefile.Answer{Result: casefile.Confirmed})
			s.do(casefile.RejectFinding{Finding: s.state.Findings[0].ID})
		},
		"24-fast-leaves-it-to-the-unit": func(s *story) {
			s.do(casefile.AddTitle{On: casefile.NewDate(2020, time.June, 1), Title: casefile.Title{
				No: 2, Articles: []casefile.Article{"Sr 311"}, ImposedDays: 400, Remainder: 400,
			}})
			s.intake()
			s.consults = true
			s.answer(casefile.JustID, casefile.AskWhereabouts, casefile.Answer{Result: casefile.Traced, Finding: &casefile.Found{
				ID: "f1", Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam",
			}})
		},
		"24-fast-left-it-to-the-unit": func(s *story) {
			stories()["24-fast-leaves-it-to-the-unit"](s)
			s.by = casefile.Actor{ID: "r.bos", Role: casefile.RoleOfficer, Unit: casefile.FAST}
			s.do(casefile.ConfirmFinding{Finding: "f1", Local: true})
		},
		"24-described-while-the-order-is-out": func(s *story) {
			stories()["22-visited-and-not-found"](s)
			s.do(casefile.DescribePerson{})
			s.do(casefile.DescribePerson{})
			s.answer(casefile.Politie, casefile.Describe, casefile.Answer{Result: casefile.Confirmed})
		},
		"23-given-back-and-paid-in-part": func(s *story) {
			stories()["22-visited-and-not-found"](s)
			today := casefile.DateOf(s.now)
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgNotFound, On: today, Reason: casefile.NotLiving})
			s.do(casefile.Report{From: casefile.Politie, Message: casefile.MsgPartlyPaid, On: today})
		},
		"30-suspended-by-a-pardon-request": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.RequestPardon{Title: 1, On: casefile.DateOf(s.now), Facts: casefile.PardonFacts{Minister: true}})
			s.answer(casefile.Politie, casefile.PauseMeasures, casefile.Answer{Result: casefile.Nothing})
		},
		"31-pardoned-in-part": func(s *story) {
			stories()["30-suspended-by-a-pardon-request"](s)
			s.pass(30)
			s.do(casefile.DecidePardon{Title: 1, Outcome: casefile.PardonPart, On: casefile.DateOf(s.now), Remainder: 100})
		},
		"32-arrested-while-suspended": func(s *story) {
			s.intake()
			s.alert()
			s.do(casefile.SuspendTitle{Title: 1, Ground: casefile.GroundAppeal, On: casefile.DateOf(s.now)})
			s.answer(casefile.Politie, casefile.PauseMeasures, casefile.Answer{
				Result: casefile.Remaining, Standing: []casefile.Standing{{Kind: casefile.Alert, Ref: "E&S 1"}},
			})
			s.report(casefile.MsgArrested, casefile.Politie)
			s.do(casefile.Due{Deadline: casefile.Deadlines(s.state)[0].ID})
		},
		"33-free-again": func(s *story) {
			stories()["32-arrested-while-suspended"](s)
			s.do(casefile.ReleaseArrestee{On: casefile.DateOf(s.now)})
		},
		"34-the-suspension-was-over": func(s *story) {
			stories()["32-arrested-while-suspended"](s)
			s.do(casefile.ResumeTitle{Title: 1, On: casefile.DateOf(s.now)})
		},
		"14-one-title-ends": func(s *story) {
			s.intake()
			s.do(casefile.AddTitle{On: casefile.NewDate(2020, time.June, 1), Title: casefile.Title{
				No: 2, Articles: []casefile.Article{"Sr 311"}, ImposedDays: 400, Remainder: 400,
			}})
			s.do(casefile.AddTitle{On: casefile.NewDate(2020, time.June, 1), Title: casefile.Title{
				No: 3, Articles: []casefile.Article{"Sr 310"}, ImposedDays: 40, Remainder: 40,
			}})
			s.do(casefile.End{Ending: casefile.Pardoned, Proof: casefile.ProofDecree, On: casefile.NewDate(2024, time.May, 3), Title: 2})
			s.do(casefile.Report{From: casefile.CJIB, Message: casefile.MsgPaid, On: casefile.NewDate(2026, time.May, 3), Title: 3})
		},
	}
}

// proposed is a proposal that waits, made for the occasion.
func (s *story) proposed() string {
	s.report(casefile.MsgMovedInside, casefile.Politie)
	return s.state.Findings[len(s.state.Findings)-1].ID
}

// answerLater is the request for the alert, whose answer is under way.
func (s *story) answerLater() string { return s.open(casefile.PlaceAlert) }

// open is the open request of the kind.
func (s *story) open(kind casefile.RequestKind) string {
	for _, r := range s.state.Requests {
		if r.Kind == kind {
			return r.ID
		}
	}
	return ""
}

// TestExplain tells and explains each story in both languages: read the golden files as a user would.
func TestExplain(t *testing.T) {
	t.Parallel()
	for name, tell := range stories() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			days := 210
			if strings.HasPrefix(name, "09") {
				days = 300
			}
			s := begin(t, days)
			tell(s)
			for _, l := range words.Languages() {
				var b strings.Builder
				for _, line := range l.Lines(l.Explain(s.state, s.events, s.now)) {
					fmt.Fprintln(&b, line)
				}
				fmt.Fprintln(&b, "\n---")
				for _, line := range l.History(s.events) {
					fmt.Fprintf(&b, "%2d  %s  %s\n", line.Seq, l.Instant(line.At), line.Text)
				}
				suffix := map[words.Language]string{words.Dutch: "nl", words.English: "en"}[l]
				golden(t, filepath.Join("testdata", "explain", name+"."+suffix+".txt"), b.String())
			}
		})
	}
}

// TestEveryKindOfEventIsTold makes sure that no event falls back to the bare name of its kind.
func TestEveryKindOfEventIsTold(t *testing.T) {
	t.Parallel()
	told := map[casefile.EventKind]bool{}
	for _, tell := range stories() {
		s := begin(t, 210)
		tell(s)
		for _, l := range words.Languages() {
			for i, line := range l.History(s.events) {
				kind := s.events[i].Payload.EventKind()
				require.NotEqual(t, l.Event(kind), line.Text)
				require.NotContains(t, line.Text, "_")
				require.NotContains(t, line.Text, "%!")
				told[kind] = true
			}
		}
	}
	for _, kind := range casefile.EventKinds() {
		require.True(t, told[kind], "no story tells of %s", kind)
	}
}

func TestExplainACaseThatWaitsToBeOpened(t *testing.T) {
	t.Parallel()
	x := words.Dutch.Explain(casefile.State{Case: "01900000-0000-7000-8000-000000000001"}, nil, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	require.Equal(t, "De zaak wacht op opening.", x.Stands)
	require.Empty(t, x.Because+x.Last+x.Next)
	require.Empty(t, x.Can)
	require.Empty(t, x.Waits)
}
