package words

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Approval says what a person asked for that a second one must approve.
func (l Language) Approval(a casefile.Approval) string {
	switch a.Do {
	case casefile.WaiveWithdrawal{}.CommandKind():
		return fmt.Sprintf(l.say("niet langer wachten op het bericht van %s dat er niets meer staat", "wait no longer for %s to say that nothing stands"), l.Agency(a.Agency))
	case casefile.CorrectEnding{}.CommandKind():
		what := fmt.Sprintf(l.say("de afloop %s van %s terugnemen", "withdraw the ending %s of %s"), l.Ending(a.Ending), l.Day(a.On))
		if a.Title != 0 {
			what += fmt.Sprintf(l.say(" (titel %d)", " (title %d)"), a.Title)
		}
		return what
	default:
		return l.Command(a.Do)
	}
}

// ApprovalOutcome says what became of a request for a second person.
func (l Language) ApprovalOutcome(o casefile.ApprovalOutcome) string {
	switch o {
	case casefile.Approved:
		return l.say("goedgekeurd", "approved")
	case casefile.Declined:
		return l.say("afgewezen", "declined")
	case casefile.Overtaken:
		return l.say("vervallen", "overtaken")
	default:
		return string(o)
	}
}

// fourEyes tells of what takes two persons.
func (t teller) fourEyes(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.ApprovalAsked:
		t.approvals[p.Approval.ID] = p.Approval
		return fmt.Sprintf(t.say("%s vraagt: %s; verzoek %s wacht op een tweede persoon", "%s asks: %s; request %s waits for a second person"),
			p.Approval.By, t.Approval(p.Approval), p.Approval.ID)
	case casefile.ApprovalSettled:
		what := fmt.Sprintf(t.say("verzoek %s (%s) %s", "request %s (%s) %s"), p.Approval, t.Approval(t.approvals[p.Approval]), t.ApprovalOutcome(p.Outcome))
		if p.By == "" {
			return what + t.say(": het is niet meer nodig", ": it is not needed any more")
		}
		return what + t.say(" door ", " by ") + p.By
	case casefile.WithdrawalWaived:
		return fmt.Sprintf(t.say("volgens %[2]s en %[3]s staat er bij %[1]s niets meer; op het bericht van %[1]s wordt niet gewacht",
			"by the word of %[2]s and %[3]s nothing stands at %[1]s; %[1]s is not waited for"), t.Agency(p.Agency), p.First, p.Second)
	default:
		return t.Event(p.EventKind())
	}
}
