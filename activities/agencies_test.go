package activities_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

const (
	id      = casefile.CaseID("01900000-0000-7000-8000-000000000001")
	skn     = "9900001"
	address = "Teststraat 1, Testdam"
)

// dossiers is one person's file in memory.
type dossiers struct {
	state    casefile.State
	purposes []string
	sealed   map[string]string
}

func (d *dossiers) Dossier(_ context.Context, _ casefile.CaseID, _ casefile.Actor, purpose string) (privacy.Dossier, error) {
	d.purposes = append(d.purposes, purpose)
	return privacy.Dossier{
		State:  d.state,
		Person: privacy.Person{SKN: skn, BSN: "999990342", Surname: "Testpersoon-Een"},
		Titles: map[int]privacy.TitleIdentity{1: {Parketnummer: "10/990001-17", CJIB: "9999000000000001"}},
		Descriptions: map[int64]privacy.Description{
			12: {Text: "litteken op de linkerwang", Dangers: []casefile.Danger{casefile.DangerArmed}}, 20: {Text: "baard"},
		},
	}, nil
}

func (d *dossiers) SealFinding(_ context.Context, _ casefile.CaseID, finding, text string) error {
	d.sealed[finding] = text
	return nil
}

// party is an agency that answers as told and remembers what it was asked.
type party struct {
	reply agency.Reply
	err   error
	asked []agency.Request
	nudge []string
}

func (p *party) Ask(_ context.Context, r agency.Request) (agency.Reply, error) {
	p.asked = append(p.asked, r)
	return p.reply, p.err
}

func (p *party) Remind(_ context.Context, key string, _ int) (agency.Reply, error) {
	p.nudge = append(p.nudge, key)
	return p.reply, p.err
}

func setup(requests ...casefile.Request) (*activities.Agencies, *dossiers, *party) {
	d := &dossiers{sealed: map[string]string{}, state: casefile.State{
		Case: id, Requests: requests, Titles: []casefile.Title{{No: 1, Remainder: 210}},
	}}
	p := &party{}
	return &activities.Agencies{
		Dossiers: d, Clients: map[casefile.Agency]activities.Client{casefile.Politie: p, casefile.CJIB: p}, Now: time.Now,
	}, d, p
}

func owed(r casefile.Request) activities.Call {
	return activities.Call{Case: id, Obligation: casefile.Obligation{ID: r.ID, Kind: r.Kind, Agency: r.Agency}}
}

func TestAnAgencyGetsNoMoreThanItNeeds(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		request casefile.Request
		titles  []casefile.Title // none: the one
		want    agency.Request
	}{
		"a question": {
			request: casefile.Request{ID: "q7", Kind: casefile.AskWhereabouts, Agency: casefile.Politie, Round: 2},
			want:    agency.Request{Round: 2},
		},
		"a check of titles": {
			request: casefile.Request{ID: "q4", Kind: casefile.AskRemainder, Agency: casefile.CJIB},
			want: agency.Request{Titles: []agency.Title{
				{No: 1, Parketnummer: "10/990001-17", CJIB: "9999000000000001", Remainder: 210},
			}},
		},
		"an order": {
			request: casefile.Request{
				ID: "q9", Kind: casefile.PlaceOrder, Agency: casefile.Politie, Unit: "Rotterdam", Number: "Y2SY-VC7F-9J8V", BringTo: "arrestantencomplex Rotterdam",
				Description: 12,
			},
			want: agency.Request{
				Unit: "Rotterdam", Number: "Y2SY-VC7F-9J8V", BringTo: "arrestantencomplex Rotterdam", Description: "litteken op de linkerwang",
				Dangers: []casefile.Danger{casefile.DangerArmed},
			},
		},
		"a description that follows an order": {
			request: casefile.Request{
				ID: "q21", Kind: casefile.Describe, Agency: casefile.Politie, Description: 20, Cancels: []string{"q15"},
				Takes: []casefile.Measure{{ID: "q9", Ref: "B 1"}, {ID: "politie/K 5", Ref: "K 5", Adopted: true}},
			},
			want: agency.Request{
				Description: "baard", Concerns: []agency.Withdrawn{{Request: string(id) + ".q9", Ref: "B 1"}, {Ref: "K 5"}},
			},
		},
		"an order about somebody who was not described": {
			request: casefile.Request{ID: "q9", Kind: casefile.PlaceOrder, Agency: casefile.Politie, Unit: "Rotterdam"},
			want:    agency.Request{Unit: "Rotterdam"},
		},
		"a question about a limitation": {
			request: casefile.Request{ID: "q8", Kind: casefile.AskLimitation, Agency: casefile.Politie, Limit: &casefile.LimitQuestion{
				Title: 1, Filed: casefile.NewDate(2026, 3, 1), Computed: casefile.NewDate(2026, 4, 11), Differs: true, Last: true,
			}},
			want: agency.Request{Limit: &agency.LimitQuestion{
				No: 1, Parketnummer: "10/990001-17", Filed: casefile.NewDate(2026, 3, 1), Computed: casefile.NewDate(2026, 4, 11), Differs: true,
			}},
		},
		"a question about the limitation of what is left after a pardon was revoked, and once more": {
			request: casefile.Request{ID: "q8", Kind: casefile.AskLimitation, Agency: casefile.Politie, Limit: &casefile.LimitQuestion{Title: 3}},
			titles:  []casefile.Title{{No: 1}, {No: 2, Of: 1}, {No: 3, Of: 2}},
			want:    agency.Request{Limit: &agency.LimitQuestion{No: 3, Parketnummer: "10/990001-17"}},
		},
		"a European arrest warrant": {
			request: casefile.Request{ID: "q8", Kind: casefile.PlaceEAB, Agency: casefile.Politie, Trials: casefile.Trials{1: casefile.TrialSummoned}},
			want:    agency.Request{Trials: []agency.Trial{{No: 1, Parketnummer: "10/990001-17", How: casefile.TrialSummoned}}},
		},
		"who was stopped": {
			request: casefile.Request{ID: "q8", Kind: casefile.AskArrestee, Agency: casefile.Politie, Arrest: "h7", Urgency: casefile.Routine},
			want:    agency.Request{Urgency: casefile.Routine},
		},
		"a withdrawal": {
			request: casefile.Request{
				ID: "q20", Kind: casefile.Withdraw, Agency: casefile.Politie, Round: 1, Cancels: []string{"q7"},
				Takes: []casefile.Measure{{ID: "q9", Ref: "B 1"}, {ID: "politie/X 2", Ref: "X 2", Adopted: true}},
			},
			want: agency.Request{Round: 1, Withdraw: []agency.Withdrawn{
				{Request: string(id) + ".q9", Ref: "B 1"}, {Ref: "X 2"}, {Request: string(id) + ".q7"},
			}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, d, p := setup(tt.request)
			if tt.titles != nil {
				d.state.Titles = tt.titles
			}
			_, err := a.Call(t.Context(), owed(tt.request))
			require.NoError(t, err)
			want := tt.want
			want.Key, want.Kind, want.Case, want.SKN = string(id)+"."+tt.request.ID, tt.request.Kind, id, skn
			require.Equal(t, []agency.Request{want}, p.asked)
			require.Len(t, d.purposes, 1, "the read log says once that somebody looked, and why")
		})
	}
}

// TestARequestThatIsSentAgainSaysTheSame: its key is the same, so that an agency refuses another content.
func TestARequestThatIsSentAgainSaysTheSame(t *testing.T) {
	t.Parallel()
	request := casefile.Request{ID: "q9", Kind: casefile.PlaceOrder, Agency: casefile.Politie, Unit: "Rotterdam", Number: "Y2SY-VC7F-9J8V", Description: 12}
	a, _, p := setup(request)
	first := owed(request)
	_, err := a.Call(t.Context(), first)
	require.NoError(t, err)
	again := first
	again.Obligation.ID, again.Obligation.Again = "q9/again/1", 1
	_, err = a.Call(t.Context(), again)
	require.NoError(t, err)
	require.Len(t, p.asked, 2)
	require.Equal(t, p.asked[0], p.asked[1])
	require.Equal(t, "litteken op de linkerwang", p.asked[1].Description)
}

func TestAnAddressIsSealedAndNotInTheResult(t *testing.T) {
	t.Parallel()
	request := casefile.Request{ID: "q7", Kind: casefile.AskWhereabouts, Agency: casefile.Politie}
	a, d, p := setup(request)
	p.reply = agency.Reply{Answered: true, Answer: &agency.Antwoord{
		Result: casefile.Traced, Place: &agency.Place{Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam", Address: address},
	}}
	result, err := a.Call(t.Context(), owed(request))
	require.NoError(t, err)
	require.Equal(t, "answered", result.What)
	require.Equal(t, map[string]string{"fq7": address}, d.sealed)
	written, err := json.Marshal(result)
	require.NoError(t, err)
	require.NotContains(t, string(written), "Teststraat")
	require.NotContains(t, string(written), skn)
	command, err := casefile.UnmarshalCommand(result.Command)
	require.NoError(t, err)
	require.Equal(t, casefile.Answered{From: casefile.Politie, Request: "q7", Answer: casefile.Answer{
		Result: casefile.Traced, Finding: &casefile.Found{ID: "fq7", Source: casefile.SourceBRP, Verified: true, Unit: "Rotterdam"},
	}}, command)
}

func TestAReminderOpensNoDossier(t *testing.T) {
	t.Parallel()
	a, d, p := setup()
	result, err := a.Call(t.Context(), activities.Call{Case: id, Obligation: casefile.Obligation{
		ID: "q7/remind/2", Kind: casefile.AskWhereabouts, Agency: casefile.Politie, Remind: 2,
	}})
	require.NoError(t, err)
	require.Equal(t, "reminded", result.What)
	require.Equal(t, []string{string(id) + ".q7"}, p.nudge)
	require.Empty(t, d.purposes)
}

func TestACallIsTriedAgainWhenTheAgencySays(t *testing.T) {
	t.Parallel()
	request := casefile.Request{ID: "q7", Kind: casefile.AskWhereabouts, Agency: casefile.Politie}
	for name, tt := range map[string]struct {
		err   error
		delay time.Duration
	}{
		"busy":     {&agency.TemporaryError{Status: 503, RetryAfter: 7 * time.Second}, 7 * time.Second},
		"rejected": {&agency.RejectedError{Status: 400}, 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, _, p := setup(request)
			p.err = tt.err
			_, err := a.Call(t.Context(), owed(request))
			var failure *temporal.ApplicationError
			require.ErrorAs(t, err, &failure)
			require.False(t, failure.NonRetryable(), "it never gives up")
			require.Equal(t, tt.delay, failure.NextRetryDelay())
			require.NotContains(t, err.Error(), skn)
		})
	}
}

func TestAnAgencyWithoutAnAddressIsWaitedFor(t *testing.T) {
	t.Parallel()
	request := casefile.Request{ID: "q7", Kind: casefile.AskExecutability, Agency: casefile.OM}
	a, _, _ := setup(request)
	_, err := a.Call(t.Context(), owed(request))
	var failure *temporal.ApplicationError
	require.ErrorAs(t, err, &failure)
	require.False(t, failure.NonRetryable())
}
