// Package report holds the figures of the product in the form in which they are published:
// stock and cohort, with their rules for what is at large, open and arrested, and one encoder
// per output.
//
// It must not know where the figures come from.
package report

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Instant is a moment to the microsecond, written in UTC.
type Instant struct{ time.Time }

const instantLayout = "2006-01-02T15:04:05.000000Z"

// String writes the instant as RFC 3339 in UTC with microseconds.
func (i Instant) String() string { return i.UTC().Format(instantLayout) }

// MarshalJSON writes the instant as [Instant.String] does.
func (i Instant) MarshalJSON() ([]byte, error) { return json.Marshal(i.String()) }

// MarshalText writes the instant as [Instant.String] does.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// Count is a number of persons and of the open titles that they have.
type Count struct {
	Persons int `json:"persons"`
	Titles  int `json:"titles"`
}

// Stock is how many persons a trace was open for at the end of a day in Amsterdam, as known at an
// instant (DOMAIN §3.2). Rows are the open statuses only, in the order of the core's lists.
type Stock struct {
	Report  string        `json:"report"` // "stock"
	AsOf    casefile.Date `json:"as_of"`
	KnownAt Instant       `json:"known_at"`
	Rows    []StockRow    `json:"rows"`
	Total   StockTotal    `json:"total"`
}

// StockRow counts the persons in a status and class.
type StockRow struct {
	Status casefile.Status `json:"status"`
	Class  casefile.Class  `json:"class"`
	Count
}

// StockTotal adds up the rows. AtLarge counts persons.
type StockTotal struct {
	Count
	AtLarge int `json:"at_large"`
}

// NewStock puts the rows in order and adds them up. Rows of nobody are left out.
func NewStock(asOf casefile.Date, knownAt time.Time, rows []StockRow) Stock {
	s := Stock{Report: "stock", AsOf: asOf, KnownAt: Instant{knownAt}, Rows: []StockRow{}}
	for _, r := range rows {
		if r.Count == (Count{}) || !r.Status.Open() {
			continue
		}
		s.Rows = append(s.Rows, r)
		s.Total.Persons += r.Persons
		s.Total.Titles += r.Titles
		if r.Status.AtLarge() {
			s.Total.AtLarge += r.Persons
		}
	}
	slices.SortFunc(s.Rows, func(a, b StockRow) int {
		return cmp.Or(
			byPlace(casefile.Statuses(), a.Status, b.Status),
			byPlace(casefile.Classes(), a.Class, b.Class))
	})
	return s
}

// Cohort follows the persons who were open on a reference date to a later day: how they ended, and who
// is still open. Class and titles are those of the reference date.
type Cohort struct {
	ReferenceDate casefile.Date `json:"reference_date"`
	AsOf          casefile.Date `json:"as_of"`
	KnownAt       Instant       `json:"known_at"`
	Cohort        Count         `json:"cohort"`
	Endings       []EndingRow   `json:"endings"`
	Arrested      Persons       `json:"arrested"` // held here or abroad, or ended by arrest or surrender
	Open          Persons       `json:"open"`     // held persons too
}

// EndingRow counts the persons whose trace ended in a way.
type EndingRow struct {
	Ending casefile.Ending `json:"ending"`
	Class  casefile.Class  `json:"class"`
	Persons
}

// Persons is a number of persons.
type Persons struct {
	Persons int `json:"persons"`
}

// Followed is a part of a cohort: persons of one class on the reference date who stand the same later.
type Followed struct {
	Class  casefile.Class
	Status casefile.Status // on the later day
	Ending casefile.Ending // empty while open
	Count
}

// NewCohort adds up the parts of a cohort.
func NewCohort(reference, asOf casefile.Date, knownAt time.Time, parts []Followed) Cohort {
	c := Cohort{ReferenceDate: reference, AsOf: asOf, KnownAt: Instant{knownAt}, Endings: []EndingRow{}}
	ended := map[EndingRow]int{}
	for _, p := range parts {
		c.Cohort.Persons += p.Persons
		c.Cohort.Titles += p.Titles
		if p.Status.Open() {
			c.Open.Persons += p.Persons
		} else {
			ended[EndingRow{Ending: p.Ending, Class: p.Class}] += p.Persons // ended and closed are one
		}
		if p.arrested() {
			c.Arrested.Persons += p.Persons
		}
	}
	for row, persons := range ended {
		row.Persons.Persons = persons
		c.Endings = append(c.Endings, row)
	}
	slices.SortFunc(c.Endings, func(a, b EndingRow) int {
		return cmp.Or(
			byPlace(casefile.Endings(), a.Ending, b.Ending),
			byPlace(casefile.Classes(), a.Class, b.Class))
	})
	return c
}

// arrested counts somebody held in Alicante before his surrender, but not one who was arrested and is
// sought again (DOMAIN §8a).
func (p Followed) arrested() bool {
	return p.Status == casefile.Held || p.Status == casefile.HeldAbroad || p.Ending.Arrested()
}

func byPlace[T comparable](list []T, a, b T) int {
	return cmp.Compare(slices.Index(list, a), slices.Index(list, b))
}
