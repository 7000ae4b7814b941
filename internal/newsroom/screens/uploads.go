package screens

import (
	"cmp"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// uploadPage is the screen that takes many pictures at once.
type uploadPage struct {
	*visit
	about   news.Picture // what is said of all of them
	story   int64
	stories []news.Story // that they may be for
	results []uploadResult
	trouble string
}

// uploadResult is what has become of one file.
type uploadResult struct {
	name    string
	picture news.Picture
	already bool
	similar int    // how many look like it
	why     string // it was refused
}

// The most bytes of the files of one form without script.
const mostFiles = 200 << 20

// mostStories is how many stories are offered, and atWork what they may be.
const mostStories = 30

var atWork = []news.Status{news.Assigned, news.Writing, news.WithDesk, news.Legal, news.Ready, news.Scheduled, news.Live}

func (s *screens) uploadForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	q := r.URL.Query()
	p := uploadPage{visit: v, about: news.Picture{Caption: strings.TrimSpace(q.Get("caption"))}}
	p.story, _ = strconv.ParseInt(q.Get("story"), 10, 64) // what is no number is no story
	return s.showUpload(w, r, http.StatusOK, p)
}

func (s *screens) showUpload(w http.ResponseWriter, r *http.Request, status int, p uploadPage) (err error) {
	if p.stories, err = s.DB.Stories(r.Context(), store.StoryFilter{Desk: p.person.Desk, Statuses: atWork, Limit: mostStories}); err != nil {
		return err
	}
	return show(w, r, status, uploadView(p))
}

// postUpload takes the files of a form without script, and says of each what has become of it.
func (s *screens) postUpload(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostFiles); err != nil {
		return err
	}
	defer discard(r)
	p := uploadPage{visit: v, about: news.Picture{Caption: line(r, "caption"), Credit: line(r, "credit")}}
	p.story, _ = strconv.ParseInt(news.LatinDigits(line(r, "story")), 10, 64) // what is no number is no story
	err := v.person.May(news.UploadPicture)
	if err == nil {
		p.about.Taken, err = v.fromField(news.LatinDigits(line(r, "taken")))
	}
	if err == nil {
		err = s.takeFiles(r, &p)
	}
	if err == nil {
		err = s.noteFiles(r, p)
	}
	status := http.StatusOK
	if err != nil {
		if p.trouble, status, err = v.refusal(r, err); err != nil {
			return err
		}
	}
	return s.showUpload(w, r, status, p)
}

// takeFiles takes each file of the form. One that is refused does not hold back the others.
func (s *screens) takeFiles(r *http.Request, p *uploadPage) error {
	var files []*multipart.FileHeader
	if r.MultipartForm != nil {
		files = append(r.MultipartForm.File["file"], r.MultipartForm.File["camera"]...)
	}
	for _, f := range files {
		if f.Size == 0 && f.Filename == "" {
			continue // a field that nobody filled
		}
		one, err := s.takeFile(r, p.visit, f, p.about)
		if err != nil {
			if one.why, _, err = p.refusal(r, err); err != nil {
				return err
			}
		}
		p.results = append(p.results, one)
	}
	if len(p.results) == 0 {
		return news.Errorf(news.Invalid, "Choose a file first.")
	}
	return nil
}

func (s *screens) takeFile(r *http.Request, v *visit, f *multipart.FileHeader, about news.Picture) (one uploadResult, err error) {
	one.name = f.Filename
	file, err := f.Open()
	if err != nil {
		return one, err
	}
	defer file.Close()
	p, err := s.Pictures.Take(r.Context(), file, f.Filename)
	if err != nil {
		return one, err
	}
	if one.picture, one.already, err = s.DB.PictureByHash(r.Context(), p.Hash); err != nil || one.already {
		return one, err
	}
	// What somebody says of it comes before what the file says of itself.
	p.Caption, p.Credit = cmp.Or(about.Caption, p.Caption), cmp.Or(about.Credit, p.Credit)
	if !about.Taken.IsZero() {
		p.Taken = about.Taken
	}
	if one.picture, err = s.Desk.AddPicture(r.Context(), v.person, p); err != nil {
		return one, err
	}
	similar, err := s.DB.SimilarTo(r.Context(), one.picture)
	one.similar = len(similar)
	return one, err
}

// noteFiles tells the story which pictures came for it.
func (s *screens) noteFiles(r *http.Request, p uploadPage) error {
	lines := []string{p.t("Pictures for this story:")}
	for _, one := range p.results {
		if one.why == "" {
			lines = append(lines, one.name+" "+picturePath(one.picture.ID))
		}
	}
	if p.story <= 0 || len(lines) == 1 {
		return nil
	}
	_, err := s.Desk.WriteNote(r.Context(), p.person, p.story, desk.NewNote{Text: strings.Join(lines, "\n")})
	return err
}

// manifest tells a phone that the newsroom can be put on its first screen, and that photographs can be shared into it.
func (s *screens) manifest(w http.ResponseWriter, r *http.Request) error {
	name := "Stet"
	if house, err := s.DB.House(r.Context()); err == nil && len(house.Languages) > 0 {
		name = cmp.Or(house.Names[house.Languages[0]], name)
	}
	type file struct {
		Name   string   `json:"name"`
		Accept []string `json:"accept"`
	}
	text, err := json.Marshal(map[string]any{
		"id": "/n", "name": name, "short_name": name, "start_url": "/n", "scope": "/n", "display": "standalone",
		"icons": []any{map[string]string{"src": s.assets.path + "icon.svg", "sizes": "any", "type": "image/svg+xml"}},
		"share_target": map[string]any{
			"action": "/n/pictures/share", "method": "POST", "enctype": "multipart/form-data",
			"params": map[string]any{"title": "title", "text": "caption", "files": []file{{"file", append(strings.Split(pictureKinds, ","), "image/*")}}},
		},
	})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/manifest+json")
	h.Set("Cache-Control", "no-cache")
	_, _ = w.Write(text) // the caller has gone if this fails
	return nil
}
