package casefile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// twoJudgments is an open case, and what a file says of it: everything otherwise, and both titles reported later.
func twoJudgments() (casefile.KnownCase, casefile.Filed) {
	return open(known(1, 10, key("c1", "p1")), known(2, 20, key("c2", "p2"))), casefile.Filed{
		Titles: []casefile.FiledTitle{filed(10, key("c1", "p1"), firstDay+2), filed(20, key("c2", "p2"), firstDay+1)},
		Unit:   "Rotterdam", Residence: casefile.ResidenceEU, Stand: casefile.AlertOnly, Handler: "behandelaar-2",
	}
}

func reconcile(filed casefile.Filed, apply bool, cases ...casefile.KnownCase) casefile.Reconciliation {
	return casefile.Reconcile(cases, filed, casefile.ReconcileOptions{Today: filedToday, Apply: apply})
}

// TestReconcileFactsOfTheCase lists each fact that the file says otherwise, and on demand changes it by a command of its own.
func TestReconcileFactsOfTheCase(t *testing.T) {
	t.Parallel()
	c, says := twoJudgments()
	differences := []casefile.Difference{
		{Field: "eenheid", Was: "Den Haag", Now: "Rotterdam"},
		{Field: "verblijf", Was: "NL", Now: "EU"},
		{Field: "stand", Was: "locating", Now: "alert_only"},
		{Field: "behandelaar", Was: "behandelaar-1", Now: "behandelaar-2"},
		{Field: "aangemeld_op", Was: "2018-10-01", Now: "2018-10-02"},
	}
	for i := range differences {
		differences[i].Title, differences[i].Case, differences[i].Why = casefile.WholePerson, openCase, casefile.DifferenceChanged
	}
	listed := reconcile(says, false, c)
	require.Empty(t, cmp.Diff(differences, listed.Differences))
	require.Empty(t, listed.Commands)

	for i := range differences {
		differences[i].Applied, differences[i].Command = true, i
	}
	applied := reconcile(says, true, c)
	require.Empty(t, cmp.Diff(differences, applied.Differences))
	change := func(facts casefile.CaseFacts) casefile.Command { return casefile.ChangeCase{CaseFacts: facts} }
	require.Empty(t, cmp.Diff([]casefile.Command{
		change(casefile.CaseFacts{Unit: "Rotterdam"}), change(casefile.CaseFacts{Residence: casefile.ResidenceEU}),
		change(casefile.CaseFacts{Stand: casefile.AlertOnly}), change(casefile.CaseFacts{Handler: "behandelaar-2"}),
		change(casefile.CaseFacts{ReportedOn: firstDay + 1}),
	}, applied.Commands))

	for _, underWay := range []bool{true, false} { // and recorded
		told := c
		for _, command := range applied.Commands {
			told.Told(command, underWay)
		}
		if !underWay {
			told.Now = told.Brought.Expected()
			told.Now.OpenedOn = firstDay + 1
		}
		require.Empty(t, reconcile(says, true, told).Differences, "the same file again changes nothing")
	}
}

func TestReconcileTheDayOfReporting(t *testing.T) {
	t.Parallel()
	c, says := twoJudgments()
	says.Unit, says.Residence, says.Stand, says.Handler = "", "", "", ""
	lacks := says
	lacks.Titles = says.Titles[:1] // the other may be the one reported first
	require.Empty(t, reconcile(lacks, true, c).Differences)

	earlier := says
	earlier.Titles = []casefile.FiledTitle{
		filed(10, key("c1", "p1"), firstDay-20), filed(20, key("c2", "p2"), firstDay), filed(30, key("c3", "p3"), firstDay-15),
	}
	got := reconcile(earlier, true, c)
	require.Equal(t, firstDay-15, got.Commands[1].(casefile.AddTitle).On, "the case counts from before that day")
	require.Equal(t, firstDay, reconcile(earlier, false, c).Commands[0].(casefile.AddTitle).On, "until that is applied it does not")

	got = reconcile(earlier, true, ended(endedCase, firstDay-20, known(1, 5, key("c9", "p9"))), c)
	require.Equal(t, casefile.DifferenceFixed, got.Differences[0].Why, "the case before it ended on that day")
	c.Now = c.Brought.Expected()
	c.Now.Arrests = []casefile.Arrest{{ID: "a1", On: firstDay}}
	require.Equal(t, casefile.DifferenceFixed, reconcile(says, true, c).Differences[0].Why, "somebody was arrested before that day")
}

// TestAFileDoesNotOverruleAPerson: what a person changed stands while the file goes on saying what it said before.
func TestAFileDoesNotOverruleAPerson(t *testing.T) {
	t.Parallel()
	c, says := twoJudgments()
	says.Titles = nil
	same := casefile.Filed{Unit: c.Brought.Unit, Residence: c.Brought.Residence, Stand: casefile.Locating, Handler: c.Brought.Handler}
	c.Now = c.Brought.Expected()
	c.Now.Unit, c.Now.Residence, c.Now.Handler, c.Now.Status, c.Now.Round = "Limburg", casefile.ResidenceOutside, "behandelaar-3", casefile.Located, 1
	require.Empty(t, reconcile(same, true, c).Differences)

	got := reconcile(says, true, c)
	require.Len(t, got.Differences, 4)
	require.Equal(t, "Limburg", got.Differences[0].Was)
	require.Equal(t, casefile.Difference{
		Title: casefile.WholePerson, Case: openCase, Field: "stand", Why: casefile.DifferenceFixed, Was: "located", Now: "alert_only",
	}, got.Differences[2], "it has moved on")
	require.Len(t, got.Commands, 3)
	says.Stand = casefile.Located
	require.Len(t, reconcile(says, true, c).Differences, 3, "the file has caught up")
}
