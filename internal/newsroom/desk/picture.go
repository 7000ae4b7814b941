package desk

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// AddPicture keeps a picture whose files are in the blob store already. A picture whose
// original is there already is not kept again: the one that is there is returned.
func (d *Desk) AddPicture(ctx context.Context, by news.Person, p news.Picture) (news.Picture, error) {
	if err := by.May(news.UploadPicture); err != nil {
		return p, err
	}
	if err := cleanPicture(&p); err != nil {
		return p, err
	}
	return do(ctx, d, by, func(t *turn) (news.Picture, error) { return t.addPicture(ctx, p) })
}

// addPicture keeps a picture, or what dispatches it was taken from if its original is there already.
func (t *turn) addPicture(ctx context.Context, p news.Picture) (news.Picture, error) {
	old, found, err := t.PictureByHash(ctx, p.Hash)
	if err != nil {
		return old, err
	}
	if found {
		known := len(old.Sources)
		for _, from := range p.Sources {
			if !slices.ContainsFunc(old.Sources, func(s news.PictureSource) bool { return s.Dispatch == from.Dispatch }) {
				old.Sources = append(old.Sources, from)
			}
		}
		if len(old.Sources) > known {
			err = t.SavePicture(ctx, old)
		}
		return old, err
	}
	if p.Taken.After(t.now) { // a camera's clock is wrong, or set to a zone east of ours
		p.Taken = t.now
	}
	p.ID, p.Uploaded, p.By = newID(), t.now, t.by.Short()
	if err := t.SavePicture(ctx, p); err != nil {
		return p, err
	}
	detail := map[string]any{"hash": p.Hash, "name": p.Name}
	if len(p.Sources) > 0 {
		detail["sources"] = p.Sources
	}
	return p, t.record(ctx, news.UploadPicture, pictureObject(p.ID), detail)
}

func pictureObject(id string) string { return "picture/" + id }

// cleanPicture brings what is said of a picture into the form that is kept.
func cleanPicture(p *news.Picture) error {
	texts := map[string]*string{
		"caption": &p.Caption, "credit": &p.Credit, "description": &p.Alt, "file name": &p.Name, "source": &p.Rights.Source, "conditions": &p.Rights.Conditions,
		"warning": &p.Care,
	}
	for what, s := range texts {
		var err error
		if *s, err = news.CleanNote(what, *s); err != nil {
			return err
		}
	}
	for l, w := range p.Words {
		var err error
		if w.Caption, err = news.CleanNote("caption", w.Caption); err != nil {
			return err
		}
		if w.Alt, err = news.CleanNote("description", w.Alt); err != nil {
			return err
		}
		if p.Words[l] = w; w == (news.PictureWords{}) {
			delete(p.Words, l)
		}
	}
	if len(p.Words) == 0 {
		p.Words = nil
	}
	p.Taken, p.Rights.From, p.Rights.Until = p.Taken.UTC(), p.Rights.From.UTC(), p.Rights.Until.UTC()
	return nil
}

// PictureEdit is what somebody says of a picture. What is nil stays as it is.
type PictureEdit struct {
	Base    int64                               `json:"base"` // the revision that it was based on
	Caption *string                             `json:"caption,omitempty"`
	Credit  *string                             `json:"credit,omitempty"`
	Alt     *string                             `json:"alt,omitempty"`
	Words   map[news.Language]news.PictureWords `json:"words,omitempty"`
	Taken   *time.Time                          `json:"taken,omitempty"`
	Archive *bool                               `json:"archive,omitempty"`
	Care    *string                             `json:"care,omitempty"`
	Rights  *news.Rights                        `json:"rights,omitempty"`
	Focus   *news.Focus                         `json:"focus,omitempty"`
	// Crops are those drawn by hand. A shape that is not there follows the focus again.
	Crops *[]news.Crop `json:"crops,omitempty"`
}

// EditPicture changes what is known of a picture. Who uploaded it may, and who may edit pictures. What readers can see of the change, other shapes and
// another credit in the files, is made anew and given to them without a word: it is the same picture. An edit that says what is known already changes and
// records nothing.
func (d *Desk) EditPicture(ctx context.Context, by news.Person, id string, e PictureEdit) (news.Picture, error) {
	return do(ctx, d, by, func(t *turn) (news.Picture, error) { return t.editPicture(ctx, id, e) })
}

func (t *turn) editPicture(ctx context.Context, id string, e PictureEdit) (news.Picture, error) {
	p, err := t.Picture(ctx, id)
	if err != nil {
		return p, err
	}
	if may := t.by.May(news.EditPicture); may != nil && (p.By.ID != t.by.ID || t.by.May(news.UploadPicture) != nil) {
		return p, may
	}
	was := p
	if err := e.apply(&p); err != nil {
		return p, err
	}
	change := pictureChange{Was: bare(was), Is: bare(p)}
	if reflect.DeepEqual(change.Was, change.Is) {
		return was, nil
	}
	if e.Base != was.Revision {
		return p, news.Errorf(news.Conflict, "Somebody else has changed what is known of this picture. Look at it again.")
	}
	p.Revision++
	change.Is.Revision = p.Revision
	if p.Plan > 0 && lookOf(was) != lookOf(p) {
		p.Plan = 0
	}
	if err := t.SavePicture(ctx, p); err != nil {
		return p, err
	}
	return p, t.record(ctx, news.EditPicture, pictureObject(id), change)
}

// pictureChange is the detail of a record: what was known before and after.
type pictureChange struct {
	Was news.Picture `json:"was"`
	Is  news.Picture `json:"is"`
}

// bare is a picture without its files.
func bare(p news.Picture) news.Picture {
	p.Renditions, p.Cover, p.Crops = nil, news.Rendition{}, slices.Clone(p.Crops)
	for i := range p.Crops {
		p.Crops[i].Renditions = nil
	}
	p.Metadata = news.PictureMetadata{}
	return p
}

// lookOf is what the files of a picture are made from, beside its original.
func lookOf(p news.Picture) string {
	hands := slices.Clone(p.Crops)
	hands = slices.DeleteFunc(hands, func(c news.Crop) bool { return !c.ByHand })
	for i := range hands {
		hands[i].Renditions = nil
	}
	return fmt.Sprint(p.Focus, hands, p.Credit, p.Caption, p.Rights.Source)
}

func (e PictureEdit) apply(p *news.Picture) error {
	for to, from := range map[*string]*string{&p.Caption: e.Caption, &p.Credit: e.Credit, &p.Alt: e.Alt, &p.Care: e.Care} {
		if from != nil {
			*to = *from
		}
	}
	if e.Words != nil {
		p.Words = maps.Clone(e.Words)
	}
	if e.Taken != nil {
		p.Taken = *e.Taken
	}
	if e.Archive != nil {
		p.Archive = *e.Archive
	}
	if e.Rights != nil {
		if err := e.Rights.Check(); err != nil {
			return err
		}
		p.Rights = *e.Rights
	}
	if e.Focus != nil {
		if e.Focus.X < 0 || e.Focus.X > 1 || e.Focus.Y < 0 || e.Focus.Y > 1 {
			return news.Errorf(news.Invalid, "The focus is outside the picture.")
		}
		p.Focus = *e.Focus
	}
	if e.Crops != nil {
		if err := crop(p, *e.Crops); err != nil {
			return err
		}
	}
	return cleanPicture(p)
}

// crop puts the crops by hand in the place of those that the picture has. The others are cut by the focus when the picture is developed.
func crop(p *news.Picture, hands []news.Crop) error {
	kept := slices.DeleteFunc(slices.Clone(p.Crops), func(c news.Crop) bool {
		return slices.ContainsFunc(hands, func(h news.Crop) bool { return h.Shape == c.Shape })
	})
	for i := range kept {
		kept[i].ByHand = false
	}
	for i, h := range hands {
		if slices.ContainsFunc(hands[:i], func(o news.Crop) bool { return o.Shape == h.Shape }) {
			return news.Errorf(news.Invalid, "There is more than one crop of the shape %q.", string(h.Shape))
		}
		if old, ok := p.Crop(h.Shape); ok && old.ByHand && old.X == h.X && old.Y == h.Y && old.Width == h.Width {
			kept = append(kept, old) // with its files
			continue
		}
		h, err := p.CleanCrop(h)
		if err != nil {
			return err
		}
		kept = append(kept, h)
	}
	p.Crops = kept
	return nil
}

// PictureFailed notes that the renditions of a picture could not be made.
func (d *Desk) PictureFailed(ctx context.Context, id string) error {
	return d.db.Tx(ctx, func(tx *store.Tx) error { return tx.NotDeveloped(ctx, id) })
}

// PictureDeveloped keeps the renditions that were made of a picture, and gives them to readers of the stories that use it. If the picture was changed in the
// meantime, they are left: they will be made again.
func (d *Desk) PictureDeveloped(ctx context.Context, made news.Picture) error {
	_, err := do(ctx, d, Stet, func(t *turn) (int, error) {
		p, err := t.Picture(ctx, made.ID)
		if err != nil || p.Revision != made.Revision || p.Plan >= made.Plan {
			return 0, err
		}
		p.Format, p.Bytes, p.Moves, p.Colour, p.Likeness, p.Faces = made.Format, made.Bytes, made.Moves, made.Colour, made.Likeness, made.Faces
		p.Renditions, p.Crops, p.Cover, p.Plan = made.Renditions, made.Crops, made.Cover, made.Plan
		if err := t.SavePicture(ctx, p); err != nil {
			return 0, err
		}
		uses, err := t.PictureUses(ctx, p.ID)
		if err != nil {
			return 0, err
		}
		editions, err := t.redraw(ctx, p.ID, uses)
		t.quiet = len(editions) == 0
		if err != nil || len(editions) == 0 {
			return 0, err
		}
		return 0, t.record(ctx, news.DevelopPicture, pictureObject(p.ID), map[string]any{"editions": editions})
	})
	return err
}

// redrawn is how many stories are redrawn in one transaction: a picture of a hundred stories must not keep a desk waiting.
const redrawn = 20

// redraw gives readers the newest stories and the portraits again that use a picture whose files are others now, and returns the editions that it made; the
// other stories follow by RedrawMore. They have the words that they have: nothing is updated.
func (t *turn) redraw(ctx context.Context, picture string, uses []store.PictureUsed) (editions []int64, err error) {
	house := false
	var stories []int64
	for _, u := range uses {
		switch {
		case u.Place == store.OfAuthor:
			house = true
		case u.Place == store.BeforeAll && len(stories) < redrawn:
			stories = append(stories, u.Story)
		case u.Place == store.BeforeAll:
			if err := t.RedrawLater(ctx, picture, u.Story); err != nil {
				return nil, err
			}
		}
	}
	if editions, err = t.redrawStories(ctx, stories); err != nil || !house {
		return editions, err
	}
	h, err := t.House(ctx)
	if err != nil {
		return nil, err
	}
	if h.Authors, err = t.portraits(ctx, h.Authors); err != nil {
		return nil, err
	}
	n, err := t.arrange(ctx, h)
	return append(editions, n), err
}

// RedrawMore gives readers some more of the stories that PictureDeveloped left for later, and reports whether there may be others still.
func (d *Desk) RedrawMore(ctx context.Context) (more bool, err error) {
	picture, err := d.db.WaitsToBeRedrawn(ctx)
	if err != nil || picture == "" {
		return false, err
	}
	_, err = do(ctx, d, Stet, func(t *turn) (int, error) {
		stories, err := t.ToRedraw(ctx, picture, redrawn)
		if err != nil {
			return 0, err
		}
		editions, err := t.redrawStories(ctx, stories)
		t.quiet = len(editions) == 0
		if err != nil || len(editions) == 0 {
			return 0, err
		}
		return 0, t.record(ctx, news.DevelopPicture, pictureObject(picture), map[string]any{"editions": editions})
	})
	return err == nil, err
}

// redrawStories redraws each of the stories, and returns the editions of those that readers have.
func (t *turn) redrawStories(ctx context.Context, stories []int64) (editions []int64, err error) {
	for _, story := range stories {
		n, err := t.redrawStory(ctx, story)
		if err != nil {
			return nil, fmt.Errorf("redraw story %d: %w", story, err)
		}
		if n > 0 {
			editions = append(editions, n)
		}
	}
	return editions, nil
}

// redrawStory gives readers the story as they have it, with the files that its pictures have now. It returns 0 if readers do not have the story.
func (t *turn) redrawStory(ctx context.Context, number int64) (int64, error) {
	t.takesAway = true
	defer func() { t.takesAway = false }()
	return t.reprint(ctx, number)
}

// reprint gives readers the story as they have it, with what its pictures, films and sounds are now, if the gate lets it. It returns 0 if readers do not
// have the story.
func (t *turn) reprint(ctx context.Context, number int64) (int64, error) {
	r, err := t.Story(ctx, number)
	if err != nil || r.Status != news.Live {
		return 0, err
	}
	had, err := t.Revision(ctx, r.ID, r.PublishedRevision)
	if err != nil {
		return 0, err
	}
	r.Content = had.Content
	public, err := t.public(ctx, r.Story)
	if err != nil {
		return 0, err
	}
	return t.publish(ctx, edition.Change{Kind: edition.Redrawn, Story: &public})
}

// portraitOf is a picture of an author as readers may have it.
func portraitOf(p news.Picture) *news.Portrait {
	c, _ := p.Crop(news.Shape3x4)
	return &news.Portrait{Width: p.Width, Height: p.Height, Renditions: p.Renditions, Crop: c.Renditions}
}
