package press

import (
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/reader/press/override"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

func TestAThemeIsOnEveryPageAndItsStylesAreLetIn(t *testing.T) {
	w := testWorld(t)
	h := *house()
	h.Theme = news.Theme{
		Accent: "#7a1f5c", AccentDark: "#f0a0d0", Filled: true, Sans: true,
		Logo:       &news.Logo{Rendition: news.Rendition{Name: "logo-0123456789abcdef0123456789abcdef.png", Width: 384, Height: 96}},
		Navigation: []news.NavigationItem{{Names: map[news.Language]string{"en": "Floods", "bn": "বন্যা"}, Path: "/t/jamuna-flood"}},
	}
	w.add(edition.Change{Kind: edition.Arranged, House: &h})
	for _, path := range []string{"/en/", "/bn/", "/en/nowhere-at-all"} {
		page, err := New().Print(w.View(), Name(w.View(), path))
		if err != nil || page == nil {
			t.Fatal(path, err)
		}
		body, _ := page.Bodies().Best("")
		css := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindSubmatch(body.Bytes)
		sum := sha256.Sum256(css[1])
		if !strings.Contains(body.Head.Get("content-security-policy"), "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("%s: its own style is not let in", path)
		}
		for _, want := range []string{"--accent:#7a1f5c;--on-accent:#ffffff", "--accent:#f0a0d0;--on-accent:#000000", `src="/media/logo-0123456789abcdef0123456789abcdef.png"`, `width="176" height="44"`} {
			if !strings.Contains(string(body.Bytes), want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
	}
	if page := string(printed(t, w.View(), "/bn/").body); !strings.Contains(page, `href="/bn/t/jamuna-flood"`) || !strings.Contains(page, "বন্যা") {
		t.Error("the navigation does not lead where the house says")
	}
}

func TestAHouseWithoutAThemeIsStetsOwn(t *testing.T) {
	if css := themeCSS(news.Theme{}); css != "" {
		t.Errorf("rules for nothing: %s", css)
	}
	if css := themeCSS(news.Theme{Accent: "red}body{display:none", AccentDark: "#ffffff"}); css != "" {
		t.Errorf("what is no colour is in the stylesheet: %s", css)
	}
}

// A house's own parts stand where the press's would, and the pages around them are as ever.
func TestAHousesOwnTemplatesTakeThePlaceOfParts(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"masthead.html": `<p class="own">{{.Site}}{{range .Places}} <a href="{{.Path}}">{{.Name}}</a>{{end}}</p>`,
		"story.html":    `<h1>{{.Headline}}</h1><section>{{.Body}}</section>{{range .NotesAtEnd}}<p>{{.Text}}</p>{{end}}`,
		"site.css":      ".own { color: red }\n/* ours */",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	custom, err := override.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	w := testWorld(t)
	w.publish(plainStory(1, news.English, "sport", "Herons <home>"))
	p := New()
	p.Replace(custom)
	c, err := w.View().Card(1)
	if err != nil {
		t.Fatal(err)
	}
	for path, wants := range map[string][]string{
		c.Path(): {`<h1>Herons &lt;home&gt;</h1><section><p>`, `<p class="own">The Padma Courier <a href="/en/bangladesh/">`, ".own{color:red}"},
		"/bn/":   {`<p class="own">পদ্মা কুরিয়ার`, `<footer class="foot"><div class="wide">`},
	} {
		page, err := p.Print(w.View(), path)
		if err != nil || page == nil {
			t.Fatal(path, err)
		}
		body, _ := page.Bodies().Best("")
		for _, want := range wants {
			if !strings.Contains(string(body.Bytes), want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
		if strings.Contains(string(body.Bytes), `class="wide mast"`) {
			t.Errorf("%s has the press's own head too", path)
		}
	}
}
