package press

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// A parser that many programs use, and that knows nothing of us, has of each story what was
// published, in every format and both languages, with whole stories and without.
func TestAParserOfOthersReadsEachStoryAsItWasPublished(t *testing.T) {
	for _, whole := range []bool{false, true} {
		w := testWorld(t)
		h := house()
		h.Machines.WholeStories = whole
		w.add(edition.Change{Kind: edition.Arranged, House: h})
		awkward(w)
		v := w.View()
		for folder, list := range map[string]archive.List{
			"/en/": {Language: news.English}, "/bn/": {Language: news.Bangla}, "/bn/bangladesh/": {Language: news.Bangla, Section: "bangladesh"},
			"/en/t/jamuna-flood/": {Language: news.English, Topic: "jamuna-flood"}, "/bn/t/jomuna-bonna/": {Language: news.Bangla, Topic: "jomuna-bonna"},
		} {
			for _, path := range feedsIn(folder) {
				for _, fault := range readByOthers(t, v, list, path, whole, printed(t, v, path).body) {
					t.Errorf("%s, whole %v: %s", path, whole, fault)
				}
			}
		}
	}
}

func TestAFeedThatSaysSomethingElseIsFoundOut(t *testing.T) {
	v := sample(t)
	list := archive.List{Language: news.Bangla}
	for _, c := range []struct{ file, old, new string }{
		{rssFile, "যমুনায় ফেরি চলাচল বন্ধ", "যমুনায় ফেরি চলাচল চালু"},
		{rssFile, "<category>যমুনার বন্যা</category>", ""},
		{atomFile, "<name>ইমরান হোসেন</name>", "<name>ইমরান</name>"},
		{atomFile, "2026-03-26T15:35:00+06:00", "2026-03-26T15:35:00Z"},
		{jsonFile, "আশ্রয়কেন্দ্র", "আশ্রয়"},
		{jsonFile, "story/91", "story/92"},
	} {
		good := string(printed(t, v, "/bn/"+c.file).body)
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("%s has no %s", c.file, c.old)
		} else if faults := readByOthers(t, v, list, "/bn/"+c.file, false, []byte(bad)); len(faults) == 0 {
			t.Errorf("%s with %q instead of %q is as good", c.file, c.new, c.old)
		}
	}
}

// readByOthers returns in what the feed differs, as gofeed reads it, from the newest stories
// of the list.
func readByOthers(t *testing.T, v *archive.View, list archive.List, path string, whole bool, body []byte) (faults []string) {
	t.Helper()
	is := func(what string, got, want any) {
		if got != want {
			faults = append(faults, what+" is "+quoted(got)+" and was published as "+quoted(want))
		}
	}
	f, err := gofeed.NewParser().ParseString(string(body))
	if err != nil {
		return []string{err.Error()}
	}
	is("the language", f.Language, string(list.Language))
	is("the feed's address", f.FeedLink, "https://padma.example"+path)
	found := map[string]*gofeed.Item{}
	for _, item := range f.Items {
		found[item.GUID] = item
	}
	cards, err := v.Newest(list, 0, feedItems)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cards {
		s, err := v.Story(c.Number)
		if err != nil {
			t.Fatal(err)
		}
		of, err := feedOf(v, list, path)
		if err != nil {
			t.Fatal(err)
		}
		e := of.entryOf(s)
		i := found[e.id]
		if i == nil {
			faults = append(faults, "there is no story "+e.id)
			continue
		}
		is("a title", i.Title, s.Headline)
		is("a link", i.Link, "https://padma.example"+s.Path())
		is("when it was published", i.PublishedParsed.UTC(), s.Published.UTC())
		if f.FeedType != "rss" { // which has no such element
			is("when it changed", i.UpdatedParsed.UTC(), changed(s.Card).UTC())
		}
		if byline := strings.Join(s.Authors(), ", "); f.FeedType != "json" || !strings.Contains(byline, "<") {
			is("its authors", namesOf(i, f.FeedType), byline) // it takes a name with a "<" in JSON for an address
		}
		faults = append(faults, topicFaults(i, s, of)...)
		faults = append(faults, textFaults(i, f.FeedType, e, whole)...)
		if r := e.picture(); r != nil {
			is("how many pictures it has", len(i.Enclosures), 1)
			is("its picture", i.Enclosures[0].URL, "https://padma.example/media/"+r.Name)
			is("its picture's kind", i.Enclosures[0].Type, mediaType(r.Name))
			is("its picture's size", i.Enclosures[0].Length, strconv.FormatInt(r.Bytes, 10))
		}
	}
	return faults
}

func quoted(x any) string {
	switch x := x.(type) {
	case time.Time:
		return x.String()
	case string:
		return strconv.Quote(x)
	case int:
		return strconv.Itoa(x)
	}
	return "?"
}

// namesOf returns the authors as a byline. RSS has them in one element.
func namesOf(i *gofeed.Item, kind string) string {
	var names []string
	for _, a := range i.Authors {
		names = append(names, a.Name)
	}
	if kind == "rss" && i.DublinCoreExt != nil {
		names = i.DublinCoreExt.Creator
	}
	return strings.Join(names, ", ")
}

// topicFaults compares the section and the topics, each once.
func topicFaults(i *gofeed.Item, s edition.Story, f feed) (faults []string) {
	want := []string{f.sectionName(s.Section)}
	for _, t := range s.Topics {
		want = appendNew(want, t.Name)
	}
	if !slices.Equal(i.Categories, want) {
		faults = append(faults, "it is about "+strings.Join(i.Categories, ", ")+" and not "+strings.Join(want, ", "))
	}
	return faults
}

// textFaults compares what is said of the story, and the story if the feed has it whole.
func textFaults(i *gofeed.Item, kind string, e feedEntry, whole bool) (faults []string) {
	said := i.Description
	if kind == "rss" {
		said = html.UnescapeString(said) // it is HTML there
	}
	if kind == "json" && !whole {
		said = i.Content // a JSON feed's item has a text
		if e.summary == "" {
			said = ""
		}
	}
	if said != e.summary {
		faults = append(faults, "it says "+strconv.Quote(said)+" and not "+strconv.Quote(e.summary))
	}
	if whole && e.html != "" && strings.TrimSpace(i.Content) != strings.TrimSpace(e.html) {
		faults = append(faults, "its text is "+strconv.Quote(i.Content)+" and not "+strconv.Quote(e.html))
	}
	if whole && e.html != "" && (!strings.Contains(e.html, "<p>") || e.Number == 91 && !strings.Contains(e.html, "পরের বুলেটিন সন্ধ্যা ছয়টায়।")) {
		faults = append(faults, "it is not whole")
	}
	return faults
}
