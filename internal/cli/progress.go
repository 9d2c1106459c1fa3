package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progress shows how far a phase is: a bar on a terminal, elsewhere a line every two seconds.
type progress struct {
	total int
	show  func(n int)
	done  func()
}

// startProgress begins a phase of so many steps. A phase of none shows nothing.
func (e *env) startProgress(label string, total int) progress {
	if total == 0 {
		return progress{show: func(int) {}, done: func() {}}
	}
	if file, is := e.Stderr.(*os.File); is && term.IsTerminal(int(file.Fd())) {
		return newBar(file, label, total)
	}
	reached, said := 0, -1
	tell := func() {
		said = reached
		_, _ = fmt.Fprintf(e.Stderr, "%s: %d van %d\n", label, reached, total)
	}
	say := e.everyTwoSeconds(func(int, int) { tell() })
	return progress{
		total: total,
		show: func(n int) {
			reached = n
			say(n, total)
		},
		done: func() {
			if said >= 0 && said != reached { // a phase that was followed is followed to its end
				tell()
			}
		},
	}
}

func newBar(out io.Writer, label string, total int) progress {
	container := mpb.New(mpb.WithOutput(out), mpb.WithWidth(64), mpb.WithAutoRefresh())
	bar := container.AddBar(int64(total),
		mpb.PrependDecorators(decor.Name(label), decor.CountersNoUnit(" %d van %d")),
		mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_MMSS)),
		mpb.BarRemoveOnComplete())
	return progress{
		total: total,
		show:  func(n int) { bar.SetCurrent(int64(n)) },
		done: func() {
			bar.Abort(true)
			container.Wait()
		},
	}
}

// counting tells a progress how much of a file has been read, in KiB.
type counting struct {
	io.Reader
	progress progress
	read     int64
}

// kib is how many bytes a step of reading a file is.
const kib = 1 << 10

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	c.progress.show(int(c.read / kib))
	return n, err //nolint:wrapcheck // it must stay io.EOF
}
