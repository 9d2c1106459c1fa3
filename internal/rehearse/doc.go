// Package rehearse plays a scenario on the real core with a virtual clock and scripted agencies: years in
// milliseconds, without a server, and always with the same outcome.
//
// A scenario ([Load]) says what is given, what happens on which day, and after each step everything that is to
// follow: the status, every message that goes out and every event. [Run] plays it under a policy and tells what
// happened at each moment, and every difference from what was expected.
//
// It holds no rule of the domain and must not know Postgres, Temporal or HTTP, nor anything that identifies a person.
package rehearse
