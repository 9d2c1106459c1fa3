package rehearse

import (
	"slices"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// Entry is a moment as it is told to a reader, in Dutch.
type Entry struct {
	At         time.Time       `json:"moment"`
	Day        string          `json:"datum"`          // "maandag 3 maart 2025"
	Time       string          `json:"tijd"`           // as the clock in the Netherlands shows it
	WorkingDay int             `json:"werkdag"`        // how many working days the case has lasted, this one included; 0: no working day
	Why        string          `json:"aanleiding"`     // what gave rise to it
	What       []string        `json:"gebeurtenissen"` // what happened
	Out        []string        `json:"uit"`            // what went out, as a scenario writes it
	Status     casefile.Status `json:"status"`
	Ball       []string        `json:"aanZet"` // whose move it is now; empty: nobody's
}

// Tell tells the moments in order.
func (r Result) Tell() []Entry {
	lines := words.Dutch.History(r.Events)
	b := newBook(r.Events)
	entries := make([]Entry, len(r.Moments))
	counted, day := 0, casefile.Date(0)
	for i, m := range r.Moments {
		today := casefile.DateOf(m.At)
		if i == 0 {
			day = today - 1
		}
		for ; day < today; day++ {
			if casefile.WorkingDay(day + 1) {
				counted++
			}
		}
		entry := Entry{
			At: m.At, Day: words.Dutch.Weekday(today), Time: m.At.In(casefile.Amsterdam()).Format("15:04"),
			Why: m.why(r.Events), What: m.what(r.Events, lines), Out: b.messages([]Moment{m}), Status: m.Status, Ball: m.ball(),
		}
		if casefile.WorkingDay(today) {
			entry.WorkingDay = counted
		}
		entries[i] = entry
	}
	return entries
}

// why says what gave rise to the moment.
func (m Moment) why(events []casefile.Event) string {
	switch {
	case m.Happened != "":
		return m.Happened
	case m.Input == nil && m.Deadline == nil:
		return "de zaak is ingenomen"
	case m.Deadline != nil && m.First < m.Last && isReview(events[m.First]):
		return "de dag van de volgende ronde"
	case m.Deadline != nil:
		if _, _, lapses := m.Deadline.LapseOf(); lapses {
			return "de bewaking van de verjaring"
		}
		if m.Deadline.ChecksAddress() {
			return "de halfjaarlijkse controle van het adres"
		}
		if m.First < m.Last && isOrderTerm(events[m.First]) {
			return "de termijn van een last tot aanhouding"
		}
		return "een termijn ging voorbij"
	}
	switch c := m.Input.Command.(type) {
	case casefile.Answered:
		return "antwoord van " + words.Dutch.Agency(c.From)
	case casefile.Report:
		return "bericht van " + words.Dutch.Agency(c.From) + ": " + words.Dutch.Message(c.Message)
	case casefile.RecordPayment:
		return "betaling, gemeld door " + words.Dutch.Agency(c.From)
	default:
		return "besluit van een " + words.Dutch.Role(m.Input.Actor.Role) + ": " + words.Dutch.Command(c.CommandKind())
	}
}

func isOrderTerm(e casefile.Event) bool {
	_, is := e.Payload.(casefile.OrderTermPassed)
	return is
}

func isReview(e casefile.Event) bool {
	switch e.Payload.(type) {
	case casefile.ReviewStarted, casefile.ReviewPlanned:
		return true
	default:
		return false
	}
}

// what says what happened. That an agency took what it was sent is not worth a line.
func (m Moment) what(events []casefile.Event, lines []words.Line) []string {
	what := []string{}
	for i := m.First; i < m.Last; i++ {
		switch events[i].Payload.(type) {
		case casefile.RequestDelivered, casefile.ReminderDelivered:
		default:
			what = append(what, lines[i].Text)
		}
	}
	switch {
	case m.Duplicate:
		what = append(what, "dit bericht is er al en heeft zijn gevolg gehad")
	case m.Refusal != nil:
		what = append(what, "geweigerd: "+words.Dutch.Refusal(m.Refusal.Code))
	case len(what) == 0:
		what = append(what, "er verandert niets")
	}
	return what
}

// ball names everybody whose move it is.
func (m Moment) ball() []string {
	who := []string{}
	for _, agency := range casefile.Agencies() {
		asked, silent := m.Arresting == agency, m.Arresting != agency
		for _, w := range m.Waits {
			if w.Agency == agency {
				asked, silent = true, silent && w.Silent
			}
		}
		switch name := words.Dutch.Agency(agency); {
		case asked && silent:
			who = append(who, name+" (zwijgt)")
		case asked:
			who = append(who, name)
		}
	}
	if slices.ContainsFunc(m.Waits, func(w casefile.Wait) bool { return w.Agency == "" && w.Level == "" }) {
		who = append(who, "een behandelaar")
	}
	for _, level := range casefile.Levels() {
		if slices.ContainsFunc(m.Waits, func(w casefile.Wait) bool { return w.Level == level }) {
			who = append(who, words.Dutch.Level(level)+" (alarmering)")
		}
	}
	return who
}

// Lines writes an entry for a reader. The day stands above the first of its entries.
func (e Entry) Lines() []string {
	lines := []string{"  " + e.Time + "  " + e.Why}
	for _, what := range e.What {
		lines = append(lines, "         - "+what)
	}
	ball := "niemand"
	if len(e.Ball) > 0 {
		ball = strings.Join(e.Ball, ", ")
	}
	return append(lines, "         aan zet: "+ball)
}
