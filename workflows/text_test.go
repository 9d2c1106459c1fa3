package workflows_test

import (
	"slices"
	"strings"
)

func fields(s string) []string { return strings.Fields(s) }

func unique(list []string) []string {
	sorted := slices.Sorted(slices.Values(list))
	return slices.Compact(sorted)
}
