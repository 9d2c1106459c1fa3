package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// newPolicyCommand holds what concerns policy files.
func newPolicyCommand(e *env) *cobra.Command {
	return group("policy", "Beleid: termijnen en lijsten waarnaar zaken worden beoordeeld", newPolicyShowCommand(e), newPolicyCheckCommand(e))
}

func newPolicyShowCommand(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "show",
		Short: "Toon het beleid dat het product meebrengt",
		Long: `Toon het beleid dat het product meebrengt, met bij elk getal de bron of dat het een aanname is. De uitvoer is een geldig
beleidsbestand: bewaar haar, pas haar aan, geef haar een nieuwe versie en controleer haar met policy check.`,
		Args: arguments(),
		RunE: func(*cobra.Command, []string) error {
			if _, err := fmt.Fprint(e.Stdout, policy.DefaultText()); err != nil {
				return fmt.Errorf("writing output: %w", err)
			}
			return nil
		},
	}
}

func newPolicyCheckCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check BESTAND",
		Short: "Controleer een beleidsbestand",
		Long: `Controleer een beleidsbestand. Alle fouten worden in één keer gemeld, met afsluitcode 3. Er verandert niets: geen zaak
gaat over op ander beleid doordat een bestand klopt.`,
		Args: arguments("BESTAND"),
		RunE: func(_ *cobra.Command, args []string) error {
			file, err := readPolicy(args[0])
			if err != nil {
				return err
			}
			if e.json {
				return e.writeJSON(map[string]string{"version": file.Policy.Version})
			}
			_, err = fmt.Fprintf(e.Stdout, "beleid %s klopt\n", file.Policy.Version)
			return err
		},
	}
	e.addJSONFlag(cmd)
	return cmd
}

// readPolicy reads a policy file of the user, with every problem in the error.
func readPolicy(path string) (policy.File, error) {
	f, _, err := openFile(path)
	if err != nil {
		return policy.File{}, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	return policy.Load(f)
}
