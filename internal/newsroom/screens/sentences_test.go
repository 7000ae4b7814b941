package screens

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/bangla"
)

// sayers are the functions whose argument at the place is the format of a sentence for people.
var sayers = map[string]int{"Errorf": 1, "Phrasef": 0, "wrong": 0, "wrongIn": 1, "one": 3, "Held": 0, "amiss": 2, "said": 0}

// saying are the folders whose sentences a screen can show, "/..." with those in them.
var saying = []string{"news", "filter", "redline", "store", "fetch", "web", "newsroom/..."}

// forPrograms are the folders in there whose sentences only programs get.
var forPrograms = []string{"newsroom/api", "newsroom/announce", "newsroom/presence", "newsroom/bangla", "newsroom/digest", "newsroom/out"}

// TestEverySentenceIsSaidInBangla reads the source for the sentences that a screen can show.
func TestEverySentenceIsSaidInBangla(t *testing.T) {
	t.Parallel()
	said := map[string]string{} // format: where
	for _, dir := range sourceFolders(t, filepath.Join("..", "..")) {
		readSentences(t, dir, said)
	}
	rules := map[string]string{} // why a rule of style cannot be read; what one finds it says in Bangla itself
	readSentences(t, filepath.Join("..", "..", "copycheck", "style"), rules)
	for format, where := range rules {
		if !sentenceForm.MatchString(format) {
			said[format] = where
		}
	}
	if len(said) < 300 {
		t.Fatalf("only %d sentences were found: the test looks in the wrong place", len(said))
	}
	for format, where := range said {
		b, ok := bangla.Known(strings.ReplaceAll(format, "%%d", "%d")) // filled in twice
		format = strings.ReplaceAll(format, "%%d", "%d")
		if !ok {
			if !slices.Contains(notSaid, format) && letter.MatchString(verbs.ReplaceAllString(format, "")) {
				t.Errorf("%s: no Bangla for %q.\n\tAdd a line for it to the package's map in internal/newsroom/bangla/*.go; the same %%-verbs, numbered as %%[2]s where the order differs.", where, format)
			}
			continue
		}
		if got, want := verbsOf(b), verbsOf(format); got != want {
			t.Errorf("internal/newsroom/bangla: the Bangla for %q has the verbs %s; it needs %s", format, got, want)
		}
	}
	known := knownWords()
	for format := range bangla.Formats() {
		if said[format] == "" && !known[format] && !slices.Contains(keptAsText, format) && !inSource(t, format) {
			t.Errorf("internal/newsroom/bangla: nobody says %q any more; take it away", format)
		}
	}
}

// keptAsText are formats that no sentence in the source is written with as they are.
var keptAsText = []string{
	"The feed has more than %d items; those from line %d on were left out.", "The item at line %d is larger than %d MB; it was left out.",
	"the page %s", "the page %s, %s", "the front %s", "paragraph %d", "post %d", "post %d, %s", "it says “%s”", "It could not go out: %s",
}

// notSaid are sentences in the source that no screen says: readers get them, or the log, or the program that sent us something.
var notSaid = []string{"More follows.", "We did not ask for this.", "It could not be kept; that has been logged. Send it again."}

func TestTheTableIsInNFCAndHasNoEnglishMark(t *testing.T) {
	t.Parallel()
	for format, b := range bangla.Formats() {
		if !norm.NFC.IsNormalString(b) {
			t.Errorf("not in NFC: %s", b)
		}
		if strings.HasSuffix(format, ".") && !strings.HasSuffix(b, "।") && !strings.HasSuffix(b, "%s") {
			t.Errorf("a sentence ends with ।: %s", b)
		}
	}
}

var (
	letter = regexp.MustCompile(`\p{L}`)
	verbs  = regexp.MustCompile(`%(?:\[(\d+)\])?([.\d]*)([a-zA-Z%])`)
)

// verbsOf returns the verbs of a format in the order of their arguments.
func verbsOf(format string) string {
	at, next := map[int]string{}, 1
	for _, m := range verbs.FindAllStringSubmatch(format, -1) {
		if m[3] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		at[next] = m[2] + m[3]
		next++
	}
	var all []string
	for i := 1; i <= len(at); i++ {
		all = append(all, at[i])
	}
	return fmt.Sprint(all)
}

// knownWords are the words that sentences are made of and that news has lists of.
func knownWords() map[string]bool {
	known := map[string]bool{}
	for _, v := range news.Verbs() {
		known[v.Words()] = true
	}
	for _, r := range news.Roles {
		known[r.Words()] = true
	}
	return known
}

func TestEveryVerbAndRoleHasItsWordsInBangla(t *testing.T) {
	t.Parallel()
	for words := range knownWords() {
		if _, ok := bangla.Known(words); !ok {
			t.Errorf("no Bangla for %q: add it to newsWords in internal/newsroom/bangla/news.go, as in “… পারেন না”", words)
		}
	}
}

func sourceFolders(t *testing.T, root string) (dirs []string) {
	t.Helper()
	for _, s := range saying {
		below, all := strings.CutSuffix(s, "/...")
		if !all {
			dirs = append(dirs, filepath.Join(root, s))
			continue
		}
		err := filepath.WalkDir(filepath.Join(root, below), func(path string, e fs.DirEntry, err error) error {
			rel, _ := filepath.Rel(root, path)
			if err == nil && e.IsDir() && !slices.Contains(forPrograms, filepath.ToSlash(rel)) {
				dirs = append(dirs, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dirs
}

// readSentences notes the sentences of the folder's files.
func readSentences(t *testing.T, dir string, said map[string]string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	set, consts := token.NewFileSet(), map[string]ast.Expr{}
	var parsed []*ast.File
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			continue
		}
		f, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok {
				for i, name := range v.Names {
					if i < len(v.Values) {
						consts[name.Name] = v.Values[i]
					}
				}
			}
			return true
		})
	}
	for _, f := range parsed {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				at, ok := sayers[called(n)]
				if !ok || len(n.Args) <= at {
					return true
				}
				if s, ok := text(n.Args[at], consts); ok {
					said[s] = set.Position(n.Pos()).String()
				}
			case *ast.BinaryExpr: // a whole sentence in pieces is read as one
				if s, ok := text(n, consts); ok && sentenceForm.MatchString(s) {
					said[s] = set.Position(n.Pos()).String()
					return false
				}
			case *ast.BasicLit:
				if s, ok := text(n, consts); ok && sentenceForm.MatchString(s) && banglaWords[s] == "" && !isSaid(s) {
					said[s] = set.Position(n.Pos()).String()
				}
			}
			return true
		})
	}
}

// sentenceForm is what a sentence for people looks like.
var sentenceForm = regexp.MustCompile(`^\p{Lu}[^\n]* [^\n]*[.?]$`)

// isSaid reports whether the sentence is one that a page shows after a form was accepted: the
// screens' own words, which another test looks at.
func isSaid(s string) bool {
	for _, one := range said {
		if one == s {
			return true
		}
	}
	return false
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok && (x.Name == "fmt" || x.Name == "t") {
			return ""
		}
		return f.Sel.Name
	}
	return ""
}

// text returns the text of a literal, of a constant, and of several with + between.
func text(e ast.Expr, consts map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.Ident:
		if v, ok := consts[e.Name]; ok && v != e {
			return text(v, nil)
		}
	case *ast.BinaryExpr:
		a, okA := text(e.X, consts)
		b, okB := text(e.Y, consts)
		return a + b, okA && okB
	}
	return "", false
}

// allSource is all the text in which words can be said.
var allSource []byte

func inSource(t *testing.T, words string) bool {
	t.Helper()
	if allSource == nil {
		for _, dir := range sourceFolders(t, filepath.Join("..", "..")) {
			files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
			for _, path := range files {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				allSource = append(allSource, text...)
			}
		}
	}
	quoted := strconv.Quote(words)
	return strings.Contains(string(allSource), quoted) || strings.Contains(string(allSource), "`"+words+"`")
}
