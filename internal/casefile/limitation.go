package casefile

import (
	"cmp"
	"slices"
)

// AgeGroup is the law under which the convict was sentenced, as far as it matters for limitation.
type AgeGroup string

// The age groups. A title of the kind [KindJuvenile] is of [Juvenile] unless it says otherwise.
const (
	Adult         AgeGroup = ""
	Juvenile      AgeGroup = "juvenile"      // terms for crimes are halved (Sr 77d(1))
	JuvenileWhole AgeGroup = "juvenile_full" // the crimes to which the halving does not apply (Sr 77d(2))
)

// KindJuvenile is the kind of a title of youth detention.
const KindJuvenile = "jeugddetentie"

// LimitationFacts are what the limitation of a title depends on beside its maximum penalty and the day on which it
// became executable. None of them comes in a file: a person who learns one records it ([RecordLimitationFacts]),
// and so does OM when it names a day ([Lapse]).
type LimitationFacts struct {
	Infraction bool      `json:"infraction,omitempty"` // an overtreding, not a crime
	Deferred   bool      `json:"deferred,omitempty"`   // its fine may be paid later or in parts
	Age        AgeGroup  `json:"age,omitempty"`
	Restarts   []Restart `json:"restarts,omitempty"`
	Stopped    []Period  `json:"stopped,omitempty"` // it did not run; these may overlap
}

// RestartCause is why a whole new term of limitation began.
type RestartCause string

// The causes of a new term (Sr 76a; now Sv 6:1:23).
const (
	RestartAbsence   RestartCause = "absence"   // unauthorised absence from the institution
	RestartRevoked   RestartCause = "revoked"   // conditional release was revoked
	RestartRenounced RestartCause = "renounced" // the minister learnt that a foreign state gave up the execution
)

// Restart is a day that began a whole new term of limitation.
type Restart struct {
	Cause RestartCause `json:"cause"`
	On    Date         `json:"on"`
}

// begins is the first day of the new term: the day after an absence or revocation, the day itself of a renunciation.
func (r Restart) begins() Date {
	if r.Cause == RestartRenounced {
		return r.On
	}
	return r.On + 1
}

// Period is a run of civil days: from the first until, and not including, the last. So the first day of a
// detention counts whole and the day of release does not (Sr 27).
type Period struct {
	From  Date `json:"from"`
	Until Date `json:"until,omitzero"` // none: it still goes on
}

// limitationMonths is the term of limitation in months by the maximum penalty of the proven fact: that of prosecution
// lengthened by a third (Sr 70 and 76; now Sv 6:1:22), halved for a juvenile's crimes (Sr 77d). A crime that carries
// twelve years or more is never time-barred for an adult; for a juvenile its term is that of twenty years.
func limitationMonths(maxMonths int, f LimitationFacts) (months int, never bool) {
	var prosecution int // years
	switch {
	case f.Infraction && f.Deferred:
		return 3*16 + 24, false // two years more
	case f.Infraction:
		return 3 * 16, false
	case maxMonths <= 3*12:
		prosecution = 6
	case maxMonths < 8*12:
		prosecution = 12
	case maxMonths < 12*12:
		prosecution = 20
	case f.Age == Juvenile:
		return 20 * 16, false
	default:
		return 0, true
	}
	months = prosecution * 16 // twelve months, and a third more
	if f.Age == Juvenile {
		months /= 2
	}
	return months, false
}

// limitationEnd is the first day on which the execution of a title can no longer begin, by our own count; the last
// day on which it can is the day before. No day: never. It is not known while the day of executability is not, or
// while the term stands still.
//
// The term begins on the day after the decision became executable (Sr 76(3); now Sv 6:1:22), or anew with the latest
// restart. It does not run while the law suspends the execution, while the convict is lawfully detained, also for
// another conviction, and while a foreign state has not answered (Sr 76a; now Sv 6:1:23). Being a fugitive abroad
// does not stop it.
func limitationEnd(t Title) (end Date, known bool) {
	facts := t.Limitation
	if facts.Age == Adult && t.Kind == KindJuvenile {
		facts.Age = Juvenile
	}
	months, never := limitationMonths(t.MaxMonths, facts)
	if never || t.Life {
		return 0, true
	}
	stopped := t.stopped()
	if t.ExecutableOn.IsZero() || slices.ContainsFunc(stopped, func(p Period) bool { return p.Until.IsZero() }) {
		return 0, false
	}
	start := t.ExecutableOn + 1
	for _, r := range facts.Restarts {
		start = max(start, r.begins())
	}
	end = start.AddMonths(months)
	for _, p := range merged(stopped) {
		if p.From >= end { // it was over before
			break
		}
		end += max(0, p.Until-max(p.From, start))
	}
	return end, true
}

// merged gives the same days as the periods, in order and each day once. Every period must have ended.
func merged(periods []Period) []Period {
	sorted := slices.SortedFunc(slices.Values(periods), func(a, b Period) int { return cmp.Compare(a.From, b.From) })
	var all []Period
	for _, p := range sorted {
		if n := len(all); n > 0 && p.From <= all[n-1].Until {
			all[n-1].Until = max(all[n-1].Until, p.Until)
			continue
		}
		if p.From < p.Until {
			all = append(all, p)
		}
	}
	return all
}
