package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// mayShow returns nil if readers may have every picture of the text and every poster of its films at the time, and whoever
// uses a picture has agreed to its conditions; else why not.
func (t *turn) mayShow(ctx context.Context, story int64, content news.Content, at time.Time) error {
	posters, err := t.posters(ctx, content)
	if err != nil {
		return err
	}
	if err := t.mayChoose(ctx, posters, at); err != nil {
		return err
	}
	return t.mayUse(ctx, story, content.Uses(), at)
}

// posters returns the pictures that stand for the films of the text.
func (t *turn) posters(ctx context.Context, content news.Content) (all []news.Used, err error) {
	for _, use := range content.Body.Recordings() {
		r, err := t.Recording(ctx, use.Recording)
		if err != nil {
			return nil, err
		}
		if r.Poster != "" {
			all = append(all, news.Used{PictureUse: news.PictureUse{Picture: r.Poster}, Where: news.Phrasef("The poster of a film")})
		}
	}
	return all, nil
}

func (t *turn) mayUse(ctx context.Context, story int64, uses []news.Used, at time.Time) error {
	if len(uses) == 0 {
		return nil
	}
	if err := t.mayChoose(ctx, uses, at); err != nil {
		return err
	}
	said, err := t.PicturesSaid(ctx, story)
	if err != nil {
		return err
	}
	for _, u := range uses {
		p, err := t.Picture(ctx, u.Picture)
		if err != nil {
			return err
		}
		if err := said[p.ID].Agree(u, p); err != nil {
			return err
		}
	}
	return nil
}

// mayChoose returns nil if readers may have the pictures at the time, whatever the conditions: those are asked about before
// they go out.
func (t *turn) mayChoose(ctx context.Context, uses []news.Used, at time.Time) error {
	for _, u := range uses {
		p, err := t.Picture(ctx, u.Picture)
		if store.IsNotFound(err) { // who makes a page of it says so
			continue
		}
		if err != nil {
			return err
		}
		if err := p.MayShowAs(u, at); err != nil {
			return err
		}
	}
	return nil
}

// readyToShow is mayShow of a story that is to be ready, and sourcesStand: it goes out at an hour that nobody has said yet, which may be
// when what cannot be shown now can.
func (t *turn) readyToShow(ctx context.Context, s news.Story) error {
	if err := t.sourcesStand(ctx, s.Number); err != nil {
		return err
	}
	at := t.now
	if s.Embargo.After(at) {
		at = s.Embargo
	}
	for _, u := range s.Content.Uses() {
		p, err := t.Picture(ctx, u.Picture)
		if err != nil {
			return err
		}
		if p.Rights.From.After(at) {
			at = p.Rights.From
		}
	}
	return t.mayShow(ctx, s.Number, s.Content, at)
}

// pictureWords refuses a change of what readers have with pictures of which less is said than must be. What readers have
// already as it is stays.
func (t *turn) pictureWords(ctx context.Context, r *store.Row) error {
	was, err := t.Revision(ctx, r.ID, r.PublishedRevision)
	if err != nil {
		return err
	}
	return r.Content.PictureWords(&was.Content)
}

// marksStay refuses a text that takes off a mark "File photo" which was set by hand, unless somebody has said why the picture is none.
func (t *turn) marksStay(ctx context.Context, s news.Story, content news.Content) error {
	lost := s.Content.Unmarked(content)
	if len(lost) == 0 {
		return nil
	}
	said, err := t.PicturesSaid(ctx, s.Number)
	if err != nil {
		return err
	}
	for _, u := range lost {
		if said[u.Picture].NotFile == "" {
			return news.Errorf(news.Invalid, "%s was marked “File photo” by hand. The mark comes off only with a reason: take it off beside the picture, and say why.", u.Where)
		}
	}
	return nil
}

// FileMark decides whether a picture of a story is called a file photo where its dates, or a hand, say so.
type FileMark struct {
	Picture string `json:"picture"`          // its ID
	Off     bool   `json:"off"`              // it is not called one; else it is again
	Reason  string `json:"reason,omitempty"` // why not; it is kept in the log, and no reader sees it
}

// marked is the detail of a record about a decision on a picture.
type marked struct {
	Revision int64     `json:"revision"`
	Picture  string    `json:"picture"`
	Off      bool      `json:"off,omitempty"`
	Taken    time.Time `json:"taken,omitzero"`
	Note     string    `json:"note,omitempty"`
	Edition  int64     `json:"edition,omitempty"`
}

// FilePhoto takes the mark off a picture of the story, with a reason, or puts it back. Readers of a live story have it at
// once, so that who does it must be who may update the story.
func (d *Desk) FilePhoto(ctx context.Context, by news.Person, number int64, m FileMark) (news.PictureSaid, error) {
	reason, err := news.CleanNote("reason", m.Reason)
	if err != nil {
		return news.PictureSaid{}, err
	}
	if m.Off && reason == "" {
		return news.PictureSaid{}, news.Errorf(news.Invalid, "To take the mark “File photo” off needs a reason. It is kept in the log; readers don't see it.")
	}
	return d.decide(ctx, by, number, news.FilePhoto, m.Picture, func(t *turn, r *store.Row, p news.Picture, said *news.PictureSaid) (*marked, error) {
		house, err := t.House(ctx)
		if err != nil {
			return nil, err
		}
		published := r.Published
		if published.IsZero() {
			published = t.now
		}
		switch {
		case m.Off == (said.NotFile != "") && said.NotFile == reason:
			return nil, nil
		case m.Off && !markedByHand(r.Content, p.ID) && !p.FileFor(published, house.FileAfter()):
			return nil, news.Errorf(news.Conflict, "Neither the picture's dates nor a hand make it a file photo: there is no mark to take off.")
		}
		if err := t.nameless(ctx, reason); err != nil {
			return nil, err
		}
		said.NotFile, said.NotFileBy, said.NotFileAt = "", news.Person{}, time.Time{}
		if m.Off {
			said.NotFile, said.NotFileBy, said.NotFileAt = reason, by.Short(), t.now
		}
		return &marked{Revision: r.Revision, Picture: p.ID, Off: m.Off, Taken: p.Taken, Note: reason}, nil
	})
}

func markedByHand(c news.Content, picture string) bool {
	return slices.ContainsFunc(c.Uses(), func(u news.Used) bool { return u.Picture == picture && u.File })
}

// AgreeToTerms notes that the person has read the conditions of a picture of the story and keeps to them.
func (d *Desk) AgreeToTerms(ctx context.Context, by news.Person, number int64, picture string) (news.PictureSaid, error) {
	return d.decide(ctx, by, number, news.AgreeToTerms, picture, func(t *turn, r *store.Row, p news.Picture, said *news.PictureSaid) (*marked, error) {
		terms := p.Rights.Terms()
		switch {
		case terms == "":
			return nil, news.Errorf(news.Conflict, "The picture may be used without conditions.")
		case said.Agreed == terms:
			return nil, nil
		}
		said.Agreed, said.AgreedBy, said.AgreedAt = terms, by.Short(), t.now
		return &marked{Revision: r.Revision, Picture: p.ID, Note: terms}, nil
	})
}

// decide changes what was decided about a picture of the story, with a record. It does nothing where f returns none.
func (d *Desk) decide(ctx context.Context, by news.Person, number int64, verb news.Verb, picture string, f func(*turn, *store.Row, news.Picture, *news.PictureSaid) (*marked, error)) (news.PictureSaid, error) {
	return do(ctx, d, by, func(t *turn) (news.PictureSaid, error) {
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.PictureSaid{}, err
		}
		if err := by.MayOn(verb, r.Story); err != nil {
			return news.PictureSaid{}, err
		}
		if err := r.Check(verb, t.now); err != nil {
			return news.PictureSaid{}, err
		}
		p, err := t.Picture(ctx, picture)
		if err != nil {
			return news.PictureSaid{}, err
		}
		all, err := t.PicturesSaid(ctx, number)
		if err != nil {
			return news.PictureSaid{}, err
		}
		said := all[picture]
		said.Story, said.Picture = number, picture
		before := said
		detail, err := f(t, &r, p, &said)
		if err != nil || detail == nil {
			return said, err
		}
		if err := t.SavePictureSaid(ctx, said); err != nil {
			return said, err
		}
		if before.NotFile != said.NotFile && r.Status == news.Live {
			if err := by.MayOn(news.Update, r.Story); err != nil {
				return said, err
			}
			if detail.Edition, err = t.redrawStory(ctx, number); err != nil {
				return said, err
			}
		}
		return said, t.record(ctx, verb, object(number), *detail)
	})
}

// mayBePortraits refuses a picture that may not be used as the portrait of an author. One that is somebody's already stands in the way of no setting.
func (t *turn) mayBePortraits(ctx context.Context, authors []news.Author, before news.House) error {
	for _, a := range authors {
		was, _ := before.Author(a.Slug)
		if a.Picture == "" || was.Picture == a.Picture {
			continue
		}
		if _, err := t.showable(ctx, a.Picture); err != nil {
			return err
		}
	}
	return nil
}

// showable returns the picture if readers may have it now.
func (t *turn) showable(ctx context.Context, id string) (news.Picture, error) {
	p, err := t.Picture(ctx, id)
	if err == nil {
		err = p.MayShow(t.now)
	}
	return p, err
}

// WarnOfRights tells the owner and the editors of each story of which readers have a picture that may not be shown for long, or any more: a day
// before, an hour before and when its rights have ended, once each. The picture stays where it is: to take it away is for a person.
func (d *Desk) WarnOfRights(ctx context.Context) error {
	now, err := d.db.Now(ctx)
	if err != nil {
		return err
	}
	ending, err := d.db.UntoldOfRights(ctx, now, news.RightsWarnings)
	if err != nil {
		return err
	}
	for _, e := range ending {
		if err := d.warnOfRights(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) warnOfRights(ctx context.Context, e store.Ending) error {
	_, err := do(ctx, d, Stet, func(t *turn) (none struct{}, err error) {
		t.quiet = true
		ends, warning := e.Rights.Ends(), 0
		for i, before := range news.RightsWarnings {
			if !t.now.Before(ends.Add(-before)) {
				warning = i + 1
			}
		}
		if err := t.ToldOfRights(ctx, e, warning); err != nil || e.Story == 0 {
			return none, err
		}
		r, err := t.Story(ctx, e.Story)
		if err != nil || r.Status != news.Live {
			return none, err
		}
		n := t.notice(news.NoticeRights, r.Story)
		n.ID, n.By = fmt.Sprintf("rights %s %d %d %d", e.Picture, e.Story, ends.UnixMicro(), warning-1), news.Person{} // the same each time: it is told once
		if why := e.Rights.MayShow(news.Phrasef("The picture"), t.now); why != nil {
			n.Text = why.Error()
		} else {
			n.Text = news.Phrasef("The right to show the picture “%s” ends at %s.", e.Name, ends.Format(time.RFC3339)).String()
		}
		err = t.send(ctx, n, func(p news.Person) bool {
			return reached(r.Story, true, true)(p) || slices.Contains(p.Roles, news.PictureEditor)
		})
		t.quiet = t.told == 0
		return none, err
	})
	return err
}
