package screens_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/screens"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

const password = "boat river lantern rice"

// newsroom is the screens over a real store.
type newsroom struct {
	*testing.T
	db       *store.DB
	files    *blob.Store
	desk     *desk.Desk
	accounts *account.Accounts
	url      string
}

func open(t *testing.T) *newsroom {
	t.Helper()
	return openWith(t, account.Options{})
}

func openWith(t *testing.T, o account.Options, by ...mail.Sender) *newsroom {
	t.Helper()
	o.Memory = 64
	db := storetest.SQLite(t)
	files, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	n := &newsroom{T: t, db: db, files: files, desk: desk.New(db, func() {}), accounts: account.New(db, o)}
	var letters mail.Sender
	if len(by) > 0 {
		letters = by[0]
	}
	srv := httptest.NewServer(n.accounts.Protect(screens.New(screens.Parts{
		Mail: letters, DB: db, Desk: n.desk, Accounts: n.accounts, Pictures: picture.New(files, darkroom.Open{}, darkroom.Open{}), TimeZone: "Asia/Dhaka", SiteURL: "http://127.0.0.1:1",
	})))
	t.Cleanup(srv.Close)
	n.url = srv.URL
	return n
}

// as signs somebody with the role in, in a newsroom that is set up.
func (n *newsroom) as(role news.Role) *browser {
	n.Helper()
	email := fmt.Sprintf("%s@stet.test", role)
	p, err := n.accounts.Create(n.Context(), news.Person{Name: "Person " + string(role), Email: email, Roles: []news.Role{role}, Desk: "city"}, password)
	if err != nil {
		n.Fatal(err)
	}
	if _, err := n.db.House(n.Context()); store.IsNotFound(err) {
		p.Roles = news.Roles
		if _, err := n.desk.SetHouse(n.Context(), p, news.House{
			Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
			Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka", URL: "http://127.0.0.1:1",
			Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}}},
			Desks:    []news.Desk{{Slug: "city", Name: "City Desk"}},
			Undo:     new(0),
		}); err != nil {
			n.Fatal(err)
		}
	}
	b := newBrowser(n.T, n.url).open("/n")
	return b.shows(200, "Password").press("Sign in", map[string]string{"email": email, "password": password}).shows(200, "Today")
}

func TestAFreshNewsroomIsSetUpInOnePage(t *testing.T) {
	n := open(t)
	b := newBrowser(t, n.url).open("/n").shows(200, "Open the newsroom")
	fields := map[string]string{"person": "Arif Dewan", "email": "arif@stet.test", "password": "short"}
	for name := range valuesOf(b.page) {
		if strings.HasPrefix(name, "name") {
			fields[name] = "The Padma Courier"
		}
	}
	b.press("Open the newsroom", fields).shows(422, "needs 15")
	fields["password"] = password
	b.press("Open the newsroom", fields).shows(200, "Today")
	house, err := n.db.House(t.Context())
	if err != nil || house.Zone != "Asia/Dhaka" || len(house.Sections) == 0 || len(house.Desks) == 0 {
		t.Errorf("%+v %v", house, err)
	}
	if presets, err := n.db.Presets(t.Context(), ""); err != nil || len(presets) != 3 {
		t.Errorf("it begins with the presets %+v, %v", presets, err)
	}
	newBrowser(t, n.url).open("/n/set-up").shows(200, "Sign in")
}

// The whole way from a wire to readers with forms alone.
func TestWithoutScriptADispatchBecomesAPublishedStory(t *testing.T) {
	n := open(t)
	b := n.as(news.DutyEditor)
	ctx := t.Context()
	wire := news.Wire{ID: "w", Name: "Delta News Agency", Kind: news.FeedWire, Address: "https://delta.example/rss", Language: news.English, Every: time.Minute}
	err := n.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.SaveWire(ctx, wire); err != nil {
			return err
		}
		_, _, err := tx.Receive(ctx, news.Dispatch{
			Wire: "w", GUID: "1", Received: time.Now(), Language: news.English, Headline: "Ferries <stop>", Hash: "h",
			Body: news.Paragraphs(`Fog & <script>alert("x")</script>`),
		}, []byte("raw"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := n.db.Dispatches(ctx, store.DispatchFilter{})
	if err != nil {
		t.Fatal(err)
	}
	b.open("/n/wires").shows(200, "Ferries <stop>", "Delta News Agency")
	b.open("/n/wires/d/"+list[0].ID).shows(200, `Fog & <script>alert("x")</script>`)
	if strings.Contains(b.text, "<script>alert") {
		t.Fatal("the wire's text is not escaped")
	}
	b.press("Take & edit", nil).shows(200, "Delta News Agency", "Writing", "The story has no text.")
	b.press("Save", map[string]string{
		"headline": "Ferries stop in the fog", "section": "world-news", "body": "The first paragraph.\n\n## Fog\n\n> We wait. -- A boatman\n\n- one\n- two",
	}).shows(200, "Writing")
	b.press("Submit", nil).shows(200, "With desk")
	b.press("Mark ready", nil).shows(200, "Ready")
	b.press("Publish", map[string]string{"flash_on": "1", "flash": "Ferries stop"}).shows(200, "Publish #1 now?")
	b.press("Publish now", nil).shows(200, "Live", "The reader's page")
	changes, err := n.db.Since(ctx, 1, 10)
	if err != nil || len(changes) != 1 || changes[0].Kind != edition.Published || changes[0].Bars[0].Items[0].Text != "Ferries stop" {
		t.Fatalf("%+v %v", changes, err)
	}
	if got := changes[0].Story.Body.Plain(); got != "The first paragraph.\n\nFog\n\nWe wait. — A boatman\n\n- one\n- two" {
		t.Errorf("readers get %q", got)
	}
	b.press("Kill the story", map[string]string{"kill_number": "2", "kill_note": "x"}).shows(422, "number")
	b.press("Kill the story", map[string]string{"kill_number": "1", "kill_note": "A court forbade it.", "kill_alone": "It is night."}).shows(200, "Killed")
	b.open("/n/log").shows(200, "A court forbade it.").press("Check the whole log", nil).shows(200, "whole")
}

// A save that comes too late loses nothing: both texts are on the page.
func TestTwoWhoSaveTheSameStoryBothKeepTheirText(t *testing.T) {
	n := open(t)
	first := n.as(news.DutyEditor)
	first.open("/n/new").press("Start", map[string]string{"headline": "One"}).shows(200, "Writing")
	path := first.url.Path
	second := n.as(news.SubEditor).open(path).shows(200, "One")
	first.press("Save", map[string]string{"headline": "Hers"}).shows(200)
	second.press("Save", map[string]string{"headline": "His", "body": "His words."})
	second.shows(200, "Two people changed the same paragraphs", "Hers", "His", "Headline")
	second.press("Save the result", map[string]string{"c0": "theirs"}).shows(200, "The result is saved", "Hers", "Kept beside the story")
	st, err := n.db.Story(t.Context(), 1)
	if err != nil || st.Content.Headline != "Hers" || st.Content.Body.Plain() != "His words." {
		t.Errorf("the result is %q %q, %v", st.Content.Headline, st.Content.Body.Plain(), err)
	}
	asides, err := n.db.Asides(t.Context(), 1, 0)
	if err != nil || len(asides) != 1 || asides[0].Content.Headline != "His" {
		t.Errorf("what was not chosen is not kept: %+v %v", asides, err)
	}
	second.open("/n/s/1/aside/"+asides[0].ID).shows(200, "His words.")
}

// What two people did to different paragraphs is in the story without a question.
func TestTwoWhoChangeDifferentThingsAreMerged(t *testing.T) {
	n := open(t)
	first := n.as(news.DutyEditor)
	first.open("/n/new").press("Start", map[string]string{"headline": "One"}).shows(200, "Writing")
	first.press("Save", map[string]string{"body": "a\n\nb\n\nc"}).shows(200)
	second := n.as(news.SubEditor).open("/n/s/1").shows(200, "One")
	first.press("Save", map[string]string{"headline": "Hers", "body": "A\n\nb\n\nc"}).shows(200)
	second.press("Save", map[string]string{"body": "a\n\nb\n\nC"}).shows(200, "Merged with what")
	st, err := n.db.Story(t.Context(), 1)
	if got := st.Content.Headline + ": " + st.Content.Body.Plain(); err != nil || got != "Hers: A\n\nb\n\nC" {
		t.Errorf("%q %v", got, err)
	}
	second.open("/n/s/1/compare?a=2&b=1").shows(200, "Revisions", "1 → 2")
	second.open("/n/s/1/compare?a=2&b=").shows(422, "which two revisions")
}

func TestWhoMayNotIsToldWhoMay(t *testing.T) {
	n := open(t)
	n.as(news.DutyEditor).open("/n/new").press("Start", map[string]string{"headline": "Not a reporter's own"}).shows(200)
	b := n.as(news.Reporter)
	b.open("/n/s/1").shows(200, "Read only")
	b.open("/n/log").shows(403, "Ask:")
	b.open("/n/nowhere").shows(404)
	newBrowser(t, n.url).open("/n/s/1").shows(200, "Password")
}
