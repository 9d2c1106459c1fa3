package words

import (
	"fmt"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Day writes a civil day: "23 november 2026". No date is the empty string.
func (l Language) Day(d casefile.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, day := d.Date()
	return fmt.Sprintf("%d %s %d", day, l.month(month), year)
}

// Weekday writes a civil day with its day of the week: "maandag 23 november 2026". No date is the empty string.
func (l Language) Weekday(d casefile.Date) string {
	if d.IsZero() {
		return ""
	}
	name := d.Weekday().String()
	if l == Dutch {
		name = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}[d.Weekday()]
	}
	return name + " " + l.Day(d)
}

// Instant writes an instant as the clock in the Netherlands shows it: "23 november 2026 om 17:00". Something that is
// known by its day only happened, for the record, as that day began: then the day is all that is written.
func (l Language) Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	local, day := t.In(casefile.Amsterdam()), l.Day(casefile.DateOf(t))
	if t.Equal(casefile.DateOf(t).Start()) {
		return day
	}
	return day + l.say(" om ", " at ") + local.Format("15:04")
}

// away says how many days lie between now and an instant: "over 14 dagen".
func (l Language) away(t, now time.Time) string {
	switch days := int(casefile.DateOf(t) - casefile.DateOf(now)); {
	case t.Before(now):
		return l.say("is al voorbij en wordt verwerkt", "has passed and is being handled")
	case days == 0:
		return l.say("vandaag", "today")
	case days == 1:
		return l.say("morgen", "tomorrow")
	default:
		return fmt.Sprintf(l.say("over %d dagen", "in %d days"), days)
	}
}

func (l Language) month(m time.Month) string {
	if l == English {
		return m.String()
	}
	return [...]string{
		"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
	}[m-1]
}
