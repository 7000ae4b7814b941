package desk

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// agencyConditions is what whoever uses an agency's picture must know, until somebody says it
// better.
const agencyConditions = "as the agency's contract says"

// IsPicture reports whether what a dispatch points to is a picture.
func IsPicture(m news.Media) bool {
	if m.Type != "" {
		return strings.HasPrefix(m.Type, "image")
	}
	if m.URL == "" {
		m.URL = url.PathEscape(m.Name)
	}
	u, err := url.Parse(m.URL)
	return err == nil && slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic"}, strings.ToLower(path.Ext(u.Path)))
}

// TakeWirePicture takes a picture of the dispatch into the picture desk, with the caption, the credit and the terms that the wire gives it, not
// before the wire's embargo, and as the dispatch's: what becomes of that reaches the picture. get fetches and develops it, outside of any
// transaction. n counts the dispatch's media from 0.
func (d *Desk) TakeWirePicture(ctx context.Context, by news.Person, dispatch string, n int, get func(news.Media) (news.Picture, error)) (news.Picture, error) {
	if err := by.May(news.UploadPicture); err != nil {
		return news.Picture{}, err
	}
	source, err := do(ctx, d, by, func(t *turn) (news.Dispatch, error) { return t.takable(ctx, dispatch) })
	if err != nil {
		return news.Picture{}, err
	}
	if n < 0 || n >= len(source.Media) || !IsPicture(source.Media[n]) || source.Media[n].Awaited() {
		return news.Picture{}, news.Errorf(news.NotFound, "The dispatch points to no such picture.")
	}
	m := source.Media[n]
	p, err := get(m)
	if err != nil {
		return p, err
	}
	p.Caption, p.Credit = cmp.Or(m.Caption, p.Caption), cmp.Or(m.Credit, p.Credit, source.Credit, source.WireName)
	p.Caption, p.Credit = short(p.Caption), short(p.Credit)
	p.Rights.Source = source.WireName
	p.Rights.Use = cmp.Or(p.Rights.Use, news.Conditional)
	p.Rights.Conditions = cmp.Or(p.Rights.Conditions, short(cmp.Or(m.Rights, source.Rights)), agencyConditions)
	p.Metadata.Instructions = cmp.Or(p.Metadata.Instructions, source.Note)
	p.Rights.From = source.Embargo
	p.Sources = []news.PictureSource{{Dispatch: source.ID, Version: source.Version, Wire: source.WireName, Headline: source.Headline}}
	if err := cleanPicture(&p); err != nil {
		return p, err
	}
	return do(ctx, d, by, func(t *turn) (news.Picture, error) {
		if _, err := t.takable(ctx, dispatch); err != nil { // the wire may have killed it while it was fetched
			return p, err
		}
		return t.addPicture(ctx, p)
	})
}

// takable returns the dispatch if something may be made of it.
func (t *turn) takable(ctx context.Context, dispatch string) (news.Dispatch, error) {
	source, err := t.Dispatch(ctx, dispatch)
	if err == nil {
		err = t.mayTake(ctx, source)
	}
	return source, err
}

// mostOfWire is how many characters of what a wire says of a picture are taken with it: more is read at the dispatch.
const mostOfWire = 1_000

// short returns what a wire says as a note of the picture desk: one line, no longer than those are.
func short(s string) string {
	s = news.CleanText(strings.Join(strings.Fields(s), " "))
	if runes := []rune(s); len(runes) > mostOfWire {
		s = news.CleanText(string(runes[:mostOfWire-1]) + "…")
	}
	return s
}

// reachPictures is picturesOf in a turn of its own.
func (d *Desk) reachPictures(ctx context.Context, source news.Dispatch) error {
	_, err := do(ctx, d, Stet, func(t *turn) (bool, error) {
		t.quiet = true // until a picture is another
		return true, t.picturesOf(ctx, source)
	})
	return err
}

// picturesOf brings what became of a dispatch to the pictures that were taken from it: of one that the wire killed or withholds none may be used,
// and none before the hour that the wire says now. Who took one, the picture editors and the owners of the stories that have it are told. A person may set it
// free again, with another picture of its rights.
func (t *turn) picturesOf(ctx context.Context, source news.Dispatch) error {
	taken, err := t.PicturesFrom(ctx, source.ID)
	if err != nil {
		return err
	}
	for _, p := range taken {
		rights := p.Rights
		var said news.Phrase
		switch {
		case !source.Killed.IsZero():
			rights.Use, rights.Conditions = news.Denied, news.Phrasef("%s killed it.", source.WireName).String()
			said = news.Phrasef("%s killed the picture “%s”: it may not be used.", source.WireName, p.Name)
		case source.Change == news.ChangeWithheld:
			rights.Use, rights.Conditions = news.Denied, news.Phrasef("%s withholds it.", source.WireName).String()
			said = news.Phrasef("%s withholds the picture “%s”: it may not be used.", source.WireName, p.Name)
		case source.Embargo.After(t.now) && source.Embargo.After(rights.From):
			rights.From = source.Embargo
			said = news.Phrasef("%s put an embargo on the picture “%s”.", source.WireName, p.Name)
		}
		if rights == p.Rights || rights.Use == p.Rights.Use && rights.Use == news.Denied {
			continue
		}
		if err := t.withRights(ctx, p, rights, source, said); err != nil {
			return err
		}
	}
	return nil
}

// withRights gives a picture the rights that its wire leaves it, and tells its people.
func (t *turn) withRights(ctx context.Context, p news.Picture, rights news.Rights, source news.Dispatch, said news.Phrase) error {
	was := bare(p)
	p.Rights = rights
	p.Revision++
	if err := t.SavePicture(ctx, p); err != nil {
		return err
	}
	if err := t.record(ctx, news.EditPicture, pictureObject(p.ID), pictureChange{Was: was, Is: bare(p)}); err != nil {
		return err
	}
	uses, err := t.PictureUses(ctx, p.ID)
	if err != nil {
		return err
	}
	t.quiet = false
	told := map[int64]bool{0: true}
	for _, u := range uses {
		if told[u.Story] {
			continue
		}
		told[u.Story] = true
		r, err := t.Story(ctx, u.Story)
		if err != nil {
			return err
		}
		if err := t.tellOfPicture(ctx, p, source, r.Story, said, reached(r.Story, true, true)); err != nil {
			return err
		}
	}
	return t.tellOfPicture(ctx, p, source, news.Story{}, said, func(who news.Person) bool {
		return who.ID == p.By.ID || slices.Contains(who.Roles, news.PictureEditor)
	})
}

func (t *turn) tellOfPicture(ctx context.Context, p news.Picture, source news.Dispatch, s news.Story, said news.Phrase, to reach) error {
	n := t.notice(news.NoticeRights, s)
	if s.Number == 0 {
		n.Title = p.Name
	}
	n.ID, n.By, n.Text = fmt.Sprintf("picture %s %s %d %d", p.ID, source.ID, source.Version, s.Number), news.Person{}, said.String()
	return t.send(ctx, n, to)
}
