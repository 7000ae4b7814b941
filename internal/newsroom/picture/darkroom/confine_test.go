package darkroom_test

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
)

// attempts are what a file that has taken over the process might try next. Each returns nil when it could.
var attempts = map[string]func(folder, address string) error{
	"read a file": func(folder, _ string) error {
		_, err := os.ReadFile(filepath.Join(folder, "secret"))
		return err
	},
	"list a folder": func(folder, _ string) error {
		_, err := os.ReadDir(folder)
		return err
	},
	"write a file": func(folder, _ string) error { return os.WriteFile(filepath.Join(folder, "left"), []byte("x"), 0o600) },
	"remove a file": func(folder, _ string) error {
		return os.Remove(filepath.Join(folder, "spare"))
	},
	"call by TCP": func(_, address string) error {
		c, err := net.Dial("tcp", address) //nolint:noctx // it is refused at once or never
		if err == nil {
			err = c.Close()
		}
		return err
	},
	"send by UDP": func(_, address string) error {
		c, err := net.Dial("udp", address) //nolint:noctx // it is refused at once or never
		if err == nil {
			_, err = c.Write([]byte("x"))
		}
		return err
	},
	"listen": func(_, _ string) error {
		l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it is refused at once or never
		if err == nil {
			err = l.Close()
		}
		return err
	},
	"start a program": func(_, _ string) error { return exec.Command("/bin/true").Run() }, //nolint:noctx // it is refused at once or over at once
	"signal its parent": func(_, _ string) error {
		p, err := os.FindProcess(os.Getppid())
		if err != nil {
			return err
		}
		return p.Signal(syscall.Signal(0))
	},
}

// try confines the process in the way that is named, makes the attempts on threads of their own, and says what came of them.
func try(way, folder, address string) {
	switch way {
	case "limit":
		_ = darkroom.Limit()
	case "filter":
		_ = darkroom.Filter()
	case "both":
		_, _ = darkroom.Limit(), darkroom.Filter()
	}
	came := map[string]string{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for name, attempt := range attempts {
		all.Go(func() {
			runtime.LockOSThread() // no two on one thread, and some on threads that were there before
			said := ""
			if err := attempt(folder, address); err != nil {
				said = err.Error()
			}
			mu.Lock()
			defer mu.Unlock()
			came[name] = said
		})
	}
	all.Wait()
	_ = json.NewEncoder(os.Stdout).Encode(came)
}

// Each way to confine the process is tried alone and with the others, and none at all is the control: there all that is tried succeeds.
func TestTheProcessReachesNoFileNoNetworkAndNoOtherProcess(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems have the limits alone")
	}
	files := []string{"read a file", "list a folder", "write a file", "remove a file"}
	everything := append([]string{"call by TCP", "send by UDP", "listen", "start a program", "signal its parent"}, files...)
	for _, c := range []struct {
		way  string
		open bool // not confined from outside
		shut []string
	}{
		{"none", true, nil},
		{"none", false, append([]string{"call by TCP", "start a program", "signal its parent"}, files...)}, // it knows of TCP, not of its successor, with which Go listens
		{"limit", true, []string{"read a file", "list a folder", "write a file", "call by TCP", "send by UDP", "listen", "start a program"}},
		{"filter", true, everything},
		{"both", false, everything},
	} {
		t.Run(fmt.Sprintf("%s, open %v", c.way, c.open), func(t *testing.T) {
			came := attempted(t, c.way, c.open)
			for name := range attempts {
				refused := came[name] != ""
				wanted := false
				for _, s := range c.shut {
					wanted = wanted || s == name
				}
				if wanted && !refused {
					t.Errorf("it could %s", name)
				}
				if len(c.shut) == 0 && refused {
					t.Errorf("it could not even %s: %s", name, came[name])
				}
			}
		})
	}
}

// attempted runs try in a process and returns what it said.
func attempted(t *testing.T, way string, open bool) map[string]string {
	t.Helper()
	if !open && !darkroom.Shuts() {
		t.Skip("this kernel has no Landlock with networks")
	}
	folder := t.TempDir()
	for _, name := range []string{"secret", "spare"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it is the test's own
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	d := darkroom.New(program, "try", way, folder, l.Addr().String())
	defer d.Close()
	if open {
		d.LeaveOpen()
	}
	out, err := d.Start()
	if err != nil {
		t.Fatal(err)
	}
	line, err := out.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	came := map[string]string{}
	if err := json.NewDecoder(strings.NewReader(line)).Decode(&came); err != nil {
		t.Fatal(err)
	}
	return came
}
