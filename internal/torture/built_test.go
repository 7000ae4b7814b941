package torture

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
)

var builds string // the folder of what was built

func TestMain(m *testing.M) {
	var err error
	if builds, err = os.MkdirTemp("", "stet"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(builds)
	os.Exit(code)
}

var (
	asItIs = sync.OnceValues(func() (string, error) { return compile(context.Background(), builds, "") })
	broken = sync.OnceValues(func() (string, error) { return compile(context.Background(), builds, "broken") })
)

// unbroken returns the program as it is.
func unbroken(t *testing.T) build {
	t.Helper()
	path, err := asItIs()
	if err != nil {
		t.Fatal(err)
	}
	return build{path, ""}
}

// breaking returns a build that breaks the promise.
func breaking(t *testing.T, promise string) build {
	t.Helper()
	path, err := broken()
	if err != nil {
		t.Fatal(err)
	}
	return build{path, promise}
}
