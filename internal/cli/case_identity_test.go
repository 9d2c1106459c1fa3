package cli

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

const aliasOf = `{"skn": "90000017", "geslachtsnaam": "Schijnnaam", "geboortedatum": "1970-00-00", "geslacht": "X"}`

// TestAPersonHasIdentitySetsAndOneLeads adds what Justid says beside what came in, has it lead, and finds all of it back.
func TestAPersonHasIdentitySetsAndOneLeads(t *testing.T) {
	t.Parallel()
	o, id := started(t)
	file := o.file("alias.json", aliasOf)
	require.Contains(t, o.fails(2, "case", "identity", id, file, "--reason", "x").stderr, "--source")
	require.Contains(t, o.fails(2, "case", "identity", id, "--reason", "x").stderr, "--lead")
	require.Contains(t, o.fails(5, "case", "identity", id, o.file("ander.json", convict), "--source", "justid", "--reason", "x").stderr, "andere persoon")

	require.Equal(t, 2, decodes[changedIdentity](o, "case", "identity", id, file, "--source", "justid", "--reason", "vingerafdrukken").Set)
	look := []string{"case", "person", id, "--purpose", "vraag van het OM"}
	require.Equal(t, 1, decodes[personFile](o, look...).OtherSets)
	require.Contains(t, o.succeeds(look...), "1 (--all toont ze)")
	require.Equal(t, "zaak "+id+": identiteitsset 2 vastgelegd\n", o.succeeds("case", "identity", id, "--lead", "2", "--reason", "Justid zegt welke leidt"))

	all := decodes[personFile](o, append(look, "--all")...)
	require.Equal(t, "Schijnnaam", all.Person.Surname)
	require.Equal(t, []string{"Schaduwloper", "Schijnnaam"}, []string{all.Sets[0].Person.Surname, all.Sets[1].Person.Surname})
	require.Equal(t, []bool{false, true}, []bool{all.Sets[0].Leads, all.Sets[1].Leads})
	require.Equal(t, []casefile.IdentityField{casefile.FieldSurname}, all.Sets[1].Fields)
	require.Equal(t, "j.devries", all.Sets[1].Led[0].By)
	text := o.succeeds(append(look, "--all")...)
	require.Contains(t, text, "SET 2, LEIDEND")
	require.Contains(t, text, "Justid zegt welke leidt")
	require.Equal(t, 6, count(t, o, `SELECT count(*) FROM read_log WHERE purpose = 'vraag van het OM'`), "every look, and every look at all sets")
}
