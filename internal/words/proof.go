package words

import (
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// proofs names kinds of proof one of which is enough.
func (l Language) proofs(all []casefile.Proof) string {
	said := make([]string, len(all))
	for i, p := range all {
		said[i] = l.Proof(p)
	}
	return strings.Join(said, l.say(" of ", " or "))
}

// oneOf writes the codes of which one is to be chosen.
func (l Language) oneOf(all []casefile.Proof) string {
	codes := make([]string, len(all))
	for i, p := range all {
		codes[i] = string(p)
	}
	return strings.Join(codes, l.say("-OF-", "-OR-"))
}

// proved says on what a person took an ending for true, if it is known.
func (l Language) proved(p casefile.Proof) string {
	if p == "" {
		return ""
	}
	return l.say(", op grond van: ", ", on the strength of: ") + l.Proof(p)
}

// unproved says that an ending was given without a proof that it takes, and which that is.
func (l Language) unproved(c casefile.RefusalCode) string {
	for _, e := range casefile.Endings() {
		if c == casefile.RefusedUnproved(e) {
			return l.say("Een afloop geldt niet zonder bewijs. Voor ‘"+l.Ending(e)+"’ noemt u: ",
				"An ending does not hold without proof. For ‘"+l.Ending(e)+"’ name: ") + l.proofs(e.Rule().Proofs) + "."
		}
	}
	return string(c)
}

// Proof names a kind of proof of an ending.
func (l Language) Proof(p casefile.Proof) string {
	switch p {
	case casefile.ProofBRP:
		return l.say("uittreksel uit de BRP of RNI", "extract of the BRP or RNI")
	case casefile.ProofConsular:
		return l.say("consulaire of gelegaliseerde buitenlandse akte", "consular or legalised foreign record")
	case casefile.ProofIdentity:
		return l.say("identiteit door Justid vastgesteld", "identity established by Justid")
	case casefile.ProofDetention:
		return l.say("bericht van insluiting", "notice of detention")
	case casefile.ProofArrival:
		return l.say("aankomst in Nederland", "arrival in the Netherlands")
	case casefile.ProofCompletion:
		return l.say("bericht dat de straf in het buitenland is voltooid", "notice that the sentence was completed abroad")
	case casefile.ProofLimitation:
		return l.say("verjaringsdatum van het OM", "OM's date of limitation")
	case casefile.ProofDecree:
		return l.say("koninklijk besluit", "royal decree")
	case casefile.ProofPayment:
		return l.say("bijschrijving bij het CJIB", "money credited to CJIB")
	case casefile.ProofCalculation:
		return l.say("strafrestantberekening", "calculation of the remainder")
	case casefile.ProofJudgment:
		return l.say("rechterlijke uitspraak", "judgment")
	case casefile.ProofLetter:
		return l.say("brief van het OM met de reden", "letter of OM with its reason")
	case casefile.ProofRegister:
		return l.say("de registratie zelf", "the registration itself")
	case casefile.ProofPrints:
		return l.say("vingerafdrukken vergeleken door politie of inrichting", "fingerprints compared by the police or the institution")
	case casefile.ProofDocument:
		return l.say("eigen identiteitsbewijs", "identity document of his own")
	default:
		return string(p)
	}
}
