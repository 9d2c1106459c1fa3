package db

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// TaskFilter chooses tasks for a work list. An empty field chooses all.
type TaskFilter struct {
	Level casefile.Level
	Owner string // the unit that leads the search
	Limit int    // at most so many; 0 stands for 100, more than 1000 for 1000
}

// Task is a row of the work list. It says nothing about the person.
type Task struct {
	Case casefile.CaseID
	casefile.Task
}

var (
	//go:embed queries/append_tasks.sql
	appendTasksSQL string
	//go:embed queries/list_tasks.sql
	listTasksSQL string
)

// Tasks gives what waits for people in all cases, the longest due or waiting first.
func (s *Store) Tasks(ctx context.Context, f TaskFilter) ([]Task, error) {
	if f.Limit <= 0 {
		f.Limit = defaultPage
	}
	var tasks []Task
	err := s.query(ctx, func(rows pgx.Rows) (err error) {
		tasks, err = pgx.CollectRows(rows, scanTask)
		return err
	}, listTasksSQL, f.Level, f.Owner, min(f.Limit, largestPage))
	if err != nil {
		return nil, fmt.Errorf("listing tasks: %w", err)
	}
	return tasks, nil
}

func scanTask(row pgx.CollectableRow) (t Task, err error) {
	var since, due *time.Time
	if err := row.Scan(&t.Case, &t.ID, &t.Kind, &t.About, &t.Level, &t.Owner, &since, &due, &t.By); err != nil {
		return t, err
	}
	if since != nil {
		t.Since = since.UTC()
	}
	if due != nil {
		t.Due = due.UTC()
	}
	return t, nil
}

// queueTasks writes how the work list changes, if it does.
func queueTasks(b *pgx.Batch, ch change) error {
	before, after := casefile.Tasks(ch.before), casefile.Tasks(ch.after)
	done := []string{}
	for _, t := range before {
		if !slices.ContainsFunc(after, func(other casefile.Task) bool { return other.ID == t.ID }) {
			done = append(done, t.ID)
		}
	}
	changed := slices.DeleteFunc(slices.Clone(after), func(t casefile.Task) bool { return slices.Contains(before, t) })
	if len(done)+len(changed) == 0 {
		return nil
	}
	rows, err := json.Marshal(append([]casefile.Task{}, changed...))
	if err != nil {
		return fmt.Errorf("writing tasks: %w", err)
	}
	b.Queue(appendTasksSQL, ch.after.Case, done, rows)
	return nil
}

// taskLines are the tasks that follow from a state, a line each.
func taskLines(s casefile.State) []string {
	var lines []string
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return instant(t)
	}
	for _, t := range casefile.Tasks(s) {
		lines = append(lines, fmt.Sprintf("%s %s about %s at %s of %s since %s due %s by %s",
			t.Kind, t.ID, t.About, t.Level, t.Owner, at(t.Since), at(t.Due), t.By))
	}
	return lines
}
