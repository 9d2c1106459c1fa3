package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// journal is an append-only file of records, one line of JSON each. A record is written by one write, so after
// kill -9 it is there or it is not; a line that was cut off is dropped when the file is opened again. The
// file is not synced: it outlives the process, not a power failure.
type journal struct {
	file   *os.File
	buffer bytes.Buffer
	broken error // of a write; what follows half a line could not be read again
}

// openJournal opens or makes the file and gives every record in it to replay. The file is locked against other
// processes until it is closed or its process ends.
func openJournal(path string, replay func(record) error) (*journal, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("making directory of journal: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening journal: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		inUse := casefile.Errorf(casefile.KindRefused, "%s is in gebruik: daar draait al een gesimuleerde instantie", path).Because(err)
		return nil, errors.Join(inUse, file.Close())
	}
	if err := readJournal(file, replay); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &journal{file: file}, nil
}

// readJournal replays the whole lines of the file and cuts off what follows them.
func readJournal(file *os.File, replay func(record) error) error {
	data, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("reading journal: %w", err)
	}
	whole := bytes.LastIndexByte(data, '\n') + 1
	n := 0
	for text := range bytes.Lines(data[:whole]) {
		n++
		var r record
		if err := json.Unmarshal(text, &r); err != nil {
			return casefile.Errorf(casefile.KindInvalid, "%s: regel %d is niet te lezen", file.Name(), n).Because(err)
		}
		if err := replay(r); err != nil {
			return casefile.Errorf(casefile.KindInvalid, "%s: regel %d hoort niet bij het sleutelbestand ernaast", file.Name(), n).Because(err)
		}
	}
	if whole == len(data) {
		return nil
	}
	if err := file.Truncate(int64(whole)); err != nil {
		return fmt.Errorf("cutting off the last line of the journal: %w", err)
	}
	return nil
}

// append writes a record. After a failure nothing is written any more.
func (j *journal) append(r record) error {
	if j.broken != nil {
		return j.broken
	}
	j.buffer.Reset()
	if err := json.NewEncoder(&j.buffer).Encode(r); err != nil {
		return fmt.Errorf("encoding record: %w", err)
	}
	if _, err := j.file.Write(j.buffer.Bytes()); err != nil {
		j.broken = fmt.Errorf("writing journal: %w", err)
	}
	return j.broken
}

func (j *journal) close() error {
	if err := j.file.Close(); err != nil {
		return fmt.Errorf("closing journal: %w", err)
	}
	return nil
}
