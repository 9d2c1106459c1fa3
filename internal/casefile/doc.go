// Package casefile is the whole business of a trace: which statuses a case has,
// what each command does to it, and what is owed to whom as a result.
//
// Everything here is a pure function of its arguments. [Decide] judges a command
// against a state and answers with events or a [Refusal]; [Evolve] folds an event
// into the state without judging anything; [PlanOf] says what is owed now.
// The package imports the standard library only and must not know that Postgres,
// Temporal or HTTP exist. No other package may hold a rule of the domain.
//
// Nothing in a state, command or event identifies a person: titles are numbered
// within their case, findings and reports have ids, and the rest is codes and dates.
package casefile
