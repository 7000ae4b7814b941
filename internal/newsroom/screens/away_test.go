package screens_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/screens"
	"github.com/stet-news/stet/internal/store/storetest"
)

// A database that is away is a page to a person, JSON to a program, and keeps what was sent.
func TestTheGuardAnswersWithoutTheDatabase(t *testing.T) {
	db := storetest.SQLite(t)
	guard := account.New(db, account.Options{Memory: 64, Refuse: screens.Refusal()}).Protect(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("somebody came through")
	}))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	ask := func(method, path, origin string, form url.Values, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Cookie", "stet=somebody; stet-language=en")
		r.Header.Set("Origin", origin)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		guard.ServeHTTP(w, r)
		return w
	}
	const ours = "http://example.com"
	publish := url.Values{"revision": {"7"}, "once": {"o-1"}, "note": {"<b>Wrong name</b>"}}
	for _, tt := range []struct {
		name       string
		got        *httptest.ResponseRecorder
		status     int
		kind       string
		has, lacks string
	}{
		{"a page", ask("GET", "/n", "", nil), 503, "text/html", "Readers still get the last edition", "<form"},
		{"in Bangla", ask("GET", "/n", "", nil, "Cookie", "stet=somebody; stet-language=bn"), 503, "text/html", "নিউজরুমের ডেটাবেস সাড়া দিচ্ছে না", "database"},
		{"publishing", ask("POST", "/n/s/3/publish", ours, publish), 503, "text/html", `<h1>Nothing was published</h1>`, "<b>Wrong"},
		{"what was sent", ask("POST", "/n/s/3/publish", ours, publish), 503, "text/html", `name="revision" value="7"`, "http-equiv"},
		{"a note", ask("POST", "/n/s/3/notes", ours, url.Values{"text": {"Ring them"}}), 503, "text/html", ">Ring them</textarea>", "published<"},
		{"a password", ask("POST", "/n/fresh", ours, url.Values{"fresh_password": {"s3cret"}}), 503, "text/html", "Nothing was saved", "s3cret"},
		{"another site's form", ask("POST", "/n/s/3/publish", "https://evil.example", publish), 403, "text/html", "another site", "Send it again"},
		{"a program", ask("GET", "/api/v1/stories", "", nil), 503, "application/problem+json", `"kind":"unavailable"`, "<html"},
		{"a script in Bangla", ask("GET", "/api/v1/stories", "", nil, "X-Stet", "1", "Cookie", "stet=somebody; stet-language=bn"), 503, "application/problem+json", "ডেটাবেস", "database"},
	} {
		body := tt.got.Body.String()
		if tt.got.Code != tt.status || !strings.HasPrefix(tt.got.Header().Get("Content-Type"), tt.kind) || !strings.Contains(body, tt.has) || strings.Contains(body, tt.lacks) {
			t.Errorf("%s: %d %s\n%s", tt.name, tt.got.Code, tt.got.Header().Get("Content-Type"), body)
		}
		if (tt.got.Header().Get("Retry-After") != "") != (tt.status == 503) {
			t.Errorf("%s: Retry-After %q", tt.name, tt.got.Header().Get("Retry-After"))
		}
	}
}
