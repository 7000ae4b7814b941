package screens

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// savePicture keeps what was said of a picture.
func (s *screens) savePicture(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openPicture(r, v)
	if err != nil {
		return err
	}
	p.typed(r)
	edit, err := p.edit(r)
	if err == nil {
		_, err = s.Desk.EditPicture(oneTime(r, p.once, "picture"), v.person, p.pic.ID, edit)
	}
	if err == nil {
		return to(w, r, picturePath(p.pic.ID), "saved")
	}
	return s.refusePicture(w, r, p, err)
}

// typed keeps what was typed, so that a refusal shows it.
func (p *picturePage) typed(r *http.Request) {
	p.form = map[string]string{}
	for name := range r.PostForm {
		p.form[name] = r.PostFormValue(name)
	}
	if once := line(r, "once"); once != "" {
		p.once = once
	}
}

// refusePicture answers with the page, what was typed still in it, and why not. If somebody else was faster, it says what they changed.
func (s *screens) refusePicture(w http.ResponseWriter, r *http.Request, p picturePage, err error) error {
	why, status, err := p.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble, p.once = why, newOnce()
	if p.was.ID != "" && p.was.Revision != p.pic.Revision { // and not some other conflict
		p.theirs = p.changes(p.was, p.pic)
	}
	return s.showPicture(w, r, status, p)
}

// edit reads the form. What it holds of crops and times is compared with the picture as it was when the form was shown, which is what the numbers in it were.
func (p *picturePage) edit(r *http.Request) (e desk.PictureEdit, err error) {
	if e.Base, err = strconv.ParseInt(line(r, "base"), 10, 64); err != nil {
		return e, news.Errorf(news.Invalid, "The form does not say what it was based on. Open the picture again.")
	}
	if p.was.ID == "" {
		p.was = p.pic
	}
	is := p.was
	p.words(r, &is)
	is.Credit, is.Care, is.Archive = line(r, "credit"), line(r, "care"), line(r, "archive") != ""
	is.Rights = news.Rights{Use: news.Use(line(r, "use")), Conditions: line(r, "conditions"), Source: line(r, "source")}
	if is.Rights.Use == "free" {
		is.Rights.Use = news.Free
	}
	for _, f := range []struct {
		name string
		was  time.Time
		to   *time.Time
	}{{"taken", p.was.Taken, &is.Taken}, {"from", p.was.Rights.From, &is.Rights.From}, {"until", p.was.Rights.Until, &is.Rights.Until}} {
		if *f.to = f.was; line(r, f.name) == p.field(f.was) { // the field has no seconds
			continue
		}
		if *f.to, err = p.fromField(news.LatinDigits(line(r, f.name))); err != nil {
			return e, err
		}
	}
	if is.Focus, err = p.focus(r); err != nil {
		return e, err
	}
	if is.Crops, err = p.drawn(r, is.Focus); err != nil {
		return e, err
	}
	p.shown = is
	e.Caption, e.Credit, e.Alt, e.Words = &is.Caption, &is.Credit, &is.Alt, is.Words
	e.Taken, e.Archive, e.Care, e.Rights, e.Focus, e.Crops = &is.Taken, &is.Archive, &is.Care, &is.Rights, &is.Focus, &is.Crops
	return e, nil
}

// words reads what is said of the picture in each language of the house. What the picture came with follows the first language that it was written in.
func (p *picturePage) words(r *http.Request, is *news.Picture) {
	kept := is.Words
	is.Words = map[news.Language]news.PictureWords{}
	for l, w := range kept {
		is.Words[l] = w
	}
	caption, alt := "", ""
	for i, l := range p.house.Languages {
		w := news.PictureWords{Caption: line(r, "caption_"+string(l)), Alt: line(r, "alt_"+string(l))}
		if w == (news.PictureWords{}) {
			delete(is.Words, l)
		} else {
			is.Words[l] = w
		}
		shown := wordsIn(p.was, l, i == 0)
		if caption == "" || p.was.Caption != "" && shown.Caption == p.was.Caption {
			caption = w.Caption
		}
		if alt == "" || p.was.Alt != "" && shown.Alt == p.was.Alt {
			alt = w.Alt
		}
	}
	is.Caption, is.Alt = caption, alt
}

// focus reads the focus: as it was, if its numbers are as they were.
func (p *picturePage) focus(r *http.Request) (f news.Focus, err error) {
	x, y := news.LatinDigits(line(r, "focus_x")), news.LatinDigits(line(r, "focus_y"))
	if x == percentX(p.was.Focus) && y == percentY(p.was.Focus) {
		return p.was.Focus, nil
	}
	f.Set = true
	for i, text := range []string{x, y} {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || n < 0 || n > 100 || math.IsNaN(n) {
			return f, news.Errorf(news.Invalid, "The focus is two numbers from 0 to 100; %q is not one.", text)
		}
		*[]*float64{&f.X, &f.Y}[i] = n / 100
	}
	return f, nil
}

// drawn reads the crops by hand. One that follows the focus is one whose numbers nobody changed, or of which somebody says that it does.
func (p *picturePage) drawn(r *http.Request, focus news.Focus) ([]news.Crop, error) {
	moved := p.was
	moved.Focus, moved.Crops = focus, nil
	hands := []news.Crop{}
	for _, s := range news.Shapes {
		name := "crop_" + strings.ReplaceAll(string(s), ":", "x") + "_"
		if _, there := r.PostForm[name+"x"]; !there {
			if c, ok := p.was.Crop(s); ok && c.ByHand {
				hands = append(hands, c)
			}
			continue
		}
		was, follows := p.was.Cropped(s), moved.Cropped(s)
		var at [4]int
		for i, n := range []string{"x", "y", "w", "h"} {
			v, err := strconv.Atoi(news.LatinDigits(line(r, name+n)))
			if err != nil {
				return nil, news.Errorf(news.Invalid, "The crop %s needs four whole numbers; %q is not one.", string(s), line(r, name+n))
			}
			at[i] = v
		}
		c := news.Crop{Shape: s, X: at[0], Y: at[1], Width: at[2]}
		if at[2] == was.Width && at[3] != was.Height { // the height was changed, and the width follows it
			w, h := s.Ratio()
			c.Width = (at[3]*w + h/2) / h
		}
		same := at == [4]int{was.X, was.Y, was.Width, was.Height} || at == [4]int{follows.X, follows.Y, follows.Width, follows.Height}
		if line(r, name+"auto") != "" && same {
			continue
		}
		if same { // by hand, and a rounding is not moved
			c.Height, c.ByHand = at[3], true
			hands = append(hands, c)
			continue
		}
		c, err := p.was.CleanCrop(c)
		if err != nil {
			return nil, err
		}
		hands = append(hands, c)
	}
	return hands, nil
}
