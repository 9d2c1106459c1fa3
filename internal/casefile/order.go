package casefile

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"time"
)

// orderAlphabet are the digits and letters of an order number: none that is taken for another (0 O, 1 I L). There are 31,
// a prime, so that the last character gives away any one wrong character and any two that changed places.
const (
	orderAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	orderLength   = 12 // the last is the check character
	orderGroup    = 4
)

// OrderNumber is the own number of an arrest order, by which officer and register speak of it: three groups of four such as
// "7K3M-9QXT-R2VD". It follows from the case and the request alone, so that a request that is sent again carries the same, and
// says nothing of either to who does not know them; 54 bits, so that nobody finds an order by trying. How it is made may
// never change: police have it on paper.
func OrderNumber(id CaseID, request string) string {
	digest := sha256.Sum256([]byte("arrest order/" + string(id) + "/" + request))
	rest, base := binary.BigEndian.Uint64(digest[:8]), uint64(len(orderAlphabet))
	number := make([]byte, 0, orderLength)
	for range orderLength - 1 {
		number = append(number, orderAlphabet[rest%base])
		rest /= base
	}
	return grouped(string(append(number, orderAlphabet[orderCheck(string(number))])))
}

// orderCheck is the place in the alphabet of the check character: the characters, each times its place, add up to it.
func orderCheck(number string) int {
	sum := 0
	for i := range number {
		sum += (i + 1) * strings.IndexByte(orderAlphabet, number[i])
	}
	return sum % len(orderAlphabet)
}

func grouped(number string) string {
	var groups []string
	for group := range slices.Chunk([]byte(number), orderGroup) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-")
}

// ParseOrderNumber reads an order number as people write it: in small letters, with spaces or without hyphens. It reports
// false for what is none, such as one with a character taken over wrongly.
func ParseOrderNumber(written string) (string, bool) {
	number := strings.NewReplacer("-", "", " ", "").Replace(strings.ToUpper(written))
	if len(number) != orderLength || strings.Trim(number, orderAlphabet) != "" {
		return "", false
	}
	return grouped(number), orderAlphabet[orderCheck(number[:orderLength-1])] == number[orderLength-1]
}

// OrderStanding is what an officer at the door is told of an arrest order, by its Dutch code.
type OrderStanding string

// How an arrest order stands.
const (
	OrderValid     OrderStanding = "geldig"      // whoever it names may be arrested on it
	OrderSuspended OrderStanding = "opgeschort"  // nobody may act on it now: execution is suspended, or it is doubtful whether there is any
	OrderWithdrawn OrderStanding = "ingetrokken" // nobody may act on it any more: given back, taken back, or he is in custody or the trace ended
)

// OrderStandings lists every standing.
func OrderStandings() []OrderStanding {
	return []OrderStanding{OrderValid, OrderSuspended, OrderWithdrawn}
}

// ArrestOrder is an arrest order that we gave, by its number.
type ArrestOrder struct {
	Number   string
	Standing OrderStanding
	Since    time.Time // when that became known

	Described time.Time // since when the person is described otherwise than the order said when it was given; zero: he is not
}

// ArrestOrders lists the orders that somebody may have in hand, and how each stands by the events of the case alone, without
// an instant. An order that is not listed any more is withdrawn, for ever.
func ArrestOrders(s State) []ArrestOrder {
	var orders []ArrestOrder
	for _, m := range s.Measures {
		if m.Number != "" {
			orders = append(orders, ArrestOrder{Number: m.Number, Standing: s.orderStanding(m, 0)})
		}
	}
	return orders
}

// OrderAtTheDoor says how an order of the case stands at an instant, given what its case last made of it: a title may be
// time-barred since, by the clock alone.
func OrderAtTheDoor(s State, known ArrestOrder, now time.Time) ArrestOrder {
	i := slices.IndexFunc(s.Measures, func(m Measure) bool { return m.Number == known.Number })
	if i >= 0 {
		known.Described = s.Measures[i].DescribedAt
	}
	switch {
	case known.Standing != OrderValid:
		return known
	case i < 0:
		known.Standing = OrderWithdrawn
		return known
	}
	if today := DateOf(now); s.orderStanding(s.Measures[i], today) != OrderValid {
		known.Standing, known.Since = s.orderStanding(s.Measures[i], today), s.lastLapse(today).Start()
	}
	return known
}

// orderStanding is the truth table of an order, on a day; day 0 leaves out what only the clock says. In doubt it is not
// valid: nobody is arrested on what must be looked at first.
func (s State) orderStanding(m Measure, day Date) OrderStanding {
	switch {
	case m.Kind != Order || !m.inForce() || !s.Status.Open() || s.Status == Held || s.Status == HeldAbroad:
		return OrderWithdrawn
	case !s.Status.AtLarge() || s.Rest != nil || m.Paused || m.Withheld:
		return OrderSuspended
	case !s.mayExecute(day) || slices.ContainsFunc(s.Checks, Check.refuted):
		return OrderSuspended
	default:
		return OrderValid
	}
}

// mayExecute reports whether there is a title that may be executed on the day and of which nobody has still to judge whether
// it, or the whole trace, has ended.
func (s State) mayExecute(day Date) bool {
	doubtful := func(title int) bool {
		return slices.ContainsFunc(s.Findings, func(f Finding) bool {
			return (f.Ending != "" || f.Custody) && (f.Title == 0 || f.Title == title)
		})
	}
	return slices.ContainsFunc(s.Titles, func(t Title) bool {
		return t.Executable() && !s.lapsedBy(t.No, day) && !doubtful(t.No)
	})
}

// lapsedBy reports whether a title is time-barred on a day by OM's word, which no person has set aside.
func (s State) lapsedBy(title int, day Date) bool {
	return slices.ContainsFunc(s.Limits, func(l Limit) bool {
		return l.Title == title && !l.On.IsZero() && l.On <= day && !l.Rejected
	})
}

// lastLapse is the last day up to today on which a title became time-barred.
func (s State) lastLapse(today Date) Date {
	last := Date(0)
	for _, l := range s.Limits {
		if l.On <= today {
			last = max(last, l.On)
		}
	}
	return last
}
