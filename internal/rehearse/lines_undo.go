package rehearse

import (
	"fmt"

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
	if a.Agency == "" {
		return a.Do
	}
	return a.Do + " of " + string(a.Agency)
}
