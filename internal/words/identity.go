package words

import (
	"fmt"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// moved tells where judgments went.
func (t teller) moved(p casefile.Payload) string {
	m, is := p.(casefile.TitlesMoved)
	switch {
	case !is:
		return t.Event(p.EventKind())
	case m.Ending == casefile.WrongIdentity:
		return fmt.Sprintf(t.say("%s van een ander: verder in zaak %s", "%s of somebody else: goes on in case %s"), t.titles(len(m.Titles)), m.To) + t.proved(m.Proof)
	default:
		return fmt.Sprintf(t.say("%s dubbel opgenomen: verder in zaak %s", "%s entered twice: goes on in case %s"), t.titles(len(m.Titles)), m.To) + t.proved(m.Proof)
	}
}

// letter tells what became of the letter to who was taken for the convict.
func (t teller) letter(p casefile.LetterRecorded) string {
	if p.SentOn.IsZero() {
		return t.say("er gaat geen correctiebrief uit: er is geen adres bekend", "no letter of correction goes out: no address is known")
	}
	return fmt.Sprintf(t.say("correctiebrief %s verstuurd op %s", "letter of correction %s sent on %s"), p.Ref, t.Day(p.SentOn))
}

// otherCase names the case of whoever has the other number of a merge or split.
func (l Language) otherCase(id string) string {
	if id == "" {
		return l.say("het andere SKN is hier niet bekend; het staat in het bericht, dat case person toont", "the other SKN is not known here; it is in the message, which case person shows")
	}
	return l.say("het andere SKN: zaak ", "the other SKN: case ") + id
}

// recipient names who was told about a person.
func (l Language) recipient(code string) string {
	if code == casefile.RecipientDesks {
		return l.say("balies die de signalering zagen", "counters that saw the alert")
	}
	return l.Agency(casefile.Agency(code))
}

// from says out of which case titles were moved; empty: out of none.
func (t teller) from(id casefile.CaseID) string {
	if id == "" {
		return ""
	}
	return t.say("; overgenomen uit zaak ", "; taken over from case ") + string(id)
}
