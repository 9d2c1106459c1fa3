package casefile

import "slices"

// Resume is where a case stood before an arrest, and how its history was known then. Of that history it holds only what
// is another one in the [State.Timeline] of today: a snapshot of before 2026-11-26 holds all of it, and shares nothing.
type Resume struct {
	Status Status `json:"status"`
	Shared int    `json:"shared,omitempty"`   // so many stays of the timeline were so before the arrest too
	Rest   []Stay `json:"timeline,omitempty"` // and these followed them
}

// timelineBefore is the history as it was known before the arrest.
func (s State) timelineBefore() []Stay {
	return slices.Concat(s.Timeline[:s.Before.Shared], s.Before.Rest)
}

// retell replaces the history of the case, and leaves the one to return to as it was.
func (s *State) retell(timeline []Stay) {
	if s.Before == nil {
		s.Timeline = timeline
		return
	}
	before := s.timelineBefore()
	s.Timeline = timeline
	s.Before.keep(before, timeline)
}

// keep holds the history to return to as what differs from the timeline.
func (r *Resume) keep(before, timeline []Stay) {
	shared := 0
	for shared < min(len(before), len(timeline)) && before[shared].equal(timeline[shared]) {
		shared++
	}
	r.Shared, r.Rest = shared, before[shared:]
}

// Compacted is the same state with the history to return to as it is kept today, whatever kept it before.
func (s State) Compacted() State {
	if s.Before != nil {
		s = s.clone()
		s.Before.keep(s.timelineBefore(), s.Timeline)
	}
	return s
}
