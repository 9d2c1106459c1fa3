package simulator

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Config is what one simulated agency needs. All fields but Scenario, Clock and Log are required.
type Config struct {
	Agency   casefile.Agency
	Key      string              // bearer key that requests must carry
	Inbox    *agency.InboxClient // where its events go
	Dir      string              // of its journal and of the key file, which all agencies may share
	Scenario *Scenario           // nil: answer everything
	Clock    Clock               // nil: the machine's
	Log      *slog.Logger        // nil: none
}

// Simulator is one simulated agency. Its state is in its journal: what it has replied to outlives it.
type Simulator struct {
	agency casefile.Agency
	key    string
	inbox  *agency.InboxClient
	rules  []*rule
	prints fingerprints
	clock  Clock
	log    *slog.Logger

	courier *courier

	mu       sync.Mutex
	journal  *journal
	register *register
	shut     bool // the inbox took no event when last asked
}

// Open makes a simulator that continues from the state in its directory. Only one may be open on a
// directory for each agency.
func Open(c Config) (*Simulator, error) {
	prints, err := openFingerprints(filepath.Join(c.Dir, "persons.key"))
	if err != nil {
		return nil, err
	}
	scenario := cmp.Or(c.Scenario, &Scenario{})
	s := &Simulator{
		agency: c.Agency, key: c.Key, inbox: c.Inbox, rules: rulesOf(scenario, c.Agency, prints), prints: prints,
		clock: c.Clock, log: cmp.Or(c.Log, slog.New(slog.DiscardHandler)), register: newRegister(),
	}
	if s.clock == nil {
		s.clock = SystemClock{}
	}
	for _, e := range scenario.Standing {
		if e.Agency == c.Agency {
			s.register.add(prints.person(e.SKN), standing{Kind: e.Kind, Ref: e.Ref})
		}
	}
	s.journal, err = openJournal(filepath.Join(c.Dir, string(c.Agency)+".jsonl"), s.replay)
	if err != nil {
		return nil, err
	}
	s.courier = newCourier(s.clock, s.deliver)
	for key, q := range s.register.requests {
		if q.owed() {
			s.courier.schedule(key, q.due)
		}
	}
	return s, nil
}

// Run sends what the agency owes to the inbox until the context ends.
func (s *Simulator) Run(ctx context.Context) { s.courier.run(ctx) }

// Close lets go of the journal. Nothing is lost without it.
func (s *Simulator) Close() error { return s.journal.close() }

// write records what happened and makes it so.
func (s *Simulator) write(r record) error {
	sealed, err := s.prints.sealed(r)
	if err != nil {
		return err
	}
	if err := s.journal.append(sealed); err != nil {
		return err
	}
	s.register.apply(r)
	return nil
}

// replay makes so what the journal says.
func (s *Simulator) replay(r record) error {
	opened, err := s.prints.opened(r)
	if err != nil {
		return err
	}
	s.register.apply(opened)
	return nil
}

// reply is what a call is answered.
type reply struct {
	answer  *agency.Antwoord // nil: it follows as an event, or never
	fault   *Failure         // the call fails; nothing was done
	problem *problem         // the call is refused; nothing was done
	lose    bool             // the reply shall not arrive
	latency time.Duration
}

// ask takes a request that keeps the contract.
func (s *Simulator) ask(r agency.Request) (reply, error) {
	content, err := s.prints.request(r)
	if err != nil {
		return reply{}, err
	}
	p := s.prints.person(r.SKN)
	s.mu.Lock()
	defer s.mu.Unlock()
	q, now := s.register.requests[r.Key], s.clock.Now()
	by := s.ruleFor(q, r, p)
	switch {
	case by.failing(s.register, r.Key, now):
		return s.fail(by, record{Key: r.Key, Call: r.Key, Person: p, At: now})
	case q != nil && q.content != content:
		return reply{problem: &problem{Status: 409, Code: agency.CodeKeyReused}}, nil
	case q == nil:
		taken := s.takes(r, by, p, now)
		taken.Print = content
		if err := s.write(taken); err != nil {
			return reply{}, err
		}
		if q = s.register.requests[r.Key]; q.owed() {
			s.courier.schedule(q.key, q.due)
		}
	}
	if q.answer == nil && q.when == Now {
		if err := s.settle(q, now); err != nil {
			return reply{}, err
		}
	}
	return s.replyTo(q, by, r.Key, now)
}

// settle answers a request.
func (s *Simulator) settle(q *request, now time.Time) error {
	if err := s.write(s.answers(q, now)); err != nil {
		return err
	}
	if q.owed() {
		s.courier.schedule(q.key, now)
	}
	return nil
}

// remind takes a reminder; call is its own idempotency key.
func (s *Simulator) remind(key, call string) (reply, error) {
	number, isReminder := strings.CutPrefix(call, key+".remind.")
	n, err := strconv.Atoi(number)
	if !isReminder || err != nil || n < 1 {
		return reply{problem: &problem{Status: 400, Code: agency.CodeKey}}, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q, now := s.register.requests[key], s.clock.Now()
	if q == nil {
		return reply{problem: &problem{Status: 404, Code: agency.CodeNotFound}}, nil
	}
	by := s.ruleNamed(q.rule)
	if by.failing(s.register, call, now) {
		return s.fail(by, record{Key: key, Call: call, Person: q.person, At: now})
	}
	if !q.reminded[n] {
		reminded := record{Kind: recordReminded, At: now, Key: key, N: n}
		if awaited := q.answer == nil && q.due.IsZero() && by.OnReminder > 0 && n >= by.OnReminder; awaited {
			reminded.Due = now.Add(by.After)
		}
		if err := s.write(reminded); err != nil {
			return reply{}, err
		}
		if !reminded.Due.IsZero() {
			s.courier.schedule(key, q.due)
		}
	}
	return s.replyTo(q, by, call, now)
}

func (s *Simulator) fail(by *rule, failed record) (reply, error) {
	failed.Kind, failed.Rule = recordFailed, by.Name
	return reply{fault: by.Fail, latency: by.Latency}, s.write(failed)
}

func (s *Simulator) replyTo(q *request, by *rule, call string, now time.Time) (reply, error) {
	out := reply{answer: q.answer, latency: by.Latency, lose: s.register.lost[call] < by.LoseReplies}
	if out.lose {
		return out, s.write(record{Kind: recordLost, At: now, Key: q.key, Call: call})
	}
	return out, nil
}

// deliver answers a request that is due and sends its events, until nothing is left of it to do.
func (s *Simulator) deliver(ctx context.Context, key string) error {
	for {
		n, event, err := s.nextEvent(key)
		if err != nil || n == 0 {
			return err
		}
		sent := record{Kind: recordSent, Key: key, Event: n}
		_, err = s.inbox.PostEvent(ctx, event)
		if final(err) {
			sent.Kind = recordRefused
		}
		if err := s.sent(ctx, sent, err); err != nil {
			return err
		}
	}
}

// sent records what became of an event. An error that may pass is returned, and logged when it is the first.
func (s *Simulator) sent(ctx context.Context, r record, err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	attrs := []slog.Attr{slog.String("agency", string(s.agency))}
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	switch {
	case r.Kind == recordRefused:
		s.log.LogAttrs(ctx, slog.LevelError, "inbox refused an event for good", attrs...)
	case err != nil:
		if !s.shut && ctx.Err() == nil {
			s.log.LogAttrs(ctx, slog.LevelWarn, "inbox takes no events", attrs...)
			s.shut = true
		}
		return err
	case s.shut:
		s.log.LogAttrs(ctx, slog.LevelInfo, "inbox takes events again", attrs...)
	}
	s.shut = false
	r.At = s.clock.Now()
	return s.write(r)
}

// nextEvent gives the next event to send of a request, numbered from 1; 0: there is none.
func (s *Simulator) nextEvent(key string) (int, agency.Event, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.register.requests[key]
	if q.answer == nil {
		if err := s.write(s.answers(q, s.clock.Now())); err != nil {
			return 0, agency.Event{}, err
		}
	}
	for i, left := range q.copies {
		if left > 0 {
			id := key + ".antwoord"
			if i > 0 {
				id += "." + strconv.Itoa(i+1)
			}
			return i + 1, agency.Event{
				Agency: s.agency, ID: id, Time: q.answered, Answered: &agency.Answered{Request: key, Antwoord: *q.answer},
			}, nil
		}
	}
	return 0, agency.Event{}, nil
}

// final reports whether the inbox will never take the event: it says that the event itself is wrong. Any
// other refusal, such as a wrong key, is for an operator to mend.
func final(err error) bool {
	rejected, ok := errors.AsType[*agency.RejectedError](err)
	return ok && (rejected.Status == 400 || rejected.Status == 409 || rejected.Status == 413 || rejected.Status == 422)
}
