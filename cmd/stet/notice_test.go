package main

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// Each module that this one requires is named in NOTICE, with its licence.
func TestTheNoticeNamesEveryModule(t *testing.T) {
	notice, err := os.ReadFile("../../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	required, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	modules := regexp.MustCompile(`(?m)^\t(\S+) v\S+`).FindAllStringSubmatch(string(required), -1)
	if len(modules) < 50 {
		t.Fatalf("go.mod requires only %d modules: they are no longer found in it", len(modules))
	}
	major := regexp.MustCompile(`/v\d+$`)
	for _, m := range modules {
		if name := path.Base(major.ReplaceAllString(m[1], "")); !strings.Contains(string(notice), name) {
			t.Errorf("NOTICE does not name %s", m[1])
		}
	}
}
