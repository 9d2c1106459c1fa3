package config_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/config"
)

const (
	repository   = "../.."
	inboxService = "serve"
)

// loadCompose reads docker-compose.yml as Docker Compose does, with these variables and no others.
func loadCompose(ctx context.Context, variables map[string]string) (*types.Project, error) {
	root, err := filepath.Abs(repository)
	if err != nil {
		return nil, err
	}
	details := types.ConfigDetails{
		WorkingDir:  root,
		ConfigFiles: []types.ConfigFile{{Filename: filepath.Join(root, "docker-compose.yml")}},
		Environment: variables,
	}
	return loader.LoadWithContext(ctx, details, loader.WithProfiles([]string{"*"}))
}

func compose(t *testing.T) *types.Project {
	t.Helper()
	project, err := loadCompose(t.Context(), map[string]string{"POSTGRES_PASSWORD": "geheim"})
	require.NoError(t, err)
	return project
}

// ours are the services that run the program.
func ours(p *types.Project) map[string]types.ServiceConfig {
	services := map[string]types.ServiceConfig{}
	for name, s := range p.Services {
		if s.Build != nil {
			services[name] = s
		}
	}
	return services
}

func TestComposeHasEveryPart(t *testing.T) {
	t.Parallel()
	p := compose(t)
	want := []string{
		"agencies", "keys", "migrate", "office", "postgres", "serve",
		"temporal", "temporal-namespace", "temporal-schema", "temporal-ui", "worker",
	}
	require.Empty(t, cmp.Diff(want, slices.Sorted(maps.Keys(p.Services))))
	require.Empty(t, cmp.Diff([]string{"agencies", "keys", "migrate", "office", "serve", "worker"}, slices.Sorted(maps.Keys(ours(p)))))
	require.Equal(t, []string{"office"}, p.Services["office"].Profiles, "it does not start by itself")
}

func TestComposeChoosesNoPassword(t *testing.T) {
	t.Parallel()
	_, err := loadCompose(t.Context(), nil)
	require.ErrorContains(t, err, "POSTGRES_PASSWORD")
}

func TestComposeImagesArePinnedToWhatWasTested(t *testing.T) {
	t.Parallel()
	p := compose(t)
	pinned := regexp.MustCompile(`^[a-z/-]+:\d+\.\d+(\.\d+)?$`)
	for name, s := range p.Services {
		if s.Build == nil {
			require.Regexp(t, pinned, s.Image, name)
		}
	}
	embedded := read(t, "embedded/go.mod")
	for service, module := range map[string]string{
		"temporal": "go.temporal.io/server", "temporal-schema": "go.temporal.io/server", "temporal-namespace": "go.temporal.io/server",
		"temporal-ui": "github.com/temporalio/ui-server/v2",
	} {
		_, version, _ := strings.Cut(p.Services[service].Image, ":")
		require.Contains(t, embedded, module+" v"+version+"\n", service)
	}
}

func TestComposeWaitsForWhatCanHappen(t *testing.T) {
	t.Parallel()
	p := compose(t)
	for name, s := range p.Services {
		for other, d := range s.DependsOn {
			require.Contains(t, p.Services, other, name)
			switch d.Condition {
			case types.ServiceConditionHealthy:
				require.NotNil(t, p.Services[other].HealthCheck, "%s waits for the health of %s", name, other)
			case types.ServiceConditionCompletedSuccessfully:
				require.Equal(t, "on-failure:5", p.Services[other].Restart, "%s waits for the end of %s", name, other)
			default:
				t.Errorf("%s waits for %s to be started only", name, other)
			}
		}
	}
	require.Contains(t, strings.Join(p.Services[inboxService].HealthCheck.Test, " "), "/healthz")
}

func TestComposeOpensTheInboxAndNothingElse(t *testing.T) {
	t.Parallel()
	p := compose(t)
	open := 0
	for name, s := range p.Services {
		require.Empty(t, s.NetworkMode, name)
		require.False(t, s.Privileged, name)
		for _, port := range s.Ports {
			if port.HostIP == "127.0.0.1" {
				continue
			}
			require.Equal(t, inboxService, name)
			require.Equal(t, "8081", port.Published)
			open++
		}
	}
	require.Equal(t, 1, open)
	require.Equal(t, "0.0.0.0:8081", setting(p.Services[inboxService], config.EnvInboxListen))
}

func TestComposeKeepsKeysInVolumesAndTakesNothingFromTheHost(t *testing.T) {
	t.Parallel()
	p := compose(t)
	holders := map[string][]string{}
	for name, s := range p.Services {
		require.Empty(t, s.EnvFiles, name)
		for _, v := range s.Volumes {
			require.Equal(t, types.VolumeTypeVolume, v.Type, "%s mounts %s", name, v.Source)
			require.Contains(t, p.Volumes, v.Source, name)
			holders[v.Source] = append(holders[v.Source], name)
			if strings.HasPrefix(v.Target, "/keys/") {
				require.Equal(t, name != "keys", v.ReadOnly, "only the service keys writes keys, not %s", name)
			}
		}
	}
	slices.Sort(holders["master-key"])
	require.Equal(t, []string{"keys", "office", "serve", "worker"}, holders["master-key"])
	for name, s := range ours(p) {
		require.True(t, s.ReadOnly, name)
		require.Equal(t, []string{"ALL"}, s.CapDrop, name)
	}
}

func setting(s types.ServiceConfig, name string) string {
	if value := s.Environment[name]; value != nil {
		return *value
	}
	return ""
}

// The configuration reader itself says whether the settings of a service are right.
func TestComposeSettingsAreThoseOfUp(t *testing.T) {
	t.Parallel()
	known := documentedVariables(t)
	needs := map[string][]config.Part{
		"migrate": {config.Database},
		"keys":    {config.Database},
		"worker":  {config.Database, config.Temporal},
		"serve":   {config.Database},
		"office":  {config.Database, config.Inbox},
	}
	for name, s := range ours(compose(t)) {
		for variable := range s.Environment {
			require.Contains(t, known, variable, name)
		}
		c, err := config.Load(config.Source{Getenv: func(variable string) string { return setting(s, variable) }})
		require.NoError(t, err, name)
		require.NoError(t, c.Need(needs[name]...), name)
		if name == "agencies" {
			require.NoError(t, c.Need(config.Inbox))
			require.Empty(t, c.DatabaseURL, "an outside party does not reach the database")
			require.Empty(t, setting(s, config.EnvMasterKey), "nor the master key")
			continue
		}
		var agencies []string
		for _, a := range c.Agencies {
			agencies = append(agencies, a.URL)
		}
		require.Equal(t, []string{"http://agencies:8091", "http://agencies:8092", "http://agencies:8093", "http://agencies:8094"}, agencies)
	}
	require.Contains(t, strings.Join(compose(t).Services["agencies"].Command, " "), "--port 8091", "where the others look for them")
}

// documentedVariables are the values of the constants Env… of this package.
func documentedVariables(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "config.go", nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, is := n.(*ast.ValueSpec)
		if !is || !strings.HasPrefix(spec.Names[0].Name, "Env") {
			return true
		}
		value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		require.NoError(t, err)
		names = append(names, value)
		return false
	})
	require.Contains(t, names, config.EnvMasterKey)
	return names
}

func TestReadmeHasEveryVariable(t *testing.T) {
	t.Parallel()
	readme := read(t, "README.md")
	for _, name := range documentedVariables(t) {
		require.Contains(t, readme, "| `"+name+"`")
	}
	for _, name := range regexp.MustCompile(`ONVINDBAREN_[A-Z_]+`).FindAllString(readme+read(t, "docs/operations.md"), -1) {
		require.Contains(t, documentedVariables(t), name)
	}
}

func TestImageIsStaticPinnedAndNotRoot(t *testing.T) {
	t.Parallel()
	dockerfile := read(t, "Dockerfile")
	images := regexp.MustCompile(`(?m)^FROM (\S+)`).FindAllStringSubmatch(dockerfile, -1)
	require.Len(t, images, 2)
	for _, image := range images {
		require.Regexp(t, `^[a-z]+:\d+\.\d+\.\d+`, image[1])
	}
	require.Contains(t, dockerfile, "CGO_ENABLED=0")
	final := dockerfile[strings.LastIndex(dockerfile, "\nFROM "):]
	user := regexp.MustCompile(`(?m)^USER (\d+):(\d+)$`).FindStringSubmatch(final)
	require.NotNil(t, user)
	require.NotEqual(t, "0", user[1])
	require.Contains(t, final, "-o "+user[1], "the directories of its volumes are its own")
	require.Contains(t, read(t, "cmd/onvindbaren/main.go"), `"time/tzdata"`)

	_, ignored, found := strings.Cut(read(t, ".dockerignore"), "\n*\n")
	require.True(t, found, "everything is left out but what is named")
	for line := range strings.Lines(ignored) {
		if name, named := strings.CutPrefix(strings.TrimSpace(line), "!"); named {
			_, err := os.Stat(filepath.Join(repository, name))
			require.NoError(t, err)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(repository, path))
	require.NoError(t, err)
	return string(content)
}
