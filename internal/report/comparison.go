package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Burden is what a policy brings about that somebody must bear.
type Burden struct {
	Escalations int `json:"escalations"` // calls for a person
	Breaches    int `json:"breaches"`    // terms before the last that passed without an answer
	Expiries    int `json:"expiries"`    // titles that became time-barred while their case was open
}

// Add gives the sum of two.
func (b Burden) Add(other Burden) Burden {
	return Burden{b.Escalations + other.Escalations, b.Breaches + other.Breaches, b.Expiries + other.Expiries}
}

// minus gives what there is more of.
func (b Burden) minus(other Burden) Burden {
	return Burden{b.Escalations - other.Escalations, b.Breaches - other.Breaches, b.Expiries - other.Expiries}
}

// Spot is where a burden falls.
type Spot struct {
	Month  casefile.Date   // its first day
	Agency casefile.Agency // whom it concerns; empty: none
	Unit   string          // that leads the search then; empty: none
}

// Outcome is what became of a cohort under one policy.
type Outcome struct {
	Opened  int // cases
	Open    int // at the end, held persons too
	Calls   int // made to agencies: requests and reminders
	Barred  int // titles that were time-barred already when the cohort began
	Endings map[casefile.Ending]int
	Alarms  map[casefile.Alarm]int
	Burdens map[Spot]Burden
}

// NewOutcome is that of a cohort of nobody.
func NewOutcome() Outcome {
	return Outcome{Endings: map[casefile.Ending]int{}, Alarms: map[casefile.Alarm]int{}, Burdens: map[Spot]Burden{}}
}

// Add takes in the outcome of other cases.
func (o *Outcome) Add(other Outcome) {
	o.Opened, o.Open, o.Calls, o.Barred = o.Opened+other.Opened, o.Open+other.Open, o.Calls+other.Calls, o.Barred+other.Barred
	for ending, n := range other.Endings {
		o.Endings[ending] += n
	}
	for alarm, n := range other.Alarms {
		o.Alarms[alarm] += n
	}
	for spot, b := range other.Burdens {
		o.Burdens[spot] = o.Burdens[spot].Add(b)
	}
}

// Total adds up all burdens.
func (o Outcome) Total() Burden {
	var sum Burden
	for _, b := range o.Burdens {
		sum = sum.Add(b)
	}
	return sum
}

// Comparison is what becomes of one cohort under two policies. It is a rehearsal and no count of what happened.
type Comparison struct {
	Report  string        `json:"report"` // "comparison"
	From    casefile.Date `json:"from"`   // the first day
	Until   casefile.Date `json:"until"`  // the first day that is not played any more
	Seed    uint64        `json:"seed"`
	Cohort  Count         `json:"cohort"`  // persons, and their open titles on the first day
	Barred  int           `json:"barred"`  // of those titles, time-barred already on the first day
	A       string        `json:"a"`       // version of the policy
	B       string        `json:"b"`       // and of the one that it is compared with
	Changes []string      `json:"changes"` // what B says otherwise than A, in Dutch

	Totals   []TotalRow  `json:"totals"`
	Months   []BurdenRow `json:"months"`
	Agencies []BurdenRow `json:"agencies"`
	Units    []BurdenRow `json:"units"`
	Rows     []BurdenRow `json:"rows"` // by month, agency and unit together
}

// TotalRow is one number under both policies.
type TotalRow struct {
	What       Total  `json:"what"`
	Code       string `json:"code,omitempty"` // of an alarm or ending; empty: of all
	A          int    `json:"a"`
	B          int    `json:"b"`
	Difference int    `json:"difference"` // B less A
}

// Total is what a total counts.
type Total string

// The totals, in order.
const (
	TotalEscalations Total = "escalations"
	TotalBreaches    Total = "breaches"
	TotalExpiries    Total = "expiries"
	TotalCalls       Total = "calls"
	TotalOpened      Total = "opened"
	TotalEnded       Total = "ended"
	TotalOpen        Total = "open"
)

// BurdenRow is the burden of a month, agency or unit, or of all three, under both policies.
type BurdenRow struct {
	Month      string           `json:"month,omitempty"` // 2018-10
	Agency     *casefile.Agency `json:"agency,omitempty"`
	Unit       *string          `json:"unit,omitempty"`
	A          Burden           `json:"a"`
	B          Burden           `json:"b"`
	Difference Burden           `json:"difference"` // B less A
}

// Compare sets two outcomes of one cohort against each other. The head says what was compared.
func Compare(head Comparison, a, b Outcome) Comparison {
	c := head
	c.Report, c.Barred = "comparison", a.Barred
	c.Changes = append([]string{}, head.Changes...)
	c.Totals = totals(a, b)
	c.Months = burdens(everyMonth(a, c.From, c.Until), b,
		func(s Spot) Spot { return Spot{Month: s.Month} }, func(s Spot, r *BurdenRow) { r.Month = month(s.Month) })
	c.Agencies = burdens(a, b, func(s Spot) Spot { return Spot{Agency: s.Agency} }, func(s Spot, r *BurdenRow) { r.Agency = &s.Agency })
	c.Units = burdens(a, b, func(s Spot) Spot { return Spot{Unit: s.Unit} }, func(s Spot, r *BurdenRow) { r.Unit = &s.Unit })
	c.Rows = burdens(a, b, func(s Spot) Spot { return s }, func(s Spot, r *BurdenRow) {
		r.Month, r.Agency, r.Unit = month(s.Month), &s.Agency, &s.Unit
	})
	return c
}

// everyMonth is the outcome with every month in it, also one in which nothing happened.
func everyMonth(o Outcome, from, until casefile.Date) Outcome {
	o.Burdens = maps.Clone(o.Burdens)
	for first := MonthOf(from); first < until; first = first.AddMonths(1) {
		o.Burdens[Spot{Month: first}] = o.Burdens[Spot{Month: first}].Add(Burden{})
	}
	return o
}

// MonthOf is the first day of the month of a day.
func MonthOf(d casefile.Date) casefile.Date {
	year, month, _ := d.Date()
	return casefile.NewDate(year, month, 1)
}

func month(first casefile.Date) string { return first.String()[:len("2006-01")] }

func totals(a, b Outcome) []TotalRow {
	var rows []TotalRow
	add := func(what Total, code string, a, b int) {
		if code == "" || a != 0 || b != 0 {
			rows = append(rows, TotalRow{What: what, Code: code, A: a, B: b, Difference: b - a})
		}
	}
	sumA, sumB := a.Total(), b.Total()
	add(TotalEscalations, "", sumA.Escalations, sumB.Escalations)
	for _, alarm := range casefile.Alarms() {
		add(TotalEscalations, string(alarm), a.Alarms[alarm], b.Alarms[alarm])
	}
	add(TotalBreaches, "", sumA.Breaches, sumB.Breaches)
	add(TotalExpiries, "", sumA.Expiries, sumB.Expiries)
	add(TotalCalls, "", a.Calls, b.Calls)
	add(TotalOpened, "", a.Opened, b.Opened)
	add(TotalEnded, "", a.Opened-a.Open, b.Opened-b.Open)
	for _, ending := range casefile.Endings() {
		add(TotalEnded, string(ending), a.Endings[ending], b.Endings[ending])
	}
	add(TotalOpen, "", a.Open, b.Open)
	return rows
}

// burdens adds up what falls on spots that look the same from afar, and names them.
func burdens(a, b Outcome, from func(Spot) Spot, name func(Spot, *BurdenRow)) []BurdenRow {
	sums := map[Spot]BurdenRow{}
	for spot, burden := range a.Burdens {
		row := sums[from(spot)]
		row.A = row.A.Add(burden)
		sums[from(spot)] = row
	}
	for spot, burden := range b.Burdens {
		row := sums[from(spot)]
		row.B = row.B.Add(burden)
		sums[from(spot)] = row
	}
	spots := slices.SortedFunc(maps.Keys(sums), func(s, t Spot) int {
		return cmp.Or(cmp.Compare(s.Month, t.Month), byPlace(casefile.Agencies(), s.Agency, t.Agency), cmp.Compare(s.Unit, t.Unit))
	})
	rows := make([]BurdenRow, len(spots))
	for i, spot := range spots {
		rows[i] = sums[spot]
		rows[i].Difference = rows[i].B.minus(rows[i].A)
		name(spot, &rows[i])
	}
	return rows
}
