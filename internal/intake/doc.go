// Package intake reads and checks what officers and files bring: files of persons and titles, files
// of messages, and one person as JSON. It reports every problem of everything it reads at once, in
// words on which the sender can act and that never repeat a value, and hands on only what is right.
//
// There are two tiers. The form of each value is in the validate tags of the forms (package check);
// what must hold between values is written out in this package. Whether a person or title is known
// already, and what happens to a case, is decided elsewhere: the package knows no database and no clock.
package intake
