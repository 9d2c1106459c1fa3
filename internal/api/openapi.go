package api

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"

	"go.yaml.in/yaml/v3"
)

//go:embed openapi.yaml
var contractYAML []byte

// contract is openapi.yaml as it is served.
type contract struct {
	version string
	body    []byte // JSON
}

func loadContract() (contract, error) {
	var document map[string]any
	if err := yaml.Unmarshal(contractYAML, &document); err != nil {
		return contract{}, fmt.Errorf("reading YAML: %w", err)
	}
	body, err := json.Marshal(document)
	if err != nil {
		return contract{}, fmt.Errorf("writing JSON: %w", err)
	}
	info, _ := document["info"].(map[string]any)
	version, _ := info["version"].(string)
	if version == "" {
		return contract{}, fmt.Errorf("the contract has no version")
	}
	return contract{version: version, body: body}, nil
}

// serve gives the contract to anybody, pages elsewhere included (design rule publish-openapi).
func (c contract) serve(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Content-Type", mediaTypeJSON)
	_, _ = w.Write(c.body) // the caller is gone, and it is too late to say anything else
	return nil
}
