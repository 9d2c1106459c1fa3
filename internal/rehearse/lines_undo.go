package rehearse

import (
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// fourEyes writes of what takes two persons.
func (b book) fourEyes(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.ApprovalAsked:
		return fmt.Sprintf("a second person asked by %s, %s", p.Approval.By, joint(p.Approval))
	case casefile.ApprovalSettled:
		return marked(fmt.Sprintf("%s, %s", p.Outcome, joint(b.asked[p.Approval])), p.By != "", "by "+p.By)
	case casefile.WithdrawalWaived:
		return fmt.Sprintf("withdrawal by %s waived by %s and %s", p.Agency, p.First, p.Second)
	default:
		return whole(p)
	}
}

func joint(a casefile.Approval) string {
	switch {
	case a.Agency != "":
		return a.Do + " of " + string(a.Agency)
	case a.Ending != "":
		return marked(fmt.Sprintf("%s of %s, %s", a.Do, a.On, a.Ending), a.Title != 0, fmt.Sprintf("title %d", a.Title))
	default:
		return a.Do
	}
}

// moved writes of titles that went to another case.
func moved(p casefile.TitlesMoved) string {
	line := fmt.Sprintf("titles %s moved to case %s, %s", strings.Trim(fmt.Sprint(p.Titles), "[]"), p.To, p.Ending)
	return marked(line, p.Proof != "", "proof "+string(p.Proof))
}

// letter writes of the letter to who was taken for the convict.
func letter(p casefile.LetterRecorded) string {
	if p.SentOn.IsZero() {
		return "no letter, no address is known"
	}
	return fmt.Sprintf("letter %s sent on %s", p.Ref, p.SentOn)
}

// undone writes of endings that were undone, and of what is asked again after one.
func undone(p casefile.Payload) string {
	switch p := p.(type) {
	case casefile.Reopened:
		parts := []string{fmt.Sprintf("reopened as of %s, %s, now %s", p.On, p.Cause, p.Class)}
		for _, t := range p.Titles {
			parts = append(parts, marked(fmt.Sprintf("title %d %s", t.No, days(t)), !t.Open(), "ended"))
		}
		line := marked(strings.Join(parts, ", "), p.Proof != "", "proof "+string(p.Proof))
		return marked(line, !p.NoSelfReport.IsZero(), "no self-report until "+p.NoSelfReport.String())
	case casefile.EndingCorrected:
		line := fmt.Sprintf("ending of %s withdrawn, %s, by %s and %s", p.On, p.Ending, p.First, p.Second)
		return marked(line, p.Title != 0, fmt.Sprintf("title %d", p.Title))
	case casefile.WithdrawalsVerified:
		return "asked again what stands"
	default:
		return whole(p)
	}
}
