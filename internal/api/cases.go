package api

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// CaseStore shows cases.
type CaseStore interface {
	State(ctx context.Context, id casefile.CaseID) (casefile.State, error)
	Events(ctx context.Context, id casefile.CaseID) ([]db.Recorded, error)
	List(ctx context.Context, f db.Filter) ([]db.Case, error)
}

// show answers with a case.
func (o Officers) show(w http.ResponseWriter, r *http.Request) error {
	id, err := caseIn(r)
	if err != nil {
		return err
	}
	state, err := o.Store.State(r.Context(), id)
	if err != nil {
		return fmt.Errorf("showing a case: %w", err)
	}
	return writeJSON(w, http.StatusOK, viewOf(state))
}

// history answers with everything that happened to a case.
func (o Officers) history(w http.ResponseWriter, r *http.Request) error {
	id, err := caseIn(r)
	if err != nil {
		return err
	}
	events, err := o.Store.Events(r.Context(), id)
	if err != nil {
		return fmt.Errorf("showing a case's events: %w", err)
	}
	return writeJSON(w, http.StatusOK, map[string][]happening{"gebeurtenissen": happeningsOf(events)})
}

// list answers with a page of cases.
func (o Officers) list(w http.ResponseWriter, r *http.Request) error {
	filter, problems := filterOf(r.URL.Query())
	if len(problems) > 0 {
		return invalid(problems...)
	}
	page := filter.Limit
	filter.Limit++ // one more, to know whether there is a next page
	cases, err := o.Store.List(r.Context(), filter)
	if err != nil {
		return fmt.Errorf("listing cases: %w", err)
	}
	answer := struct {
		Cases []line          `json:"opsporingen"`
		Next  casefile.CaseID `json:"volgende,omitempty"`
	}{Cases: []line{}}
	if len(cases) > page {
		cases = cases[:page]
		answer.Next = cases[page-1].ID
	}
	for _, c := range cases {
		answer.Cases = append(answer.Cases, lineOf(c))
	}
	return writeJSON(w, http.StatusOK, answer)
}

const (
	usualPage   = 100
	largestPage = 500
)

// caseIn is the case that the path names. What it holds instead is not repeated: it may be another number of a person.
func caseIn(r *http.Request) (casefile.CaseID, error) {
	id := r.PathValue("id")
	if !isCaseID(id) {
		return "", invalid(invalidParam{Name: "id", Reason: wantCaseID})
	}
	return casefile.CaseID(id), nil
}

const wantCaseID = "is geen zaaknummer (verwacht: een UUID in kleine letters)"

func isCaseID(s string) bool {
	parsed, err := uuid.Parse(s)
	return err == nil && parsed.String() == s
}

// filterOf reads the query, and says everything that is wrong with it.
func filterOf(query url.Values) (db.Filter, []invalidParam) {
	f := db.Filter{Limit: usualPage}
	var problems []invalidParam
	wrong := func(name, reason string) { problems = append(problems, invalidParam{Name: name, Reason: reason}) }
	for _, name := range slices.Sorted(maps.Keys(query)) {
		value := query.Get(name)
		if len(query[name]) > 1 {
			wrong(name, "staat er meer dan eens (verwacht: hoogstens eenmaal)")
			continue
		}
		switch name {
		case "status":
			f.Status = oneOf(value, casefile.Statuses(), func(want string) { wrong(name, want) })
		case "klasse":
			f.Class = oneOf(value, casefile.Classes(), func(want string) { wrong(name, want) })
		case "eenheid", "eigenaar":
			if value == "" || utf8.RuneCountInString(value) > longestUnit || !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				wrong(name, "is leeg, te lang of geen tekst (verwacht: de naam van een eenheid)")
			}
			if name == "eenheid" {
				f.Unit = value
			} else {
				f.Owner = value
			}
		case "na":
			if !isCaseID(value) {
				wrong(name, wantCaseID)
			}
			f.After = casefile.CaseID(value)
		case "aantal":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || n > largestPage {
				wrong(name, fmt.Sprintf("klopt niet (verwacht: een geheel getal van 1 t/m %d)", largestPage))
			}
			f.Limit = n
		default:
			wrong("", "een parameter is onbekend (verwacht: status, klasse, eenheid, eigenaar, na, aantal)")
		}
	}
	return f, problems
}

const longestUnit = 80

// oneOf reads a code of a closed list.
func oneOf[T ~string](value string, list []T, wrong func(reason string)) T {
	if slices.Contains(list, T(value)) {
		return T(value)
	}
	words := make([]string, len(list))
	for i, code := range list {
		words[i] = string(code)
	}
	wrong("is niet een van de toegestane waarden (verwacht: " + strings.Join(words, ", ") + ")")
	return ""
}
