package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
)

// finding is what the doctor found out about one part.
type finding struct {
	Part   string `json:"part"`
	OK     bool   `json:"ok"`
	Found  string `json:"found"`
	Advice string `json:"advice,omitempty"` // what to do when it is not ok
}

func fine(part, format string, args ...any) finding {
	return finding{Part: part, OK: true, Found: fmt.Sprintf(format, args...)}
}

func wrong(part, found, advice string) finding {
	return finding{Part: part, Found: found, Advice: advice}
}

// wrongBecause is a finding from an error that says itself what to do.
func wrongBecause(part string, err error) finding {
	return wrong(part, told(err), "zie links")
}

// newDoctorCommand checks everything that up needs and everything that runs.
func newDoctorCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Controleer wat up nodig heeft en wat er draait, en zeg wat te doen",
		Args:  arguments(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return doctor(cmd.Context(), e) },
	}
	e.addJSONFlag(cmd)
	return cmd
}

func doctor(ctx context.Context, e *env) error {
	c, err := e.config()
	if err != nil {
		return err
	}
	findings := slices.Concat(e.needed(ctx, c), e.running(ctx, c))
	bad := 0
	for _, f := range findings {
		if !f.OK {
			bad++
		}
	}
	if err := e.report(findings, bad == 0); err != nil {
		return err
	}
	if bad > 0 {
		return casefile.Errorf(casefile.KindUnavailable, "%d van de %d punten niet in orde", bad, len(findings))
	}
	return nil
}

func (e *env) report(findings []finding, ok bool) error {
	if e.json {
		return e.writeJSON(map[string]any{"ok": ok, "checks": findings})
	}
	t := e.newTable()
	t.row("ONDERDEEL", "STAND", "GEVONDEN", "WAT TE DOEN")
	for _, f := range findings {
		state := "ok"
		if !f.OK {
			state = "NIET OK"
		}
		t.row(f.Part, state, f.Found, f.Advice)
	}
	return t.flush()
}

// needed checks what up cannot do without.
func (e *env) needed(ctx context.Context, c config.Config) []finding {
	findings := []finding{
		checkDataDir(c.DataDir),
		checkDisk(c.DataDir),
		checkPostgres(ctx, c),
		checkTemporal(ctx, c),
		checkMasterKey(c),
		checkAgencyKeys(c),
		checkZone(),
		checkClock(e.Now()),
	}
	if c.Stack == nil {
		findings = append(findings, checkPorts())
	}
	return findings
}

// running checks what up started: each process, each address, the schema.
func (e *env) running(ctx context.Context, c config.Config) []finding {
	if c.Stack == nil {
		return []finding{checkStopped(c)}
	}
	findings := []finding{fine("up", "draait, proces %d", c.Stack.PIDs[config.ProcessUp])}
	findings = append(findings, checkProcesses(*c.Stack)...)
	findings = append(findings, checkSchema(ctx, c))
	return append(findings, checkAddresses(ctx, *c.Stack)...)
}
