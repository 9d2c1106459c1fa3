package privacy

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/aead/aesgcm"
	"github.com/tink-crypto/tink-go/v2/insecuresecretdataaccess"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	"github.com/tink-crypto/tink-go/v2/secretdata"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// ErrCannotOpen says that something sealed does not open: it was sealed under another key, for
// another person or as another kind of record, or it was changed since.
var ErrCannotOpen = errors.New("sealed record does not open with this key")

const (
	personKeyScheme = 1  // first byte of an unwrapped key: AES-256-GCM, 12-byte random IV
	personKeySize   = 32 // bytes
)

// KeyRing is the master key in memory. It is safe for use by many goroutines.
type KeyRing struct {
	wrap  tink.AEAD
	index *prf.Set
}

func newKeyRing(wrap, index *keyset.Handle) (*KeyRing, error) {
	wrapper, err := aead.New(wrap)
	if err != nil {
		return nil, err
	}
	indexer, err := prf.NewPRFSet(index)
	if err != nil {
		return nil, err
	}
	return &KeyRing{wrap: wrapper, index: indexer}, nil
}

// PersonKey seals and opens what belongs to one person. Destroying its wrapped form makes
// everything sealed with it unreadable for ever.
type PersonKey struct {
	person string
	cipher tink.AEAD
}

// NewPersonKey makes the key of the person with the id and returns it with its wrapped form,
// which is what may be stored.
func (r *KeyRing) NewPersonKey(personID string) (PersonKey, []byte, error) {
	key := make([]byte, 1+personKeySize)
	key[0] = personKeyScheme
	_, _ = rand.Read(key[1:]) // never fails, by its contract
	wrapped, err := r.wrap.Encrypt(key, associated("person-key", personID))
	if err != nil {
		return PersonKey{}, nil, fmt.Errorf("wrapping person key: %w", err)
	}
	personKey, err := newPersonKey(key, personID)
	return personKey, wrapped, err
}

// Unwrap opens the key of the person with the id. The error is [ErrCannotOpen] when it was
// wrapped by another master key or belongs to another person.
func (r *KeyRing) Unwrap(wrapped []byte, personID string) (PersonKey, error) {
	key, err := r.wrap.Decrypt(wrapped, associated("person-key", personID))
	if err != nil {
		return PersonKey{}, fmt.Errorf("unwrapping person key: %w", ErrCannotOpen)
	}
	return newPersonKey(key, personID)
}

func newPersonKey(key []byte, personID string) (PersonKey, error) {
	if len(key) != 1+personKeySize || key[0] != personKeyScheme {
		return PersonKey{}, errors.New("unknown scheme of a person key")
	}
	params, err := aesgcm.NewParameters(aesgcm.ParametersOpts{
		KeySizeInBytes: personKeySize, IVSizeInBytes: 12, TagSizeInBytes: 16, Variant: aesgcm.VariantNoPrefix,
	})
	if err != nil {
		return PersonKey{}, err
	}
	secret := secretdata.NewBytesFromData(key[1:], insecuresecretdataaccess.Token{})
	typed, err := aesgcm.NewKey(secret, 0, params)
	if err != nil {
		return PersonKey{}, err
	}
	cipher, err := aesgcm.NewAEAD(typed)
	return PersonKey{person: personID, cipher: cipher}, err
}

// Seal encrypts a record of the person. The context names the kind and place of the record,
// such as "title/<case>/2"; the same context is needed to open it.
func (k PersonKey) Seal(plaintext []byte, context string) ([]byte, error) {
	return k.cipher.Encrypt(plaintext, associated("person", k.person, context))
}

// Open decrypts what Seal made. Its only error is [ErrCannotOpen].
func (k PersonKey) Open(sealed []byte, context string) ([]byte, error) {
	plaintext, err := k.cipher.Decrypt(sealed, associated("person", k.person, context))
	if err != nil {
		return nil, ErrCannotOpen
	}
	return plaintext, nil
}

// SealSystem encrypts what belongs to no known person yet, such as a message about somebody
// who has not been imported.
func (r *KeyRing) SealSystem(plaintext []byte, context string) ([]byte, error) {
	return r.wrap.Encrypt(plaintext, associated("system", context))
}

// OpenSystem decrypts what SealSystem made. Its only error is [ErrCannotOpen].
func (r *KeyRing) OpenSystem(sealed []byte, context string) ([]byte, error) {
	plaintext, err := r.wrap.Decrypt(sealed, associated("system", context))
	if err != nil {
		return nil, ErrCannotOpen
	}
	return plaintext, nil
}

// SealRecord seals a record as JSON with the person's key.
func SealRecord[R any](key PersonKey, record R, context string) ([]byte, error) {
	plaintext, err := json.Marshal(record)
	if err != nil {
		return nil, err
	}
	return key.Seal(plaintext, context)
}

// OpenRecord opens what [SealRecord] made.
func OpenRecord[R any](key PersonKey, sealed []byte, context string) (R, error) {
	var record R
	plaintext, err := key.Open(sealed, context)
	if err != nil {
		return record, err
	}
	if err := json.Unmarshal(plaintext, &record); err != nil {
		// The cause is dropped: it could quote the record.
		return record, errors.New("sealed record is no longer readable in this version")
	}
	return record, nil
}
