package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/rehearse"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// newRehearseCommand plays a scenario without a server.
func newRehearseCommand(e *env) *cobra.Command {
	var policyFile string
	var flags cohortFlags
	cmd := &cobra.Command{
		Use:   "rehearse SCENARIO",
		Short: "Speel een scenario, of een heel bestand met zaken, na op de echte regels, zonder server",
		Long: `Speel een scenario na: de echte regels, een klok die doorspoelt en ketenpartners die antwoorden zoals het scenario zegt.
Er draait geen server en er wordt niets bewaard. Van elk moment staat er de datum, de hoeveelste werkdag het is, wat er
gebeurt en waarom, en wie daarna aan zet is.

Een scenario is een YAML-bestand zoals in testdata/scenarios. Loopt het anders dan het bestand verwacht, dan staan de
verschillen er regel voor regel (- verwacht, + gebeurd) en is de afsluitcode 5; klopt het bestand zelf niet, dan is die 3.

Met --cohort wordt een bestand met personen en titels, zoals import cases het leest, vijf jaar lang nagespeeld onder het
beleid van --policy (A) en onder dat van --against (B), te beginnen op de laatste dag waarop in het bestand een titel is
aangemeld. Ketenpartners, veroordeelden en behandelaars doen onder A en B hetzelfde; --seed kiest wat zij doen. Getoond wordt
wat B verandert: aandachtsignalen, overschreden termijnen en verjaringen, per maand, ketenpartner en eenheid. Zie docs/cohort.md.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.faults(len(args), cmd.Flags().Changed, e.json); err != nil {
				return err
			}
			if cmd.Flags().Changed("cohort") {
				return e.rehearseCohort(cmd.Context(), flags, policyFile)
			}
			return e.rehearse(args[0], policyFile)
		},
	}
	cmd.Flags().StringVar(&policyFile, "policy", "", "beleidsbestand; standaard het beleid dat het product meebrengt")
	cmd.Flags().StringVar(&flags.file, "cohort", "", "bestand met personen en titels dat onder twee soorten beleid wordt nagespeeld")
	cmd.Flags().StringVar(&flags.against, "against", "", "beleidsbestand waarmee --cohort vergelijkt")
	cmd.Flags().Uint64Var(&flags.seed, "seed", 1, "wat ketenpartners en veroordeelden bij --cohort doen; hetzelfde getal geeft hetzelfde")
	cmd.Flags().BoolVar(&flags.csv, "csv", false, "uitvoer van --cohort als CSV")
	e.addJSONFlag(cmd)
	return cmd
}

// rehearsal is the outcome as JSON.
type rehearsal struct {
	Title       string                `json:"titel"`
	Policy      string                `json:"beleid"`
	Entries     []rehearse.Entry      `json:"verloop"`
	Differences []rehearse.Difference `json:"verschillen"`
}

func (e *env) rehearse(path, policyFile string) error {
	rules, err := policyOr(policyFile)
	if err != nil {
		return err
	}
	file, _, err := openFile(path)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	scenario, err := rehearse.Load(file)
	if err != nil {
		return err
	}
	result, err := rehearse.Run(scenario, rules.Policy)
	if err != nil {
		return err
	}
	if e.json {
		err = e.writeJSON(rehearsal{
			Title: scenario.Title, Policy: rules.Policy.Version, Entries: result.Tell(), Differences: append([]rehearse.Difference{}, result.Differences...),
		})
	} else {
		err = e.tell(scenario, rules.Policy.Version, result)
	}
	if err != nil {
		return err
	}
	return differing(result.Differences)
}

// policyOr reads the policy that the user named, or else the default.
func policyOr(path string) (policy.File, error) {
	if path == "" {
		return policy.Default()
	}
	return readPolicy(path)
}

// tell writes the timeline: a heading for each day, and below it what happened.
func (e *env) tell(s rehearse.Scenario, version string, r rehearse.Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n\nBeleid %s.\n", s.Title, strings.TrimSpace(s.Comment), version)
	day := ""
	for _, entry := range r.Tell() {
		if entry.Day != day {
			day = entry.Day
			fmt.Fprintf(&b, "\n%s, %s\n", day, workingDay(entry.WorkingDay))
		}
		fmt.Fprintln(&b, strings.Join(entry.Lines(), "\n"))
	}
	fmt.Fprintf(&b, "\nStand aan het eind: %s.\n", words.Dutch.Status(r.State.Status))
	if _, err := fmt.Fprint(e.Stdout, b.String()); err != nil {
		return fmt.Errorf("writing output: %w", err)
	}
	return nil
}

func workingDay(n int) string {
	if n == 0 {
		return "geen werkdag"
	}
	return fmt.Sprintf("werkdag %d", n)
}

// differing is the error of a scenario that went another way than it expects.
func differing(differences []rehearse.Difference) error {
	if len(differences) == 0 {
		return nil
	}
	texts := make([]string, len(differences))
	for i, d := range differences {
		texts[i] = d.String()
	}
	return casefile.Errorf(casefile.KindRefused, "het verloop wijkt op %d plaatsen af van wat het scenario verwacht (- verwacht, + gebeurd):\n%s",
		len(differences), strings.Join(texts, "\n"))
}
