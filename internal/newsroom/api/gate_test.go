package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// walkGate lets the gate hold something, and two people release it.
func (s *server) walkGate() {
	s.Helper()
	entry := s.walk(201, "POST", "/register", nil, `{"label":"Case 14","basis":"Children Act 2013","spellings":["Rahima Khatun"]}`)
	if strings.Contains(string(must(json.Marshal(entry))), "hashes") {
		s.Errorf("the API shows %v", entry)
	}
	s.walk(200, "GET", "/register", nil, "")
	s.walk(409, "POST", "/ticker", nil, `{"language":"en","text":"Rahima Khatun found"}`)
	held := s.walk(200, "GET", "/held", nil, "")["items"].([]any)[0].(map[string]any)
	key := []any{held["key"]}
	s.walk(409, "POST", "/held/{key}/answer", key, `{"approve":true}`)
	s.walk(200, "POST", "/held/{key}/ask", key, `{"reason":"the court lifted it"}`)
	s.walk(403, "POST", "/held/{key}/answer", key, `{"approve":true}`) // they asked themselves
	if status, text := s.ask("desk_editor", "POST", "/held/"+key[0].(string)+"/answer", `{"approve":true,"note":"so it is"}`); status != http.StatusOK {
		s.Errorf("%d %s", status, text)
	}
	s.walked["POST /held/{key}/answer"] = true
	flash := s.walk(201, "POST", "/ticker", nil, `{"language":"en","text":"Rahima Khatun found"}`)
	s.walk(200, "DELETE", "/ticker/{id}", []any{flash["id"]}, "")
	s.walk(200, "POST", "/register/{id}/remove", []any{entry["id"]}, `{"reason":"the case is closed"}`)
}

// walkTakedown takes a story down that was killed, and lifts it.
func (s *server) walkTakedown(number any) {
	s.Helper()
	path := fmt.Sprintf("/stories/%v/requests", number)
	if status, text := s.ask("duty_editor", "POST", path, `{"verb":"take_down","reason":"the wrong man"}`); status != http.StatusUnprocessableEntity && status != http.StatusBadRequest {
		s.Errorf("without a legal basis: %d %s", status, text)
	}
	status, text := s.ask("duty_editor", "POST", path, `{"verb":"take_down","reason":"the wrong man","order":{"basis":"High Court, writ 4417"}}`)
	var q news.Request
	if err := json.Unmarshal(text, &q); err != nil || status != http.StatusCreated {
		s.Fatalf("%d %s", status, text)
	}
	s.walk(200, "POST", "/requests/{id}/answer", []any{q.ID}, `{"approve":true}`)
	down := s.walk(200, "GET", "/takedowns", nil, "")["items"].([]any)[0].(map[string]any)
	if strings.Contains(string(must(json.Marshal(down))), "shingles") || down["basis"] != "High Court, writ 4417" {
		s.Errorf("the API shows %v", down)
	}
	s.walk(200, "POST", "/takedowns/{id}/lift", []any{down["id"]}, `{"reason":"the court lifted it"}`)
	s.walk(409, "POST", "/takedowns/{id}/lift", []any{down["id"]}, `{"reason":"again"}`)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The same person stays the same, whatever they come with: a token, two sessions.
func TestOnePersonUnderTwoDoorsIsOnePerson(t *testing.T) {
	s := open(t)
	if status, text := s.ask("duty_editor", "POST", "/ticker", `{"language":"en","text":"Minister TK resigns"}`); status != http.StatusConflict {
		t.Fatalf("%d %s", status, text)
	}
	_, list := s.ask("duty_editor", "GET", "/held", "")
	var held struct {
		Items []news.Held `json:"items"`
	}
	if err := json.Unmarshal(list, &held); err != nil || len(held.Items) != 1 {
		t.Fatalf("%v %s", err, list)
	}
	at := "/held/" + held.Items[0].Key
	// Asked with a token; answered in a session, then with the token.
	if status, text := s.ask("duty_editor", "POST", at+"/ask", `{"reason":"her initials"}`); status != http.StatusOK {
		t.Fatalf("%d %s", status, text)
	}
	if status, text := s.ask("duty_editor", "POST", at+"/answer", `{"approve":true}`); status != http.StatusForbidden || !strings.Contains(string(text), "somebody else") {
		t.Errorf("in a session: %d %s", status, text)
	}
	if res, text := s.sendAs("duty_editor", "POST", at+"/answer", `{"approve":true}`); res.StatusCode != http.StatusForbidden || !strings.Contains(string(text), "No token may") {
		t.Errorf("with a token: %d %s", res.StatusCode, text)
	}
	if res, text := s.sendAs("desk_editor", "POST", at+"/answer", `{"approve":true}`); res.StatusCode != http.StatusForbidden {
		t.Errorf("a colleague's token: %d %s", res.StatusCode, text)
	}
	if status, text := s.ask("desk_editor", "POST", at+"/answer", `{"approve":true}`); status != http.StatusOK {
		t.Errorf("a second person: %d %s", status, text)
	}
}
