package screens

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// picturesMarked does what the bar of the picture desk says to the pictures that are marked.
func (s *screens) picturesMarked(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	q, _ := url.ParseQuery(line(r, "back")) // what is no query shows all
	to, err := s.doMarked(r, v, q)
	if err == nil {
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return s.showPictures(w, r, status, v, q, func(p *picturesPage) { p.trouble = why })
}

// doMarked does it and returns where it leads.
func (s *screens) doMarked(r *http.Request, v *visit, q url.Values) (string, error) {
	ids := r.PostForm["picture"]
	if len(ids) == 0 {
		return "", news.Errorf(news.Invalid, "Choose the pictures first.")
	}
	do := line(r, "do")
	ctx := oneTime(r, line(r, "once"), "pictures:"+do)
	switch do {
	case "caption":
		return "/n/pictures/captions?" + url.Values{"picture": ids, "back": {q.Encode()}}.Encode(), nil
	case "collect":
		var c news.Collection
		var err error
		if name := line(r, "name"); name != "" {
			c, err = s.Desk.NewCollection(ctx, v.person, name, ids)
		} else {
			c, err = s.Desk.Collect(ctx, v.person, line(r, "collection"), ids)
		}
		return "/n/pictures?" + url.Values{"collection": {c.ID}, "done": {"collected"}, "n": {strconv.Itoa(c.Pictures)}}.Encode(), err
	case "uncollect":
		c, err := s.Desk.Uncollect(ctx, v.person, q.Get("collection"), ids)
		return "/n/pictures?" + url.Values{"collection": {c.ID}, "done": {"collected"}, "n": {strconv.Itoa(c.Pictures)}}.Encode(), err
	case "use":
		n, err := strconv.ParseInt(strings.TrimPrefix(news.LatinDigits(line(r, "story")), "#"), 10, 64)
		if err != nil {
			return "", news.Errorf(news.Invalid, "Say which story: its number, as 4421.")
		}
		_, err = s.Desk.UsePictures(ctx, v.person, n, ids)
		return storyPath(n) + "?said=pictures-used", err
	}
	return "", news.Errorf(news.Invalid, "There is no such thing to do with pictures.")
}
