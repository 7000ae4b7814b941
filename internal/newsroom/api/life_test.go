package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"
)

// walkLife walks the verbs of a story's life beside its way to readers, and then kills the
// live story n with two people.
func (s *server) walkLife(n any) {
	s.Helper()
	me := s.walk(200, "GET", "/me", nil, "")["id"].(string)
	idea := s.walk(201, "POST", "/stories", nil, `{"idea":true,"content":`+content+`}`)
	if idea["status"] != "idea" {
		s.Errorf("an idea is %v", idea["status"])
	}
	m := []any{idea["number"]}
	due := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	s.walk(200, "POST", "/stories/{number}/assign", m, `{"person":"`+me+`","due":"`+due+`","length":350,"note":"numbers first"}`)
	s.walk(200, "POST", "/stories/{number}/move", m, `{"desk":"green"}`)
	s.walk(200, "POST", "/stories/{number}/tag", m, `{"topic":"Jamuna flood"}`)
	s.walk(200, "POST", "/stories/{number}/submit", m, `{}`)
	s.walk(200, "POST", "/stories/{number}/check", m, `{"check":"legal","state":"needed","note":"a court order"}`)
	s.walk(409, "POST", "/stories/{number}/ready", m, `{}`)
	s.walk(200, "POST", "/stories/{number}/check", m, `{"check":"legal","state":"done"}`)
	s.walk(201, "POST", "/stories/{number}/duplicate", m, "")
	s.walk(201, "POST", "/stories/{number}/follow_up", m, "")
	s.walk(201, "POST", "/stories/{number}/translate", m, `{"language":"bn"}`)
	lines := s.walk(200, "POST", "/stories/bulk", nil, `{"verb":"ready","stories":[`+fmt.Sprint(m[0])+`,`+fmt.Sprint(n)+`]}`)["items"].([]any)
	if len(lines) != 2 || lines[0].(map[string]any)["status"] != "ready" || lines[1].(map[string]any)["problem"] == nil {
		s.Errorf("of two stories it is said %v", lines)
	}
	until := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	s.walk(200, "POST", "/stories/{number}/embargo", m, `{"until":"`+until+`"}`)
	mine := s.walk(201, "POST", "/stories/{number}/requests", m, `{"verb":"break_embargo","reason":"the source broke it","out":{"revision":2}}`)
	s.walk(200, "GET", "/requests", nil, "")
	s.walk(200, "GET", "/requests/{id}", []any{mine["id"]}, "")
	s.walk(200, "GET", "/stories/{number}/requests", m, "")
	s.walk(403, "POST", "/requests/{id}/answer", []any{mine["id"]}, `{"approve":true}`)
	s.walk(200, "POST", "/requests/{id}/drop", []any{mine["id"]}, "")

	status, asked := s.ask("duty_editor", "POST", "/stories/"+fmt.Sprint(n)+"/requests", `{"verb":"kill","reason":"a court forbade it"}`)
	if status != http.StatusCreated {
		s.Fatalf("%d %s", status, asked)
	}
	var q struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(asked, &q); err != nil {
		s.Fatal(err)
	}
	s.walk(200, "POST", "/requests/{id}/answer", []any{q.ID}, `{"approve":true,"note":"agreed"}`)
	s.walk(410, "GET", "/stories/{number}/revisions/{revision}", []any{n, 1}, "")
	s.walk(200, "GET", "/stories/{number}/killing", []any{n}, "")
	s.walk(200, "POST", "/stories/{number}/killing/tick", []any{n}, `{"task":"social"}`)
	s.walk(200, "POST", "/stories/{number}/archive", []any{n}, `{"reason":"the lawyers ask"}`)
	s.walk(422, "POST", "/stories/{number}/kill", m, `{"reason":"r"}`)
	s.walked["POST /stories/{number}/kill"] = true // once_test.go does it
}

func TestTheLegalArchiveOpensForTheDutyEditorOnly(t *testing.T) {
	s := open(t)
	for _, r := range []string{"/stories", "/stories/1/submit", "/stories/1/ready", "/stories/1/publish", "/stories/1/kill"} {
		body := `{}`
		switch r {
		case "/stories":
			body = `{"content":` + content + `}`
		case "/stories/1/kill":
			body = `{"reason":"r","alone":"night"}`
		}
		if status, text := s.ask("all", "POST", r, body); status/100 != 2 {
			t.Fatalf("%s: %d %s", r, status, text)
		}
	}
	for role := range s.tokens {
		want := http.StatusForbidden
		if role == "duty_editor" || role == "all" {
			want = http.StatusOK
		}
		if status, text := s.ask(role, "POST", "/stories/1/archive", `{"reason":"to see"}`); status != want {
			t.Errorf("%s: %d %s", role, status, text)
		}
	}
	if status, text := s.ask("duty_editor", "POST", "/stories/1/archive", `{"reason":""}`); status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d %s", status, text)
	}
	records, err := s.db.LogNewest(t.Context(), "story/1", 2)
	if err != nil || records[0].Verb != "open_archive" || records[1].Verb != "open_archive" {
		t.Errorf("the log has %v, %v", records, err)
	}
}
