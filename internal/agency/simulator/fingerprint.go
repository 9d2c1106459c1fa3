package simulator

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/onvindbaren/onvindbaren/internal/agency"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// fingerprints tells persons and requests apart without keeping them: what it makes of them cannot be turned
// back without the key file.
type fingerprints struct{ key []byte }

// person is a fingerprint of an SKN.
type person string

// openFingerprints opens the key file, or makes it (mode 0600) when there is none.
func openFingerprints(path string) (fingerprints, error) {
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path); err != nil {
			return fingerprints{}, fmt.Errorf("making key file of simulator: %w", err)
		}
		key, err = os.ReadFile(path)
	}
	if err != nil {
		return fingerprints{}, fmt.Errorf("reading key file of simulator: %w", err)
	}
	if len(key) != sha256.Size {
		return fingerprints{}, casefile.Errorf(casefile.KindInvalid, "%s is geen sleutelbestand van de simulator", path)
	}
	return fingerprints{key: key}, nil
}

// makeKey writes a new key. The file appears whole; the first of two writers wins.
func makeKey(path string) error {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".key-") // mode 0600
	if err != nil {
		return err
	}
	_, err = draft.Write(key)
	if err = errors.Join(err, draft.Close()); err == nil {
		err = os.Link(draft.Name(), path)
	}
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	return errors.Join(err, os.Remove(draft.Name()))
}

func (f fingerprints) of(kind string, data []byte) string {
	mac := hmac.New(sha256.New, f.key)
	_, _ = mac.Write([]byte(kind))
	_, _ = mac.Write(data)
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

func (f fingerprints) person(skn string) person { return person(f.of("person/", []byte(skn))) }

// request is a fingerprint of everything that was asked, however its JSON was laid out.
func (f fingerprints) request(r agency.Request) (string, error) {
	data, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("encoding request: %w", err)
	}
	return f.of("request/", data), nil
}

// sealed is a record as the journal keeps it: an address in it cannot be read without the key file.
func (f fingerprints) sealed(r record) (record, error) {
	if r.Answer == nil || r.Answer.Place == nil || r.Answer.Place.Address == "" {
		return r, nil
	}
	aead, err := f.aead()
	if err != nil {
		return record{}, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	answer, place := *r.Answer, *r.Answer.Place
	r.Address = aead.Seal(nonce, nonce, []byte(place.Address), []byte(r.Key))
	place.Address, answer.Place, r.Answer = "", &place, &answer
	return r, nil
}

// opened is the record that sealed was given.
func (f fingerprints) opened(r record) (record, error) {
	if len(r.Address) == 0 || r.Answer == nil || r.Answer.Place == nil {
		return r, nil
	}
	aead, err := f.aead()
	if err != nil {
		return record{}, err
	}
	size := min(aead.NonceSize(), len(r.Address))
	address, err := aead.Open(nil, r.Address[:size], r.Address[size:], []byte(r.Key))
	if err != nil {
		return record{}, fmt.Errorf("opening an address of the simulator: %w", err)
	}
	r.Answer.Place.Address, r.Address = string(address), nil
	return r, nil
}

func (f fingerprints) aead() (cipher.AEAD, error) {
	key := hmac.New(sha256.New, f.key)
	_, _ = key.Write([]byte("addresses"))
	block, err := aes.NewCipher(key.Sum(nil))
	if err != nil {
		return nil, fmt.Errorf("making a cipher of the simulator: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("making a cipher of the simulator: %w", err)
	}
	return aead, nil
}
