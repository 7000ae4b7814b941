package screens

import (
	"errors"
	"io"
	"net/http"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// styleFilesPage takes rules in as files that are written for Vale, and gives the house's out.
type styleFilesPage struct {
	*visit
	language news.Language
	file     desk.StyleFile // as it was filled in
	own      int            // rules of the house's own that are on
	became   *desk.StyleImport
	trouble  string
}

func (p styleFilesPage) may() bool { return p.person.May(news.ChangeStyle) == nil }

func (p styleFilesPage) action() string {
	return "/n/settings/style/" + string(p.language) + "/vale"
}

// why says in the person's language why something of the file is not followed.
func (p styleFilesPage) why(r desk.StyleRemark) string {
	if r.Err != nil {
		return p.say(r.Err)
	}
	return p.kept(r.Why)
}

// mostStyleForm is the most bytes of the form with a file of rules.
const mostStyleForm = style.MostPack + 1<<20

func (s *screens) styleFiles(w http.ResponseWriter, r *http.Request, v *visit) error {
	p := styleFilesPage{visit: v, language: news.Language(r.PathValue("language"))}
	p.file.Owner = v.person.Name
	return s.showStyleFiles(w, r, http.StatusOK, p)
}

func (s *screens) showStyleFiles(w http.ResponseWriter, r *http.Request, status int, p styleFilesPage) error {
	all, err := s.Desk.StyleRules(r.Context(), p.language)
	if err != nil {
		return err
	}
	for _, rule := range all {
		if !rule.Brought && !rule.Off && rule.Broken == "" {
			p.own++
		}
	}
	return show(w, r, status, styleFilesView(p))
}

// takeStyle takes the rules of the file in and shows what became of each.
func (s *screens) takeStyle(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostStyleForm); err != nil {
		return err
	}
	defer discard(r)
	p := styleFilesPage{visit: v, language: news.Language(r.PathValue("language"))}
	p.file = desk.StyleFile{Owner: line(r, "owner"), Note: line(r, "note"), Replace: line(r, "replace") != "", Off: line(r, "off") != ""}
	became, err := s.takeStyleFile(r, &p)
	status := http.StatusOK
	if err == nil {
		p.became = &became
	} else if p.trouble, status, err = v.refusal(r, err); err != nil {
		return err
	}
	return s.showStyleFiles(w, r, status, p)
}

func (s *screens) takeStyleFile(r *http.Request, p *styleFilesPage) (desk.StyleImport, error) {
	file, head, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) || err == nil && head.Size == 0 {
		return desk.StyleImport{}, news.Errorf(news.Invalid, "Choose a file first.")
	}
	if err != nil {
		return desk.StyleImport{}, err
	}
	defer file.Close()
	p.file.Name = head.Filename
	if p.file.Content, err = io.ReadAll(io.LimitReader(file, style.MostPack+1)); err != nil {
		return desk.StyleImport{}, err
	}
	return s.Desk.ImportStyle(r.Context(), p.person, p.language, p.file)
}

// giveStyle answers with the house's own rules as Vale reads them.
func (s *screens) giveStyle(w http.ResponseWriter, r *http.Request, v *visit) error {
	name, content, err := s.Desk.ExportStyle(r.Context(), v.person, news.Language(r.PathValue("language")))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Disposition", `attachment; filename="`+name+`.zip"`)
	_, _ = w.Write(content) // the reader has gone if this fails
	return nil
}
