package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// secrets is a real newsroom on a real server, in which things are kept from readers.
type secrets struct {
	*testing.T
	*house
	editor news.Person
	from   string            // where the log says that all was done from
	marks  map[string]string // each mark that no reader may find, and where it was put
}

// Context is of the test, and of somebody at s.from.
func (s *secrets) Context() context.Context { return store.WithFrom(s.T.Context(), s.from) }

func keepSecrets(t *testing.T) *secrets {
	t.Helper()
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	h, err := open(ctx, storage{Data: dir}, listening{Readers: "127.0.0.1:0", Staff: "127.0.0.1:0", Bus: "local:", Role: "all", TimeZone: "Asia/Dhaka"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &secrets{T: t, house: h, marks: map[string]string{}}
	s.from = s.mark("where from")
	done := make(chan error, 1)
	go func() { done <- h.run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	accounts := account.New(h.db, account.Options{})
	if s.editor, err = accounts.Create(ctx, news.Person{Name: s.mark("person"), Email: s.mark("e-mail") + "@stet.test", Roles: news.Roles, Desk: "city"}, ""); err != nil {
		t.Fatal(err)
	}
	_, err = h.desk.SetHouse(ctx, s.editor, news.House{
		Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
		Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka", URL: h.readersURL(),
		Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}}},
		Desks:    []news.Desk{{Slug: "city", Name: "City Desk"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// mark returns a word that stands nowhere else.
func (s *secrets) mark(where string) string {
	m := fmt.Sprintf("zq%dqz", 730000+len(s.marks))
	s.marks[m] = where
	return m
}

// must returns the story of a step that has to work.
func (s *secrets) must(st news.Story, err error) news.Story {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	return st
}

// picture uploads a picture with marks in all that is said of it.
func (s *secrets) picture(where string, grey uint8) news.PictureUse {
	s.Helper()
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, 640, 360))
	for i := range m.Pix {
		m.Pix[i] = grey + uint8(i%7)
	}
	m.SetGray(0, 0, color.Gray{Y: grey})
	if err := jpeg.Encode(&b, m, nil); err != nil {
		s.Fatal(err)
	}
	p, err := s.pictures.Take(s.Context(), &b, s.mark(where+": file name")+".jpg")
	if err != nil {
		s.Fatal(err)
	}
	p.Alt, p.Caption, p.Credit = s.mark(where+": alt"), s.mark(where+": caption"), s.mark(where+": credit")
	if p, err = s.desk.AddPicture(s.Context(), s.editor, p); err != nil {
		s.Fatal(err)
	}
	for _, r := range p.Renditions {
		s.marks[r.Name] = where + ": a rendition's name"
	}
	return news.PictureUse{Picture: p.ID, Alt: p.Alt, Caption: p.Caption, Credit: p.Credit}
}

// marked returns a content with a mark in every text that it has, found by its type so that
// a field that is added is marked too.
func (s *secrets) marked(where string) news.Content {
	c := news.Content{Language: news.English, Section: "world-news", Label: news.Analysis, Byline: news.Byline{}}
	v := reflect.ValueOf(&c).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		switch f := v.Field(i); {
		case slices.Contains([]string{"Language", "Section", "Label"}, name):
		case f.Kind() == reflect.String:
			f.SetString(s.mark(where + ": " + name))
		case f.Type() == reflect.TypeFor[[]string]():
			f.Set(reflect.ValueOf([]string{s.mark(where + ": " + name)}))
		}
	}
	c.Byline.People = []string{s.mark(where + ": byline")}
	c.Dateline.Place = s.mark(where + ": place")
	c.Body = news.Paragraphs(s.mark(where+": body"), s.mark(where+": second paragraph"))
	lead := s.picture(where, uint8(len(s.marks)))
	c.Lead = &lead
	return c
}

var etags = regexp.MustCompile(`(?m)^Etag: .*$`)

// asked is everything that a reader can tell of an answer, but for its time.
func (s *secrets) asked(address string) string {
	s.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	req, err := http.NewRequestWithContext(s.Context(), http.MethodGet, address, nil)
	if err != nil {
		s.Fatal(err)
	}
	res, err := client.Do(req)
	if err != nil {
		s.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.Fatal(err)
	}
	res.Header.Del("Date")
	var b bytes.Buffer
	if err := res.Header.Write(&b); err != nil {
		s.Fatal(err)
	}
	return fmt.Sprintf("%d\n%s\n%s", res.StatusCode, b.String(), body)
}

// public publishes a story that readers may have.
func (s *secrets) public(headline string) news.Story {
	ctx := s.Context()
	st := s.must(s.desk.Create(ctx, s.editor, desk.Start{Content: news.Content{
		Language: news.English, Section: "world-news", Headline: headline, Topics: []string{"Jamuna"}, Byline: news.Byline{Desk: "City Desk"}, Body: news.Paragraphs("Known to all."),
	}}))
	s.must(s.desk.Submit(ctx, s.editor, st.Number, ""))
	s.must(s.desk.Ready(ctx, s.editor, st.Number, ""))
	st = s.must(s.desk.Publish(ctx, s.editor, st.Number, desk.Out{}))
	shows(s.T, s.readersURL()+"/en/", 200, headline)
	return st
}

// ready brings a story with marks to where it could be published.
func (s *secrets) ready(where string) news.Story {
	ctx := s.Context()
	st := s.must(s.desk.Create(ctx, s.editor, desk.Start{Content: s.marked(where)}))
	s.must(s.desk.Submit(ctx, s.editor, st.Number, s.mark(where+": note")))
	return s.must(s.desk.Ready(ctx, s.editor, st.Number, s.mark(where+": note")))
}

// An embargoed path and one that never was give the same answer on every address, and what
// is public is, to the byte, as it was before the embargoed story came.
func TestAnEmbargoedStoryIsNoDifferentFromNone(t *testing.T) {
	s := keepSecrets(t)
	s.public("A bridge opens")
	lists := []string{
		"/en/", "/bn/", "/en/world-news/", "/en/world-news/feed.rss", "/en/feed.atom", "/en/feed.json", "/sitemap.xml", "/en/sections", "/en/corrections", "/en/lite/",
		"/en/t/jamuna", "/ticker/en.json", "/en/archive/" + time.Now().In(time.FixedZone("Dhaka", 6*3600)).Format("2006/01/02"), "/robots.txt", "/en/search?q=bridge",
	}
	before := map[string]string{}
	for _, path := range lists {
		before[path] = s.asked(s.readersURL() + path)
		if path == "/en/" && !strings.HasPrefix(before[path], "200") {
			t.Fatalf("%s: %.200s", path, before[path])
		}
	}

	held := s.ready("embargoed")
	held = s.must(s.desk.Embargo(t.Context(), s.editor, held.Number, time.Now().Add(time.Hour), ""))
	held = s.must(s.desk.Schedule(t.Context(), s.editor, held.Number, held.Embargo, desk.Out{Flash: s.mark("flash of the schedule")}))
	if err := s.desk.ReleaseDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.desk.Flash(t.Context(), s.editor, desk.NewFlash{Language: news.English, Text: s.mark("flash"), Story: held.Number}); err == nil {
		t.Error("a line on the bar leads to an embargoed story")
	}
	for _, path := range lists {
		if after := s.asked(s.readersURL() + path); after != before[path] {
			t.Errorf("%s is another since an embargoed story came:\n%s\nwas\n%s", path, after, before[path])
		}
	}

	c := held.Content
	day := held.Embargo.In(time.FixedZone("Dhaka", 6*3600)).Format("2006/01/02")
	pic, err := s.db.Picture(t.Context(), c.Lead.Picture)
	if err != nil {
		t.Fatal(err)
	}
	page := fmt.Sprintf("/en/world-news/%s/%d-%s", day, held.Number, c.Slug)
	never := fmt.Sprintf("/en/world-news/%s/%d-%s", day, held.Number+7, strings.Repeat("x", len(c.Slug)))
	for _, pair := range [][2]string{
		{page, never},
		{page + "/history", never + "/history"},
		{strings.Replace(page, "/en/", "/en/lite/", 1), strings.Replace(never, "/en/", "/en/lite/", 1)},
		{fmt.Sprintf("/en/world-news/%s/%d-other", day, held.Number), fmt.Sprintf("/en/world-news/%s/%d-other", day, held.Number+7)},
		{"/media/" + pic.Renditions[0].Name, "/media/" + strings.Repeat("0", strings.Index(pic.Renditions[0].Name, ".")) + pic.Renditions[0].Name[strings.Index(pic.Renditions[0].Name, "."):]},
		{"/en/t/" + news.Slugify(c.Topics[0]), "/en/t/zq999999qz"},
		{"/en/t/" + news.Slugify(c.Topics[0]) + "/feed.rss", "/en/t/zq999999qz/feed.rss"},
		{"/en/a/" + news.Slugify(c.Byline.People[0]), "/en/a/zq999999qz"},
		{"/oembed?url=" + url.QueryEscape(s.readersURL()+page), "/oembed?url=" + url.QueryEscape(s.readersURL()+never)},
		{fmt.Sprintf("/api/v1/stories/%d", held.Number), fmt.Sprintf("/api/v1/stories/%d", held.Number+7)},
		{fmt.Sprintf("/sse/live/%d", held.Number), fmt.Sprintf("/sse/live/%d", held.Number+7)},
	} {
		is, none := s.asked(s.readersURL()+pair[0]), s.asked(s.readersURL()+pair[1])
		if is != none {
			t.Errorf("%s\n%s\nis not %s\n%s", pair[0], is, pair[1], none)
		}
		if status, _, _ := strings.Cut(is, "\n"); status < "400" {
			t.Errorf("%s is answered %s", pair[0], status)
		}
	}
	for _, words := range []string{c.Headline, c.Body.Plain()[:10], c.Topics[0], c.Kicker} {
		is, none := s.asked(s.readersURL()+"/en/search?q="+words), s.asked(s.readersURL()+"/en/search?q=zq999999qz")
		is, none = etags.ReplaceAllString(is, ""), etags.ReplaceAllString(none, "") // it is a hash of the answer, with its words
		if strings.ReplaceAll(is, words, "zq999999qz") != none {
			t.Errorf("a search for %s is answered\n%s\nand for nothing\n%s", words, is, none)
		}
	}
	for _, pair := range [][2]string{ // the staff's address, to somebody without a token
		{fmt.Sprintf("/api/v1/stories/%d", held.Number), fmt.Sprintf("/api/v1/stories/%d", held.Number+7)},
		{fmt.Sprintf("/api/v1/stories/%d/revisions/1", held.Number), fmt.Sprintf("/api/v1/stories/%d/revisions/1", held.Number+7)},
		{"/api/v1/pictures/" + pic.ID, "/api/v1/pictures/" + strings.Repeat("0", len(pic.ID))},
	} {
		if is, none := s.asked(s.staffURL()+pair[0]), s.asked(s.staffURL()+pair[1]); is != none || !strings.HasPrefix(is, "401") {
			t.Errorf("%s: %s\nis not %s", pair[0], is, none)
		}
	}
	s.nowhere()
}

// nowhere asks for all that is linked, and looks for the marks.
func (s *secrets) nowhere() {
	s.Helper()
	pages := crawl(s.T, s.readersURL())
	for path, a := range pages {
		for m, where := range s.marks {
			if strings.Contains(path, m) || strings.Contains(a.body, m) {
				s.Errorf("%s shows %s (%s)", path, m, where)
			}
		}
	}
	if last, err := s.db.LogNewest(s.Context(), "story/1", 1); err != nil || len(last) != 1 || last[0].From != s.from {
		s.Errorf("where it was done from is not in the log, so its absence shows nothing: %+v %v", last, err)
	}
	s.Logf("%d marks in none of %d pages", len(s.marks), len(pages))
}

// What stands in any field of a story that is not public, in whatever state, is nowhere on
// the readers' address.
func TestNoUnpublishedFieldIsAnywhereOnTheReadersAddress(t *testing.T) {
	s := keepSecrets(t)
	ctx := s.Context()
	shown := s.public("A bridge opens")
	s.must(s.desk.Create(ctx, s.editor, desk.Start{Content: s.marked("idea"), Idea: true}))
	s.must(s.desk.Create(ctx, s.editor, desk.Start{Content: s.marked("writing")}))
	s.ready("ready")
	checked := s.ready("legal")
	s.must(s.desk.SetCheck(ctx, s.editor, checked.Number, desk.Checked{Check: news.LegalCheck, State: news.Needed, Note: s.mark("note of a check")}))
	spiked := s.ready("spiked")
	s.must(s.desk.Spike(ctx, s.editor, spiked.Number, s.mark("reason of a spike")))
	held := s.ready("embargoed")
	s.must(s.desk.Embargo(ctx, s.editor, held.Number, time.Now().Add(time.Hour), ""))
	if _, err := s.desk.AskApproval(ctx, s.editor, held.Number, desk.Approval{Verb: news.BreakEmbargo, Reason: s.mark("reason of a request")}); err != nil {
		t.Fatal(err)
	}
	planned := s.ready("scheduled")
	s.must(s.desk.Schedule(ctx, s.editor, planned.Number, time.Now().Add(time.Hour), desk.Out{Flash: s.mark("flash of the schedule")}))
	working := s.marked("working copy")
	working.Topics, working.Slug = shown.Content.Topics, ""
	s.must(s.desk.Save(ctx, s.editor, shown.Number, desk.Draft{Base: shown.Revision, Content: working, Label: s.mark("name of a version")}))
	s.must(s.desk.Translate(ctx, s.editor, shown.Number, news.Bangla))
	for how, off := range map[string]func(int64) (news.Story, error){
		"withdrawn": func(n int64) (news.Story, error) {
			return s.desk.Withdraw(ctx, s.editor, n, s.mark("reason of a withdrawal"))
		},
		"killed": func(n int64) (news.Story, error) {
			return s.desk.Kill(ctx, s.editor, n, desk.KillOrder{Reason: s.mark("reason of a kill"), Alone: s.mark("why alone")})
		},
	} {
		st := s.ready(how)
		c := st.Content
		c.Slug = "was-" + how // its address is known, and says that it is gone
		st = s.must(s.desk.Save(ctx, s.editor, st.Number, desk.Draft{Base: st.Revision, Content: c}))
		delete(s.marks, st.Content.Slug)
		st = s.must(s.desk.Publish(ctx, s.editor, st.Number, desk.Out{Flash: s.mark("flash of " + how)}))
		shows(t, s.readersURL()+"/en/", 200, st.Content.Headline)
		found := false
		for _, a := range crawl(t, s.readersURL()) { // the control: while it is public, it is found
			found = found || strings.Contains(a.body, st.Content.Body.Plain()[:10])
		}
		if !found {
			t.Error("what is public is not found: this test would not notice")
		}
		if n, err := off(st.Number); err != nil {
			t.Fatal(err)
		} else {
			shows(t, fmt.Sprintf("%s/en/world-news/%s/%d-%s", s.readersURL(), n.Published.In(time.FixedZone("Dhaka", 6*3600)).Format("2006/01/02"), n.Number, n.Content.Slug), 410, "")
		}
	}
	last := s.public("The last of the day")
	shows(t, s.readersURL()+"/en/world-news/", 200, last.Content.Headline)
	s.nowhere()
}
