package darkroom

import (
	"debug/elf"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// libraries are where a program that is not whole finds the rest. Those that a system does not have are passed over.
var libraries = []string{"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/nix/store", "/gnu/store"}

// giveWay has the thread, and what it starts, give way to others: they come nine times as often to their turn.
func giveWay() { _ = unix.Setpriority(unix.PRIO_PROCESS, 0, 10) }

// bind has the process end when the thread that starts it does, whatever it is doing then.
func bind(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

// leads reports whether the thread is the process's first.
func leads() bool { return unix.Gettid() == unix.Getpid() }

// shut closes the file system and the network to the thread, and to all that it starts: what remains is to read the program and its libraries (Landlock).
// It cannot be undone. A kernel that does not know of it is no fault.
func shut(program string) error {
	version, _, failed := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if failed != 0 {
		return nil // it is not there, or switched off
	}
	closed := everything(int(version))                                                                                           //nolint:gosec // a small number
	set, _, failed := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&closed)), unsafe.Sizeof(closed), 0) //nolint:gosec // that is how it is asked
	if failed != 0 {
		return fmt.Errorf("close the file system: %w", failed)
	}
	defer unix.Close(int(set)) //nolint:errcheck,gosec // it was only read
	for _, path := range append([]string{program}, needs(program)...) {
		if err := leave(int(set), path); err != nil { //nolint:gosec // a file's number
			return err
		}
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("give up new privileges: %w", err)
	}
	if _, _, failed := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, set, 0, 0); failed != 0 {
		return fmt.Errorf("close the file system: %w", failed)
	}
	return nil
}

// everything is all that the version of Landlock can close.
func everything(version int) unix.LandlockRulesetAttr {
	all := unix.LandlockRulesetAttr{Handled_access_fs: unix.LANDLOCK_ACCESS_FS_REFER - 1} // all of the first version
	for since, what := range map[int]uint64{2: unix.LANDLOCK_ACCESS_FS_REFER, 3: unix.LANDLOCK_ACCESS_FS_TRUNCATE, 5: unix.LANDLOCK_ACCESS_FS_IOCTL_DEV} {
		if version >= since {
			all.Handled_access_fs |= what
		}
	}
	if version >= 4 {
		all.Handled_access_net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
	}
	if version >= 6 {
		all.Scoped = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | unix.LANDLOCK_SCOPE_SIGNAL
	}
	return all
}

// leave lets what is at the path be read and run. What is not there is passed over.
func leave(set int, path string) error {
	file, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.ENOENT) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("leave %s open: %w", path, err)
	}
	defer unix.Close(file)                                                                                                                            //nolint:errcheck // it was only pointed at
	rule := unix.LandlockPathBeneathAttr{Allowed_access: unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_EXECUTE, Parent_fd: int32(file)} //nolint:gosec // a file's number
	_, _, failed := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(set), unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&rule)), 0, 0, 0) //nolint:gosec // that is how it is asked
	if failed != 0 {
		return fmt.Errorf("leave %s open: %w", path, failed)
	}
	return nil
}

// needs returns what a program that is not whole reads before it begins.
func needs(program string) []string {
	file, err := elf.Open(program)
	if err != nil {
		return libraries // it says itself what is wrong with it
	}
	defer file.Close() //nolint:errcheck // it was only read
	section := file.Section(".interp")
	if section == nil {
		return nil
	}
	name, err := section.Data()
	if err != nil {
		return libraries
	}
	loader, err := filepath.EvalSymlinks(strings.TrimRight(string(name), "\x00"))
	if err != nil {
		return libraries
	}
	return append([]string{loader}, libraries...)
}
