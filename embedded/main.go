// Command onvindbaren-temporal is the durable engine of an installation on one machine: a Temporal server with its
// web interface, in one process, on a Postgres server that is already there. It makes its own two databases and their
// schema, registers the namespace and the search attributes that traces use, says on standard output where it can be
// reached, and runs until it is told to stop.
//
// It knows nothing of traces and imports nothing of the product; the product knows it only as a program with flags and
// one line of output. It lives in a module of its own so that the server's dependencies stay out of the product's.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// Libraries in this process may print; standard output carries our one line only.
	stdout := os.Stdout
	os.Stdout = os.Stderr
	os.Exit(execute(os.Args[1:], os.Getenv, os.Stdin, stdout, os.Stderr))
}

// execute runs the program and returns its exit status: 0 after a stop that was asked for, 1 after a failure and 2 for
// a command line that makes no sense.
func execute(args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	opts, err := parseOptions(args, getenv, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return 2
	}

	// A second signal meets the default handler and ends the process at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	if opts.exitOnEOF {
		ctx = untilEOF(ctx, stdin)
	}

	log := slog.New(slog.NewJSONHandler(stderr, &slog.HandlerOptions{Level: opts.logLevel}))
	if err := run(ctx, opts, stdout, log); err != nil {
		log.Error("temporal ended", slog.Any("error", err))
		return 1
	}
	return 0
}

// untilEOF returns a context that also ends when r does. A parent that keeps the other end of a pipe takes this
// process down with it, however the parent dies.
func untilEOF(ctx context.Context, r io.Reader) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		_, _ = io.Copy(io.Discard, r)
	}()
	return ctx
}
