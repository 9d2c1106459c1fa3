// Package stack proves the promises of an installation on the program itself, as a user starts it: `onvindbaren up` and
// `onvindbaren demo` with their own Postgres, Temporal, worker, server and agencies, whose processes are killed and
// whose files, tables and histories are read.
//
// It knows the program from outside: its commands, its files and its protocols. The program must have been built.
package stack
