package press

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press/override"
)

// behindCover returns the picture as an edition has a graphic one.
func behindCover(p edition.Picture, shows string) edition.Picture {
	p.Covered = &edition.Covered{Shows: shows, Cover: news.Rendition{Name: "blurred" + p.ID + "-64.jpg", Width: 64, Height: 43, Bytes: 800}, Renditions: p.Renditions}
	p.Renditions, p.Crops = nil, nil
	return p
}

// graphic is a world with a story whose pictures are graphic, the lead, one in the text and one in a post, and another
// beside it whose picture is not.
func graphic(t *testing.T, l news.Language, shows string) (*archive.View, edition.Story) {
	w := testWorld(t)
	w.add(edition.Change{Kind: edition.Arranged, House: house()})
	beside, boat := plainStory(2, l, "sport", "Red"), photo("boat", "A boat", 1280, 853)
	beside.Lead, beside.Topics, beside.Date = &boat, []edition.Topic{{Slug: "flood", Name: "Flood"}}, dayOfStory(2).Format(dayForm)
	w.publish(beside)
	s := plainStory(1, l, "sport", "Red")
	lead := behindCover(photo("lead", "A man is carried out", 1280, 853), shows)
	s.Lead, s.LeadCaption, s.LeadCredit, s.Topics, s.Date = &lead, "At the ghat.", "A. Rahman", beside.Topics, dayOfStory(1).Format(dayForm)
	s.Body.Blocks = append(s.Body.Blocks, news.Node{Type: news.PictureRef, Attrs: news.Attrs{Picture: "text", Alt: "A stretcher", Graphic: shows}})
	s.Coverage = &news.Coverage{Began: noon, Posts: []news.Post{{ID: "p", At: noon, Body: news.Document{Blocks: []news.Node{{Type: news.PictureRef, Attrs: news.Attrs{Picture: "post", Alt: "A ward", Graphic: shows}}}}}}}
	s.Live = true
	s.Pictures = []edition.Picture{behindCover(photo("text", "", 640, 800), shows), behindCover(photo("post", "", 960, 640), shows)}
	w.publish(s)
	return w.View(), s
}

var (
	inTemplate = regexp.MustCompile(`(?s)<template>.*?</template>`)
	leadsTo    = regexp.MustCompile(`<a href="/media/[^"]*"`)
)

// fetched is what of a page a browser may fetch before anybody asks for anything: not what is in a template, and nowhere
// that a link leads.
func fetched(d *draft) string {
	text := string(d.body)
	var told liveUpdate
	if json.Unmarshal(d.body, &told) == nil && len(told.Posts) > 0 {
		for _, p := range told.Posts {
			text = p.HTML
		}
	}
	return leadsTo.ReplaceAllString(inTemplate.ReplaceAllString(text+strings.Join(d.headers, "\n"), ""), "")
}

var realFile = regexp.MustCompile(`/media/(lead|text|post)0[^"' ]*`)

// No address of a graphic picture's file is in anything that the press prints where a browser, or whoever reads a feed,
// fetches it without having been asked to.
func TestNoFileOfAGraphicPictureIsFetchedUnasked(t *testing.T) {
	v, s := graphic(t, news.English, "injured people")
	pages, covers := everyPage(t, v), 0
	for name, d := range pages {
		text := fetched(d)
		if found := realFile.FindString(text); found != "" {
			t.Errorf("%s has %s", name, found)
		}
		covers += strings.Count(text, `<image href="/media/blurred`)
	}
	// The same patterns find what is not graphic, and what is behind the covers.
	if home := fetched(pages["/en/"]); !strings.Contains(home, "/media/boat") {
		t.Error("no picture is found on the home page")
	}
	story := string(pages[s.Path()].body)
	if len(realFile.FindAllString(story, -1)) < 10 || !strings.Contains(story, "<template><picture>") {
		t.Error("the story does not have its pictures behind the covers")
	}
	if covers < 4 { // three on the story's page, that of the post on the page of posts
		t.Errorf("%d covers are shown", covers)
	}
	if strings.Contains(story, "fetchpriority") {
		t.Error("the page waits for a picture")
	}
}

func TestACoverSaysInTheLanguageOfItsStoryWhatThereIsToSee(t *testing.T) {
	for _, c := range []struct {
		language            news.Language
		shows, says, hidden string
	}{
		{news.English, "injured people", `<span class="ask">Show picture: injured people</span>`, "Hide picture"},
		{news.Bangla, "আহত মানুষ", `<span class="ask">ছবি দেখুন: আহত মানুষ</span>`, "ছবি ঢাকুন"},
	} {
		v, s := graphic(t, c.language, c.shows)
		page, lite := string(printed(t, v, s.Path()).body), string(printed(t, v, lited(s.Path())).body)
		if strings.Count(page, c.says) != 3 || !strings.Contains(page, c.hidden) || !strings.Contains(page, "At the ghat.") {
			t.Errorf("the %s page does not say %s three times, or has lost the caption", c.language, c.says)
		}
		plain := strings.TrimSuffix(strings.TrimPrefix(c.says, `<span class="ask">`), "</span>")
		if strings.Count(lite, plain) != 3 || strings.Contains(lite, "A man is carried out") || !strings.Contains(lite, `<a href="/media/lead0000000000-480`) && !strings.Contains(lite, `<a href="/media/lead000000000000-480.jpg">`) {
			t.Errorf("the rows of the %s lite page do not say %s, or say more: %s", c.language, plain, lite)
		}
	}
}

// What a browser sees first has the size of what comes after, whether there is a cover yet or only the colour.
func TestACoverHasTheSizeOfItsPicture(t *testing.T) {
	p := behindCover(photo("1", "A ward", 1280, 853), "injured people")
	img := shell{words: &english}.figureImage(p, leadSlot)
	if img.src != "" || img.first || img.cover.picture.first || img.cover.width != img.cover.picture.width || img.cover.height != img.cover.picture.height || img.cover.picture.src == "" {
		t.Errorf("the cover is %+v", img.cover)
	}
	p.Covered.Cover = news.Rendition{}
	var b strings.Builder
	if err := figureHTML(shell{words: &english}, figure{image: shell{words: &english}.figureImage(p, leadSlot)}).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	if closed := inTemplate.ReplaceAllString(b.String(), ""); strings.Contains(closed, "<im") || !strings.Contains(closed, `<svg class="h77b" width="640"`) {
		t.Errorf("without a cover there is %s", closed)
	}
	p.Covered.Renditions = nil
	if (shell{words: &english}).figureImage(p, leadSlot).shown() {
		t.Error("a picture without files has a cover")
	}
}

// A house's own templates know no covers: the picture stands behind its cover before the text.
func TestAHousesOwnTemplateShowsTheCover(t *testing.T) {
	v, s := graphic(t, news.English, "injured people")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "story.html"), []byte(`{{with .Lead}}<img src="{{.Src}}">{{end}}<p>{{.Caption}}</p>{{.Body}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	own, err := override.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := storyPageOf(v, s.Number)
	if err != nil {
		t.Fatal(err)
	}
	html, is, err := p.custom(own)
	if err != nil || !is || !strings.HasPrefix(html, "<p>At the ghat.</p><figure") || strings.Count(html, `<details class="cover">`) != 2 || realFile.MatchString(leadsTo.ReplaceAllString(inTemplate.ReplaceAllString(html, ""), "")) {
		t.Errorf("%v: %s", err, html)
	}
}

// To cover a picture is an update: the crops that others fetched are not answered any more, its own files are, for who
// opens it.
func TestAPictureThatIsCoveredLaterLeavesNothingOfItsCrops(t *testing.T) {
	w := testWorld(t)
	w.add(edition.Change{Kind: edition.Arranged, House: house()})
	s, lead := plainStory(1, news.English, "sport", "One"), photo("lead", "", 1280, 853)
	s.Lead = &lead
	w.publish(s)
	before := w.View()
	after := behindCover(lead, "injured people")
	s.Lead = &after
	c := w.add(edition.Change{Kind: edition.Updated, Story: &s})
	gone := Affects(before, w.View(), c).Gone
	for _, crop := range lead.Crops {
		for _, r := range crop.Renditions {
			if w.View().Media(r.Name) || !slices.Contains(gone, mediaKey(r.Name)) {
				t.Errorf("%s is answered still", r.Name)
			}
		}
	}
	if !w.View().Media(lead.Renditions[0].Name) || !w.View().Media(after.Covered.Cover.Name) {
		t.Error("a file behind the cover, or the cover, is not answered")
	}
}
