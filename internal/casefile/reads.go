package casefile

import (
	"cmp"
	"slices"
)

// ReadLimits say from how many looks at persons on a reader is put before a supervisor. That is no accusation: whoever
// treats a case looks often. 0: never.
type ReadLimits struct {
	OneCase     int `json:"one_case,omitempty"`      // looks at the person of one case
	OneCaseDays int `json:"one_case_days,omitempty"` // within so many days
	CasesADay   int `json:"cases_a_day,omitempty"`   // persons of so many cases, on one day
}

// Looks is how often somebody looked at the person of a case on a day.
type Looks struct {
	Actor string
	Role  Role
	Case  CaseID
	On    Date
	Times int
}

// FlagReason says why a reader is put before a supervisor.
type FlagReason string

// The reasons.
const (
	FlagOneCase   FlagReason = "one_case"    // many looks at one person, as at somebody famous (DOMAIN §7.29)
	FlagManyCases FlagReason = "cases_a_day" // many persons on one day
)

// FlaggedReader is somebody whose looks a supervisor should see.
type FlaggedReader struct {
	Actor string     `json:"actor"`
	Role  Role       `json:"role"`
	Why   FlagReason `json:"why"`
	Case  CaseID     `json:"case,omitempty"` // of many looks at one person
	From  Date       `json:"from"`
	Until Date       `json:"until"` // the last day
	Times int        `json:"times"` // looks at that person, or cases on that day
}

// FlagReads finds whose looks reach a limit: at one person within a run of days, of which the first that reaches it is told, or at
// persons of many cases on one day. The product's own looks, to call an agency, are nobody's.
func FlagReads(looks []Looks, limits ReadLimits) []FlaggedReader {
	type look struct {
		actor string
		role  Role
		id    CaseID
		on    Date
	}
	perDay, perCase := map[look]int{}, map[look][]Looks{}
	for _, l := range looks {
		if l.Role == RoleSystem {
			continue
		}
		perDay[look{l.Actor, l.Role, "", l.On}]++
		key := look{l.Actor, l.Role, l.Case, 0}
		perCase[key] = append(perCase[key], l)
	}
	var flagged []FlaggedReader
	for day, n := range perDay {
		if limits.CasesADay > 0 && n >= limits.CasesADay {
			flagged = append(flagged, FlaggedReader{Actor: day.actor, Role: day.role, Why: FlagManyCases, From: day.on, Until: day.on, Times: n})
		}
	}
	for key, days := range perCase {
		if from, until, n := mostWithin(days, limits.OneCaseDays); limits.OneCase > 0 && n >= limits.OneCase {
			flagged = append(flagged, FlaggedReader{Actor: key.actor, Role: key.role, Why: FlagOneCase, Case: key.id, From: from, Until: until, Times: n})
		}
	}
	slices.SortFunc(flagged, func(a, b FlaggedReader) int {
		return cmp.Or(cmp.Compare(b.Until, a.Until), cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Why, b.Why), cmp.Compare(a.Case, b.Case))
	})
	return flagged
}

// mostWithin is the run of so many days with the most looks.
func mostWithin(days []Looks, length int) (from, until Date, most int) {
	slices.SortFunc(days, func(a, b Looks) int { return cmp.Compare(a.On, b.On) })
	for i, first := range days {
		n, last := 0, first.On
		for _, l := range days[i:] {
			if l.On < first.On.AddDays(max(length, 1)) {
				n, last = n+l.Times, l.On
			}
		}
		if n > most {
			from, until, most = first.On, last, n
		}
	}
	return from, until, most
}
