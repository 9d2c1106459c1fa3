package stack

import (
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// TestMessages brings messages at every awkward moment to one installation with ten persons, each known by the name of
// his handler. Then it reads everything that the installation keeps outside its sealed records, and replays its traces.
func TestMessages(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	i.start("--scenario", "testdata/persons.yaml")

	i.beforeTheTraceHasStarted()
	i.beforeThePersonIsKnown()
	i.twice()
	i.aboutAnotherPerson()
	i.whileTheWorkerIsAway()
	i.aboutWhatOthersPlaced()
	i.findingsAreJudged()
	i.anAgencyStaysSilent()
	i.requireBudget(i.firstRun("plain"))
	require.Regexp(t, `, 0 verschillen\n$`, i.must("verify"))

	s := newScanner(t, "testdata/persons.csv", "testdata/later.csv", "testdata/wrong.csv", "testdata/messages.csv")
	for _, address := range []string{"Verzonnenlaan", "Bedachtplein", "Nergenshuizen"} {
		s.seekWord("adres", address)
	}
	i.provoke(s)
	i.requireNoLeak(s)
	i.requireReplay()
	if *record {
		i.keep("plain", "alert-only", "locating", "refuted", "sighted", "adopted", "reminded")
	}
}

// A case whose start is pending counts for nothing yet: its message waits for it.
func (i *installation) beforeTheTraceHasStarted() {
	i.t.Helper()
	i.signal(config.ProcessWorker, syscall.SIGSTOP)
	i.must("import", "cases", "testdata/persons.csv", "--no-wait")
	require.Equal(i.t, []agency.Receipt{agency.Stored}, i.tell(arrest("early/1", "99100008", "2019-05-03")))
	for _, c := range i.cases("") {
		require.Zero(i.t, c.Version, "no case has begun")
	}
	i.signal(config.ProcessWorker, syscall.SIGCONT)
	i.untilClosed("early", "2019-05-03")
	i.until("every person has been asked after", "locating", rested)
	i.until("every person has been asked after", "alert-only", rested)
	require.Equal(i.t, casefile.Locating, i.state("locating").Status)
	require.Equal(i.t, casefile.AlertOnly, i.state("alert-only").Status)
}

// A message about nobody we know is kept until the person is imported.
func (i *installation) beforeThePersonIsKnown() {
	i.t.Helper()
	unknown := arrest("unknown/1", "99100009", "2019-06-04")
	require.Equal(i.t, []agency.Receipt{agency.WaitsForPerson, agency.WaitsForPerson}, i.tell(unknown, unknown))
	i.must("import", "cases", "testdata/later.csv")
	i.untilClosed("unknown", "2019-06-04")
	require.Equal(i.t, []agency.Receipt{agency.AlreadyReceived}, i.tell(unknown))
}

// The same message has one effect, and another about the same arrest is attached to it. The earliest custody counts.
func (i *installation) twice() {
	i.t.Helper()
	first := arrest("plain/1", "99100001", "2019-05-03")
	i.until("an order stands", "plain", func(s casefile.State) bool { return s.Status == casefile.ArrestOrdered && len(s.Requests) == 0 })
	require.Equal(i.t, []agency.Receipt{agency.Stored, agency.AlreadyReceived}, i.tell(first, first))
	i.untilClosed("plain", "2019-05-03")
	require.Equal(i.t, []agency.Receipt{agency.AlreadyReceived, agency.Stored}, i.tell(first, arrest("plain/2", "99100001", "2019-05-10")))
	i.until("the second report is attached", "plain", func(s casefile.State) bool { return len(s.Arrests) == 2 })
	var reports []casefile.ArrestReported
	for _, e := range i.events("plain") {
		if r, is := e.Payload.(casefile.ArrestReported); is {
			reports = append(reports, r)
		}
	}
	require.Len(i.t, reports, 2)
	require.False(i.t, reports[0].Duplicate)
	require.True(i.t, reports[1].Duplicate)
	require.Equal(i.t, "2019-05-03", i.state("plain").EndedOn.String())

	i.tell(arrest("unknown/0", "99100009", "2019-06-01"))
	i.until("the earlier custody counts", "unknown", func(s casefile.State) bool { return s.EndedOn.String() == "2019-06-01" })
}

// Somebody else was arrested: the case is where it was, and the right arrest still ends it.
func (i *installation) aboutAnotherPerson() {
	i.t.Helper()
	before := i.state("refuted").Status
	i.tell(arrest("refuted/1", "99100004", "2019-07-01"))
	i.until("the arrest is refuted", "refuted", func(s casefile.State) bool { return len(s.Arrests) == 1 && s.Arrests[0].Refuted })
	require.Equal(i.t, before, i.state("refuted").Status)
}

// A worker that hangs delays everything and loses nothing.
func (i *installation) whileTheWorkerIsAway() {
	i.t.Helper()
	i.signal(config.ProcessWorker, syscall.SIGSTOP)
	message := arrest("adopted/1", "99100006", "2019-08-01")
	require.Equal(i.t, []agency.Receipt{agency.Stored, agency.AlreadyReceived}, i.tell(message, message))
	i.must("import", "messages", filepath.Join("testdata", "messages.csv"))
	require.True(i.t, i.state("adopted").Status.Open())
	i.signal(config.ProcessWorker, syscall.SIGCONT)
	i.untilClosed("adopted", "2019-08-01")
	i.until("the payment is noted", "locating", func(casefile.State) bool { return slices.ContainsFunc(i.events("locating"), isNote) })
}

func isNote(e db.Recorded) bool {
	n, is := e.Payload.(casefile.Noted)
	return is && n.About == casefile.NoteMessage
}

// An alert that stood before we asked was taken back too, and so was an order that turned up at the first withdrawal.
func (i *installation) aboutWhatOthersPlaced() {
	i.t.Helper()
	for _, a := range i.stack().Agencies {
		for _, s := range i.standing(a.URL) {
			require.NotEqual(i.t, i.state("adopted").Case, s.Case)
		}
	}
	adopted, withdrawals := 0, 0
	for _, e := range i.events("adopted") {
		switch payload := e.Payload.(type) {
		case casefile.MeasureAdopted:
			adopted++
		case casefile.Asked:
			if payload.Request.Kind == casefile.Withdraw && payload.Request.Agency == casefile.Politie {
				withdrawals++
			}
		}
	}
	require.Equal(i.t, 1, adopted)
	require.Equal(i.t, 2, withdrawals)
}

// A sighting is a proposal until somebody confirms it with a reason, which is kept sealed.
func (i *installation) findingsAreJudged() {
	i.t.Helper()
	i.until("the sighting waits", "sighted", func(s casefile.State) bool { return len(s.Findings) == 1 && rested(s) })
	state := i.state("sighted")
	i.must("case", "do", string(state.Case), "confirm-finding", "--finding", state.Findings[0].ID,
		"--reason", "Testpersoon-Gezien is daar herkend op Bedachtplein 5")
	i.until("the arrest is ordered", "sighted", func(s casefile.State) bool { return s.Status == casefile.ArrestOrdered && rested(s) })
}

// An agency that is silent is reminded, and then its silence is escalated. Its terms are seconds, by a policy of its own.
func (i *installation) anAgencyStaysSilent() {
	i.t.Helper()
	file, err := policy.Default()
	require.NoError(i.t, err)
	p := file.Policy
	p.Version = "e2e"
	for n := range p.Terms {
		if p.Terms[n].Request == casefile.AskWhereabouts {
			p.Terms[n].WorkingDays, p.Terms[n].After = nil, []time.Duration{time.Second, 3 * time.Second, 5 * time.Second}
		}
	}
	store, err := db.Open(i.t.Context(), i.stack().DatabaseURL, db.RoleEngine)
	require.NoError(i.t, err)
	defer store.Close()
	ring, err := privacy.OpenMasterKey(filepath.Join(i.dir, "master-key.json"))
	require.NoError(i.t, err)
	require.NoError(i.t, store.UseKeys(i.t.Context(), ring))
	require.NoError(i.t, store.SavePolicy(i.t.Context(), casefile.Engine(), p))
	finalOn := casefile.NewDate(2016, time.March, 1)
	_, err = store.Intake(i.t.Context(), []db.IntakePerson{{
		Person: privacy.Person{SKN: "99100010", Surname: "Testpersoon-Stil", BirthDate: "1970-10-20", Sex: "X"},
		Titles: []db.IntakeTitle{{
			Facts: casefile.Title{
				Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 311"}, MaxMonths: 72, ImposedDays: 400, Remainder: 210,
				FinalOn: finalOn, ExecutableOn: finalOn,
			},
			Identity: privacy.TitleIdentity{Parketnummer: "10/991010-15"}, ReportedOn: casefile.NewDate(2017, time.March, 1),
		}},
		Unit: "Rotterdam", Residence: casefile.ResidenceUnknown, Handler: "reminded",
	}}, db.IntakeOptions{Now: time.Now(), Policy: "e2e", Actor: casefile.Actor{ID: "e2e", Role: casefile.RoleOfficer}, Source: "test"})
	require.NoError(i.t, err)
	i.until("the silence is escalated", "reminded", func(s casefile.State) bool {
		reminded := slices.ContainsFunc(i.events("reminded"), func(e db.Recorded) bool {
			_, is := e.Payload.(casefile.ReminderDelivered)
			return is
		})
		return reminded && slices.ContainsFunc(s.Requests, func(r casefile.Request) bool { return r.Agency == casefile.OM && r.Silent })
	})
}

func arrest(id, skn, on string) agency.Event {
	day, err := casefile.ParseDate(on)
	if err != nil {
		panic(err)
	}
	return agency.Event{Agency: casefile.Politie, ID: id, Report: &agency.Report{
		SKN: skn, Message: casefile.MsgArrested, On: day, Note: "Aangehouden op Verzonnenlaan 11, Nergenshuizen",
	}}
}
