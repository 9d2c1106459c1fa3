// Command postgres makes sure that the Postgres programs are on this machine, or says how to get them there.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/postgres"
)

func main() {
	if _, err := postgres.Install(context.Background(), os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(casefile.KindUnavailable.ExitCode())
	}
}
