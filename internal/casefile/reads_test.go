package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhoLooksTooOftenIsPutBeforeASupervisor(t *testing.T) {
	t.Parallel()
	day := NewDate(2026, time.March, 2)
	limits := ReadLimits{OneCase: 40, OneCaseDays: 30, CasesADay: 3}
	star, other, third := CaseID("star"), CaseID("other"), CaseID("third")
	for name, tt := range map[string]struct {
		looks []Looks
		want  []FlaggedReader
	}{
		"forty at somebody famous": {
			[]Looks{{"jan", RoleOfficer, star, day, 39}, {"jan", RoleOfficer, star, day + 29, 1}, {"piet", RoleOfficer, star, day, 39}},
			[]FlaggedReader{{Actor: "jan", Role: RoleOfficer, Why: FlagOneCase, Case: star, From: day, Until: day + 29, Times: 40}},
		},
		"forty in a longer time": {[]Looks{{"jan", RoleOfficer, star, day, 39}, {"jan", RoleOfficer, star, day + 30, 1}}, nil},
		"many persons on one day": {
			[]Looks{{"jan", RoleOfficer, star, day, 1}, {"jan", RoleOfficer, other, day, 1}, {"jan", RoleOfficer, third, day, 5}},
			[]FlaggedReader{{Actor: "jan", Role: RoleOfficer, Why: FlagManyCases, From: day, Until: day, Times: 3}},
		},
		"many persons on many days":      {[]Looks{{"jan", RoleOfficer, star, day, 1}, {"jan", RoleOfficer, other, day + 1, 1}, {"jan", RoleOfficer, third, day + 2, 1}}, nil},
		"the product, to call an agency": {[]Looks{{"onvindbaren", RoleSystem, star, day, 400}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, FlagReads(tt.looks, limits))
			require.Empty(t, FlagReads(tt.looks, ReadLimits{}), "a policy that says nothing flags nobody")
		})
	}
}

func TestACounterIsToldToHoldTheDocumentAndNoMore(t *testing.T) {
	t.Parallel()
	p := testPolicy()
	p.DeskCall = "de meldkamer"
	tr := tracing(t, 210)
	require.Equal(t, DeskAnswer{Hold: true, Call: "de meldkamer"}, AtDesk(tr.state, p))
	require.JSONEq(t, `{"hold_document":true,"call":"de meldkamer"}`, asJSON(t, AtDesk(tr.state, p)), "neither offence nor remainder")
	require.Empty(t, AtDesk(newTrace(t, imported(210)).state, p), "no alert stands")
	require.Empty(t, AtDesk(ended(t).state, p))
	tr.by = firstPerson()
	tr.do(DoubtIdentity{})
	tr.answer(PauseMeasures, Politie, Answer{Result: Nothing})
	require.Empty(t, AtDesk(tr.state, p), "his identity is in doubt")
}

func TestACounterSeesWhoReturnedThoughHisSentenceIsInterrupted(t *testing.T) {
	t.Parallel()
	tr := interrupted(t)
	require.True(t, AtDesk(tr.state, testPolicy()).Hold, "his alert stands, and whoever is here has returned")
	tr.do(SuspendTitle{Title: 1, Ground: GroundAppeal, On: DateOf(tr.now)})
	require.Empty(t, AtDesk(tr.state, testPolicy()), "now nobody may act on it")
}

func TestWhatIsKnownOfADateOfBirthMustAgree(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"1970-05-12", "1970-05-12", true},
		{"1970-05-12", "1970-12-05", false},
		{"1970-00-00", "1970-05-12", true},
		{"1970-05-00", "1970-05-12", true},
		{"1970-00-00", "1971-05-12", false},
		{"0000-00-00", "1971-05-12", true},
	} {
		require.Equal(t, tt.same, SameBirthDate(tt.a, tt.b), "%s %s", tt.a, tt.b)
		require.Equal(t, tt.same, SameBirthDate(tt.b, tt.a), "%s %s", tt.b, tt.a)
	}
}
