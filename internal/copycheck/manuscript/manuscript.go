// Package manuscript reads the text of a story or a source out of the file that it comes in.
package manuscript

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// Most is how many bytes a file may have, and how many its text may grow to when it is unpacked.
const Most = 16 << 20

// Read returns the text of a file: plain text in UTF-8, HTML or a Word document (docx). Paragraphs end with an empty line. Which
// it is, the file itself says. An error is a *news.Error that names the file.
func Read(name string, b []byte) (string, error) {
	switch {
	case len(b) > Most:
		return "", news.Errorf(news.TooLarge, "%s has more than %d MB.", name, Most>>20)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return docx(name, b)
	case !utf8.Valid(b):
		return "", news.Errorf(news.Invalid, "%s is no text in UTF-8, no HTML and no Word document (docx).", name)
	case isHTML(b):
		return markup.HTML(string(b), nil).Body.Plain(), nil
	}
	text := strings.TrimPrefix(string(b), "\ufeff")
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), nil
}

func isHTML(b []byte) bool {
	kind := http.DetectContentType(b)
	return strings.HasPrefix(kind, "text/html") || strings.HasPrefix(kind, "text/xml") && bytes.Contains(b[:min(len(b), 1024)], []byte("<html"))
}

// docx reads the paragraphs of word/document.xml (ECMA-376). What was deleted under track changes is no text, what was inserted is.
func docx(name string, b []byte) (string, error) {
	damaged := news.Errorf(news.Invalid, "%s is no Word document (docx) that can be read.", name)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "", damaged
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		return "", damaged
	}
	defer func() { _ = f.Close() }() // it was read from memory
	text, err := paragraphs(io.LimitReader(f, Most+1))
	switch {
	case errors.Is(err, errTooLong):
		return "", news.Errorf(news.TooLarge, "%s has more than %d MB of text.", name, Most>>20)
	case err != nil:
		return "", damaged
	}
	return text, nil
}

var errTooLong = errors.New("too long")

// paragraphs reads the text of a document of WordprocessingML.
func paragraphs(r io.Reader) (string, error) {
	count := &counter{r: r}
	d := xml.NewDecoder(count)
	d.Strict = true
	d.Entity = nil
	var out, paragraph strings.Builder
	inText := 0
	for {
		token, err := d.Token()
		switch {
		case count.n > Most:
			return "", errTooLong
		case errors.Is(err, io.EOF):
			return out.String(), nil
		case err != nil:
			return "", fmt.Errorf("read WordprocessingML: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				inText++
			case "tab":
				paragraph.WriteByte('\t')
			case "br", "cr":
				paragraph.WriteByte('\n')
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText--
			case "p":
				if line := strings.TrimSpace(paragraph.String()); line != "" {
					out.WriteString(line + "\n\n")
				}
				paragraph.Reset()
			}
		case xml.CharData:
			if inText > 0 {
				paragraph.Write(t)
			}
		}
	}
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}
