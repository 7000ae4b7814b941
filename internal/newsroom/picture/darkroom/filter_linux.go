//go:build amd64 || arm64

package darkroom

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"unsafe"

	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// allowed are the calls that the process may make of the kernel: those that Go's runtime and the C library need to keep memory and threads, to tell the
// time, and to read and write what is open already. Not one of them opens a file, reaches a network or another process, or starts a program.
var allowed = append(also,
	unix.SYS_READ, unix.SYS_WRITE, unix.SYS_READV, unix.SYS_WRITEV, unix.SYS_CLOSE, unix.SYS_FSTAT, unix.SYS_LSEEK, unix.SYS_FCNTL, unix.SYS_PPOLL,
	unix.SYS_EPOLL_PWAIT, unix.SYS_EPOLL_CTL,
	unix.SYS_MMAP, unix.SYS_MUNMAP, unix.SYS_MPROTECT, unix.SYS_MREMAP, unix.SYS_MADVISE, unix.SYS_MINCORE, unix.SYS_BRK, unix.SYS_MEMBARRIER,
	unix.SYS_FUTEX, unix.SYS_SET_ROBUST_LIST, unix.SYS_RSEQ, unix.SYS_SCHED_YIELD, unix.SYS_SCHED_GETAFFINITY, unix.SYS_GETTID, unix.SYS_GETPID,
	unix.SYS_RT_SIGACTION, unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_SIGALTSTACK, unix.SYS_RESTART_SYSCALL,
	unix.SYS_NANOSLEEP, unix.SYS_CLOCK_NANOSLEEP, unix.SYS_CLOCK_GETTIME, unix.SYS_CLOCK_GETRES, unix.SYS_GETTIMEOFDAY,
	unix.SYS_GETRUSAGE, unix.SYS_GETRANDOM, unix.SYS_UNAME, unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
	unix.SYS_TIMER_CREATE, unix.SYS_TIMER_SETTIME, unix.SYS_TIMER_DELETE, unix.SYS_SETITIMER,
)

// What the kernel tells a filter, in bytes from its beginning (struct seccomp_data).
const (
	callAt     = 0
	machineAt  = 4
	argumentAt = 16 // the lower half of the first, both machines being little-endian
)

// filter has the kernel refuse all other calls, for all threads, those that are there and those to come. A kernel that has no filters is no fault.
func filter() error {
	program, err := filterProgram(uint32(os.Getpid())) //nolint:gosec // a process's number has 22 bits
	if err != nil {
		return err
	}
	runtime.LockOSThread() // what comes first is of this thread; the filter brings it to the others
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("give up new privileges: %w", err)
	}
	list := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}                                                                       //nolint:gosec // some hundred
	_, _, failed := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&list))) //nolint:gosec // that is how it is asked
	if failed != 0 && !errors.Is(failed, unix.ENOSYS) && !errors.Is(failed, unix.EINVAL) {
		return fmt.Errorf("filter the calls of the kernel: %w", failed)
	}
	return nil
}

// filterProgram returns the filter of the process with the number, in the kernel's language.
func filterProgram(process uint32) ([]unix.SockFilter, error) {
	answer := func(errno unix.Errno) bpf.Instruction {
		return bpf.RetConstant{Val: unix.SECCOMP_RET_ERRNO | uint32(errno)} //nolint:gosec // it has twelve bits
	}
	yes := bpf.RetConstant{Val: unix.SECCOMP_RET_ALLOW}
	// argument asks, of one call, for a first argument that passes the test, and goes on behind itself for all other calls.
	argument := func(call uint32, test bpf.JumpIf) []bpf.Instruction {
		test.SkipFalse = 1
		return []bpf.Instruction{bpf.JumpIf{Cond: bpf.JumpNotEqual, Val: call, SkipTrue: 4}, bpf.LoadAbsolute{Off: argumentAt, Size: 4}, test, yes, answer(unix.EPERM)}
	}
	list := []bpf.Instruction{
		bpf.LoadAbsolute{Off: machineAt, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: machine, SkipTrue: 1},
		answer(unix.EPERM),
		bpf.LoadAbsolute{Off: callAt, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpNotEqual, Val: unix.SYS_CLONE3, SkipTrue: 1},
		answer(unix.ENOSYS), // its arguments cannot be seen; the C library asks the older way then
	}
	list = append(list, argument(unix.SYS_CLONE, bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: unix.CLONE_THREAD})...) // a thread, no process
	list = append(list, argument(unix.SYS_TGKILL, bpf.JumpIf{Cond: bpf.JumpEqual, Val: process})...)            // the runtime's to its own threads
	calls := slices.Clone(allowed)
	slices.Sort(calls)
	for _, call := range slices.Compact(calls) {
		list = append(list, bpf.JumpIf{Cond: bpf.JumpNotEqual, Val: call, SkipTrue: 1}, yes)
	}
	raw, err := bpf.Assemble(append(list, answer(unix.EPERM)))
	if err != nil {
		return nil, err
	}
	program := make([]unix.SockFilter, len(raw))
	for i, r := range raw {
		program[i] = unix.SockFilter{Code: r.Op, Jt: r.Jt, Jf: r.Jf, K: r.K}
	}
	return program, nil
}
