package stack

import (
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// store opens the database of what runs, to look.
func (i *installation) store(look func(*db.Store)) {
	i.t.Helper()
	store, err := db.Open(i.t.Context(), i.databaseURL(), db.RoleReader)
	require.NoError(i.t, err)
	defer store.Close()
	look(store)
}

// cases lists the cases with a status; none: all.
func (i *installation) cases(status casefile.Status) (cases []db.Case) {
	i.t.Helper()
	i.store(func(s *db.Store) {
		var err error
		cases, err = s.List(i.t.Context(), db.Filter{Status: status, Limit: 1000})
		require.NoError(i.t, err)
	})
	return cases
}

func (i *installation) count(status casefile.Status) int {
	i.t.Helper()
	return len(i.cases(status))
}

// resting counts the cases at large that wait for nobody: what was asked has been answered.
func (i *installation) resting() int {
	i.t.Helper()
	n := 0
	for _, s := range i.states() {
		if s.Status.AtLarge() && s.Round > 0 && len(s.Requests) == 0 {
			n++
		}
	}
	return n
}

func (i *installation) states() map[casefile.CaseID]casefile.State {
	i.t.Helper()
	states := map[casefile.CaseID]casefile.State{}
	i.store(func(s *db.Store) {
		cases, err := s.List(i.t.Context(), db.Filter{Limit: 1000})
		require.NoError(i.t, err)
		for _, c := range cases {
			states[c.ID], err = s.State(i.t.Context(), c.ID)
			require.NoError(i.t, err)
		}
	})
	return states
}

// caseOf is the case that a handler has; empty when none has begun.
func (i *installation) caseOf(handler string) (id casefile.CaseID) {
	i.t.Helper()
	i.store(func(s *db.Store) {
		cases, err := s.List(i.t.Context(), db.Filter{Handler: handler})
		require.NoError(i.t, err)
		require.LessOrEqual(i.t, len(cases), 1)
		if len(cases) == 1 {
			id = cases[0].ID
		}
	})
	return id
}

// state is the case that a handler has, as it is known now.
func (i *installation) state(handler string) (state casefile.State) {
	i.t.Helper()
	id := i.caseOf(handler)
	if id == "" {
		return state
	}
	i.store(func(s *db.Store) {
		var err error
		state, err = s.State(i.t.Context(), id)
		require.NoError(i.t, err)
	})
	return state
}

// events are those of the case that a handler has; none before it has begun.
func (i *installation) events(handler string) (events []db.Recorded) {
	i.t.Helper()
	id := i.caseOf(handler)
	if id == "" {
		return nil
	}
	i.store(func(s *db.Store) {
		var err error
		events, err = s.Events(i.t.Context(), id)
		require.NoError(i.t, err)
	})
	return events
}

// until waits until something holds for the case of a handler.
func (i *installation) until(what, handler string, holds func(casefile.State) bool) {
	i.t.Helper()
	i.eventually(handler+": "+what, func() bool { return holds(i.state(handler)) })
}

// untilClosed waits until a case is closed that ended on a day.
func (i *installation) untilClosed(handler, day string) {
	i.t.Helper()
	i.until("the case is closed", handler, func(s casefile.State) bool { return s.Status == casefile.Closed })
	require.Equal(i.t, day, i.state(handler).EndedOn.String())
}

// rested reports whether every question of a round has been answered.
func rested(s casefile.State) bool { return s.Round > 0 && len(s.Requests) == 0 }
