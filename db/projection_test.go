package db

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func stay(from casefile.Date, s casefile.Status, titles int, offences ...string) casefile.Stay {
	return casefile.Stay{From: from, Status: s, Class: casefile.Under90, Titles: titles, Offences: offences}
}

func TestProjectionOfNothing(t *testing.T) {
	t.Parallel()
	timeline := []casefile.Stay{stay(1, casefile.Locating, 1, "Sr 310"), stay(5, casefile.Held, 1, "Sr 310")}
	p := project(timeline, timeline)
	require.Empty(t, p.closed)
	require.Empty(t, p.opened)
	require.Empty(t, p.corners())
}

// Corners that cancel out are not written: a stay that only gets an end has one corner.
func TestCornersOfAnEnd(t *testing.T) {
	t.Parallel()
	before := []casefile.Stay{stay(1, casefile.Locating, 2)}
	after := []casefile.Stay{stay(1, casefile.Locating, 2), {From: 9, Status: casefile.Ended, Class: casefile.Under90, Ending: casefile.Deceased}}
	p := project(before, after)
	require.Len(t, p.closed, 1)
	require.Len(t, p.opened, 2)
	require.Equal(t, []corner{{cell{9, "*", casefile.Locating, casefile.Under90}, -1, -2}}, p.corners())
}

func TestCornersPerOffence(t *testing.T) {
	t.Parallel()
	p := project(nil, []casefile.Stay{stay(3, casefile.Intake, 1, "Opw 3", "Sr 310")})
	require.Equal(t, []corner{
		{cell{3, "*", casefile.Intake, casefile.Under90}, 1, 1},
		{cell{3, "Opw 3", casefile.Intake, casefile.Under90}, 1, 1},
		{cell{3, "Sr 310", casefile.Intake, casefile.Under90}, 1, 1},
	}, p.corners())
}

// From an ending to its closing nothing is counted any more.
func TestCornersOfClosing(t *testing.T) {
	t.Parallel()
	ended := casefile.Stay{From: 9, Status: casefile.Ended, Class: casefile.Under90, Ending: casefile.Deceased}
	closed := ended
	closed.From, closed.Status = 10, casefile.Closed
	p := project([]casefile.Stay{stay(1, casefile.Locating, 1), ended}, []casefile.Stay{stay(1, casefile.Locating, 1), ended, closed})
	require.Len(t, p.closed, 1)
	require.Len(t, p.opened, 2)
	require.Empty(t, p.corners())
}

// For any two histories, the corners of the first and of the step to the second add up to the second.
func TestCornersAddUp(t *testing.T) {
	t.Parallel()
	histories := [][]casefile.Stay{
		nil,
		{stay(1, casefile.Locating, 1, "Sr 310")},
		{stay(1, casefile.Locating, 1, "Sr 310"), stay(4, casefile.Held, 1, "Sr 310")},
		{stay(1, casefile.Held, 1, "Sr 310")},
		{stay(1, casefile.Locating, 1, "Sr 310"), stay(3, casefile.Locating, 2, "Opw 3", "Sr 310"), stay(6, casefile.Held, 2, "Opw 3", "Sr 310")},
	}
	sum := func(corners []corner, on casefile.Date, offence string) (persons, titles int) {
		for _, c := range corners {
			if c.on <= on && c.offence == offence {
				persons, titles = persons+c.persons, titles+c.titles
			}
		}
		return persons, titles
	}
	for _, before := range histories {
		for _, after := range histories {
			all := append(project(nil, before).corners(), project(before, after).corners()...)
			for on := range casefile.Date(8) {
				for _, offence := range []string{"*", "Sr 310", "Opw 3"} {
					persons, titles := sum(all, on, offence)
					wantPersons, wantTitles := sum(project(nil, after).corners(), on, offence)
					require.Equal(t, []int{wantPersons, wantTitles}, []int{persons, titles})
				}
			}
		}
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"a", "b"}, missing([]string{"a", "b", "b", "c"}, []string{"b", "c", "d"}))
	require.Empty(t, missing(nil, []string{"a"}))
}

func TestDateFrom(t *testing.T) {
	t.Parallel()
	require.Zero(t, dateFrom(nil))
	d := casefile.NewDate(2018, time.October, 1)
	require.Equal(t, d, dateFrom(dateOrNil(d)))
	require.Nil(t, dateOrNil(0))
}
