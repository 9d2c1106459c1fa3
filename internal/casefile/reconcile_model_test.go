package casefile_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// register is a person's cases as a store keeps them, with the commands of a reconciliation carried out at once.
type register struct{ cases []casefile.KnownCase }

func (r *register) apply(filed casefile.Filed, out casefile.Reconciliation) {
	if out.Open != nil {
		c := casefile.KnownCase{Case: casefile.CaseID(fmt.Sprint("case-", len(r.cases))), Brought: *out.Open}
		for i, t := range out.Titles {
			if t.Verdict == casefile.FiledOpens {
				c.Titles = append(c.Titles, casefile.KnownTitle{Title: out.Open.Titles[t.No-1], Key: filed.Titles[i].Key})
			}
		}
		r.cases = append(r.cases, c)
	}
	if len(out.Commands) == 0 {
		return
	}
	c := &r.cases[slices.IndexFunc(r.cases, func(c casefile.KnownCase) bool { return c.Case == out.Case })]
	for _, command := range out.Commands {
		c.Told(command, true)
	}
	for i, t := range out.Titles {
		if t.Verdict == casefile.FiledAdded || t.Verdict == casefile.FiledChanged {
			k := &c.Titles[t.No-1].Key
			filed := filed.Titles[i].Key
			for _, number := range []struct{ known, filed *string }{
				{&k.CJIB, &filed.CJIB}, {&k.Parketnummer, &filed.Parketnummer}, {&k.ECLI, &filed.ECLI}, {&k.Kind, &filed.Kind},
			} {
				if *number.filed != "" {
					*number.known = *number.filed
				}
			}
		}
	}
}

// numbers draws a number of few, so that files meet; the empty one only where it may be absent.
func numbers(t *rapid.T, prefix string, optional bool) string {
	n := rapid.IntRange(0, 4).Draw(t, prefix)
	if optional && n == 0 {
		return ""
	}
	return fmt.Sprint(prefix, n)
}

func drawFiled(t *rapid.T) casefile.Filed {
	f := casefile.Filed{
		Unit:      rapid.SampledFrom([]string{"", "Den Haag", "Rotterdam"}).Draw(t, "unit"),
		Residence: rapid.SampledFrom([]casefile.Residence{"", casefile.ResidenceNL, casefile.ResidenceUnknown}).Draw(t, "residence"),
		Stand:     rapid.SampledFrom([]casefile.Status{"", casefile.Locating, casefile.ArrestOrdered}).Draw(t, "stand"),
		Handler:   rapid.SampledFrom([]string{"", "behandelaar-1"}).Draw(t, "handler"),
	}
	for range rapid.IntRange(1, 4).Draw(t, "titles") {
		f.Titles = append(f.Titles, casefile.FiledTitle{
			Title: judgment(0, rapid.SampledFrom([]int{0, 10, 300}).Draw(t, "remainder")),
			Key: casefile.TitleKey{
				CJIB: numbers(t, "c", true), Parketnummer: numbers(t, "p", false), ECLI: numbers(t, "e", true), Kind: "gevangenisstraf",
			},
			ReportedOn: firstDay.AddDays(rapid.IntRange(0, 3).Draw(t, "reported")),
		})
	}
	return f
}

// Whatever files come in whatever order, one that comes again does nothing, and nobody has two open cases.
func TestReconcileOfAnyFileAgainDoesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var r register
		for range rapid.IntRange(1, 6).Draw(t, "files") {
			filed := drawFiled(t)
			opts := casefile.ReconcileOptions{Today: filedToday, Apply: rapid.Bool().Draw(t, "apply")}
			first := casefile.Reconcile(r.cases, filed, opts)
			requireSound(t, r, filed, first)
			r.apply(filed, first)

			again := casefile.Reconcile(r.cases, filed, opts)
			require.Nil(t, again.Open)
			for _, d := range again.Differences {
				require.False(t, d.Title == casefile.WholePerson && d.Applied, "%s is applied a second time", d.Field)
			}
			for i, result := range again.Titles {
				switch first.Titles[i].Verdict {
				case casefile.FiledOpens, casefile.FiledAdded:
					require.Contains(t, []casefile.FiledVerdict{casefile.FiledUnchanged, casefile.FiledDiffers, casefile.FiledChanged}, result.Verdict)
					require.Equal(t, first.Titles[i].No, result.No)
				case casefile.FiledUnchanged:
					require.NotContains(t, []casefile.FiledVerdict{casefile.FiledOpens, casefile.FiledAdded}, result.Verdict)
				default:
				}
			}
			if i := slices.IndexFunc(r.cases, func(c casefile.KnownCase) bool { return c.Ending == "" }); i >= 0 && rapid.Bool().Draw(t, "ends") {
				r.cases[i].Ending = casefile.ArrestedNL
				r.cases[i].EndedOn = r.cases[i].Brought.ReportedOn.AddDays(rapid.IntRange(0, 2).Draw(t, "after"))
			}
		}
	})
}

func requireSound(t *rapid.T, r register, filed casefile.Filed, out casefile.Reconciliation) {
	require.Len(t, out.Titles, len(filed.Titles))
	open := slices.ContainsFunc(r.cases, func(c casefile.KnownCase) bool { return c.Ending == "" })
	if open {
		require.Nil(t, out.Open, "one open case per person")
	} else {
		require.Empty(t, out.Commands, "commands are for an open case")
	}
	if out.Open != nil {
		require.True(t, slices.ContainsFunc(out.Open.Titles, casefile.Title.Open), "something to execute")
		for i, title := range out.Open.Titles {
			require.Equal(t, i+1, title.No)
		}
	}
	for _, d := range out.Differences {
		require.Contains(t, casefile.DifferenceReasons(), d.Why)
		require.NotEmpty(t, d.Field)
	}
	for i, title := range out.Titles {
		require.Contains(t, casefile.FiledVerdicts(), title.Verdict)
		if title.Verdict != casefile.FiledLeft && title.Verdict != casefile.FiledDiffers {
			continue
		}
		require.True(t, slices.ContainsFunc(out.Differences, func(d casefile.Difference) bool { return d.Title == i }), "title %d says why", i)
	}
}
