package words

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Deduction names why days in custody come off a sentence.
func (l Language) Deduction(k casefile.DeductionKind) string {
	switch k {
	case casefile.DeductRemand:
		return l.say("voorarrest", "custody before the judgment")
	case casefile.DeductAbroad:
		return l.say("detentie in het buitenland op Nederlands verzoek", "detention abroad on a Dutch request")
	case casefile.DeductServed:
		return l.say("ondergane dagen", "days served")
	default:
		return string(k)
	}
}
