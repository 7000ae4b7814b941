package screens

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/screens/plain"
	"github.com/stet-news/stet/internal/store"
)

// livePage is the desk of a story's live coverage.
type livePage struct {
	*visit
	story    news.Story
	coverage *news.Coverage // nil before it begins
	post     news.Post      // that is written or edited
	text     string         // of the post, as plain characters
	once     string
	trouble  string
	picture  news.PictureUse     // that the post is to show under its text
	choices  []usedPicture       // the newest pictures, one of which it may be
	inPost   []usedPicture       // the pictures that the post has already
	changes  []news.SourceChange // of what posts were made from, that nobody has answered
	dispatch string              // that the post is made from
	agreed   bool                // to the conditions of one of them, just now
}

func (s *screens) live(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openLive(r, v)
	if err != nil {
		return err
	}
	if id := r.URL.Query().Get("post"); id != "" && p.coverage != nil {
		if p.post, err = p.coverage.Post(id); err != nil {
			return err
		}
		p.text = plain.Write(p.post.Body)
	}
	if id := r.URL.Query().Get("dispatch"); id != "" {
		d, err := s.DB.Dispatch(r.Context(), id)
		if err != nil {
			return err
		}
		p.dispatch, p.post.Title, p.text = d.ID, d.Headline, plain.Write(d.Body)
	}
	return s.showLive(w, r, http.StatusOK, p)
}

// showLive shows the page with its pictures, of each of which it is known whether the story may use it.
func (s *screens) showLive(w http.ResponseWriter, r *http.Request, status int, p livePage) error {
	said, err := s.DB.PicturesSaid(r.Context(), p.story.Number)
	if err != nil {
		return err
	}
	of := func(u news.Used, pic news.Picture) usedPicture {
		one := usedPicture{Used: u, pic: pic, said: said[pic.ID], refused: pic.MayShowAs(u, p.now)}
		one.terms = one.refused == nil && one.said.Agree(u, pic) != nil
		return one
	}
	for i, c := range p.choices {
		p.choices[i] = of(c.Used, c.pic)
	}
	p.inPost = nil
	if p.changes, err = s.madeOpen(r, news.MadePost, p.story.Number); err != nil {
		return err
	}
	for _, u := range p.post.Uses() {
		if u.Picture == p.picture.Picture {
			continue
		}
		pic, err := s.DB.Picture(r.Context(), u.Picture)
		if store.IsNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		p.inPost = append(p.inPost, of(u, pic))
	}
	return show(w, r, status, liveView(p))
}

func (s *screens) openLive(r *http.Request, v *visit) (p livePage, err error) {
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return p, news.Errorf(news.NotFound, "There is no story %q.", r.PathValue("number"))
	}
	p = livePage{visit: v, once: newOnce()}
	if p.story, err = s.DB.Story(r.Context(), number); err != nil {
		return p, err
	}
	pictures, err := s.DB.Pictures(r.Context(), 12)
	if err != nil {
		return p, err
	}
	for _, pic := range pictures {
		p.choices = append(p.choices, usedPicture{Used: news.Used{PictureUse: news.PictureUse{Picture: pic.ID}, Where: news.Phrasef("The picture")}, pic: pic})
	}
	p.coverage, err = s.DB.Coverage(r.Context(), p.story.ID)
	return p, err
}

// postLive does what the button said.
func (s *screens) postLive(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openLive(r, v)
	if err != nil {
		return err
	}
	ctx, n := oneTime(r, line(r, "once"), "live"), p.story.Number
	do, picture, _ := strings.Cut(line(r, "do"), ":")
	switch do {
	case "begin":
		_, err = s.Desk.Cover(ctx, v.person, n)
	case "end":
		_, err = s.Desk.EndCoverage(ctx, v.person, n)
	case "points":
		_, err = s.Desk.SetKeyPoints(ctx, v.person, n, strings.Split(r.PostFormValue("points"), "\n"))
	case "remove":
		_, err = s.Desk.RemovePost(ctx, v.person, n, line(r, "post"))
	case "agree":
		return s.agreeInLive(w, r, p, picture)
	default:
		if err = p.read(r); err == nil {
			_, err = s.Desk.PostFrom(ctx, v.person, n, p.post, p.dispatch)
		}
	}
	if err == nil {
		return to(w, r, "/n/live/"+strconv.FormatInt(n, 10), "saved")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return s.showLive(w, r, status, p)
}

// agreeInLive notes that the conditions of a picture were read, and leaves what was typed as it was.
func (s *screens) agreeInLive(w http.ResponseWriter, r *http.Request, p livePage, picture string) error {
	err := p.read(r)
	if err == nil {
		_, err = s.Desk.AgreeToTerms(oneTime(r, line(r, "once"), "agree"), p.person, p.story.Number, picture)
	}
	status := http.StatusOK
	if p.agreed = err == nil; err != nil {
		if p.trouble, status, err = p.refusal(r, err); err != nil {
			return err
		}
	}
	return s.showLive(w, r, status, p)
}

// read reads the post of the form.
func (p *livePage) read(r *http.Request) error {
	p.text, p.dispatch = r.PostFormValue("text"), line(r, "dispatch")
	p.picture = news.PictureUse{Picture: line(r, "picture"), Alt: line(r, "alt"), Caption: line(r, "caption"), Credit: line(r, "credit"), Graphic: line(r, "graphic")}
	post := news.Post{ID: line(r, "post"), Title: line(r, "title"), Author: line(r, "author"), Pinned: line(r, "pinned") != "", Key: line(r, "key") != "", Note: line(r, "note")}
	base := news.Document{}
	if post.ID != "" && p.coverage != nil {
		was, err := p.coverage.Post(post.ID)
		if err != nil {
			return err
		}
		base = was.Body
	}
	post.Body = plain.Read(r.PostFormValue("text"), base)
	if use := p.described(); use.Picture != "" {
		post.Body.Blocks = append(post.Body.Blocks, news.Node{Type: news.PictureRef, Attrs: news.Attrs{
			Picture: use.Picture, Alt: use.Alt, Caption: use.Caption, Credit: use.Credit, Graphic: use.Graphic,
		}})
	}
	p.post = post
	return nil
}

// described is the chosen picture with what the library knows of it where nothing was
// written.
func (p livePage) described() news.PictureUse {
	use := p.picture
	for _, c := range p.choices {
		if pic := c.pic; pic.ID == use.Picture {
			use.Alt, use.Caption, use.Credit = cmp.Or(use.Alt, pic.Alt), cmp.Or(use.Caption, pic.Caption), cmp.Or(use.Credit, pic.Credit)
		}
	}
	return use
}
