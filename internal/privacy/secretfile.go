package privacy

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

const (
	secretMode  fs.FileMode = 0o600
	secretLimit             = 1 << 20 // bytes; a larger file is not one of ours
)

// readSecret reads a file that nobody but its owner may read.
func readSecret(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > secretLimit {
		return nil, casefile.Errorf(casefile.KindInvalid, "%s is geen sleutelbestand", path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, casefile.Errorf(casefile.KindNotAllowed,
			"sleutelbestand %s is voor anderen leesbaar; voer uit: chmod 600 %s", path, path)
	}
	return os.ReadFile(path)
}

// createSecret writes a new file that nobody but its owner may read. The file appears whole or
// not at all and survives a crash right after. It reports false, and changes nothing, when
// the file exists already.
func createSecret(path string, content []byte) (bool, error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, err
	}
	draft := filepath.Join(dir, "."+filepath.Base(path)+"."+rand.Text())
	if err := writeDraft(draft, content); err != nil {
		return false, errors.Join(err, removeIfThere(draft))
	}
	// A link, unlike a rename, fails when the name is taken: the first of two writers wins.
	err := os.Link(draft, path)
	if cleanup := os.Remove(draft); cleanup != nil {
		return false, errors.Join(err, cleanup)
	}
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, syncDir(dir)
}

func writeDraft(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, secretMode)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening directory: %w", err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}
