// Package engine is the one door to Temporal for everybody who starts a trace, sends it a command or looks at it.
// It must not know Postgres or a rule of the domain.
package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"

	"github.com/onvindbaren/onvindbaren/activities"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/workflows"
)

// taskTimeout bounds one step of a trace, and so how long a killed worker's work rests.
const taskTimeout = 5 * time.Second

// ErrNoTrace says that no run of the trace is open.
var ErrNoTrace = errors.New("the trace is not running")

// classKey and unitKey are the search attributes of a trace. They are set at the start only: counts come from Postgres.
func classKey() temporal.SearchAttributeKeyKeyword {
	return temporal.NewSearchAttributeKeyKeyword("TraceClass")
}

func unitKey() temporal.SearchAttributeKeyKeyword {
	return temporal.NewSearchAttributeKeyKeyword("TraceUnit")
}

// Options say where Temporal is. Empty fields are left to TEMPORAL_* and temporal.toml.
type Options struct {
	Address   string
	Namespace string
	Logger    *slog.Logger
}

// Engine starts traces and speaks to them. It is safe for concurrent use.
type Engine struct {
	client    client.Client
	namespace string
}

// Dial connects to Temporal. An error of kind unavailable says that nobody answered.
func Dial(ctx context.Context, o Options) (*Engine, error) {
	options, err := envconfig.LoadDefaultClientOptions()
	if err != nil {
		return nil, casefile.Errorf(casefile.KindUsage, "de instellingen TEMPORAL_* zijn niet leesbaar").Because(err)
	}
	if o.Address != "" {
		options.HostPort = o.Address
	}
	if o.Namespace != "" {
		options.Namespace = o.Namespace
	}
	options.Logger = log.NewStructuredLogger(o.Logger)
	// Payloads are small and the server is near: compressing them costs more than it saves.
	options.ConnectionOptions.GrpcCompression = &client.GrpcCompressionNone{}
	c, err := client.DialContext(ctx, options)
	if err != nil {
		return nil, casefile.Errorf(casefile.KindUnavailable, "Temporal is niet bereikbaar").Because(err)
	}
	return &Engine{client: c, namespace: cmp.Or(options.Namespace, client.DefaultNamespace)}, nil
}

// Close closes the connection.
func (e *Engine) Close() { e.client.Close() }

// Client is the connection itself, for the worker: traces start eagerly only on the connection that also works them.
func (e *Engine) Client() client.Client { return e.client }

// Subject is what is known of a case when its trace starts.
type Subject struct {
	Case  casefile.CaseID
	Class casefile.Class
	Unit  string
}

// Start makes sure that the case's trace runs.
func (e *Engine) Start(ctx context.Context, s Subject) error {
	return e.start(ctx, start(s), s.Case, nil)
}

// StartFirst is [Engine.Start] for a case that was opened just now, and says where that left it. It starts the first run only:
// when there was one, what is said of the case may have been overtaken.
func (e *Engine) StartFirst(ctx context.Context, s Subject, opened casefile.Outcome) error {
	options := start(s)
	options.WorkflowIDReusePolicy = enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE
	return e.start(ctx, options, s.Case, new(activities.BegunAt(opened)))
}

func (e *Engine) start(ctx context.Context, options client.StartWorkflowOptions, id casefile.CaseID, opened *activities.Begun) error {
	options.EnableEagerStart = true
	if _, err := e.client.ExecuteWorkflow(ctx, options, workflows.Trace, id, opened); err != nil {
		return fmt.Errorf("starting the trace: %w", err)
	}
	return nil
}

func start(s Subject) client.StartWorkflowOptions {
	attributes := []temporal.SearchAttributeUpdate{classKey().ValueSet(string(s.Class))}
	if s.Unit != "" {
		attributes = append(attributes, unitKey().ValueSet(s.Unit))
	}
	return client.StartWorkflowOptions{
		ID:                       workflows.TraceID(s.Case),
		TaskQueue:                workflows.TraceQueue,
		WorkflowTaskTimeout:      taskTimeout,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		TypedSearchAttributes:    temporal.NewSearchAttributes(attributes...),
		StaticSummary:            string(s.Class) + " " + s.Unit,
	}
}

// Do hands a stored message or command to the case's trace and waits for what became of it. Without an open
// run it returns [ErrNoTrace]. The same may be handed over again at any time.
func (e *Engine) Do(ctx context.Context, id casefile.CaseID, stored workflows.Stored) (workflows.Answer, error) {
	handle, err := e.client.UpdateWorkflow(ctx, update(id, stored))
	return answer(ctx, handle, err)
}

// DoStarting is [Engine.Do] that starts the trace first when it does not run.
func (e *Engine) DoStarting(ctx context.Context, s Subject, stored workflows.Stored) (workflows.Answer, error) {
	handle, err := e.client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: e.client.NewWithStartWorkflowOperation(start(s), workflows.Trace, s.Case, (*activities.Begun)(nil)),
		UpdateOptions:          update(s.Case, stored),
	})
	return answer(ctx, handle, err)
}

func update(id casefile.CaseID, stored workflows.Stored) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		UpdateID: stored.UpdateID(), WorkflowID: workflows.TraceID(id), UpdateName: workflows.CommandUpdate,
		Args: []any{stored}, WaitForStage: client.WorkflowUpdateStageCompleted,
	}
}

func answer(ctx context.Context, handle client.WorkflowUpdateHandle, err error) (workflows.Answer, error) {
	var a workflows.Answer
	if err == nil {
		err = handle.Get(ctx, &a)
	}
	if _, gone := errors.AsType[*serviceerror.NotFound](err); gone {
		return workflows.Answer{}, ErrNoTrace
	}
	if err != nil {
		return workflows.Answer{}, fmt.Errorf("handing a command to the trace: %w", err)
	}
	return a, nil
}
