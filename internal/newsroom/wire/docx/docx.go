// Package docx reads the text of Word documents (ECMA-376, Office Open XML).
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"path"
	"slices"
	"strings"
)

// Most is how many bytes a document may have when it is unpacked: its text and its pictures each.
const Most = 16 << 20

// What is wrong with a document that cannot be read.
var (
	ErrDamaged = errors.New("no Word document that can be read")
	ErrTooLong = errors.New("more text than is read")
)

// Is reports whether a file is a zip archive that begins as a Word document does, as far as its first bytes tell.
func Is(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	return err == nil && slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == document })
}

const document = "word/document.xml"

// Text returns the paragraphs of a document, each with two line feeds at its end. What was deleted under track changes is no text, what was
// inserted is. The error is ErrDamaged or ErrTooLong.
func Text(b []byte) (string, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "", ErrDamaged
	}
	f, err := z.Open(document)
	if err != nil {
		return "", ErrDamaged
	}
	defer func() { _ = f.Close() }() // it was read from memory
	text, err := paragraphs(io.LimitReader(f, Most+1))
	switch {
	case errors.Is(err, ErrTooLong):
		return "", ErrTooLong
	case err != nil:
		return "", ErrDamaged
	}
	return text, nil
}

// Picture is a picture in a document.
type Picture struct {
	Name, Type string
	Data       []byte
}

// Pictures returns at most the given number of pictures in a document, in the order of its archive, and how many it left out because they are
// more, cannot be unpacked or are larger than Most together.
func Pictures(b []byte, most int) (all []Picture, left int) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, 0
	}
	total := int64(0)
	for _, f := range z.File {
		kind := mime.TypeByExtension(strings.ToLower(path.Ext(f.Name)))
		if path.Dir(f.Name) != "word/media" || !strings.HasPrefix(kind, "image/") {
			continue
		}
		data := unpack(f, Most-total)
		if data == nil || len(all) == most {
			left++
			continue
		}
		total += int64(len(data))
		all = append(all, Picture{path.Base(f.Name), kind, data})
	}
	return all, left
}

// unpack returns a file of an archive, nil if it cannot be unpacked or has more than the given bytes.
func unpack(f *zip.File, most int64) []byte {
	r, err := f.Open()
	if err != nil {
		return nil
	}
	defer func() { _ = r.Close() }() // it was read from memory
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil || int64(len(data)) > most || len(data) == 0 {
		return nil
	}
	return data
}

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
			return "", ErrTooLong
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
