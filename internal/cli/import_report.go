package cli

import (
	"fmt"
	"strconv"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// importReport is what came of import cases, or in a dry run would come of it. It identifies nobody.
type importReport struct {
	File    string `json:"file"`
	DryRun  bool   `json:"dry_run"`
	Rows    int    `json:"rows"`
	Persons int    `json:"persons"` // that are right
	Opened  int    `json:"opened"`  // cases

	Titles   importedTitles `json:"titles"`
	Applied  int            `json:"applied"`           // differences that were taken over
	Released int            `json:"released_messages"` // that waited for one of the persons
	Counted  bool           `json:"counted"`           // every row that was taken in counts in the reports

	RefusedRows int    `json:"refused_rows"`
	RefusedFile string `json:"refused_file,omitempty"`

	Problems    check.Problems     `json:"problems"`
	Differences []importDifference `json:"differences"`
}

// importedTitles counts titles by what they mean.
type importedTitles struct {
	Opening   int `json:"opening"`
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Differing int `json:"differing"`
	Unchanged int `json:"unchanged"`
	Left      int `json:"left"`
}

// importDifference is something in the file that is not simply taken over.
type importDifference struct {
	Line    int                       `json:"line"`
	Case    casefile.CaseID           `json:"case,omitempty"`
	Title   int                       `json:"title,omitempty"` // number within the case
	Field   string                    `json:"field"`
	Why     casefile.DifferenceReason `json:"why"`
	Was     string                    `json:"was,omitempty"`
	Now     string                    `json:"now,omitempty"`
	Applied bool                      `json:"applied"`
	Refused casefile.RefusalCode      `json:"refused,omitempty"` // of one that was to be applied, when it came to that

	message string // that holds the command which applies it
}

func (r *importReport) add(part db.IntakeReport) {
	r.Persons += part.Persons
	r.Opened += len(part.Opened)
	r.Titles.Opening += part.Opening
	r.Titles.Added += part.Added
	r.Titles.Changed += part.Changed
	r.Titles.Differing += part.Differing
	r.Titles.Unchanged += part.Unchanged
	r.Titles.Left += part.Left
	r.Released += part.Released
	for _, d := range part.Differences {
		r.Differences = append(r.Differences, importDifference{
			Line: d.Line, Case: d.Case, Title: d.No, Field: d.Field, Why: d.Why, Was: d.Was, Now: d.Now, Applied: d.Applied, message: d.Message,
		})
		if d.Applied {
			r.Applied++
		}
	}
}

// messages are those whose commands apply differences.
func (r *importReport) messages() []string {
	var all []string
	for _, d := range r.Differences {
		if d.message != "" {
			all = append(all, d.message)
		}
	}
	return all
}

// refuse takes in which changes were refused after all, because something came in between.
func (r *importReport) refuse(refused map[string]casefile.RefusalCode) {
	for i, d := range r.Differences {
		if code, is := refused[d.message]; is {
			r.Differences[i].Applied, r.Differences[i].Refused = false, code
			r.Applied--
		}
	}
}

// writeImport writes the report: everything that is wrong, everything that differs, and the counts.
func (e *env) writeImport(r importReport) error {
	if e.json {
		r.Problems = append(check.Problems{}, r.Problems...)
		r.Differences = append([]importDifference{}, r.Differences...)
		return e.writeJSON(r)
	}
	if err := e.writeProblems(r.Problems); err != nil {
		return err
	}
	if err := e.writeDifferences(r); err != nil {
		return err
	}
	return r.writeCounts(e)
}

// writeProblems lists problems of a file: where, what is wrong and what is expected.
func (e *env) writeProblems(problems check.Problems) error {
	if len(problems) == 0 {
		return nil
	}
	table := e.newTable()
	table.row("REGEL", "KOLOM", "WAT ER MIS IS", "VERWACHT")
	for _, p := range problems {
		table.row(strconv.Itoa(p.Line), dash(p.Field), p.Wrong, p.Expected)
	}
	return table.flush()
}

func (e *env) writeDifferences(r importReport) error {
	if len(r.Differences) == 0 {
		return nil
	}
	table := e.newTable()
	table.row("REGEL", "ZAAK", "KOLOM", "BEKEND", "IN HET BESTAND", "WAT DIT BETEKENT")
	for _, d := range r.Differences {
		table.row(strconv.Itoa(d.Line), dash(string(d.Case)), d.Field, dash(d.Was), dash(d.Now), r.outcome(d))
	}
	return table.flush()
}

func (r importReport) outcome(d importDifference) string {
	switch {
	case d.Refused != "":
		return "geweigerd: " + words.Dutch.Refusal(d.Refused)
	case d.Applied:
		return r.tense("wordt overgenomen", "overgenomen")
	default:
		return words.Dutch.Difference(d.Why)
	}
}

func (r importReport) writeCounts(e *env) error {
	table := e.newTable()
	count := func(label string, n int) {
		if n > 0 {
			table.row(label, strconv.Itoa(n))
		}
	}
	table.row("regels", strconv.Itoa(r.Rows))
	count("geweigerde regels", r.RefusedRows)
	table.row("personen", strconv.Itoa(r.Persons))
	table.row(r.tense("zaken die geopend worden", "zaken geopend"), strconv.Itoa(r.Opened))
	count("titels in die zaken", r.Titles.Opening)
	count("titels toegevoegd aan lopende zaken", r.Titles.Added)
	count("titels gewijzigd", r.Titles.Changed)
	count("titels die verschillen en zo blijven", r.Titles.Differing)
	count("titels ongewijzigd", r.Titles.Unchanged)
	count("titels waar niets mee kan", r.Titles.Left)
	count(r.tense("verschillen die overgenomen worden", "verschillen overgenomen"), r.Applied)
	count("wachtende berichten bezorgd", r.Released)
	if err := table.flush(); err != nil {
		return err
	}
	if r.RefusedFile != "" {
		_, err := fmt.Fprintf(e.Stdout, "de geweigerde regels staan in %s\n", r.RefusedFile)
		return err
	}
	return nil
}

func (r importReport) tense(dry, wet string) string {
	if r.DryRun {
		return dry
	}
	return wet
}

// dash stands for nothing in a table.
func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
