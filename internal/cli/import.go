package cli

import (
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// newImportCommand takes files in.
func newImportCommand(e *env) *cobra.Command {
	return group("import", "Lees bestanden in", newImportCasesCommand(e), newImportMessagesCommand(e))
}

// openFile opens a file that a user names, to be read from start to end.
func openFile(path string) (*os.File, int64, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, casefile.Errorf(casefile.KindUsage, "het bestand %s bestaat niet", path).Because(err)
	}
	if err != nil {
		return nil, 0, casefile.Errorf(casefile.KindUsage, "het bestand %s is niet te lezen", path).Because(err)
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = casefile.Errorf(casefile.KindUsage, "%s is een map", path)
	}
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}
