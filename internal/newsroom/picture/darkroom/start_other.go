//go:build !linux

package darkroom

import "os/exec"

// shut does nothing where a thread cannot give up what its children then do not have.
func shut(string) error { return nil }

// giveWay does nothing where a thread has no priority of its own.
func giveWay() {}

// bind does nothing where a process cannot ask to end with another: it ends when its input does.
func bind(*exec.Cmd) {}

// leads is of no matter where threads have no rights of their own.
func leads() bool { return false }
