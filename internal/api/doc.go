// Package api is what others reach over HTTP: the inbox, to which agencies bring messages, and the officers' API, which
// starts cases and shows them. openapi.yaml, served at /v1/openapi.json, is the contract of both.
//
// It turns requests into calls on the store and results into JSON, by the REST API Design Rules of the Dutch
// government (DOMAIN §4.2): Dutch names, problem+json with every problem at once, 400 and not 422, UTC. It judges shape
// only. It must not know Temporal, SQL or a rule of the domain, and it lets nothing that identifies a person into a
// response, a log line or a URL.
package api
