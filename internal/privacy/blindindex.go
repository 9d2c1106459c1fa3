package privacy

import (
	"encoding/binary"
	"strings"
	"unicode"
)

// indexSize is the length of a blind index in bytes: long enough that no two numbers share one.
const indexSize = 16

// IndexSKN is the blind index of a strafrechtsketennummer: equal for equal numbers however they are
// spaced, and without the master key neither readable nor reproducible.
func (r *KeyRing) IndexSKN(skn string) []byte { return r.mac("skn", compact(skn)) }

// IndexBSN is the blind index of a burgerservicenummer; a leading zero that got lost does not matter.
func (r *KeyRing) IndexBSN(bsn string) []byte {
	return r.mac("bsn", strings.TrimLeft(compact(bsn), "0"))
}

// IndexCJIB is the blind index of a CJIB number.
func (r *KeyRing) IndexCJIB(cjib string) []byte { return r.mac("cjib", compact(cjib)) }

// IndexParketnummer is the blind index of a parketnummer, equal for each way of writing it
// ("13/845229-16", "13.845229.16").
func (r *KeyRing) IndexParketnummer(parketnummer string) []byte {
	return r.mac("parketnummer", compact(parketnummer))
}

// IndexECLI is the blind index of a European Case Law Identifier.
func (r *KeyRing) IndexECLI(ecli string) []byte { return r.mac("ecli", compact(ecli)) }

// Digest tells whether two contents are the same without keeping either. The parts are told
// apart: ("ab", "c") and ("a", "bc") differ.
func (r *KeyRing) Digest(parts ...string) []byte { return r.mac("digest", parts...) }

// Fingerprint identifies the key ring: what was indexed under another one is not found with this one.
func (r *KeyRing) Fingerprint() []byte { return r.mac("fingerprint") }

func (r *KeyRing) mac(domain string, parts ...string) []byte {
	tag, err := r.index.ComputePrimaryPRF(associated(domain, parts...), indexSize)
	if err != nil {
		panic("computing a blind index: " + err.Error()) //nolint:forbidigo // cannot happen: the key was checked when it was opened
	}
	return tag
}

// associated joins parts so that no two lists of parts give the same bytes.
func associated(domain string, parts ...string) []byte {
	size := 0
	for _, part := range parts {
		size += len(part) + binary.MaxVarintLen32
	}
	joined := make([]byte, 0, len(domain)+1+size)
	joined = append(append(joined, domain...), 0)
	for _, part := range parts {
		joined = binary.AppendUvarint(joined, uint64(len(part)))
		joined = append(joined, part...)
	}
	return joined
}

// compact drops spaces and separators, so that only letters and digits tell numbers apart.
func compact(number string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToUpper(c)
		}
		return -1
	}, number)
}
