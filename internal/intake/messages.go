package intake

import (
	"errors"
	"io"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// Message is a message of an agency about a person. Sender and ID together are unique for ever.
type Message struct {
	ID           string
	From         casefile.Agency
	SKN          string
	Kind         casefile.Message
	On           casefile.Date // on which it happened
	Parketnummer string        // the title it speaks of; empty: the person
	Country      casefile.Country
	Ground       casefile.SurrenderGround
	Clock        casefile.Clock          // of a visit
	Urgency      casefile.Urgency        // of a stop; none: urgent
	Reason       casefile.NotFoundReason // of an order given back as ONVINDBAAR
	Order        string                  // the number of the arrest order it speaks of
	OtherSKN     string                  // of a message about two numbers
	Note         string                  // free text, personal
	Line         int
}

// Messages is what a file of messages holds.
type Messages struct {
	// Messages are the right ones, in the order of the file. The same message twice is here twice: who
	// receives it knows whether it was had before.
	Messages []Message
	Rows     int
	Problems check.Problems
	Unusable bool // the header or encoding is wrong: nothing of the file may be sent
}

// ReadMessages reads and checks a file of messages: CSV in UTF-8 with a header, one row per message. The error
// says that reading failed; what is wrong with the file is in the result.
func ReadMessages(r io.Reader, o Options) (Messages, error) {
	t, faults, err := openTable(r, columnsOf(messageForm{}))
	if err != nil {
		return Messages{}, err
	}
	var out Messages
	report := func(line int, faults []check.Fault) {
		for _, f := range faults {
			out.Problems = append(out.Problems, o.Language.Problem(line, f))
		}
	}
	if len(faults) > 0 {
		report(1, faults)
		out.Unusable = true
		return out, nil
	}
	seen := map[messageKey]Message{}
	var form messageForm
	for {
		row, err := t.next(&form)
		if errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return Messages{}, err
		}
		out.Rows++
		j := &judge{Options: o, faults: row.faults}
		m := Message{Line: row.line}
		if j.sound("") {
			m = j.message(form, row.line)
			j.repeated(seen, m)
		}
		if len(j.faults) > 0 {
			report(row.line, j.faults)
			continue
		}
		out.Messages = append(out.Messages, m)
	}
}

// messageKey is by what a message is known.
type messageKey struct {
	from casefile.Agency
	id   string
}

func (j *judge) message(f messageForm, line int) Message {
	j.form(f)
	j.skn("skn", f.SKN)
	m := Message{
		ID: f.ID, From: casefile.Agency(f.From), SKN: f.SKN, Kind: casefile.Message(f.Kind), On: day(f.On),
		Country: casefile.Country(f.Country), Ground: casefile.SurrenderGround(f.Ground),
		Clock: casefile.Clock(f.Clock), Reason: casefile.NotFoundReason(f.Reason), Urgency: casefile.Urgency(f.Urgency),
		OtherSKN: f.OtherSKN, Note: f.Note, Line: line,
	}
	switch {
	case f.OtherSKN != "":
		j.skn("ander_skn", f.OtherSKN)
	case m.Kind.NamesAnother():
		j.say("ander_skn", check.Required)
	}
	m.Order, _ = casefile.ParseOrderNumber(f.Order)
	m.Parketnummer, _ = check.Parketnummer(f.Parketnummer)
	if j.sound("datum") && m.On > j.Today {
		j.say("datum", check.Future)
	}
	return m
}

// skn judges how many digits a number has.
func (j *judge) skn(column, number string) {
	digits := j.Policy.Intake
	if n := len(number); j.sound(column) && (n < digits.SKNMin || n > digits.SKNMax) {
		j.say(column, check.DigitCount, strconv.Itoa(digits.SKNMin), strconv.Itoa(digits.SKNMax))
	}
}

// repeated judges a message against an earlier one with the same sender and id: only the same content may come
// twice, for the second has no effect.
func (j *judge) repeated(seen map[messageKey]Message, m Message) {
	if len(j.faults) > 0 {
		return
	}
	key := messageKey{m.From, m.ID}
	first, again := seen[key]
	if !again {
		seen[key] = m
		return
	}
	line := first.Line
	if first.Line = m.Line; first != m {
		j.say("bericht_id", check.MessageDiffers, strconv.Itoa(line))
	}
}
