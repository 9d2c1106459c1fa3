package privacy

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// minAgencyKey is the least length of an agency's key in characters.
const minAgencyKey = 20

// AgencyKeys holds the bearer key with which each agency's messages prove where they come from.
type AgencyKeys map[casefile.Agency]string

// OpenOrCreateAgencyKeys opens the file with a key per agency, or makes it (mode 0600) with
// a new key for each of the agencies when there is none. An existing file is never written
// to; one that lacks an agency is refused.
func OpenOrCreateAgencyKeys(path string, agencies []casefile.Agency) (AgencyKeys, error) {
	keys, err := OpenAgencyKeys(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := createAgencyKeys(path, agencies); err != nil {
			return nil, fmt.Errorf("writing agency keys %s: %w", path, err)
		}
		keys, err = OpenAgencyKeys(path)
	}
	if err != nil {
		return nil, err
	}
	for _, agency := range agencies {
		if keys[agency] == "" {
			return nil, casefile.Errorf(casefile.KindInvalid, "%s bevat geen sleutel voor %s", path, agency)
		}
	}
	return keys, nil
}

// OpenAgencyKeys opens the file with a key per agency. It refuses a file that others may read, keys
// that are too short to be secret, and a key that two agencies share.
func OpenAgencyKeys(path string) (AgencyKeys, error) {
	content, err := readSecret(path)
	if err != nil {
		return nil, fmt.Errorf("reading agency keys: %w", err)
	}
	var keys AgencyKeys
	if err := json.Unmarshal(content, &keys); err != nil || len(keys) == 0 {
		return nil, casefile.Errorf(casefile.KindInvalid, "%s is geen bestand met ketenpartnersleutels", path)
	}
	holders := map[string]casefile.Agency{}
	for agency, key := range keys {
		if len(key) < minAgencyKey {
			return nil, casefile.Errorf(casefile.KindInvalid, "%s: sleutel van %s is korter dan %d tekens", path, agency, minAgencyKey)
		}
		if _, taken := holders[key]; taken {
			return nil, casefile.Errorf(casefile.KindInvalid, "%s: twee ketenpartners hebben dezelfde sleutel", path)
		}
		holders[key] = agency
	}
	return keys, nil
}

func createAgencyKeys(path string, agencies []casefile.Agency) error {
	keys := AgencyKeys{}
	for _, agency := range agencies {
		keys[agency] = rand.Text()
	}
	content, err := json.MarshalIndent(keys, "", "  ")
	if err != nil {
		return err
	}
	_, err = createSecret(path, append(content, '\n'))
	return err
}

// Holder names the agency whose key this is. The time it takes tells nothing about any key.
func (k AgencyKeys) Holder(key string) (casefile.Agency, bool) {
	given := sha256.Sum256([]byte(key))
	var holder casefile.Agency
	for agency, known := range k {
		hash := sha256.Sum256([]byte(known))
		if subtle.ConstantTimeCompare(given[:], hash[:]) == 1 {
			holder = agency
		}
	}
	return holder, holder != ""
}
