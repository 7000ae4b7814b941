package seed_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/seed"
	"github.com/stet-news/stet/internal/store/storetest"
)

// demo returns the demo's site as readers have it.
func demo(t *testing.T) *archive.View {
	t.Helper()
	ctx := t.Context()
	db := storetest.SQLite(t)
	files, err := blob.Open(ctx, "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err = seed.Fill(ctx, seed.Newsroom{
		Desk: desk.New(db, func() {}), Accounts: account.New(db, account.Options{Memory: 64}), Studio: picture.New(files, darkroom.Open{}, darkroom.Open{}),
		URL: "https://padma.example", Zone: "Asia/Dhaka", Password: "boat river lantern rice", Progress: func(int, int) {},
	}); err != nil {
		t.Fatal(err)
	}
	a, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	changes, err := db.Since(ctx, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	v, err := a.Append(changes)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// budget is what a page may weigh with all that its first paint needs (screens.md §1.16).
type budget struct{ bytes, nodes int }

func TestTheDemosPagesKeepTheirBudgets(t *testing.T) {
	v := demo(t)
	p := press.New()
	heaviest := map[string][2]int{}
	weigh := func(kind, path string, b budget) {
		t.Helper()
		page, err := p.Print(v, path)
		if err != nil || page == nil {
			t.Fatalf("%s: %v %v", path, page, err)
		}
		if err := page.Squeeze(page.Bodies()); err != nil {
			t.Fatal(err)
		}
		bytes, nodes := len(page.Bodies().In(press.Brotli).Bytes), elements(t, string(page.Bodies().In(press.Identity).Bytes))
		if bytes > b.bytes || nodes > b.nodes {
			t.Errorf("%s has %d bytes and %d elements; it may have %d and %d", path, bytes, nodes, b.bytes, b.nodes)
		}
		heaviest[kind] = [2]int{max(heaviest[kind][0], bytes), max(heaviest[kind][1], nodes)}
	}
	lite := func(path string) string { return path[:4] + "lite/" + path[4:] }
	story, light := budget{14 << 10, 800}, budget{14 << 10, 400}
	for _, l := range v.House().Languages {
		home := "/" + string(l) + "/"
		weigh("home", home, budget{16 << 10, 1500})
		weigh("lite home", lite(home), light)
		for _, s := range v.House().Sections {
			weigh("section", home+s.Slug+"/", budget{16 << 10, 1500})
			weigh("lite section", lite(home+s.Slug+"/"), light)
		}
		list := archive.List{Language: l}
		cards, err := v.Newest(list, 0, v.Count(list))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cards {
			weigh("story", c.Path(), story)
			weigh("lite story", lite(c.Path()), light)
			weigh("versions", c.Path()+"/versions", story)
		}
		for _, a := range v.House().Authors {
			weigh("author", home+"a/"+a.Slug, story)
		}
		for _, page := range v.House().Pages {
			weigh("page", home+"about/"+page.Slug, story)
		}
		for _, path := range []string{"corrections", "sections", "archive/" + cards[0].Date} {
			weigh(path[:7], home+path, story)
		}
	}
	for kind, w := range heaviest {
		t.Logf("%-12s at most %5d bytes in brotli, %4d elements", kind, w[0], w[1])
	}
}

func elements(t *testing.T, page string) int {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for d := range root.Descendants() {
		if d.Type == html.ElementNode {
			n++
		}
	}
	return n
}

var liteLink = regexp.MustCompile(`href="(/[a-z]{2}/[^"]*)"`)

// A lite page is one request and leads to lite pages, but for what has none.
func TestLitePagesStayLite(t *testing.T) {
	v := demo(t)
	p := press.New()
	for _, path := range []string{"/en/lite/", "/bn/lite/", "/en/lite/business/"} {
		page, err := p.Print(v, path)
		if err != nil {
			t.Fatal(err)
		}
		body := string(page.Bodies().In(press.Identity).Bytes)
		for _, heavy := range []string{"<img", "<script", "url(", `rel="stylesheet"`} {
			if strings.Contains(body, heavy) {
				t.Errorf("%s has %s", path, heavy)
			}
		}
		full := 0
		for _, m := range liteLink.FindAllStringSubmatch(body, -1) {
			if !strings.HasPrefix(m[1][3:], "/lite/") {
				full++ // the full version itself, and search
			}
		}
		if full > 2 {
			t.Errorf("%s has %d links to full pages", path, full)
		}
	}
}

// The demo shows what a whole site has.
func TestTheDemoShowsAWholeSite(t *testing.T) {
	v := demo(t)
	p := press.New()
	text := func(path string) string {
		page, err := p.Print(v, path)
		if err != nil || page == nil {
			t.Fatalf("%s: %v", path, err)
		}
		return string(page.Bodies().In(press.Identity).Bytes)
	}
	all, pages := "", map[news.Language]int{}
	for _, l := range v.House().Languages {
		list := archive.List{Language: l}
		cards, err := v.Newest(list, 0, v.Count(list))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cards {
			all += text(c.Path())
			pages[l]++
		}
	}
	for what, in := range map[string]string{
		"a file photo": "File photo", "a file photo in Bangla": "ফাইল ছবি", "an old story": "more than a year old", "a translation": `hreflang="bn"`,
		"related stories": "More on this story", "a correction on top": `<aside class="note">`, "an analysis": "Analysis", "an explainer": "Explainer",
		"a sources line": "With Delta News Agency", "contributors": "editing by", "a byline that leads on": `rel="author"`,
	} {
		if !strings.Contains(all, in) {
			t.Errorf("no story of the demo shows %s", what)
		}
	}
	if pages["en"] < 15 || pages["bn"] < 8 {
		t.Errorf("the demo has %v stories", pages)
	}
}
