package screens

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/web"
)

// asked finds the words that a screen asks for in the tongue of who looks.
var asked = regexp.MustCompile(`\.(?:t|sentence)\("((?:[^"\\]|\\.)*)"`)

// TestEveryWordOfAScreenHasItsBangla reads the templates and the code beside them.
func TestEveryWordOfAScreenHasItsBangla(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	for _, path := range screenFiles(t, "*.go", "*.templ") {
		for _, m := range asked.FindAllStringSubmatch(read(t, path), -1) {
			words, err := strconv.Unquote(`"` + m[1] + `"`)
			if err != nil {
				t.Fatalf("%s: %q: %v", path, m[1], err)
			}
			want[words] = path
		}
	}
	for name, list := range wordLists(t) {
		for _, words := range list {
			want[words] = name
		}
	}
	if len(want) < 300 {
		t.Fatalf("only %d words were found: the test looks in the wrong place", len(want))
	}
	for words, where := range want {
		if _, ok := banglaWords[words]; !ok && words != "" {
			t.Errorf("%s: no Bangla for %q: add it to a map in internal/newsroom/screens/words_*.go", where, words)
		}
	}
	for words, b := range banglaWords {
		if !norm.NFC.IsNormalString(b) {
			t.Errorf("not in NFC: %s", b)
		}
		for _, hole := range holes.FindAllString(words, -1) {
			if !strings.Contains(b, hole) {
				t.Errorf("the Bangla for %q lacks %s", words, hole)
			}
		}
	}
}

var holes = regexp.MustCompile(`\{\w+\}|%`)

// notLogged are verbs that no record has: what is only read, or logged as another.
var notLogged = []news.Verb{news.ReadCopy, news.ReadLog, news.ReadTombstones, news.LiftEmbargo, news.ApproveKill, news.ApproveBreak, news.ApproveTakedown}

// wordLists are the lists of words that are said from a variable.
func wordLists(t *testing.T) map[string][]string {
	t.Helper()
	lists := map[string][]string{"columns": {"slug", "path"}}
	add := func(name string, m map[string]string) {
		for _, w := range m {
			lists[name] = append(lists[name], w)
		}
	}
	add("said", said)
	add("flagWords", flagWords)
	add("objectKinds", objectKinds)
	for _, l := range news.Labels {
		lists["labels"] = append(lists["labels"], string(l))
	}
	for _, v := range news.Verbs() {
		if done[v] == "" && !slices.Contains(notLogged, v) {
			t.Errorf("log.go: nothing says in the past tense what %s did", v)
		}
		lists["done"] = append(lists["done"], done[v])
		lists["verbNames"] = append(lists["verbNames"], verbNames[v])
		lists["approves"] = append(lists["approves"], approves[v])
		lists["requestEffect"] = append(lists["requestEffect"], requestEffect[v])
	}
	for _, s := range news.Statuses {
		lists["statuses"] = append(lists["statuses"], wordOf(s))
	}
	for _, c := range correctionKinds {
		lists["correctionKinds"] = append(lists["correctionKinds"], c.words, correctionName(c.kind))
	}
	for _, c := range updateClasses {
		lists["updateClasses"] = append(lists["updateClasses"], c.words)
	}
	for _, w := range alarmWords {
		lists["alarms"] = append(lists["alarms"], w.kind, w.title)
	}
	for _, c := range news.AllChecks {
		lists["checkNames"] = append(lists["checkNames"], checkNames[c])
	}
	for _, r := range news.Roles {
		lists["roles"] = append(lists["roles"], roleName(r))
	}
	for _, s := range news.Scopes {
		lists["scopes"] = append(lists["scopes"], scopeWords[s])
	}
	for _, w := range crawlerWords {
		lists["crawlers"] = append(lists["crawlers"], w)
	}
	for _, f := range fieldsOf(news.Content{}) {
		lists["fields"] = append(lists["fields"], f.name)
	}
	for _, w := range heldStates {
		lists["heldStates"] = append(lists["heldStates"], w)
	}
	add("taskNames", taskNames)
	for _, use := range cropUses {
		lists["cropUses"] = append(lists["cropUses"], use)
	}
	for _, u := range rightsChoices {
		lists["rights"] = append(lists["rights"], u.words)
	}
	for _, k := range oneKeys {
		lists["oneKeys"] = append(lists["oneKeys"], k.words)
	}
	add("methodWords", methodWords)
	for _, s := range settingsTabs {
		lists["settings"] = append(lists["settings"], s.name)
	}
	for _, v := range []news.Verb{news.Publish, news.Update, news.Correct} {
		lists["confirm"] = append(lists["confirm"], confirmButton(v))
	}
	for _, status := range []int{http.StatusNotFound, http.StatusForbidden, http.StatusUnauthorized, http.StatusConflict} {
		lists["failures"] = append(lists["failures"], failureTitle(web.Problem{Status: status}))
	}
	return lists
}

// TestNoTemplateHasWordsOfItsOwn fails for English that nobody can say in Bangla.
func TestNoTemplateHasWordsOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, path := range screenFiles(t, "*.templ") {
		inside := false
		for n, line := range strings.Split(read(t, path), "\n") {
			switch {
			case strings.HasPrefix(line, "templ "):
				inside = true
				continue
			case strings.HasPrefix(line, "}"):
				inside = false
			}
			if !inside || isCode(strings.TrimSpace(line)) {
				continue
			}
			for _, m := range spokenAttribute.FindAllStringSubmatch(line, -1) {
				if latin.MatchString(m[1]) && !slices.Contains(notWords, m[1]) {
					t.Errorf("%s:%d: %s is in English only: write { p.t(…) } and its Bangla in words_*.go", path, n+1, m[0])
				}
			}
			text := tag.ReplaceAllString(expression(line), " ")
			if strings.HasPrefix(strings.TrimSpace(text), "@") {
				continue // a call after an expression
			}
			for _, w := range strings.Fields(text) {
				if latin.MatchString(w) && !slices.Contains(notWords, strings.Trim(w, "().,:… ")) {
					t.Errorf("%s:%d: %q is in English only: write { p.t(…) } and its Bangla in words_*.go", path, n+1, strings.TrimSpace(text))
					break
				}
			}
		}
	}
}

// notWords are the same in Bangla: names, keys, codes and what one types.
var notWords = []string{
	"/sport/ | Sport | খেলা", "/a/", "j", "k", "Enter", "LCP", "INP", "CLS", "WebSub", "IndexNow", "English", "/path/", "/about/", "/about", "https://api.indexnow.org/indexnow", "Ctrl S", "Ctrl Enter", "Ctrl K", "Ctrl Shift 1", "Ctrl Shift 2", "Ctrl Shift 3", "Ctrl Shift 4", "Ctrl Shift 5", "Ctrl Shift 6", "f", "n", "e", "&nbsp;",
}

var (
	latin           = regexp.MustCompile(`[A-Za-z]`)
	tag             = regexp.MustCompile(`<[^>]*>?|^[^<]*/?>`)
	spokenAttribute = regexp.MustCompile(`(?:aria-label|title|placeholder|alt)="([^"]*)"`)
)

// isCode reports whether the line of a template is Go, a call, or an attribute on its own.
func isCode(line string) bool {
	for _, p := range []string{"if ", "for ", "switch ", "case ", "default:", "@", "} else", "//", "}", "href=", "class=", "aria-", "data-", "action=", "method=", "id=", "scope=", "name=", "value=", "type=", "role=", "style=", "lang=", "src="} {
		if strings.HasPrefix(line, p) {
			return true
		}
	}
	return false
}

// expression returns the line without what stands in braces.
func expression(line string) string {
	var b strings.Builder
	depth, quoted := 0, rune(0)
	for _, r := range line {
		switch {
		case depth > 0 && quoted != 0:
			if r == quoted {
				quoted = 0
			}
		case depth > 0 && (r == '"' || r == '`'):
			quoted = r
		case r == '{':
			depth++
		case r == '}':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func screenFiles(t *testing.T, patterns ...string) (all []string) {
	t.Helper()
	for _, p := range patterns {
		files, err := filepath.Glob(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !strings.HasSuffix(f, "_test.go") && !strings.HasSuffix(f, "_templ.go") {
				all = append(all, f)
			}
		}
	}
	return all
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
