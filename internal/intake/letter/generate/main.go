// Command generate writes the files of the letter into a directory that exists, or to standard output a cohort of so many
// persons:
//
//	go run ./internal/intake/letter/generate DIR
//	go run ./internal/intake/letter/generate PERSONS SEED
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/intake/letter"
)

func main() {
	var err error
	switch args := os.Args[1:]; len(args) {
	case 1:
		err = letterInto(args[0])
	case 2:
		err = synthetic(os.Stdout, args[0], args[1])
	default:
		err = errors.New("usage: generate DIR, or generate PERSONS SEED")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func synthetic(w io.Writer, persons, seed string) error {
	n, errN := strconv.Atoi(persons)
	number, errSeed := strconv.ParseUint(seed, 10, 64)
	if err := errors.Join(errN, errSeed); err != nil {
		return fmt.Errorf("reading arguments: %w", err)
	}
	return letter.Synthetic(w, n, number)
}

func letterInto(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("opening the directory: %w", err)
	}
	if err := write(root, "cases.csv", letter.Cases); err != nil {
		return err
	}
	return write(root, "messages.csv", letter.Messages)
}

func write(root *os.Root, name string, content func(io.Writer) error) error {
	f, err := root.Create(name)
	if err != nil {
		return fmt.Errorf("creating file: %w", err)
	}
	if err := content(f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("closing file: %w", err)
	}
	return nil
}
