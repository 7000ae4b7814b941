package override

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder makes a folder of files and loads it.
func folder(t *testing.T, files map[string]string) (*Templates, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Load(dir)
}

func TestAFaultIsToldWithItsFileLineAndField(t *testing.T) {
	for text, want := range map[string]string{
		"<h1>{{.Headline}}</h1>\n\n<p>{{.Hedline}}</p>":                                   "story.html:3:5: there is no field .Hedline in Story; it has Section, Label",
		"{{range .Topics}}\n{{.Name}} {{.Nane}}{{end}}":                                   "story.html:2:12: there is no field .Nane in Link; it has Name, Path",
		"{{with .Lead}}{{.Src}}{{end}}\n{{with .Lead}}{{.Scr}}{{end}}":                    "story.html:2:16: there is no field .Scr in Image",
		"{{range $i, $n := .NotesAtEnd}}{{$n.Nam}}{{end}}":                                "there is no field .Nam in Note",
		"{{range .Topics}}{{$.Section.Nam}}{{end}}":                                       "there is no field .Nam in Link",
		"{{define \"x\"}}{{.Txt}}{{end}}{{range .NotesOnTop}}{{template \"x\" .}}{{end}}": "there is no field .Txt in Note",
		"{{.Headline.Big}}":                 "there is no field .Big in a string",
		"<p>{{if .Headline}}\n":             "story.html:2: unexpected EOF",
		"{{.Headline | shout}}":             `function "shout" not defined`,
		"{{template \"nowhere\" .}}":        "nowhere",
		"<a href='{{.Section.Path}}>{{end}": "story.html:1",
		"<script>var a = {{.Headline}":      "story.html:1",
		"<p {{if .Kicker}}title=\"{{end}}>": "story.html",
	} {
		_, err := folder(t, map[string]string{"story.html": text})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\n%v\nwant %s", text, err, want)
		}
	}
}

func TestEveryFaultOfEveryFileIsTold(t *testing.T) {
	_, err := folder(t, map[string]string{
		"story.html": "{{.A}}{{.B}}", "footer.html": "{{.C}}", "hedaer.html": "x", "site.css": "body{}\n</style><script>",
	})
	for _, want := range []string{"no field .A", "no field .B", "no field .C", "hedaer.html: there is no part of that name; there are card.html, footer.html", "site.css:2:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %s", err, want)
		}
	}
}

func TestWhatIsReplacedIsEscapedAndTheRestIsNot(t *testing.T) {
	custom, err := folder(t, map[string]string{
		"card.html": `<h3><a href="{{.Path}}">{{.Headline}}</a></h3>{{with .Image}}<img src="{{.Src}}" alt="{{.Alt}}" width="{{.Width}}">{{end}}`,
		"site.css":  ".card{border:0}", ".hidden": "{{",
	})
	if err != nil {
		t.Fatal(err)
	}
	html, replaced, err := custom.Card(Card{Path: "/en/x", Headline: "<script>", Image: &Image{Src: "/media/a.jpg", Alt: `"><b>`, Width: 3}})
	if err != nil || !replaced || html != `<h3><a href="/en/x">&lt;script&gt;</a></h3><img src="/media/a.jpg" alt="&#34;&gt;&lt;b&gt;" width="3">` {
		t.Errorf("%s %v %v", html, replaced, err)
	}
	if _, replaced, _ := custom.Story(Story{}); replaced || custom.CSS() != ".card{border:0}" {
		t.Error("a part that has no file is replaced")
	}
	var none *Templates
	if _, replaced, err := none.Masthead(Masthead{}); replaced || err != nil || none.CSS() != "" {
		t.Error("no folder replaces something")
	}
	if _, err := Load(filepath.Join(t.TempDir(), "nowhere")); err == nil {
		t.Error("a folder that is not there is none")
	}
}
