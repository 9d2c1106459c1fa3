package casefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryEndingHasARule(t *testing.T) {
	t.Parallel()
	used := map[Proof]bool{}
	for _, e := range Endings() {
		require.NotEmpty(t, e.Rule().Proofs, "%s: nothing ends without proof", e)
		for _, p := range e.Rule().Proofs {
			require.Contains(t, Proofs(), p)
			used[p] = true
		}
	}
	for _, p := range IdentityProofs(false) { // of whom a person says who he is
		used[p] = true
	}
	require.Len(t, used, len(Proofs()), "no proof that proves nothing")
	require.Empty(t, Ending("WEG").Rule())
}

// TestNoAgencyProposesAnEndingThatItHasNoAuthorityOver sends every message of every agency: what it proposes is an ending
// of which the table names the agency (RBDHA:2019:151: a message of a party without authority closes nothing).
func TestNoAgencyProposesAnEndingThatItHasNoAuthorityOver(t *testing.T) {
	t.Parallel()
	for _, m := range Messages() {
		for _, from := range Agencies() {
			tr := tracing(t, 210)
			if _, err := tr.try(Report{From: from, Message: m, On: DateOf(tr.now)}); err != nil {
				continue
			}
			require.True(t, tr.state.Status.Open(), "no message ends a trace")
			for _, f := range tr.state.Findings {
				if f.Ending != "" {
					require.True(t, f.Ending.MayBeReportedBy(f.Agency), "%s by %s", f.Ending, f.Agency)
				}
			}
		}
	}
}

// TestNobodyEndsAnythingWithoutProof gives every ending that a person can give, and confirms every one that an agency can
// propose, with each kind of proof and with none: only the proofs of the table end anything, and the event keeps which.
func TestNobodyEndsAnythingWithoutProof(t *testing.T) {
	t.Parallel()
	for _, e := range Endings() {
		for _, proof := range append(Proofs(), "", "hearsay") {
			tr := twoTitles(t, 60)
			end := End{Ending: e, On: DateOf(tr.now), Proof: proof}
			if e.OfTitle() {
				end.Title = 2
			}
			events, err := Decide(tr.state, Given{Command: end, At: tr.now}, testPolicy())
			switch {
			case e.Arrested():
				require.Error(t, err)
			case e.provedBy(proof):
				require.NoError(t, err)
				require.Contains(t, []Proof{proofOf(events[0]), proofOf(events[len(events)-1])}, proof, "%s", e)
			default:
				require.Equal(t, &Refusal{Code: RefusedUnproved(e), Version: tr.state.Version}, err)
			}
		}
	}
	tr := tracing(t, 210)
	tr.do(Report{From: JustID, Message: MsgDeceased, On: DateOf(tr.now)})
	confirm := ConfirmFinding{Finding: tr.state.Findings[0].ID}
	_, err := Decide(tr.state, Given{Command: confirm, At: tr.now}, testPolicy())
	require.Equal(t, &Refusal{Code: RefusedUnproved(Deceased), Version: tr.state.Version}, err)
	confirm.Proof = ProofConsular
	tr.do(confirm)
	require.Equal(t, ProofConsular, last[EndedTrace](tr).Proof)
}

// TestWhatEndsByItselfNeedsNoProof is an arrest: Justid's word is the proof, and nobody names one.
func TestWhatEndsByItselfNeedsNoProof(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.arrest(2026, 11, 20)
	tr.answer(AskArrestee, JustID, Answer{Result: Confirmed})
	require.Equal(t, EndedTrace{Ending: ArrestedNL, On: NewDate(2026, 11, 20)}, last[EndedTrace](tr))
}

func proofOf(e Event) Proof {
	switch p := e.Payload.(type) {
	case EndedTrace:
		return p.Proof
	case TitleEnded:
		return p.Proof
	default:
		return ""
	}
}
