package activities

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/temporal"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// Dossiers opens what a call is made of, and seals what comes back.
type Dossiers interface {
	// Dossier writes the read log before it opens anything.
	Dossier(ctx context.Context, id casefile.CaseID, actor casefile.Actor, purpose string) (privacy.Dossier, error)
	// SealFinding keeps the text of a finding; the same finding again changes nothing.
	SealFinding(ctx context.Context, id casefile.CaseID, finding, text string) error
}

// Client is an agency.
type Client interface {
	Ask(ctx context.Context, r agency.Request) (agency.Reply, error)
	Remind(ctx context.Context, key string, n int) (agency.Reply, error)
}

// Agencies calls agencies.
type Agencies struct {
	Dossiers Dossiers
	Clients  map[casefile.Agency]Client
	Now      func() time.Time
}

// Call is an obligation of a case.
type Call struct {
	Case       casefile.CaseID     `json:"case"`
	Obligation casefile.Obligation `json:"obligation"`
}

// Result is what came of a call: a command to record, named by What.
type Result struct {
	What    string          `json:"what"`
	Command json.RawMessage `json:"command"`
	At      time.Time       `json:"at"`
}

// operatorDelay is how long a call rests that the agency says is wrong: no repetition helps until somebody mends
// something, and the case's own terms raise the alarm meanwhile.
const operatorDelay = 15 * time.Minute

// Call makes the call that is owed. The agency sees the same idempotency key at every attempt.
func (a *Agencies) Call(ctx context.Context, c Call) (Result, error) {
	client, known := a.Clients[c.Obligation.Agency]
	if !known {
		return Result{}, temporal.NewApplicationErrorWithOptions("no address is configured for this agency", "unconfigured",
			temporal.ApplicationErrorOptions{NextRetryDelay: operatorDelay})
	}
	var reply agency.Reply
	var err error
	if o := c.Obligation; o.Remind > 0 {
		reply, err = client.Remind(ctx, agency.Key(c.Case, o.Request()), o.Remind)
	} else {
		reply, err = a.ask(ctx, client, c)
	}
	if err != nil {
		return Result{}, retryable(err)
	}
	return a.result(ctx, c, reply)
}

func (a *Agencies) ask(ctx context.Context, client Client, c Call) (agency.Reply, error) {
	dossier, err := a.Dossiers.Dossier(ctx, c.Case, casefile.Engine(), "verzoek aan "+string(c.Obligation.Agency)+": "+string(c.Obligation.Kind))
	if err != nil {
		return agency.Reply{}, fmt.Errorf("opening the dossier: %w", err)
	}
	return client.Ask(ctx, request(c, dossier))
}

// result turns a reply into the command that records it.
func (a *Agencies) result(ctx context.Context, c Call, reply agency.Reply) (Result, error) {
	o := c.Obligation
	what, command := "delivered", casefile.Command(casefile.Delivered{Request: o.Request()})
	if o.Remind > 0 {
		what, command = "reminded", casefile.Reminded{Request: o.Request(), N: o.Remind}
	}
	if reply.Answered {
		finding := "f" + o.Request()
		answer, address := reply.Answer.Answer(c.Case, finding)
		if answer.Finding != nil {
			if err := a.Dossiers.SealFinding(ctx, c.Case, finding, address); err != nil {
				return Result{}, fmt.Errorf("sealing a finding: %w", err)
			}
		}
		what, command = "answered", casefile.Answered{From: o.Agency, Request: o.Request(), Answer: answer, Remind: o.Remind}
	}
	data, err := casefile.MarshalCommand(command)
	if err != nil {
		return Result{}, fmt.Errorf("writing a command: %w", err)
	}
	return Result{What: what, Command: data, At: a.Now()}, nil
}

// request words an obligation for its agency: no more than that agency needs for it.
func request(c Call, d privacy.Dossier) agency.Request {
	o := c.Obligation
	r := agency.Request{Key: agency.Key(c.Case, o.Request()), Kind: o.Kind, Case: c.Case, SKN: d.Person.SKN}
	for _, open := range d.State.Requests {
		if open.ID != o.Request() {
			continue
		}
		r.Unit, r.Round, r.Country, r.EAB, r.Urgency = open.Unit, open.Round, open.Country, open.EAB, open.Urgency
		for _, no := range open.Trials.Numbers() {
			r.Trials = append(r.Trials, agency.Trial{No: no, Parketnummer: titleIdentity(d, no).Parketnummer, How: open.Trials[no]})
		}
		for _, m := range open.Takes {
			taken := agency.Withdrawn{Ref: m.Ref}
			if !m.Adopted {
				taken.Request = agency.Key(c.Case, m.ID)
			}
			if o.Kind == casefile.Withdraw || o.Kind == casefile.Recall {
				r.Withdraw = append(r.Withdraw, taken)
			} else {
				r.Concerns = append(r.Concerns, taken)
			}
		}
		if o.Kind != casefile.Withdraw {
			continue
		}
		for _, id := range open.Cancels {
			r.Withdraw = append(r.Withdraw, agency.Withdrawn{Request: agency.Key(c.Case, id)})
		}
	}
	switch o.Kind {
	case casefile.PlaceOrder, casefile.Describe:
		orderContent(&r, o.Request(), d)
	case casefile.AskLimitation:
		r.Limit = limitQuestion(o.Request(), d)
	case casefile.AskExecutability, casefile.AskRemainder: // asked anew when titles change, so that a repeated call says the same
		for _, t := range d.State.Titles {
			identity := titleIdentity(d, t.No)
			r.Titles = append(r.Titles, agency.Title{
				No: t.No, Parketnummer: identity.Parketnummer, CJIB: identity.CJIB, Remainder: t.Remainder, Life: t.Life,
			})
		}
	default:
	}
	return r
}

// titleIdentity is under which numbers a title is known: what is left after a release or pardon was revoked under those of its
// principal.
func titleIdentity(d privacy.Dossier, no int) privacy.TitleIdentity {
	return d.Titles[d.State.Judgment(no)]
}

// orderContent says what an arrest order must (Sv 564): its own number, who is to be arrested as exactly as can be, what danger
// there is, and where to bring him; or, of a description that follows it, the second and third. All of it was fixed when it was
// asked, so that a repeated call says the same.
func orderContent(r *agency.Request, request string, d privacy.Dossier) {
	for _, open := range d.State.Requests {
		if open.ID == request {
			described := d.Descriptions[open.Description]
			r.Number, r.BringTo, r.Description, r.Dangers = open.Number, open.BringTo, described.Text, described.Dangers
		}
	}
}

// limitQuestion words the question about the limitation of a title as it was when it was asked.
func limitQuestion(request string, d privacy.Dossier) *agency.LimitQuestion {
	for _, open := range d.State.Requests {
		if open.ID == request && open.Limit != nil {
			q := open.Limit
			return &agency.LimitQuestion{
				No: q.Title, Parketnummer: titleIdentity(d, q.Title).Parketnummer, Filed: q.Filed, Computed: q.Computed, Differs: q.Differs,
			}
		}
	}
	return nil
}

// retryable tells the engine when to try again; it never gives up. The text of an error holds nothing of the call.
func retryable(err error) error {
	var options temporal.ApplicationErrorOptions
	if temporary, ok := errors.AsType[*agency.TemporaryError](err); ok {
		options.NextRetryDelay = temporary.RetryAfter
		return temporal.NewApplicationErrorWithOptions(temporary.Error(), "unavailable", options)
	}
	if rejected, ok := errors.AsType[*agency.RejectedError](err); ok {
		options.NextRetryDelay = operatorDelay
		return temporal.NewApplicationErrorWithOptions(rejected.Error(), "rejected", options)
	}
	return err
}
