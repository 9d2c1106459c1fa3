package privacy_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

const (
	personA = "01980000-0000-7000-8000-00000000000a"
	personB = "01980000-0000-7000-8000-00000000000b"
)

func newRing(t testing.TB) *privacy.KeyRing {
	t.Helper()
	ring, created, err := privacy.OpenOrCreateMasterKey(filepath.Join(t.TempDir(), "master.key"))
	require.NoError(t, err)
	require.True(t, created)
	return ring
}

func TestSealedRecordOpensForItsPersonAndPlaceOnly(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	key, wrapped, err := ring.NewPersonKey(personA)
	require.NoError(t, err)
	other, otherWrapped, err := ring.NewPersonKey(personB)
	require.NoError(t, err)
	sealed, err := key.Seal([]byte("Testpersoon"), "person")
	require.NoError(t, err)
	require.NotContains(t, string(sealed), "Testpersoon")

	unwrapped, err := ring.Unwrap(wrapped, personA)
	require.NoError(t, err)
	plain, err := unwrapped.Open(sealed, "person")
	require.NoError(t, err)
	require.Equal(t, "Testpersoon", string(plain))

	again, err := key.Seal([]byte("Testpersoon"), "person")
	require.NoError(t, err)
	require.NotEqual(t, sealed, again, "equal records must not be recognisable as equal")

	_, err = key.Open(sealed, "title/1")
	require.ErrorIs(t, err, privacy.ErrCannotOpen, "moved to another place")
	_, err = other.Open(sealed, "person")
	require.ErrorIs(t, err, privacy.ErrCannotOpen, "moved to another person")
	_, err = ring.Unwrap(otherWrapped, personA)
	require.ErrorIs(t, err, privacy.ErrCannotOpen, "key moved to another person")
	_, err = newRing(t).Unwrap(wrapped, personA)
	require.ErrorIs(t, err, privacy.ErrCannotOpen, "another master key")
	_, err = ring.OpenSystem(wrapped, "person-key")
	require.ErrorIs(t, err, privacy.ErrCannotOpen, "a person key is not a system record")
}

func TestEveryChangedByteIsNoticed(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	key, wrapped, err := ring.NewPersonKey(personA)
	require.NoError(t, err)
	sealed, err := key.Seal([]byte("Testpersoon"), "person")
	require.NoError(t, err)
	system, err := ring.SealSystem([]byte("bericht"), "inbox/1")
	require.NoError(t, err)

	for name, record := range map[string]struct {
		sealed []byte
		open   func([]byte) error
	}{
		"person key": {wrapped, func(b []byte) error { _, err := ring.Unwrap(b, personA); return err }},
		"record":     {sealed, func(b []byte) error { _, err := key.Open(b, "person"); return err }},
		"system":     {system, func(b []byte) error { _, err := ring.OpenSystem(b, "inbox/1"); return err }},
	} {
		require.NoError(t, record.open(record.sealed), name)
		for i := range record.sealed {
			changed := bytes.Clone(record.sealed)
			changed[i] ^= 1
			require.ErrorIs(t, record.open(changed), privacy.ErrCannotOpen, "%s, byte %d", name, i)
			require.ErrorIs(t, record.open(record.sealed[:i]), privacy.ErrCannotOpen, "%s cut at %d", name, i)
		}
	}
}

func TestSystemRecordsAreBoundToTheirContext(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	sealed, err := ring.SealSystem([]byte("bericht"), "inbox/politie/1")
	require.NoError(t, err)
	plain, err := ring.OpenSystem(sealed, "inbox/politie/1")
	require.NoError(t, err)
	require.Equal(t, "bericht", string(plain))
	_, err = ring.OpenSystem(sealed, "inbox/politie/2")
	require.ErrorIs(t, err, privacy.ErrCannotOpen)
}

func TestRecordsSurviveSealing(t *testing.T) {
	t.Parallel()
	key, _, err := newRing(t).NewPersonKey(personA)
	require.NoError(t, err)
	person := privacy.Person{SKN: "12345678", Surname: "Testpersoon", BirthDate: "1970-00-00", Sex: "X"}
	sealed, err := privacy.SealRecord(key, person, "person")
	require.NoError(t, err)
	opened, err := privacy.OpenRecord[privacy.Person](key, sealed, "person")
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(person, opened))

	_, err = privacy.OpenRecord[privacy.Person](key, sealed, "elsewhere")
	require.ErrorIs(t, err, privacy.ErrCannotOpen)

	list, err := privacy.SealRecord(key, []string{"Testpersoon"}, "person")
	require.NoError(t, err)
	_, err = privacy.OpenRecord[privacy.Person](key, list, "person")
	require.Error(t, err)
	require.NotContains(t, err.Error(), "Testpersoon")
}

func TestNothingCanBeSealed(t *testing.T) {
	t.Parallel()
	key, _, err := newRing(t).NewPersonKey(personA)
	require.NoError(t, err)
	sealed, err := key.Seal(nil, "finding/1")
	require.NoError(t, err)
	plain, err := key.Open(sealed, "finding/1")
	require.NoError(t, err)
	require.Empty(t, plain)
}

// BenchmarkIntake seals what 10,000 persons with 13,000 titles bring; the budget is well
// under a second.
func BenchmarkIntake(b *testing.B) {
	ring := newRing(b)
	record := bytes.Repeat([]byte("x"), 200)
	for b.Loop() {
		var key privacy.PersonKey
		var err error
		for range 10_000 {
			key, _, err = ring.NewPersonKey(personA)
			require.NoError(b, err)
			_, err = key.Seal(record, "person")
			require.NoError(b, err)
			ring.IndexSKN("12345678")
			ring.IndexBSN("123456782")
		}
		for range 13_000 {
			_, err = key.Seal(record[:80], "title")
			require.NoError(b, err)
			ring.IndexCJIB("1234567812345678")
			ring.IndexParketnummer("13/845229-16")
		}
	}
}
