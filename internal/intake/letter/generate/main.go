// Command generate writes the files of the letter into a directory that exists: go run ./internal/intake/letter/generate DIR.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/onvindbaren/onvindbaren/internal/intake/letter"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate DIR")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string) error {
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
