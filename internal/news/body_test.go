package news_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
)

const everything = `{"type":"doc","content":[
 {"type":"paragraph","content":[{"type":"text","text":"Water rose "},{"type":"text","text":"fast","marks":[{"type":"bold"},{"type":"link","attrs":{"href":"https://example.com/?a=1&b=2"}}]},{"type":"break"},{"type":"text","text":"in <three> districts."}]},
 {"type":"heading","content":[{"type":"text","text":"Shelters"}]},
 {"type":"quotation","attrs":{"attribution":"Rahima Begum, farmer"},"content":[{"type":"paragraph","content":[{"type":"text","text":"We leave the tin sheets."}]}]},
 {"type":"list","attrs":{"ordered":true},"content":[{"type":"item","content":[{"type":"paragraph","content":[{"type":"text","text":"Boats"}]},{"type":"list","content":[{"type":"item","content":[{"type":"paragraph","content":[{"type":"text","text":"Engines"}]}]}]}]}]},
 {"type":"picture","attrs":{"picture":"p1","caption":"A boat","credit":"Papia Das","alt":"Two people in a boat"}},
 {"type":"pull_quote","attrs":{"attribution":"An official"},"content":[{"type":"text","text":"Not a drill"}]},
 {"type":"table","attrs":{"caption":"Levels"},"content":[{"type":"row","content":[{"type":"cell","attrs":{"header":true},"content":[{"type":"text","text":"Point"}]},{"type":"cell"}]}]},
 {"type":"embed","attrs":{"provider":"ExampleTube","title":"The river from the air","url":"https://video.example.com/v/1"}}
]}`

func TestADocumentComesBackAsItWas(t *testing.T) {
	doc, err := news.DecodeDocument([]byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	again, err := news.DecodeDocument(text)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(doc, again); d != "" {
		t.Error(d)
	}
}

func TestADocumentIsWrittenAsHTMLWithEveryTextEscaped(t *testing.T) {
	doc, err := news.DecodeDocument([]byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	got := news.HTMLWriter{
		Picture:   func(p news.PictureUse) string { return "<figure>" + p.Picture + "</figure>\n" },
		EmbedNote: "uses data",
	}.HTML(doc)
	want := `<p>Water rose <strong><a href="https://example.com/?a=1&amp;b=2">fast</a></strong><br>in &lt;three&gt; districts.</p>
<h2>Shelters</h2>
<blockquote><p>We leave the tin sheets.</p>
<footer>Rahima Begum, farmer</footer></blockquote>
<ol><li><p>Boats</p>
<ul><li><p>Engines</p>
</li>
</ul>
</li>
</ol>
<figure>p1</figure>
<aside class="pull"><p>Not a drill</p><footer>An official</footer></aside>
<div class="table" tabindex="0" role="region" aria-label="Levels"><table><caption>Levels</caption><tr><th scope="col">Point</th><td></td></tr>
</table></div>
<p class="embed"><a href="https://video.example.com/v/1" rel="noopener">The river from the air</a> <small>ExampleTube · uses data</small></p>
`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	plain := doc.Plain()
	for _, w := range []string{"Water rose fast", "1. Boats", "- Engines", "We leave the tin sheets. — Rahima Begum, farmer", "Point | "} {
		if !strings.Contains(plain, w) {
			t.Errorf("the plain text lacks %q:\n%s", w, plain)
		}
	}
}

func TestWhatTheSchemaDoesNotKnowIsRefusedWithItsPlace(t *testing.T) {
	for body, want := range map[string]string{
		`[]`:             "body: it must be an object.",
		`{"type":"div"}`: `body.type: it must be "doc", not "div".`,
		`{"type":"doc","content":[{"type":"script"}]}`:                                                                                                            `body.content[0].type: there is no node "script".`,
		`{"type":"doc","content":[{"type":"text","text":"x"}]}`:                                                                                                   `body.content[0]: a "text" cannot stand here.`,
		`{"type":"doc","content":[{"type":"paragraph","attrs":{"style":"x"}}]}`:                                                                                   "body.content[0].attrs.style: there is no such attribute.",
		`{"type":"doc","content":[{"type":"paragraph","attrs":{"ordered":true}}]}`:                                                                                `body.content[0].attrs.ordered: a "paragraph" has no such attribute.`,
		`{"type":"doc","content":[{"type":"paragraph","onclick":"x"}]}`:                                                                                           `body.content[0].onclick: a node has no "onclick".`,
		`{"type":"doc","content":[{"type":"paragraph","type":"heading"}]}`:                                                                                        "body.content[0].type: it is there twice.",
		`{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"blink"}]}]}]}`:                                       `body.content[0].content[0].marks[0].type: there is no mark "blink".`,
		`{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}]}`: `body.content[0].content[0].marks[0].attrs.href: "javascript:alert(1)" is not an address that a reader can follow.`,
		`{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":""}]}]}`:                                                                   "body.content[0].content[0].text: a text may not be empty.",
		`{"type":"doc","content":[{"type":"list"}]}`:                                                                                                              "body.content[0]: it is empty.",
		`{"type":"doc","content":[{"type":"picture"}]}`:                                                                                                           "body.content[0].attrs.picture: it may not be empty.",
		`{"type":"doc","content":[{"type":"paragraph"`:                                                                                                            "body.content[0]: the JSON ends in the middle.",
		`{"type":"doc"} x`: "body: there is something after the document.",
		`{"type":"doc","content":` + strings.Repeat(`[`, 100):                             "body.content[0]: it must be an object.",
		`{"type":"doc","content":[{"type":"embed","attrs":{"title":"x","url":"/x\\y"}}]}`: `body.content[0].attrs.url: "/x\\y" is not an address that a reader can follow.`,
	} {
		_, err := news.DecodeDocument([]byte(body))
		if err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", body, err, want)
		}
	}
}

func FuzzDecodeDocument(f *testing.F) {
	f.Add([]byte(everything))
	f.Add([]byte(`{"type":"doc","content":[{"type":"list","content":[{"type":"item","content":[{"type":"list"}]}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := news.DecodeDocument(data)
		if err != nil {
			return
		}
		text, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		again, err := news.DecodeDocument(text)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, text)
		}
		if d := cmp.Diff(doc, again); d != "" {
			t.Fatal(d)
		}
		if h := (news.HTMLWriter{}).HTML(doc); strings.Contains(strings.ToLower(h), "<script") {
			t.Fatal(h)
		}
	})
}
