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

// FreePort returns the preferred port of the loopback interface if it is free, else another one that is. With 0 it
// prefers none.
func FreePort(preferred int) (int, error) { return FreePorts(preferred, 1) }

// FreePorts is [FreePort] for n ports in a row, of which it returns the first.
func FreePorts(preferred, n int) (int, error) {
	if preferred != 0 && areFree(preferred, n) {
		return preferred, nil
	}
	const tries = 100
	for range tries {
		first := firstFreePort + rand.IntN(lastFreePort-firstFreePort) //nolint:gosec // not a secret
		if areFree(first, n) {
			return first, nil
		}
	}
	return 0, casefile.Errorf(casefile.KindUnavailable, "geen vrije poort gevonden op %s", Loopback)
}

func areFree(first, n int) bool {
	for port := first; port < first+n; port++ {
		l, err := net.Listen("tcp", net.JoinHostPort(Loopback, strconv.Itoa(port))) // returns at once
		if err != nil || l.Close() != nil {
			return false
		}
	}
	return true
}
