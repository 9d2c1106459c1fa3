package cli

import (
	"context"

	"github.com/onvindbaren/onvindbaren/db"
	"github.com/onvindbaren/onvindbaren/internal/config"
)

// openStore opens the configured database in a role.
func (e *env) openStore(ctx context.Context, role db.Role) (*db.Store, error) {
	c, err := e.config()
	if err != nil {
		return nil, err
	}
	if err := c.Need(config.Database); err != nil {
		return nil, err
	}
	return db.Open(ctx, c.DatabaseURL, role)
}
