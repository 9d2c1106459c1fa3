package casefile

import (
	"cmp"
	"time"
)

// TaskKind is what a person is to do.
type TaskKind string

// The kinds of tasks.
const (
	TaskAlarm      TaskKind = "alarm"      // see to an escalation
	TaskFinding    TaskKind = "finding"    // judge a finding or proposal
	TaskSecond     TaskKind = "second"     // approve or decline, as the second person, what a colleague asked for
	TaskAcceptance TaskKind = "acceptance" // accept, for the unit that leads the search now, that it does
)

// TaskKinds lists every kind of task.
func TaskKinds() []TaskKind { return []TaskKind{TaskAlarm, TaskFinding, TaskSecond, TaskAcceptance} }

// Task is something in a case that waits for a person.
type Task struct {
	ID    string    `json:"id"` // of the escalation, finding or request
	Kind  TaskKind  `json:"kind"`
	About string    `json:"about,omitempty"` // the alarm, what is proposed, or the command that was asked for
	Level Level     `json:"level"`
	Owner string    `json:"owner,omitempty"` // the unit that leads the search
	Since time.Time `json:"since,omitzero"`  // none: not known
	Due   time.Time `json:"due,omitzero"`    // none: no term
	By    string    `json:"by,omitempty"`    // who has it in hand
}

// Tasks lists what waits for people in the case.
func Tasks(s State) []Task {
	var tasks []Task
	for _, e := range s.Escalations {
		tasks = append(tasks, Task{
			ID: e.ID, Kind: TaskAlarm, About: string(e.About), Level: e.Level, Owner: s.Owner, Since: e.Since, Due: e.Due, By: e.By,
		})
	}
	for _, f := range s.Findings {
		tasks = append(tasks, Task{
			ID: f.ID, Kind: TaskFinding, About: cmp.Or(string(f.Ending), string(f.Measure)), Level: LevelOfficer, Owner: s.Owner, Since: f.On.Start(),
		})
	}
	for _, a := range s.Approvals {
		tasks = append(tasks, Task{ID: a.ID, Kind: TaskSecond, About: a.Do, Level: LevelOfficer, Owner: s.Owner, Since: a.AskedAt})
	}
	if s.Former != "" && s.Status.Open() {
		tasks = append(tasks, Task{ID: string(TaskAcceptance), Kind: TaskAcceptance, Level: LevelOfficer, Owner: s.Owner})
	}
	return tasks
}
