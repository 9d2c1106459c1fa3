package db_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// tasks is the work list as a reader sees it.
func (b *bundle) tasks(f db.TaskFilter) []db.Task {
	b.t.Helper()
	tasks, err := b.store.Tasks(b.t.Context(), f)
	require.NoError(b.t, err)
	return tasks
}

// TestTheWorkListFollowsTheCases: an alarm is on the list of the level that it lies with, a proposal on that of the officer,
// and both go when they are done.
func TestTheWorkListFollowsTheCases(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.opened(day("2018-09-01"), 210, "Sr 273f lid 3")
	q := b.state(id).Requests[0]
	b.append(id, casefile.Answered{From: q.Agency, Request: q.ID, Answer: casefile.Answer{Result: "?"}}, today)
	b.append(id, casefile.Report{From: casefile.JustID, Message: casefile.MsgDeceased, On: day("2020-05-01")}, today)

	all := b.tasks(db.TaskFilter{})
	require.Len(t, all, 2)
	require.Equal(t, casefile.TaskFinding, all[0].Kind, "it waits longest")
	require.Equal(t, string(casefile.Deceased), all[0].About)
	alarm := b.state(id).Escalations[0]
	require.Equal(t, db.Task{Case: id, Task: casefile.Task{
		ID: alarm.ID, Kind: casefile.TaskAlarm, About: string(casefile.AlarmUnfit), Level: casefile.LevelOfficer,
		Owner: b.state(id).Owner, Since: alarm.Since, Due: alarm.Due,
	}}, all[1])
	require.Empty(t, b.tasks(db.TaskFilter{Level: casefile.LevelSupervisor}))

	b.append(id, casefile.HandOver{Escalation: alarm.ID, To: casefile.LevelSupervisor}, today)
	require.Len(t, b.tasks(db.TaskFilter{Level: casefile.LevelSupervisor}), 1)
	require.Empty(t, b.tasks(db.TaskFilter{Level: casefile.LevelSupervisor, Owner: "elders"}))

	b.append(id, casefile.ConfirmFinding{Finding: all[0].ID, Proof: casefile.ProofBRP}, today)
	require.Empty(t, b.tasks(db.TaskFilter{}), "the case ended, and what was asked needs no answer")
	_, found := b.verify()
	require.Empty(t, found)
}
