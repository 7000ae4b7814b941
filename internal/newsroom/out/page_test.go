package out_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

type failing interface {
	Errorf(format string, args ...any)
}

// said checks what a file for people says: a page has the body as it was written, and a text all of its words, in order, on lines that are
// not too long. A PDF is whole from its first byte to its last.
func said(t failing, i out.Item, f out.Format, body []byte) {
	if f != out.PDF && !utf8.Valid(body) {
		t.Errorf("%s is not UTF-8", f)
	}
	switch f { //nolint:exhaustive // the others are read back whole
	case out.HTML:
		_, article, _ := strings.Cut(string(body), "</header>")
		article, _, _ = strings.Cut(article, "</article>")
		read := markup.HTML(article, nil)
		if got, want := canonical(read.Body, f), canonical(out.Said(i).Body, f); got != want {
			t.Errorf("the page says %.600q, want %.600q", got, want)
		}
	case out.Text:
		rest := solid(string(body))
		for _, word := range strings.Fields(out.Tidy(strings.ReplaceAll(out.Said(i).Body.Plain(), "\n", " "))) {
			word = strings.Trim(word, "|>-•—")
			if _, after, ok := strings.Cut(rest, solid(word)); ok {
				rest = after
			} else if !strings.Contains(solid(string(body)), solid(word)) {
				t.Errorf("the text lacks %q", word)
			}
		}
		for l := range strings.Lines(string(body)) {
			width := 0
			for _, r := range strings.TrimRight(l, "\n") {
				if r < ' ' {
					t.Errorf("there is a control character in %q", l)
				}
				if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
					width++
				}
			}
			if width > 72 && len(strings.Fields(strings.TrimLeft(l, "> "))) > 1 && strings.Contains(strings.TrimSpace(strings.TrimLeft(l, "> ")), " ") {
				t.Errorf("%q is %d characters long", l, width)
			}
		}
	case out.PDF:
		if !bytes.HasPrefix(body, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(body, []byte("%%EOF\n")) {
			t.Errorf("the PDF is not whole")
		}
	}
}

func solid(s string) string { return strings.Join(strings.Fields(s), "") }

func TestAPageAndATextSayAllOfTheStory(t *testing.T) {
	for name, i := range everyItem(t) {
		for _, f := range []out.Format{out.HTML, out.Text} {
			t.Run(string(f)+" "+name, func(t *testing.T) { said(t, i, f, written(t, i, f).Body) })
		}
	}
}

func TestAPageHasItsPicturesInItWhereTheyCanBeHad(t *testing.T) {
	i, data := pictured(), square(t)
	i.File = func(name string) ([]byte, error) {
		if strings.HasPrefix(name, "gg") {
			t.Error("the graphic picture's file is asked for")
		}
		return data, nil
	}
	page := string(written(t, i, out.HTML).Body)
	if n := strings.Count(page, "data:image/jpeg;base64,"+base64.StdEncoding.EncodeToString(data)); n != 2 {
		t.Errorf("%d pictures are in the page", n)
	}
	for _, f := range out.Formats() {
		if body := string(written(t, i, f).Body); strings.Contains(body, "gg-640") || strings.Contains(body, "gg-1600") {
			t.Errorf("%s names the graphic picture's file", f)
		}
	}
	i.File = nil
	if page := string(written(t, i, out.HTML).Body); !strings.Contains(page, `src="https://padma.example/media/aa-1600.jpg"`) {
		t.Error("a picture that cannot be had is not named by its address")
	}
}

// What is read is what a client's system would see: it is told of a kill in a way that no form has to be read for.
func TestAKillHasNothingOfTheStory(t *testing.T) {
	kill := hard()["a kill"]
	for _, f := range out.Formats() {
		if body := string(written(t, kill, f).Body); strings.Contains(body, "Ferry") || strings.Contains(body, "ferry") {
			t.Errorf("%s has words of the story:\n%s", f, body)
		}
	}
	if got := readBack(t, written(t, kill, out.NINJS)); got.Headline != item.Line(kill.Headline()) {
		t.Errorf("the headline is %q", got.Headline)
	}
}
