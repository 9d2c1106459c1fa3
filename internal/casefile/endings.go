package casefile

import (
	"slices"
	"strconv"
	"strings"
)

// Proof is a kind of authentic record or word on which a person may take an ending for true (DOMAIN §2.8).
type Proof string

// The kinds of proof.
const (
	ProofBRP         Proof = "brp"          // an extract of the BRP or its register of non-residents
	ProofConsular    Proof = "consular"     // a consular record, or a foreign one that was legalised
	ProofIdentity    Proof = "identity"     // Justid's word on who it is, by fingerprints
	ProofDetention   Proof = "detention"    // the institution's notice that he is in custody
	ProofArrival     Proof = "arrival"      // he arrived in the Netherlands
	ProofCompletion  Proof = "completion"   // the foreign state's notice that the sentence was executed
	ProofLimitation  Proof = "limitation"   // OM's word on the day of limitation
	ProofDecree      Proof = "decree"       // the royal decree
	ProofPayment     Proof = "payment"      // CJIB's word that the money was credited
	ProofCalculation Proof = "calculation"  // CJIB's or the institution's calculation of the remainder
	ProofJudgment    Proof = "judgment"     // the judgment itself
	ProofLetter      Proof = "prosecutor"   // OM's letter, with its reason
	ProofRegister    Proof = "registration" // what was entered and what should have been
	ProofPrints      Proof = "fingerprints" // the police or the institution compared them with those of the convict
	ProofDocument    Proof = "document"     // an identity document of his own
)

// Proofs lists every kind of proof.
func Proofs() []Proof {
	return []Proof{
		ProofBRP, ProofConsular, ProofIdentity, ProofDetention, ProofArrival, ProofCompletion, ProofLimitation, ProofDecree,
		ProofPayment, ProofCalculation, ProofJudgment, ProofLetter, ProofRegister, ProofPrints, ProofDocument,
	}
}

// EndingRule says of an ending who has authority over it and on what proof a person takes it for true. He names the proof
// by its code; what it says, and its number, is in his reason, which is sealed.
type EndingRule struct {
	By     []Agency // whose word may propose it; none: nobody's but a person's own
	Proofs []Proof  // one of these
}

// Rule is the rule of an ending (DOMAIN §2.8). The institutions and the minister are no agencies of the programme: a person
// enters what they say, or CJIB and OM pass it on. A message from an agency that is not named proposes nothing.
func (e Ending) Rule() EndingRule {
	switch e {
	case ArrestedNL:
		return EndingRule{[]Agency{Politie}, []Proof{ProofIdentity}}
	case SelfReported: // CJIB passes on the word of the institution at whose gate he stands
		return EndingRule{[]Agency{Politie, CJIB}, []Proof{ProofIdentity}}
	case AlreadyDetained:
		return EndingRule{[]Agency{JustID, Politie}, []Proof{ProofDetention}}
	case Surrendered, Extradited:
		return EndingRule{[]Agency{Politie}, []Proof{ProofArrival}}
	case TransferredExecution:
		return EndingRule{[]Agency{OM}, []Proof{ProofCompletion}}
	case Deceased:
		return EndingRule{[]Agency{JustID, Politie}, []Proof{ProofBRP, ProofConsular}}
	case TimeBarred:
		return EndingRule{[]Agency{OM}, []Proof{ProofLimitation}}
	case Pardoned:
		return EndingRule{nil, []Proof{ProofDecree}}
	case Paid:
		return EndingRule{[]Agency{CJIB, Politie}, []Proof{ProofPayment}}
	case RemainderZero:
		return EndingRule{[]Agency{CJIB}, []Proof{ProofCalculation}}
	case Quashed:
		return EndingRule{[]Agency{OM}, []Proof{ProofJudgment}}
	case WithdrawnByProsecutor:
		return EndingRule{[]Agency{OM}, []Proof{ProofLetter}}
	case WrongIdentity:
		return EndingRule{[]Agency{JustID}, []Proof{ProofIdentity}}
	case EnteredInError:
		return EndingRule{Agencies(), []Proof{ProofRegister, ProofIdentity}}
	default:
		return EndingRule{}
	}
}

// provedBy reports whether a person may take the ending for true on the proof.
func (e Ending) provedBy(p Proof) bool { return slices.Contains(e.Rule().Proofs, p) }

// IdentityProofs are those of which a person names one who says, in place of JustID, whether somebody in custody is the convict.
// Nobody is locked up on a document alone, since it may be another's (DOMAIN §7.17); on one he may be let go.
func IdentityProofs(convict bool) []Proof {
	proofs := []Proof{ProofIdentity, ProofPrints}
	if !convict {
		proofs = append(proofs, ProofDocument)
	}
	return proofs
}

// RefusedUnproved is the refusal of an ending without a proof that it takes: one code for each ending, so that its words can
// say which that is.
func RefusedUnproved(e Ending) RefusalCode {
	return "unproved_" + RefusalCode(strings.ToLower(string(e)))
}

// outlives reports whether the title may be executed after the death of the convict: a confiscation is not a punishment, so
// that CJIB goes on with the money, against the estate (Sr 75).
func (t Title) outlives() bool {
	return t.Kind == "lijfsdwang_ontneming" || t.Kind == "buitenlandse_ontneming"
}

// noteOutliving keeps, when a trace ends by death, which titles stay open at CJIB. Nobody is sought for them.
func (d *decider) noteOutliving(ended EndedTrace) {
	if ended.Ending != Deceased {
		return
	}
	for _, t := range d.s.Titles {
		if t.Open() && t.outlives() {
			d.emit(Noted{About: NoteOutlives, Ref: strconv.Itoa(t.No), On: ended.On})
		}
	}
}

// MayBeReportedBy reports whether the agency has authority over the ending.
func (e Ending) MayBeReportedBy(a Agency) bool { return slices.Contains(e.Rule().By, a) }
