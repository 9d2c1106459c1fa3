package cli

import (
	"context"
	"errors"
	"io/fs"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/config"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// vault is [env.openVault] as the process is configured.
func (e *env) vault(ctx context.Context) (*db.Store, error) {
	c, err := e.config()
	if err != nil {
		return nil, err
	}
	return e.openVault(ctx, c)
}

// openVault opens the configured database as the engine, with the master key: for everything that stores, finds or opens
// a person.
func (e *env) openVault(ctx context.Context, c config.Config) (*db.Store, error) {
	if err := c.Need(config.Database); err != nil {
		return nil, err
	}
	ring, err := privacy.OpenMasterKey(c.MasterKey)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, casefile.Errorf(casefile.KindUnavailable,
			"er is geen hoofdsleutel in %s; onvindbaren up maakt hem, of wijs hem aan met %s", c.MasterKey, config.EnvMasterKey).Because(err)
	}
	if err != nil {
		return nil, err
	}
	store, err := db.Open(ctx, c.DatabaseURL, db.RoleEngine)
	if err != nil {
		return nil, err
	}
	if err := store.UseKeys(ctx, ring); err != nil {
		store.Close()
		return nil, err
	}
	return store, nil
}
