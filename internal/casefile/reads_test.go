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
