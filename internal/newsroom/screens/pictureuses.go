package screens

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// pictureUsed is one story that uses a picture, or an author whose portrait it is.
type pictureUsed struct {
	story  news.Story
	copy   time.Time // since when the story as the newsroom has it uses it; zero if it does not
	live   time.Time // since when readers have it there
	posts  int       // of its coverage
	author news.Author
	since  time.Time // of a portrait
}

// usesOf reads where the picture is used.
func (s *screens) usesOf(ctx context.Context, v *visit, id string) (all []pictureUsed, err error) {
	uses, err := s.DB.PictureUses(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, u := range uses {
		if u.Place == store.OfAuthor {
			for _, a := range v.house.Authors {
				if a.Picture == id {
					all = append(all, pictureUsed{author: a, since: u.Since})
				}
			}
			continue
		}
		i := slices.IndexFunc(all, func(p pictureUsed) bool { return p.story.Number == u.Story && p.author.Slug == "" })
		if i < 0 {
			one, err := s.usedIn(ctx, id, u.Story)
			if err != nil {
				return nil, err
			}
			all, i = append(all, one), len(all)
		}
		if u.Place == store.InCopy {
			all[i].copy = u.Since
		} else {
			all[i].live = u.Since
		}
	}
	return all, nil
}

func (s *screens) usedIn(ctx context.Context, id string, number int64) (one pictureUsed, err error) {
	if one.story, err = s.DB.Story(ctx, number); err != nil {
		return one, err
	}
	c, err := s.DB.Coverage(ctx, one.story.ID)
	if err != nil || c == nil {
		return one, err
	}
	for _, p := range c.Posts {
		if slices.ContainsFunc(p.Body.Pictures(), func(u news.PictureUse) bool { return u.Picture == id }) {
			one.posts++
		}
	}
	return one, nil
}

// usePicture puts the picture at the head of a story.
func (s *screens) usePicture(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openPicture(r, v)
	if err != nil {
		return err
	}
	p.typed(r)
	numbers := numbersIn(line(r, "story"))
	if len(numbers) == 0 {
		return s.refusePicture(w, r, p, news.Errorf(news.Invalid, "Which story? Write its number."))
	}
	story, err := s.Desk.UsePicture(oneTime(r, p.once, "use"), v.person, p.pic.ID, numbers[0], line(r, "instead") != "")
	if err == nil {
		return to(w, r, storyPath(story.Number), "picture-used")
	}
	return s.refusePicture(w, r, p, err)
}

// originalFile sends the file as it came, and keeps on record that it did.
func (s *screens) originalFile(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.Desk.OpenOriginal(r.Context(), v.person, r.PathValue("picture"))
	if err != nil {
		return err
	}
	data, err := s.Pictures.Original(r.Context(), p)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", `attachment; filename="`+originalName(p)+`"`)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the caller has gone if this fails
	return nil
}

// originalName is what the file is called on the machine of who gets it: never what it was called elsewhere, which may say who took it.
func originalName(p news.Picture) string {
	ending := p.Format
	switch ending {
	case "jpeg":
		ending = "jpg"
	case "":
		ending = "bin"
	}
	return "original-" + p.Hash[:12] + "." + ending
}

// deletePicture takes a picture that nothing uses away, with its files.
func (s *screens) deletePicture(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openPicture(r, v)
	if err != nil {
		return err
	}
	p.typed(r)
	left, err := s.Desk.DeletePicture(r.Context(), v.person, p.pic.ID, line(r, "why"))
	if err != nil {
		return s.refusePicture(w, r, p, err)
	}
	if err := s.Pictures.Remove(r.Context(), left.Original, left.Renditions); err != nil {
		return err
	}
	return to(w, r, "/n/pictures", "picture-deleted")
}
