package manuscript_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/copycheck/manuscript"
)

// word makes a Word document with the XML as its text.
func word(t *testing.T, xml string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(xml)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const head = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`

func TestTextIsReadOutOfWhatEditorsSend(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"plain text, of Windows":      {[]byte("\xef\xbb\xbfOne.\r\n\r\nTwo."), "One.\n\nTwo."},
		"HTML":                        {[]byte("<!doctype html><html><body><p>One &amp; two.</p><p>Three.</p></body></html>"), "One & two.\n\nThree."},
		"Word":                        {word(t, head+`<w:p><w:r><w:t>The river </w:t></w:r><w:r><w:t>rose.</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>It fell.</w:t></w:r></w:p></w:body></w:document>`), "The river rose.\n\nIt fell.\n\n"},
		"Word, with what was deleted": {word(t, head+`<w:p><w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:ins><w:r><w:t>so</w:t></w:r></w:ins></w:p></w:body></w:document>`), "so\n\n"},
	} {
		got, err := manuscript.Read(name, c.file, nil)
		if err != nil || got.Text != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got.Text, err, c.want)
		}
	}
}

// Of a news page the story is read, and what the page says of its place and time; what stands around it is no part of it.
func TestOfAWebPageTheStoryIsRead(t *testing.T) {
	t.Parallel()
	const html = `<!doctype html><html lang="en"><head><title>River falls | The Delta Post</title>
<meta property="article:published_time" content="2026-03-26T18:00:00+06:00"></head><body>
<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>River falls after nine days</h1><figure><img src="/river.jpg" alt="River"><figcaption>Boats at Chilmari in 2019</figcaption></figure>
<p>The river fell by 14 centimetres in a day, the water board said on Thursday in a statement to reporters in the capital.</p>
<p>It had been above the danger mark for nine days, and some four thousand families had to leave their homes on the banks.</p></article>
<footer>Copyright The Delta Post. All rights reserved.</footer></body></html>`
	m, err := manuscript.Read("page", []byte(html), nil)
	if err != nil {
		t.Fatal(err)
	}
	if m.Text[:m.Headline] != "River falls after nine days" || !strings.HasPrefix(m.Text[m.Body:], "The river fell") || strings.Contains(m.Text, "rights") || strings.Contains(m.Text, "Sport") {
		t.Errorf("it was read as %q, the headline %d of it, the body from %d", m.Text, m.Headline, m.Body)
	}
	if _, offset := m.Published.Zone(); m.Published.Hour() != 18 || offset != 6*3600 {
		t.Errorf("it was published at %s", m.Published)
	}
	if len(m.Captions) != 1 || m.Captions[0].Text != "Boats at Chilmari in 2019" {
		t.Errorf("its captions are %+v", m.Captions)
	}
}

func TestAShortFirstLineIsTheHeadline(t *testing.T) {
	t.Parallel()
	for text, headline := range map[string]string{
		"River falls\n\nThe river fell.":   "River falls",
		"The river fell.\n\nIt had risen.": "",
		"নদীর পানি কমছে\n\nপানি কমছে।":     "নদীর পানি কমছে",
		"পানি কমছে।\n\nআরও কমবে।":          "",
		"River falls":                                 "",
		"River falls\nagain\n\nIt fell.":              "",
		strings.Repeat("river ", 21) + "\n\nIt fell.": "",
	} {
		m, err := manuscript.Read("text", []byte(text), nil)
		if err != nil || m.Text != text || m.Text[:m.Headline] != headline {
			t.Errorf("of %q the headline is %q, %v", text, m.Text[:m.Headline], err)
		}
	}
}

func TestWhatIsNoTextIsRefusedInASentence(t *testing.T) {
	t.Parallel()
	bomb := word(t, head+`<w:p><w:r><w:t>`+strings.Repeat(" ", manuscript.Most+1)+`</w:t></w:r></w:p></w:body></w:document>`)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"a picture":         {[]byte("\x89PNG\r\n\x1a\n\xff\xd8"), "is no text"},
		"a damaged archive": {[]byte("PK\x03\x04nonsense"), "no Word document"},
		"broken XML":        {word(t, head+"<w:p>"), "no Word document"},
		"a bomb":            {bomb, "more than 16 MB"},
		"what is too long":  {bytes.Repeat([]byte("a"), manuscript.Most+1), "more than 16 MB"},
	} {
		if _, err := manuscript.Read(name, c.file, nil); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("One.\r\nTwo."))
	f.Add([]byte("<html><p>One"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := manuscript.Read("file", b, nil); err == nil && (len(m.Text) > 2*manuscript.Most || m.Headline > m.Body || m.Body > len(m.Text)) {
			t.Errorf("%d bytes became %d, the headline %d of them, the body from %d", len(b), len(m.Text), m.Headline, m.Body)
		}
	})
}
