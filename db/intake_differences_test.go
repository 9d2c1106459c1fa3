package db_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// applying are options that take over what differs.
func applying() db.IntakeOptions {
	o := options()
	o.ApplyChanges, o.Reason = true, "bericht van het CJIB"
	return o
}

func fields(r db.IntakeReport) (names []string) {
	for _, d := range r.Differences {
		names = append(names, d.Field)
	}
	return names
}

func TestIntakeListsChangedFactsAndAppliesThemOnDemand(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	later := somebody(1, title(1, 310, "2018-09-01"))

	listed := b.intake(later)
	require.Equal(t, 1, listed.Differing)
	require.Empty(t, cmp.Diff([]db.IntakeDifference{{Line: 1, Difference: casefile.Difference{
		Case: id, No: 1, Field: "restant_dagen", Why: casefile.DifferenceChanged, Was: "210", Now: "310",
	}}}, listed.Differences))
	require.Zero(t, b.counts()["inbox"])

	applied := b.intakeWith(applying(), later)
	require.Equal(t, 1, applied.Changed)
	require.True(t, applied.Differences[0].Applied)
	require.Equal(t, 1, b.intake(later).Unchanged, "while it is under way")
	require.Equal(t, 1, b.relay())
	require.Equal(t, 310, b.state(id).Titles[0].Remainder)
	require.Equal(t, 1, b.intake(later).Unchanged)
	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	changes := 0
	for _, e := range events {
		if _, is := e.Payload.(casefile.TitleChanged); is {
			require.Equal(t, importer, e.Actor)
			changes++
		}
	}
	require.Equal(t, 1, changes)
	file, err := b.store.ReadPerson(t.Context(), id, importer, "controle")
	require.NoError(t, err)
	require.JSONEq(t, `{"bron":"zaken.csv","reden":"bericht van het CJIB"}`, string(file.Messages[0].Body))
}

func TestIntakeCanChangeAValueBackAndForth(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	for _, remainder := range []int{180, 210, 180, 210} {
		b.intakeWith(applying(), somebody(1, title(1, remainder, "2018-09-01")))
		require.Equal(t, 1, b.relay())
		require.Equal(t, remainder, b.state(id).Titles[0].Remainder)
	}
}

func TestIntakeListsChangedPersonsByFieldAndAppliesThemOnDemand(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	original := somebody(1, title(1, 210, "2018-09-01"))
	id := b.intake(original).Opened[0]
	later := somebody(1, title(1, 210, "2018-09-01"))
	later.Person.Surname, later.Person.BSN, later.Person.BirthDate = "Testpersoon-anders", "990000099", "1970-06-00"
	want := []string{"bsn", "geslachtsnaam", "geboortedatum"}

	listed := b.intake(later)
	require.Equal(t, want, fields(listed))
	for _, d := range listed.Differences {
		require.Empty(t, cmp.Diff(db.IntakeDifference{Line: 1, Difference: casefile.Difference{
			Title: casefile.WholePerson, Case: id, Field: d.Field, Why: casefile.DifferenceChanged,
		}}, d), "the value itself is nobody's business")
	}
	require.Equal(t, original.Person, b.read(id).Person)

	require.Equal(t, want, fields(b.intakeWith(applying(), later)))
	require.Equal(t, later.Person, b.read(id).Person)
	require.Empty(t, b.intake(later).Differences)
	sets, err := b.store.ReadIdentities(t.Context(), id, importer, "controle")
	require.NoError(t, err)
	require.Equal(t, []privacy.Person{original.Person, later.Person}, []privacy.Person{sets[0].Person, sets[1].Person}, "what led before is kept")
	require.Equal(t, want, texts(sets[1].Fields))

	silent := somebody(1, title(1, 210, "2018-09-01"))
	silent.Person = later.Person
	silent.Person.BSN, silent.Person.VNumber, silent.Person.Prefix, silent.Person.Nationality = "", "", "", ""
	require.Empty(t, b.intakeWith(applying(), silent).Differences, "what a file does not say means nothing")
	require.Equal(t, later.Person, b.read(id).Person)
}

func (b *sealed) read(id casefile.CaseID) db.PersonFile {
	b.t.Helper()
	file, err := b.store.ReadPerson(b.t.Context(), id, importer, "controle")
	require.NoError(b.t, err)
	return file
}

func TestIntakeListsChangedIdentitiesOfTitlesAndAppliesThemOnDemand(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"), title(2, 60, "2018-09-01"))).Opened[0]
	b.begin(id)
	later := somebody(1, title(1, 210, "2018-09-01"), title(2, 60, "2018-09-01"))
	later.Titles[0].Identity.Parketnummer, later.Titles[0].Identity.ECLI = parketnummer(51), "ECLI:NL:RBDHA:2018:51"
	later.Titles[1].Identity.ECLI = ""

	listed := b.intake(later)
	require.Equal(t, []string{"parketnummer", "ecli"}, fields(listed))
	require.Empty(t, listed.Differences[0].Was+listed.Differences[0].Now)
	require.Equal(t, []int{1, 1}, []int{listed.Differing, listed.Unchanged})

	require.Equal(t, 1, b.intakeWith(applying(), later).Changed)
	require.Equal(t, 2, b.relay(), "the title, and on record which of its numbers were corrected")
	require.Empty(t, b.intake(later).Differences)
	identity := b.read(id).Titles[1]
	require.Equal(t, later.Titles[0].Identity, identity)
	require.Equal(t, []string{"parketnummer", "ecli"}, one[[]string](b.bundle, `SELECT fields FROM identity_change WHERE no = 1`))
	receipt, err := b.store.Receive(t.Context(), message("m1", 1, parketnummer(51)))
	require.NoError(t, err)
	require.Equal(t, 1, one[int](b.bundle, `SELECT (command -> 'data' ->> 'title')::int FROM inbox WHERE id = $1`, receipt.Inbox))
}

func TestIntakeListsABSNThatSomebodyElseHas(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	b.intake(somebody(1, title(1, 210, "2018-09-01")))
	second, third, fourth := somebody(2, title(2, 90, "2018-09-01")), somebody(3, title(3, 90, "2018-09-01")), somebody(4, title(4, 90, "2018-09-01"))
	second.Person.BSN = somebody(1).Person.BSN
	fourth.Person.BSN = third.Person.BSN

	report := b.intake(second, third, fourth)
	require.Len(t, report.Opened, 3, "a person is known by his SKN, and each has his own case")
	var lines []int
	for _, d := range report.Differences {
		require.Equal(t, casefile.DifferenceBSNInUse, d.Why)
		require.Equal(t, "bsn", d.Field)
		lines = append(lines, d.Line)
	}
	require.Equal(t, []int{2, 4}, lines)

	changed := somebody(3, title(3, 90, "2018-09-01"))
	changed.Person.BSN = somebody(1).Person.BSN
	report = b.intakeWith(applying(), changed)
	require.Equal(t, []string{"bsn", "bsn"}, fields(report), "it changed, and somebody else has it")
	require.Equal(t, casefile.DifferenceBSNInUse, report.Differences[1].Why)
}

func TestIntakeListsFactsOfTheCaseAndAppliesThemOnDemand(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-03"))).Opened[0]
	later := somebody(1, title(1, 210, "2018-09-01"))
	later.Unit, later.Handler, later.Residence, later.Stand = "Rotterdam", "behandelaar-1", casefile.ResidenceEU, casefile.ArrestOrdered
	want := []string{"eenheid", "verblijf", "stand", "behandelaar", "aangemeld_op"}

	listed := b.intake(later)
	require.Equal(t, want, fields(listed))
	require.Zero(t, b.counts()["inbox"])
	require.Empty(t, b.intake(somebody(1, title(1, 210, "2018-09-03"))).Differences)

	applied := b.intakeWith(applying(), later)
	require.Equal(t, want, fields(applied))
	for _, d := range applied.Differences {
		require.True(t, d.Applied)
		require.NotEmpty(t, d.Message)
	}
	require.Equal(t, len(want), b.counts()["inbox"])
	again := func(when string) {
		require.Empty(t, b.intakeWith(applying(), later).Differences, when)
		require.Equal(t, len(want), b.counts()["inbox"], when)
	}
	again("before the case has begun")
	b.begin(id)
	again("while it is under way")
	require.Equal(t, len(want), b.relay())
	again("when it is known")
	state := b.state(id)
	require.Equal(t, []any{"Rotterdam", "Rotterdam", "behandelaar-1", casefile.ResidenceEU, casefile.ArrestOrdered, day("2018-09-01")},
		[]any{state.Unit, state.Owner, state.Handler, state.Residence, state.Status, state.OpenedOn})
	_, found := b.verify()
	require.Empty(t, found)

	b.append(id, casefile.ChangeCase{CaseFacts: casefile.CaseFacts{Unit: "Limburg"}}, today)
	again("though an officer changed the unit since")
	later.Unit = "Breda"
	require.Equal(t, []string{"eenheid"}, fields(b.intake(later)))
}

// TestIntakeTellsWhichChangesWereRefused: between the file and its command an arrest came in.
func TestIntakeTellsWhichChangesWereRefused(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	later := somebody(1, title(1, 210, "2018-09-20"))
	later.Handler = "behandelaar-1"
	applied := b.intakeWith(applying(), later)
	b.append(id, toArrest(day("2018-09-10")), today)
	require.Equal(t, 2, b.relay())

	var messages []string
	for _, d := range applied.Differences {
		messages = append(messages, d.Message)
	}
	refused, err := b.store.RefusedChanges(t.Context(), messages)
	require.NoError(t, err)
	require.Equal(t, map[string]casefile.RefusalCode{messages[1]: casefile.RefusedDate}, refused)
	again := b.intakeWith(applying(), later)
	require.Equal(t, []string{"aangemeld_op"}, fields(again))
	require.Equal(t, casefile.DifferenceFixed, again.Differences[0].Why, "it can be no more")
	require.Zero(t, b.relay())
}

// TestACorrectedIdentityIsToldByItsCase in codes, while what it says stays sealed: also in a case that has ended.
func TestACorrectedIdentityIsToldByItsCase(t *testing.T) {
	t.Parallel()
	b := setupSealed(t)
	id := b.intake(somebody(1, title(1, 210, "2018-09-01"))).Opened[0]
	b.begin(id)
	person := somebody(1, title(1, 210, "2018-09-01"))
	person.Person.Surname, person.Person.BirthDate = "Testpersoon-anders", "1971-00-00"
	person.Titles[0].Identity.ECLI = "ECLI:NL:RBDHA:2018:51"
	b.intakeWith(applying(), person)
	require.Equal(t, 3, b.relay(), "of the person, of the title, and the title itself")
	b.arrest(id, day("2018-10-01"), today)
	person.Person.Surname = "Testpersoon-nogmaals"
	b.intakeWith(applying(), person)
	require.Equal(t, 1, b.relay())
	require.Equal(t, 1, b.counts()["identity_change"], "of the title")
	require.Equal(t, 3, one[int](b.bundle, `SELECT count(*) FROM identity_set`), "the one he came with, and two that were added")

	events, err := b.store.Events(t.Context(), id)
	require.NoError(t, err)
	var corrected []casefile.IdentityCorrected
	for _, e := range events {
		if p, is := e.Payload.(casefile.IdentityCorrected); is {
			require.Equal(t, importer, e.Actor)
			corrected = append(corrected, p)
		}
	}
	require.Equal(t, []casefile.IdentityCorrected{
		{Fields: []casefile.IdentityField{casefile.FieldECLI}, Title: 1},
		{Fields: []casefile.IdentityField{casefile.FieldSurname, casefile.FieldBirthDate}, Set: 2},
		{Fields: []casefile.IdentityField{casefile.FieldSurname}, Set: 3},
	}, corrected)
	require.Zero(t, one[int](b.bundle, `SELECT count(*) FROM event WHERE payload::text LIKE '%anders%' OR payload::text LIKE '%1971%'`))
	_, found := b.verify()
	require.Empty(t, found)
}
