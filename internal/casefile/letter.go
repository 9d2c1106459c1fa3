package casefile

import (
	"slices"
	"strings"
	"time"
)

// RecordLetter says on a person's word that the letter of correction went to the person who was taken for the convict, or that
// none can go because no address of his is known. Why, is kept sealed, as with every command of a person (DOMAIN §7.4).
type RecordLetter struct {
	SentOn Date   `json:"sent_on,omitzero"` // none: no address is known
	Ref    string `json:"ref,omitempty"`    // under which the letter is kept; none: as above
}

// LetterRecorded says what became of the letter of correction.
type LetterRecorded struct {
	SentOn Date   `json:"sent_on,omitzero"` // none: no address is known
	Ref    string `json:"ref,omitempty"`
}

// CommandKind names the command on the wire and in the command line interface.
func (RecordLetter) CommandKind() string { return "record-letter" }

// EventKind names the payload in storage.
func (LetterRecorded) EventKind() EventKind { return "letter_recorded" }

func (c RecordLetter) judge(d *decider) RefusalCode {
	i := slices.IndexFunc(d.s.Escalations, func(e Escalation) bool { return e.About == AlarmLetter })
	switch {
	case !d.byPerson():
		return RefusedNotYours
	case i < 0:
		return RefusedNoLetter
	case c.SentOn.IsZero() != (c.Ref == "") || c.Ref != "" && !isLetterRef(c.Ref):
		return RefusedValue
	case !c.SentOn.IsZero() && (c.SentOn < d.s.OpenedOn || c.SentOn > d.today()):
		return RefusedDate
	}
	d.emit(LetterRecorded(c))
	d.emit(EscalationSettled{Escalation: d.s.Escalations[i].ID})
	return accepted
}

// longestLetterRef is how many characters the reference of a letter may have.
const longestLetterRef = 40

// isLetterRef reports whether the text may be the reference of a letter, and is not likely to name anybody: it is one word
// and has a digit.
func isLetterRef(s string) bool {
	fits := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("./-_", r)
	}
	return len(s) <= longestLetterRef && strings.ContainsAny(s, "0123456789") && strings.TrimFunc(s, fits) == ""
}

// oweLetter has a person write to who was taken for the convict, once the trace ended for that. Of a title that went to
// somebody else while the trace goes on no letter is owed: he is sought for his own.
func (d *decider) oweLetter(ending Ending) {
	if ending == WrongIdentity {
		d.escalate(Escalated{About: AlarmLetter})
	}
}

func (LetterRecorded) fold(*State, time.Time) {}
