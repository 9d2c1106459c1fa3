package simulator_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/agency/agencytest"
	"github.com/onvindbaren/onvindbaren/internal/agency/simulator"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestMain(m *testing.M) {
	if os.Getenv(envChild) != "" {
		os.Exit(child())
	}
	goleak.VerifyTestMain(m)
}

const (
	caseA = casefile.CaseID("01980000-0000-7000-8000-00000000000a")
	caseB = casefile.CaseID("01980000-0000-7000-8000-00000000000b")
	sknA  = "90000001"
	sknB  = "90000002"
	// aLongTime bounds what a test waits for something that must come; nothing waits for it to pass.
	aLongTime = 20 * time.Second
)

// contract is loaded once: compiling its schemas takes longer than a test.
var contract = sync.OnceValue(func() func(testing.TB) *agencytest.Contract {
	var once sync.Once
	var loaded *agencytest.Contract
	return func(t testing.TB) *agencytest.Contract {
		once.Do(func() { loaded = agencytest.Load(t) })
		return loaded
	}
})

// bench is one simulated agency with an inbox, both over HTTP, and a clock that stands still.
type bench struct {
	t      *testing.T
	agency casefile.Agency
	dir    string
	rules  string
	clock  *clock
	inbox  *inbox
	http   *http.Client

	client *agency.Client
	url    string
	stop   func()
}

// setup starts the agency under a scenario.
func setup(t *testing.T, a casefile.Agency, scenario string) *bench {
	t.Helper()
	b := &bench{t: t, agency: a, dir: t.TempDir(), rules: scenario, clock: newClock(), http: agency.NewHTTPClient()}
	b.inbox = newInbox(t)
	t.Cleanup(b.http.CloseIdleConnections)
	b.start()
	t.Cleanup(func() { b.stop() })
	return b
}

func (b *bench) start() {
	b.t.Helper()
	scenario, err := simulator.ParseScenario([]byte(b.rules))
	require.NoError(b.t, err)
	checked := contract()(b.t).Client(b.t, b.http)
	inboxClient, err := agency.NewInboxClient(b.inbox.url, "secret", checked)
	require.NoError(b.t, err)
	sim, err := simulator.Open(simulator.Config{
		Agency: b.agency, Key: "secret", Inbox: inboxClient, Dir: b.dir, Scenario: scenario, Clock: b.clock,
	})
	require.NoError(b.t, err)
	server := httptest.NewServer(sim.Handler())
	ctx, cancel := context.WithCancel(b.t.Context())
	var running sync.WaitGroup
	running.Go(func() { sim.Run(ctx) })
	b.url = server.URL
	b.client, err = agency.NewClient(server.URL, "secret", checked)
	require.NoError(b.t, err)
	b.stop = sync.OnceFunc(func() {
		cancel()
		running.Wait()
		server.Close()
		require.NoError(b.t, sim.Close())
	})
}

// restart lets another simulator continue on the same directory.
func (b *bench) restart() {
	b.t.Helper()
	b.stop()
	b.start()
}

func (b *bench) journal() string { return filepath.Join(b.dir, string(b.agency)+".jsonl") }

// request makes a request under the id in the name of person A, case A.
func request(id string, kind casefile.RequestKind) agency.Request {
	return requestOf(caseA, sknA, id, kind)
}

func requestOf(owner casefile.CaseID, skn, id string, kind casefile.RequestKind) agency.Request {
	r := agency.Request{Key: agency.Key(owner, id), Kind: kind, Case: owner, SKN: skn}
	switch kind {
	case casefile.AskExecutability, casefile.AskRemainder:
		r.Titles = []agency.Title{{No: 1, Parketnummer: "10/123456-17", Remainder: 210}}
	case casefile.PlaceOrder:
		r.Unit = "Den Haag"
	}
	return r
}

func withdrawal(id string, what ...agency.Withdrawn) agency.Request {
	r := request(id, casefile.Withdraw)
	r.Withdraw = what
	return r
}

// ask expects an answer at once.
func (b *bench) ask(r agency.Request) agency.Antwoord {
	b.t.Helper()
	reply, err := b.client.Ask(b.t.Context(), r)
	require.NoError(b.t, err)
	require.True(b.t, reply.Answered, "taken, not answered")
	return *reply.Answer
}

// hand expects the request to be taken without an answer.
func (b *bench) hand(r agency.Request) {
	b.t.Helper()
	reply, err := b.client.Ask(b.t.Context(), r)
	require.NoError(b.t, err)
	require.False(b.t, reply.Answered)
}

// state reads GET /beheer/staat.
func (b *bench) state(query string) state {
	b.t.Helper()
	resp, err := b.http.Get(b.url + "/beheer/staat" + query)
	require.NoError(b.t, err)
	defer func() { _ = resp.Body.Close() }()
	var s state
	require.NoError(b.t, json.NewDecoder(resp.Body).Decode(&s))
	return s
}

type state struct {
	Agency   string   `json:"instantie"`
	Persons  int      `json:"personen"`
	Requests int      `json:"verzoeken"`
	Answered int      `json:"beantwoord"`
	Owed     int      `json:"verschuldigd"`
	Refused  int      `json:"geweigerd"`
	Standing []stands `json:"staat"`
}

type stands struct {
	Case    string `json:"zaak"`
	Kind    string `json:"soort"`
	Ref     string `json:"kenmerk"`
	Request string `json:"verzoek"`
}

// inbox takes events, or answers with a status for as long as the test says.
type inbox struct {
	url    string
	events chan agency.Event
	mu     sync.Mutex
	status int // 0: takes events
	tried  chan struct{}
}

func newInbox(t *testing.T) *inbox {
	t.Helper()
	in := &inbox{events: make(chan agency.Event, 100), tried: make(chan struct{}, 1000)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { in.serve(t, w, r) }))
	in.url = server.URL
	t.Cleanup(server.Close)
	return in
}

func (in *inbox) serve(t *testing.T, w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Errorf("reading event: %v", err)
	}
	e, err := agency.DecodeEvent(data)
	if err != nil || r.Header.Get("Authorization") != "Bearer secret" {
		t.Errorf("event is invalid or came without key: %v", err)
	}
	in.mu.Lock()
	status := in.status
	in.mu.Unlock()
	w.Header().Set("API-Version", "1.0.0")
	if status != 0 {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"type":"about:blank","status":503,"title":"t","detail":"d","code":"niet_beschikbaar"}`)
		in.tried <- struct{}{}
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	_, _ = io.WriteString(w, `{"status":"opgeslagen"}`)
	in.events <- e
}

func (in *inbox) answerWith(status int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.status = status
}

// next waits for the next event that the inbox took.
func (in *inbox) next(t *testing.T) agency.Event {
	t.Helper()
	select {
	case e := <-in.events:
		return e
	case <-time.After(aLongTime):
		require.Fail(t, "no event came")
		return agency.Event{}
	}
}

// answer waits for the answer to a request.
func (in *inbox) answer(t *testing.T, id string) agency.Antwoord {
	t.Helper()
	e := in.next(t)
	require.NotNil(t, e.Answered)
	require.Equal(t, agency.Key(caseA, id), e.Answered.Request)
	return e.Answered.Antwoord
}

// empty demands that no event came. It holds after something later has been seen to happen.
func (in *inbox) empty(t *testing.T) {
	t.Helper()
	select {
	case e := <-in.events:
		require.Fail(t, "an event came", e.ID)
	default:
	}
}

// clock stands still until a test moves it.
type clock struct {
	mu      sync.Mutex
	now     time.Time
	waiting []waiter
	asked   chan time.Duration // every wait that began
}

type waiter struct {
	at time.Time
	ch chan time.Time
}

func newClock() *clock {
	return &clock{now: time.Date(2026, time.March, 2, 10, 0, 0, 0, time.UTC), asked: make(chan time.Duration, 1000)}
}

// Now implements [simulator.Clock].
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// After implements [simulator.Clock].
func (c *clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := waiter{at: c.now.Add(d), ch: make(chan time.Time, 1)}
	c.waiting = append(c.waiting, w)
	c.asked <- d
	return w.ch
}

// advance moves the clock and wakes who waited for it.
func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	var still []waiter
	for _, w := range c.waiting {
		if w.at.After(c.now) {
			still = append(still, w)
		} else {
			w.ch <- c.now
		}
	}
	c.waiting = still
}

// awaitWait waits until somebody waits for that long.
func (c *clock) awaitWait(t *testing.T, want time.Duration) {
	t.Helper()
	for {
		select {
		case d := <-c.asked:
			if d == want {
				return
			}
		case <-time.After(aLongTime):
			require.Failf(t, "nobody waits", "for %v", want)
		}
	}
}

// settled asks for the state until nothing is owed any more.
func (b *bench) settled() state {
	b.t.Helper()
	deadline := time.Now().Add(aLongTime)
	for {
		if s := b.state(""); s.Owed == 0 {
			return s
		}
		require.True(b.t, time.Now().Before(deadline), "something is owed for ever")
	}
}
