package torture

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// disk is an ext4 file system on a loop device, which can lose its power.
type disk struct{ image, dir string }

// newDisk makes and mounts a disk, or skips the test where that is not allowed.
func newDisk(t *testing.T) *disk {
	t.Helper()
	if testing.Short() {
		t.Skip("torture is not run with -short")
	}
	base := t.TempDir()
	d := &disk{filepath.Join(base, "image"), filepath.Join(base, "mnt")}
	for _, step := range []func() error{
		func() error { return os.Mkdir(d.dir, 0o755) },
		func() error { return os.WriteFile(d.image, nil, 0o600) },
		func() error { return os.Truncate(d.image, 512<<20) },
		func() error { return command("mkfs.ext4", "-q", "-F", d.image) },
		d.mount,
	} {
		if err := step(); err != nil {
			t.Skipf("SKIPPED, not passed: power cuts need root and loop mounts: %v", err)
		}
	}
	t.Cleanup(func() {
		if err := d.unmount(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func command(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

func (d *disk) mount() error { return command("mount", "-o", "loop,commit=300", d.image, d.dir) }

func (d *disk) unmount() (err error) {
	for range 3000 { // the dead program's files are let go a moment after it
		if err = command("umount", d.dir); err == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// cut stops the file system at once, with its journal unflushed: what was not synced
// before is gone (EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH).
func (d *disk) cut() error {
	f, err := os.Open(d.dir)
	if err != nil {
		return err
	}
	const shutdown, noFlush = 0x8004587D, 2
	how := uint32(noFlush)
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), shutdown, uintptr(unsafe.Pointer(&how)))
	if errno != 0 {
		err = errno
	}
	return errors.Join(err, f.Close())
}

// cuts takes the power from the program's disk n times, and returns what was lost.
func cuts(t *testing.T, b build, n int) (losses []string) {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	d := newDisk(t)
	token, err := prepare(t.Context(), d.dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := command("sync", "-f", d.dir); err != nil {
		t.Fatal(err)
	}
	h := newHistory()
	for round := range n {
		p, err := start(b, d.dir, t.Output())
		if err != nil {
			return []string{err.Error()}
		}
		if losses := checkPages(t.Context(), p.readers, h, 20); len(losses) > 0 {
			return append(losses, fmt.Sprint("killed ", p.kill()))
		}
		before := h.editionCount()
		stop := writers(p.staff, token, 4, round, h, seed)
		time.Sleep(time.Duration(100+r.IntN(400)) * time.Millisecond) // the moment of the cut is what is tested
		publishes(t, h, before)
		h.power(false)
		if err := errors.Join(d.cut(), p.kill()); err != nil {
			t.Fatal(err)
		}
		stop() // refusals are fair: the disk was gone before the program
		h.power(true)
		if err := errors.Join(d.unmount(), d.mount()); err != nil {
			t.Fatal(err)
		}
		losses, err := check(t.Context(), d.dir, h)
		if err != nil {
			t.Fatal(err)
		}
		if len(losses) > 0 {
			return losses
		}
	}
	t.Logf("%d power cuts: %s, none lost", n, h)
	return nil
}

func TestNothingAcknowledgedIsLostToAPowerCut(t *testing.T) {
	n := kills(t)/5 + 1
	for _, loss := range cuts(t, unbroken(t), n) {
		t.Error(loss)
	}
}

// The negative controls: each leaves out one sync, and must be caught.
func TestAMissingSyncIsCaughtByAPowerCut(t *testing.T) {
	for _, promise := range []string{"normal", "sync"} {
		t.Run(promise, func(t *testing.T) {
			losses := cuts(t, breaking(t, promise), 30)
			if len(losses) == 0 {
				t.Fatal("a sync was left out, the power was cut 30 times, and nothing was missed")
			}
			t.Logf("caught, as it must be: %s (and %d more)", losses[0], len(losses)-1)
		})
	}
}
