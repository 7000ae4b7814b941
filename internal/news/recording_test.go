package news

import "testing"

func TestAFilmNeedsItsWordsToGoOut(t *testing.T) {
	d, err := DecodeDocument([]byte(`{"type":"doc","content":[{"type":"media","attrs":{"media":"1","caption":"Water at the ghat","credit":"Mitu Das"}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	c := Content{Headline: "Water", Section: "bangladesh", Body: d}
	if err := c.complete(true); err != nil {
		t.Error(err)
	}
	for _, lacks := range []func(*Attrs){func(a *Attrs) { a.Caption = "" }, func(a *Attrs) { a.Credit = "" }} {
		c.Body = Document{Blocks: []Node{d.Blocks[0]}}
		lacks(&c.Body.Blocks[0].Attrs)
		if c.complete(true) == nil || c.complete(false) != nil {
			t.Errorf("%+v goes out, or cannot be submitted", c.Body.Blocks[0].Attrs)
		}
	}
	if _, err := DecodeDocument([]byte(`{"type":"doc","content":[{"type":"media"}]}`)); err == nil {
		t.Error("a film of nothing is taken")
	}
	if plain := d.Plain(); plain != "Water at the ghat Mitu Das" {
		t.Errorf("in plain characters it is %q", plain)
	}
}
