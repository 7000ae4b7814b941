package api_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// pages reads a list to its end, at most limit a page, and returns what of gives for
// each item.
func (s *server) pages(path string, limit int, cursor, of string) (all []string) {
	s.Helper()
	next := ""
	for range 1000 {
		var l struct {
			Items []map[string]any `json:"items"`
			Next  string           `json:"next"`
		}
		ask := fmt.Sprintf("%s?limit=%d", path, limit)
		if next != "" {
			ask += "&" + cursor + "=" + url.QueryEscape(next)
		}
		status, text := s.ask("all", "GET", ask, "")
		if err := json.Unmarshal(text, &l); status != 200 || err != nil {
			s.Fatalf("%s: %d %s", ask, status, text)
		}
		if len(l.Items) > limit {
			s.Errorf("%s: %d items", ask, len(l.Items))
		}
		for _, i := range l.Items {
			all = append(all, fmt.Sprint(i[of]))
		}
		if next = l.Next; next == "" {
			return all
		}
	}
	s.Fatalf("%s has no end", path)
	return nil
}

// once checks that all has each of n things, and none twice.
func once(t *testing.T, what string, all []string, n int) {
	t.Helper()
	seen := map[string]bool{}
	for _, a := range all {
		seen[a] = true
	}
	if len(all) != n || len(seen) != n {
		t.Errorf("%s: %d items, %d different, want %d", what, len(all), len(seen), n)
	}
}

// Stories that changed in the same moment are what a cursor of time alone would lose.
func TestPagesHoldEachThingOnce(t *testing.T) {
	s := open(t)
	at := time.Now().UTC().Truncate(time.Second)
	err := s.db.Tx(t.Context(), func(tx *store.Tx) error {
		for i := range 60 {
			n, err := tx.NextStory(t.Context())
			if err != nil {
				return err
			}
			err = tx.Insert(t.Context(), store.Row{Plan: []byte(`{}`), Story: news.Story{
				ID: news.StoryID(fmt.Sprint("s", n)), Number: n, Desk: "city", Status: news.Writing, Revision: 1,
				Created: at, Changed: at.Add(time.Duration(i/25) * time.Second), Content: news.Content{Language: news.English, Headline: "H"},
			}})
			if err != nil {
				return err
			}
		}
		if err := tx.SaveWire(t.Context(), news.Wire{ID: "w", Name: "Delta", Kind: news.FeedWire}); err != nil {
			return err
		}
		for i := range 30 {
			if _, _, err := tx.Receive(t.Context(), news.Dispatch{Wire: "w", GUID: fmt.Sprint(i), Received: at, Headline: "H", Hash: "h"}, []byte("raw")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{1, 7, 25, 60, 200} {
		once(t, "stories", s.pages("/stories", limit, "before", "number"), 60)
		once(t, "dispatches", s.pages("/dispatches", limit, "before", "id"), 30)
	}
	_, text := s.ask("all", "POST", "/stories", `{"content":`+content+`}`)
	var story news.Story
	if err := json.Unmarshal(text, &story); err != nil {
		t.Fatal(err)
	}
	for i := range 11 {
		body := fmt.Sprintf(`{"base":%d,"content":%s}`, i+1, strings.Replace(content, "halted", fmt.Sprint("halted ", i), 1))
		if status, text := s.ask("all", "PUT", fmt.Sprintf("/stories/%d", story.Number), body); status != 200 {
			t.Fatalf("%d %s", status, text)
		}
	}
	for _, limit := range []int{1, 5, 12, 200} {
		all := s.pages(fmt.Sprintf("/stories/%d/revisions", story.Number), limit, "before", "number")
		if once(t, "revisions", all, 12); all[0] != "12" || all[11] != "1" {
			t.Errorf("revisions: %v", all)
		}
	}
	records, err := s.db.Log(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if newest := s.pages("/log", 200, "after", "seq"); newest[0] != fmt.Sprint(len(records)) {
		t.Errorf("the newest record is %s of %d", newest[0], len(records))
	}
	status, text := s.ask("all", "GET", "/log?after=0&limit=3", "")
	if status != 200 || !strings.Contains(string(text), `"seq":1,`) || !strings.Contains(string(text), `"next":"3"`) {
		t.Errorf("the log from its first record: %d %s", status, text)
	}
	if status, text = s.ask("all", "GET", fmt.Sprintf("/log?after=%d", len(records)), ""); status != 200 || !strings.Contains(string(text), `"items":[]`) {
		t.Errorf("after the last record: %d %s", status, text)
	}
}

func TestACursorThatIsNoneIsRefused(t *testing.T) {
	s := open(t)
	for _, path := range []string{
		"/stories?before=yesterday", "/stories?before=2026-11-24T10:00:00Z", "/stories?before=2026-11-24T10:00:00Z~x", "/stories?limit=0", "/stories?limit=201",
		"/dispatches?before=1", "/log?after=-1", "/log?after=x", "/log?after=1&object=house", "/log?limit=x",
	} {
		if status, text := s.ask("all", "GET", path, ""); status != 422 {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
}
