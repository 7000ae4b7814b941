package api_test

import (
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// walkSources adds the dispatch to a story that is there, has its wire kill it, and answers.
func (s *server) walkSources(d news.Dispatch) {
	s.Helper()
	n := s.walk(201, "POST", "/stories", nil, `{"content":{"language":"en","section":"world-news","headline":"H","byline":{},"body":{"type":"doc","content":[]}}}`)["number"]
	s.walk(200, "POST", "/stories/{number}/sources", []any{n}, `{"dispatch":"`+d.ID+`"}`)
	if of := s.walk(200, "GET", "/stories/{number}/passages", []any{n}, "")["items"].([]any); len(of) != 1 || of[0].(map[string]any)["dispatch"] != d.ID {
		s.Error(of)
	}
	s.walk(404, "GET", "/stories/{number}/passages", []any{9999}, "")
	s.walk(409, "POST", "/stories/{number}/sources", []any{n}, `{"dispatch":"`+d.ID+`"}`)
	err := s.db.Tx(s.Context(), func(tx *store.Tx) error {
		_, _, err := tx.KillDispatch(s.Context(), news.Dispatch{Wire: d.Wire, GUID: d.GUID, Received: time.Now(), Killed: time.Now(), Hash: "kill"}, []byte("kill"))
		return err
	})
	if err == nil {
		err = desk.New(s.db, func() {}).RereadSources(s.Context())
	}
	if err != nil {
		s.Fatal(err)
	}
	changes := s.walk(200, "GET", "/stories/{number}/source-changes", []any{n}, "")["items"].([]any)
	if len(changes) != 1 || changes[0].(map[string]any)["kind"] != "kill" {
		s.Fatal(changes)
	}
	id := changes[0].(map[string]any)["id"]
	s.walk(200, "GET", "/source-changes/{id}/rests", []any{id}, "")
	s.walk(404, "GET", "/source-changes/{id}/rests", []any{"none"}, "")
	s.walk(422, "POST", "/source-changes/{id}/answer", []any{id}, `{}`)
	s.walk(200, "POST", "/source-changes/{id}/answer", []any{id}, `{"answer":"The board told us"}`)
	s.walk(404, "POST", "/source-changes/{id}/answer", []any{"none"}, `{"answer":"x"}`)
}
