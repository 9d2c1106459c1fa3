// Package agency is the wire contract between the product and the agencies that it asks:
// the requests and answers of their API, the events that they send to the inbox, and the
// client for both directions. docs/agency-api.yaml describes the same contract for others.
//
// It turns wire forms into the vocabulary of the core and back, and judges only shape.
// It must not know what a case does with an answer, nor Temporal, Postgres or the
// simulator. What it reads from outside may be personal: no error, log line or URL that it
// makes repeats any of it.
package agency
