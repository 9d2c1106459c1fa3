package process

import (
	"math/rand/v2"
	"net"
	"strconv"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Loopback is the address on which the parts of one machine talk to each other.
const Loopback = "127.0.0.1"

// Free ports lie below the range from which Linux takes ports for outgoing connections, where they would be taken again
// by the time a child listens, and below 32768, above which Temporal cannot store them.
const firstFreePort, lastFreePort = 15000, 32000

// Ports are ports in a row of the loopback interface that are kept for one process: until they are released, or the
// process ends, nobody else who asks here gets them, whether somebody listens on them or not. Between the choice of a
// port and the start of who listens on it, and while that starts again, it would seem free.
type Ports struct {
	// First is the lowest of them.
	First int

	marks []net.Listener
}

// ReservePorts keeps n ports in a row: from the preferred one on if they are free, else others that are. With 0 it
// prefers none.
func ReservePorts(preferred, n int) (*Ports, error) {
	if preferred != 0 {
		if ports := reserve(preferred, n); ports != nil {
			return ports, nil
		}
	}
	const tries = 100
	for range tries {
		first := firstFreePort + rand.IntN(lastFreePort-firstFreePort) //nolint:gosec // not a secret
		if ports := reserve(first, n); ports != nil {
			return ports, nil
		}
	}
	return nil, casefile.Errorf(casefile.KindUnavailable, "geen vrije poort gevonden op %s", Loopback)
}

// Release lets go of the ports. It may be called on nil and more than once.
func (p *Ports) Release() {
	if p == nil {
		return
	}
	for _, mark := range p.marks {
		_ = mark.Close()
	}
	p.marks = nil
}

// IsFree tells whether nobody listens on a port and nobody keeps it.
func IsFree(port int) bool {
	ports := reserve(port, 1)
	ports.Release()
	return ports != nil
}

// reserve keeps the ports if they are free; nil when one is not.
func reserve(first, n int) *Ports {
	p := &Ports{First: first}
	for port := first; port < first+n; port++ {
		// The mark of a port is a socket with a name and no file, which ends with the process that has it.
		mark, err := net.Listen("unix", "@onvindbaren/port/"+strconv.Itoa(port))
		if err == nil {
			p.marks = append(p.marks, mark)
		}
		if err != nil || !nobodyListens(port) {
			p.Release()
			return nil
		}
	}
	return p
}

func nobodyListens(port int) bool {
	l, err := net.Listen("tcp", net.JoinHostPort(Loopback, strconv.Itoa(port))) // returns at once
	return err == nil && l.Close() == nil
}
