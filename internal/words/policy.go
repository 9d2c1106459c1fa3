package words

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// PolicyChanges says what a policy rules otherwise than another, a line for each matter; nothing when both rule the same.
// A matter for which there are no words yet is named by its key.
func (l Language) PolicyChanges(is, was casefile.Policy) []string {
	changes := l.termChanges(is, was)
	change := func(what, is, was string) {
		if is != was {
			changes = append(changes, fmt.Sprintf(l.say("%s: %s in plaats van %s", "%s: %s instead of %s"), what, is, was))
		}
	}
	for _, class := range casefile.Classes() {
		change(fmt.Sprintf(l.say("dagen tot de volgende ronde vragen, bij een strafrestant van %s", "days to the next round of questions, with a remainder of %s"),
			l.Class(class)), fmt.Sprint(is.ReviewDays[class]), fmt.Sprint(was.ReviewDays[class]))
	}
	change(l.say("dagen tot de controle van het geregistreerde adres", "days to the check of the registered address"),
		number(is.AddressCheckDays), number(was.AddressCheckDays))
	change(l.say("maanden waarin wie niet verscheen zich niet zelf mag melden", "months in which who did not come may not report himself"),
		number(is.SelfReportMonths), number(was.SelfReportMonths))
	change(l.say("dagen voor de uitvoering van een last tot aanhouding", "days to carry out an arrest order"), number(is.OrderDays), number(was.OrderDays))
	change(l.say("herinneringen over een last voordat er een alarmering uitgaat", "reminders of an order before an alarm is raised"),
		number(is.OrderReminders), number(was.OrderReminders))
	for _, years := range agesOf(is, was) {
		for _, class := range casefile.Classes() {
			change(fmt.Sprintf(l.say("dagen tot de volgende ronde vragen na %d jaar, bij een strafrestant van %s",
				"days to the next round of questions after %d years, with a remainder of %s"), years, l.Class(class)),
				l.daysAt(is, years, class), l.daysAt(was, years, class))
		}
	}
	change(l.say("maanden vóór de verjaring waarop wordt gewaarschuwd", "months before limitation at which is warned"),
		listed(l, is.LapseMonths, number), listed(l, was.LapseMonths, number))
	change(l.say("dagen die onze berekening van de verjaring mag afwijken", "days by which our count of limitation may differ"),
		fmt.Sprint(is.LapseToleranceDays), fmt.Sprint(was.LapseToleranceDays))
	change(l.say("dagen tot de volgende ronde over iemand die niet wordt uitgeleverd", "days until the next round about somebody who is not extradited"),
		fmt.Sprint(is.NoExtraditionDays), fmt.Sprint(was.NoExtraditionDays))
	change(l.say("dagen strafrestant vanaf welke een Europees aanhoudingsbevel wordt voorgesteld", "days left from which a European arrest warrant is proposed"),
		number(is.WarrantDays), number(was.WarrantDays))
	change(l.say("keren dat iemand dezelfde persoon bekijkt voordat een leidinggevende dat ziet, binnen hoeveel dagen, en personen op één dag",
		"looks at one person before a supervisor sees it, within how many days, and persons on one day"), l.reads(is.Reads), l.reads(was.Reads))
	change(l.say("wachten op wie is staande gehouden, met spoed", "waiting for who was stopped, urgent"), listed(l, is.Hit.Urgent, l.duration), listed(l, was.Hit.Urgent, l.duration))
	change(l.say("wachten op wie is staande gehouden, zonder spoed", "waiting for who was stopped, routine"), listed(l, is.Hit.Routine, l.duration), listed(l, was.Hit.Routine, l.duration))
	change(l.say("wie een balie belt", "whom a counter calls"), is.DeskCall, was.DeskCall)
	change(l.say("bronnen die geen bevestiging nodig hebben", "sources that need no confirmation"),
		listed(l, is.Authoritative, l.Source), listed(l, was.Authoritative, l.Source))
	return append(changes, l.otherChanges(is, was)...)
}

// agesOf are the ages, in years, at which either policy has other days.
func agesOf(policies ...casefile.Policy) []int {
	var years []int
	for _, p := range policies {
		for _, age := range p.ReviewAges {
			years = append(years, age.FromYears)
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// daysAt is what a policy says of a class at an age, if anything of its own.
func (l Language) daysAt(p casefile.Policy, years int, class casefile.Class) string {
	for _, age := range p.ReviewAges {
		if days, named := age.Days[class]; named && age.FromYears == years {
			return number(days)
		}
	}
	return l.say("als daarvoor", "as before that")
}

// termChanges says which requests have other terms.
func (l Language) termChanges(is, was casefile.Policy) []string {
	var changes []string
	for _, kind := range casefile.RequestKinds() {
		for _, agency := range casefile.Agencies() {
			now, before := termOf(is, agency, kind), termOf(was, agency, kind)
			if reflect.DeepEqual(now, before) {
				continue
			}
			text := fmt.Sprintf(l.say("%s aan %s: ", "%s to %s: "), l.Request(kind), l.Agency(agency))
			if l.term(now) == l.term(before) {
				changes = append(changes, text+l.say("de termijn is anders", "the term is another"))
				continue
			}
			changes = append(changes, text+fmt.Sprintf(l.say("%s in plaats van %s", "%s instead of %s"), l.term(now), l.term(before)))
		}
	}
	return changes
}

func termOf(p casefile.Policy, agency casefile.Agency, kind casefile.RequestKind) casefile.Term {
	i := slices.IndexFunc(p.Terms, func(t casefile.Term) bool { return t.Agency == agency && t.Request == kind })
	if i < 0 {
		return casefile.Term{}
	}
	return p.Terms[i]
}

// term writes how long an agency may take: "10, 15 en 20 werkdagen".
func (l Language) term(t casefile.Term) string {
	switch {
	case len(t.WorkingDays) > 0:
		return listed(l, t.WorkingDays, number) + l.say(" werkdagen", " working days")
	case len(t.After) > 0:
		return listed(l, t.After, l.duration)
	default:
		return l.say("geen termijn", "no term")
	}
}

// duration writes a length of time by the clock: "1 uur en 30 minuten".
func (l Language) duration(d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	text := fmt.Sprintf(l.say("%d uur", "%d h"), hours)
	if minutes == 0 {
		return text
	}
	rest := fmt.Sprintf(l.say("%d minuten", "%d min"), minutes)
	if hours == 0 {
		return rest
	}
	return text + " " + rest
}

// otherChanges names the keys of what differs and has no words of its own.
func (l Language) otherChanges(is, was casefile.Policy) []string {
	told := []string{"version", "terms", "review_days", "review_ages", "address_check_days", "self_report_months", "order_days", "order_reminders", "lapse_months", "lapse_tolerance_days", "authoritative", "warrant_days", "hit"}
	now, before := parts(is), parts(was)
	all := maps.Clone(before)
	maps.Copy(all, now)
	var changes []string
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(told, key) && string(now[key]) != string(before[key]) {
			changes = append(changes, fmt.Sprintf(l.say("het onderdeel %s is anders", "the part %s is another"), key))
		}
	}
	return changes
}

// parts are those of a policy as they are written; it holds nothing that cannot be.
func parts(p casefile.Policy) map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	if data, err := json.Marshal(p); err == nil {
		_ = json.Unmarshal(data, &all)
	}
	return all
}

// listed writes a list as a sentence does: "1, 3 en 6".
func listed[T any](l Language, items []T, write func(T) string) string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = write(item)
	}
	if len(texts) == 0 {
		return l.say("geen", "none")
	}
	last := len(texts) - 1
	if last == 0 {
		return texts[0]
	}
	return strings.Join(texts[:last], ", ") + l.say(" en ", " and ") + texts[last]
}

func number(n int) string { return fmt.Sprint(n) }

func (l Language) reads(r casefile.ReadLimits) string {
	return fmt.Sprintf("%d, %d, %d", r.OneCase, r.OneCaseDays, r.CasesADay)
}
