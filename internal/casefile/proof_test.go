package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestNobodyIsLockedUpOnADocumentAlone is scenario 17: the card of a friend says nothing of who holds it.
func TestNobodyIsLockedUpOnADocumentAlone(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.arrest(2026, time.November, 23)
	tr.refused(RefusedUnknownWho, IdentifyArrestee{Convict: new(true), Proof: ProofDocument})
	tr.refused(RefusedUnknownWho, IdentifyArrestee{Convict: new(false), Proof: ProofRegister})
	require.Equal(t, Held, tr.state.Status)
	tr.do(IdentifyArrestee{Convict: new(false), Proof: ProofDocument})
	require.Equal(t, ProofDocument, last[ArresteeKnown](tr).Proof)
	require.Equal(t, Locating, tr.state.Status)
}

func TestATitleOfWhichNothingIsLeftEndsOnAProofOnly(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.by = firstPerson()
	tr.do(AddTitle{Title: second(40), On: DateOf(tr.now)})
	tr.do(End{Ending: SelfReported, On: DateOf(tr.now)})
	again := Reopen{Cause: ReopenReleased, On: DateOf(tr.now), Remainders: []Remainder{{Title: 1, Days: 100}, {Title: 2}}, Proof: ProofLetter}
	tr.refused(RefusedUnproved(RemainderZero), again)
	again.Proof = ProofCalculation
	tr.do(again)
	require.Equal(t, ProofCalculation, last[Reopened](tr).Proof)
	require.Equal(t, RemainderZero, tr.state.Titles[1].Ending)
}

func TestTitlesMoveOnAProofOnly(t *testing.T) {
	t.Parallel()
	tr := tracing(t, 210)
	tr.by = firstPerson()
	tr.refused(RefusedUnproved(WrongIdentity), MoveTitles{Ending: WrongIdentity, To: otherCase, Proof: ProofDocument})
	tr.do(MoveTitles{Ending: WrongIdentity, To: otherCase, Proof: ProofIdentity})
	require.Equal(t, ProofIdentity, last[TitlesMoved](tr).Proof)
	require.Equal(t, ProofIdentity, last[EndedTrace](tr).Proof)
}
