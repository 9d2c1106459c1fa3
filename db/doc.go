// Package db is the memory of the product: the one place that writes events of cases,
// and the one place that counts them. It is the only importer of pgx.
//
// [Store.Append] is the single writer: in one transaction it locks the case, recognises a
// cause it has seen before, lets [casefile.Decide] judge, and stores events, periods and
// counts together, so that a reader never sees one without the others. What a case owes
// now comes back as a plan; nothing here sends anything to anybody.
//
// The package must not know a rule of the domain (those are in casefile), nor that
// Temporal or HTTP exist. Person data passes through it sealed.
package db
