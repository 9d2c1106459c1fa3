package agency_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

type schema struct {
	Enum       []string          `yaml:"enum"`
	Properties map[string]schema `yaml:"properties"`
	Items      *schema           `yaml:"items"`
}

// TestDescriptionListsWhatTheCoreLists compares every closed list of docs/agency-api.yaml with the code's.
func TestDescriptionListsWhatTheCoreLists(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/agency-api.yaml")
	require.NoError(t, err)
	var description struct {
		Components struct {
			Schemas map[string]schema `yaml:"schemas"`
		} `yaml:"components"`
	}
	require.NoError(t, yaml.Unmarshal(text, &description))
	var sources []string
	for _, a := range casefile.Agencies() {
		sources = append(sources, agency.Source(a))
	}
	lists := map[[2]string][]string{
		{"Verzoek", "soort"}:      words(casefile.RequestKinds()),
		{"Antwoord", "resultaat"}: words(casefile.Results()),
		{"Staande", "soort"}:      words(casefile.MeasureKinds()),
		{"Vindplaats", "bron"}:    words(agency.PlaceSources()),
		{"Bericht", "source"}:     sources,

		{"Vindplaats", "betrouwbaarheid"}: words(casefile.Reliabilities()),
		{"Vindplaats", "aard"}:            words(casefile.Natures()),

		{"Verzoek", "gevaar"}: words(casefile.Dangers()),

		{"Bericht", "type"}:     {agency.TypeAnswered, agency.TypeReport},
		{"Melding", "soort"}:    words(casefile.Messages()),
		{"Melding", "grond"}:    words(casefile.SurrenderGrounds()),
		{"Melding", "reden"}:    words(casefile.NotFoundReasons()),
		{"Melding", "spoed"}:    words(casefile.Urgencies()),
		{"Verzoek", "spoed"}:    words(casefile.Urgencies()),
		{"Berechting", "wijze"}: words(casefile.TrialKinds()),
		{"Ontvangst", "status"}: words(agency.Receipts()),
	}
	for name, s := range description.Components.Schemas {
		for property, p := range s.Properties {
			if p.Items != nil {
				p.Enum = p.Items.Enum
			}
			if want, known := lists[[2]string{name, property}]; known || len(p.Enum) > 0 {
				require.Equal(t, want, p.Enum, "%s.%s", name, property)
			}
		}
	}
}

func words[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, s := range list {
		all[i] = string(s)
	}
	return all
}
