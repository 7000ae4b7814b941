package webpage_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/webpage"
	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"
)

const address = "https://post.example/a"

// likeness is the F1 of the words of two texts.
func likeness(got, want string) float64 {
	g, w := strings.Fields(got), strings.Fields(want)
	left := map[string]int{}
	for _, x := range w {
		left[x]++
	}
	hits := 0
	for _, x := range g {
		if left[x] > 0 {
			left[x]--
			hits++
		}
	}
	if hits == 0 {
		return 0
	}
	return 2 * float64(hits) / float64(len(g)+len(w))
}

// The pages are of the makes that newspapers' sites have; beside each is the text of its story.
func TestTheStoryOfAPageIsReadWithoutWhatIsAround(t *testing.T) {
	texts, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(texts) < 10 {
		t.Fatal(len(texts), err)
	}
	sum := 0.0
	for _, name := range texts {
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		page := strings.TrimSuffix(name, ".txt") + ".html"
		doc, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if !webpage.Is(doc, item.Source{Name: page}) {
			t.Errorf("%s is not recognised", page)
		}
		items, _, err := wiretest.Holds(t, webpage.Parse, doc, item.Source{URL: address})
		if err != nil {
			t.Errorf("%s: %v", page, err)
			continue
		}
		like := likeness(items[0].Body.Plain(), string(want))
		t.Logf("%-24s %.3f", page, like)
		if sum += like; like < 0.95 {
			t.Errorf("%s is read as\n%s", page, items[0].Body.Plain())
		}
	}
	t.Logf("mean %.3f", sum/float64(len(texts)))
}

func TestAPageSaysWhoseItIs(t *testing.T) {
	doc, err := os.ReadFile("testdata/comments.html")
	if err != nil {
		t.Fatal(err)
	}
	items, b, err := wiretest.Holds(t, webpage.Parse, doc, item.Source{URL: address})
	if err != nil || b.Format != "web page" {
		t.Fatal(err)
	}
	i := items[0]
	if i.Headline != "River falls after nine days" || i.Author != "Rahim Uddin" || i.Source != "The Delta Post" || i.Rights != "https://creativecommons.org/licenses/by/4.0/" || i.Language != "en" ||
		!i.Issued.Equal(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)) || !i.Updated.Equal(time.Date(2026, 11, 26, 13, 30, 0, 0, time.UTC)) || i.Link != address || i.GUID != address ||
		len(i.Media) != 1 || i.Media[0].URL != "https://post.example/river.jpg" || !bytes.Equal(i.Raw, doc) {
		t.Errorf("%+v", i.Dispatch)
	}
	doc = bytes.Replace(doc, []byte("<title>"), []byte(`<link rel="canonical" href="/river"><meta name="keywords" content="river, flood"><meta name="description" content="It fell."><title>`), 1)
	items, _, err = wiretest.Holds(t, webpage.Parse, doc, item.Source{URL: address})
	if err != nil || items[0].GUID != "https://post.example/river" || strings.Join(items[0].Keywords, ";") != "river;flood" || items[0].Summary != "It fell." {
		t.Errorf("%+v, %v", items[0].Dispatch, err)
	}
}

func TestAPageWithoutAStoryIsRefused(t *testing.T) {
	front, err := os.ReadFile("testdata/front.html")
	if err != nil {
		t.Fatal(err)
	}
	for name, doc := range map[string]string{
		"a front page": string(front), "nothing": "", "binary": "\x00\x01", "too large": strings.Repeat("x", item.MaxFile+1), "deep": "<html>" + strings.Repeat("<div>", 100_000),
		"JSON": `<html><script type="application/ld+json">` + strings.Repeat("[", 50_000) + "</script>",
	} {
		if _, _, err := wiretest.Holds(t, webpage.Parse, []byte(doc), item.Source{}); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func TestNoOtherFormatIsClaimed(t *testing.T) {
	if webpage.Is([]byte("<!doctype html><html>"), item.Source{URL: address, Type: "text/html"}) {
		t.Error("the page at a feed's address is claimed")
	}
	wiretest.Claims(t, webpage.Is)
}

func FuzzParse(f *testing.F) {
	pages, _ := filepath.Glob("testdata/*.html")
	for _, p := range pages {
		if doc, err := os.ReadFile(p); err == nil {
			f.Add(doc)
		}
	}
	f.Fuzz(func(t *testing.T, doc []byte) { wiretest.Holds(t, webpage.Parse, doc, item.Source{URL: address}) })
}
