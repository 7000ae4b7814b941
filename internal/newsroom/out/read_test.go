package out_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/newsroom/out/outtest"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// whole are the formats that carry a story so that our own parsers read it back equal.
var whole = []out.Format{out.NINJS, out.NewsMLG2, out.NITF, out.RSS, out.Atom, out.JSONFeed}

// readBack reads what was written as the wire room would.
func readBack(t testing.TB, file out.File) item.Item {
	t.Helper()
	b, err := format.Read(file.Body, item.Source{Name: file.Name})
	if err != nil {
		t.Fatalf("%s: %v\n%.2000s", file.Name, err, file.Body)
	}
	var all []item.Item
	for i, err := range b.Items {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, i)
	}
	if len(all) != 1 {
		t.Fatalf("%s: %d items are read, and %q", file.Name, len(all), b.Problems)
	}
	for _, p := range b.Problems {
		t.Errorf("%s: %s", file.Name, p)
	}
	return all[0]
}

func TestWhatIsWrittenIsReadBackEqual(t *testing.T) {
	items := everyItem(t)
	for _, f := range whole {
		t.Run(string(f), func(t *testing.T) {
			for name, i := range items {
				for _, d := range differences(i, f, readBack(t, written(t, i, f))) {
					t.Errorf("%s: %s", name, d)
				}
			}
			t.Logf("%d items", len(items))
		})
	}
}

// The negative control: what was read back is not equal to a story that differs in one thing.
func TestAStoryThatSaysSomethingElseIsFoundOut(t *testing.T) {
	others := map[string]func(*out.Item){
		"version":  func(i *out.Item) { i.Version++ },
		"headline": func(i *out.Item) { i.Story.Headline += "!" },
		"language": func(i *out.Item) { i.Story.Language = news.Bangla },
		"slugline": func(i *out.Item) { i.Story.Slug = "other" },
		"author":   func(i *out.Item) { i.Story.Byline.People = []string{"Another"} },
		"dateline": func(i *out.Item) { i.Story.Dateline.Place = "Bhola" },
		"summary":  func(i *out.Item) { i.Story.Standfirst = "Another" },
		"note":     func(i *out.Item) { i.Note = "Another" },
		"issued":   func(i *out.Item) { i.Story.Published = i.Story.Published.Add(time.Second) },
		"embargo":  func(i *out.Item) { i.Embargo = i.Embargo.Add(time.Second) },
		"urgency":  func(i *out.Item) { i.Urgency = 3 },
		"rights":   func(i *out.Item) { i.Rights = "Another" },
		"topics":   func(i *out.Item) { i.Story.Topics = []edition.Topic{{Slug: "another", Name: "Another"}} },
		"codes":    func(i *out.Item) { i.Story.Topics = []edition.Topic{{Slug: "flood", Name: "Bangladesh flood"}} },
		"media":    func(i *out.Item) { i.Story.LeadCaption = "Another" },
		"body":     func(i *out.Item) { i.Story.Body.Blocks = i.Story.Body.Blocks[1:] },
	}
	i := pictured()
	i.Embargo, i.Urgency = instant.Add(time.Hour), 2
	for _, f := range whole {
		got := readBack(t, written(t, i, f))
		if all := differences(i, f, got); len(all) > 0 {
			t.Errorf("%s: %q", f, all)
		}
		for name, change := range others {
			other := i
			change(&other)
			if all := differences(other, f, got); len(all) == 0 && lost[f][name] == "" {
				t.Errorf("%s: another %s is as good", f, name)
			}
		}
	}
}

func TestCodesAreThoseOfMediaTopics(t *testing.T) {
	data, err := os.ReadFile(outtest.Cases(t, "wire/mediatopics/cptall-x-all.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		ConceptSet []struct {
			URI       string
			PrefLabel map[string]string
			Retired   string
		}
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, c := range list.ConceptSet {
		if c.Retired == "" {
			names[c.URI[strings.LastIndex(c.URI, "/")+1:]] = c.PrefLabel["en-GB"]
		}
	}
	for slug, want := range map[string]string{
		"flood": "flood", "election": "election", "cricket": "cricket", "football": "soccer", "climate": "climate change", "business": "economy, business and finance",
	} {
		if got := names[out.MediaTopics[slug]]; got != want {
			t.Errorf("%s is %q, want %q", slug, got, want)
		}
	}
	for slug, code := range out.MediaTopics {
		if names[code] == "" {
			t.Errorf("the code %s of %s is none, or is retired", code, slug)
		}
	}
}
