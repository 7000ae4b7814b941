package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// walkStyle takes a rule of the house's style through all that can be done to it.
func (s *server) walkStyle() {
	s.Helper()
	const rule = "name: No ferries\\nextends: substitution\\nignorecase: true\\nswap:\\n  ferries: boats\\n"
	tried := s.walk(200, "POST", "/style/try", nil, `{"language":"en","rule":"`+rule+`","sample":"Ferries again."}`)
	hits := tried["hits"].([]any)
	if len(hits) == 0 || hits[0].(map[string]any)["fix"] != "Boats" || len(tried["sample"].([]any)) != 1 {
		s.Errorf("tried: %v", tried)
	}
	if v := s.walk(422, "POST", "/style/rules", nil, `{"language":"en","text":"extends: poetry"}`); !strings.Contains(v["title"].(string), "Line 1, field extends") {
		s.Errorf("a bad rule: %v", v)
	}
	r := s.walk(201, "POST", "/style/rules", nil, `{"language":"en","text":"`+rule+`","note":"They are boats."}`)
	one := []any{"en", r["id"]}
	s.walk(200, "GET", "/style/{language}/rules/{rule}", one, "")
	list := s.walk(200, "GET", "/style/{language}/rules", []any{"en"}, "")["items"].([]any)
	if len(list) < 15 {
		s.Errorf("there are only %d rules", len(list))
	}
	s.walk(409, "PUT", "/style/{language}/rules/{rule}", one, `{"text":"`+strings.Replace(rule, "boats", "ships", 1)+`"}`)
	s.walk(200, "PUT", "/style/{language}/rules/{rule}", one, `{"base":1,"text":"`+strings.Replace(rule, "boats", "ships", 1)+`"}`)
	s.walk(200, "POST", "/style/{language}/rules/{rule}/restore", one, `{"version":1}`)
	v := s.walk(200, "POST", "/check", nil, `{"story":{"text":"The ferries left."},"house_style":true}`)
	if found := v["style"].([]any); len(found) != 1 || found[0].(map[string]any)["fix"] != "boats" {
		s.Errorf("the house's style of a text: %v", v)
	}
	s.walk(200, "POST", "/style/{language}/rules/{rule}/switch", one, `{"off":true,"note":"Loud."}`)
	if all := s.walk(200, "GET", "/style/{language}/rules/{rule}/history", one, "")["items"].([]any); len(all) != 4 {
		s.Errorf("the history: %v", all)
	}
	const plain = "Content-Type"
	took := s.walk(200, "POST", "/style/{language}/import?name=desk.yml&note=Agreed", []any{"en"}, "extends: existence\nmessage: No.\ntokens: [utilise]\n---\nextends: poetry\n", plain, "application/yaml")
	if added, refused := took["added"].([]any), took["refused"].([]any); len(added) != 1 || len(refused) != 1 || refused[0].(map[string]any)["line"] != 5.0 {
		s.Errorf("taken in: %v", took)
	}
	s.walk(422, "POST", "/style/{language}/import?name=desk.zip", []any{"en"}, "PK", plain, "application/zip")
	s.walk(200, "GET", "/style/{language}/export", []any{"en"}, "")
	s.walk(404, "GET", "/style/{language}/rules/{rule}", []any{"en", "none"}, "")
	s.walk(422, "GET", "/style/{language}/rules", []any{"fr"}, "")
}

// Everybody in the newsroom reads the rules and tries one; a desk editor changes them; a program does with the scope for settings.
func TestWhoChangesHouseStyle(t *testing.T) {
	s := open(t)
	const body = `{"language":"en","text":"extends: existence\nmessage: No.\ntokens: [word]\n"}`
	text := strings.ReplaceAll(body, "\n", `\n`)
	if status, _ := s.ask("reporter", "GET", "/style/en/rules", ""); status != http.StatusOK {
		t.Errorf("a reporter who reads the rules gets %d", status)
	}
	for role, want := range map[string]int{"reporter": 403, "sub_editor": 403, "producer": 403, "picture_editor": 403, "desk_editor": 201} {
		status, answer := s.ask(news.Role(role), "POST", "/style/rules", text)
		if status != want {
			t.Errorf("%s who adds a rule gets %d %s", role, status, answer)
		}
	}
	_, answer := s.ask("reporter", "GET", "/style/en/rules/word", "")
	var rule struct {
		Text, Owner string
		By          struct{ Name string }
	}
	if err := json.Unmarshal(answer, &rule); err != nil || rule.Owner != "Person desk_editor" || rule.By.Name != "Person desk_editor" {
		t.Errorf("%v: %s", err, answer)
	}
}
