package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

const repository = "../.."

// documents are those whose commands and links are held here.
func documents(t *testing.T) []string {
	t.Helper()
	more, err := filepath.Glob(filepath.Join(repository, "docs", "*.md"))
	require.NoError(t, err)
	require.NotEmpty(t, more)
	for _, name := range []string{"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"} {
		more = append(more, filepath.Join(repository, name))
	}
	return more
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(content)
}

// fenced are the lines of the shell blocks of a document.
func fenced(document string) []string {
	var lines []string
	for _, block := range regexp.MustCompile("(?ms)^```(?:sh|bash)\n(.*?)^```").FindAllStringSubmatch(document, -1) {
		lines = append(lines, strings.Split(block[1], "\n")...)
	}
	return lines
}

// shellWords are the words of a command line up to a comment, a pipe or a redirection.
func shellWords(line string) []string {
	var words []string
	for _, word := range regexp.MustCompile(`(?:"[^"]*"|'[^']*'|[^\s"'])+`).FindAllString(line, -1) {
		if strings.HasPrefix(word, "#") || slices.Contains([]string{"|", ">", "2>", "&", "&&"}, word) {
			break
		}
		words = append(words, strings.NewReplacer(`"`, "", `'`, "").Replace(word))
	}
	return words
}

// parses requires that a command line is one that the program understands, up to running it.
func parses(t *testing.T, args []string) {
	t.Helper()
	line := strings.Join(args, " ")
	cmd, rest, err := newRootCommand(&env{Process: Process{Getenv: func(string) string { return "" }}}).Find(args)
	require.NoError(t, err, line)
	require.False(t, cmd.HasSubCommands() && cmd.HasParent(), "%s: a command is missing", line)
	require.NoError(t, cmd.ParseFlags(rest), line)
	require.NoError(t, cmd.ValidateArgs(cmd.Flags().Args()), line)
	if !cmd.HasParent() {
		require.Empty(t, cmd.Flags().Args(), "%s: no such command", line)
		return
	}
	require.NoError(t, requireFlags(cmd), line)
}

func TestCommandsInDocumentsAreUnderstood(t *testing.T) {
	t.Parallel()
	found := 0
	for _, path := range documents(t) {
		for _, line := range fenced(readFile(t, path)) {
			words := shellWords(line)
			if len(words) == 0 || filepath.Base(words[0]) != "onvindbaren" {
				continue
			}
			found++
			parses(t, words[1:])
		}
	}
	require.Greater(t, found, 20)
}

func TestCommandsOfServicesAreUnderstood(t *testing.T) {
	t.Parallel()
	var compose struct {
		Services map[string]struct {
			Image, Build string
			Command      []string
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(readFile(t, filepath.Join(repository, "docker-compose.yml"))), &compose))
	found := 0
	for _, s := range compose.Services {
		if s.Build != "" {
			found++
			parses(t, s.Command)
		}
	}
	require.Equal(t, 6, found)
}

func TestLinksInDocumentsLeadSomewhere(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, path := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(readFile(t, path), -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			file := path
			if target != "" {
				file = filepath.Join(filepath.Dir(path), target)
			}
			_, err := os.Stat(file)
			require.NoError(t, err, "%s: %s", path, m[1])
			if anchor != "" {
				require.Contains(t, anchors(readFile(t, file)), anchor, "%s: %s", path, m[1])
			}
		}
	}
}

// anchors are the names by which the headings of a document are linked to.
func anchors(document string) []string {
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(document, -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(m[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

func TestReadmeBeginsWithWhatToRunAndShowsTheHouse(t *testing.T) {
	t.Parallel()
	readme := readFile(t, filepath.Join(repository, "README.md"))
	require.LessOrEqual(t, strings.Count(readme, "\n"), 180)
	first := fenced(readme)
	require.True(t, strings.HasPrefix(first[0], "make demo"))
	require.True(t, strings.HasPrefix(first[1], "make test"))
	require.Regexp(t, `!\[A house[^\]]{40,}\]\(docs/house\.svg\)`, readme, "the picture says in words what it shows")

	house := readFile(t, filepath.Join(repository, "docs", "house.svg"))
	for _, needed := range []string{"<title id=", "<desc id=", `aria-labelledby="title desc"`, "prefers-color-scheme: dark", `class="page"`} {
		require.Contains(t, house, needed)
	}
}

// publiccode.yml as version 0.4 of the standard has it.
func TestPubliccodeIsComplete(t *testing.T) {
	t.Parallel()
	type description struct {
		Short    string   `yaml:"shortDescription"`
		Long     string   `yaml:"longDescription"`
		Features []string `yaml:"features"`
	}
	var p struct {
		Version      string                 `yaml:"publiccodeYmlVersion"`
		Name         string                 `yaml:"name"`
		URL          string                 `yaml:"url"`
		Platforms    []string               `yaml:"platforms"`
		Categories   []string               `yaml:"categories"`
		Status       string                 `yaml:"developmentStatus"`
		SoftwareType string                 `yaml:"softwareType"`
		Description  map[string]description `yaml:"description"`
		Legal        struct{ License string }
		Maintenance  struct {
			Type     string
			Contacts []struct{ Name string }
		}
		Localisation struct {
			Ready     *bool    `yaml:"localisationReady"`
			Languages []string `yaml:"availableLanguages"`
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(readFile(t, filepath.Join(repository, "publiccode.yml"))), &p))
	require.Equal(t, "0.4", p.Version)
	require.Equal(t, "Onvindbaren", p.Name)
	require.Regexp(t, `^https://`, p.URL)
	require.NotEmpty(t, p.Platforms)
	require.NotEmpty(t, p.Categories)
	require.Equal(t, "development", p.Status)
	require.Equal(t, "standalone/backend", p.SoftwareType)
	require.Equal(t, "EUPL-1.2", p.Legal.License)
	require.Contains(t, readFile(t, filepath.Join(repository, "LICENSE")), "1.2")
	require.Equal(t, "community", p.Maintenance.Type)
	require.NotEmpty(t, p.Maintenance.Contacts)
	require.NotNil(t, p.Localisation.Ready)
	require.Equal(t, []string{"nl"}, p.Localisation.Languages)
	for _, language := range []string{"nl", "en"} {
		d := p.Description[language]
		require.LessOrEqual(t, len([]rune(d.Short)), 150)
		require.GreaterOrEqual(t, len([]rune(d.Long)), 150)
		require.LessOrEqual(t, len([]rune(d.Long)), 10_000)
		require.GreaterOrEqual(t, len(d.Features), 5)
	}
}
