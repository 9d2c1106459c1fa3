package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// fined is a person at large with substitute detention for a fine of € 1,000.
func fined(t *testing.T, days int) *trace {
	t.Helper()
	open := imported(days)
	open.Titles[0].Kind = "vervangende_hechtenis_geldboete"
	tr := newTrace(t, open)
	tr.passIntake()
	return tr
}

func (tr *trace) pay(cents int64, on Date) []Event {
	tr.t.Helper()
	return tr.do(RecordPayment{From: CJIB, Title: 1, Cents: cents, CreditedOn: on, FineCents: 1000_00})
}

// TestPartialPayment is scenario 12.
func TestPartialPayment(t *testing.T) {
	t.Parallel()
	tr := fined(t, 40)
	on := NewDate(2026, time.November, 20)
	tr.pay(500_00, on)
	require.Equal(t, 20, tr.state.Titles[0].Remainder)
	paid := last[PaymentRecorded](tr)
	require.Equal(t, on, paid.CreditedOn)
	require.Equal(t, 20, paid.Title.Remainder)
	require.Equal(t, on.Start(), tr.events[len(tr.events)-1].At)
	tr.do(RecordPayment{From: CJIB, Title: 1, Cents: 10_00, CreditedOn: on + 1})
	require.Equal(t, 20, tr.state.Titles[0].Remainder, "19.6, rounded up")
	require.Empty(t, tr.state.Findings)
	tr.pay(490_00, on+2)
	require.Len(t, tr.state.Findings, 1, "a person says whether it ends")
	f := tr.state.Findings[0]
	require.Equal(t, Finding{ID: f.ID, Agency: CJIB, Source: SourceReport, Ending: Paid, Title: 1, On: on + 2}, f)
	require.Equal(t, 20, tr.state.Titles[0].Remainder, "until then it stays as it was")
	tr.pay(5_00, on+3)
	require.Len(t, tr.state.Findings, 1, "more than the whole fine: still one proposal")
	require.Equal(t, int64(1000_00), tr.state.Titles[0].PaidCents)
	tr.do(ConfirmFinding{Finding: f.ID})
	require.Equal(t, Paid, tr.state.Ending)
	require.Equal(t, on+2, tr.state.EndedOn)
}

func TestAPaymentReroutesFromTheDayOfCredit(t *testing.T) {
	t.Parallel()
	tr := fined(t, 360)
	on := NewDate(2020, time.May, 4)
	require.Equal(t, FAST, tr.state.Owner)
	tr.pay(250_00, on)
	require.Equal(t, 270, tr.state.Titles[0].Remainder)
	require.Equal(t, "Den Haag", tr.state.Owner)
	tr.pay(600_00, on+10)
	tr.pay(10_00, on+20)
	require.Equal(t, []Class{From300, Under300, Under90}, classes(tr.state.Timeline))
	require.Equal(t, on, tr.state.Timeline[1].From)
	require.Equal(t, on+10, tr.state.Timeline[2].From)
	require.Equal(t, []Earlier{{Until: on, Days: 360}, {Until: on + 10, Days: 270}}, tr.state.Titles[0].Earlier, "only where the class changed")

	title := tr.state.Titles[0]
	title.Remainder = 100
	tr.do(ChangeTitle{Title: title})
	require.Equal(t, []Class{Under120}, classes(tr.state.Timeline), "a correction is of all days")
}

func TestAPaymentBookedLateCountsAfterTheOneBefore(t *testing.T) {
	t.Parallel()
	tr := fined(t, 360)
	on := NewDate(2020, time.May, 4)
	tr.pay(250_00, on)
	tr.pay(600_00, on-10)
	require.Equal(t, []Class{From300, Under90}, classes(tr.state.Timeline))
	require.Equal(t, on, tr.state.Timeline[1].From)
}

func TestPaymentAfterPartWasServed(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		imposed, remainder int
		cents              int64
		want               int
		ending             Ending
	}{
		{40, 30, 500_00, 10, ""},
		{40, 30, 10_00, 30, ""}, // 39.6 is 40, of which 10 are served
		{40, 20, 500_00, 20, RemainderZero},
		{40, 10, 1000_00, 10, Paid},
	} {
		open := imported(tc.imposed)
		open.Titles[0].Remainder = tc.remainder
		tr := newTrace(t, open)
		tr.pay(tc.cents, DateOf(tr.now))
		require.Equal(t, tc.want, tr.state.Titles[0].Remainder)
		require.Len(t, findings(tr.state, tc.ending), map[bool]int{true: 1}[tc.ending != ""])
	}
}

func TestRecordPaymentRefuses(t *testing.T) {
	t.Parallel()
	tr := fined(t, 40)
	today := DateOf(tr.now)
	pay := RecordPayment{From: CJIB, Title: 1, Cents: 1, CreditedOn: today, FineCents: 1000_00}
	with := func(change func(*RecordPayment)) RecordPayment {
		p := pay
		change(&p)
		return p
	}
	tr.refused(RefusedNotYours, with(func(p *RecordPayment) { p.From = Politie }))
	tr.refused(RefusedNoTitle, with(func(p *RecordPayment) { p.Title = 2 }))
	tr.refused(RefusedDate, with(func(p *RecordPayment) { p.CreditedOn++ }))
	tr.refused(RefusedDate, with(func(p *RecordPayment) { p.CreditedOn = tr.state.OpenedOn - 1 }))
	tr.refused(RefusedAmount, with(func(p *RecordPayment) { p.Cents = 0 }))
	tr.refused(RefusedAmount, with(func(p *RecordPayment) { p.FineCents = 0 }))
	tr.refused(RefusedAmount, with(func(p *RecordPayment) { p.FineCents = -5 }))
	tr.refused(RefusedAmount, with(func(p *RecordPayment) { p.FineCents = maxFineCents + 1 }))
	tr.do(pay)
	tr.refused(RefusedAmount, with(func(p *RecordPayment) { p.FineCents = 999_00 }))
	tr.do(End{Ending: Deceased, On: today})
	tr.refused(RefusedEnded, pay)
}

// TestPaymentsAddUp pays a fine in parts, in any order: what is left is that of the sum, never rounded twice.
func TestPaymentsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(1, 365).Draw(t, "days")
		title := Title{ImposedDays: days, Remainder: days, FineCents: rapid.Int64Range(1, 900_000).Draw(t, "fine")}
		for _, cents := range rapid.SliceOfN(rapid.Int64Range(1, 300_000), 1, 6).Draw(t, "payments") {
			title.PaidCents, title.Remainder = afterPayment(title, cents)
		}
		whole := 0 // the smallest number of days that is not less than what is due
		for int64(whole)*title.FineCents < (title.FineCents-title.PaidCents)*int64(days) {
			whole++
		}
		require.Equal(t, whole, title.Remainder)
		require.LessOrEqual(t, title.PaidCents, title.FineCents)
	})
}
