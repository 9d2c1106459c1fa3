// Package privacy keeps what identifies a person sealed: the records, the key of each
// person wrapped by a master key, and the blind indexes by which a person is found
// again. It knows no database and writes no log.
//
// One file, the master key, opens everything. It holds two keys: one that wraps the key
// of each person and seals what belongs to nobody yet, and one from which blind indexes
// are computed. What is sealed for a person can be opened with that person's key only,
// for that person only, and as the kind of record it was sealed as: a row that is moved
// to another person or another place does not open.
package privacy
