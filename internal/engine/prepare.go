package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// retention is how long a server that we prepare keeps the history of a closed run; our own events are the record.
const retention = 30 * 24 * time.Hour

// namespacePatience is how long a new namespace may take to become known.
const namespacePatience = 30 * time.Second

// Prepare makes the namespace and the search attributes of traces where the server lacks them; the server that comes
// with the product has both. On a server of others that forbids it, an error of kind not allowed says what to add.
func (e *Engine) Prepare(ctx context.Context) error {
	_, err := e.client.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace: e.namespace, WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	if _, exists := errors.AsType[*serviceerror.NamespaceAlreadyExists](err); err != nil && !exists && !forbidden(err) {
		return fmt.Errorf("registering the namespace: %w", err)
	}
	missing := map[string]enums.IndexedValueType{
		classKey().GetName(): enums.INDEXED_VALUE_TYPE_KEYWORD, unitKey().GetName(): enums.INDEXED_VALUE_TYPE_KEYWORD,
	}
	operator := e.client.OperatorService()
	have, err := e.searchAttributes(ctx)
	if err != nil && !forbidden(err) {
		return fmt.Errorf("listing search attributes: %w", err)
	}
	maps.DeleteFunc(missing, func(name string, _ enums.IndexedValueType) bool {
		_, there := have.GetCustomAttributes()[name]
		return there
	})
	if len(missing) == 0 {
		return nil
	}
	_, err = operator.AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{Namespace: e.namespace, SearchAttributes: missing})
	if forbidden(err) {
		return casefile.Errorf(casefile.KindNotAllowed,
			"voeg in Temporal aan namespace %s de zoekattributen TraceClass en TraceUnit toe (soort Keyword)", e.namespace).Because(err)
	}
	if err != nil {
		return fmt.Errorf("adding search attributes: %w", err)
	}
	return nil
}

// searchAttributes lists what the namespace has. A server knows a new namespace only after some seconds.
func (e *Engine) searchAttributes(ctx context.Context) (*operatorservice.ListSearchAttributesResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, namespacePatience)
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		have, err := e.client.OperatorService().ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: e.namespace})
		if _, unknown := errors.AsType[*serviceerror.NamespaceNotFound](err); !unknown {
			return have, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-tick.C:
		}
	}
}

// forbidden reports whether the server does not let us do that.
func forbidden(err error) bool {
	_, is := errors.AsType[*serviceerror.PermissionDenied](err)
	return is
}
