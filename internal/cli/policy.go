package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/policy"
)

// newPolicyCommand holds what concerns policy files.
func newPolicyCommand(e *env) *cobra.Command {
	return group("policy", "Beleid: termijnen en lijsten waarnaar zaken worden beoordeeld", newPolicyShowCommand(e), newPolicyCheckCommand(e), newPolicySaveCommand(e), newPolicyListCommand(e))
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

func newPolicySaveCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "save BESTAND",
		Short: "Bewaar een versie van het beleid, zodat zaken die kunnen volgen",
		Long: `Bewaar een versie van het beleid, voorgoed. Geen zaak gaat er vanzelf op over: een lopende zaak volgt haar met
case do ZAAK adopt-policy --policy VERSIE --reason TEKST, en nieuwe zaken als $` + config.EnvPolicy + ` naar het bestand wijst.
Hetzelfde bestand nog eens bewaren verandert niets; andere inhoud onder een versie die er al is wordt geweigerd.`,
		Args: arguments("BESTAND"),
		RunE: func(cmd *cobra.Command, args []string) error {
			file, err := readPolicy(args[0])
			if err != nil {
				return err
			}
			return e.savePolicy(cmd.Context(), file.Policy)
		},
	}
	e.addJSONFlag(cmd)
	return cmd
}

func (e *env) savePolicy(ctx context.Context, p casefile.Policy) error {
	actor, err := e.actor()
	if err != nil {
		return err
	}
	store, err := e.openStore(ctx, db.RoleEngine)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.SavePolicy(ctx, actor, p); err != nil {
		return err
	}
	if e.json {
		return e.writeJSON(map[string]string{"version": p.Version})
	}
	_, err = fmt.Fprintf(e.Stdout, "beleid %s is bewaard\n", p.Version)
	return err
}

func newPolicyListCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Toon de bewaarde versies van het beleid en hoeveel open zaken elk volgen",
		Args:  arguments(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return e.listPolicies(cmd.Context()) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

func (e *env) listPolicies(ctx context.Context) error {
	ctx, store, err := e.reading(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	versions, err := store.Policies(ctx)
	if err != nil {
		return err
	}
	type version struct {
		Version string    `json:"version"`
		SavedAt time.Time `json:"saved_at"`
		Cases   int64     `json:"open_cases"`
	}
	listed := make([]version, len(versions))
	for i, v := range versions {
		listed[i] = version{v.Version, v.SavedAt.UTC(), v.Cases}
	}
	if e.json {
		return e.writeJSON(map[string]any{"policies": listed})
	}
	table := e.newTable()
	table.row("VERSIE", "BEWAARD", "OPEN ZAKEN")
	for _, v := range listed {
		table.row(v.Version, moment(v.SavedAt), strconv.FormatInt(v.Cases, 10))
	}
	return table.flush()
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
