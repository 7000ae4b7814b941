package markup_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

var base = &url.URL{Scheme: "https", Host: "agency.example", Path: "/news/1"}

// written is the document as our own HTML, one block a line, which is easy to compare.
func written(d news.Document) string { return strings.TrimSpace(news.HTMLWriter{}.HTML(d)) }

func TestCopyKeepsItsForm(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", "<p>One.</p><p>Two.</p>", "<p>One.</p>\n<p>Two.</p>"},
		{"unclosed paragraphs", "<p>One.<p>Two.", "<p>One.</p>\n<p>Two.</p>"},
		{"two breaks", "One.<br><br/>Two.<br>Three.", "<p>One.</p>\n<p>Two.<br>Three.</p>"},
		{"no tags", "Water &amp; wind\nrose.\n\nBoth fell.", "<p>Water &amp; wind rose.</p>\n<p>Both fell.</p>"},
		{"less than", "5 < 6 and 7 > 2", "<p>5 &lt; 6 and 7 &gt; 2</p>"},
		{"white space", "  <div>\n a\t<b> b </b>\n c </div> ", "<p>a <strong>b</strong> c</p>"},
		{"marks", "<p><strong>A</strong><em>b</em> <b><i>c</i></b> d</p>", "<p><strong>A</strong><em>b </em><strong><em>c</em></strong> d</p>"},
		{"bold that is never closed", "<p><b>A</p><p>b</p>", "<p><strong>A</strong></p>\n<p>b</p>"},
		{"marks around blocks", "<b><p>A</p></b><p>b</p>", "<p><strong>A</strong></p>\n<p>b</p>"},
		{"wrong order", "<p><b>a<i>b</b>c</i>d</p>", "<p><strong>a</strong><strong><em>b</em></strong><em>c</em>d</p>"},
		{"headings", "<h1>A</h1>x<h4>B</h4>", "<h2>A</h2>\n<p>x</p>\n<h2>B</h2>"},
		{"quotation", "<blockquote>Said<p>so.</p><footer>A. Person</footer></blockquote>y", "<blockquote><p>Said</p>\n<p>so.</p>\n<footer>A. Person</footer></blockquote>\n<p>y</p>"},
		{"quotation in quotation", "<blockquote><p>a</p><blockquote>b</blockquote><h3>c</h3></blockquote>", "<blockquote><p>a</p>\n<p>b</p>\n<p><strong>c</strong></p>\n</blockquote>"},
		{"lists", "<ul><li>a<li>b<ol><li>c</ol></ul>d", "<ul><li><p>a</p>\n</li>\n<li><p>b</p>\n<ol><li><p>c</p>\n</li>\n</ol>\n</li>\n</ul>\n<p>d</p>"},
		{"text straight in a list", "<ul>a<li>b</li></ul>", "<ul><li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>"},
		{"items without a list", "<li>a</li><li>b</li>", "<p>• a</p>\n<p>• b</p>"},
		{"list in a quotation", "<blockquote><ul><li>a</li></ul></blockquote>", "<blockquote><p>• a</p>\n</blockquote>"},
		{"definitions", "<dl><dt>a<dd>b</dl>", "<p><strong>a</strong></p>\n<p>b</p>"},
		{
			"table", "<table><caption>C</caption><thead><tr><th>h<th>i</thead><tr><td>1<td><p>2</p><p>3</p></table>",
			"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"C\"><table><caption>C</caption><tr><th scope=\"col\">h</th><th scope=\"col\">i</th></tr>\n<tr><td>1</td><td>2<br>3</td></tr>\n</table></div>",
		},
		{"cells without a row", "<table><td>1</table>", "<div class=\"table\" tabindex=\"0\"><table><tr><td>1</td></tr>\n</table></div>"},
		{"text between cells", "<table>x<tr><td>1</td></tr></table>", "<p>x</p>\n<div class=\"table\" tabindex=\"0\"><table><tr><td>1</td></tr>\n</table></div>"},
		{"table in a list", "<ul><li><table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table></li></ul>", "<ul><li><p>1 | 2</p>\n<p>3</p>\n</li>\n</ul>"},
		{"empty things", "<p></p><p>&nbsp;</p><ul><li></li></ul><table><tr><td></td></tr></table><blockquote></blockquote><p>x</p>", "<p>x</p>"},
		{
			"links", `<a href="/a?b=1&amp;c=2">x</a> <a href="mailto:a@b.example">m</a> <a href="#x">in</a>`,
			`<p><a href="https://agency.example/a?b=1&amp;c=2">x</a> <a href="mailto:a@b.example">m</a> <a href="https://agency.example/news/1#x">in</a></p>`,
		},
		{"link in a link", `<a href="http://a.example/">x<a href="http://b.example/">y</a>z`, `<p><a href="http://a.example/">x</a><a href="http://b.example/">y</a>z</p>`},
		{"links nobody may follow", `<a href="javascript:alert(1)">a</a><a href=" java&#10;script:x">b</a><a href="data:text/html,x">c</a><a href="ftp://x/">d</a><a href="https://">e</a>`, "<p>abcde</p>"},
		{"scripts and styles", "a<script>alert('<p>x</p>')</script>b<style>p{}</style>c", "<p>abc</p>"},
		{"comments", "a<!-- <p>x</p> -->b", "<p>ab</p>"},
		{"unclosed svg", "<p>a<svg><text>t</text></p><p>b</p>", "<p>a</p>\n<p>b</p>"},
		{"unknown elements", "<p>a<x-y>b</x-y><blink>c</blink></p>", "<p>abc</p>"},
		{"powers and formulas", "10<sup>6</sup> m<sup>2</sup> of CO<sub>2</sub>, the 5<sup>th</sup>", "<p>10⁶ m² of CO₂, the 5th</p>"},
		{"quotes", "<q>Yes</q>, she said", "<p>“Yes”, she said</p>"},
		{"lines that count", "<pre>a\n  b\n\nc</pre>", "<p>a<br>b</p>\n<p>c</p>"},
		{
			"a player", `<p>See:</p><iframe src="https://www.tube.example/e/1" title="The river">old</iframe><p>More</p>`,
			"<p>See:</p>\n<p class=\"embed\"><a href=\"https://www.tube.example/e/1\" rel=\"noopener\">The river</a> <small>tube.example</small></p>\n<p>More</p>",
		},
		{"stray ends", "</div></td></li></b>a</p>b</table>c", "<p>a</p>\n<p>b</p>\n<p>c</p>"},
		{"a whole page", "<!DOCTYPE html><html><head><title>T</title><meta charset=utf-8></head><body><p>a</body></html>", "<p>a</p>"},
		{"bangla", "<p>সোমবার &nbsp;বিকেলে</p>", "<p>সোমবার \u00a0বিকেলে</p>"},
		{"hidden direction", "<p>a\u202eb\x00c</p>", "<p>abc</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := markup.HTML(c.in, base)
			if d := cmp.Diff(c.want, written(r.Body)); d != "" {
				t.Error(d)
			}
			checkDocument(t, r)
		})
	}
}

func TestFilesAreListedWithCaptionAndCreditAndNotFetched(t *testing.T) {
	r := markup.HTML(`<p>a</p><figure><img src="/boat.jpg" alt="Two people"><figcaption>A boat. <span class="photo-credit">Papia Das</span></figcaption></figure>
		<img data-src="https://cdn.example/two.png" src="data:image/gif;base64,x" alt="Second"><img src="https://cdn.example/two.png"><img src="https://count.example/p" width="1" height="1">
		<video src="/film.mp4" type="video/mp4">old browser</video><img src="javascript:x"><img src="data:image/png;base64,eA=="><p>b</p>
		<figure><blockquote>q</blockquote><figcaption>who</figcaption></figure>`, base)
	want := []news.Media{
		{URL: "https://agency.example/boat.jpg", Type: "image", Caption: "A boat.", Credit: "Papia Das"},
		{URL: "https://cdn.example/two.png", Type: "image", Caption: "Second"},
		{URL: "https://agency.example/film.mp4", Type: "video/mp4"},
	}
	if d := cmp.Diff(want, r.Media); d != "" {
		t.Error(d)
	}
	if got := written(r.Body); got != "<p>a</p>\n<p>b</p>\n<blockquote><p>q</p>\n</blockquote>\n<p>who</p>" {
		t.Error(got)
	}
	if r := markup.HTML(`<a href="/x">y</a><img src="/z.jpg">`, nil); written(r.Body) != "<p>y</p>" || len(r.Media) != 0 {
		t.Errorf("without a base, relative addresses lead nowhere: %s %v", written(r.Body), r.Media)
	}
}

func TestPlainTextIsParagraphs(t *testing.T) {
	for in, want := range map[string]string{
		"One.\nTwo.\n":                     "<p>One.</p>\n<p>Two.</p>",
		"One\r\nline.\r\n\r\nTwo <b>.\r\n": "<p>One line.</p>\n<p>Two &lt;b&gt;.</p>",
		"":                                 "", " \n \n": "", "one": "<p>one</p>", "&amp;": "<p>&amp;amp;</p>",
	} {
		if got := written(markup.Text(in).Body); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestAHeadlineLosesItsFormAndNoWord(t *testing.T) {
	for in, want := range map[string]string{
		" Water\n rises ": "Water rises", "<b>Bold</b> claim": "Bold claim", "AT&amp;T": "AT&T", "How to use <div>": "How to use <div>",
		"5 < 6 &lt; 7": "5 < 6 < 7", `<a href="javascript:x">go</a><br/>on`: "go on", "<script>x</script>": "<script>x</script>", "a&#0;b&#x202e;c": "a\ufffdbc",
	} {
		if got := markup.Line(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestABodyAtEveryLimitIsCutAndStillADocument(t *testing.T) {
	for name, in := range map[string]string{
		"one long paragraph":  "<p>" + strings.Repeat("word ", 400_000),
		"one long word":       "<p>" + strings.Repeat("ক", 700_000),
		"many paragraphs":     strings.Repeat("<p>a</p>", 50_000),
		"one list":            "<ul>" + strings.Repeat("<li>a", 50_000),
		"one table":           "<table>" + strings.Repeat("<tr><td>a<td>b", 50_000),
		"many marks":          "<p>" + strings.Repeat("<b>a</b> b ", 50_000),
		"long links":          strings.Repeat(`<a href="https://a.example/`+strings.Repeat("x", 1900)+`">a</a> `, 2000),
		"long caption":        "<table><caption>" + strings.Repeat("word ", 5_000) + "</caption><tr><td>x</table>" + "<figure><img src=/a><figcaption>" + strings.Repeat("w <cite>x</cite>", 90_000) + "</figure>",
		"many captions":       strings.Repeat("<table><caption>"+strings.Repeat("word ", 700)+"</caption><tr><td>x</table>", 400),
		"many players":        strings.Repeat(`<iframe src="https://a.example/`+strings.Repeat("x", 1900)+`"></iframe>`, 1000),
		"deep lists":          strings.Repeat("<ul><li>a", 3_000),
		"deep quotations":     strings.Repeat("<blockquote>a", 3_000),
		"deep divs":           strings.Repeat("<div>", 60_000) + "a",
		"deep bold":           strings.Repeat("<b>", 20_000) + strings.Repeat("a</i>", 20_000),
		"deep tables":         strings.Repeat("<table><tr><td>", 20_000) + "a",
		"a tag of a megabyte": "<p " + strings.Repeat(`a="" `, 200_000) + ">x<img src=\"data:image/png;base64," + strings.Repeat("A", 1<<20) + "\">y",
		"many breaks":         "<p>a" + strings.Repeat("<br>", 300_000) + "b",
	} {
		t.Run(name, func(t *testing.T) {
			r := markup.HTML(in, base)
			if r.Body.Empty() {
				t.Error("nothing is left of it")
			}
			checkDocument(t, r)
		})
	}
}

// checkDocument holds the promise of the package: what comes out is a document.
func checkDocument(t *testing.T, r markup.Result) {
	t.Helper()
	data, err := json.Marshal(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	again, err := news.DecodeDocument(data)
	if err != nil {
		t.Fatalf("not a document: %v", err)
	}
	if back, err := json.Marshal(again); err != nil || !bytes.Equal(back, data) {
		t.Fatalf("it comes back changed, %v:\n%s\n%s", err, data, back)
	}
	for _, f := range r.Media {
		if !strings.HasPrefix(f.URL, "https://") && !strings.HasPrefix(f.URL, "http://") || f.Caption != news.CleanText(f.Caption) || f.Credit != news.CleanText(f.Credit) {
			t.Fatalf("%+v", f)
		}
	}
}
