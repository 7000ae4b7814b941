package screens

import (
	"bytes"
	"encoding/base64"
	"html"
	"net/http"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// storyPreviewed is how a story looks before readers have it.
type storyPreviewed struct {
	*visit
	story   news.Story
	wide    bool // on a laptop, not on a phone
	pressed bool // this process has a press
}

// errNoPress answers who wants to see a page where none are printed.
var errNoPress = news.Errorf(news.Unavailable, "This process does not serve readers, so it cannot show how the story looks.")

// storyPreview is the story in the frame of a phone or of a laptop.
func (s *screens) storyPreview(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openStory(r, v)
	if err != nil {
		return err
	}
	return showWith(w, r, http.StatusOK, policyWithFrame, storyPreviewView(storyPreviewed{
		visit: v, story: p.story, wide: r.URL.Query().Get("on") == "laptop", pressed: s.Press.Story != nil,
	}))
}

// storyPreviewPage answers with the page that readers would get, by the press that prints
// theirs. Its pictures are in it: readers' addresses do not have them yet.
func (s *screens) storyPreviewPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	number, err := numberIn(r, "number")
	if err != nil {
		return err
	}
	if s.Press.Story == nil {
		return errNoPress
	}
	public, err := s.Desk.Preview(r.Context(), v.person, number)
	if err != nil {
		return err
	}
	if public.Lead != nil {
		small(public.Lead)
	}
	for i := range public.Pictures {
		small(&public.Pictures[i])
	}
	page, err := s.Press.Story(public)
	if err != nil {
		return err
	}
	for _, p := range picturesOf(public) {
		for _, one := range p.Renditions {
			data, err := s.Pictures.Rendition(r.Context(), one.Name)
			if err != nil {
				return err
			}
			src := `src="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString(data) + `"`
			page = bytes.ReplaceAll(page, []byte(`src="/media/`+one.Name+`"`), []byte(src))
		}
	}
	story, err := s.DB.Story(r.Context(), number)
	if err != nil {
		return err
	}
	if v.now.Before(story.Embargo) {
		page = stamped(page, v.sentence("Embargoed until {time}", "time", v.full(story.Embargo)))
	}
	return s.showPreview(w, page)
}

func picturesOf(s edition.Story) []edition.Picture {
	if s.Lead == nil {
		return s.Pictures
	}
	return append([]edition.Picture{*s.Lead}, s.Pictures...)
}

// widestSeen is the widest file of a picture that a preview has in it.
const widestSeen = 960

// small leaves the picture one file, which a frame's page can have in it: the whole as JPEG.
func small(p *edition.Picture) {
	p.Crops = nil
	n := 0
	for i, r := range p.Renditions {
		if r.Width <= widestSeen {
			n = i
		}
	}
	if len(p.Renditions) > 0 {
		one := p.Renditions[n]
		one.WebP, one.AVIF = news.RenditionFile{}, news.RenditionFile{}
		p.Renditions = []news.Rendition{one}
	}
}

// stamped returns the page with words across it that no reader would see.
func stamped(page []byte, words string) []byte {
	stamp := `<p style="position:fixed;z-index:99;inset:auto 0 0;margin:0;padding:.6rem 1rem;background:#fff4d6;color:#16181a;border-top:4px solid #8a5a00;font:700 1rem/1.5 system-ui,sans-serif;text-align:center">` +
		html.EscapeString(words) + "</p></body>"
	return bytes.Replace(page, []byte("</body>"), []byte(stamp), 1)
}

func storyPreviewPath(n int64) string { return storyPath(n) + "/preview" }
