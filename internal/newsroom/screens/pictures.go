package screens

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/stet-news/stet/internal/news"
)

// discard removes the files that a form left on disk.
func discard(r *http.Request) {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll() // the system clears its temporary folder too
	}
}

// sentPicture takes the file in the form's field, if there is one. What the person typed
// about it comes before what the file says of itself.
func (s *screens) sentPicture(r *http.Request, by news.Person, field string, about news.Picture) (p news.Picture, sent bool, err error) {
	file, head, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	defer file.Close()
	if err := by.May(news.UploadPicture); err != nil {
		return p, false, err
	}
	if p, err = s.Pictures.Take(r.Context(), file, head.Filename); err != nil {
		return p, false, err
	}
	p.Alt = about.Alt
	if about.Caption != "" {
		p.Caption = about.Caption
	}
	if about.Credit != "" {
		p.Credit = about.Credit
	}
	p, err = s.Desk.AddPicture(r.Context(), by, p)
	return p, err == nil, err
}

// pictureFile sends the smallest rendition of a picture that is as wide as asked, or the
// largest there is.
func (s *screens) pictureFile(w http.ResponseWriter, r *http.Request, _ *visit) error {
	width, err := strconv.Atoi(r.PathValue("width"))
	if err != nil {
		return news.Errorf(news.NotFound, "%q is not a width.", r.PathValue("width"))
	}
	p, err := s.DB.Picture(r.Context(), r.PathValue("picture"))
	if err != nil {
		return err
	}
	if len(p.Renditions) == 0 {
		return news.Errorf(news.NotFound, "The picture has no renditions.")
	}
	one := p.Renditions[len(p.Renditions)-1]
	for _, rendition := range p.Renditions {
		if rendition.Width >= width {
			one = rendition
			break
		}
	}
	data, err := s.Pictures.Rendition(r.Context(), one.Name)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=86400")
	_, _ = w.Write(data) // the caller has gone if this fails
	return nil
}

func pictureSrc(id string, width int) string { return "/n/pictures/" + id + "/" + strconv.Itoa(width) }

// altOf describes the picture to whoever works with it and cannot see it.
func altOf(p news.Picture) string {
	for _, s := range []string{p.Alt, p.Caption} {
		if s != "" {
			return s
		}
	}
	return p.Name
}

// captionOf names the picture in a list.
func captionOf(p news.Picture) string {
	for _, s := range []string{p.Caption, p.Alt} {
		if s != "" {
			return s
		}
	}
	return p.Name
}
