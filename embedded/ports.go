package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
)

const (
	maxTCPPort = 1<<16 - 1

	// Free ports are looked for below 32768. Above it Linux hands out the local ends of outgoing connections, so one
	// found free there may be gone a moment later; and Temporal's cluster_membership.rpc_port is a SMALLINT.
	firstFreePort = 10_000
	lastFreePort  = 1<<15 - 1

	freePortAttempts = 1_000
)

// ports says where each part of the server listens.
type ports struct {
	frontend, ui, history, matching, worker int
}

// choosePorts fills in the ports that were not asked for (0) and checks that the others are free. They are held until
// all are known, so they differ; another process may still take one before the server does.
func choosePorts(ip string, frontend, ui int) (ports, error) {
	p := ports{frontend: frontend, ui: ui}
	var held []net.Listener
	defer func() {
		for _, l := range held {
			_ = l.Close()
		}
	}()

	// Ports that were asked for come first, lest a free choice takes one.
	asked, free := []*int{}, []*int{}
	for _, port := range []*int{&p.frontend, &p.ui, &p.history, &p.matching, &p.worker} {
		if *port != 0 {
			asked = append(asked, port)
		} else {
			free = append(free, port)
		}
	}
	for _, port := range asked {
		l, err := net.Listen("tcp", address(ip, *port))
		if err != nil {
			return ports{}, fmt.Errorf("taking port %d: %w", *port, err)
		}
		held = append(held, l)
	}
	for _, port := range free {
		l, n, err := listenAnywhere(ip)
		if err != nil {
			return ports{}, err
		}
		held = append(held, l)
		*port = n
	}
	return p, nil
}

// listenAnywhere listens on a free port of the allowed range.
func listenAnywhere(ip string) (net.Listener, int, error) {
	for range freePortAttempts {
		port := firstFreePort + rand.IntN(lastFreePort-firstFreePort+1) //nolint:gosec // no secret
		if l, err := net.Listen("tcp", address(ip, port)); err == nil {
			return l, port, nil
		}
	}
	return nil, 0, errors.New("finding a free port: none")
}

// address joins host and port, with brackets where IPv6 wants them.
func address(ip string, port int) string {
	return net.JoinHostPort(ip, strconv.Itoa(port))
}
