package db_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// numbers is what Justid says of the numbers of two persons.
func numbers(id string, m casefile.Message, n, other int) db.InboxMessage {
	return db.InboxMessage{
		Source: "justid", ID: id, SKN: skn(n), OtherSKN: skn(other),
		Command: casefile.Report{From: casefile.JustID, Message: m, On: day("2015-02-03")},
		Body:    json.RawMessage(`{"anderSkn":"` + skn(other) + `"}`), ReceivedAt: today,
		Actor: casefile.Actor{ID: "justid", Role: casefile.RoleAgency, Agency: casefile.JustID, Verified: true},
	}
}

// alarms are what the open alarms of the case are about, and refer to.
func (b *sealed) alarms(id casefile.CaseID) map[casefile.Alarm]string {
	b.t.Helper()
	found := map[casefile.Alarm]string{}
	for _, e := range b.state(id).Escalations {
		found[e.About] = e.Ref
	}
	return found
}

func TestAMessageAboutTwoNumbersNamesTheOtherCaseAndNoNumber(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	opened := b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 60, "2018-09-01"))).Opened
	b.begin(opened...)
	require.Equal(t, opened[0], b.receive(numbers("j1", casefile.MsgMerged, 1, 2)).Case)
	require.Equal(t, db.ReceiptDuplicate, b.receive(numbers("j1", casefile.MsgMerged, 1, 2)).Status)
	require.Equal(t, opened[1], b.receive(numbers("j2", casefile.MsgSplit, 2, 3)).Case)
	require.Equal(t, 2, b.relay())
	require.Equal(t, map[casefile.Alarm]string{casefile.AlarmMerged: string(opened[1])}, b.alarms(opened[0]))
	require.Equal(t, map[casefile.Alarm]string{casefile.AlarmSplit: ""}, b.alarms(opened[1]))
	require.Equal(t, casefile.Suspended, b.state(opened[1]).Status, "nobody acts on it")
	b.requireAbsent([]string{skn(1), skn(2), skn(3)})
	require.JSONEq(t, `{"anderSkn":"`+skn(2)+`"}`, string(b.read(opened[0]).Messages[0].Body), "whoever may, reads it there")

	merged := b.merge(merge(opened[0], opened[1]))
	b.relay()
	require.Empty(t, b.alarms(opened[0]), "the merge settles it")
	require.Equal(t, merged.To, b.receive(numbers("j3", casefile.MsgMerged, 1, 2)).Case, "a person who is found under both")
	require.Equal(t, 1, b.relay())
	require.NotContains(t, b.alarms(merged.To), casefile.AlarmMerged)
}

// Justid may know of a number before anybody here is known by it.
func TestAMergeOfNumbersWaitsForThePerson(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	known := b.intake(somebody(2, title(2, 60, "2018-09-01"))).Opened[0]
	b.begin(known)
	require.Equal(t, db.ReceiptWaiting, b.receive(numbers("j1", casefile.MsgMerged, 1, 2)).Status)
	b.requireAbsent([]string{skn(1), skn(2)})
	report := b.intake(somebody(1, title(1, 210, "2018-09-01")))
	require.Equal(t, 1, report.Released)
	b.begin(report.Opened...)
	require.Equal(t, 1, b.relay())
	require.Equal(t, map[casefile.Alarm]string{casefile.AlarmMerged: string(known)}, b.alarms(report.Opened[0]))
}
