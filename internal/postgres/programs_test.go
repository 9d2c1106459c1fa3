package postgres

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func TestFindProgramsOfAVersionThatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := findPrograms(t.Context(), 1000)
	refused, ok := errors.AsType[*casefile.Error](err)
	require.True(t, ok)
	require.Equal(t, casefile.KindUnavailable, refused.Kind)
	require.Contains(t, refused.Message, "apt-get install postgresql-1000")
}

func TestProgramsInADirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, script string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700))
	}
	write("postgres", `echo "postgres (PostgreSQL) 16.4 (Debian 16.4-1)"`)
	require.Empty(t, appendProgramsIn(t.Context(), nil, dir), "a server without initdb is of no use")
	write("initdb", "")
	require.Equal(t, []Programs{{Dir: dir, Version: 16}}, appendProgramsIn(t.Context(), nil, dir))
	write("postgres", "echo something else")
	require.Empty(t, appendProgramsIn(t.Context(), nil, dir))
}

func TestWithoutMainCluster(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "createcluster.d")
	restore, err := withoutMainCluster(dir)
	require.NoError(t, err)
	raw, err := os.ReadFile(filepath.Join(dir, "onvindbaren.conf"))
	require.NoError(t, err)
	require.Contains(t, string(raw), "create_main_cluster = false")
	require.NoError(t, restore())
	require.NoFileExists(t, filepath.Join(dir, "onvindbaren.conf"))
}

// A program of an initialisation that was killed may write on for a moment.
func TestInitialisationThatWasCutOff(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	unfinished := filepath.Join(dir, "initdb-123", "data", "base")
	require.NoError(t, os.MkdirAll(unfinished, 0o700))
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
				_ = os.WriteFile(filepath.Join(unfinished, strconv.Itoa(n)), nil, 0o600)
			}
		}
	})
	start := func() {
		c, err := Start(t.Context(), Options{Dir: dir, Throwaway: true})
		require.NoError(t, err)
		require.NoError(t, c.Stop(t.Context()))
	}
	start()
	close(stop)
	writing.Wait()
	start()
	left, err := filepath.Glob(filepath.Join(dir, "initdb-*"))
	require.NoError(t, err)
	require.Empty(t, left)
}
