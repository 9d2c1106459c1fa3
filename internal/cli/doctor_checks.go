package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/postgres"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
	"github.com/onvindbaren/onvindbaren/internal/process"
	"github.com/onvindbaren/onvindbaren/internal/stack"
)

const (
	// leastDisk is room for a first start and a cohort of thousands, in bytes.
	leastDisk = 1 << 30

	answerPatience = 3 * time.Second
)

// existing is the nearest directory to dir that is there: up makes the rest.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

func checkDataDir(dir string) finding {
	const part = "gegevensmap"
	there := existing(dir)
	f, err := os.CreateTemp(there, ".onvindbaren-doctor-")
	if err != nil {
		return wrong(part, "niet schrijfbaar: "+there, "kies een andere met --data of "+config.EnvData)
	}
	if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
		return wrongBecause(part, err)
	}
	if there != dir {
		return fine(part, "%s (wordt gemaakt)", dir)
	}
	return fine(part, "%s", dir)
}

func checkDisk(dir string) finding {
	const part = "schijfruimte"
	var stat syscall.Statfs_t
	if err := syscall.Statfs(existing(dir), &stat); err != nil {
		return wrongBecause(part, err)
	}
	free := stat.Bavail * uint64(stat.Bsize) //nolint:gosec // a block size is positive
	found := fmt.Sprintf("%.1f GB vrij", float64(free)/1e9)
	if free < leastDisk {
		return wrong(part, found, "maak ruimte: minstens 1 GB")
	}
	return fine(part, "%s", found)
}

func checkPostgres(ctx context.Context, c config.Config) finding {
	const part = "Postgres"
	if c.DatabaseURL != "" {
		if _, err := db.Status(ctx, c.DatabaseURL); err != nil {
			return wrong(part, told(err), "start de server of verbeter "+config.EnvDatabaseURL)
		}
		return fine(part, "antwoordt")
	}
	programs, err := postgres.FindPrograms(ctx)
	if err != nil {
		return wrong(part, "ontbreekt", told(err))
	}
	return fine(part, "%v", programs)
}

func checkTemporal(ctx context.Context, c config.Config) finding {
	const part = "Temporal"
	if c.Temporal != "" {
		return checkTCP(ctx, part, c.Temporal, "start de server of verbeter "+config.EnvTemporalAddress)
	}
	executable, err := os.Executable()
	if err != nil {
		return wrongBecause(part, err)
	}
	path, err := stack.FindTemporal(executable)
	if err != nil {
		return wrong(part, "ontbreekt", told(err))
	}
	return fine(part, "%s", path)
}

func checkMasterKey(c config.Config) finding {
	const part = "hoofdsleutel"
	_, err := privacy.OpenMasterKey(c.MasterKey)
	if !errors.Is(err, fs.ErrNotExist) {
		return checkedKey(part, c.MasterKey, err)
	}
	if lost := masterKeyLost(c); lost != nil {
		return wrong(part, "ontbreekt", told(lost))
	}
	return fine(part, "%s (wordt gemaakt)", c.MasterKey)
}

func checkAgencyKeys(c config.Config) finding {
	const part = "ketenpartnersleutels"
	_, err := privacy.OpenAgencyKeys(c.AgencyKeys)
	if errors.Is(err, fs.ErrNotExist) {
		return fine(part, "%s (wordt gemaakt)", c.AgencyKeys)
	}
	return checkedKey(part, c.AgencyKeys, err)
}

func checkedKey(part, path string, err error) finding {
	if err != nil {
		return wrong(part, path, told(err))
	}
	return fine(part, "%s", path)
}

func checkZone() finding {
	const part = "tijdzone"
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return wrong(part, "Europe/Amsterdam ontbreekt", "installeer tzdata")
	}
	return fine(part, "%v", zone)
}

// checkClock finds a clock that runs behind the day on which this program was built.
func checkClock(now time.Time) finding {
	const part = "klok"
	executable, err := os.Executable()
	if err != nil {
		return wrongBecause(part, err)
	}
	info, err := os.Stat(executable)
	if err != nil {
		return wrongBecause(part, err)
	}
	found := now.UTC().Format(time.RFC3339)
	if now.Before(info.ModTime().Add(-time.Hour)) {
		return wrong(part, found, "zet de klok gelijk: dit programma is later gebouwd")
	}
	return fine(part, "%s", found)
}

func checkPorts() finding {
	var taken []string
	for _, port := range stack.UsualPorts() {
		if !process.IsFree(port) {
			taken = append(taken, strconv.Itoa(port))
		}
	}
	if len(taken) > 0 {
		return fine("poorten", "bezet: %s; up kiest daar een vrije", strings.Join(taken, ", "))
	}
	return fine("poorten", "de gebruikelijke zijn vrij")
}

// checkStopped tells a stack that was stopped from one that was killed.
func checkStopped(c config.Config) finding {
	const part = "up"
	left, err := config.ReadStack(c.DataDir)
	switch {
	case err != nil:
		return wrong(part, "stack.json", told(err))
	case left == nil || left.Status == config.Stopped:
		return fine(part, "er draait niets; start met: onvindbaren up")
	}
	up, _ := left.Identity(config.ProcessUp)
	if up.Running() {
		return fine(part, "is aan het starten, proces %d", up.PID)
	}
	return wrong(part, "is niet netjes gestopt", "start opnieuw: onvindbaren up --data "+c.DataDir)
}

func checkProcesses(s config.Stack) []finding {
	var findings []finding
	for _, name := range slices.Sorted(maps.Keys(s.PIDs)) {
		id, _ := s.Identity(name)
		part := "proces " + name
		switch {
		case name == config.ProcessUp:
		case id.Running():
			findings = append(findings, fine(part, "draait, proces %d", id.PID))
		default:
			findings = append(findings, wrong(part, "draait niet", "up start het opnieuw; zie de log in de gegevensmap"))
		}
	}
	return findings
}

func checkSchema(ctx context.Context, c config.Config) finding {
	const part = "databaseschema"
	status, err := db.Status(ctx, c.DatabaseURL)
	if err != nil {
		return wrong(part, told(err), "zie Postgres")
	}
	found := fmt.Sprintf("versie %d van %d", status.Version, status.Latest)
	if !status.Current() {
		return wrong(part, found, "voer uit: onvindbaren migrate")
	}
	return fine(part, "%s", found)
}

func checkAddresses(ctx context.Context, s config.Stack) []finding {
	const advice = "zie de log in de gegevensmap"
	findings := []finding{
		checkHTTP(ctx, "API", s.API+"/readyz", advice),
		checkHTTP(ctx, "berichteningang", s.Inbox+"/readyz", advice),
	}
	if s.TemporalUI != "" {
		findings = append(findings, checkHTTP(ctx, "Temporal UI", s.TemporalUI, advice))
	}
	for _, a := range s.Agencies {
		findings = append(findings, checkListening(ctx, a))
	}
	return findings
}

// checkListening checks an agency without asking it anything: its API has no health of its own.
func checkListening(ctx context.Context, a config.Agency) finding {
	part := "ketenpartner " + string(a.Name)
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, a.URL, nil)
	if err != nil {
		return wrongBecause(part, err)
	}
	address := request.URL.Host
	if request.URL.Port() == "" {
		address = net.JoinHostPort(address, request.URL.Scheme)
	}
	return checkTCP(ctx, part, address, "vraag de ketenpartner, of herstart up")
}

func checkTCP(ctx context.Context, part, address, advice string) finding {
	d := net.Dialer{Timeout: answerPatience}
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return wrong(part, address+" antwoordt niet", advice)
	}
	_ = conn.Close()
	return fine(part, "%s antwoordt", address)
}

func checkHTTP(ctx context.Context, part, address, advice string) finding {
	ctx, cancel := context.WithTimeout(ctx, answerPatience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return wrongBecause(part, err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return wrong(part, address+" antwoordt niet", advice)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return wrong(part, fmt.Sprintf("%s antwoordt %d", address, response.StatusCode), advice)
	}
	return fine(part, "%s antwoordt", address)
}

// told is the sentence of an error that a user may read, else the error.
func told(err error) string {
	if e, ok := errors.AsType[*casefile.Error](err); ok {
		return e.Message
	}
	return err.Error()
}
