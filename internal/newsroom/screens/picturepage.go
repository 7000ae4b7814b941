package screens

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// picturePage is the page of one picture.
type picturePage struct {
	*visit
	pic     news.Picture      // as it is kept
	shown   news.Picture      // as the form has it: with what was typed, when it was refused
	form    map[string]string // what was typed, when it was refused
	was     news.Picture      // as it was when the form was shown
	once    string
	trouble string
	theirs  []pictureDiff // what somebody else changed while the form was open

	uses     []pictureUsed
	versions []pictureVersion
}

// base is the revision that the form is written over.
func (p picturePage) base() string { return strconv.FormatInt(p.pic.Revision, 10) }

func (p picturePage) changes(was, is news.Picture) []pictureDiff { return changesOf(p.visit, was, is) }

// mayHaveOriginal reports whether the person may have the file as it came.
func (p picturePage) mayHaveOriginal() bool { return desk.MayOpenOriginal(p.person, p.pic) == nil }

// authorName is the author's name in the language of the screens.
func (v *visit) authorName(a news.Author) string {
	for _, l := range append([]news.Language{v.lang}, v.house.Languages...) {
		if n := a.Names[l]; n != "" {
			return n
		}
	}
	return a.Slug
}

func picturePath(id string) string { return "/n/pictures/" + id }

func (s *screens) picture(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openPicture(r, v)
	if err != nil {
		return err
	}
	return s.showPicture(w, r, http.StatusOK, p)
}

func (s *screens) openPicture(r *http.Request, v *visit) (p picturePage, err error) {
	p = picturePage{visit: v, once: newOnce()}
	p.pic, err = s.DB.Picture(r.Context(), r.PathValue("picture"))
	p.shown = p.pic
	if base, e := strconv.ParseInt(line(r, "base"), 10, 64); err == nil && e == nil {
		p.was, err = s.pictureAt(r.Context(), p.pic, base)
	}
	return p, err
}

func (s *screens) showPicture(w http.ResponseWriter, r *http.Request, status int, p picturePage) (err error) {
	if p.uses, err = s.usesOf(r.Context(), p.visit, p.pic.ID); err != nil {
		return err
	}
	if p.versions, err = s.versionsOf(r.Context(), p.visit, p.pic.ID); err != nil {
		return err
	}
	return show(w, r, status, pictureView(p))
}

// val is what a field of the form shows: what was typed, or else what is kept.
func (p picturePage) val(name, kept string) string {
	if v, typed := p.form[name]; typed {
		return v
	}
	return kept
}

// title is what the page is called.
func (p picturePage) title() string { return captionOf(p.pic) }

// words are what is said of the picture in the language: what was written for it, or else what the file brought, if it is in the language's letters.
func wordsIn(p news.Picture, l news.Language, first bool) (w news.PictureWords) {
	if kept, ok := p.Words[l]; ok {
		return kept
	}
	mine := func(s string) string {
		if s == "" || hasBangla(s) != (l == news.Bangla) || l != news.Bangla && l != news.English && !first {
			return ""
		}
		return s
	}
	return news.PictureWords{Caption: mine(p.Caption), Alt: mine(p.Alt)}
}

// hasBangla reports whether there is a letter or digit of Bangla in s.
func hasBangla(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x0980 && r <= 0x09FF })
}

// cropLine is one crop on the page.
type cropLine struct {
	news.Crop
	cut    int  // faces that are not whole in it
	narrow bool // below news.CropWarning
}

// key is the shape in the names of fields, as "16x9".
func (c cropLine) key() string { return strings.ReplaceAll(string(c.Shape), ":", "x") }

func (c cropLine) viewBox() string { return fmt.Sprint(c.X, c.Y, c.Width, c.Height) }

// crops are the crops of the picture as the form has it.
func (p picturePage) crops() (all []cropLine) {
	for _, s := range news.Shapes {
		c := p.shown.Cropped(s)
		all = append(all, cropLine{c, p.shown.Cut(c), c.Width < news.CropWarning})
	}
	return all
}

// whole is the viewBox of the whole picture.
func (p picturePage) whole() string { return fmt.Sprint(0, 0, p.pic.Width, p.pic.Height) }

// hundredths is a share as a number field has it.
func hundredths(share float64) string { return strconv.FormatFloat(share*100, 'f', -1, 64) }

// focusAt is the focus in pixels of the picture.
func (p picturePage) focusAt() (x, y string) {
	fx, fy := p.shown.Focus.Point()
	return strconv.Itoa(int(fx * float64(p.pic.Width))), strconv.Itoa(int(fy * float64(p.pic.Height)))
}

// cropUses are what each shape is for.
var cropUses = map[news.Shape]string{
	news.Shape3x2: "cards and fronts", news.Shape16x9: "players and shares", news.Shape4x3: "older screens", news.Shape1x1: "squares and chats", news.Shape3x4: "portraits",
}

// size is a number of bytes as people read it.
func (v *visit) size(bytes int64) string {
	switch {
	case bytes >= 1<<20:
		return v.digits(strconv.FormatFloat(float64(bytes)/(1<<20), 'f', 1, 64)) + " MB"
	case bytes > 0:
		return v.digits(strconv.FormatInt((bytes+1023)>>10, 10)) + " KB"
	}
	return "–"
}

// facts are what the file says of itself, as read, and what is known of the original.
func (p picturePage) facts() (all []fact) {
	m := p.pic.Metadata
	add := func(name, value string) {
		if value != "" {
			all = append(all, fact{name, value})
		}
	}
	add("Headline", m.Headline)
	add("Creator", m.Creator)
	add("Copyright", m.Copyright)
	add("Usage terms", m.UsageTerms)
	add("Instructions", m.Instructions)
	add("Keywords", strings.Join(m.Keywords, ", "))
	add("City", m.City)
	add("Country", m.Country)
	if sentences := m.Credentials.Phrases(); sentences != nil {
		said := make([]string, len(sentences))
		for i, one := range sentences {
			said[i] = p.phrase(one)
		}
		add("Content credentials", strings.Join(said, " "))
	} else if m.Origin != "" {
		add("How it was made", p.phrase(m.Origin.Phrase()))
	}
	return all
}

// fact is one line about a picture.
type fact struct{ name, value string }

func percentX(f news.Focus) string { x, _ := f.Point(); return hundredths(x) }

func percentY(f news.Focus) string { _, y := f.Point(); return hundredths(y) }

// rightsChoices are what may be done with a picture, as the form has it.
var rightsChoices = []struct{ value, words string }{
	{"free", "Free to use"}, {string(news.Conditional), "Use with conditions"}, {string(news.Denied), "Do not use"},
}

// useValue is the use as the form has it.
func useValue(u news.Use) string {
	if u == news.Free {
		return "free"
	}
	return string(u)
}

// formatName is the format as people write it.
func formatName(format string) string {
	if format == "webp" {
		return "WebP"
	}
	return strings.ToUpper(format)
}
