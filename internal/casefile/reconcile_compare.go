package casefile

import (
	"strconv"
	"strings"
)

// DifferenceReason says why a difference is one.
type DifferenceReason string

// The reasons for a difference.
const (
	DifferenceChanged      DifferenceReason = "changed"       // the file says otherwise than what is known
	DifferenceFixed        DifferenceReason = "fixed"         // the same, of a value that can be changed no more
	DifferenceBeforeEnding DifferenceReason = "before_ending" // new title, reported before the person's last case ended
	DifferenceNothingLeft  DifferenceReason = "nothing_left"  // no title would have anything to execute
	DifferenceFuture       DifferenceReason = "in_future"     // reported later than today
	DifferenceAmbiguous    DifferenceReason = "ambiguous"     // several known titles could be meant
	DifferenceRepeated     DifferenceReason = "repeated"      // the same title stands in the file before
	DifferenceBSNInUse     DifferenceReason = "bsn_in_use"    // another person has this BSN
)

// DifferenceReasons lists every reason.
func DifferenceReasons() []DifferenceReason {
	return []DifferenceReason{
		DifferenceChanged, DifferenceFixed, DifferenceBeforeEnding, DifferenceNothingLeft, DifferenceFuture,
		DifferenceAmbiguous, DifferenceRepeated, DifferenceBSNInUse,
	}
}

// WholePerson is the Title of a difference that is about no title in particular.
const WholePerson = -1

// Difference is something in a file that is not simply taken over. Was and Now are set for facts of
// titles and cases only, never for what identifies a person.
type Difference struct {
	Title    int    // index within the file's titles of the person; [WholePerson]: none in particular
	Case     CaseID // of the known title or case; empty: none
	No       int    // of the known title; 0: none
	Field    string // column of the file
	Why      DifferenceReason
	Was, Now string
	Applied  bool // or about to be: the command is under way
	Command  int  // that applies it: its index in [Reconciliation.Commands]; the first, where nothing is applied
}

// compareTitle lists the fields in which the file says otherwise, and gives the title with them.
// An empty value in the file says nothing.
func compareTitle(known KnownTitle, filed FiledTitle) (Title, []Difference) {
	c := &comparison{}
	merged, now := known.Title, filed.Title
	c.opaque("cjib_nummer", known.Key.CJIB, filed.Key.CJIB)
	c.opaque("parketnummer", known.Key.Parketnummer, filed.Key.Parketnummer)
	c.opaque("ecli", known.Key.ECLI, filed.Key.ECLI)
	take(c, "titelsoort", &merged.Kind, now.Kind, now.Kind != "", plain[string])
	if articles(merged.Articles) != articles(now.Articles) && len(now.Articles) > 0 {
		c.add("feit", articles(merged.Articles), articles(now.Articles))
		merged.Articles = now.Articles
	}
	take(c, "maximumstraf_maanden", &merged.MaxMonths, now.MaxMonths, now.MaxMonths != 0, strconv.Itoa)
	take(c, "onherroepelijk_op", &merged.FinalOn, now.FinalOn, now.FinalOn != 0, Date.String)
	take(c, "executabel_op", &merged.ExecutableOn, now.ExecutableOn, now.ExecutableOn != 0, Date.String)
	take(c, "opgelegd_dagen", &merged.ImposedDays, now.ImposedDays, true, strconv.Itoa)
	take(c, "opgelegd_maanden", &merged.ImposedMonths, now.ImposedMonths, now.ImposedMonths != 0, strconv.Itoa)
	take(c, "restant_dagen", &merged.Remainder, now.Remainder, true, strconv.Itoa)
	take(c, "levenslang", &merged.Life, now.Life, now.Life, yesNo)
	take(c, "verjaart_op", &merged.LapsesOn, now.LapsesOn, now.LapsesOn != 0, Date.String)
	return merged, c.found
}

// comparison gathers differences.
type comparison struct{ found []Difference }

func (c *comparison) add(field, was, now string) {
	c.found = append(c.found, Difference{Field: field, Was: was, Now: now})
}

// opaque compares numbers that identify a person: which they are is nobody's business here.
func (c *comparison) opaque(field, was, now string) {
	if now != "" && now != was {
		c.add(field, "", "")
	}
}

// take compares a value the file says something about, and takes it over.
func take[T comparable](c *comparison, field string, known *T, now T, says bool, write func(T) string) {
	if !says || *known == now {
		return
	}
	c.add(field, write(*known), write(now))
	*known = now
}

func plain[T ~string](v T) string { return string(v) }

func yesNo(v bool) string {
	if v {
		return "ja"
	}
	return "nee"
}

func articles(list []Article) string {
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = string(a)
	}
	return strings.Join(texts, ";")
}
