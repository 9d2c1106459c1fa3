package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/db/dbtest"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/process"
)

// diagnose runs the doctor and returns its findings by part.
func diagnose(t *testing.T, variables ...string) (map[string]finding, int) {
	t.Helper()
	r := run(t, variables, "doctor", "--json")
	var document struct {
		OK     bool      `json:"ok"`
		Checks []finding `json:"checks"`
	}
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &document), r.stderr)
	require.Equal(t, document.OK, r.status == 0)
	byPart := map[string]finding{}
	for _, f := range document.Checks {
		require.True(t, f.OK || f.Advice != "", "%s says what to do", f.Part)
		byPart[f.Part] = f
	}
	return byPart, r.status
}

// temporal listens where Temporal should, because the program need not be built for this test.
func temporal(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	return server
}

func address(s *httptest.Server) string { return strings.TrimPrefix(s.URL, "http://") }

func TestDoctorBeforeTheFirstStart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "not", "there")
	findings, status := diagnose(t, config.EnvData+"="+dir, config.EnvTemporalAddress+"="+address(temporal(t)))
	require.Equal(t, 0, status)
	require.Contains(t, findings["hoofdsleutel"].Found, "wordt gemaakt")
	require.Contains(t, findings["up"].Found, "er draait niets")
	require.NoDirExists(t, dir, "a doctor makes nothing")
}

func TestDoctorFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "master-key.json"), []byte("{}"), 0o644))
	killed := config.Stack{Status: config.Running}
	killed.SetIdentity(config.ProcessUp, process.Identity{PID: os.Getpid(), Started: "an earlier boot/1"})
	require.NoError(t, killed.Write(dir))

	findings, status := diagnose(t,
		config.EnvData+"="+dir, config.EnvTemporalAddress+"=127.0.0.1:1", config.EnvDatabaseURL+"=postgres://x@127.0.0.1:1/x")
	require.Equal(t, casefile.KindUnavailable.ExitCode(), status)
	require.Contains(t, findings["hoofdsleutel"].Advice, "chmod 600")
	require.False(t, findings["Temporal"].OK)
	require.False(t, findings["Postgres"].OK)
	require.Contains(t, findings["up"].Found, "niet netjes gestopt")
}

func TestDoctorMissesAMasterKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "postgres", "data"), 0o700))
	findings, _ := diagnose(t, config.EnvData+"="+dir)
	require.Contains(t, findings["hoofdsleutel"].Advice, "zet de sleutel terug")

	r := run(t, []string{config.EnvData + "=" + dir}, "up")
	require.Equal(t, casefile.KindUnavailable.ExitCode(), r.status)
	require.NoFileExists(t, filepath.Join(dir, "master-key.json"), "a new key would hide the loss")
}

func TestDoctorOfARunningStack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	site := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(site.Close)
	me, err := process.Identify(os.Getpid())
	require.NoError(t, err)
	s := config.Stack{
		Status: config.Running, DatabaseURL: dbtest.URL(t), API: site.URL, Inbox: site.URL, Temporal: address(site),
		TemporalUI: site.URL, Agencies: []config.Agency{{Name: casefile.CJIB, URL: site.URL}},
	}
	s.SetIdentity(config.ProcessUp, me)
	s.SetIdentity(config.ProcessServe, me)
	require.NoError(t, s.Write(dir))
	findings, status := diagnose(t, config.EnvData+"="+dir)
	require.Equal(t, 0, status, "%v", findings)
	require.Contains(t, findings["databaseschema"].Found, "versie")
	require.Contains(t, findings["ketenpartner cjib"].Found, "antwoordt")

	s.SetIdentity(config.ProcessWorker, process.Identity{PID: os.Getpid(), Started: "an earlier boot/1"})
	s.Inbox = "http://127.0.0.1:1"
	require.NoError(t, s.Write(dir))
	findings, status = diagnose(t, config.EnvData+"="+dir)
	require.Equal(t, casefile.KindUnavailable.ExitCode(), status)
	require.False(t, findings["proces worker"].OK)
	require.False(t, findings["berichteningang"].OK)
	require.True(t, findings["proces serve"].OK)

	r := run(t, []string{config.EnvData + "=" + dir}, "doctor")
	require.Contains(t, r.stdout, "NIET OK")
	require.Contains(t, r.stderr, "niet in orde")

	r = run(t, []string{config.EnvData + "=" + dir}, "up")
	require.Equal(t, casefile.KindUnavailable.ExitCode(), r.status)
	require.Contains(t, r.stderr, "draait al een onvindbaren up")
}

func TestClock(t *testing.T) {
	t.Parallel()
	require.True(t, checkClock(time.Now()).OK)
	require.False(t, checkClock(time.Unix(0, 0)).OK)
}

func TestUpReportsWhereEverythingIs(t *testing.T) {
	t.Parallel()
	s := config.Stack{API: "http://127.0.0.1:8080", DatabaseURL: "postgres://o:geheim@h/d", Agencies: []config.Agency{{Name: casefile.OM, URL: "http://om"}}}
	for _, asJSON := range []bool{false, true} {
		var out, errs strings.Builder
		e := &env{Process: Process{Stdout: &out, Stderr: &errs}, json: asJSON}
		require.NoError(t, e.reportReady("/data", s))
		require.Contains(t, out.String(), "http://127.0.0.1:8080")
		require.Contains(t, out.String(), "http://om")
		require.NotContains(t, out.String()+errs.String(), "geheim")
	}
}
