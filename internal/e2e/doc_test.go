// Package e2e proves the product's promises on real parts: Postgres, the Temporal server of the nested module,
// agencies and the inbox over HTTP, and workers as processes that can be killed.
package e2e
