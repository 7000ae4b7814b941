package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"image"
	"image/jpeg"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// copyDesk is a newsroom on one machine, or with its database on PostgreSQL, that is started
// and stopped, and whose database somebody puts back as it was.
type copyDesk struct {
	*testing.T
	*house
	dir, db        string // db is empty for a file in dir
	editor, second news.Person
	feed           atomic.Pointer[string] // what the wire sends
	feedURL        string
	end            func()
	story, other   news.Story
	paths          []string // that the story ever had
}

const (
	wireHeadline = "Police name the man held over the fire at the Karwan Bazar market"
	wireText     = "Police in the capital said on Tuesday that a man of thirty-four, who kept a stall of spices on the second floor of the market, had been taken to the station " +
		"and would be brought before a court in the morning, after traders told them that he had been seen with a can of kerosene an hour before the fire began."
	wireMore = "His brother said that the family had been in the village for the whole of the week, that they had not heard of a warrant, and that a lawyer whom they had " +
		"asked for help was told at the gate to come back with a letter from the ministry."
)

func openCopyDesk(t *testing.T, db string) *copyDesk {
	t.Helper()
	n := &copyDesk{T: t, dir: t.TempDir(), db: db}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = io.WriteString(w, *n.feed.Load())
	}))
	t.Cleanup(server.Close)
	n.feedURL = server.URL
	n.start()
	ctx := t.Context()
	accounts := account.New(n.house.db, account.Options{})
	for i, p := range []*news.Person{&n.editor, &n.second} {
		var err error
		*p, err = accounts.Create(ctx, news.Person{Name: []string{"Sadia Rahman", "Arif Hossain"}[i], Email: fmt.Sprintf("p%d@stet.test", i), Roles: news.Roles, Desk: "city"}, "")
		n.none(err)
	}
	_, err := n.desk.SetHouse(ctx, n.editor, news.House{
		Names: map[news.Language]string{news.English: "The Padma Courier"}, Languages: []news.Language{news.English}, Zone: "Asia/Dhaka", URL: "https://padma.test",
		Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}}},
		Desks:    []news.Desk{{Slug: "city", Name: "City Desk"}},
	})
	n.none(err)
	return n
}

func (n *copyDesk) none(err error) {
	n.Helper()
	if err != nil {
		n.Fatal(err)
	}
}

func (n *copyDesk) must(s news.Story, err error) news.Story {
	n.Helper()
	n.none(err)
	return s
}

// start starts the program in the folder.
func (n *copyDesk) start() {
	n.Helper()
	ctx, stop := context.WithCancel(n.Context())
	h, err := open(ctx, storage{Data: n.dir, DB: n.db}, listening{Readers: "127.0.0.1:0", Staff: "127.0.0.1:0", Bus: "local:", Role: "all", TimeZone: "Asia/Dhaka"},
		[]netip.AddrPort{netip.MustParseAddrPort(strings.TrimPrefix(n.feedURL, "http://"))})
	n.none(err)
	n.house = h
	done := make(chan error, 1)
	go func() { done <- h.run(ctx) }()
	ended := false
	n.end = func() {
		if ended {
			return
		}
		ended = true
		stop()
		n.none(<-done)
	}
	n.Cleanup(func() { n.end() })
}

// sends makes the wire send one item, and asks it: under a name of its own each time, since
// one wire is not asked twice within seconds.
func (n *copyDesk) sends(guid, headline string, paragraphs ...string) news.Dispatch {
	n.Helper()
	feed := `<rss version="2.0"><channel><title>Delta</title><item><guid isPermaLink="false">` + guid + `</guid><title>` + headline + `</title><description>` +
		html.EscapeString("<p>"+strings.Join(paragraphs, "</p><p>")+"</p>") + `</description></item></channel></rss>`
	n.feed.Store(&feed)
	w, err := n.desk.AddWire(n.Context(), n.editor, news.Wire{Name: "Delta " + time.Now().Format(time.StampMicro), Kind: news.FeedWire, Address: n.feedURL, Language: news.English, Every: time.Hour})
	n.none(err)
	_, _ = n.wires.FetchNow(n.Context(), w.ID) // unless it has just been asked by itself
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		list, err := n.house.db.Dispatches(n.Context(), store.DispatchFilter{Wire: w.ID})
		n.none(err)
		if len(list) > 0 {
			return list[0]
		}
	}
	n.Fatal("the dispatch did not come within a minute")
	return news.Dispatch{}
}

func (n *copyDesk) publish(s news.Story) news.Story {
	n.Helper()
	ctx := n.Context()
	n.must(n.desk.Submit(ctx, n.editor, s.Number, ""))
	n.must(n.desk.Ready(ctx, n.editor, s.Number, ""))
	return n.must(n.desk.Publish(ctx, n.editor, s.Number, desk.Out{}))
}

func (n *copyDesk) write(headline string, paragraphs ...string) news.Story {
	n.Helper()
	return n.publish(n.must(n.desk.Create(n.Context(), n.editor, desk.Start{Content: news.Content{
		Language: news.English, Section: "world-news", Headline: headline, Byline: news.Byline{Desk: "City Desk"}, Body: news.Paragraphs(paragraphs...),
	}})))
}

// picture is one that no other story has.
func (n *copyDesk) picture() *news.PictureUse {
	n.Helper()
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, 640, 360))
	for i := range m.Pix {
		m.Pix[i] = uint8(i % 251)
	}
	n.none(jpeg.Encode(&b, m, nil))
	p, err := n.pictures.Take(n.Context(), &b, "portrait.jpg")
	n.none(err)
	p.Alt, p.Credit = "A man at a stall", "Reza"
	p, err = n.desk.AddPicture(n.Context(), n.editor, p)
	n.none(err)
	return &news.PictureUse{Picture: p.ID, Alt: p.Alt, Caption: "A boat", Credit: p.Credit}
}

// goesOut publishes the story that will be taken down, out of a dispatch, and changes its
// address once; and one that nobody has anything against.
func (n *copyDesk) goesOut() {
	n.Helper()
	ctx := n.Context()
	d := n.sends("delta-4417", wireHeadline, wireText, wireMore)
	s := n.must(n.desk.Take(ctx, n.editor, d.ID, desk.Take{WithText: true, Section: "world-news"}))
	c := s.Content
	c.Slug, c.Lead, c.Byline = "man-held-over-fire", n.picture(), news.Byline{Desk: "City Desk"}
	s = n.must(n.desk.Save(ctx, n.editor, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	s = n.publish(s)
	n.paths = append(n.paths, n.pathOf(s))
	c.Slug = "spice-trader-held"
	s = n.must(n.desk.Save(ctx, n.editor, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	n.story = n.must(n.desk.Update(n.keyed(), n.editor, s.Number, desk.Change{Out: desk.Out{Flash: "Spice trader held over market fire"}}))
	n.paths = append(n.paths, n.pathOf(n.story))
	n.other = n.write("Ferries return to the Padma", "The first boat left at noon with forty people and two calves on it, an hour late.")
	n.site200(n.paths[1], wireHeadline)
	shows(n.T, n.readersURL()+"/en/", 200, n.other.Content.Headline)
}

// keyed is a request that somebody may send twice.
func (n *copyDesk) keyed() context.Context { return desk.WithKey(n.Context(), "key-1", "print") }

func (n *copyDesk) pathOf(s news.Story) string {
	return fmt.Sprintf("/en/world-news/%s/%d-%s", s.Published.In(time.FixedZone("Dhaka", 6*3600)).Format("2006/01/02"), s.Number, s.Content.Slug)
}

func (n *copyDesk) site200(path, mark string) { n.Helper(); shows(n.T, n.readersURL()+path, 200, mark) }

// takeDown has the story taken down by two people.
func (n *copyDesk) takeDown() {
	n.Helper()
	ctx := n.Context()
	q, err := n.desk.AskApproval(ctx, n.editor, n.story.Number, desk.Approval{Verb: news.TakeDown, Reason: "Wrong man.", Order: desk.TakedownOrder{Basis: "High Court, writ 4417 of 2026"}})
	n.none(err)
	if _, err := n.desk.Answer(ctx, n.editor, q.ID, desk.Answer{Approve: true}); err == nil {
		n.Error("one person alone takes a story down")
	}
	_, err = n.desk.Answer(ctx, n.second, q.ID, desk.Answer{Approve: true})
	n.none(err)
	shows(n.T, n.readersURL()+n.paths[0], 410, "")
}

// wiped checks that the words are in no edition of the database and in no answer it keeps,
// and that readers can be given all of them anew.
func (n *copyDesk) wiped() {
	n.Helper()
	n.none(n.desk.WipeKilled(n.Context()))
	changes, err := n.house.db.Since(n.Context(), 0, 1000)
	n.none(err)
	answer, err := n.desk.Update(n.keyed(), n.editor, n.story.Number, desk.Change{Out: desk.Out{Flash: "Spice trader held over market fire"}})
	n.none(err)
	text, err := json.Marshal([]any{changes, answer})
	n.none(err)
	if !strings.Contains(string(text), n.other.Content.Headline) {
		n.Error("other stories are gone from the editions")
	}
	for _, mark := range []string{"kerosene", "Karwan Bazar", "spice-trader", "Spice trader"} {
		if strings.Contains(string(text), mark) {
			n.Errorf("%q is still in the database", mark)
		}
	}
}

// offTheDisk checks that what the story said is in none of the readers' files: it was, and a
// moment after the takedown, when that is durable, it is not.
func (n *copyDesk) offTheDisk() {
	n.Helper()
	folder := os.DirFS(filepath.Join(n.dir, "edition"))
	for _, mark := range []string{"kerosene", "Karwan Bazar", "spice-trader", "Spice trader", "man-held"} {
		for deadline := time.Now().Add(time.Minute); n.readersHave(folder, mark); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				n.Fatalf("%q is on the readers' disk a minute after the takedown", mark)
			}
		}
	}
	if !n.readersHave(folder, "two calves") {
		n.Error("other stories are gone from the disk")
	}
}

func (n *copyDesk) readersHave(folder fs.FS, words string) (has bool) {
	n.Helper()
	n.none(fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		if errors.Is(err, fs.ErrNotExist) { // it was replaced meanwhile
			return nil
		}
		has = has || bytes.Contains(text, []byte(words))
		return err
	}))
	return has
}

// copies copies the files of the folder that the pattern names.
func copies(t *testing.T, from, pattern, to string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(from, pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s in %s: %d, %v", pattern, from, len(names), err)
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(filepath.Join(to, filepath.Base(name)), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// staysDown looks for the story at every exit, and tries to bring it back by every way.
func (n *copyDesk) staysDown() {
	n.Helper()
	ctx, site := n.Context(), n.readersURL()
	for _, path := range n.paths {
		if code, _ := get(n.T, site+path+"/history"); code != 404 && code != 410 {
			n.Errorf("its history is answered %d", code)
		}
		for _, p := range []string{path, strings.Replace(path, "/en/", "/en/lite/", 1)} {
			if code, body := get(n.T, site+p); code != 410 || strings.Contains(body, "spice") {
				n.Errorf("%s is answered %d", p, code)
			}
		}
	}
	pic, err := n.house.db.Picture(ctx, n.story.Content.Lead.Picture)
	n.none(err)
	files := news.RenditionNames(pic.Renditions)
	for _, c := range pic.Crops {
		files = append(files, news.RenditionNames(c.Renditions)...)
	}
	for _, name := range files {
		if code, _ := get(n.T, site+"/media/"+name); code != 404 && code != 410 {
			n.Errorf("its picture is answered %d", code)
		}
	}
	pages := crawl(n.T, site)
	_, text := get(n.T, site+"/en/search?q=kerosene")
	pages["search"] = answer{body: strings.ReplaceAll(text, "kerosene", "what was asked for")}
	for path, a := range pages {
		for _, mark := range []string{"kerosene", "Karwan Bazar", "spice trader", "Spice trader", news.RenditionSet(pic.Renditions[0].Name)} {
			if strings.Contains(a.body, mark) {
				n.Errorf("%s shows %q", path, mark)
			}
		}
	}
	if len(pages) < 10 {
		n.Errorf("only %d pages were looked at", len(pages))
	}
	s, err := n.house.db.Story(ctx, n.story.Number)
	if err != nil || s.Status != news.Killed || !s.Content.Body.Empty() {
		n.Errorf("at the desk it is %s: %v", s.Status, err)
	}
	n.cannotComeBack()
	if _, err := n.house.db.VerifyLog(ctx); err != nil {
		n.Error(err)
	}
}

// cannotComeBack tries every way in.
func (n *copyDesk) cannotComeBack() {
	n.Helper()
	ctx := n.Context()
	refused := func(what string, err error) {
		n.Helper()
		if err == nil || !strings.Contains(err.Error(), "taken down") && !strings.Contains(err.Error(), "killed") {
			n.Errorf("%s: %v", what, err)
		}
	}
	again := news.Content{Language: news.English, Section: "world-news", Headline: "A fire and a man", Body: news.Paragraphs(wireText, wireMore)}
	other := again
	other.Body = news.Paragraphs(strings.ToUpper(strings.ReplaceAll(wireText, ",", " –")), "Something that was never said before.", strings.ReplaceAll(wireMore, " ", "  "))
	for what, c := range map[string]news.Content{"the same text": again, "the text in capitals with other signs": other} {
		_, err := n.desk.Import(ctx, n.editor, desk.Moved{Start: desk.Start{Content: c}, Published: time.Now().Add(-time.Hour)})
		refused("import "+what, err)
		_, err = n.desk.Import(ctx, n.editor, desk.Moved{Start: desk.Start{Content: c}, Draft: true})
		refused("import as a draft "+what, err)
	}
	elsewhere := again
	elsewhere.Body = news.Paragraphs("Nothing but a line.")
	_, err := n.desk.Import(ctx, n.editor, desk.Moved{Start: desk.Start{Content: elsewhere, From: "https://padma.test" + n.paths[0]}, Draft: true})
	refused("import from its old address", err)
	elsewhere.Lead = n.story.Content.Lead
	_, err = n.desk.Create(ctx, n.editor, desk.Start{Content: elsewhere})
	refused("a story with its picture", err)
	_, err = n.desk.Duplicate(ctx, n.editor, n.story.Number)
	refused("duplicate", err)
	_, err = n.desk.Translate(ctx, n.editor, n.story.Number, news.English)
	refused("translate", err)
	_, err = n.desk.Reinstate(ctx, n.editor, n.story.Number, "")
	refused("reinstate", err)
	for what, d := range map[string]news.Dispatch{
		"the feed replayed":      n.sends("delta-4417", wireHeadline, wireText, wireMore),
		"a new version":          n.sends("delta-4417", "CORRECTED: "+wireHeadline, "The agency takes back all that it said."),
		"the text under another": n.sends("delta-5000", "Another headline", wireText, wireMore),
	} {
		if d.TakenDown == "" {
			n.Errorf("%s is not marked", what)
		}
		_, err := n.desk.Take(ctx, n.editor, d.ID, desk.Take{WithText: true})
		refused("take "+what, err)
	}
	if d := n.sends("delta-5001", "Rain in the north", "Rain fell on Tuesday in nine districts of the north, where fields had been dry since the middle of March."); d.TakenDown != "" {
		n.Error("another dispatch is marked")
	}
	s := n.must(n.desk.Create(ctx, n.editor, desk.Start{Content: news.Content{Language: news.English, Section: "world-news", Headline: "By hand", Body: news.Paragraphs("To be written.")}}))
	c := s.Content
	c.Body = again.Body
	n.must(n.desk.Save(ctx, n.editor, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	n.must(n.desk.Submit(ctx, n.editor, s.Number, ""))
	n.must(n.desk.Ready(ctx, n.editor, s.Number, ""))
	_, err = n.desk.Publish(ctx, n.editor, s.Number, desk.Out{})
	refused("publish it typed anew", err)
}

// What was taken down is down after yesterday's database was put back, while what was done
// for readers since then is not lost.
func TestWhatWasTakenDownStaysDownWhenTheDatabaseIsPutBack(t *testing.T) {
	n := openCopyDesk(t, "")
	n.goesOut()
	n.end()
	yesterday := t.TempDir()
	copies(t, n.dir, "stet.db*", yesterday)
	n.start()
	if !n.readersHave(os.DirFS(filepath.Join(n.dir, "edition")), "kerosene") {
		t.Error("readers' files are not found: this test would not notice")
	}
	since := n.write("A bridge opens at Mawa", "The minister cut a ribbon, and the first to cross was a man with a goat.")
	mistake := n.write("A mistake of ours", "This should not have gone out.")
	n.must(n.desk.Kill(t.Context(), n.editor, mistake.Number, desk.KillOrder{Reason: "Nothing of it is true.", Alone: "Night."}))
	n.takeDown()
	n.staysDown()
	n.offTheDisk()
	n.wiped()
	n.end()

	copies(t, yesterday, "stet.db*", n.dir)
	n.start()
	n.staysDown()
	n.site200(n.pathOf(since), "with a goat")
	if s, err := n.house.db.Story(t.Context(), since.Number); err != nil || s.Status != news.Live || !strings.Contains(s.Content.Body.Plain(), "with a goat") {
		t.Errorf("what was published since is %s at the desk: %v", s.Status, err)
	}
	shows(t, n.readersURL()+n.pathOf(mistake), 410, "")
	if fresh := n.write("The day after", "Work goes on."); fresh.Number <= n.story.Number || fresh.Number <= mistake.Number {
		t.Errorf("the number %d is used again", fresh.Number)
	}
	shows(t, n.readersURL()+"/en/", 200, "The day after")
	n.must(n.desk.Correct(t.Context(), n.editor, since.Number, desk.Correction{Note: "It was a sheep."}))
	n.site200(n.pathOf(since), "It was a sheep.")
	code, out, errs := command(t, "", "tombstones", "verify", "--data", n.dir)
	if code != 0 || !strings.Contains(out, "The tombstones are whole: 1") {
		t.Errorf("%d %s %s", code, out, errs)
	}
	n.wiped()
	n.end()
	n.none(os.RemoveAll(filepath.Join(n.dir, "edition"))) // readers get everything anew out of the database
	n.start()
	n.site200(n.pathOf(since), "It was a sheep.")
	n.site200(n.pathOf(n.other), "two calves")
	shows(t, n.readersURL()+n.paths[1], 410, "")
	n.end()

	// The control: without the file and the readers' copy, yesterday's database has it live.
	copies(t, yesterday, "stet.db*", n.dir)
	n.none(os.Remove(filepath.Join(n.dir, "tombstones.log")))
	n.none(os.RemoveAll(filepath.Join(n.dir, "edition")))
	n.start()
	n.site200(n.paths[1], "kerosene")
}

// Where the readers' own copy is put back, and there is no database, it stays down too.
func TestWhatWasTakenDownStaysDownInAnArchiveThatIsPutBack(t *testing.T) {
	n := openCopyDesk(t, "")
	n.goesOut()
	n.end()
	yesterday := t.TempDir()
	copies(t, filepath.Join(n.dir, "edition"), "*", yesterday)
	n.start()
	n.takeDown()
	n.end()
	n.none(os.RemoveAll(filepath.Join(n.dir, "edition")))
	copies(t, yesterday, "*", filepath.Join(n.dir, "edition"))
	alone := func() int {
		t.Helper()
		files, err := blob.Open(t.Context(), "file:"+filepath.Join(n.dir, "blob"))
		n.none(err)
		h := &house{listening: listening{Readers: "127.0.0.1:0", Bus: "local:", Role: "reader"}, data: n.dir}
		n.none(h.openReaders(t.Context(), files))
		defer func() { n.none(h.readers.Close()); n.none(h.Close()); n.none(files.Close()) }()
		w := httptest.NewRecorder()
		h.site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, n.paths[1], nil))
		return w.Code
	}
	if code := alone(); code != 410 {
		t.Errorf("it is answered %d", code)
	}
	n.offTheDisk()
	n.none(os.Remove(filepath.Join(n.dir, "tombstones.log")))
	copies(t, yesterday, "*", filepath.Join(n.dir, "edition"))
	if code := alone(); code != 200 { // the control
		t.Errorf("without the file it is answered %d: this test would not notice", code)
	}
}

// The same where the database is PostgreSQL and its tables are put back as they were.
func TestWhatWasTakenDownStaysDownWhenTablesArePutBack(t *testing.T) {
	address := storetest.PostgresAddress(t)
	n := openCopyDesk(t, address)
	n.goesOut()
	n.end()
	db, err := sql.Open("pgx", address)
	n.none(err)
	defer db.Close()
	back := tables(t, db)
	n.start()
	if !n.readersHave(os.DirFS(filepath.Join(n.dir, "edition")), "kerosene") {
		t.Error("readers' files are not found: this test would not notice")
	}
	since := n.write("A bridge opens at Mawa", "The minister cut a ribbon, and the first to cross was a man with a goat.")
	n.takeDown()
	n.end()
	back()
	n.start()
	n.staysDown()
	n.site200(n.pathOf(since), "with a goat")
	n.wiped()
	n.end()

	back() // the control
	n.none(os.Remove(filepath.Join(n.dir, "tombstones.log")))
	n.none(os.RemoveAll(filepath.Join(n.dir, "edition")))
	n.start()
	n.site200(n.paths[1], "kerosene")
}

// tables copies every table of the newsroom, and returns what puts them back.
func tables(t *testing.T, db *sql.DB) (back func()) {
	t.Helper()
	ctx := t.Context()
	rows, err := db.QueryContext(ctx, `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE 'goose%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil || len(names) < 20 {
		t.Fatalf("%d tables: %v", len(names), err)
	}
	do := func(texts ...string) {
		t.Helper()
		conn, err := db.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		for _, text := range texts {
			if _, err := conn.ExecContext(ctx, text); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}
	}
	for _, name := range names {
		do(`CREATE TABLE copied_` + name + ` AS TABLE ` + name)
	}
	return func() {
		texts := []string{`SET session_replication_role = replica`, `TRUNCATE ` + strings.Join(names, ", ")}
		for _, name := range names {
			texts = append(texts, `INSERT INTO `+name+` SELECT * FROM copied_`+name)
		}
		do(texts...)
	}
}
