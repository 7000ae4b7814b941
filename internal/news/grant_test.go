package news_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
)

var update = flag.Bool("update", false, "write the golden table of permissions anew; read what changed before you commit it")

// The objects that the table of permissions is made for. Somebody holds a role everywhere,
// on the desk city, or in the section sport.
var (
	me      = news.Person{ID: "me", Name: "Me"}
	objects = []struct {
		word  string
		story *news.Story
	}{
		{"own", storyOf("me", "city", "sport")},
		{"dsk", storyOf("her", "city", "sport")},
		{"od", storyOf("her", "world", "sport")},
		{"os", storyOf("her", "city", "politics")},
		{"oo", storyOf("her", "world", "politics")},
		{"no", nil},
	}
	holdings = []struct {
		word string
		give func(news.Role) news.Person
	}{
		{"everywhere", func(r news.Role) news.Person { p := me; p.Roles = []news.Role{r}; return p }},
		{"on the desk city", func(r news.Role) news.Person { p := me; p.Grants = []news.Grant{{Role: r, Desk: "city"}}; return p }},
		{"in the section sport", func(r news.Role) news.Person { p := me; p.Grants = []news.Grant{{Role: r, Section: "sport"}}; return p }},
	}
)

func storyOf(owner, desk, section string) *news.Story {
	return &news.Story{Desk: desk, Owner: news.Person{ID: owner, Name: owner}, Content: news.Content{Section: section}}
}

// permissions writes the whole table: a block a role, a line a verb, three groups of cells
// for how the role is held, a cell an object.
func permissions() string {
	var b strings.Builder
	b.WriteString(head)
	for _, r := range news.Roles {
		fmt.Fprintf(&b, "\n%-20s", r)
		for _, h := range holdings {
			fmt.Fprintf(&b, " %-26s", h.word)
		}
		fmt.Fprintf(&b, "\n%-20s", "")
		for range holdings {
			for _, o := range objects {
				fmt.Fprintf(&b, " %3s", o.word)
			}
			b.WriteString("   ")
		}
		b.WriteString("\n")
		for _, v := range news.Verbs() {
			fmt.Fprintf(&b, "  %-18s", v)
			for _, h := range holdings {
				p := h.give(r)
				for _, o := range objects {
					err := p.May(v)
					if o.story != nil {
						err = p.MayOn(v, *o.story)
					}
					fmt.Fprintf(&b, " %3s", mark(err == nil))
				}
				b.WriteString("   ")
			}
			b.WriteString("\n")
		}
	}
	b.WriteString("\nof a verb            fresh  token\n")
	for _, v := range news.Verbs() {
		fmt.Fprintf(&b, "  %-18s %-6s %s\n", v, mark(v.Fresh()), scopeOf(v))
	}
	b.WriteString("\ntwo factors are asked of:")
	for _, r := range news.Roles {
		if (news.Person{Roles: []news.Role{r}}).TwoFactors() {
			fmt.Fprintf(&b, " %s", r)
		}
	}
	return regexp.MustCompile(` +\n`).ReplaceAllString(b.String()+"\n", "\n")
}

const head = `Who may do what, every cell of it, made out of the one table in people.go by
	go test ./internal/news -run Permissions -update
A cell that changes is a decision: read it before you commit it.

Somebody holds the role everywhere, on the desk city only, or in the section sport only.
The cells: own = one's own story, of the desk city in the section sport. dsk = a colleague's
there. od = another desk's. os = another section's. oo = of another desk and section.
no = no story in particular; for a verb at a place it says "somewhere at least".
fresh = it wants somebody who proved lately who they are. token = the scope that opens it.
`

func mark(b bool) string {
	if b {
		return "y"
	}
	return "-"
}

func scopeOf(v news.Verb) string {
	everything := me
	everything.Roles = news.Roles
	for _, s := range news.Scopes {
		everything.Acting = news.Acting{Token: true, Scopes: []news.Scope{s}}
		if everything.May(v) == nil {
			return string(s)
		}
	}
	return "-"
}

func TestPermissionsAreAsDecidedInEveryCell(t *testing.T) {
	golden := filepath.Join("testdata", "permissions.txt")
	got := permissions()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil { //nolint:gosec // it is committed
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("somebody's permissions changed. If every line of this is meant: go test ./internal/news -run Permissions -update\n%s", d)
	}
}

// A verb that is declared and not in the table is one that nobody may do by accident; one
// without words makes refusals that say nothing.
func TestEveryVerbIsInTheTableWithWords(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	known := news.Verbs()
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != "Verb" || len(spec.Values) != 1 {
				return true
			}
			verb := news.Verb(strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`))
			if !slices.Contains(known, verb) || verb.Words() == "" {
				t.Errorf("the verb %q has no place in the table of people.go, or no words", verb)
			}
			if (scopeOf(verb) == "-") != news.Untokened(verb) {
				t.Errorf("the verb %q is in no scope of tokens, or in one although it is among those that no token does: decide it in people.go", verb)
			}
			return true
		})
	}
}

// The table's own tests must be able to fail.
func TestARoleHeldAtAPlaceCountsThereAlone(t *testing.T) {
	p := me
	p.Grants = []news.Grant{{Role: news.DeskEditor, Desk: "city", Section: "sport"}}
	for _, tt := range []struct {
		desk, section string
		may           bool
	}{{"city", "sport", true}, {"city", "politics", false}, {"world", "sport", false}, {"", "", false}} {
		err := p.MayOn(news.Publish, *storyOf("her", tt.desk, tt.section))
		if (err == nil) != tt.may {
			t.Errorf("%+v: %v", tt, err)
		}
		if err != nil && !strings.Contains(err.Error(), "Me may publish a story only on the desk city in the section sport. Ask:") {
			t.Errorf("%v", err)
		}
	}
	if err := p.May(news.EditTicker); err == nil {
		t.Error("a desk's editor may change the bar of the whole house")
	}
	p.Grants = []news.Grant{{Role: news.DutyEditor}} // of no place at all
	if err := p.MayOn(news.Publish, *storyOf("her", "", "")); err == nil {
		t.Error("a grant of no place counts")
	}
}

func TestWhoHasOnlyGrantsStartsWhereTheyHold(t *testing.T) {
	p := me
	p.Grants = []news.Grant{{Role: news.Reporter, Desk: "city"}, {Role: news.Reporter, Section: "sport"}}
	for in, want := range map[news.Place]news.Place{
		{}:                                   {Desk: "city"},
		{Desk: "world"}:                      {Desk: "world", Section: "sport"},
		{Desk: "world", Section: "politics"}: {Desk: "world", Section: "politics"},
		{Section: "politics"}:                {Desk: "city", Section: "politics"},
	} {
		if got := p.Settle(news.CreateStory, in); got != want {
			t.Errorf("%+v: %+v, want %+v", in, got, want)
		}
	}
}

func TestATokenDoesNoMoreThanItIsFor(t *testing.T) {
	p := me
	p.Roles = news.Roles
	p.Acting = news.Acting{Token: true, Scopes: []news.Scope{news.ScopeRead, news.ScopeWrite}}
	if err := p.May(news.Save); err != nil {
		t.Error(err)
	}
	if err := p.May(news.Publish); err == nil || !strings.Contains(err.Error(), `lacks the scope "publish"`) {
		t.Errorf("%v", err)
	}
	p.Acting.Scopes = news.Scopes
	for _, v := range []news.Verb{news.ManagePeople, news.ManageSelf, news.ManageTokens} {
		if err := p.May(v); err == nil || !strings.Contains(err.Error(), "No token may") {
			t.Errorf("%s: %v", v, err)
		}
	}
}

func TestWhatCannotBeTakenBackWantsAFreshProof(t *testing.T) {
	p := me
	for _, stale := range []bool{false, true} {
		p.Acting.Stale = stale
		if err := p.Prove(news.Kill); (err != nil) != stale {
			t.Errorf("stale %v: %v", stale, err)
		}
		if err := p.Prove(news.Save); err != nil {
			t.Errorf("a save: %v", err)
		}
	}
}
