package desk

import (
	"context"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// OpenOriginal keeps on record that the person has the file of the picture as it came, with all that it says of its maker and their place, and returns the
// picture. Who uploaded it may, and who may open originals.
func (d *Desk) OpenOriginal(ctx context.Context, by news.Person, id string) (news.Picture, error) {
	return do(ctx, d, by, func(t *turn) (news.Picture, error) {
		t.quiet = true
		p, err := t.Picture(ctx, id)
		if err != nil {
			return p, err
		}
		if err := MayOpenOriginal(by, p); err != nil {
			return p, err
		}
		return p, t.record(ctx, news.OpenOriginal, pictureObject(id), map[string]any{"name": p.Name, "hash": p.Hash})
	})
}

// MayOpenOriginal returns nil if the person may have the picture's file, and else why not.
func MayOpenOriginal(by news.Person, p news.Picture) error {
	err := by.May(news.OpenOriginal)
	if err != nil && p.By.ID == by.ID && by.May(news.UploadPicture) == nil && !by.Acting.Token {
		return nil
	}
	return err
}

// UsePicture puts the picture into the copy of the story as its lead, with the words that are known of it in the story's language. A story that has another
// lead keeps it unless instead says that this one is to take its place.
func (d *Desk) UsePicture(ctx context.Context, by news.Person, id string, number int64, instead bool) (news.Story, error) {
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		p, err := t.Picture(ctx, id)
		if err != nil {
			return news.Story{}, err
		}
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.Story{}, err
		}
		if err := by.MayOn(news.Save, r.Story); err != nil {
			return news.Story{}, err
		}
		house, err := t.House(ctx)
		if err != nil {
			return news.Story{}, err
		}
		content := r.Content
		switch had := content.Lead; {
		case had != nil && had.Picture == id:
			return news.Story{}, news.Errorf(news.Conflict, "The picture leads story %d already.", number)
		case had != nil && !instead:
			return news.Story{}, news.Errorf(news.Conflict, "Story %d has a lead picture. Say that this one is to take its place.", number)
		}
		use := p.As(content.Language)
		content.Lead = &use
		if content, err = content.Clean(house); err != nil {
			return news.Story{}, err
		}
		if err := t.checkParts(ctx, r.Story, content); err != nil {
			return news.Story{}, err
		}
		return t.apply(ctx, &r, news.Save, func(t *turn, r *store.Row) (any, error) {
			r.Content = content
			r.Revision++
			return t.keep(ctx, r, anotherPicture)
		})
	})
}

// LeftFiles are the files of a picture that is gone which no other picture has.
type LeftFiles struct {
	Original   string   // its hash, "" if another picture has it
	Renditions []string // their names
}

// DeletePicture takes a picture that nothing uses out of the newsroom, for a reason that the log keeps, and returns the files that nobody needs any more,
// which are to be removed.
func (d *Desk) DeletePicture(ctx context.Context, by news.Person, id, why string) (left LeftFiles, err error) {
	if err := by.May(news.DeletePicture); err != nil {
		return left, err
	}
	if why, err = needed(news.DeletePicture, why); err != nil {
		return left, err
	}
	return do(ctx, d, by, func(t *turn) (LeftFiles, error) {
		p, err := t.Picture(ctx, id)
		if err != nil {
			return left, err
		}
		uses, err := t.PictureUses(ctx, id)
		if err != nil {
			return left, err
		}
		if len(uses) > 0 {
			return left, news.Errorf(news.Conflict, "The picture is used in %d places: it stays. Replace it there first.", len(uses))
		}
		switch poster, err := t.IsPoster(ctx, id); {
		case err != nil:
			return left, err
		case poster:
			return left, news.Errorf(news.Conflict, "The picture is the poster of a film: it stays. Give the film another first.")
		}
		if err := t.Tx.DeletePicture(ctx, id); err != nil {
			return left, err
		}
		files, err := t.leftFiles(ctx, p)
		if err != nil {
			return left, err
		}
		return files, t.record(ctx, news.DeletePicture, pictureObject(id), map[string]any{"name": p.Name, "hash": p.Hash, "caption": p.Caption, "credit": p.Credit, "note": why})
	})
}

// leftFiles are the files of a picture that is gone. It looks for others with the same files among those that look the same.
func (t *turn) leftFiles(ctx context.Context, p news.Picture) (left LeftFiles, err error) {
	_, again, err := t.PictureByHash(ctx, p.Hash)
	if err != nil {
		return left, err
	}
	if !again {
		left.Original = p.Hash
	}
	twins, err := t.Twins(ctx, p.Likeness)
	if err != nil {
		return left, err
	}
	used := map[string]bool{}
	for _, twin := range twins {
		for _, name := range twin.Files() {
			used[name] = true
		}
	}
	for _, name := range p.Files() {
		if !used[name] {
			used[name] = true
			left.Renditions = append(left.Renditions, name)
		}
	}
	return left, nil
}
