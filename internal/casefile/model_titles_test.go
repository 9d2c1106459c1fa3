package casefile

import (
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func (m *model) titles(t *rapid.T) {
	title := second(rapid.SampledFrom([]int{0, 89, 90, 299, 300}).Draw(t, "days"))
	title.No = rapid.IntRange(1, len(m.state.Titles)+1).Draw(t, "no")
	m.limitation(t, &title)
	if rapid.Bool().Draw(t, "add") {
		m.do(AddTitle{Title: title, On: m.day(t)})
		return
	}
	m.do(ChangeTitle{Title: title})
}

func (m *model) payment(t *rapid.T) {
	m.do(RecordPayment{
		From: CJIB, Title: rapid.IntRange(0, len(m.state.Titles)).Draw(t, "no"), Cents: rapid.Int64Range(0, 600_00).Draw(t, "cents"),
		FineCents: rapid.SampledFrom([]int64{0, 1000_00}).Draw(t, "fine"), CreditedOn: m.day(t),
	})
}

// deduct takes days off, and holds the remainder against a count of days that come off once each.
func (m *model) deduct(t *rapid.T) {
	no, from := rapid.IntRange(0, len(m.state.Titles)).Draw(t, "no"), m.day(t)
	by := Deduction{
		Kind:   rapid.SampledFrom(DeductionKinds()).Draw(t, "kind"),
		Period: Period{From: from, Until: from.AddDays(rapid.IntRange(-1, 40).Draw(t, "days"))},
	}
	before := m.state
	m.do(DeductDays{Title: no, Deduction: by})
	if m.state.Version == before.Version {
		return
	}
	was, is := before.Titles[no-1], m.state.Titles[no-1]
	off := map[Date]bool{}
	for _, d := range was.Deductions {
		for day := d.From; day < d.Until; day++ {
			off[day] = true
		}
	}
	fresh := 0
	for day := by.From; day < by.Until; day++ {
		if !off[day] {
			fresh++
		}
	}
	require.Positive(t, fresh, "days that came off before change nothing")
	if fresh < was.Remainder {
		require.Equal(t, was.Remainder-fresh, is.Remainder)
	} else {
		require.Equal(t, was.Remainder, is.Remainder, "a person says that nothing is left")
	}
}

// limitation gives a title days on which it is time-barred around the life of the case, by OM and by our own count.
func (m *model) limitation(t *rapid.T, title *Title) {
	on := func(label string) Date { return DateOf(m.now).AddDays(rapid.IntRange(-20, 600).Draw(t, label)) }
	if rapid.Bool().Draw(t, "lapses") {
		title.LapsesOn = on("lapses on")
	}
	if rapid.Bool().Draw(t, "computable") {
		title.MaxMonths, title.ExecutableOn = rapid.SampledFrom([]int{72, 144}).Draw(t, "max"), on("ours").AddMonths(-192)
	}
}

func (m *model) stopped(t *rapid.T) []Period {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Period {
		from := DateOf(m.now).AddDays(rapid.IntRange(-2000, 2).Draw(t, "from"))
		return Period{From: from, Until: from.AddDays(rapid.IntRange(0, 400).Draw(t, "days"))}
	}), 0, 2).Draw(t, "stopped")
}

// lapse is a day that OM names, around the life of the case; now and then never.
func (m *model) lapse(t *rapid.T) *Lapse {
	l := &Lapse{Stopped: m.stopped(t)}
	if rapid.Bool().Draw(t, "day") {
		l.On = DateOf(m.now).AddDays(rapid.IntRange(-20, 600).Draw(t, "on"))
	}
	return l
}

// checkLimits holds what is watched against the titles, and reads from the events alone that no day moved silently.
func (m *model) checkLimits(t *rapid.T) {
	days := map[int]Date{}
	for _, e := range m.events {
		switch p := e.Payload.(type) {
		case LimitationSet:
			require.Equal(t, days[p.Title], p.Was)
			days[p.Title] = p.On
		case TitleChanged:
			if !p.Title.Open() { // not watched any more
				days[p.Title.No] = 0
			}
		case Reopened: // what was served meanwhile is not watched any more
			for _, title := range p.Titles {
				if !title.Open() {
					days[title.No] = 0
				}
			}
		case EndingCorrected:
			days[p.Title] = 0 // watched anew; of no title: nothing
		default:
		}
	}
	for _, title := range m.state.Titles {
		l := Limit{}
		for _, limit := range m.state.Limits {
			if limit.Title == title.No {
				l = limit
			}
		}
		asked := slices.DeleteFunc(slices.Clone(m.state.Requests), func(r Request) bool { return !r.asksLimitOf(title.No) })
		require.LessOrEqual(t, len(asked), 1, "OM is asked once at a time")
		if !title.Open() || !m.state.Status.Open() {
			require.Empty(t, asked, "there is nothing left to ask about")
			continue
		}
		if l.InDispute() {
			require.True(t, l.Asked || l.Offer != nil, "nobody asks OM about days in dispute")
		}
		if len(asked) == 1 {
			require.Equal(t, title.LapsesOn, asked[0].Limit.Filed, "a question about days that are none any more")
		}
		require.Equal(t, title.LapsesOn, days[title.No], "a day that no event tells of")
		require.Equal(t, title.LapsesOn, l.On)
		proposed := slices.ContainsFunc(m.state.Findings, func(f Finding) bool { return f.Ending == TimeBarred && f.Title == title.No })
		if proposed || l.Reached {
			require.True(t, l.Reached)
			moves := m.state.Status.AtLarge() || m.state.Status == Suspended
			require.Equal(t, moves && !l.InDispute() && !l.Rejected && l.Offer == nil && !title.standsStill(), proposed && moves)
		}
	}
}

func (m *model) checkTimeline(t *rapid.T) {
	s := m.state
	require.Equal(t, s.OpenedOn, s.Timeline[0].From)
	for i, stay := range s.Timeline {
		require.Contains(t, Statuses(), stay.Status)
		require.Equal(t, !stay.Status.Open(), stay.Ending != "")
		if i > 0 {
			require.Less(t, s.Timeline[i-1].From, stay.From)
			require.False(t, s.Timeline[i-1].continues(stay))
		}
		counting := []Title{}
		for _, title := range s.Titles {
			if title.CountsFrom > stay.From {
				continue
			}
			if title.EndedOn > stay.From { // it still stood
				title.Ending = ""
			}
			if i := slices.IndexFunc(title.Earlier, func(e Earlier) bool { return e.Until > stay.From }); i >= 0 {
				title.Remainder, title.Life = title.Earlier[i].Days, title.Earlier[i].Life
			}
			suspended := func(s Suspension) bool {
				return s.From <= stay.From && (s.Until.IsZero() || s.Until > stay.From)
			}
			if slices.ContainsFunc(title.Suspensions, suspended) {
				title.Suspensions = []Suspension{{}}
			} else {
				title.Suspensions = nil
			}
			counting = append(counting, title)
		}
		require.Equal(t, openTitles(counting), stay.Titles)
		require.Equal(t, classOfTitles(counting, ByLargest), stay.Class)
		require.Equal(t, testPolicy().offences(counting), stay.Offences)
	}
	newest := s.Timeline[len(s.Timeline)-1]
	require.Equal(t, s.Status, newest.Status)
	require.Equal(t, s.Ending, newest.Ending)
	require.Equal(t, s.Class, newest.Class)
	require.Equal(t, s.Status.Open(), s.Ending == "")
	if s.Status.Open() {
		return
	}
	i := len(s.Timeline) - 1
	for i > 0 && !s.Timeline[i-1].Status.Open() && s.Timeline[i].From > s.ReopenedOn {
		i--
	}
	if since := s.Timeline[i].From; since >= s.ReopenedOn || s.EndedOn != s.ReopenedOn {
		require.Equal(t, s.EndedOn, since)
	} // else it was opened again and ended on that very day, open on no evening: the history tells one ending
	if s.Ending == ArrestedNL {
		first, found := firstArrest(s)
		require.True(t, found)
		require.Equal(t, first.On, s.EndedOn, "the earliest custody")
		require.Equal(t, ArrestedNL, first.How.ending())
	}
}
