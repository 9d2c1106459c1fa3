package words

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Advice is a command that a person can give now.
type Advice struct {
	Command string `json:"opdracht"` // as it is typed
	Text    string `json:"uitleg"`
}

// instruction is a command line that is being put together, and what it does.
type instruction struct {
	args []string
	text string
}

func (i *instruction) flag(args ...string) { i.args = append(i.args, args...) }

// of says what of several things it is about.
func (i *instruction) of(what string) { i.text += " (" + what + ")" }

// can says what a person can do now.
func (x explainer) can() []Advice {
	advice := []Advice{}
	if x.s.Version == 0 {
		return advice
	}
	var onAlarms []casefile.Act
	for _, act := range casefile.Acts(x.s, x.now) {
		if act.Escalation != "" {
			onAlarms = append(onAlarms, act)
			continue
		}
		if act.Command == (casefile.Approve{}).CommandKind() { // who approves knows what he approves
			advice = append(advice, Advice{
				Command: strings.Join([]string{"onvindbaren", "case", "request", string(x.s.Case), act.Approval, "--purpose", x.say("WAARVOOR", "PURPOSE")}, " "),
				Text:    fmt.Sprintf(x.say("lezen wat een collega vroeg en waarom (%s)", "read what a colleague asked for and why (%s)"), act.Approval),
			})
		}
		advice = append(advice, x.advise(act))
	}
	return append(advice, x.adviseOnAlarms(onAlarms)...)
}

// adviseOnAlarms says each thing that can be done with an alarm once, however many there are, last of all.
func (x explainer) adviseOnAlarms(acts []casefile.Act) []Advice {
	var advice []Advice
	for len(acts) > 0 {
		first := acts[0]
		other := func(act casefile.Act) bool { return act.Command != first.Command }
		same := slices.DeleteFunc(slices.Clone(acts), other)
		acts = slices.DeleteFunc(acts, func(act casefile.Act) bool { return !other(act) })
		if len(same) > 1 {
			first.Escalation = x.say("ALARMERING", "ALARM")
		}
		a := x.advise(first)
		a.Text += " (" + x.alarmsOf(same) + ")"
		advice = append(advice, a)
	}
	return advice
}

// alarmsOf names alarms by the level that they lie with.
func (x explainer) alarmsOf(acts []casefile.Act) string {
	var parts []string
	for _, level := range casefile.Levels() {
		var ids []string
		for _, act := range acts {
			if act.Level == level {
				ids = append(ids, act.Escalation)
			}
		}
		if len(ids) > 0 {
			parts = append(parts, fmt.Sprintf(x.say("bij %s: %s", "with %s: %s"), x.Level(level), strings.Join(ids, ", ")))
		}
	}
	return strings.Join(parts, "; ")
}

func (x explainer) advise(act casefile.Act) Advice {
	i := &instruction{args: []string{"onvindbaren", "case", "do", string(x.s.Case), act.Command}, text: x.Command(act.Command)}
	x.object(i, act)
	x.details(i, act)
	if len(act.Proofs) > 0 {
		i.flag("--proof", x.oneOf(act.Proofs))
		i.text += x.say(", op grond van: ", ", on the strength of: ") + x.proofs(act.Proofs)
	}
	if act.NeedsUnit {
		i.flag("--unit", x.say("EENHEID", "UNIT"))
	}
	i.flag("--reason", x.say("REDEN", "REASON"))
	return Advice{Command: strings.Join(i.args, " "), Text: i.text}
}

func (x explainer) aDay() string { return x.say("JJJJ-MM-DD", "YYYY-MM-DD") }

// object names what the act is about.
func (x explainer) object(i *instruction, act casefile.Act) {
	if act.Finding != "" {
		i.flag("--finding", act.Finding)
		i.of(act.Finding)
	}
	if act.Approval != "" {
		i.flag("--approval", act.Approval)
		i.of(act.Approval)
	}
	if act.Agency != "" {
		i.flag("--agency", string(act.Agency))
		i.of(x.Agency(act.Agency))
	}
	if act.Cause != "" {
		left := x.say("TITEL=DAGEN", "TITLE=DAYS")
		if act.Title != 0 { // the trace goes on for others
			left = fmt.Sprintf(x.say("%d=DAGEN", "%d=DAYS"), act.Title)
			i.text = fmt.Sprintf(x.say("titel %d alsnog ten uitvoer leggen", "execute title %d after all"), act.Title)
		}
		i.flag("--cause", string(act.Cause), "--on", x.aDay(), "--remainder", left)
		i.of(x.ReopenCause(act.Cause))
	}
	if act.Cause == casefile.ReopenRevoked {
		i.flag("--revoked", x.say("TITEL=DAGEN", "TITLE=DAYS"))
	}
	if act.Command == (casefile.CorrectEnding{}).CommandKind() && act.Title != 0 {
		i.flag("--title", strconv.Itoa(act.Title))
	}
	if act.Request != "" {
		_, what := x.asked(act.Request)
		i.flag("--request", act.Request)
		i.of(act.Request + ", " + what)
	}
	if act.Order != "" {
		i.flag("--order", act.Order)
		i.of(act.Order)
	}
	if act.Escalation != "" {
		i.flag("--alarm", act.Escalation)
	}
}

// details are what else the command asks for.
func (x explainer) details(i *instruction, act casefile.Act) {
	title := fmt.Sprintf(x.say("titel %d", "title %d"), act.Title)
	switch act.Command {
	case casefile.HandOver{}.CommandKind():
		i.flag("--to", x.say("NIVEAU", "LEVEL"))
	case casefile.ConfirmFinding{}.CommandKind():
		i.text += x.confirmed(act)
		if len(act.Trials) > 0 {
			i.flag("--trial", x.eachTrial(act.Trials))
		}
	case casefile.RecordLetter{}.CommandKind():
		i.flag("--on", x.aDay(), "--ref", x.say("KENMERK", "REFERENCE"))
		i.of(x.say("of met --no-address", "or with --no-address"))
	case casefile.ConfirmLimitation{}.CommandKind():
		on := x.aDay()
		if !act.On.IsZero() {
			on = act.On.String()
		}
		i.flag("--title", strconv.Itoa(act.Title), "--on", on)
		i.of(title)
	case casefile.ResumeTitle{}.CommandKind():
		i.flag("--title", strconv.Itoa(act.Title), "--ground", string(act.Ground), "--on", x.aDay())
		i.of(title + ", " + x.Ground(act.Ground))
	case casefile.DecidePardon{}.CommandKind():
		i.flag("--title", strconv.Itoa(act.Title), "--outcome", x.say("BESLISSING", "OUTCOME"), "--on", x.aDay())
		i.of(title)
	case casefile.IdentifyArrestee{}.CommandKind():
		i.flag("--arrest", act.Arrest, "--convict", x.say("JA-OF-NEE", "YES-OR-NO"))
		i.of(act.Arrest)
	case casefile.RequestMeasure{}.CommandKind():
		i.flag("--measure", string(act.Measure))
		i.of(x.Measure(act.Measure))
	case casefile.WithdrawMeasure{}.CommandKind():
		i.flag("--placed", act.Placed)
		i.of(x.Measure(act.Measure) + " " + act.Placed)
	case casefile.ReleaseArrestee{}.CommandKind(), casefile.ExtendSurrender{}.CommandKind():
		i.flag("--on", x.aDay())
	case casefile.End{}.CommandKind():
		i.flag("--ending", x.say("AFLOOP", "ENDING"), "--on", x.aDay(), "--proof", x.say("BEWIJS", "PROOF"))
	}
}

// confirmed says what follows when a person confirms a finding.
func (x explainer) confirmed(act casefile.Act) string {
	switch {
	case act.Transfer:
		return fmt.Sprintf(x.say("; het OM wordt dan gevraagd de tenuitvoerlegging door %s te laten overnemen", "; OM is then asked to have %s take over the execution"), act.Country)
	case act.Measure != "":
		return fmt.Sprintf(x.say("; dan wordt een %s gevraagd, en een officier van justitie beslist", "; a %s is then asked for, and a prosecutor decides"), x.Measure(act.Measure))
	case act.Country != "" && !act.Custody:
		return fmt.Sprintf(x.say("; de persoon verblijft dan in %s en er gaat hier geen last uit", "; the person then stays in %s and no order is given here"), act.Country)
	case act.Custody:
		return x.say("; iemand zit dan vast en Justid zegt of het de veroordeelde is", "; somebody is then in custody and Justid says whether it is the convict")
	case act.FAST:
		return x.say("; dat kan alleen iemand van FAST, die de last uitvoert of haar (met --local) aan de eenheid van het adres laat",
			"; only somebody of FAST can, which carries the order out or leaves it (with --local) to the unit of the address")
	case act.Ending == "":
		return x.say("; de last tot aanhouding gaat dan naar de politie", "; the arrest order then goes to the police")
	case act.Title != 0 && x.open() > 1:
		return fmt.Sprintf(x.say("; titel %d wordt dan beëindigd (%s) en de opsporing gaat door", "; title %d then ends (%s) and the trace goes on"), act.Title, x.Ending(act.Ending))
	default:
		return x.say("; de opsporing wordt dan beëindigd: ", "; the trace then ends: ") + x.Ending(act.Ending)
	}
}
