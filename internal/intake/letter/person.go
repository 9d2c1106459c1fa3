package letter

import (
	"fmt"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// columns are those of a file of persons and titles, the optional ones last.
func columns() []string {
	return []string{
		"skn", "bsn", "v_nummer", "geslachtsnaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "nationaliteit",
		"parketnummer", "ecli", "feit", "maximumstraf_maanden", "onherroepelijk_op", "executabel_op", "opgelegd_dagen",
		"restant_dagen", "verjaart_op", "eenheid", "aangemeld_op",
		"cjib_nummer", "titelsoort", "opgelegd_maanden", "levenslang", "verblijf", "behandelaar", "stand",
	}
}

// person is what a row says about a person and the case.
type person struct {
	skn, bsn, vNumber                string
	surname, prefix, given           string
	birth, sex, nationality          string
	unit, residence, handler, status string
	reported                         casefile.Date
}

// title is what a row says about a title.
type title struct {
	parketnummer, ecli, cjib, kind, articles string
	maxMonths, imposed, remainder            int
	final, executable, lapses                casefile.Date
}

func row(p person, t title) []string {
	months := ""
	if t.imposed%30 == 0 {
		months = strconv.Itoa(t.imposed / 30)
	}
	return []string{
		p.skn, p.bsn, p.vNumber, p.surname, p.prefix, p.given, p.birth, p.sex, p.nationality,
		t.parketnummer, t.ecli, t.articles, strconv.Itoa(t.maxMonths), t.final.String(), t.executable.String(),
		strconv.Itoa(t.imposed), strconv.Itoa(t.remainder), t.lapses.String(), p.unit, p.reported.String(),
		t.cjib, t.kind, months, "nee", p.residence, p.handler, p.status,
	}
}

// personOf is the nth person of the letter, from 1. Who has 300 days or more to serve is searched for actively;
// of the others some are only under alert.
func personOf(n int, largest int) person {
	p := person{
		skn:       strconv.Itoa(firstSKN + n),
		surname:   "Testpersoon-" + numeral(n),
		prefix:    pick(n, "", "", "van", "", "", "de", "", "van der"),
		given:     pick(n, "Aap", "Noot", "Mies", "Wim", "Zus", "Jet Teun", "", "Vuur", "Gijs", "Lam Kees"),
		birth:     fmt.Sprintf("%d-%02d-%02d", 1960+n%33, 1+n%12, 1+n%28),
		sex:       pick(n, "M", "M", "V", "M", "M", "M", "V", "M", "X", "M"),
		residence: pick(n, "EU", "EU", "BUITEN_EU", "ONBEKEND", "EU", "BUITEN_EU", "EU", "NL"),
		unit: pick(n, "Rotterdam", "Den Haag", "Amsterdam", "", "Midden-Nederland", "Oost-Nederland", "Limburg",
			"Landelijke Eenheid", "Noord-Holland", "Oost-Brabant", "Noord-Nederland", "Zeeland-West-Brabant", ""),
		nationality: pick(n, "ROU", "BGR", "NLD", "HUN", "NGA", "TUR", "POL", "ALB", "", "MAR", "SUR"),
		handler:     pick(n, "", "behandelaar-1", "behandelaar-2"),
		status:      pick(n, "in_opsporing", "", "alleen_signalering"),
		reported:    ReferenceDate().AddDays(-33 * (Persons - n)),
	}
	if n%4 == 0 {
		p.bsn = testBSN(n)
	}
	if p.nationality != "NLD" && n%3 != 0 {
		p.vNumber = strconv.Itoa(9900000000 + n)
	}
	if p.status == "alleen_signalering" && largest >= 300 {
		p.status = ""
	}
	switch n % 13 {
	case 5:
		p.birth = p.birth[:4] + "-00-00"
	case 9:
		p.birth = p.birth[:7] + "-00"
	}
	return p
}

// testBSN is the nth number of the range for tests that passes the eleven-test.
func testBSN(n int) string {
	for candidate := smallestTestBSN; ; candidate++ {
		bsn := strconv.Itoa(candidate)
		if _, ok := check.BSN(bsn); ok {
			if n--; n == 0 {
				return bsn
			}
		}
	}
}

// titleOf is the nth title of the file, and the jth of the person.
func titleOf(p person, n, j int, s sentence) title {
	final := p.reported.AddDays(-(40 + n%300 + 200*j))
	t := title{
		parketnummer: fmt.Sprintf("%s/%06d-%02d", pick(n, "10", "09", "13", "16", "03", "71"), parketnummerSeries+n, (final.Year()-1)%100),
		kind:         "vrijheidsstraf",
		articles:     s.articles, imposed: s.imposed, remainder: s.remainder, final: final, executable: final,
	}
	switch {
	case n%11 == 3: // judgment by default: executable before it is irrevocable
		t.executable = final - 20
	case n%6 == 1:
		t.executable = final + 14
	}
	if n%5 != 0 {
		t.cjib = fmt.Sprintf("9999%012d", n)
	}
	if n%8 == 0 {
		t.ecli = fmt.Sprintf("ECLI:NL:RBROT:%d:TEST%d", final.Year(), n)
	}
	if j == 1 && n%2 == 0 {
		t.kind = "tul_voorwaardelijk"
	}
	t.maxMonths = maximum(s.articles, final)
	t.lapses = lapse(t.maxMonths, t.executable)
	return t
}

// maximum is the highest penalty in months on the offence by the time of the judgment.
func maximum(articles string, final casefile.Date) int {
	switch article := casefile.Article(articles); {
	case article.Base() == "Sr 273f" && final >= casefile.NewDate(2013, 4, 1):
		return 144
	case article.Base() == "Sr 302", article.Base() == "Sr 273f":
		return 96
	default:
		return 108
	}
}

// lapse is the first day on which execution can no longer begin: four thirds of the limitation of prosecution,
// from the day after the judgment became executable (Sr 70 and 76, old). None: from twelve years it never lapses.
func lapse(maxMonths int, executable casefile.Date) casefile.Date {
	switch {
	case maxMonths >= 144:
		return 0
	case maxMonths >= 96:
		return (executable + 1).AddMonths(320)
	case maxMonths > 36:
		return (executable + 1).AddMonths(192)
	default:
		return (executable + 1).AddMonths(96)
	}
}

// numeral writes a number below 100 in Dutch, with a capital.
func numeral(n int) string {
	small := []string{
		"Nul", "Een", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen", "Tien", "Elf", "Twaalf",
		"Dertien", "Veertien", "Vijftien", "Zestien", "Zeventien", "Achttien", "Negentien",
	}
	tens := []string{"", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"}
	switch {
	case n < len(small):
		return small[n]
	case n%10 == 0:
		return string(tens[n/10][0]-'a'+'A') + tens[n/10][1:]
	case n%10 == 2 || n%10 == 3:
		return small[n%10] + "ën" + tens[n/10]
	default:
		return small[n%10] + "en" + tens[n/10]
	}
}
