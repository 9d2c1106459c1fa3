package db_test

import (
	"encoding/json"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

var police = casefile.Actor{ID: "politie", Role: casefile.RoleAgency, Agency: casefile.Politie, Verified: true}

// message is what the police send about the person: not found, on a day in 2019.
func message(id string, n int, parketnummer string) db.InboxMessage {
	return db.InboxMessage{
		Source: "politie", ID: id, SKN: skn(n), Parketnummer: parketnummer,
		Command: casefile.Report{From: casefile.Politie, Message: casefile.MsgNotFound, On: day("2019-02-03")},
		Body:    json.RawMessage(`{"toelichting":"Fictieve straat 12"}`), Actor: police, ReceivedAt: today,
	}
}

func (b *sealed) receive(m db.InboxMessage) db.Receipt {
	b.t.Helper()
	receipt, err := b.store.Receive(b.t.Context(), m)
	require.NoError(b.t, err)
	return receipt
}

func (b *sealed) outcome(inbox int64) db.InboxOutcome {
	b.t.Helper()
	out, err := b.store.InboxOutcome(b.t.Context(), inbox)
	require.NoError(b.t, err)
	return out
}

// title is the number that a stored report names.
func (b *sealed) titleNamed(inbox int64) int {
	b.t.Helper()
	return one[int](b.bundle, `SELECT coalesce((command -> 'data' ->> 'title')::int, 0) FROM inbox WHERE id = $1`, inbox)
}

func TestReceiveStoresAMessageOnce(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]

	first := b.receive(message("m1", 1, ""))
	require.Equal(t, db.Receipt{Inbox: first.Inbox, Case: id, Status: db.ReceiptStored}, first)
	again := message("m1", 1, "")
	again.ReceivedAt = today.Add(time.Hour)
	require.Equal(t, db.Receipt{Inbox: first.Inbox, Case: id, Status: db.ReceiptDuplicate}, b.receive(again))
	require.Equal(t, 1, b.counts()["inbox"])

	b.begin(id)
	require.Equal(t, 1, b.relay())
	require.Equal(t, db.ReceiptDuplicate, b.receive(again).Status, "also after it was handled")
	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	last := events[len(events)-1]
	require.Equal(t, "politie/m1", last.Cause)
	require.Equal(t, police, last.Actor)
}

func TestReceiveRefusesAnotherMessageUnderTheSameID(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.intake(somebody(1, title(1, 210, "2018-09-01")), somebody(2, title(2, 210, "2018-09-01")))
	b.receive(message("m1", 1, ""))
	for name, change := range map[string]func(*db.InboxMessage){
		"person":       func(m *db.InboxMessage) { m.SKN = skn(2) },
		"parketnummer": func(m *db.InboxMessage) { m.Parketnummer = parketnummer(1) },
		"body":         func(m *db.InboxMessage) { m.Body = json.RawMessage(`{}`) },
		"command": func(m *db.InboxMessage) {
			m.Command = casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: day("2019-02-03")}
		},
		"actor": func(m *db.InboxMessage) { m.Actor.ID = "iemand anders" },
	} {
		other := message("m1", 1, "")
		change(&other)
		_, err := b.store.Receive(t.Context(), other)
		requireKind(t, casefile.KindRefused, err)
		require.NotContains(t, err.Error(), other.SKN, name)
	}
	elsewhere := message("m1", 1, "")
	elsewhere.Source = "cjib"
	require.Equal(t, db.ReceiptStored, b.receive(elsewhere).Status, "ids are unique within their source")
}

func TestReceiveOfTheSameMessageManyTimesAtOnce(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.intake(somebody(1, title(1, 210, "2018-09-01")))
	var group sync.WaitGroup
	receipts := make([]db.Receipt, 12)
	for i := range receipts {
		group.Go(func() {
			var err error
			if receipts[i], err = b.store.Receive(b.t.Context(), message("m1", 1, "")); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	stored := 0
	for _, r := range receipts {
		require.Equal(t, receipts[0].Inbox, r.Inbox)
		if r.Status == db.ReceiptStored {
			stored++
		}
	}
	require.Equal(t, 1, stored)
}

func TestReceiveNamesTheTitle(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	twice := title(3, 60, "2018-09-01")
	twice.Identity.Parketnummer = parketnummer(2)
	b.intake(somebody(1, title(1, 210, "2018-09-01"), title(2, 30, "2018-09-01"), twice))

	require.Equal(t, 1, b.titleNamed(b.receive(message("one", 1, "09.000001.18")).Inbox), "however it is written")
	require.Equal(t, 0, b.titleNamed(b.receive(message("none", 1, "")).Inbox))
	require.Equal(t, 0, b.titleNamed(b.receive(message("unknown", 1, parketnummer(99))).Inbox))
	require.Equal(t, 0, b.titleNamed(b.receive(message("two", 1, parketnummer(2))).Inbox))
}

func TestReceiveFindsTheOpenCaseElseTheLatest(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	first := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(first)
	b.arrest(first, day("2018-10-01"), today)
	require.Equal(t, first, b.receive(message("m1", 1, "")).Case)
	second := b.intake(somebody(1, title(2, 210, "2019-09-01"))).Opened[0]
	require.Equal(t, second, b.receive(message("m2", 1, "")).Case)
	b.begin(second)
	b.arrest(second, day("2019-10-01"), today)
	require.Equal(t, second, b.receive(message("m3", 1, "")).Case)
}

func TestReceiveByCase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	m := message("m1", 1, "")
	m.SKN, m.Case = "", id
	require.Equal(t, id, b.receive(m).Case)

	m.ID, m.Case = "m2", casefile.CaseID(uuid.NewString())
	_, err := b.store.Receive(t.Context(), m)
	requireKind(t, casefile.KindNotFound, err)
}

func TestReceiveRefusesWhatIsNoMessage(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	for name, change := range map[string]func(*db.InboxMessage){
		"no source":      func(m *db.InboxMessage) { m.Source = "" },
		"a path":         func(m *db.InboxMessage) { m.Source = "politie/1" },
		"no id":          func(m *db.InboxMessage) { m.ID = "" },
		"a long id":      func(m *db.InboxMessage) { m.ID = string(make([]byte, 201)) },
		"about nobody":   func(m *db.InboxMessage) { m.SKN = "" },
		"no case at all": func(m *db.InboxMessage) { m.SKN, m.Case = "", "zaak-1" },
	} {
		m := message("m1", 1, "")
		change(&m)
		_, err := b.store.Receive(t.Context(), m)
		require.Error(t, err, name)
		requireKind(t, casefile.KindInvalid, err)
	}
	require.Zero(t, b.counts()["inbox"])
}

func TestAMessageAboutSomebodyUnknownWaitsUntilHeIsImported(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	waiting := b.receive(message("m1", 1, parketnummer(2)))
	require.Equal(t, db.Receipt{Inbox: waiting.Inbox, Status: db.ReceiptWaiting}, waiting)
	require.Equal(t, waiting, b.receive(message("m1", 1, parketnummer(2))), "sent again it still waits")
	other := b.receive(message("m2", 2, ""))
	require.Equal(t, "unknown_person", one[string](b.bundle, `SELECT reason FROM inbox WHERE id = $1`, waiting.Inbox))

	report := b.intake(somebody(1, title(1, 210, "2018-09-01"), title(2, 30, "2018-09-01")))
	require.Equal(t, 1, report.Released)
	require.Equal(t, db.InboxOutcome{Inbox: waiting.Inbox, Case: report.Opened[0], State: db.InboxPending}, b.outcome(waiting.Inbox))
	require.Equal(t, db.InboxWaiting, b.outcome(other.Inbox).State)
	require.Equal(t, 2, b.titleNamed(waiting.Inbox))
	require.Equal(t, db.ReceiptDuplicate, b.receive(message("m1", 1, parketnummer(2))).Status)
	require.Zero(t, b.relay(), "the case has not begun")
	b.begin(report.Opened...)
	require.Equal(t, 1, b.relay())
	require.JSONEq(t, `{"toelichting":"Fictieve straat 12"}`, string(b.read(report.Opened[0]).Messages[0].Body))
}

func TestAMessageThatWaitsIsPlacedWhenItIsSentAgain(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	waiting := b.receive(message("m1", 1, ""))
	// as if the intake had not seen it
	b.exec(`UPDATE inbox SET skn_index = '\x00'`)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	require.Equal(t, db.InboxWaiting, b.outcome(waiting.Inbox).State)
	require.Equal(t, db.Receipt{Inbox: waiting.Inbox, Case: id, Status: db.ReceiptStored}, b.receive(message("m1", 1, "")))
	require.Equal(t, db.InboxPending, b.outcome(waiting.Inbox).State)
}

// A message may come in while the very import that makes its person known is running.
func TestNoMessageIsMissedByAnImportThatRuns(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	var group sync.WaitGroup
	const persons = 60
	group.Go(func() {
		for n := range persons {
			if _, err := b.store.Intake(b.t.Context(), []db.IntakePerson{somebody(n, title(n, 90, "2018-09-01"))}, options()); err != nil {
				t.Error(err)
			}
		}
	})
	for worker := range 3 {
		group.Go(func() {
			for n := worker; n < persons; n += 3 {
				if _, err := b.store.Receive(b.t.Context(), message(strconv.Itoa(n), n, "")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	require.Zero(t, one[int](b.bundle, `SELECT count(*) FROM inbox WHERE state = 'waiting'`))
}
