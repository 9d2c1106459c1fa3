package casefile

import "time"

// VerifyWithdrawn asks every agency again, on a person's word, whether nothing stands any more for a trace that ended. A
// case that was closed is not while that is asked.
type VerifyWithdrawn struct{}

// WithdrawalsVerified begins the taking back of everything anew: no earlier word of an agency, or of two persons in its place, counts
// any more.
type WithdrawalsVerified struct{}

// CommandKind names the command on the wire and in the command line interface.
func (VerifyWithdrawn) CommandKind() string { return "verify-withdrawn" }

// EventKind names the payload in storage.
func (WithdrawalsVerified) EventKind() EventKind { return "withdrawals_verified" }

func (VerifyWithdrawn) judge(d *decider) RefusalCode {
	switch {
	case d.s.Status.Open():
		return RefusedNotEnded
	case len(d.s.Clear) == 0 && d.out(Withdraw): // all are asked already
		return RefusedNothingToAsk
	}
	d.emit(WithdrawalsVerified{})
	return accepted
}

func (WithdrawalsVerified) fold(s *State, at time.Time) {
	s.Clear, s.Waived, s.TakeBacks, s.Status = nil, nil, nil, Ended
	s.stay(max(DateOf(at), s.EndedOn))
}
