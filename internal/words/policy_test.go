package words_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

func defaultPolicy(t *testing.T) casefile.Policy {
	t.Helper()
	file, err := policy.Default()
	require.NoError(t, err)
	return file.Policy
}

func TestPolicyChanges(t *testing.T) {
	t.Parallel()
	was, is := defaultPolicy(t), defaultPolicy(t)
	require.Empty(t, words.Dutch.PolicyChanges(is, was))

	is.Version = "v2"
	is.Terms = slices.Clone(is.Terms)
	for i, term := range is.Terms {
		switch {
		case term.Agency == casefile.OM && term.Request == casefile.AskWhereabouts:
			is.Terms[i].WorkingDays = []int{5}
		case term.Request == casefile.AskArrestee:
			is.Terms[i].After = []time.Duration{5 * time.Minute, 90 * time.Minute}
		}
	}
	is.ReviewDays = map[casefile.Class]int{
		casefile.Under90: 100, casefile.Under120: was.ReviewDays[casefile.Under120],
		casefile.Under300: was.ReviewDays[casefile.Under300], casefile.From300: was.ReviewDays[casefile.From300],
	}
	is.LapseMonths, is.Authoritative, is.ClassBy = []int{2, 4}, nil, casefile.BySum
	require.Equal(t, []string{
		"de vraag naar de verblijfplaats aan het OM: 5 werkdagen in plaats van 10, 15 en 20 werkdagen",
		"de vraag wie er is aangehouden aan Justid: 5 minuten en 1 uur 30 minuten in plaats van 10 minuten en 1 uur",
		"dagen tot de volgende ronde vragen, bij een strafrestant van minder dan 90 dagen: 100 in plaats van 365",
		"maanden vóór de verjaring waarop wordt gewaarschuwd: 2 en 4 in plaats van 1, 3, 6 en 12",
		"bronnen die geen bevestiging nodig hebben: geen in plaats van inschrijving in de BRP",
		"het onderdeel class_by is anders",
	}, words.Dutch.PolicyChanges(is, was))
	require.Contains(t, words.English.PolicyChanges(is, was), "the question about the whereabouts to OM: 5 working days instead of 10, 15 and 20 working days")
}

// A part of the policy that has no words yet is still told of when it changes.
func TestNoPartOfThePolicyChangesInSilence(t *testing.T) {
	t.Parallel()
	fields := reflect.TypeFor[casefile.Policy]()
	for i := range fields.NumField() {
		was, is := defaultPolicy(t), defaultPolicy(t)
		field := reflect.ValueOf(&is).Elem().Field(i)
		switch {
		case fields.Field(i).Name == "Version":
			continue
		case !field.IsZero():
			field.SetZero()
		case field.CanInt():
			field.SetInt(7)
		case field.Kind() == reflect.String:
			field.SetString("anders")
		default:
			continue // nothing of its kind is in the default policy
		}
		require.NotEmpty(t, words.Dutch.PolicyChanges(is, was), fields.Field(i).Name)
		require.NotEmpty(t, words.Dutch.PolicyChanges(was, is), fields.Field(i).Name)
	}
}
