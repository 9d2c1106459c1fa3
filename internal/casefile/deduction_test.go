package casefile

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func (tr *trace) deduct(kind DeductionKind, from, until Date) error {
	tr.t.Helper()
	_, err := tr.try(DeductDays{Title: 1, Deduction: Deduction{Kind: kind, Period: Period{From: from, Until: until}}})
	return err
}

// TestRemandCorrectsFromTheBeginning: a day of remand that was forgotten means that the class was wrong on every day.
func TestRemandCorrectsFromTheBeginning(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 300)
	require.Equal(t, FAST, tr.state.Owner)
	require.NoError(t, tr.deduct(DeductRemand, NewDate(2015, time.June, 1), NewDate(2015, time.June, 2)))
	require.Equal(t, 299, tr.state.Titles[0].Remainder)
	require.Equal(t, Under300, tr.state.Class)
	for _, stay := range tr.state.Timeline {
		require.Equal(t, Under300, stay.Class, "since %s", stay.From)
	}
	require.NotEqual(t, FAST, tr.state.Owner)
}

// TestDetentionAbroadCountsFromItsEnd: until then there was more to serve, and figures of those days stay as they are.
func TestDetentionAbroadCountsFromItsEnd(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 320)
	released := DateOf(tr.now) - 5
	require.NoError(t, tr.deduct(DeductAbroad, released-30, released))
	require.Equal(t, 290, tr.state.Titles[0].Remainder)
	require.Equal(t, released.Start(), tr.events[len(tr.events)-2].At.UTC(), "before the lead is handed over")
	classes := map[Class]Date{}
	for _, stay := range tr.state.Timeline {
		if _, seen := classes[stay.Class]; !seen {
			classes[stay.Class] = stay.From
		}
	}
	require.Equal(t, map[Class]Date{From300: tr.state.OpenedOn, Under300: released}, classes)
}

func TestADayComesOffOnce(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	first := DateOf(tr.now) - 60
	require.NoError(t, tr.deduct(DeductAbroad, first, first+20))
	require.NoError(t, tr.deduct(DeductServed, first+10, first+25))
	require.Equal(t, 185, tr.state.Titles[0].Remainder, "25 days in all")
	refusal, is := errors.AsType[*Refusal](tr.deduct(DeductServed, first+3, first+4))
	require.True(t, is)
	require.Equal(t, RefusedDeducted, refusal.Code)

	corrected := tr.state.Titles[0]
	corrected.Deductions = nil // as a file brings it
	tr.do(ChangeTitle{Title: corrected})
	require.Error(t, tr.deduct(DeductServed, first+3, first+4), "a correction of the title forgets no deduction")
}

func TestNothingLeftWaitsForAPerson(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 20)
	until := DateOf(tr.now)
	require.NoError(t, tr.deduct(DeductServed, until-20, until))
	require.Equal(t, 20, tr.state.Titles[0].Remainder, "until then it stays as it was")
	require.True(t, tr.state.Status.Open())
	require.Len(t, tr.state.Findings, 1)
	f := tr.state.Findings[0]
	require.Equal(t, Finding{ID: f.ID, Agency: CJIB, Source: SourceReport, Ending: RemainderZero, Title: 1, On: until}, f)
	tr.do(ConfirmFinding{Finding: f.ID})
	require.Equal(t, RemainderZero, tr.state.Ending)
}
