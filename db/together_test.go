package db_test

import (
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// atOnce asks for dossiers at the same moment.
func (b *sealed) atOnce(cases []casefile.CaseID) (dossiers []privacy.Dossier, errs []error) {
	dossiers, errs = make([]privacy.Dossier, len(cases)), make([]error, len(cases))
	var all sync.WaitGroup
	for i, id := range cases {
		all.Go(func() {
			dossiers[i], errs[i] = b.store.Dossier(b.t.Context(), id, casefile.Engine(), "verzoek "+strconv.Itoa(i))
		})
	}
	all.Wait()
	return dossiers, errs
}

// several takes in so many persons, each with one title.
func (b *sealed) several(persons int) (cases []casefile.CaseID, brought []db.IntakePerson) {
	b.t.Helper()
	for n := 1; n <= persons; n++ {
		brought = append(brought, somebody(n, title(n, 210, "2018-09-01")))
	}
	return b.intake(brought...).Opened, brought
}

// Dossiers that are asked for at once are logged together, each for what it is for, and each who asks gets the person that he
// asked for.
func TestDossiersAskedForAtOnceAreEachTheirOwn(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases, brought := b.several(12)
	dossiers, errs := b.atOnce(append(cases, cases[0])) // one is asked for twice

	for i, d := range dossiers {
		require.NoError(t, errs[i])
		want := brought[i%len(cases)]
		require.Equal(t, want.Person, d.Person)
		require.Equal(t, map[int]privacy.TitleIdentity{1: want.Titles[0].Identity}, d.Titles)
		require.Equal(t, 1, one[int](b.bundle, `SELECT count(*) FROM read_log
			WHERE case_id = '`+string(cases[i%len(cases)])+`' AND purpose = 'verzoek `+strconv.Itoa(i)+`'`))
	}
	require.Equal(t, len(dossiers), one[int](b.bundle, `SELECT count(*) FROM read_log`))
	require.Less(t, one[int](b.bundle, `SELECT count(DISTINCT xmin::text) FROM read_log`), len(dossiers), "some shared a transaction")
}

// A dossier that cannot be had is refused alone, and nothing of the others is logged twice.
func TestADossierThatIsNotThereIsRefusedAlone(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases, brought := b.several(3)
	dossiers, errs := b.atOnce(append([]casefile.CaseID{casefile.CaseID(uuid.NewString())}, cases...))

	requireKind(t, casefile.KindNotFound, errs[0])
	for i, want := range brought {
		require.NoError(t, errs[1+i])
		require.Equal(t, want.Person, dossiers[1+i].Person)
	}
	require.Equal(t, len(cases), one[int](b.bundle, `SELECT count(*) FROM read_log`))
}

// What is written in one round trip is there when the call returns without an error: a refusal that comes with the commit is one.
func TestARefusalAtTheCommitIsAnError(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases, _ := b.several(1)
	b.exec(`CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$`)
	b.exec(`CREATE CONSTRAINT TRIGGER never AFTER INSERT ON finding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION never()`)
	require.ErrorContains(t, b.store.SealFinding(t.Context(), cases[0], "fq7", "Fictieve straat 12, Rotterdam"), "never")
	require.Zero(t, one[int](b.bundle, `SELECT count(*) FROM finding`))
}

// Messages that come at once are stored together: the new ones each as its own, one that came before once, and one about
// somebody unknown waits.
func TestMessagesThatComeAtOnceAreEachTheirOwn(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases, _ := b.several(3)
	before := b.receive(message("before", 1, ""))
	other := message("before", 1, "")
	other.Command = casefile.Report{From: casefile.Politie, Message: casefile.MsgArrested, On: day("2019-02-03")}
	sent := []db.InboxMessage{
		message("m1", 1, ""), message("m2", 2, ""), message("m3", 3, "10/000003-15"), message("before", 1, ""), message("unknown", 9, ""), other,
	}
	for n := range 12 {
		sent = append(sent, message(fmt.Sprintf("more%d", n), 2, ""))
	}
	receipts, errs := make([]db.Receipt, len(sent)), make([]error, len(sent))
	var all sync.WaitGroup
	for i, m := range sent {
		all.Go(func() { receipts[i], errs[i] = b.store.Receive(t.Context(), m) })
	}
	all.Wait()

	requireKind(t, casefile.KindRefused, errs[5])
	for i := range sent {
		if i != 5 {
			require.NoError(t, errs[i])
		}
	}
	for i, id := range cases {
		require.Equal(t, db.Receipt{Inbox: receipts[i].Inbox, Case: id, Status: db.ReceiptStored}, receipts[i])
		require.Equal(t, fmt.Sprintf("politie/m%d", i+1), one[string](b.bundle, `SELECT cause FROM inbox WHERE id = $1`, receipts[i].Inbox))
	}
	require.Equal(t, db.Receipt{Inbox: before.Inbox, Case: cases[0], Status: db.ReceiptDuplicate}, receipts[3])
	require.Equal(t, db.ReceiptWaiting, receipts[4].Status)
	require.Equal(t, len(sent)-1, b.counts()["inbox"])
	require.Less(t, one[int](b.bundle, `SELECT count(DISTINCT xmin::text) FROM inbox`), len(sent)-1, "some shared a transaction")
}

// Commands that are judged at once are each judged by the case that they are for, and a case that is not there is nobody else's error.
func TestCommandsJudgedAtOnceAreEachOfTheirCase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	cases, _ := b.several(2)
	b.begin(cases...)
	report := casefile.Report{From: casefile.Politie, Message: casefile.MsgDeceased, On: day("2018-08-01")}
	work := []db.InboxWork{
		{Case: cases[0], Cause: "intake/" + string(cases[0]), Command: report, Actor: police, ReceivedAt: today},
		{Case: cases[1], Cause: "politie/early", Command: report, Actor: police, ReceivedAt: today},
		{Case: casefile.CaseID(uuid.NewString()), Cause: "politie/nobody", Command: report, Actor: police, ReceivedAt: today},
	}
	known, refusals, errs := make([]bool, len(work)), make([]*casefile.Refusal, len(work)), make([]error, len(work))
	var all sync.WaitGroup
	for i, w := range work {
		all.Go(func() { known[i], refusals[i], errs[i] = b.store.Judge(t.Context(), w) })
	}
	all.Wait()

	require.NoError(t, errs[0])
	require.NoError(t, errs[1])
	require.Equal(t, []bool{true, false, false}, known)
	require.Nil(t, refusals[0])
	require.Equal(t, &casefile.Refusal{Code: casefile.RefusedDate, Version: b.state(cases[1]).Version}, refusals[1])
	requireKind(t, casefile.KindNotFound, errs[2])
}
