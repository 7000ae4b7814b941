package markup_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

var payload = regexp.MustCompile(`"payload":\s*("(?:[^"\\]|\\.)*")`)

// hostile returns DOMPurify's payloads and the naughty strings.
func hostile(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile(wiretest.Cases(t, "security/dompurify-expect.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range payload.FindAllSubmatch(data, -1) {
		var s string
		if err := json.Unmarshal(m[1], &s); err != nil {
			t.Fatalf("%s: %v", m[1], err)
		}
		all = append(all, s)
	}
	data, err = os.ReadFile(wiretest.Cases(t, "security/blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var naughty []string
	if err := json.Unmarshal(data, &naughty); err != nil {
		t.Fatal(err)
	}
	return append(all, naughty...)
}

func TestHostileMarkupYieldsOnlyADocument(t *testing.T) {
	all := hostile(t)
	if len(all) < 600 {
		t.Fatalf("only %d payloads were read", len(all))
	}
	for _, s := range all {
		for _, in := range []string{s, "<p>" + s + "</p>", "<ul><li>" + s, "<table><caption>" + s + "<tr><td>" + s, "<blockquote><footer>" + s, "<figure><img src=/x><figcaption>" + s} {
			r := markup.HTML(in, base)
			checkDocument(t, r)
			checkHarmless(t, r)
		}
		checkDocument(t, markup.Text(s))
		if line := markup.Line(s); line != news.CleanText(line) {
			t.Errorf("the headline %q is not clean", line)
		}
	}
	t.Logf("%d payloads, in six places each", len(all))
}

// checkHarmless prints the document and reads the page as a browser's parser would.
func checkHarmless(t *testing.T, r markup.Result) {
	t.Helper()
	printed := news.HTMLWriter{Picture: func(news.PictureUse) string { return "<figure></figure>" }}.HTML(r.Body)
	known := " p h2 blockquote footer ul ol li div table caption tr th td strong em a br small "
	z := html.NewTokenizer(strings.NewReader(printed))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if !strings.Contains(known, " "+tok.Data+" ") {
				t.Fatalf("<%s> came through:\n%s", tok.Data, printed)
			}
			for _, a := range tok.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" {
					t.Fatalf("%s= came through:\n%s", a.Key, printed)
				}
				if a.Key == "href" && !regexp.MustCompile(`^(https?://|mailto:|tel:)`).MatchString(a.Val) {
					t.Fatalf("a link to %q came through", a.Val)
				}
			}
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("%s came through", z.Raw())
		default: // texts and ends do no harm
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		"<p>a<b>b</p>c", "<ul><li>a<ol><li>b</ul>", "<table><caption>c<tr><td>1<th>2</table>x", "<blockquote>a<footer>b<ul><li>c",
		"<figure><img src=/a><figcaption>b<cite>c", "<iframe src=http://x/>", "a<br><br>b<pre>\n\nc", "<svg><p>x</svg>", "<dl><dt>a<dd>b", "<a href=' http://x/'>y",
		"<table><tr><td><table><tr><td>a</table></table>", "<h1><ul><li><h2>a", "&lt;b&#0;&nbsp;",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := markup.HTML(s, base)
		checkDocument(t, r)
		checkHarmless(t, r)
		checkDocument(t, markup.Text(s))
		if line := markup.Line(s); line != news.CleanText(line) {
			t.Fatalf("%q is not clean", line)
		}
	})
}
