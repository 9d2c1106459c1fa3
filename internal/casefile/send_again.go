package casefile

import (
	"strconv"
	"time"
)

// SentAgain says that a person had a request sent again that an agency has and stays silent about. It is the same request,
// under the same key, so that the agency acts on it once; its terms begin anew.
type SentAgain struct {
	Request string      `json:"request"`
	Terms   []time.Time `json:"terms"`
}

// EventKind names the payload in storage.
func (SentAgain) EventKind() EventKind { return "sent_again" }

// sendAgain sends one request again that stays unanswered.
func (d *decider) sendAgain(id string) RefusalCode {
	r, open := d.request(id)
	switch {
	case !open:
		return RefusedNoSuchRequest
	case !r.Silent || !r.Delivered: // it is waited for, or still being sent
		return RefusedNotSilent
	}
	d.emit(SentAgain{Request: r.ID, Terms: d.p.termsOf(r, d.now)})
	return accepted
}

func (p SentAgain) fold(s *State, _ time.Time) {
	s.request(p.Request, func(r *Request) {
		r.Again++
		r.Delivered, r.Phoned = false, false
		r.begin(p.Terms)
	})
}

func againSuffix(n int) string { return "/again/" + strconv.Itoa(n) }

// call is the id of the call by which the request is sent: another one each time it is sent again.
func (r Request) call() string {
	if r.Again == 0 {
		return r.ID
	}
	return r.ID + againSuffix(r.Again)
}
