// Package letter makes fictitious files of persons and messages: the cohort of the letter to parliament
// of 18 November 2020 (Kamerstukken II 2020/21, 28 638, nr. 184), and cohorts of any size. Nobody in them
// exists: surnames say that they are of a test, BSNs are of the range for tests.
//
// The same call writes the same bytes, on every machine and with every version of Go. The package knows
// the form of the files but not how they are read.
package letter

//go:generate go run ./generate ../../../testdata/letter-2018
