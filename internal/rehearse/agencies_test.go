package rehearse

import (
	"context"
	"sync"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// calls are those that agencies took, by obligation, who cannot be reached, and which calls try in vain.
type calls struct {
	mu     sync.Mutex
	taken  map[string]int
	down   map[casefile.Agency]bool
	trying map[string][]byte // task tokens, by obligation
}

// take is an agency that takes a request or reminder and answers later. One that cannot be reached is tried for as long as it takes.
func (s *stage) take(ctx context.Context, c activities.Call) (activities.Result, error) {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	if s.calls.down[c.Obligation.Agency] {
		s.calls.trying[c.Obligation.ID] = activity.GetInfo(ctx).TaskToken
		return activities.Result{}, activity.ErrResultPending
	}
	s.calls.taken[c.Obligation.ID]++
	return s.taken(c.Obligation)
}

func (s *stage) taken(o casefile.Obligation) (activities.Result, error) {
	what, command := "delivered", casefile.Command(casefile.Delivered{Request: o.Request()})
	if o.Remind > 0 {
		what, command = "reminded", casefile.Reminded{Request: o.Request(), N: o.Remind}
	}
	data, err := casefile.MarshalCommand(command)
	return activities.Result{What: what, Command: data, At: s.env.Now()}, err
}

// reach has an agency that cannot be reached from now on, or can again: then the calls that still try come through.
func (s *stage) reach(agency casefile.Agency, down bool) {
	state, err := s.store.State(s.t.Context(), s.id)
	require.NoError(s.t, err)
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	s.calls.down[agency] = down
	for _, o := range casefile.PlanOf(state).Obligations { // without those that were overtaken, and so cancelled
		token, tries := s.calls.trying[o.ID]
		if down || !tries || o.Agency != agency {
			continue
		}
		result, err := s.taken(o)
		require.NoError(s.t, err)
		s.calls.taken[o.ID]++
		require.NoError(s.t, s.env.CompleteActivity(token, result, nil))
	}
}
