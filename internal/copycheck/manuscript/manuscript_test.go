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
		got, err := manuscript.Read(name, c.file)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
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
		if _, err := manuscript.Read(name, c.file); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("One.\r\nTwo."))
	f.Add([]byte("<html><p>One"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if text, err := manuscript.Read("file", b); err == nil && len(text) > 2*manuscript.Most {
			t.Errorf("%d bytes became %d", len(b), len(text))
		}
	})
}
