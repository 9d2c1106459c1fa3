package cohort

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// perMille is what shares are of.
const perMille = 1000

// fate draws what befalls one case. Each draw belongs to a name, not to the order of drawing, so that what happens in
// one matter moves nothing in another, and the same matter comes out the same under any policy.
type fate struct {
	seed uint64
	key  string
}

// draw is a few numbers that belong to one matter.
type draw [sha256.Size / 8]uint64

// The places of a draw.
const (
	chance  = iota // whether
	length         // how long
	outcome        // with what result
	day            // on which day
)

// of draws for the nth matter of the name.
func (f fate) of(name string, n int) draw {
	text := make([]byte, 0, 96)
	text = binary.BigEndian.AppendUint64(text, f.seed)
	text = append(text, f.key...)
	text = append(text, 0)
	text = append(text, name...)
	text = append(text, 0)
	text = strconv.AppendInt(text, int64(n), 10)
	sum := sha256.Sum256(text)
	var d draw
	for i := range d {
		d[i] = binary.BigEndian.Uint64(sum[i*8:])
	}
	return d
}

// below is a number from 0 up to and without n.
func (d draw) below(place, n int) int { return int(d[place] % uint64(n)) } //nolint:gosec // both are small and not negative

// among is a place among 1,000.
func (d draw) among(place int) int { return d.below(place, perMille) }

// life is what happens to the convict whatever the product does.
type life struct {
	checked []casefile.Date // met by somebody who looks in the register
	died    casefile.Date   // registered as dead on; none: lives
}

// lifeOf draws a life of some years. Nobody is met after his death.
func (f fate) lifeOf(b *Behaviour, class casefile.Class, start casefile.Date, years int) life {
	var l life
	for year := range years {
		first := start.AddMonths(12 * year)
		days := int(start.AddMonths(12*(year+1)) - first)
		on := func(d draw) casefile.Date { return first.AddDays(1 + d.below(day, days-1)) }
		if d := f.of("death", year); l.died.IsZero() && d.among(chance) < b.DiedYear {
			l.died = on(d)
		}
		if d := f.of("checked", year); d.among(chance) < b.CheckedYear[class] && (l.died.IsZero() || on(d) < l.died) {
			l.checked = append(l.checked, on(d))
		}
	}
	return l
}
