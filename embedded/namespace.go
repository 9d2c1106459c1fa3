package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"google.golang.org/protobuf/types/known/durationpb"
)

const (
	// retention is how long the history of a closed run is kept. The product's own events are the record.
	retention = 30 * 24 * time.Hour

	namespacePatience = time.Minute
	namespaceRetry    = 20 * time.Millisecond
)

// searchAttributes are the fields by which a supervisor finds traces in the web interface.
func searchAttributes() map[string]enums.IndexedValueType {
	return map[string]enums.IndexedValueType{
		"TraceClass": enums.INDEXED_VALUE_TYPE_KEYWORD,
		"TraceUnit":  enums.INDEXED_VALUE_TYPE_KEYWORD,
	}
}

// prepareNamespace registers the namespace and the search attributes where they are missing and returns when clients
// can use both.
func prepareNamespace(ctx context.Context, frontend, namespace string, log *slog.Logger) error {
	ctx, cancel := context.WithTimeout(ctx, namespacePatience)
	defer cancel()
	c, err := client.DialContext(ctx, client.Options{
		HostPort:  frontend,
		Namespace: namespace,
		Logger:    sdklog.NewStructuredLogger(log),
		// The first answer of a busy machine may take longer than the default of five seconds.
		ConnectionOptions: client.ConnectionOptions{GetSystemInfoTimeout: namespacePatience},
	})
	if err != nil {
		return fmt.Errorf("connecting to server: %w", err)
	}
	defer c.Close()

	_, err = c.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        namespace,
		Description:                      "Traces of Onvindbaren",
		WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	if _, exists := errors.AsType[*serviceerror.NamespaceAlreadyExists](err); err != nil && !exists {
		return fmt.Errorf("registering namespace %s: %w", namespace, err)
	}
	if err := addSearchAttributes(ctx, c.OperatorService(), namespace); err != nil {
		return err
	}
	return awaitNamespace(ctx, c)
}

// addSearchAttributes adds those that are missing.
func addSearchAttributes(ctx context.Context, operator operatorservice.OperatorServiceClient, namespace string) error {
	have, err := operator.ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: namespace})
	if err != nil {
		return fmt.Errorf("listing search attributes: %w", err)
	}
	missing := searchAttributes()
	for name, want := range searchAttributes() {
		got, ok := have.GetCustomAttributes()[name]
		if ok && got != want {
			return fmt.Errorf("search attribute %s has type %s, want %s", name, got, want)
		}
		if ok {
			delete(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	_, err = operator.AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{
		Namespace:        namespace,
		SearchAttributes: missing,
	})
	if err != nil {
		return fmt.Errorf("adding search attributes: %w", err)
	}
	return nil
}

// awaitNamespace asks for runs by the search attributes until the server, which caches namespaces, knows them.
func awaitNamespace(ctx context.Context, c client.Client) error {
	var conditions []string
	for name := range searchAttributes() {
		conditions = append(conditions, name+` = "none"`)
	}
	slices.Sort(conditions)
	query := &workflowservice.CountWorkflowExecutionsRequest{Query: strings.Join(conditions, " AND ")}
	for {
		_, err := c.CountWorkflow(ctx, query)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for namespace: %w", errors.Join(context.Cause(ctx), err))
		case <-time.After(namespaceRetry):
		}
	}
}
