// Package check judges the shape of what comes from outside: identifiers, dates, codes and
// lengths. It holds the product's one validator and its one table of messages, in Dutch and
// English, so that a file, a request and a policy are refused in the same words.
//
// A message says what is wrong and what is expected. It never repeats the value: a value may
// be personal data, and messages are printed, logged and sent back. The package must not know
// where a value came from, and holds no rule about a case.
package check
