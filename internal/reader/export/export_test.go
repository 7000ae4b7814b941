package export_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/export"
	"github.com/stet-news/stet/internal/reader/press"
)

var noon = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)

// paper is a newsroom's readers' side: an archive that goes on, its pictures, and a folder
// that the site is exported into.
type paper struct {
	*testing.T
	dir, out string
	shelf    *archive.Archive
	media    *blob.Store
	n        int64
}

func newPaper(t *testing.T) *paper {
	t.Helper()
	p := &paper{T: t, dir: t.TempDir(), out: filepath.Join(t.TempDir(), "site")}
	var err error
	if p.shelf, err = archive.Open(p.dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.shelf.Close() })
	if p.media, err = blob.Open(t.Context(), "file:"+t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.media.Close() })
	section := func(slug, en, bn string) news.Section {
		return news.Section{Slug: slug, Names: map[news.Language]string{news.English: en, news.Bangla: bn}}
	}
	p.add(edition.Change{Kind: edition.Arranged, House: &news.House{
		Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
		Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka", URL: "https://padma.example",
		Sections: []news.Section{section("world-news", "World News", "বিশ্ব"), section("sport", "Sport", "খেলা")},
	}})
	return p
}

func (p *paper) add(c edition.Change) {
	p.Helper()
	p.n++
	c.Number, c.At = p.n, noon.Add(time.Duration(p.n)*time.Second)
	if _, err := p.shelf.Append([]edition.Change{c}); err != nil {
		p.Fatal(err)
	}
	if err := p.shelf.Sync(); err != nil {
		p.Fatal(err)
	}
}

// story publishes the story, with a picture of its own.
func (p *paper) story(number int64, l news.Language, headline string) edition.Story {
	p.Helper()
	name := fmt.Sprintf("%032x.jpg", number)
	if err := p.media.Put(context.Background(), blob.Rendition(name), []byte("picture of "+headline)); err != nil {
		p.Fatal(err)
	}
	s := edition.Story{
		Card: edition.Card{
			Number: number, Language: l, Section: []string{"world-news", "sport"}[number%2], Slug: news.Slugify(headline), Headline: headline,
			Date: "2026/03/26", Published: noon.Add(-time.Duration(number) * time.Minute), Author: "Nusrat Karim",
			Lead: &edition.Picture{ID: name, Width: 640, Height: 400, Renditions: []news.Rendition{{Name: name, Width: 640, Height: 400, Bytes: 9}}},
		},
		Byline: news.Byline{People: []string{"Nusrat Karim"}}, Topics: []edition.Topic{{Slug: "flood", Name: "Flood"}},
		Versions: []news.Version{{Kind: news.FirstVersion, At: noon}}[:number%3/2],
		Body:     news.Paragraphs(strings.Repeat("The river rose again. ", 20)),
	}
	p.add(edition.Change{Kind: edition.Published, Story: &s})
	return s
}

func (p *paper) gone(how edition.Kind, s edition.Story) {
	p.Helper()
	p.add(edition.Change{Kind: how, Notice: &edition.Notice{Number: s.Number, Language: s.Language, Section: s.Section, At: noon}})
}

func (p *paper) flash(text string) {
	p.Helper()
	item := edition.BarItem{ID: text, Text: text, At: noon, Expires: noon.Add(time.Hour)}
	p.add(edition.Change{Kind: edition.Flashed, Bars: []edition.Bar{{Language: "en", Items: []edition.BarItem{item}}}})
}

func (p *paper) export(change ...func(*export.Export)) export.Result {
	p.Helper()
	e := export.Export{Archive: p.dir, Press: press.New(), Media: p.media, Out: p.out, Program: "a"}
	for _, f := range change {
		f(&e)
	}
	r, err := e.Run(p.Context())
	if err != nil {
		p.Fatal(err)
	}
	return r
}

// files returns all files of the folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		all[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(all, ".stet-export.json")
	return all
}

var link = regexp.MustCompile(`(?:href|src|action)="(/[^"#?]*)|(/media/[0-9A-Za-z._-]+)|<loc>https://padma\.example(/[^<]*)|"(/ticker/[a-z]+\.json)"`)

// TestAnExportedSiteHasNoBrokenLink follows every link from the home page on, from a host
// that does nothing but send files.
func TestAnExportedSiteHasNoBrokenLink(t *testing.T) {
	p := newPaper(t)
	var last edition.Story
	for n := int64(1); n <= 30; n++ {
		last = p.story(n, []news.Language{"en", "bn"}[n%2], fmt.Sprint("Headline ", n))
	}
	p.flash("A line on the bar")
	p.export()
	seen, broken := crawl(t, p.out)
	if len(seen) < 100 || len(broken) > 0 {
		t.Errorf("%d pages are linked, these are not there: %q", len(seen), broken)
	}
	for file := range files(t, p.out) {
		path := "/" + strings.TrimSuffix(file, "index.html")
		if html := strings.HasSuffix(file, "index.html"); html && !seen[path] && !seen[strings.TrimSuffix(path, "/")] && !strings.HasSuffix(path, "/offline/") {
			t.Errorf("nothing leads to %s", file)
		}
	}
	if err := os.RemoveAll(filepath.Join(p.out, filepath.FromSlash(last.Path()))); err != nil { // the control
		t.Fatal(err)
	}
	if _, broken := crawl(t, p.out); !slices.Equal(broken, []string{last.Path()}) {
		t.Errorf("with one page missing these are: %q", broken)
	}
}

// crawl follows every link in the folder and returns the paths it came to, and those that
// lead nowhere.
func crawl(t *testing.T, dir string) (seen map[string]bool, broken []string) {
	t.Helper()
	host := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer host.Close()
	seen, todo := map[string]bool{}, []string{"/", "/sitemap.xml", "/404.html"}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if seen[path] || computed(path) {
			continue
		}
		seen[path] = true
		res, err := http.Get(host.URL + path) //nolint:noctx // a server of the test's own
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		if err = errors.Join(err, res.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != http.StatusOK {
			broken = append(broken, path)
		}
		for _, m := range link.FindAllSubmatch(body, -1) {
			todo = append(todo, string(bytes.Join(m[1:], nil)))
		}
	}
	return seen, broken
}

// computed reports whether the path is of something that takes a program to answer.
func computed(path string) bool { return strings.HasSuffix(path, "/search") }

// After whatever happens, an export that writes what changed leaves what one into an empty
// folder does; and it writes little.
func TestWhatChangedIsWrittenAndNothingElse(t *testing.T) {
	p := newPaper(t)
	var all []edition.Story
	for n := int64(1); n <= 12; n++ {
		all = append(all, p.story(n, []news.Language{"en", "bn"}[n%2], fmt.Sprint("Headline ", n)))
	}
	p.export()
	for _, step := range []struct {
		name string
		most int // files written
		do   func()
	}{
		{"nothing", 0, func() {}},
		{"an edit", 40, func() { p.story(3, "bn", "Headline 3") }},
		{"a new story", 60, func() { all = append(all, p.story(99, "en", "A new one")) }},
		{"a new address", 60, func() { p.story(4, "en", "Another headline") }},
		{"a flash", 40, func() { p.flash("A line") }},
		{"a kill", 60, func() { p.gone(edition.Killed, all[0]) }},
		{"a story that goes and one that comes back", 60, func() {
			p.gone(edition.Withdrawn, all[1])
			p.gone(edition.Withdrawn, all[2])
			p.story(2, "en", "Headline 2")
		}},
	} {
		step.do()
		r := p.export()
		if r.Whole || r.Written > step.most {
			t.Errorf("after %s %d files were written, whole: %v", step.name, r.Written, r.Whole)
		}
		afresh := p.out + " afresh"
		p.export(func(e *export.Export) { e.Out = afresh })
		is, want := files(t, p.out), files(t, afresh)
		if err := os.RemoveAll(afresh); err != nil {
			t.Fatal(err)
		}
		for file, text := range want {
			if is[file] != text {
				t.Errorf("after %s, %s is stale or missing", step.name, file)
			}
		}
		for file, text := range is {
			if _, ok := want[file]; !ok && file != "gone.txt" && !strings.Contains(text, "http-equiv=\"refresh\"") && !isNotice(text) {
				t.Errorf("after %s, %s is there still", step.name, file)
			}
		}
	}
	gone := files(t, p.out)["gone.txt"]
	if gone != all[0].Path()+"\n"+all[2].Path()+"\n" && gone != all[2].Path()+"\n"+all[0].Path()+"\n" {
		t.Errorf("gone.txt says %q", gone)
	}
	for file, text := range files(t, p.out) {
		if strings.Contains(text, all[0].Headline+"<") || strings.Contains(text, "picture of "+all[0].Headline) && strings.HasSuffix(file, fmt.Sprintf("%032x.jpg", 1)) {
			t.Errorf("%s has something of a story that was killed", file)
		}
	}
}

func isNotice(page string) bool { return strings.Contains(page, `content="noindex`) }

// A run that is stopped is gone on with, one of another program or with other files
// replaces what was there, and what is somebody else's stays.
func TestAnExportGoesOnWhereItWasStopped(t *testing.T) {
	p := newPaper(t)
	for n := int64(1); n < 40; n++ {
		p.story(n*archive.Block, "en", fmt.Sprint("Headline ", n))
	}
	stop, cancel := context.WithCancel(t.Context())
	e := export.Export{Archive: p.dir, Press: press.New(), Media: p.media, Out: p.out, Program: "a", Progress: func(int, int) {}}
	if err := os.MkdirAll(filepath.Join(p.out, "en"), 0o755); err != nil { // so that files are compared
		t.Fatal(err)
	}
	written := 0
	e.Progress = func(done, _ int) {
		written = done
		cancel()
	}
	if _, err := e.Run(stop); err == nil {
		t.Log("it was done before it could be stopped")
	}
	_ = written
	if err := os.WriteFile(filepath.Join(p.out, "CNAME"), []byte("padma.example"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.out, "en", "old.html"), []byte("from an edition of before"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.export()
	afresh := p.out + " afresh"
	p.export(func(e *export.Export) { e.Out = afresh })
	want := files(t, afresh)
	want["CNAME"] = "padma.example"
	is := files(t, p.out)
	for _, file := range slices.Concat(keys(is), keys(want)) {
		if is[file] != want[file] {
			t.Errorf("%s differs", file)
		}
	}
	if r := p.export(func(e *export.Export) { e.Program = "b" }); !r.Whole || r.Written != 0 {
		t.Errorf("another program wrote %d files that it did not change, whole: %v", r.Written, r.Whole)
	}
}

func keys(m map[string]string) (all []string) {
	for k := range m {
		all = append(all, k)
	}
	return all
}

func TestCompressedFilesAreThePages(t *testing.T) {
	p := newPaper(t)
	s := p.story(1, "en", "One")
	p.export(func(e *export.Export) { e.Compress = true })
	all := files(t, p.out)
	file := strings.TrimPrefix(s.Path(), "/") + "/index.html"
	z, err := gzip.NewReader(strings.NewReader(all[file+".gz"]))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(z); err != nil || string(plain) != all[file] || len(all[file+".br"]) == 0 {
		t.Errorf("%v, %d bytes", err, len(plain))
	}
	page, err := press.New().File(p.shelf.View(), s.Path())
	if err != nil || string(page.Body) != all[file] {
		t.Errorf("the file is another page: %v", err)
	}
	p.export()
	if _, still := files(t, p.out)[file+".gz"]; still {
		t.Error("files that are not wanted any more are there still")
	}
}

func TestThereIsNothingToExportBeforeThereIsAnEdition(t *testing.T) {
	e := export.Export{Archive: t.TempDir(), Press: press.New(), Out: t.TempDir()}
	if _, err := e.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "There is no edition") {
		t.Error(err)
	}
}
