package postgres

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"strconv"
	"syscall"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// account is the unprivileged user that a server started by root runs as; nil stands for the current user.
type account struct {
	uid, gid uint32
}

// serverAccount chooses the account: Debian's own for Postgres, else the one that exists everywhere.
func serverAccount() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil // nil is the current user
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if errors.As(err, new(user.UnknownUserError)) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("looking up user %s: %w", name, err)
		}
		return newAccount(u)
	}
	return nil, casefile.Errorf(casefile.KindUnavailable,
		"Postgres draait niet als root en er is geen gebruiker postgres of nobody om het als te draaien")
}

func newAccount(u *user.User) (*account, error) {
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("reading user id of %s: %w", u.Username, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("reading group id of %s: %w", u.Username, err)
	}
	return &account{uid: uint32(uid), gid: uint32(gid)}, nil
}

// attributes make a child run as the account, without root's other groups.
func (a *account) attributes() *syscall.SysProcAttr {
	if a == nil {
		return &syscall.SysProcAttr{}
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: a.uid, Gid: a.gid}}
}

// give makes the account the owner of a file.
func (a *account) give(path string) error {
	if a == nil {
		return nil
	}
	return os.Lchown(path, int(a.uid), int(a.gid))
}

// owns tells whether a file belongs to the account.
func (a *account) owns(info os.FileInfo) bool {
	uid := uint32(os.Geteuid()) //nolint:gosec // user ids have 32 bits
	if a != nil {
		uid = a.uid
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Uid == uid
}
