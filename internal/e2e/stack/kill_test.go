package stack

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// TestKilled kills each process in turn, and at last the supervisor, while the traces of the cohort are under way and
// arrests are reported. Afterwards everything is as if nothing had happened.
func TestKilled(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	i.start("--scenario", "testdata/slow.yaml")
	i.must("import", "cases", filepath.Join(letterFiles, "cases.csv"), "--no-wait")
	arrests := readArrests(t)
	for _, part := range []string{config.ProcessWorker, config.ProcessServe, config.ProcessAgencies, config.ProcessTemporal} {
		i.tell(arrests[:2]...)
		arrests = arrests[2:]
		i.kill(part)
	}
	i.eventually("alerts and orders are being taken back", func() bool { return i.count(casefile.Ended) > 0 })
	i.tell(arrests[:4]...)
	i.kill(config.ProcessPostgres)
	i.tell(arrests[4:]...)
	require.Less(t, i.count(casefile.Closed), 15, "the last arrests are under way")
	i.signal(config.ProcessUp, syscall.SIGKILL)
	i.ended()
	i.start("--scenario", "testdata/slow.yaml")

	i.eventually("every trace has come to rest", func() bool { return i.count(casefile.Closed) == 15 && i.resting() == 59 })
	requireLetter(t, i.must(letterStock()...)+i.must(letterCohort()...))
	i.requireVerified()
	i.requireNothingStandsOfClosedCases()
	i.requireNothingAskedTwice()
	i.requireReplay()
	i.requireNoLeak(newScanner(t, letterFiles+"/cases.csv", letterFiles+"/messages.csv"))
}

// TestKilledWhileStarting kills the first start at one moment after the other: while the cluster is made, the schemas,
// the keys. Whatever is half done, the next start finishes it.
func TestKilledWhileStarting(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	for moment := 200 * time.Millisecond; moment < 2*time.Second; moment += 300 * time.Millisecond {
		i.launch("up", "--simulate-agencies")
		select {
		case <-time.After(moment):
		case <-i.up.Done():
			require.Fail(t, "up ended", i.said())
		}
		require.NoError(t, i.up.Signal(syscall.SIGKILL))
		i.ended()
	}
	i.start()
	doctor := i.run("doctor")
	require.Equal(t, 0, doctor.status, doctor.stdout)
	i.must("import", "cases", "testdata/later.csv")
	i.stop()
}

func readArrests(t *testing.T) []agency.Event {
	t.Helper()
	var events []agency.Event
	for _, row := range readRows(t, letterFiles+"/messages.csv") {
		on, err := casefile.ParseDate(row["datum"])
		require.NoError(t, err)
		events = append(events, agency.Event{Agency: casefile.Agency(row["afzender"]), ID: row["bericht_id"], Report: &agency.Report{
			SKN: row["skn"], Message: casefile.Message(row["soort"]), On: on, Note: row["toelichting"],
		}})
	}
	return events
}

// tell brings events to the inbox, as agencies do: again until it has taken them.
func (i *installation) tell(events ...agency.Event) []agency.Receipt {
	i.t.Helper()
	var receipts []agency.Receipt
	for _, e := range events {
		client, err := agency.NewInboxClient(i.stack().Inbox, i.agencyKey(e.Agency), nil)
		require.NoError(i.t, err)
		i.eventually("the inbox takes a message", func() bool {
			receipt, err := client.PostEvent(i.t.Context(), e)
			if temporary := new(agency.TemporaryError); err != nil {
				require.ErrorAs(i.t, err, &temporary)
				return false
			}
			receipts = append(receipts, receipt)
			return true
		})
	}
	return receipts
}

// agencyKey is the key by which the inbox knows an agency.
func (i *installation) agencyKey(a casefile.Agency) string {
	i.t.Helper()
	keys, err := privacy.OpenAgencyKeys(filepath.Join(i.dir, "agency-keys.json"))
	require.NoError(i.t, err)
	return keys[a]
}

// standing is what a simulated agency says that stands.
type standing struct {
	Case    casefile.CaseID `json:"zaak"`
	Kind    string          `json:"soort"`
	Request string          `json:"verzoek"`
}

func (i *installation) standing(url string) []standing {
	i.t.Helper()
	request, err := http.NewRequestWithContext(i.t.Context(), http.MethodGet, url+"/beheer/staat", http.NoBody)
	require.NoError(i.t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(i.t, err)
	defer response.Body.Close() //nolint:errcheck // read to its end
	var overview struct {
		Owed     int        `json:"verschuldigd"`
		Refused  int        `json:"geweigerd"`
		Standing []standing `json:"staat"`
	}
	require.NoError(i.t, json.NewDecoder(response.Body).Decode(&overview))
	require.Zero(i.t, overview.Refused, "the inbox takes every answer")
	return overview.Standing
}

// requireNothingStandsOfClosedCases asks the agencies, who know nothing of our books. For every case at large exactly
// what its plan says stands.
func (i *installation) requireNothingStandsOfClosedCases() {
	i.t.Helper()
	found := map[string]int{}
	for _, a := range i.stack().Agencies {
		for _, s := range i.standing(a.URL) {
			found[s.Request+" "+s.Kind]++
		}
	}
	want := map[string]int{}
	for id, s := range i.states() {
		if s.Status == casefile.Closed {
			require.Empty(i.t, s.Measures)
		}
		for _, m := range s.Measures {
			want[fmt.Sprintf("%s %s", agency.Key(id, m.ID), m.Kind)]++
		}
	}
	require.NotEmpty(i.t, want)
	require.Equal(i.t, want, found)
}

// requireNothingAskedTwice reads the journals of the agencies: what each was asked, by case and kind.
func (i *installation) requireNothingAskedTwice() {
	i.t.Helper()
	paths, err := filepath.Glob(filepath.Join(i.dir, "agencies", "*.jsonl"))
	require.NoError(i.t, err)
	require.Len(i.t, paths, 4)
	var twice []string
	for _, path := range paths {
		content, err := os.ReadFile(path)
		require.NoError(i.t, err)
		asked := map[string]int{}
		for line := range strings.Lines(string(content)) {
			var r struct{ Kind, Case, Asked string }
			require.NoError(i.t, json.Unmarshal([]byte(line), &r))
			if r.Kind == "taken" {
				asked[r.Case+" "+r.Asked]++
			}
		}
		for request, n := range asked {
			if n > 1 {
				twice = append(twice, fmt.Sprintf("%s: %s %d×", filepath.Base(path), request, n))
			}
		}
	}
	slices.Sort(twice)
	require.Empty(i.t, twice)
}
