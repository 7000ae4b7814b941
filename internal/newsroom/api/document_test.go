package api_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// each calls f for every operation of the document, with a path whose parameters name
// nothing.
func (s *server) each(f func(method, path string, operation map[string]any)) {
	for path, operations := range s.document["paths"].(map[string]any) {
		for method, operation := range operations.(map[string]any) {
			path := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(strings.TrimPrefix(path, "/api/v1"), "9999")
			f(strings.ToUpper(method), path, operation.(map[string]any))
		}
	}
}

func TestWhatARouteDoesNotKnowIsRefusedByEveryRoute(t *testing.T) {
	s := open(t)
	tried := 0
	s.each(func(method, path string, operation map[string]any) {
		body, ok := operation["requestBody"].(map[string]any)
		if !ok || body["content"].(map[string]any)["application/json"] == nil {
			return
		}
		tried++
		for text, says := range map[string]string{
			`{"is_admin":true}`:         "is_admin",
			`{"note":"a","note":"b"}`:   "twice",
			`{"note":{"note":{},}}`:     "not what this takes",
			`{} {}`:                     "after",
			"{\"note\":\"\xff\"}":       "UTF-8",
			`[` + `[` + `]]`:            "not what this takes",
			strings.Repeat(`{"a":`, 99): "deeper",
		} {
			if status, answer := s.ask("all", method, path, text); status != http.StatusUnprocessableEntity || !strings.Contains(string(answer), says) {
				t.Errorf("%s %s %.30q: %d %s", method, path, text, status, answer)
			}
		}
		for _, kind := range []string{"text/plain", "application/jsonx", "application/json; charset=utf-16", "application/x-www-form-urlencoded", ";"} {
			if status, answer := s.ask("all", method, path, `{}`, "Content-Type", kind); status != http.StatusUnsupportedMediaType {
				t.Errorf("%s %s as %q: %d %s", method, path, kind, status, answer)
			}
		}
	})
	if tried < 20 {
		t.Errorf("only %d routes take JSON", tried)
	}
}

// A token must never change who may do what, so nothing here does.
func TestNoRouteManagesPeople(t *testing.T) {
	s := open(t)
	s.each(func(method, path string, operation map[string]any) {
		if operation["x-verb"] == string(news.ManagePeople) {
			t.Errorf("%s %s", method, path)
		}
	})
}

func TestEveryPostTakesAKey(t *testing.T) {
	s := open(t)
	s.each(func(method, path string, operation map[string]any) {
		has := strings.Contains(fmt.Sprint(operation["parameters"]), "Idempotency-Key")
		if has != (method == http.MethodPost) {
			t.Errorf("%s %s: the document has a key: %v", method, path, has)
		}
		if method != http.MethodPost {
			return
		}
		status, answer := s.ask("all", method, path, `{}`, "Idempotency-Key", strings.Repeat("k", 201))
		if status != http.StatusUnprocessableEntity || !strings.Contains(string(answer), "Idempotency-Key") {
			t.Errorf("%s %s with a long key: %d %s", method, path, status, answer)
		}
	})
}

// The schemas must be able to fail, or the walk proves nothing.
func TestTheSchemasRefuseWhatIsNotTheirs(t *testing.T) {
	s := open(t)
	story := s.operation("GET", "/stories/{number}")["responses"].(map[string]any)["200"].(map[string]any)["content"].(map[string]any)["application/json"]
	_, good := s.ask("all", "POST", "/stories", `{"content":`+content+`}`)
	if err := s.validate(story, good); err != nil {
		t.Error(err)
	}
	for what, text := range map[string]string{
		"nothing":          `{}`,
		"a lost field":     strings.Replace(string(good), `"revision"`, `"revisions"`, 1),
		"another type":     strings.Replace(string(good), `"number":1`, `"number":"1"`, 1),
		"an unknown state": strings.Replace(string(good), `"writing"`, `"dreamt"`, 1),
		"a time in words":  regexp.MustCompile(`"created":"[^"]*"`).ReplaceAllString(string(good), `"created":"today"`),
		"an unknown node":  strings.Replace(string(good), `"paragraph"`, `"script"`, 1),
	} {
		if text == string(good) {
			t.Errorf("%s: the text did not change", what)
		}
		if s.validate(story, []byte(text)) == nil {
			t.Errorf("%s passes: %s", what, text)
		}
	}
}
