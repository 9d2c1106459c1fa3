package casefile

import (
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// recall has an order taken back, the person described, an agency telephoned, or a request sent again; now and then one that is
// not there.
func (m *model) recall(t *rapid.T) {
	var ids []string
	for _, measure := range m.state.Measures {
		ids = append(ids, measure.ID)
	}
	for _, r := range m.state.Requests {
		ids = append(ids, r.ID)
	}
	id := rapid.SampledFrom(append(ids, "none")).Draw(t, "id")
	switch rapid.IntRange(0, 3).Draw(t, "act") {
	case 0:
		m.do(RecallOrder{Measure: id})
	case 3:
		m.do(DescribePerson{})
	case 1:
		m.do(ConfirmByPhone{Request: id})
	default:
		m.do(AskAgain{Request: id})
	}
}

// checkOrders holds that of all orders of ours at most one is to be acted on, at the unit that the class prescribes; that every
// other one which the police may have is being recalled, and goes on being until they have nothing left of it or a person must
// ask again; and that none is to be acted on when nobody may be arrested. What is recalled has no term left to be carried out.
func (m *model) checkOrders(t *rapid.T) {
	s := m.state
	d := &decider{s: s}
	var inHand []Measure
	for _, order := range s.Measures {
		if order.Kind == Alert && s.Status.Open() && order.Agency == Politie && order.toTell() {
			require.Equal(t, saidDead(s), order.Marked, "an alert says of a death what is not known, or does not say what is")
		}
		if order.Kind != Order {
			continue
		}
		require.True(t, !order.Idle || order.Due.IsZero() && order.Remind == 0, "nobody is reminded of what is not to be done")
		require.True(t, order.Recalled == 0 || order.Idle)
		if order.orderInHand() && !order.Adopted {
			inHand = append(inHand, order)
		}
		if order.Recalled > 0 && s.Status.AtLarge() {
			require.True(t, d.recalling(order) || order.Recalled >= maxTakeBacks, "order %s was recalled and nobody is asked", order.ID)
		}
		if s.Status.AtLarge() && !d.executable() {
			require.True(t, order.Idle, "a patrol may go to somebody who may not be arrested")
		}
		requireTermOfOrder(t, s, order)
		if s.Status.Open() && order.Agency == Politie && order.toTell() {
			require.Equal(t, s.Described, order.Described, "the police were told of another description than is known")
		}
	}
	for _, r := range s.Requests {
		require.True(t, r.Kind != Describe || r.Description == s.Described, "a description is sent that was overtaken")
		told := func(m Measure) bool { return r.about(m) && m.toTell() }
		require.True(t, !r.Kind.follows() || slices.ContainsFunc(s.Measures, told), "%s is sent of what the police were not to place", r.Kind)
	}
	if !s.Status.AtLarge() {
		return
	}
	require.LessOrEqual(t, len(inHand), 1, "never two orders of ours at once")
	for _, order := range inHand {
		if s.Status == Located || s.Status == ArrestOrdered {
			require.Equal(t, d.carriedOutBy(d.residence(order.Unit, order.Residence), order.Local), order.Unit)
		}
	}
}

func saidDead(s State) bool {
	return slices.ContainsFunc(s.Findings, func(f Finding) bool { return f.Ending == Deceased })
}

// requireTermOfOrder holds that an order in hand which the police confirmed never ends by silence.
func requireTermOfOrder(t *rapid.T, s State, order Measure) {
	asked := func(r Request) bool { return r.ID == order.ID }
	if !order.orderInHand() || !s.Status.AtLarge() || slices.ContainsFunc(s.Requests, asked) {
		return
	}
	require.False(t, order.Due.IsZero(), "order %s has no term", order.ID)
}
