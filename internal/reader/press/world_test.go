package press

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// noon is noon in Dhaka on the day of most tests.
var noon = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)

// house returns the newsroom of most tests: two languages, three sections.
func house() *news.House {
	section := func(slug, en, bn string) news.Section {
		return news.Section{Slug: slug, Names: map[news.Language]string{news.English: en, news.Bangla: bn}}
	}
	return &news.House{
		Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
		Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka", URL: "https://padma.example",
		Sections: []news.Section{
			section("bangladesh", "Bangladesh", "বাংলাদেশ"), section("world-news", "World News", "বিশ্ব"), section("sport", "Sport", "খেলা"),
		},
	}
}

// fataler is a *testing.T or a *rapid.T.
type fataler interface {
	Helper()
	Fatal(args ...any)
}

// world is an archive to which a test adds changes, one minute after the other.
type world struct {
	*archive.Archive
	t    fataler
	n    int64
	step time.Duration
}

// newWorld returns a world with a house in a folder of its own.
func newWorld(t fataler, dir string) *world {
	t.Helper()
	dir, err := os.MkdirTemp(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{Archive: a, t: t, step: time.Minute}
	w.add(edition.Change{Kind: edition.Arranged, House: house()})
	return w
}

// testWorld is newWorld for one test.
func testWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, t.TempDir())
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// add makes the next edition.
func (w *world) add(c edition.Change) edition.Change {
	w.t.Helper()
	c.At = w.now()
	w.n++
	c.Number = w.n
	if _, err := w.Append([]edition.Change{c}); err != nil {
		w.t.Fatal(err)
	}
	return c
}

// now is when the next edition is made.
func (w *world) now() time.Time { return noon.Add(time.Duration(w.n+1) * w.step) }

// publish makes the edition in which readers get the story.
func (w *world) publish(s edition.Story) {
	w.t.Helper()
	w.add(edition.Change{Kind: edition.Published, Story: &s})
}

// kill and withdraw make the edition in which the story is gone.
func (w *world) kill(number int64, l news.Language) { w.t.Helper(); w.gone(edition.Killed, number, l) }

func (w *world) withdraw(number int64, l news.Language) {
	w.t.Helper()
	w.gone(edition.Withdrawn, number, l)
}

func (w *world) gone(how edition.Kind, number int64, l news.Language) {
	w.t.Helper()
	w.add(edition.Change{Kind: how, Notice: &edition.Notice{Number: number, Language: l, Section: "bangladesh", Date: "2026/03/23", At: noon.Add(time.Hour)}})
}

// flash makes the edition with the lines on the bar.
func (w *world) flash(l news.Language, items ...edition.BarItem) {
	w.t.Helper()
	w.add(edition.Change{Kind: edition.Flashed, Bars: []edition.Bar{{Language: l, Items: items}}})
}

func flashItem(id, text, path string) edition.BarItem {
	return edition.BarItem{ID: id, Text: text, Path: path, At: noon, Expires: noon.Add(6 * time.Hour)}
}

// plainStory returns a story with nothing but what every story has.
func plainStory(number int64, l news.Language, section, headline string) edition.Story {
	at := noon.Add(-time.Duration(100-number) * 41 * time.Minute)
	return edition.Story{
		Card: edition.Card{
			Number: number, Language: l, Section: section, Slug: news.Slugify(headline), Headline: headline,
			Author: "GreenWatch Desk", Date: at.Add(6 * time.Hour).Format("2006/01/02"), Published: at,
		},
		Byline: news.Byline{Desk: "GreenWatch Desk"},
		Body:   news.Paragraphs(headline + "."),
	}
}

// photo returns a picture with everything that the studio makes of it.
func photo(id, alt string, width, height int) edition.Picture {
	p := edition.Picture{ID: id, Alt: alt, Width: width, Height: height, Colour: "#5a7d9c"}
	set := id + strings.Repeat("0", 16-len(id))
	p.Renditions = prints(set, width, height, true)
	for _, c := range []struct {
		shape         news.Shape
		width, height int
	}{{news.Shape3x2, 3, 2}, {news.Shape16x9, 16, 9}, {news.Shape4x3, 4, 3}, {news.Shape1x1, 1, 1}} {
		wide := min(width, height*c.width/c.height)
		all := prints(fmt.Sprintf("%s%dx%d", set[:12], c.width, c.height), wide, wide*c.height/c.width, c.shape == news.Shape3x2)
		if c.shape != news.Shape3x2 {
			all = all[len(all)-1:]
		}
		p.Crops = append(p.Crops, news.Crop{Shape: c.shape, Width: wide, Height: wide * c.height / c.width, Renditions: all})
	}
	return p
}

// plainPhoto returns a picture from before there were crops and formats.
func plainPhoto(id, alt string, width, height int) edition.Picture {
	p := photo(id, alt, width, height)
	p.Crops, p.Colour = nil, ""
	p.Renditions = prints(id+strings.Repeat("0", 16-len(id)), width, height, false)
	return p
}

// prints returns the renditions of one print of the size, in all formats or as JPEG alone.
func prints(set string, width, height int, formats bool) (all []news.Rendition) {
	for _, w := range []int{160, 240, 320, 480, 640, 960, 1280} {
		if w > width {
			break
		}
		name := fmt.Sprintf("%s-%d", set, w)
		r := news.Rendition{Name: name + ".jpg", Width: w, Height: w * height / width, Bytes: int64(w * 60)}
		if formats {
			r.WebP, r.AVIF = news.RenditionFile{Name: name + ".webp", Bytes: int64(w * 50)}, news.RenditionFile{Name: name + ".avif", Bytes: int64(w * 40)}
		}
		all = append(all, r)
	}
	return all
}

// printed returns the page of the path, not compressed.
func printed(t fataler, v *archive.View, path string) *draft {
	t.Helper()
	d, err := compose(v, Name(v, path))
	if err != nil {
		t.Fatal(path, err)
	}
	if d == nil {
		t.Fatal(path, "has a name and no page")
	}
	if d.bar != "" {
		d.body = slices.Insert(d.body, d.gap, []byte(barHTML(t, v, d.bar))...)
	}
	return d
}

// compose makes the page of the name with nothing replaced, all but finished.
func compose(v *archive.View, name string) (*draft, error) {
	d, err := draftOf(v, name)
	if err == nil && d != nil {
		err = d.render(nil)
	}
	return d, err
}
