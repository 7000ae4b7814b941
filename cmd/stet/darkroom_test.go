package main

import (
	"fmt"
	"os"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
)

// A house that a test opens starts its darkrooms as the program would: by calling itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "darkroom" {
		if err := darkroom.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	if builtIn != "" {
		_ = os.RemoveAll(builtIn)
	}
	os.Exit(code)
}
