package web_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/web"
)

func TestAnErrorForPeopleIsToldAndAnInternalOneIsNot(t *testing.T) {
	for _, tt := range []struct {
		err    error
		status int
		says   string
	}{
		{news.Errorf(news.Conflict, "The story is spiked."), 409, "The story is spiked."},
		{&news.StaleError{Base: 3, Yours: news.Content{Headline: "Mine"}, Theirs: news.Revision{Number: 4, Content: news.Content{Headline: "Hers"}}}, 409, `"headline":"Mine"`},
		{errors.New("dial tcp 10.0.0.3: password is hunter2"), 500, "Nothing that was saved before is lost"},
	} {
		w := httptest.NewRecorder()
		web.Handler(func(http.ResponseWriter, *http.Request) error { return tt.err }).
			ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) || strings.Contains(w.Body.String(), "hunter2") {
			t.Errorf("%v: %d %s", tt.err, w.Code, w.Body)
		}
	}
}

func TestJSONThatIsNotWhatAHandlerTakesIsRefusedInOneSentence(t *testing.T) {
	var v struct {
		Note string        `json:"note"`
		Body news.Document `json:"body"`
	}
	for body, want := range map[string]string{
		``:                             "empty",
		`{"note":1}`:                   "note cannot be a number",
		`{"note":"a","NOTE":"b"}`:      "twice",
		"{\"base\":1,\"ba\u017fe\":2}": "twice",
		`{"nope":1}`:                   "nope",
		`{"note":"x"} 1`:               "after",
		`{"note":"` + strings.Repeat("x", 200) + `"}`:      "100 bytes",
		`{"body":{"type":"doc","content":[{"type":"x"}]}}`: "body.content[0].type",
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		err := web.Decode(w, r, 100, &v)
		if err == nil || !strings.Contains(web.ProblemOf(err).Title, want) {
			t.Errorf("%.40s: %v, want %q", body, err, want)
		}
	}
}
