package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newCaseListCommand(e *env) *cobra.Command {
	var filter db.Filter
	var limit int
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Toon zaken, zonder persoonsgegevens",
		Args:  arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			filter, err := checkFilter(filter)
			if err != nil {
				return err
			}
			return e.listCases(cmd.Context(), filter, limit)
		},
	}
	flags := cmd.Flags()
	flags.StringVar((*string)(&filter.Status), "status", "", "alleen met deze status: "+both(casefile.Statuses(), words.Dutch.Status))
	flags.StringVar((*string)(&filter.Class), "class", "", "alleen in deze klasse: "+join(casefile.Classes()))
	flags.StringVar(&filter.Unit, "unit", "", "alleen van deze politie-eenheid")
	flags.StringVar(&filter.Owner, "owner", "", "alleen geleid door deze eenheid")
	flags.StringVar(&filter.Handler, "handler", "", "alleen van deze behandelaar")
	flags.IntVar(&limit, "limit", 0, "hoogstens zoveel zaken (standaard alle)")
	flags.StringVar((*string)(&filter.After), "after", "", "alleen zaken na dit zaaknummer")
	e.addJSONFlag(cmd)
	return cmd
}

// checkFilter returns the filter with codes for the words in it.
func checkFilter(f db.Filter) (db.Filter, error) {
	status, err := spoken("status", f.Status, casefile.Statuses(), words.Dutch.Status)
	if err != nil {
		return f, err
	}
	f.Status = status
	if f.Class != "" && !slices.Contains(casefile.Classes(), f.Class) {
		return f, casefile.Errorf(casefile.KindUsage, "--class: verwacht een van %s", join(casefile.Classes()))
	}
	if f.After != "" {
		_, err = parseCase(string(f.After))
	}
	return f, err
}

func join[T ~string](list []T) string {
	codes := make([]string, len(list))
	for i, code := range list {
		codes[i] = string(code)
	}
	return strings.Join(codes, ", ")
}

// listedCase is a case in a list as JSON.
type listedCase struct {
	ID       casefile.CaseID `json:"id"`
	Version  int64           `json:"version"`
	Status   casefile.Status `json:"status"` // empty: it waits to be opened
	Class    casefile.Class  `json:"class"`
	Owner    string          `json:"owner"`
	Unit     string          `json:"unit"`
	Handler  string          `json:"handler"`
	Ending   casefile.Ending `json:"ending"`
	EndedOn  casefile.Date   `json:"ended_on"`
	OpenedOn casefile.Date   `json:"opened_on"` // from which it counts
}

// listPage is how many cases are asked for at once.
const listPage = 500

// listCases writes page after page, so that a long list needs no memory.
func (e *env) listCases(ctx context.Context, filter db.Filter, limit int) error {
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	out := e.newCaseList()
	for shown := 0; limit == 0 || shown < limit; {
		filter.Limit = listPage
		if limit > 0 {
			filter.Limit = min(listPage, limit-shown)
		}
		page, err := store.List(ctx, filter)
		if err != nil {
			return err
		}
		for _, c := range page {
			if err := out.add(listedCase(c)); err != nil {
				return err
			}
		}
		if shown += len(page); len(page) < filter.Limit {
			break
		}
		filter.After = page[len(page)-1].ID
	}
	if err := out.end(); err != nil || e.json {
		return err
	}
	return e.tellOutstanding(ctx, store)
}

// caseList writes a list of cases as it comes in.
type caseList interface {
	add(c listedCase) error
	end() error
}

func (e *env) newCaseList() caseList {
	if e.json {
		return &jsonCases{out: e.Stdout}
	}
	t := e.newTable()
	t.row("ZAAK", "STATUS", "KLASSE", "EIGENAAR", "EENHEID", "TELT VANAF", "AFLOOP", "BEËINDIGD OP")
	return tableCases{t}
}

type tableCases struct{ table }

func (t tableCases) add(c listedCase) error {
	t.row(string(c.ID), statusText(c.Status), dash(words.Dutch.Class(c.Class)), dash(c.Owner), dash(c.Unit), dash(c.OpenedOn.String()),
		dash(words.Dutch.Ending(c.Ending)), dash(c.EndedOn.String()))
	return nil
}

func (t tableCases) end() error { return t.flush() }

// jsonCases writes {"cases":[…]} case by case.
type jsonCases struct {
	out io.Writer
	any bool
}

func (j *jsonCases) add(c listedCase) error {
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("encoding a case: %w", err)
	}
	before := ",\n"
	if !j.any {
		before, j.any = `{"cases":[`+"\n", true
	}
	return j.write(before + string(text))
}

func (j *jsonCases) end() error {
	if !j.any {
		return j.write(`{"cases":[]}` + "\n")
	}
	return j.write("]}\n")
}

func (j *jsonCases) write(s string) error {
	if _, err := io.WriteString(j.out, s); err != nil {
		return fmt.Errorf("writing output: %w", err)
	}
	return nil
}

// statusText names a status, also of a case that waits to be opened.
func statusText(s casefile.Status) string {
	if s == "" {
		return "opgeslagen, wordt verwerkt"
	}
	return words.Dutch.Status(s)
}
