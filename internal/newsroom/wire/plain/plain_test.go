package plain_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/plain"
	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"
)

func text(t *testing.T, s string) (item.Item, error) {
	t.Helper()
	items, _, err := wiretest.Holds(t, plain.Text, []byte(s), item.Source{Name: "a.txt", Zone: time.FixedZone("Dhaka", 6*3600)})
	if err != nil {
		return item.Item{}, err
	}
	return items[0], nil
}

func TestTheFirstLineOfATextIsItsHeadlineUnlessItIsAParagraph(t *testing.T) {
	long := strings.Repeat("A long first paragraph. ", 20)
	for in, want := range map[string][2]string{
		"Rise\nIt rose.\nFast.":                    {"Rise", "It rose.\n\nFast."},
		"\n\n Rise \n\nIt rose\nfast.\n\nBoats.\n": {"Rise", "It rose fast.\n\nBoats."},
		"Rise":                          {"Rise", ""},
		"\xef\xbb\xbfRise\r\nx\r\ny":    {"Rise", "x\n\ny"},
		"Old Mac\rline":                 {"Old Mac", "line"},
		"Caf\xe9 ferm\xe9\nx":           {"Café fermé", "x"},
		"\xff\xfeR\x00i\x00\n\x00x\x00": {"Ri", "x"},
		long + "\nSecond.":              {"", strings.TrimSpace(long) + "\n\nSecond."},
	} {
		i, err := text(t, in)
		if err != nil || i.Headline != want[0] || i.Body.Plain() != want[1] || string(i.Raw) != in || i.GUID != "file:a.txt" {
			t.Errorf("%q: got %q, %q, %v", in, i.Headline, i.Body.Plain(), err)
		}
	}
	for _, in := range []string{"", " \n", "a\x00b"} {
		if _, err := text(t, in); err == nil {
			t.Errorf("%q is read", in)
		}
	}
}

func TestWhatMayBeDoneWithATextIsRead(t *testing.T) {
	i, err := text(t, "EMBARGO: ২৮ নভেম্বর ২০২৬, সকাল ৬টা\nবাজেট\n\nঢাকা (বাসস) - লেখা।")
	if err != nil || !i.Embargo.Equal(time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)) || i.Change != "" || i.Source != "" {
		t.Errorf("%+v, %v", i.Dispatch, err)
	}
	i, err = text(t, "Budget\n\nEMBARGO until the speech\n\nDhaka (BSS) - Text.")
	if err != nil || i.Change != news.ChangeWithheld || !strings.Contains(i.Note, "until the speech") {
		t.Errorf("%+v, %v", i.Dispatch, err)
	}
	i, err = text(t, "KILL: Budget\n\nThe figures are wrong.")
	if err != nil || i.Change != news.ChangeKill {
		t.Errorf("%+v, %v", i.Dispatch, err)
	}
}

// word makes a Word document of the paragraphs, with a picture.
func word(t testing.TB, picture []byte, paragraphs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	body := `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	for _, p := range paragraphs {
		body += "<w:p><w:r><w:t>" + p + "</w:t></w:r></w:p>"
	}
	for name, data := range map[string]string{"word/document.xml": body + "</w:body></w:document>", "word/media/image1.jpeg": string(picture), "word/media/x.bin": "x"} {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWordDocumentIsRead(t *testing.T) {
	doc := word(t, []byte("\xff\xd8picture"), "River falls", "Dhaka (BSS) - The river fell.", "It &lt;had&gt; risen.")
	if !plain.IsWord(doc, item.Source{}) || plain.IsWord([]byte("PK\x03\x04"), item.Source{}) || plain.IsText(doc, item.Source{Name: "a.docx"}) {
		t.Error("it is not recognised")
	}
	items, b, err := wiretest.Holds(t, plain.Word, doc, item.Source{Name: "river.docx"})
	if err != nil || len(items) != 1 || b.Format != "docx" || len(b.Problems) > 0 {
		t.Fatal(err, b.Problems)
	}
	i := items[0]
	if i.Headline != "River falls" || i.Body.Plain() != "Dhaka (BSS) - The river fell.\n\nIt <had> risen." || i.GUID != "file:river.docx" || i.Dateline != "Dhaka (BSS)" || !bytes.Equal(i.Raw, doc) {
		t.Errorf("%+v", i.Dispatch)
	}
	if len(i.Files) != 1 || i.Files[0].Name != "image1.jpeg" || i.Files[0].Type != "image/jpeg" || string(i.Files[0].Data) != "\xff\xd8picture" {
		t.Errorf("%+v", i.Files)
	}
}

func TestWordDocumentsThatCannotBeRead(t *testing.T) {
	good := word(t, nil, "One")
	for name, doc := range map[string][]byte{
		"nothing": nil, "no archive": []byte("PK\x03\x04"), "torn": good[:len(good)/2], "no words": word(t, nil), "broken": word(t, nil, "<w:x"),
		"a bomb": word(t, nil, strings.Repeat(" ", 17<<20)),
	} {
		if _, _, err := wiretest.Holds(t, plain.Word, doc, item.Source{}); err == nil {
			t.Errorf("%s is read", name)
		}
	}
	items, b, err := wiretest.Holds(t, plain.Word, word(t, make([]byte, 17<<20), "One"), item.Source{})
	if err != nil || len(items) != 1 || len(b.Problems) != 1 {
		t.Errorf("a picture that is a bomb: %v, %v", b.Problems, err)
	}
	wiretest.Torn(t, plain.Word, good)
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"Rise\n\nIt rose.", "\xff\xfea\x00", "\x00", strings.Repeat("x", 400), "a\r\nb\rc\u2028d", "EMBARGO: 2026-11-28 06:00\nx"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) { wiretest.Holds(t, plain.Text, doc, item.Source{Name: "a.txt"}) })
}

func FuzzWord(f *testing.F) {
	f.Add(word(f, []byte("x"), "One", "Two"))
	f.Fuzz(func(t *testing.T, doc []byte) { wiretest.Holds(t, plain.Word, doc, item.Source{}) })
}
