package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// exitInterrupted is the exit status of a command that was asked to stop and had not finished, as shells have it.
const exitInterrupted = 130

// failure is an error as a user sees it.
type failure struct {
	Kind    casefile.Kind        `json:"kind"`
	Code    casefile.RefusalCode `json:"code,omitempty"` // of a refusal by a rule
	Message string               `json:"message"`
	status  int
}

// fail reports an error on standard error, as a sentence or with --json as an object, and returns the exit status.
func (e *env) fail(ctx context.Context, err error) int {
	if err == nil {
		return 0
	}
	f := e.describe(ctx, err)
	if e.json {
		encoder := json.NewEncoder(e.Stderr)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(map[string]failure{"error": f})
	} else {
		_, _ = fmt.Fprintln(e.Stderr, f.Message)
	}
	return f.status
}

// describe finds out what an error means to the user.
func (e *env) describe(ctx context.Context, err error) failure {
	if told, ok := errors.AsType[*casefile.Error](err); ok {
		f := failure{Kind: told.Kind, Message: told.Message, status: told.Kind.ExitCode()}
		if refusal, ok := errors.AsType[*casefile.Refusal](err); ok {
			f.Code = refusal.Code
		}
		return f
	}
	if refusal, ok := errors.AsType[*casefile.Refusal](err); ok {
		return failure{
			Kind: casefile.KindRefused, Code: refusal.Code, Message: words.Dutch.Refusal(refusal.Code),
			status: casefile.KindRefused.ExitCode(),
		}
	}
	if ctx.Err() != nil {
		return failure{Kind: casefile.KindUnavailable, Message: "onderbroken", status: exitInterrupted}
	}
	return failure{
		Kind: casefile.KindBug, Message: fmt.Sprintf("onverwachte fout: %v", err), status: casefile.KindBug.ExitCode(),
	}
}

// usageError puts the flag library's errors into words.
func usageError(err error) error {
	usage := func(format string, args ...any) error {
		return casefile.Errorf(casefile.KindUsage, format, args...).Because(err)
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := unknown.GetSpecifiedName()
		if letters := unknown.GetSpecifiedShortnames(); letters != "" {
			return usage("onbekende optie -%s", name)
		}
		return usage("onbekende optie --%s", name)
	}
	if missing, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return usage("optie --%s vraagt een waarde", missing.GetFlag().Name)
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return usage("optie --%s: verkeerde waarde, verwacht %s", invalid.GetFlag().Name, invalid.GetFlag().Value.Type())
	}
	if syntax, ok := errors.AsType[*pflag.InvalidSyntaxError](err); ok {
		return usage("optie %s: verkeerd geschreven", strings.TrimSpace(syntax.GetSpecifiedFlag()))
	}
	return usage("de opties kloppen niet")
}
