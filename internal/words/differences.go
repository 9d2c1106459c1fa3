package words

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Difference says why something in a file is not simply taken over, and what to do about it.
func (l Language) Difference(r casefile.DifferenceReason) string {
	switch r {
	case casefile.DifferenceChanged:
		return l.say("anders dan bekend; overnemen kan met --apply-changes", "other than known; take it over with --apply-changes")
	case casefile.DifferenceFixed:
		return l.say("anders dan bekend, maar dit kan niet meer: de zaak is verder, of er gebeurde al eerder iets", "other than known, but this can be no more: the case has moved on, or something happened before")
	case casefile.DifferenceBeforeEnding:
		return l.say("nieuwe titel, maar aangemeld vóór de vorige opsporing eindigde", "new title, but reported before the last trace ended")
	case casefile.DifferenceNothingLeft:
		return l.say("er zou geen titel overblijven om ten uitvoer te leggen; beëindig de zaak als dat klopt",
			"no title would be left to execute; end the case if that is so")
	case casefile.DifferenceFuture:
		return l.say("aangemeld op een dag die nog moet komen", "reported on a day that is still to come")
	case casefile.DifferenceAmbiguous:
		return l.say("meer dan één bekende titel kan bedoeld zijn; geef het CJIB-nummer", "more than one known title may be meant; give the CJIB number")
	case casefile.DifferenceRepeated:
		return l.say("dezelfde titel staat eerder in het bestand", "the same title stands in the file before")
	case casefile.DifferenceBSNInUse:
		return l.say("een ander heeft dit BSN al; zoek uit van wie het is", "somebody else has this BSN; find out whose it is")
	default:
		return string(r)
	}
}
