// Package cli is the command line: one file per subcommand. It turns flags into calls, results into text or JSON, and
// errors into a sentence and an exit status.
//
// Data goes to standard output and everything else to standard error. It holds no rules of the domain and nobody
// imports it but main.
package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
)

// Process is what a program has of the machine.
type Process struct {
	Args           []string // without the program's name
	Getenv         func(name string) string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Now            func() time.Time
}

// Run runs one command and returns its exit status; the end of ctx is the request to stop.
func Run(ctx context.Context, p Process) int {
	e := &env{Process: p}
	root := newRootCommand(e)
	root.SetArgs(p.Args)
	err := root.ExecuteContext(ctx)
	return e.fail(ctx, err)
}

// newRootCommand lists the subcommands: a line each.
func newRootCommand(e *env) *cobra.Command {
	root := group("onvindbaren", "Opsporing van onvindbare veroordeelden",
		newUpCommand(e),
		newDemoCommand(e),
		newServeCommand(e),
		newWorkerCommand(e),
		newMigrateCommand(e),
		newKeysCommand(e),
		newAgenciesCommand(e),
		newImportCommand(e),
		newCaseCommand(e),
		newTodoCommand(e),
		newOrderCommand(e),
		newInboxCommand(e),
		newReportCommand(e),
		newRehearseCommand(e),
		newPolicyCommand(e),
		newVerifyCommand(e),
		newDoctorCommand(e),
	)
	root.Version = version()
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetIn(e.Stdin)
	root.SetOut(e.Stdout)
	root.SetErr(e.Stderr)
	root.PersistentFlags().StringVar(&e.dataDir, "data", "",
		"gegevensmap (of $"+config.EnvData+"; standaard "+config.DefaultDataDir+")")
	root.PersistentFlags().StringVar(&e.claimed, "actor", "",
		"namens wie: naam, naam:rol, naam:rol:ketenpartner of naam:rol:ketenpartner:eenheid (of $"+config.EnvActor+"; standaard de ingelogde gebruiker)")
	inDutch(root)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError(err) })
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return requireFlags(cmd) }
	return root
}

// group makes a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			message := fmt.Sprintf("onbekende opdracht %q voor %s", args[0], cmd.CommandPath())
			if similar := cmd.SuggestionsFor(args[0]); len(similar) > 0 {
				message += "; bedoelt u " + strings.Join(similar, " of ") + "?"
			}
			return casefile.Errorf(casefile.KindUsage, "%s", message)
		},
	}
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(commands...)
	return cmd
}

// arguments demands exactly these arguments, named as in the command's Use.
func arguments(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < len(names) {
			return casefile.Errorf(casefile.KindUsage, "%s: %s ontbreekt", cmd.CommandPath(), names[len(args)])
		}
		if len(args) > len(names) {
			return casefile.Errorf(casefile.KindUsage, "%s: te veel argumenten", cmd.CommandPath())
		}
		return nil
	}
}

// requireFlags reports all flags that were marked as required and not given.
func requireFlags(cmd *cobra.Command) error {
	var missing []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if slices.Contains(f.Annotations[cobra.BashCompOneRequiredFlag], "true") && !f.Changed {
			missing = append(missing, "--"+f.Name)
		}
	})
	if len(missing) > 0 {
		return casefile.Errorf(casefile.KindUsage, "%s: verplicht en niet opgegeven: %s", cmd.CommandPath(), strings.Join(missing, ", "))
	}
	return nil
}

// version is the module's version or, in a clone, the commit that was built.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "onbekend"
	}
	return cmp.Or(strings.Trim(info.Main.Version, "()"), "devel")
}
