package casefile

// Message is what an agency reports by itself, by its Dutch code.
type Message string

// The messages of the closed list in policy with which an arrest order ends (DOMAIN §2.5).
const (
	MsgArrested        Message = "AANGEHOUDEN"
	MsgPaid            Message = "BOETE_VOLLEDIG_BETAALD"
	MsgPartlyPaid      Message = "BOETE_GEDEELTELIJK_BETAALD"
	MsgServed          Message = "NOH_VONNIS_MEEGEDEELD"
	MsgAlreadyDetained Message = "REEDS_INGESLOTEN_UIT_ANDEREN_HOOFDE"
	MsgNotFound        Message = "ONVINDBAAR"
	MsgDeceased        Message = "OVERLEDEN"
	MsgMovedInside     Message = "VERHUISD_BINNEN_EENHEID"
	MsgMovedOutside    Message = "VERHUISD_BUITEN_EENHEID"
	MsgMovedAbroad     Message = "VERHUISD_BUITENLAND"
	MsgReturned        Message = "RETOUR_OP_VERZOEK_CJIB"
)

// The messages beyond that list: somebody was seen, came by himself, or was not at home. The codes are ours.
const (
	MsgHit          Message = "TREFFER"     // somebody was checked and the alert lit up; he is kept until it is known who he is
	MsgSelfReported Message = "ZELF_GEMELD" // at the gate of an institution or at a police station
	MsgVisit        Message = "BEZOEK"      // the police went out on an arrest order and did not meet him
)

// MsgBenefitMatch says that the number of somebody on the list of fugitives is that of somebody who gets a benefit. CJIB, who
// sends the list, passes it on. The code is ours.
const MsgBenefitMatch Message = "UITKERINGSSIGNAAL"

// The messages about a stay abroad. All but the last five name the country.
const (
	MsgHitAbroad        Message = "TREFFER_BUITENLAND" // somebody was checked there, and let go or kept by the law of that country
	MsgLocatedAbroad    Message = "GELOKALISEERD_BUITENLAND"
	MsgNotExtraditable  Message = "NIET_UITLEVERBAAR" // that state does not hand him over, such as one of its nationals
	MsgArrestedAbroad   Message = "AANGEHOUDEN_BUITENLAND"
	MsgReleasedAbroad   Message = "VRIJGELATEN_BUITENLAND"
	MsgSurrenderGranted Message = "OVERLEVERING_TOEGESTAAN"
	MsgSurrenderRefused Message = "OVERLEVERING_GEWEIGERD" // with its ground
	MsgSurrendered      Message = "OVERGELEVERD"           // on the day of arrival
	MsgExtradited       Message = "UITGELEVERD"            // as above
)

// The messages about a transfer of execution, each of one title (WETS, WOTS; DOMAIN §2.7).
const (
	MsgTransferAccepted Message = "OVERDRACHT_ERKEND"   // that state recognised the judgment: our right to execute it rests
	MsgTransferDone     Message = "OVERDRACHT_VOLTOOID" // and executed it
	MsgTransferFailed   Message = "OVERDRACHT_MISLUKT"  // it does not, such as when he absconded: our right revives
)

// The messages of JustID as the authority for matching, which each name another number beside that of the person (DOMAIN §7.4;
// about fifty irrevocable judgments a year are of a wrong or doubtful identity). The codes are ours.
const (
	MsgMerged Message = "SKN_SAMENGEVOEGD" // two numbers are of one person
	MsgSplit  Message = "SKN_GESPLITST"    // one number was of two persons
)

// NamesAnother reports whether a message is of no use without the number of somebody else.
func (m Message) NamesAnother() bool { return m == MsgMerged || m == MsgSplit }

// needsCountry reports whether a message is of no use without the country.
func (m Message) needsCountry() bool {
	switch m {
	case MsgHitAbroad, MsgLocatedAbroad, MsgNotExtraditable, MsgArrestedAbroad:
		return true
	default:
		return false
	}
}

// Messages lists every message.
func Messages() []Message {
	return []Message{
		MsgArrested, MsgPaid, MsgPartlyPaid, MsgServed, MsgAlreadyDetained, MsgNotFound, MsgDeceased,
		MsgMovedInside, MsgMovedOutside, MsgMovedAbroad, MsgReturned,
		MsgHit, MsgSelfReported, MsgVisit,
		MsgHitAbroad, MsgLocatedAbroad, MsgNotExtraditable, MsgArrestedAbroad, MsgReleasedAbroad, MsgSurrenderGranted,
		MsgSurrenderRefused, MsgSurrendered, MsgExtradited,
		MsgBenefitMatch,
		MsgTransferAccepted, MsgTransferDone, MsgTransferFailed,
		MsgMerged, MsgSplit,
	}
}

// mayReport lists who has authority over a message (DOMAIN §2.5, §2.8; a message from anybody else closes nothing).
func mayReport(m Message) []Agency {
	switch m {
	case MsgPaid:
		return []Agency{CJIB, Politie}
	case MsgPartlyPaid: // the police at the counter; CJIB passes on what was credited
		return []Agency{Politie, CJIB}
	case MsgServed:
		return []Agency{OM, Politie}
	case MsgDeceased, MsgAlreadyDetained:
		return []Agency{JustID, Politie}
	case MsgMerged, MsgSplit:
		return []Agency{JustID}
	case MsgSelfReported: // CJIB passes on the word of DJI, at whose gate he stands
		return []Agency{Politie, CJIB}
	case MsgBenefitMatch:
		return []Agency{CJIB}
	case MsgNotExtraditable: // FAST's prosecutor
		return []Agency{OM}
	case MsgTransferAccepted, MsgTransferDone, MsgTransferFailed: // for the minister, who asks and is told
		return []Agency{OM}
	case MsgLocatedAbroad, MsgReleasedAbroad, MsgSurrenderGranted, MsgSurrenderRefused:
		return []Agency{OM, Politie}
	case MsgHitAbroad, MsgArrestedAbroad, MsgSurrendered, MsgExtradited: // SIRENE and the Interpol bureau are with the police
		return []Agency{Politie}
	case MsgArrested, MsgNotFound, MsgMovedInside, MsgMovedOutside, MsgMovedAbroad, MsgReturned, MsgHit, MsgVisit:
		return []Agency{Politie}
	default:
		return nil
	}
}
