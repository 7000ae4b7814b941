package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/api"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/presence"
	"github.com/stet-news/stet/internal/store"
)

// walkLocks takes the lock on a part of a live story through all that can be done to it by
// somebody and, with the desk itself, somebody else.
func (s *server) walkLocks(n any) {
	s.Helper()
	ctx, number := s.Context(), int64(n.(float64))
	other := news.Person{ID: "other", Name: "Imran Hossain", Roles: []news.Role{news.SubEditor}}
	d := desk.New(s.db, func() {})
	const lock = "/stories/{number}/locks/{part}"
	body := []any{n, "body"}
	his := func(l news.Lock, err error) {
		s.Helper()
		if err != nil {
			s.Fatal(err)
		}
	}
	s.walk(404, "PUT", lock, []any{n, "tail"}, `{"client":"a","typed":true}`)
	s.walk(422, "PUT", lock, body, `{"client":"","typed":true}`)
	s.walk(409, "PUT", lock, body, `{"client":"a"}`)
	s.walk(200, "PUT", lock, body, `{"client":"a","typed":true}`)
	his(d.Ask(ctx, other, number, news.BodyPart, desk.Touch{Client: "b"}))
	s.walk(200, "POST", lock+"/keep", body, `{"client":"a"}`)
	s.walk(200, "POST", lock+"/release", body, `{"client":"a"}`)
	his(d.Lock(ctx, other, number, news.BodyPart, desk.Touch{Client: "b", Typed: true}))
	held := s.walk(409, "PUT", lock, body, `{"client":"a","typed":true,"base":3,"content":`+strings.Replace(content, "Water rose", "Mine", 1)+`}`)
	if h := held["held"].(map[string]any); h["lock"].(map[string]any)["holder"].(map[string]any)["name"] != other.Name || h["aside"] == "" {
		s.Errorf("who edits it: %v", held)
	}
	s.walk(200, "POST", lock+"/ask", body, `{"client":"a"}`)
	yielded := make(chan error)
	go func() { yielded <- yield(ctx, s.db, d, other, number) }()
	if l := s.walk(200, "POST", lock+"/take", body, `{"client":"a"}`); l["holder"].(map[string]any)["id"] == other.ID {
		s.Errorf("it was not taken over: %v", l)
	}
	if err := <-yielded; err != nil {
		s.Error(err)
	}
	his(d.Ask(ctx, other, number, news.BodyPart, desk.Touch{Client: "b"}))
	s.walk(200, "POST", lock+"/give", body, `{"client":"a"}`)
	asides := s.walk(200, "GET", "/stories/{number}/asides", []any{n}, "")["items"].([]any)
	s.walk(200, "GET", "/stories/{number}/asides/{aside}", []any{n, asides[0].(map[string]any)["id"]}, "")
	s.walk(200, "GET", "/stories/{number}/presence", []any{n}, "")
	his(d.LetGo(ctx, other, number, news.BodyPart, desk.Touch{Client: "b"}))
	s.walked["GET /stream"] = true // TestTwoProcessesTellTheirWindowsTheSame
}

// walkNotes writes notes and reads what is told of them.
func (s *server) walkNotes(n any) {
	s.Helper()
	const notes = "/stories/{number}/notes"
	s.walk(422, "POST", notes, []any{n}, `{"text":" "}`)
	q := s.walk(201, "POST", notes, []any{n}, `{"text":"@reporter is it 14?","question":true}`)
	if q["mentions"].([]any)[0].(map[string]any)["name"] != "Person reporter" {
		s.Errorf("it asks %v", q)
	}
	s.walk(200, "GET", "/questions", nil, "")
	s.walk(201, "POST", notes, []any{n}, fmt.Sprintf(`{"text":"It is.","answers":%q}`, q["id"]))
	if list := s.walk(200, "GET", notes, []any{n}, "")["items"].([]any); len(list) != 2 || list[0].(map[string]any)["answered"] == nil {
		s.Errorf("the notes are %v", list)
	}
	s.walk(200, "GET", "/notices?unread=1", nil, "")
	s.walk(200, "POST", "/notices/read", nil, `{"story":1}`)
	s.walk(200, "PUT", "/notices/choices", nil, `{"mail":{"live":true},"quiet":{"from":"22:00","to":"07:00"}}`)
	s.walk(422, "PUT", "/notices/choices", nil, `{"mail":{"rain":true}}`)
	s.walk(200, "GET", "/notices/choices", nil, "")
	status, text := s.ask(news.Reporter, "GET", "/notices?unread=1", "")
	if status != 200 || !strings.Contains(string(text), "is it 14?") || !strings.Contains(string(text), `"question"`) {
		s.Errorf("the reporter is told %d %s", status, text)
	}
}

// yield hands the text over as soon as somebody takes it, as a browser does.
func yield(ctx context.Context, db *store.DB, d *desk.Desk, holder news.Person, number int64) error {
	for {
		l, err := db.Lock(ctx, number, news.BodyPart)
		if err != nil {
			return err
		}
		if l.Takes != nil {
			_, err := d.Give(ctx, holder, number, news.BodyPart, desk.Touch{Client: "b"})
			return err
		}
	}
}

// events are read off a stream.
type events struct {
	*testing.T
	lines *bufio.Scanner
	close func()
}

func (s *server) stream(base, query string) *events {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), time.Minute)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/stream"+query, nil)
	if err != nil {
		s.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.tokens["all"])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != presence.MediaType {
		s.Fatalf("the stream is answered with %d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	e := &events{T: s.T, lines: lines, close: func() { cancel(); _ = res.Body.Close() }}
	s.Cleanup(e.close)
	return e
}

// until reads on to the event of the name for which is returns true.
func (e *events) until(name string, is func(map[string]any) bool) {
	e.Helper()
	at := ""
	for e.lines.Scan() {
		if kind, ok := strings.CutPrefix(e.lines.Text(), "event: "); ok {
			at = kind
		}
		data, ok := strings.CutPrefix(e.lines.Text(), "data: ")
		if !ok || at != name {
			continue
		}
		var v map[string]any
		if err := json.Unmarshal([]byte(data), &v); err != nil {
			e.Fatal(err)
		}
		if is(v) {
			return
		}
	}
	e.Fatalf("the stream ended without such an event %q: %v", name, e.lines.Err())
}

// process serves the newsroom once more, as another process would: it shares the store and
// the bell, which may be nil.
func (s *server) process(bell bus.Bus) string {
	s.Helper()
	ctx, stop := context.WithCancel(s.Context())
	ring := func() {}
	var rung <-chan struct{}
	if bell != nil {
		var err error
		if rung, err = bell.Listen(ctx, bus.Newsroom); err != nil {
			s.Fatal(err)
		}
		ring = func() { bell.Ring(ctx, bus.Newsroom) }
	}
	room, d := presence.New(s.db, ring), desk.New(s.db, func() {})
	d.OnChange(ring)
	go room.Run(ctx, rung)
	srv := httptest.NewServer(account.New(s.db, account.Options{Memory: 64}).Protect(api.New(api.Parts{DB: s.db, Desk: d, Presence: room})))
	s.Cleanup(srv.Close)
	s.Cleanup(stop) // streams end before their server is closed
	return srv.URL + "/api/v1"
}

func TestTwoProcessesTellTheirWindowsTheSame(t *testing.T) {
	s := open(t)
	bell, err := bus.Open(t.Context(), "local:")
	if err != nil {
		t.Fatal(err)
	}
	one, two := s.process(bell), s.process(bell)
	s.ask("all", "POST", "/stories", `{"desk":"city","content":`+content+`}`)
	hers, his := s.stream(one, "?story=1&client=a"), s.stream(two, "?story=1&client=b&watch=body")
	hers.until("presence", func(v map[string]any) bool { return len(v["people"].([]any)) == 2 })
	s.url = one // where she types
	s.ask("all", "PUT", "/stories/1/locks/body", `{"client":"a","typed":true}`)
	his.until("presence", func(v map[string]any) bool {
		locks := v["locks"].([]any)
		return len(locks) == 1 && locks[0].(map[string]any)["client"] == "a"
	})
	soonest := time.Hour
	for i := range 4 {
		words, began := fmt.Sprintf("rose and rose %d", i), time.Now()
		s.ask("all", "PUT", "/stories/1/locks/body", `{"client":"a","typed":true,"base":1,"content":`+strings.Replace(content, "rose", words, 1)+`}`)
		his.until("text", func(v map[string]any) bool {
			b, _ := json.Marshal(v["content"])
			return strings.Contains(string(b), words)
		})
		if i > 0 { // without the bell it would be seen at the next look, two seconds after the one before
			soonest = min(soonest, time.Since(began))
		}
	}
	if soonest > time.Second {
		t.Errorf("the watcher sees it after %s", soonest)
	}
	s.ask("all", "POST", "/stories/1/submit", `{}`)
	hers.until("story", func(v map[string]any) bool { return v["status"] == "with_desk" })
	his.close()
	hers.until("presence", func(v map[string]any) bool { return len(v["people"].([]any)) == 1 })
}

func TestWithoutABellAWindowIsToldAllTheSame(t *testing.T) {
	s := open(t)
	at := s.process(nil)
	list := s.stream(at, "")
	var seq float64
	list.until("look", func(v map[string]any) bool { seq = v["seq"].(float64); return true })
	s.ask("all", "POST", "/stories", `{"desk":"city","content":`+content+`}`)
	list.until("look", func(v map[string]any) bool { return v["seq"].(float64) > seq })
}

// A list, or an editor of somebody who may only read, has no story to be told of, and reads by the style all the same.
func TestEveryWindowIsToldThatTheHouseStyleIsAnother(t *testing.T) {
	s := open(t)
	at := s.process(nil)
	s.ask("all", "POST", "/stories", `{"desk":"city","content":`+content+`}`)
	list, story := s.stream(at, ""), s.stream(at, "?story=1&client=a")
	for _, w := range []*events{list, story} {
		w.until("style", func(v map[string]any) bool { return v["revision"].(float64) == 0 })
	}
	s.ask("all", "POST", "/style/rules", `{"language":"en","text":"name: Very\nextends: existence\nmessage: No.\ntokens: [very]\n"}`)
	s.ask("all", "POST", "/style/rules", `{"language":"bn","text":"name: অতি\nextends: existence\nmessage: নয়।\ntokens: [অতীব]\n"}`)
	for _, w := range []*events{list, story} {
		w.until("style", func(v map[string]any) bool { return v["revision"].(float64) == 2 })
	}
	s.ask("all", "POST", "/style/en/rules/very/switch", `{"off":true}`)
	list.until("style", func(v map[string]any) bool { return v["revision"].(float64) == 3 })
}

func TestAStreamThatCannotBeIsRefused(t *testing.T) {
	s := open(t)
	base := s.process(nil)
	for query, want := range map[string]int{"?story=9&client=a": 404, "?story=x&client=a": 404, "?story=1": 422, "?watch=body": 422} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/stream"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+s.tokens["all"])
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s: %d, want %d", query, res.StatusCode, want)
		}
	}
}
