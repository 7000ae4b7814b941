package archtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var architecture = rules{
	may: map[string][]string{
		"internal/news":     {},
		"internal/edition":  {"internal/news", "internal/pattern"},
		"internal/audience": {"internal/news"},
		"internal/web":      {"internal/news"},
		"internal/jobs":     {},
		"internal/terms":    {},
		"internal/pattern":  {},
		"internal/redline":  {"internal/news"},
		"internal/seal":     {},
		"internal/filter":   {"internal/news", "internal/terms"},

		"internal/filter/build":      {},
		"internal/filter/filtertest": {"internal/filter", "internal/news"},

		"internal/fetch": {"internal/news"},
		"internal/blob":  {"internal/news"},
		"internal/bus":   {"internal/news"},
		"internal/purge": {"internal/news", "internal/fetch", "internal/store"},

		"internal/store":           {"internal/news", "internal/edition", "internal/audience", "internal/filter", "internal/terms"},
		"internal/store/storetest": {"internal/filter", "internal/filter/filtertest", "internal/news", "internal/edition", "internal/audience", "internal/store"},

		"internal/newsroom/gate":             {"internal/news", "internal/edition", "internal/pattern", "internal/terms"},
		"internal/newsroom/tombs":            {"internal/news"},
		"internal/newsroom/desk":             {"internal/news", "internal/filter", "internal/pattern", "internal/newsroom/out", "internal/seal", "internal/edition", "internal/audience", "internal/store", "internal/redline", "internal/newsroom/gate", "internal/newsroom/reading", "internal/copycheck", "internal/copycheck/style"},
		"internal/newsroom/receipt":          {"internal/news", "internal/edition", "internal/store", "internal/fetch"},
		"internal/newsroom/announce":         {"internal/news", "internal/edition", "internal/store", "internal/fetch"},
		"internal/newsroom/account":          {"internal/news", "internal/seal", "internal/store", "internal/web", "internal/fetch"},
		"internal/newsroom/delivery":         {"internal/news", "internal/edition", "internal/store", "internal/fetch", "internal/mail", "internal/newsroom/out", "internal/newsroom/wire/place"},
		"internal/newsroom/partner":          {"internal/news", "internal/store", "internal/web", "internal/newsroom/delivery", "internal/newsroom/out"},
		"internal/newsroom/account/doortest": {},
		"internal/newsroom/picture":          {"internal/news", "internal/blob", "internal/newsroom/picture/darkroom", "internal/newsroom/picture/develop", "internal/newsroom/picture/inscribe", "internal/newsroom/picture/metadata"},

		"internal/newsroom/picture/develop":   {"internal/news", "internal/newsroom/picture/container", "internal/newsroom/picture/inscribe"},
		"internal/newsroom/picture/metadata":  {"internal/news", "internal/newsroom/picture/credentials"},
		"internal/newsroom/picture/container": {},

		"internal/newsroom/picture/credentials": {"internal/news", "internal/newsroom/picture/container"},

		"internal/newsroom/picture/inscribe": {"internal/news", "internal/newsroom/picture/container"},
		"internal/newsroom/picture/faces":    {},
		"internal/newsroom/picture/darkroom": {"internal/news", "internal/newsroom/picture/faces", "internal/newsroom/picture/develop", "internal/newsroom/picture/inscribe", "internal/newsroom/picture/metadata"},

		"internal/newsroom/recording": {"internal/news", "internal/blob"},

		"internal/newsroom/movein": {
			"internal/news", "internal/edition", "internal/store", "internal/fetch", "internal/move", "internal/newsroom/desk", "internal/newsroom/picture",
		},

		"internal/newsroom/out":                    {"internal/news", "internal/edition", "internal/newsroom/out/typeset"},
		"internal/newsroom/out/typeset":            {},
		"internal/newsroom/out/outtest":            {},
		"internal/newsroom/wire":                   {"internal/news", "internal/blob", "internal/seal", "internal/store", "internal/fetch", "internal/newsroom/wire/charset", "internal/newsroom/wire/cluster", "internal/newsroom/wire/crossmatch", "internal/newsroom/wire/format", "internal/newsroom/wire/item", "internal/newsroom/wire/letter", "internal/newsroom/wire/markup", "internal/newsroom/wire/webpage", "internal/pattern"},
		"internal/newsroom/wire/cluster":           {"internal/news", "internal/copycheck/lexicon", "internal/copycheck/prose"},
		"internal/newsroom/wire/crossmatch":        {"internal/news", "internal/store", "internal/copycheck/lexicon", "internal/copycheck/prose", "internal/newsroom/wire/cluster", "internal/terms"},
		"internal/newsroom/wire/place":             {"internal/news", "internal/store", "internal/fetch", "internal/newsroom/wire", "internal/newsroom/wire/format", "internal/newsroom/wire/item"},
		"internal/newsroom/wire/mailbox":           {"internal/news", "internal/store", "internal/fetch", "internal/newsroom/wire", "internal/newsroom/wire/item"},
		"internal/newsroom/wire/letterbox":         {"internal/news", "internal/store", "internal/newsroom/wire", "internal/newsroom/wire/item", "internal/newsroom/wire/letter"},
		"internal/newsroom/wire/item":              {"internal/news", "internal/newsroom/wire/markup", "internal/pattern"},
		"internal/newsroom/wire/charset":           {"internal/news", "internal/newsroom/wire/item", "internal/pattern"},
		"internal/newsroom/wire/xmltree":           {"internal/news"},
		"internal/newsroom/wire/feed":              {"internal/news", "internal/newsroom/wire/charset", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/newsroom/wire/xmltree", "internal/pattern"},
		"internal/newsroom/wire/ninjs":             {"internal/news", "internal/newsroom/wire/charset", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/newsroom/wire/xmltree"},
		"internal/newsroom/wire/nitf":              {"internal/news", "internal/newsroom/wire/charset", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/newsroom/wire/xmltree", "internal/pattern"},
		"internal/newsroom/wire/format":            {"internal/news", "internal/newsroom/wire/feed", "internal/newsroom/wire/item", "internal/newsroom/wire/newsml1", "internal/newsroom/wire/newsmlg2", "internal/newsroom/wire/ninjs", "internal/newsroom/wire/nitf", "internal/newsroom/wire/anpa", "internal/newsroom/wire/iptc7901", "internal/newsroom/wire/letter", "internal/newsroom/wire/photo", "internal/newsroom/wire/plain", "internal/newsroom/wire/webpage"},
		"internal/newsroom/wire/newsml":            {"internal/news", "internal/newsroom/wire/charset", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/newsroom/wire/nitf", "internal/newsroom/wire/xmltree"},
		"internal/newsroom/wire/newsmlg2":          {"internal/news", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/newsroom/wire/newsml", "internal/newsroom/wire/xmltree"},
		"internal/newsroom/wire/newsml1":           {"internal/news", "internal/newsroom/wire/item", "internal/newsroom/wire/newsml", "internal/newsroom/wire/xmltree", "internal/pattern"},
		"internal/newsroom/wire/newsml/newsmltest": {"internal/news", "internal/newsroom/wire/item"},
		"internal/newsroom/wire/markup":            {"internal/news", "internal/pattern"},
		"internal/mail":                            {"internal/news"},
		"internal/newsroom/digest":                 {"internal/newsroom/bangla", "internal/news", "internal/store", "internal/mail"},
		"internal/newsroom/upload":                 {"internal/blob", "internal/news", "internal/store", "internal/newsroom/desk", "internal/newsroom/picture", "internal/newsroom/recording"},
		"internal/newsroom/presence":               {"internal/news", "internal/store"},
		"internal/newsroom/bangla":                 {"internal/news"},
		"internal/newsroom/reading":                {"internal/news", "internal/copycheck", "internal/copycheck/prose", "internal/copycheck/style"},
		"internal/newsroom/api":                    {"internal/filter", "internal/newsroom/bangla", "internal/news", "internal/store", "internal/web", "internal/newsroom/account", "internal/newsroom/desk", "internal/newsroom/picture", "internal/newsroom/presence", "internal/newsroom/upload", "internal/newsroom/reading", "internal/newsroom/wire/crossmatch", "internal/copycheck", "internal/copycheck/prose", "internal/copycheck/style"},
		"internal/newsroom/screens/plain":          {"internal/news"},
		"internal/newsroom/wire/head":              {"internal/news", "internal/newsroom/wire/item", "internal/pattern"},
		"internal/newsroom/wire/docx":              {},
		"internal/newsroom/wire/photo":             {"internal/news", "internal/newsroom/picture/metadata", "internal/newsroom/wire/head", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/pattern"},
		"internal/newsroom/wire/webpage":           {"internal/news", "internal/move", "internal/newsroom/wire/head", "internal/newsroom/wire/item", "internal/pattern"},
		"internal/newsroom/wire/letter":            {"internal/news", "internal/newsroom/wire/head", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/pattern"},
		"internal/newsroom/wire/plain":             {"internal/news", "internal/newsroom/wire/charset", "internal/newsroom/wire/docx", "internal/newsroom/wire/head", "internal/newsroom/wire/item", "internal/newsroom/wire/markup"},
		"internal/newsroom/wire/wiretest":          {"internal/news", "internal/newsroom/wire/item"},
		"internal/newsroom/wire/anpa":              {"internal/news", "internal/newsroom/wire/head", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/pattern"},
		"internal/newsroom/wire/iptc7901":          {"internal/news", "internal/newsroom/wire/head", "internal/newsroom/wire/item", "internal/newsroom/wire/markup", "internal/pattern"},
		"internal/newsroom/screens": {
			"internal/filter", "internal/news", "internal/edition", "internal/audience", "internal/store", "internal/web", "internal/newsroom/account", "internal/newsroom/desk",
			"internal/newsroom/bangla", "internal/newsroom/out", "internal/newsroom/picture", "internal/newsroom/recording", "internal/newsroom/screens/plain", "internal/newsroom/wire", "internal/newsroom/wire/cluster", "internal/newsroom/wire/crossmatch", "internal/newsroom/reading", "internal/mail", "internal/redline", "internal/copycheck", "internal/copycheck/prose",
			"internal/copycheck/style", "ui",
		},

		"internal/reader/ask":            {"internal/news", "internal/edition", "internal/terms"},
		"internal/reader/search":         {"internal/news", "internal/edition", "internal/reader/archive", "internal/reader/ask", "internal/reader/press", "internal/reader/site"},
		"internal/reader/archive":        {"internal/news", "internal/edition"},
		"internal/reader/press":          {"internal/reader/ask", "internal/news", "internal/edition", "internal/reader/archive", "internal/reader/press/override", "ui"},
		"internal/reader/press/override": {"internal/news"},
		"internal/reader/export":         {"internal/news", "internal/edition", "internal/blob", "internal/reader/archive", "internal/reader/press"},
		"internal/reader/ticker":         {},
		"internal/reader/site":           {"internal/news", "internal/blob", "internal/reader/archive", "internal/reader/press", "internal/reader/ticker"},
		"internal/reader/h2":             {"internal/reader/press", "internal/reader/site", "internal/reader/ticker"},
		"internal/reader/tally":          {"internal/news", "internal/edition", "internal/audience", "internal/reader/archive", "internal/reader/press", "internal/reader/site"},
		"internal/reader/pressroom":      {"internal/news", "internal/edition", "internal/blob", "internal/reader/archive", "internal/reader/press", "internal/reader/site", "internal/reader/ticker"},
		"internal/reader/listener":       {"internal/reader/site", "internal/reader/ticker"},

		"internal/copycheck/lexicon":       {},
		"internal/copycheck/lexicon/build": {"internal/copycheck/lexicon", "internal/copycheck/prose"},
		"internal/copycheck/prose":         {"internal/copycheck/lexicon"},
		"internal/copycheck":               {"internal/copycheck/lexicon", "internal/copycheck/prose"},
		"internal/copycheck/verify":        {"internal/copycheck", "internal/copycheck/prose"},
		"internal/copycheck/measure":       {"internal/copycheck", "internal/copycheck/prose"},
		"internal/copycheck/measure/cmd":   {"internal/copycheck/measure", "internal/copycheck/prose"},
		"internal/copycheck/report":        {"internal/copycheck", "internal/copycheck/prose", "internal/copycheck/style"},
		"internal/copycheck/style":         {"internal/copycheck/lexicon", "internal/copycheck/prose", "internal/pattern"},
		"internal/copycheck/manuscript":    {"internal/news", "internal/move", "internal/newsroom/wire/docx", "internal/newsroom/wire/markup"},

		"internal/move": {"internal/news", "internal/pattern"},
		"internal/seed": {
			"internal/news", "internal/edition", "internal/audience", "internal/store", "internal/newsroom/account", "internal/newsroom/desk", "internal/newsroom/picture",
			"internal/newsroom/screens/plain",
		},
		"internal/newsroom/account/doortest/house": {"internal/newsroom/account/doortest"},

		"internal/seed/paint":       {},
		"internal/seed/paint/print": {"internal/seed/paint"},
		"internal/archtest":         {},
		"internal/bench":            {"internal/news", "internal/edition", "internal/fetch", "internal/store", "internal/newsroom/account", "internal/newsroom/desk", "internal/newsroom/picture/develop"},
		"internal/torture":          {"internal/news", "internal/edition", "internal/store", "internal/blob", "internal/newsroom/account", "internal/newsroom/desk"},
		"ui":                        {},
		"cmd/stet":                  {"*"}, // the only package that knows both sides
	},
	never: map[string][]string{
		"internal/terms":           {"database/sql", "net/http", "log/slog", "os"},
		"internal/redline":         {"database/sql", "net/http", "log/slog", "os"},
		"internal/copycheck/prose": {"database/sql", "net/http", "log/slog", "os"},
		"internal/copycheck/style": {"database/sql", "net/http", "log/slog", "os"},
		"internal/news":            {"database/sql", "net/http", "log/slog", "os", "io/ioutil"},
		"internal/edition":         {"database/sql", "net/http", "log/slog", "os"},
		"internal/newsroom/out":    {"database/sql", "net/http", "log/slog"},
		"internal/reader":          {"database/sql", "modernc.org/sqlite", "github.com/jackc/pgx", "internal/store", "internal/newsroom", "internal/fetch"},
	},
}

// read opens every source file inside the test, so that the test is run again when one
// of them changes: go test caches a pass by the files that the test itself opened.
func read(t *testing.T, each func(path string, source []byte)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "testdata"):
			return fs.SkipDir
		case filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		each(filepath.ToSlash(name), source)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheWallStands(t *testing.T) {
	w := world{}
	read(t, func(path string, source []byte) {
		if err := w.add(filepath.ToSlash(filepath.Dir(path)), path, source); err != nil {
			t.Fatal(err)
		}
	})
	if len(w) < 20 {
		t.Fatalf("only %d packages were read", len(w))
	}
	for _, fault := range architecture.broken(w) {
		t.Error(fault)
	}
	for pkg := range architecture.may {
		if _, there := w[pkg]; !there {
			t.Errorf("%s is in the table and is not there", pkg)
		}
	}
}

// The negative control: in a world with holes, each is found.
func TestAHoleInTheWallIsFound(t *testing.T) {
	w := world{
		"internal/news":           {"fmt", "os"},
		"internal/reader/site":    {"internal/reader/press"},
		"internal/reader/press":   {"internal/reader/archive"},
		"internal/reader/archive": {"internal/store"},
		"internal/store":          {"database/sql"},
		"internal/newcomer":       {},
	}
	faults := strings.Join(architecture.broken(w), "\n")
	for _, want := range []string{
		"internal/newcomer is not in the architecture",
		"internal/reader/archive may not import internal/store",
		"internal/reader/site reaches database/sql: internal/reader/site → internal/reader/press → internal/reader/archive → internal/store → database/sql",
		"internal/news reaches os",
	} {
		if !strings.Contains(faults, want) {
			t.Errorf("nobody noticed: %s\nin\n%s", want, faults)
		}
	}
}

// What reaches out goes through the one guarded client, and rules take the time they
// are given.
func TestTheFewCallsWithOneRightPlaceStandThere(t *testing.T) {
	only := map[string][]string{
		"http.Client{":          {"internal/fetch", "internal/bench", "internal/torture"},
		"http.DefaultClient":    {},
		"http.DefaultTransport": {"cmd/stet", "internal/bench"}, // they ask ourselves, on loopback
		"http.Get(":             {},
		"net.Dial(":             {"internal/bench"},
		"sql.Open(":             {"internal/store"},
		"exec.Command":          {"cmd/stet", "internal/bench", "internal/torture", "internal/copycheck/lexicon/build", "internal/newsroom/picture/darkroom"},
	}
	read(t, func(path string, source []byte) {
		for call, where := range only {
			in := func(folder string) bool { return strings.HasPrefix(path, folder) }
			if strings.Contains(string(source), call) && !slices.ContainsFunc(where, in) {
				t.Errorf("%s has %s, whose place is %v", path, call, where)
			}
		}
		if strings.HasPrefix(path, "internal/news/") && strings.Contains(string(source), "time.Now(") {
			t.Errorf("%s asks for the time; a rule takes now", path)
		}
	})
}
