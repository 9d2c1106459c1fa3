package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/onvindbaren/onvindbaren/db/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// result is what a command left behind.
type result struct {
	status         int
	stdout, stderr string
}

// run runs a command line with these environment variables (name=value) and no others.
func run(t *testing.T, variables []string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := Run(t.Context(), Process{
		Args:   append([]string{}, args...),
		Getenv: getenv(variables),
		Stdin:  strings.NewReader(""),
		Stdout: &stdout,
		Stderr: &stderr,
		Now:    time.Now,
	})
	return result{status, stdout.String(), stderr.String()}
}

func getenv(variables []string) func(name string) string {
	return func(name string) string {
		for _, v := range variables {
			if value, found := strings.CutPrefix(v, name+"="); found {
				return value
			}
		}
		return ""
	}
}
