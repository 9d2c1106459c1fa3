// Package simulator plays the agencies: four HTTP servers that keep the contract of package
// agency, remember what they did through kill -9, and show the faults that a scenario asks for.
//
// A simulator is an outside party. It knows the contract and nothing of the product behind it: no
// database, no workflow, no person data beyond what a request carries, and of that it keeps only a
// keyed fingerprint. docs/agency-simulator.md is its manual.
package simulator
