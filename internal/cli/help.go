package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// inDutch gives a command and all below it Dutch words around its help.
func inDutch(root *cobra.Command) {
	root.SetUsageTemplate(usageTemplate)
	root.Flags().BoolP("version", "v", false, "toon de versie")
	root.PersistentFlags().BoolP("help", "h", false, "toon deze uitleg")
	root.SetHelpCommand(&cobra.Command{Hidden: true, Use: "help [opdracht]", Short: "Toon uitleg bij een opdracht", Run: func(cmd *cobra.Command, args []string) {
		found, _, err := cmd.Root().Find(args)
		if err != nil || found == nil {
			found = cmd.Root()
		}
		_ = found.Help() // writing failed, and there is nobody to tell
	}})
	root.SetVersionTemplate("{{.Name}} {{.Version}}\n")
	withoutFlags(root)
}

// withoutFlags leaves out the English words for options, in the line that says how a command is used, and for the default of a
// map that is empty.
func withoutFlags(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.DefValue == "[]" && strings.HasPrefix(f.Value.Type(), "stringTo") {
			f.DefValue = ""
		}
	})
	for _, sub := range cmd.Commands() {
		withoutFlags(sub)
	}
}

// usageTemplate is cobra's own in Dutch, without what the product does not use.
const usageTemplate = `Gebruik:{{if .HasAvailableSubCommands}}
  {{.CommandPath}} OPDRACHT{{else}}
  {{.UseLine}} [opties]{{end}}{{if .HasAvailableSubCommands}}

Opdrachten:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Opties:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Opties van elke opdracht:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

Meer uitleg: {{.CommandPath}} OPDRACHT --help{{end}}
`
