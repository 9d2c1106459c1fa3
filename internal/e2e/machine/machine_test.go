package machine

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/agency/simulator"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

const (
	caseID = casefile.CaseID("01980000-0000-7000-8000-00000000000a")
	key    = "secret"
)

// machine is one case, its calls and four agencies. What the workflow does between them is played by chance.
type machine struct {
	t        *rapid.T
	policy   casefile.Policy
	now      time.Time
	state    casefile.State
	causes   map[string]bool
	agencies map[casefile.Agency]string // addresses
	calls    *activities.Agencies

	called   map[string]casefile.Obligation // every obligation that was ever called
	underway []casefile.Obligation          // calls that have not returned
	results  []entry                        // what calls brought, and is not recorded
}

type entry struct {
	obligation casefile.Obligation
	cause      string
	command    casefile.Command
}

// Dossier is what is told to agencies: nobody.
func (m *machine) Dossier(context.Context, casefile.CaseID, casefile.Actor, string) (privacy.Dossier, error) {
	return privacy.Dossier{
		State: m.state, Person: privacy.Person{SKN: "90000001", Surname: "Testpersoon", BirthDate: "1980-00-00", Sex: "X"},
		Titles: map[int]privacy.TitleIdentity{1: {Parketnummer: "10/000001-15"}, 2: {Parketnummer: "10/000002-15"}},
	}, nil
}

// SealFinding keeps nothing.
func (m *machine) SealFinding(context.Context, casefile.CaseID, string, string) error { return nil }

// faults are ways in which agencies behave; each is tried before the rule that they answer at once.
func faults() []string {
	return []string{
		"",
		"  - {lose_replies: 1, answer: now}\n",
		"  - {fail: {status: 503, times: 1}, answer: now}\n",
		"  - {agency: politie, kind: withdrawal, times: 1, answer: now, standing: [{kind: order, ref: ONBEKEND-1}]}\n",
		"  - {agency: justid, kind: whereabouts, answer: now, result: traced, finding: {source: brp, verified: true, unit: Rotterdam, address: Teststraat 1}}\n",
		"  - {agency: justid, kind: whereabouts, lose_replies: 1, answer: now, result: traced, finding: {source: sighting, unit: Rotterdam, address: Teststraat 1}}\n",
		"  - {agency: justid, kind: arrestee, times: 1, answer: now, result: refuted}\n",
	}
}

// earlier stood before anybody asked.
const earlier = "standing:\n  - {agency: politie, skn: '90000001', kind: alert, ref: OPS-1}\n"

func newMachine(t *rapid.T) *machine {
	file, err := policy.Default()
	require.NoError(t, err)
	m := &machine{
		t: t, policy: file.Policy, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC), causes: map[string]bool{},
		agencies: map[casefile.Agency]string{}, called: map[string]casefile.Obligation{},
	}
	rules := "rules:\n"
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(faults())-1), 0, 3, rapid.ID[int]).Draw(t, "faults") {
		rules += faults()[n]
	}
	rules += "  - {answer: now}\n"
	if rapid.Bool().Draw(t, "stood before") {
		rules += earlier
	}
	m.simulate(rules)
	m.do(casefile.Engine(), casefile.Open{
		Titles: []casefile.Title{{
			No: 1, Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 311"}, ImposedMonths: 14, ImposedDays: 420,
			Remainder: rapid.SampledFrom([]int{80, 210, 400}).Draw(t, "days"),
		}},
		Unit: "Den Haag", Residence: casefile.ResidenceUnknown, ReportedOn: casefile.DateOf(m.now).AddDays(-30), Policy: m.policy.Version,
	})
	return m
}

func (m *machine) simulate(rules string) {
	scenario, err := simulator.ParseScenario([]byte(rules))
	require.NoError(m.t, err)
	dir, err := os.MkdirTemp("", "machine-")
	require.NoError(m.t, err)
	clients := map[casefile.Agency]activities.Client{}
	for _, name := range casefile.Agencies() {
		inbox, err := agency.NewInboxClient("http://127.0.0.1:1", key, nil) // no event is sent: they answer at once
		require.NoError(m.t, err)
		sim, err := simulator.Open(simulator.Config{Agency: name, Key: key, Inbox: inbox, Dir: dir, Scenario: scenario})
		require.NoError(m.t, err)
		server := httptest.NewServer(sim.Handler())
		m.t.Cleanup(func() {
			server.Close()
			require.NoError(m.t, sim.Close())
		})
		m.agencies[name] = server.URL
		clients[name], err = agency.NewClient(server.URL, key, server.Client())
		require.NoError(m.t, err)
	}
	m.t.Cleanup(func() { _ = os.RemoveAll(dir) })
	m.calls = &activities.Agencies{Dossiers: m, Clients: clients, Now: func() time.Time { return m.now }}
}

// do records a command as the store does; a refusal changes nothing.
func (m *machine) do(by casefile.Actor, command casefile.Command) {
	events, err := casefile.Decide(m.state, casefile.Given{Command: command, By: by, At: m.now}, m.policy)
	if _, refused := err.(*casefile.Refusal); refused { //nolint:errorlint // Decide returns it bare
		return
	}
	require.NoError(m.t, err)
	for _, e := range events {
		m.state = casefile.Evolve(m.state, e)
	}
	m.now = m.now.Add(time.Second)
}

// owed are the obligations that the workflow would call now.
func (m *machine) owed() []casefile.Obligation {
	return slices.DeleteFunc(casefile.PlanOf(m.state).Obligations, func(o casefile.Obligation) bool {
		_, called := m.called[o.ID]
		waits := slices.ContainsFunc(m.underway, func(u casefile.Obligation) bool { return slices.Contains(o.After, u.ID) })
		return called || waits
	})
}

// call begins a call; return lets it come back. Until then it may have had its effect or not.
func (m *machine) call(o casefile.Obligation) {
	m.called[o.ID] = o
	m.underway = append(m.underway, o)
}

// attempt is one attempt of a call under way: a worker that dies then leaves the effect and loses the reply.
func (m *machine) attempt(o casefile.Obligation) (activities.Result, error) {
	return m.calls.Call(context.Background(), activities.Call{Case: caseID, Obligation: o})
}

// back has a call return, if the agency answers. One that is owed no more was cancelled: it brings nothing.
func (m *machine) back(i int) bool {
	o := m.underway[i]
	result, err := m.attempt(o)
	owed := slices.ContainsFunc(casefile.PlanOf(m.state).Obligations, func(p casefile.Obligation) bool { return p.ID == o.ID })
	if err != nil && owed {
		return false
	}
	m.underway = slices.Delete(m.underway, i, i+1)
	if err == nil && owed {
		command, err := casefile.UnmarshalCommand(result.Command)
		require.NoError(m.t, err)
		m.results = append(m.results, entry{o, o.ID + "/" + result.What, command})
	}
	return true
}

// record records what a call brought, once for its cause.
func (m *machine) record(i int, again bool) {
	e := m.results[i]
	if !again {
		m.results = slices.Delete(m.results, i, i+1)
	}
	if !m.causes[e.cause] {
		m.causes[e.cause] = true
		m.do(casefile.Actor{ID: string(e.obligation.Agency), Role: casefile.RoleAgency, Agency: e.obligation.Agency}, e.command)
	}
}

// pass lets the next deadline pass, if there is one.
func (m *machine) pass() bool {
	due := casefile.Deadlines(m.state)
	if len(due) == 0 {
		return false
	}
	if due[0].At.After(m.now) {
		m.now = due[0].At
	}
	m.do(casefile.Engine(), casefile.Due{Deadline: due[0].ID})
	return true
}

// standing is what the agency's register says.
type standing struct {
	Ref     string `json:"kenmerk"`
	Request string `json:"verzoek"`
}

func (m *machine) standing(name casefile.Agency) (list []standing, requests int) {
	response, err := http.Get(m.agencies[name] + "/beheer/staat") //nolint:noctx // on this machine
	require.NoError(m.t, err)
	defer response.Body.Close() //nolint:errcheck // read to its end
	var o struct {
		Requests int        `json:"verzoeken"`
		Standing []standing `json:"staat"`
	}
	require.NoError(m.t, json.NewDecoder(response.Body).Decode(&o))
	return o.Standing, o.Requests
}

// check holds what must be so at every moment.
func (m *machine) check(*rapid.T) {
	for _, name := range casefile.Agencies() {
		list, requests := m.standing(name)
		called := 0
		for _, o := range m.called {
			if o.Agency == name && o.Remind == 0 {
				called++
			}
		}
		require.LessOrEqual(m.t, requests, called, "no two effects for one obligation at %s", name)
		for _, s := range list {
			if s.Request != "" {
				require.True(m.t, m.knows(name, s), "%s stands at %s and nobody will take it back", s.Ref, name)
			}
		}
		if m.state.Status == casefile.Closed && len(m.underway) == 0 && len(m.results) == 0 {
			require.Empty(m.t, list, "stands at %s for a closed case", name)
		}
	}
	if m.state.Status == casefile.Closed {
		require.Empty(m.t, m.state.Measures)
		for _, o := range casefile.PlanOf(m.state).Obligations {
			require.Equal(m.t, casefile.Withdraw, o.Kind, "a closed case owes nothing but an answer to whether anything stands")
		}
	}
}

// knows reports whether something that we had placed is known to the case, or will be once what is under way comes in.
func (m *machine) knows(name casefile.Agency, s standing) bool {
	for _, measure := range m.state.Measures {
		if measure.Agency == name && (measure.Ref == s.Ref || agency.Key(caseID, measure.ID) == s.Request) {
			return true
		}
	}
	mine := func(o casefile.Obligation) bool { return agency.Key(caseID, o.ID) == s.Request }
	return slices.ContainsFunc(m.underway, mine) || slices.ContainsFunc(m.results, func(e entry) bool { return mine(e.obligation) })
}

func TestMachine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		for range rapid.IntRange(0, 3).Draw(t, "rounds") {
			m.round(t)
		}
		t.Repeat(map[string]func(*rapid.T){
			"":         m.check,
			"call":     m.someCall,
			"call 2":   m.someCall,
			"back":     m.someBack,
			"back 2":   m.someBack,
			"die":      m.someDeath,
			"record":   m.someRecord,
			"record 2": m.someRecord,
			"deadline": func(*rapid.T) { m.pass() },
			"tell":     m.somebodyTells,
			"officer":  m.someoneDecides,
		})
		m.end(t)
		m.check(t)
	})
}
