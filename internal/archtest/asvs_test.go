package archtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	goTests      = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	browserTests = regexp.MustCompile(`(?m)^\s*test\('([^']+)'`)
)

// asvsIDs are the requirements of V6, V7, V8 and V10 at levels 1 and 2 that apply, and those of
// V16 on what is kept of acts.
const asvsIDs = `6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.2 6.3.3 6.3.4
6.4.1 6.4.2 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.2 6.6.3 6.8.1 6.8.2 6.8.4 7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2
7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.4.1
10.1.1 10.1.2 10.2.1 10.2.2 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5
16.1.1 16.2.1 16.2.2 16.2.5 16.3.1 16.3.2 16.4.2 16.4.3`

// testsThere returns the names of every test in the repository.
func testsThere(t *testing.T, root string) map[string]bool {
	t.Helper()
	there := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == "node_modules" || d.Name() == ".git") {
				return fs.SkipDir
			}
			return err
		}
		pattern := goTests
		switch {
		case strings.HasSuffix(path, "_test.go"):
		case strings.HasSuffix(path, ".spec.ts"):
			pattern = browserTests
		default:
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
			there[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return there
}

// faultsOf returns what is wrong with the table of requirements in the page.
func faultsOf(page string, there map[string]bool) (faults []string, met int) {
	anchors := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^## (.+)$`).FindAllStringSubmatch(page, -1) {
		anchors["#"+strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")] = true
	}
	rows := map[string]bool{}
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 || !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(strings.TrimSpace(cells[0])) {
			continue
		}
		id, state, by := strings.TrimSpace(cells[0]), strings.TrimSpace(cells[2]), strings.TrimSpace(cells[3])
		rows[id] = true
		names := regexp.MustCompile(`Test\w+`).FindAllString(by, -1)
		if state == "shown" && len(names) == 0 {
			names = []string{by}
		}
		for _, name := range names {
			if !there[name] {
				faults = append(faults, id+": there is no test "+name)
			}
		}
		switch state {
		case "shown":
			met++
		case "written":
			met++
			if m := regexp.MustCompile(`\((#[\w-]+)\)`).FindStringSubmatch(by); m == nil || !anchors[m[1]] {
				faults = append(faults, id+": there is no passage "+by)
			}
		case "in part", "not met", "none":
			if len(by) < 15 {
				faults = append(faults, id+" does not say what is missing, or why it does not apply")
			}
		default:
			faults = append(faults, id+": what is "+state+"?")
		}
	}
	for id := range strings.FieldsSeq(asvsIDs) {
		if !rows[id] {
			faults = append(faults, id+" is not in the table")
		}
	}
	return faults, met
}

func TestWhatShowsARequirementIsThere(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "asvs.md"))
	if err != nil {
		t.Fatal(err)
	}
	there := testsThere(t, filepath.Join("..", ".."))
	faults, met := faultsOf(string(page), there)
	for _, f := range faults {
		t.Error(f)
	}
	t.Logf("%d of %d requirements are met", met, len(strings.Fields(asvsIDs)))
	// It must be able to fail.
	spoiled := strings.Replace(string(page), "TestEveryByteOfAPasswordCounts", "TestNothing", 1)
	spoiled = strings.Replace(spoiled, "| 7.4.1 |", "| - |", 1)
	if faults, _ := faultsOf(spoiled, there); len(faults) != 2 {
		t.Errorf("a spoiled page has the faults %q", faults)
	}
}
