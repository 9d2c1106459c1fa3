// Package privacy keeps what identifies a person sealed: the records, the key of each
// person wrapped by a master key, and the blind indexes by which a person is found
// again. It knows no database and writes no log.
package privacy
