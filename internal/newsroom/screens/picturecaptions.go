package screens

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// captionsPage is a table in which many pictures are described at once.
type captionsPage struct {
	*visit
	rows    []captionRow
	back    string // the query of the picture desk that it came from
	once    string
	trouble string
}

// captionRow is what the table has of one picture: what is kept, or what was typed when it was refused.
type captionRow struct {
	news.Picture
	base  int64
	wrong bool // it is this one that was refused
}

func (s *screens) captions(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openCaptions(r, v, r.URL.Query()["picture"])
	if err != nil {
		return err
	}
	p.back = r.URL.Query().Get("back")
	return show(w, r, http.StatusOK, captionsView(p))
}

func (s *screens) openCaptions(r *http.Request, v *visit, ids []string) (captionsPage, error) {
	p := captionsPage{visit: v, once: newOnce()}
	if len(ids) == 0 || len(ids) > desk.MostPictures {
		return p, news.Errorf(news.Invalid, "Mark from 1 to %d pictures, and then describe them together.", desk.MostPictures)
	}
	pictures, err := s.DB.PicturesOf(r.Context(), ids)
	for _, pic := range pictures {
		p.rows = append(p.rows, captionRow{Picture: pic, base: pic.Revision})
	}
	if err == nil && len(p.rows) == 0 {
		err = news.Errorf(news.NotFound, "None of these pictures is here.")
	}
	return p, err
}

// saveCaptions keeps what the table says of the pictures, of all of them or of none.
func (s *screens) saveCaptions(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openCaptions(r, v, r.PostForm["picture"])
	if err != nil {
		return err
	}
	p.back = line(r, "back")
	rows := p.typed(r)
	_, err = s.Desk.DescribePictures(oneTime(r, line(r, "once"), "captions"), v.person, rows)
	if err == nil {
		q, _ := url.ParseQuery(p.back) // what is no query shows all
		q.Set("done", "captioned")
		q.Set("n", strconv.Itoa(len(rows)))
		http.Redirect(w, r, "/n/pictures?"+q.Encode(), http.StatusSeeOther)
		return nil
	}
	which, named := errors.AsType[*desk.RowError](err)
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	if named && which.Row < len(p.rows) {
		p.rows[which.Row].wrong = true
		p.trouble = p.sentence("Row {n}, {name}: nothing was kept.", "n", p.count(which.Row+1), "name", p.rows[which.Row].Name) + " " + why
	}
	return show(w, r, status, captionsView(p))
}

// typed takes what was typed into the rows of the page, and returns it as the desk wants it.
func (p *captionsPage) typed(r *http.Request) (rows []desk.PictureRow) {
	for i := range p.rows {
		row := &p.rows[i]
		if n, err := strconv.ParseInt(line(r, "base."+row.ID), 10, 64); err == nil {
			row.base = n
		}
		was := row.Picture
		row.Credit, row.Caption, row.Alt, row.Words = line(r, "credit."+row.ID), "", "", maps.Clone(was.Words)
		if row.Words == nil {
			row.Words = map[news.Language]news.PictureWords{}
		}
		for i, l := range p.house.Languages {
			w := news.PictureWords{Caption: line(r, cellName("caption", row.ID, l)), Alt: line(r, cellName("alt", row.ID, l))}
			if row.Words[l] = w; w == (news.PictureWords{}) {
				delete(row.Words, l)
			}
			// What the picture came with follows the language that it was written in.
			shown := wordsIn(was, l, i == 0)
			if row.Caption == "" || was.Caption != "" && shown.Caption == was.Caption {
				row.Caption = w.Caption
			}
			if row.Alt == "" || was.Alt != "" && shown.Alt == was.Alt {
				row.Alt = w.Alt
			}
		}
		rows = append(rows, desk.PictureRow{Picture: row.ID, Base: row.base, Caption: &row.Caption, Credit: &row.Credit, Alt: &row.Alt, Words: row.Words})
	}
	return rows
}
