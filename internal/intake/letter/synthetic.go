package letter

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

const (
	syntheticSKN = 50_000_000
	syntheticBSN = 990_000_000
)

// Synthetic writes a cohort of any size in the form of a file of persons and titles, with about the shares that
// were published of the whole stock: nine in ten have less than 120 days to serve and no Dutch nationality, 4 %
// have 300 days or more (regioburgemeesters.nl 25-9-2019; Kamerstukken II 2013/14, 29 279, nr. 203), a good third
// was sentenced for theft, and under 1 % for trafficking. That one in four has a BSN and one in six a second title
// is assumed. All were reported from 2014 to 2023. The same seed gives the same bytes.
func Synthetic(w io.Writer, persons int, seed uint64) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := csv.NewWriter(buffered)
	if err := out.Write(columns()); err != nil {
		return fmt.Errorf("writing cases: %w", err)
	}
	g := &generator{random: rand.NewPCG(seed, 2018), bsn: syntheticBSN}
	for n := range persons {
		who := g.person(n)
		for j := range 1 + g.chance(17) {
			if err := out.Write(row(who, g.title(who, j))); err != nil {
				return fmt.Errorf("writing cases: %w", err)
			}
		}
	}
	if err := flush(out, "cases"); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("writing cases: %w", err)
	}
	return nil
}

// generator draws persons and titles. It takes remainders of the source itself, whose numbers are specified;
// how the standard library makes other numbers of them may change.
type generator struct {
	random *rand.PCG
	titles int
	bsn    int
}

// below draws a number under n.
func (g *generator) below(n int) int { return int(g.random.Uint64() >> 1 % uint64(n)) } //nolint:gosec // below n, which is an int

// chance is 1 in that percentage of the draws, else 0.
func (g *generator) chance(percent int) int {
	if g.below(100) < percent {
		return 1
	}
	return 0
}

func (g *generator) person(n int) person {
	number := strconv.Itoa(n + 1)
	p := person{
		skn:       strconv.Itoa(syntheticSKN + n),
		surname:   "Testpersoon-" + number,
		prefix:    pick(g.below(10), "", "", "", "", "", "", "", "van", "de", "van der"),
		given:     pick(g.below(5), "Aap", "Noot", "Mies", "Wim", "Zus"),
		birth:     fmt.Sprintf("%d-%02d-%02d", 1955+g.below(45), 1+g.below(12), 1+g.below(28)),
		sex:       pick(g.below(10), "M", "M", "M", "M", "M", "M", "M", "M", "V", "V"),
		residence: pick(g.below(10), "NL", "EU", "EU", "EU", "EU", "BUITEN_EU", "BUITEN_EU", "BUITEN_EU", "ONBEKEND", "ONBEKEND"),
		reported:  casefile.NewDate(2014, 1, 1).AddDays(g.below(10 * 365)),
	}
	p.nationality = pick(g.below(10), "NLD", "POL", "ROU", "POL", "ROU", "BGR", "TUR", "MAR", "ALB", "")
	p.unit = pick(g.below(13), "Noord-Nederland", "Oost-Nederland", "Midden-Nederland", "Noord-Holland", "Amsterdam", "Den Haag",
		"Rotterdam", "Zeeland-West-Brabant", "Oost-Brabant", "Limburg", "", "", "")
	if g.chance(25) == 1 {
		p.bsn = g.nextBSN()
	}
	if p.nationality != "NLD" {
		p.vNumber = strconv.Itoa(9_100_000_000 + n)
	}
	if g.chance(5) == 1 {
		p.birth = p.birth[:4] + "-00-00"
	}
	return p
}

func (g *generator) nextBSN() string {
	for {
		g.bsn++
		if bsn, ok := check.BSN(strconv.Itoa(g.bsn)); ok {
			return bsn
		}
	}
}

func (g *generator) title(p person, j int) title {
	g.titles++
	final := p.reported.AddDays(-(30 + g.below(700)))
	t := title{
		parketnummer: fmt.Sprintf("%s/%06d-%02d", pick(g.titles, "01", "02", "03", "05", "08", "09", "10", "13", "15", "16", "18", "96"),
			g.titles/12, final.Year()%100),
		cjib: fmt.Sprintf("9998%012d", g.titles), kind: "vrijheidsstraf", final: final, executable: final.AddDays(g.below(30)),
	}
	switch share := g.below(1000); {
	case share < 7:
		t.articles, t.maxMonths = "Sr 273f", 144
	case share < 362:
		t.articles, t.maxMonths = "Sr 311", 72
	case share < 500:
		t.articles, t.maxMonths = "Opw 2;Opw 10", 96
	default:
		t.articles, t.maxMonths = pick(share, "Sr 310", "Sr 225", "Sr 300", "WVW 8", "Sr 416"), 48
	}
	switch share := g.below(1000); {
	case share < 37:
		t.remainder = 300 + g.below(1200)
	case share < 100:
		t.remainder = 120 + g.below(180)
	case share < 250:
		t.remainder = 90 + g.below(30)
	default:
		t.remainder = 1 + g.below(89)
	}
	t.imposed = t.remainder + g.below(60)
	if j > 0 && g.chance(30) == 1 {
		t.remainder = 0
	}
	t.lapses = lapse(t.maxMonths, t.executable)
	return t
}
