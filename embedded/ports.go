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

	marks []net.Listener
}

// release lets others choose the ports.
func (p ports) release() {
	for _, mark := range p.marks {
		_ = mark.Close()
	}
}

// choosePorts fills in the ports that were not asked for (0) and checks that the others are free. Until they are
// released no other program of the product chooses them, though nobody listens there before the server does.
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
		n, mark, err := reserveAnywhere(ip)
		if err != nil {
			p.release()
			return ports{}, err
		}
		p.marks = append(p.marks, mark)
		*port = n
	}
	return p, nil
}

// reserveAnywhere marks a free port of the allowed range as ours. The mark of a port is a socket with a name and no
// file, by which all programs of the product keep each other off a port on which nobody listens yet.
func reserveAnywhere(ip string) (int, net.Listener, error) {
	for range freePortAttempts {
		port := firstFreePort + rand.IntN(lastFreePort-firstFreePort+1) //nolint:gosec // no secret
		mark, err := net.Listen("unix", "@onvindbaren/port/"+strconv.Itoa(port))
		if err != nil {
			continue
		}
		if l, err := net.Listen("tcp", address(ip, port)); err == nil && l.Close() == nil {
			return port, mark, nil
		}
		_ = mark.Close()
	}
	return 0, nil, errors.New("finding a free port: none")
}

// address joins host and port, with brackets where IPv6 wants them.
func address(ip string, port int) string {
	return net.JoinHostPort(ip, strconv.Itoa(port))
}
