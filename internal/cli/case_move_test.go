package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

const convict = `{"skn": "90000025", "geslachtsnaam": "Schaduwloper", "voornamen": "Nergens", "geboortedatum": "1971-00-00", "geslacht": "X", "eenheid": "Rotterdam"}`

// TestTheWrongPersonIsLeftInPeace moves the title of somebody who was taken for the convict to the case of the convict, with
// a worker and agencies: both traces follow, and everybody who was told of the wrong one is on a list to be told again.
func TestTheWrongPersonIsLeftInPeace(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	bad := o.fails(3, "case", "move", id, o.file("leeg.json", `{"skn": "x"}`), "--reason", "SKN gesplitst")
	require.Contains(t, bad.stderr, "geslachtsnaam")
	o.anonymous(bad.stderr)
	require.Contains(t, o.fails(5, "case", "move", id, o.file("titel.json", convict), "--title", "7", "--proof", "identity", "--reason", "x").stderr, "titel")

	require.Contains(t, o.fails(5, "case", "move", id, o.file("titel.json", convict), "--reason", "x").stderr, "bewijs")
	move := []string{"case", "move", id, o.file("veroordeelde.json", convict), "--proof", "identity", "--reason", "Justid splitste het SKN", "--idempotency-key", "m-1"}
	moved := decodes[movedTitles](o, move...)
	require.True(t, moved.Opened)
	require.Equal(t, moved.To, decodes[movedTitles](o, move...).To, "given twice it happened once")
	o.anonymous(o.succeeds(move...))

	wrong := decodes[casefile.State](o, "case", "show", id)
	require.Equal(t, casefile.WrongIdentity, wrong.Ending)
	require.Contains(t, o.succeeds("case", "show", id), string(moved.To))
	require.Eventually(t, func() bool {
		return decodes[casefile.State](o, "case", "show", string(moved.To)).From == casefile.CaseID(id)
	}, 10*time.Second, 50*time.Millisecond, "the case of the convict begins")

	list := decodes[struct{ Recipients []casefile.Recipient }](o, "case", "recipients", id).Recipients
	require.Contains(t, list, casefile.Recipient{
		Who: "politie", What: "withdrawal", First: wrong.EndedOn, Last: wrong.EndedOn, Times: 1,
	})
	for _, e := range wrong.Escalations {
		if e.Ref == "politie" {
			decodes[givenCommand](o, "case", "do", id, "settle", "--alarm", e.ID, "--reason", "gebeld")
		}
	}
	text := o.succeeds("case", "recipients", id)
	require.Regexp(t, `politie .*niet zeker +ja\n`, text)
	o.anonymous(text)
}

func TestACounterHearsNoMoreThanItNeeds(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	ask := []string{"case", "desk", o.file("skn.txt", "90000017\n"), "--desk", "gemeente-0599", "--purpose", "aanvraag paspoort"}
	require.Equal(t, "Niets bijzonders.\n", o.succeeds(ask...), "no alert stands yet")
	require.JSONEq(t, `{"hold_document":false}`, o.succeeds(append(ask, "--json")...))
	o.fails(2, "case", "desk", o.file("skn.txt", "90000017"), "--desk", "Jan Jansen", "--purpose", "x")
	o.fails(3, "case", "desk", o.file("bsn.txt", "123456789 1970-01-01"), "--desk", "gemeente-0599", "--purpose", "x")
	o.fails(3, "case", "desk", o.file("leeg.txt", " "), "--desk", "gemeente-0599", "--purpose", "x")
	list := decodes[struct{ Recipients []casefile.Recipient }](o, "case", "recipients", id).Recipients
	require.Equal(t, []any{"gemeente-0599", 2}, []any{list[len(list)-1].Who, list[len(list)-1].Times})
}

func TestTwoNumbersAreOnePerson(t *testing.T) {
	t.Parallel()
	o, stays := started(t)
	twin := strings.NewReplacer("90000017", "90000033", "999990019", "999990342", "900017", "900033").Replace(someCase)
	goes := string(decodes[startedCase](o, "case", "start", "--wait", "1m", o.file("twee.json", twin)).Case)
	o.fails(5, "case", "merge", goes, goes, "--reason", "x")
	require.Contains(t, o.fails(5, "case", "merge", goes, stays, "--reason", "x").stderr, "bewijs", "nobody is another on nothing")
	require.Contains(t, o.succeeds("case", "merge", goes, stays, "--proof", "identity", "--reason", "Justid: één persoon"), stays)
	require.Equal(t, casefile.EnteredInError, decodes[casefile.State](o, "case", "show", goes).Ending)
	require.Equal(t, 1, decodes[personFile](o, "case", "person", stays, "--purpose", "controle").OtherSets)
	require.Contains(t, o.fails(5, "case", "unmerge", stays, "--reason", "x").stderr, "met niemand samengevoegd")
	o.fails(5, "case", "unmerge", goes, "--reason", "toch twee") // its case ended today

	require.Eventually(t, func() bool { return len(decodes[casefile.State](o, "case", "show", stays).Titles) == 2 }, 10*time.Second, 50*time.Millisecond)
	for _, no := range []string{"1", "2"} {
		o.succeeds("case", "do", stays, "end", "--title", no, "--ending", "BETAALD", "--proof", "payment", "--reason", "bericht van het CJIB")
	}
	undo := []string{"case", "unmerge", goes, "--reason", "toch twee", "--idempotency-key", "u-1"}
	text := o.succeeds(undo...)
	require.Contains(t, text, "titel 2 in zaak "+stays+" gaat niet terug, want die is daar geëindigd: ")
	o.anonymous(text)
	require.Equal(t, []casefile.StayedTitle{{Case: casefile.CaseID(stays), Title: 2, Ending: casefile.Paid}}, decodes[unmergedPersons](o, undo...).Stay)
	file := decodes[personFile](o, "case", "person", stays, "--all", "--purpose", "controle")
	require.Zero(t, file.OtherSets)
	require.True(t, file.Sets[1].Gone)
	require.Contains(t, o.succeeds("case", "person", stays, "--all", "--purpose", "controle"), "SET 2, VAN EEN ANDER")
}
