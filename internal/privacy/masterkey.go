package privacy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// masterKeyFormat marks the file, so that another JSON file is not taken for it.
const masterKeyFormat = "onvindbaren-hoofdsleutel-1"

// masterKeyFile is the file as it is written: two Tink keysets in the clear. Who can read it
// and the database can read every person; who loses it can read nobody.
type masterKeyFile struct {
	Format string          `json:"format"`
	AEAD   json.RawMessage `json:"aead"` // wraps the keys of persons
	PRF    json.RawMessage `json:"prf"`  // computes blind indexes
}

// OpenOrCreateMasterKey opens the master key file, or makes it (mode 0600) when there is none.
// An existing file is never written to. created reports whether the key is new: its holder
// must then be told to keep it safe, because backups of the database lack it.
func OpenOrCreateMasterKey(path string) (ring *KeyRing, created bool, err error) {
	ring, err = OpenMasterKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return ring, false, err
	}
	content, err := newMasterKey()
	if err != nil {
		return nil, false, fmt.Errorf("making master key: %w", err)
	}
	created, err = createSecret(path, content)
	if err != nil {
		return nil, false, fmt.Errorf("writing master key %s: %w", path, err)
	}
	ring, err = OpenMasterKey(path) // what was written must be readable before anything depends on it
	return ring, created, err
}

// OpenMasterKey opens the master key file. It refuses a file that others may read
// ([casefile.KindNotAllowed]) and one that is no master key ([casefile.KindInvalid]); an
// absent file satisfies errors.Is(err, fs.ErrNotExist).
func OpenMasterKey(path string) (*KeyRing, error) {
	content, err := readSecret(path)
	if err != nil {
		return nil, fmt.Errorf("reading master key: %w", err)
	}
	ring, err := parseMasterKey(content)
	if err != nil {
		// The cause is dropped: it could quote the key.
		return nil, casefile.Errorf(casefile.KindInvalid, "%s is geen hoofdsleutelbestand of is beschadigd", path)
	}
	return ring, nil
}

func newMasterKey() ([]byte, error) {
	wrap, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	index, err := keyset.NewHandle(prf.HMACSHA256PRFKeyTemplate())
	if err != nil {
		return nil, err
	}
	file := masterKeyFile{Format: masterKeyFormat}
	if file.AEAD, err = marshalKeyset(wrap); err != nil {
		return nil, err
	}
	if file.PRF, err = marshalKeyset(index); err != nil {
		return nil, err
	}
	content, err := json.MarshalIndent(file, "", "  ")
	return append(content, '\n'), err
}

func parseMasterKey(content []byte) (*KeyRing, error) {
	var file masterKeyFile
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, err
	}
	if file.Format != masterKeyFormat {
		return nil, errors.New("unknown format")
	}
	wrap, err := unmarshalKeyset(file.AEAD)
	if err != nil {
		return nil, err
	}
	index, err := unmarshalKeyset(file.PRF)
	if err != nil {
		return nil, err
	}
	return newKeyRing(wrap, index)
}

func marshalKeyset(handle *keyset.Handle) (json.RawMessage, error) {
	var out bytes.Buffer
	err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&out))
	return out.Bytes(), err
}

func unmarshalKeyset(content json.RawMessage) (*keyset.Handle, error) {
	return insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(content)))
}
