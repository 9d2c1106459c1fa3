package casefile

import (
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func (m *model) suspend(t *rapid.T) {
	m.do(SuspendTitle{
		Title: m.aTitle(t), Ground: rapid.SampledFrom(Grounds()).Draw(t, "ground"), On: m.day(t),
	})
}

// resume ends a suspension, or settles an arrest made meanwhile.
func (m *model) resume(t *rapid.T) {
	if rapid.IntRange(0, 4).Draw(t, "release") == 0 {
		m.do(ReleaseArrestee{On: m.day(t)})
		return
	}
	var grounds []Ground
	no := m.aTitle(t)
	for _, title := range m.state.Titles {
		for _, s := range title.Suspensions {
			if title.No == no && s.Until.IsZero() {
				grounds = append(grounds, s.Ground)
			}
		}
	}
	m.do(ResumeTitle{Title: no, Ground: rapid.SampledFrom(append(grounds, "")).Draw(t, "ground"), On: m.day(t)})
}

func (m *model) pardon(t *rapid.T) {
	if rapid.IntRange(0, 2).Draw(t, "revoke") == 0 {
		m.revokePardon(t)
		return
	}
	if rapid.Bool().Draw(t, "decide") {
		m.do(DecidePardon{
			Title: m.aTitle(t), Outcome: rapid.SampledFrom(PardonOutcomes()).Draw(t, "outcome"), On: m.day(t),
			Remainder: rapid.SampledFrom([]int{0, 60, 120}).Draw(t, "remainder"),
		})
		return
	}
	facts := PardonFacts{
		NoAbode: rapid.Bool().Draw(t, "no abode"), Absent: rapid.Bool().Draw(t, "absent"), Minister: rapid.Bool().Draw(t, "minister"),
	}
	m.do(RequestPardon{Title: m.aTitle(t), On: m.day(t), Facts: facts})
}

// revokePardon has one of several titles pardoned, and pardoned ones executed after all, now and then for what cannot be.
func (m *model) revokePardon(t *rapid.T) {
	if openTitles(m.state.Titles) == 1 {
		title := second(300)
		title.No = len(m.state.Titles) + 1
		m.do(AddTitle{Title: title, On: m.day(t)})
	}
	m.do(End{Ending: Pardoned, Title: m.aTitle(t), On: m.day(t), Proof: ProofDecree})
	c := Reopen{Cause: ReopenPardon, On: max(m.day(t), DateOf(m.now)-1)}
	for _, title := range m.state.Titles {
		if title.Ending == Pardoned && rapid.Bool().Draw(t, "named") {
			c.Remainders = append(c.Remainders, Remainder{Title: title.No, Days: rapid.SampledFrom([]int{0, 60, 89, 300}).Draw(t, "left")})
		}
	}
	m.by(firstPerson(), c)
}

// checkPardons reads from the events alone that a pardon was revoked once, and that nobody is sought twice for one judgment.
func (m *model) checkPardons(t *rapid.T) {
	revoked := map[int]bool{}
	for _, e := range m.events {
		if p, is := e.Payload.(TitleAdded); is && p.Title.Of != 0 {
			require.False(t, revoked[p.Title.Of], "revoked once")
			revoked[p.Title.Of] = true
			require.Equal(t, Pardoned, m.state.Titles[p.Title.Of-1].Ending)
		}
	}
}

func (m *model) aTitle(t *rapid.T) int {
	return rapid.IntRange(1, max(1, len(m.state.Titles))).Draw(t, "title")
}

// judgeResumption holds that a case which is taken up again is where it was: the status, the round, the questions that are
// out and the findings that wait; and that none of its terms came nearer.
func (m *model) judgeResumption(before State, events []Event) {
	state := before
	for _, e := range events {
		was := state
		state = Evolve(state, e)
		resumed, is := e.Payload.(CaseResumed)
		if !is {
			continue
		}
		require.Equal(m.t, was.Rest.Status, state.Status)
		require.Equal(m.t, was.Round, state.Round)
		require.Equal(m.t, was.Findings, state.Findings)
		require.Equal(m.t, was.Checks, state.Checks)
		require.False(m.t, state.Review.Before(was.Review))
		for _, r := range was.Requests {
			i := slices.IndexFunc(state.Requests, func(now Request) bool { return now.ID == r.ID })
			if i < 0 && r.Kind.follows() { // it told more about what was not placed, and is placed anew
				require.False(m.t, slices.ContainsFunc(state.Measures, func(now Measure) bool { return now.inForce() && r.about(now) }))
				continue
			}
			require.Equal(m.t, r.Kind == PauseMeasures && !resumed.Halted, i < 0)
			for n := range r.Terms {
				require.True(m.t, i < 0 || !state.Requests[i].Terms[n].Before(r.Terms[n]))
			}
		}
		require.Equal(m.t, workingDaysBetween(was.Rest.From, resumed.On), resumed.WorkingDays)
	}
}

// judgeJoining holds that nobody acts on a title that joins while it is in doubt who the convict is.
func (m *model) judgeJoining(before State, events []Event) {
	for _, e := range events {
		if p, is := e.Payload.(TitleAdded); is && before.identityDoubted() {
			require.False(m.t, m.state.Titles[p.Title.No-1].Executable())
		}
	}
}

// checkSuspension holds that a case rests when no title may be executed, and only then; that nothing is placed or taken
// up again meanwhile, that everything which may be acted on was asked to be paused, and that our own terms stand still.
func (m *model) checkSuspension(t *rapid.T) {
	s := m.state
	if !s.Status.Open() {
		require.Nil(t, s.Rest)
		return
	}
	require.Equal(t, s.Status == Suspended, s.Rest != nil)
	for _, r := range s.Requests {
		withheld := func(measure Measure) bool { return r.about(measure) && measure.inForce() && !measure.toTell() }
		require.False(t, r.Kind.follows() && slices.ContainsFunc(s.Measures, withheld), "%s tells of what is not placed", r.Kind)
	}
	rests := executableTitles(s.Titles) == 0
	if s.Status != Held && s.Status != HeldAbroad {
		require.Equal(t, rests, s.Status == Suspended)
	}
	if s.Status != Suspended {
		require.True(t, len(s.incidents()) == 0 || rests && s.Status == HeldAbroad, "an incident that nobody judges")
		pausing := slices.ContainsFunc(s.Requests, func(r Request) bool { return r.Kind == PauseMeasures })
		require.True(t, !pausing || s.Halt != nil)
		return
	}
	for _, o := range PlanOf(s).Obligations {
		if kind, places := o.Kind.Places(); !s.dormant() {
			require.False(t, places || o.Kind == ResumeMeasures, "%s is sent while the case rests", o.Kind)
		} else {
			require.True(t, !places || kind == Alert, "%s is placed while the case rests", kind)
		}
	}
	for _, measure := range s.Measures {
		asked := slices.ContainsFunc(s.Requests, func(r Request) bool { return r.Kind == PauseMeasures && r.Agency == measure.Agency })
		require.True(t, measure.Paused || s.Spared(measure) || asked || s.Rest.Pauses[measure.Agency] >= maxTakeBacks, "%s may be acted on", measure.ID)
	}
	for _, d := range Deadlines(s) {
		for _, r := range s.Requests {
			require.False(t, r.rests() && d.ID == r.due(), "a term of our own passes")
		}
		require.NotEqual(t, reviewID(s.Round, s.Review), d.ID)
	}
	require.NotEqual(t, Suspended, s.Rest.Status)
}
