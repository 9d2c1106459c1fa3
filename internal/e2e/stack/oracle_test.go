package stack

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// person is somebody of the cohort as a reader of the files sees him: who counts when is said here once more, in the
// words of the issue and not of the program.
type person struct {
	stand    string // column of the file
	titles   []judgment
	arrested string // day; empty: not
}

type judgment struct {
	reported  string // day
	remainder int
	articles  []string // without paragraphs
}

// readRows reads a CSV file with a header.
func readRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close() //nolint:errcheck // it was only read
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	var all []map[string]string
	for _, row := range rows[1:] {
		named := map[string]string{}
		for i, value := range row {
			named[rows[0][i]] = value
		}
		all = append(all, named)
	}
	return all
}

// cohort reads the persons of the letter and the days of their arrests.
func cohort(t *testing.T) map[string]*person {
	t.Helper()
	persons := map[string]*person{}
	for _, row := range readRows(t, letterFiles+"/cases.csv") {
		p := persons[row["skn"]]
		if p == nil {
			p = &person{stand: row["stand"]}
			persons[row["skn"]] = p
		}
		remainder, err := strconv.Atoi(row["restant_dagen"])
		require.NoError(t, err)
		title := judgment{reported: row["aangemeld_op"], remainder: remainder}
		for offence := range strings.SplitSeq(row["feit"], ";") {
			title.articles = append(title.articles, strings.Join(strings.Fields(offence)[:2], " "))
		}
		p.titles = append(p.titles, title)
	}
	for _, row := range readRows(t, letterFiles+"/messages.csv") {
		if p := persons[row["skn"]]; p.arrested == "" || row["datum"] < p.arrested {
			p.arrested = row["datum"]
		}
	}
	return persons
}

// opened is the day from which the person counts.
func (p *person) opened() string {
	day := "9999-12-31"
	for _, t := range p.titles {
		if t.remainder > 0 {
			day = min(day, t.reported)
		}
	}
	return day
}

// openOn reports whether the person counts at the end of a day.
func (p *person) openOn(day string) bool {
	return p.opened() <= day && (p.arrested == "" || day < p.arrested)
}

// countOn is the number of open titles at the end of a day and the class of the largest remainder.
func (p *person) countOn(day string) (titles int, class string) {
	largest := 0
	for _, t := range p.titles {
		if t.remainder > 0 && t.reported <= day {
			titles++
			largest = max(largest, t.remainder)
		}
	}
	switch {
	case largest < 90:
		return titles, "lt90"
	case largest < 120:
		return titles, "d90_119"
	case largest < 300:
		return titles, "d120_299"
	default:
		return titles, "ge300"
	}
}

// for273f and so on: whether the person counts with an offence. Nothing stands for all.
func (p *person) counts(offence string) bool {
	articles := map[string][]string{"273f": {"Sr 273f"}, "mensenhandel": {"Sr 273f", "Sr 273a", "Sr 250a"}}[offence]
	if articles == nil {
		articles = []string{offence}
	}
	return offence == "" || slices.ContainsFunc(p.titles, func(t judgment) bool {
		return slices.ContainsFunc(t.articles, func(a string) bool { return slices.Contains(articles, a) })
	})
}

// statusOn is the status at the end of a day: before the first round of questions what the file says, and after it what
// follows from the class when nobody knows where the person is.
func (p *person) statusOn(day, asked string) string {
	_, class := p.countOn(day)
	switch {
	case day >= asked && class != "ge300", day < asked && p.stand == "alleen_signalering":
		return "alert_only"
	default:
		return "locating"
	}
}

type object = map[string]any

// stockOf is the report on the stock as JSON gives it, but for the instant.
func stockOf(persons map[string]*person, asOf, offence, asked string) object {
	type group struct{ status, class string }
	rows, titles, total, allTitles := map[group]int{}, map[group]int{}, 0, 0
	for _, p := range persons {
		if !p.openOn(asOf) || !p.counts(offence) {
			continue
		}
		n, class := p.countOn(asOf)
		g := group{p.statusOn(asOf, asked), class}
		rows[g]++
		titles[g] += n
		total++
		allTitles += n
	}
	list := []any{}
	for _, status := range []string{"locating", "alert_only"} {
		for _, class := range []string{"lt90", "d90_119", "d120_299", "ge300"} {
			if g := (group{status, class}); rows[g] > 0 {
				list = append(list, object{"status": status, "class": class, "persons": float64(rows[g]), "titles": float64(titles[g])})
			}
		}
	}
	return object{"report": "stock", "as_of": asOf, "rows": list, "total": object{
		"persons": float64(total), "titles": float64(allTitles), "at_large": float64(total),
	}}
}

// cohortOf is the report on a cohort as JSON gives it, but for the instant.
func cohortOf(persons map[string]*person, reference, asOf, offence string) object {
	all, titles, open := 0, 0, 0
	ended := map[string]int{}
	for _, p := range persons {
		if !p.openOn(reference) || !p.counts(offence) {
			continue
		}
		n, class := p.countOn(reference)
		all++
		titles += n
		if p.openOn(asOf) {
			open++
		} else {
			ended[class]++
		}
	}
	list := []any{}
	for _, class := range []string{"lt90", "d90_119", "d120_299", "ge300"} {
		if ended[class] > 0 {
			list = append(list, object{"ending": "AANGEHOUDEN_NL", "class": class, "persons": float64(ended[class])})
		}
	}
	return object{
		"reference_date": reference, "as_of": asOf, "cohort": object{"persons": float64(all), "titles": float64(titles)},
		"endings": list, "arrested": object{"persons": float64(all - open)}, "open": object{"persons": float64(open)},
	}
}

// today is the day in Amsterdam, moved by so many days.
func today(t *testing.T, days int) string {
	t.Helper()
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	return time.Now().In(amsterdam).AddDate(0, 0, days).Format(time.DateOnly)
}
