package e2e

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/engine"
)

// TestServerOfOthersIsPrepared starts a trace in a namespace that nobody made before.
func TestServerOfOthersIsPrepared(t *testing.T) {
	t.Parallel()
	door, err := engine.Dial(t.Context(), engine.Options{Address: shared.start(t), Namespace: "p-" + uuid.NewString(), Logger: quietSlog()})
	require.NoError(t, err)
	t.Cleanup(door.Close)
	require.NoError(t, door.Prepare(t.Context()))
	require.NoError(t, door.Prepare(t.Context()), "again changes nothing")
	subject := engine.Subject{Case: casefile.CaseID(uuid.NewString()), Class: casefile.From300, Unit: "Rotterdam"}
	require.Eventually(t, func() bool { return door.Start(t.Context(), subject) == nil }, patience, tick, "the attributes become known")
}
