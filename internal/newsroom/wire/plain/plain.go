// Package plain reads what reporters and small partners send: plain text, and Word documents (docx).
//
// A text has no fields. Its first line is the headline, unless it is a paragraph; "EMBARGO …", "KILL: …" and "CORRECTION: …" in the first lines are
// read as package head has it; the place it begins with is the Dateline; the file's name is its GUID, so that the same file again is a newer
// version. Pictures in a Word document are Files.
//
// It reads over and does not keep, of a Word document: form (bold, styles, numbering), comments, notes, what is deleted under track changes, and
// the author, title and dates of its properties, which are mostly those of an older document or of the program's owner.
package plain

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/docx"
	"github.com/stet-news/stet/internal/newsroom/wire/head"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// IsText reports whether the file is called a text: nothing in one says so.
func IsText(_ []byte, from item.Source) bool {
	return strings.EqualFold(filepath.Ext(from.Name), ".txt")
}

// IsWord reports whether the file is a Word document.
func IsWord(doc []byte, _ item.Source) bool { return docx.Is(doc) }

// longLine is the length from which the first line of a text is not a headline alone.
const longLine = 300

// Text reads a plain text.
func Text(doc []byte, from item.Source) (item.Batch, error) {
	if len(doc) > item.MaxFile {
		return item.Batch{}, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)
	}
	if len(strings.TrimSpace(string(doc))) == 0 {
		return item.Batch{}, news.Errorf(news.Invalid, "The file is empty.")
	}
	content, name, err := charset.UTF8(doc)
	if err != nil {
		return item.Batch{}, err
	}
	text := strings.TrimSpace(string(content))
	if strings.ContainsRune(text, 0) {
		return item.Batch{}, news.Errorf(news.Invalid, "The file is not a text, whatever its name says.")
	}
	i, err := itemOf(text, doc, from)
	if err != nil {
		return item.Batch{}, err
	}
	if i.RawType = "text/plain"; name != "" {
		i.RawType += "; charset=" + name
	}
	return item.Of("text", i), nil
}

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// Word reads a Word document.
func Word(doc []byte, from item.Source) (item.Batch, error) {
	if len(doc) > item.MaxFile {
		return item.Batch{}, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)
	}
	text, err := docx.Text(doc)
	switch {
	case errors.Is(err, docx.ErrTooLong):
		return item.Batch{}, news.Errorf(news.TooLarge, "The Word document has more than %d MB of text.", docx.Most>>20)
	case err != nil:
		return item.Batch{}, news.Errorf(news.Invalid, "This is not a Word document (docx) that can be read.")
	}
	i, err := itemOf(strings.TrimSpace(text), doc, from)
	if err != nil {
		return item.Batch{}, err
	}
	i.RawType = wordType
	pictures, left := docx.Pictures(doc, item.MaxFiles)
	for _, p := range pictures {
		i.Files = append(i.Files, item.File{Name: p.Name, Type: p.Type, Data: p.Data})
	}
	b := item.Of("docx", i)
	if left > 0 {
		b.Problems = []string{fmt.Sprintf("%d pictures in the document cannot be unpacked or are more than Stet keeps of one; they were left out.", left)}
	}
	return b, nil
}

// itemOf makes an item of a text.
func itemOf(text string, raw []byte, from item.Source) (item.Item, error) {
	i := item.Item{Raw: raw}
	first, rest, _ := strings.Cut(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	first = strings.Join(strings.Fields(news.CleanText(first)), " ")
	if len(first) <= longLine {
		i.Headline = first
	} else {
		rest = text // a paragraph: the headline is made of it, and it stays in the text
	}
	body := markup.Text(rest)
	i.Body, i.Cut = body.Body, body.Cut
	if i.Headline == "" && i.Body.Empty() {
		return item.Item{}, news.Errorf(news.Invalid, "There are no words in the file.")
	}
	plain := i.Body.Plain()
	i.Dateline, i.Source = head.Dateline(plain)
	head.Read(time.Time{}, from.Zone, append([]string{i.Headline}, strings.Split(plain[:min(len(plain), 8<<10)], "\n")...)...).To(&i.Dispatch)
	if i.GUID = "file:" + item.Line(from.Name); i.GUID == "file:" {
		i.GUID = item.GUID("", "", i.Headline, time.Time{}, raw)
	}
	return i, nil
}
