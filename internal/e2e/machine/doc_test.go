// Package machine proves by random play what must hold of the whole machine: the rules of the core, the calls of package
// activities and the simulated agencies over HTTP, with calls that come late, twice, or after they were overtaken.
package machine
