package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func newTodoCommand(e *env) *cobra.Command {
	var filter db.TaskFilter
	cmd := &cobra.Command{
		Use:   "todo",
		Short: "Toon de werkvoorraad: alarmeringen, bevindingen, verzoeken aan een tweede persoon en overdrachten, zonder persoonsgegevens",
		Long: `Toon wat in alle zaken op een mens wacht: alarmeringen, bevindingen die op een oordeel wachten, wat een collega vroeg en
een tweede persoon moet beoordelen, en zaken die aan een andere eenheid zijn overgedragen en nog niet aanvaard. Wat het langst over zijn termijn is of wacht staat bovenaan.`,
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			level, err := spoken("level", filter.Level, casefile.Levels(), words.Dutch.Level)
			if err != nil {
				return err
			}
			filter.Level = level
			return e.listTasks(cmd.Context(), filter)
		},
	}
	flags := cmd.Flags()
	flags.StringVar((*string)(&filter.Level), "level", "", "alleen wat bij dit niveau ligt: "+both(casefile.Levels(), words.Dutch.Level))
	flags.StringVar(&filter.Owner, "owner", "", "alleen zaken geleid door deze eenheid")
	flags.IntVar(&filter.Limit, "limit", 0, "hoogstens zoveel (standaard 100, ten hoogste 1000)")
	e.addJSONFlag(cmd)
	return cmd
}

// listedTask is something that waits for a person, as JSON.
type listedTask struct {
	Case  casefile.CaseID   `json:"case"`
	ID    string            `json:"id"` // of the alarm, finding or request
	Kind  casefile.TaskKind `json:"kind"`
	About string            `json:"about,omitempty"` // the alarm, what is proposed, or the command that was asked for
	Level casefile.Level    `json:"level"`
	Owner string            `json:"owner"`
	Since time.Time         `json:"since,omitzero"`
	Due   time.Time         `json:"due,omitzero"`
	By    string            `json:"by,omitempty"` // who has it in hand
}

func (e *env) listTasks(ctx context.Context, filter db.TaskFilter) error {
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	tasks, err := store.Tasks(ctx, filter)
	if err != nil {
		return err
	}
	if e.json {
		listed := make([]listedTask, len(tasks))
		for i, t := range tasks {
			listed[i] = listedTask{
				Case: t.Case, ID: t.ID, Kind: t.Kind, About: t.About, Level: t.Level, Owner: t.Owner, Since: t.Since, Due: t.Due, By: t.By,
			}
		}
		return e.writeJSON(map[string][]listedTask{"tasks": listed})
	}
	t := e.newTable()
	t.row("ZAAK", "NR", "LIGT BIJ", "EENHEID", "SINDS", "TERMIJN", "IN BEHANDELING BIJ", "WAT")
	for _, task := range tasks {
		since := moment(task.Since)
		if task.Kind == casefile.TaskFinding { // of which the day is known
			since = casefile.DateOf(task.Since).String()
		}
		t.row(string(task.Case), task.ID, words.Dutch.Level(task.Level), dash(task.Owner), since, moment(task.Due), dash(task.By),
			words.Dutch.Task(task.Task))
	}
	return t.flush()
}
