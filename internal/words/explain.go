package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Explanation says why a case is where it is. It holds no personal data, because a case does not.
type Explanation struct {
	Stands    string   `json:"staat"`             // where the case stands, and since when
	Because   string   `json:"waarom"`            // what brought it there
	Last      string   `json:"laatste"`           // what happened last
	Waits     []string `json:"wachtOp"`           // whose move it is
	Attention []string `json:"letOp"`             // what a person must look at
	Next      string   `json:"termijn,omitempty"` // the next deadline and what happens then
	Can       []Advice `json:"mogelijkheden"`     // what a person can do now
	Meaning   string   `json:"betekenis"`         // of the status
	Version   int64    `json:"versie"`            // of the case that is explained
}

// Explain says why a case is where it is: from its state, all its events in order, and the instant of the question.
func (l Language) Explain(s casefile.State, events []casefile.Event, now time.Time) Explanation {
	x := explainer{Language: l, s: s, events: events, lines: l.History(events), now: now}
	return Explanation{
		Stands: x.stands(), Because: x.because(), Last: x.last(), Waits: x.waits(), Attention: x.attention(), Next: x.next(),
		Can: x.can(), Meaning: x.meaning(), Version: s.Version,
	}
}

// Lines writes an explanation for a reader, a paragraph under each heading.
func (l Language) Lines(e Explanation) []string {
	lines := []string{e.Stands}
	if e.Meaning != "" {
		lines = append(lines, e.Meaning)
	}
	add := func(dutch, english string, items ...string) {
		if len(items) == 0 || items[0] == "" {
			return
		}
		lines = append(lines, "", l.say(dutch, english))
		for _, item := range items {
			lines = append(lines, "  "+item)
		}
	}
	add("Waarom:", "Why:", e.Because)
	add("Laatste gebeurtenis:", "Last event:", e.Last)
	add("Wacht op:", "Waits for:", e.Waits...)
	add("Let op:", "Attention:", e.Attention...)
	add("Volgende termijn:", "Next deadline:", e.Next)
	advice := []string{}
	for _, a := range e.Can {
		advice = append(advice, a.Text, "  "+a.Command)
	}
	add("U kunt:", "You can:", advice...)
	return lines
}

// explainer is one explanation in the making.
type explainer struct {
	Language
	s      casefile.State
	events []casefile.Event
	lines  []Line
	now    time.Time
}

// stands says where the case stands and since when, with what counts.
func (x explainer) stands() string {
	if x.s.Version == 0 {
		return x.say("De zaak wacht op opening.", "The case waits to be opened.")
	}
	since := x.s.OpenedOn
	for _, stay := range slices.Backward(x.s.Timeline) {
		if stay.Status != x.s.Status {
			break
		}
		since = stay.From
	}
	ended := fmt.Sprintf(x.say("beëindigd per %s: %s", "ended as of %s: %s"), x.Day(x.s.EndedOn), x.Ending(x.s.Ending))
	switch x.s.Status {
	case casefile.Ended:
		return sentence(ended)
	case casefile.Closed:
		return sentence(fmt.Sprintf(x.say("gesloten sinds %s; %s", "closed since %s; %s"), x.Day(since), ended))
	default:
	}
	return sentence(fmt.Sprintf(x.say("%s sinds %s; %s, strafrestant %s; leiding bij %s", "%s since %s; %s, remainder %s; led by %s"),
		x.Status(x.s.Status), x.Day(since), x.titles(x.open()), x.Class(x.s.Class), x.unit(x.s.Owner)))
}

// meaning says what the status means for this case.
func (x explainer) meaning() string {
	if x.s.Version > 0 && x.s.Status.AtLarge() && x.s.Round == 0 && x.s.Status != casefile.Intake {
		return x.say("De aanmelding wordt nog gecontroleerd: daarvoor wordt er niets gevraagd of geplaatst.",
			"The intake is still being checked: before that nothing is asked or placed.")
	}
	if x.s.Version == 0 {
		return ""
	}
	return x.StatusMeaning(x.s.Status)
}

// because is the event that brought the case into its status.
func (x explainer) because() string {
	state, at := casefile.State{}, -1
	for i, e := range x.events {
		from := state.Status
		if state = casefile.Evolve(state, e); state.Status != from {
			at = i
		}
	}
	return x.line(at)
}

// last is what happened last.
func (x explainer) last() string { return x.line(len(x.lines) - 1) }

func (x explainer) line(i int) string {
	if i < 0 {
		return ""
	}
	return x.Instant(x.lines[i].At) + ": " + x.lines[i].Text + "."
}

// waits says whose move it is.
func (x explainer) waits() []string {
	waits := []string{}
	for _, r := range x.s.Requests {
		waits = append(waits, fmt.Sprintf(x.say("%s: %s (sinds %s, %s)", "%s: %s (since %s, %s)"),
			x.Agency(r.Agency), x.Request(r.Kind), x.Day(casefile.DateOf(r.AskedAt)), x.pending(r)))
	}
	for _, f := range x.s.Findings {
		waits = append(waits, fmt.Sprintf(x.say("een behandelaar: het oordeel over bevinding %s, van %s (%s)", "a case officer: the decision on finding %s, of %s (%s)"),
			f.ID, x.Day(f.On), x.Proposal(f)))
	}
	for _, a := range x.s.Approvals {
		waits = append(waits, fmt.Sprintf(x.say("een tweede persoon: %s vroeg op %s: %[4]s (verzoek %[3]s)", "a second person: %s asked on %s: %[4]s (request %[3]s)"),
			a.By, x.Day(casefile.DateOf(a.AskedAt)), a.ID, x.Approval(a)))
	}
	if x.s.Status == casefile.ArrestOrdered {
		for _, m := range x.s.Measures {
			if m.Kind == casefile.Order && !m.Idle && m.Ref != "" {
				waits = append(waits, fmt.Sprintf(x.say("%s: de aanhouding zelf (%s; %s)", "%s: the arrest itself (%s; %s)"), x.Agency(m.Agency), x.measure(m), x.Visits(m)))
			}
		}
	}
	return waits
}

// pending says how a request stands and when its next term passes.
func (x explainer) pending(r casefile.Request) string {
	delivered := x.say("ontvangen", "received")
	if !r.Delivered {
		delivered = x.say("nog niet afgeleverd, wordt opnieuw geprobeerd", "not delivered yet, tried again and again")
	}
	if r.Silent || r.Stage >= len(r.Terms) {
		return delivered + x.say("; de laatste termijn ging voorbij zonder antwoord", "; the last term passed without an answer")
	}
	if x.s.Rests(r) {
		return delivered + x.say("; de termijn staat stil", "; its term stands still")
	}
	return delivered + x.say("; termijn ", "; term ") + x.Instant(r.Terms[r.Stage])
}

// next says what the next deadline is and what happens then.
func (x explainer) next() string {
	deadlines := casefile.Deadlines(x.s)
	if len(deadlines) == 0 {
		return ""
	}
	d := deadlines[0]
	then := x.say("er begint een nieuwe ronde vragen", "a new round of questions begins")
	if !x.s.Status.AtLarge() {
		then = x.say("de volgende ronde vragen wordt een week uitgesteld", "the next round of questions is put off for a week")
	}
	if strings.HasPrefix(d.ID, "passport/") {
		then = x.say("de paspoortsignalering vervalt, als niemand haar laat handhaven", "the passport alert lapses, unless somebody has it maintained")
	}
	if x.s.Surrender != nil && strings.HasPrefix(d.ID, "surrender/") {
		then = fmt.Sprintf(x.say("komt %s dan niet, dan wordt een behandelaar geroepen", "if %s has not come by then, an officer is called"), x.SurrenderStep(x.s.Surrender.Step))
	}
	if d.ChecksAddress() {
		then = x.say("Justid wordt gevraagd waar de persoon is ingeschreven", "Justid is asked where the person is registered")
	}
	if m, is := d.OrderOf(x.s); is {
		then = x.onOrder(m)
	}
	if title, months, is := d.LapseOf(); is {
		then = x.onLapse(title, months)
	}
	if e, is := d.EscalationOf(x.s); is {
		then = x.onStep(e)
	}
	for _, r := range x.s.Requests {
		if strings.HasPrefix(d.ID, r.ID+"/due/") {
			then = x.onTerm(r)
		}
	}
	return fmt.Sprintf("%s (%s): %s.", x.Instant(d.At), x.away(d.At, x.now), then)
}

// onTerm says what happens when the next term of a request passes.
func (x explainer) onTerm(r casefile.Request) string {
	who, what := x.Agency(r.Agency), x.Request(r.Kind)
	switch {
	case r.Stage+1 == len(r.Terms):
		return fmt.Sprintf(x.say("zwijgt %s dan nog over %s, dan gaat er een alarmering uit", "if %s has not answered %s by then, an alarm is raised"), who, what)
	case r.Delivered:
		return fmt.Sprintf(x.say("%s krijgt herinnering %d over %s", "%s gets reminder %d of %s"), who, r.Stage+1, what)
	default:
		return fmt.Sprintf(x.say("de termijn voor %[2]s gaat voorbij; %[1]s krijgt geen herinnering zolang het verzoek niet is afgeleverd", "the term of %[2]s passes; %[1]s gets no reminder while the request is not delivered"), who, what)
	}
}

// onLapse says what happens when the limitation of a title comes near, or its day comes.
func (x explainer) onLapse(title, months int) string {
	if months == 0 {
		return fmt.Sprintf(x.say("titel %d verjaart; een behandelaar beslist dan of die titel eindigt", "title %d is time-barred; a case officer then decides whether it ends"), title)
	}
	if months == 1 {
		return fmt.Sprintf(x.say("de zaak waarschuwt dat titel %d over een maand verjaart", "the case warns that title %d is time-barred in a month"), title)
	}
	return fmt.Sprintf(x.say("de zaak waarschuwt dat titel %d over %d maanden verjaart", "the case warns that title %d is time-barred in %d months"), title, months)
}

// open is the number of open titles.
func (x explainer) open() int {
	n := 0
	for _, t := range x.s.Titles {
		if t.Open() {
			n++
		}
	}
	return n
}
