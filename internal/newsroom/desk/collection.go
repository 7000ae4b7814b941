package desk

import (
	"context"
	"slices"

	"github.com/stet-news/stet/internal/news"
)

// MostPictures is how many pictures something can be done to at once.
const MostPictures = 100

func collectionObject(id string) string { return "collection/" + id }

// NewCollection makes a collection of pictures that has these in it. Its name is one that no other has.
func (d *Desk) NewCollection(ctx context.Context, by news.Person, name string, pictures []string) (news.Collection, error) {
	name, err := collectionName(by, news.CollectPictures, name)
	if err == nil && len(pictures) > 0 {
		err = somePictures(pictures)
	}
	if err != nil {
		return news.Collection{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Collection, error) {
		c := news.Collection{ID: newID(), Name: name, By: by.Short(), Made: t.now}
		if err := t.SaveCollection(ctx, c); err != nil {
			return c, err
		}
		added, err := t.collect(ctx, c.ID, pictures)
		if err != nil {
			return c, err
		}
		c.Pictures = len(added)
		return c, t.record(ctx, news.CollectPictures, collectionObject(c.ID), map[string]any{"name": name, "added": added})
	})
}

// collectionName is the name of a collection in the form that is kept, if the person may make collections with the verb.
func collectionName(by news.Person, verb news.Verb, name string) (string, error) {
	if err := by.May(verb); err != nil {
		return "", err
	}
	name, err := news.CleanLine("collection's name", name, news.CollectionName)
	if err == nil && name == "" {
		err = news.Errorf(news.Invalid, "A collection needs a name.")
	}
	return name, err
}

// RenameCollection gives the collection another name.
func (d *Desk) RenameCollection(ctx context.Context, by news.Person, id, name string) (news.Collection, error) {
	name, err := collectionName(by, news.CollectPictures, name)
	if err != nil {
		return news.Collection{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Collection, error) {
		c, err := t.Collection(ctx, id)
		if err != nil || c.Name == name {
			return c, err
		}
		was := c.Name
		c.Name = name
		if err := t.SaveCollection(ctx, c); err != nil {
			return c, err
		}
		return c, t.record(ctx, news.CollectPictures, collectionObject(id), map[string]any{"name": name, "was": was})
	})
}

// DropCollection deletes the collection. Its pictures stay.
func (d *Desk) DropCollection(ctx context.Context, by news.Person, id string) (news.Collection, error) {
	if err := by.May(news.CollectPictures); err != nil {
		return news.Collection{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Collection, error) {
		c, err := t.Collection(ctx, id)
		if err != nil {
			return c, err
		}
		if err := t.Tx.DropCollection(ctx, id); err != nil {
			return c, err
		}
		return c, t.record(ctx, news.CollectPictures, collectionObject(id), map[string]any{"deleted": c.Name, "pictures": c.Pictures})
	})
}

// Collect puts the pictures into the collection. One that is in it stays in it.
func (d *Desk) Collect(ctx context.Context, by news.Person, id string, pictures []string) (news.Collection, error) {
	return d.regroup(ctx, by, id, "added", pictures, (*turn).collect)
}

// Uncollect takes the pictures out of the collection. They stay in the newsroom.
func (d *Desk) Uncollect(ctx context.Context, by news.Person, id string, pictures []string) (news.Collection, error) {
	return d.regroup(ctx, by, id, "removed", pictures, func(t *turn, ctx context.Context, id string, pictures []string) (gone []string, err error) {
		for _, p := range pictures {
			was, err := t.Tx.Uncollect(ctx, id, p)
			if err != nil {
				return nil, err
			}
			if was {
				gone = append(gone, p)
			}
		}
		return gone, nil
	})
}

// regroup changes which pictures the collection has, and keeps on record which were changed; none is no change.
func (d *Desk) regroup(
	ctx context.Context, by news.Person, id, what string, pictures []string, f func(*turn, context.Context, string, []string) ([]string, error),
) (news.Collection, error) {
	if err := by.May(news.CollectPictures); err != nil {
		return news.Collection{}, err
	}
	if err := somePictures(pictures); err != nil {
		return news.Collection{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Collection, error) {
		c, err := t.Collection(ctx, id)
		if err != nil {
			return c, err
		}
		changed, err := f(t, ctx, id, pictures)
		if err != nil || len(changed) == 0 {
			return c, err
		}
		if err := t.record(ctx, news.CollectPictures, collectionObject(id), map[string]any{"name": c.Name, what: changed}); err != nil {
			return c, err
		}
		return t.Collection(ctx, id)
	})
}

// collect puts the pictures into the collection and returns those that were not in it.
func (t *turn) collect(ctx context.Context, id string, pictures []string) (added []string, err error) {
	for _, p := range pictures {
		if _, err := t.Picture(ctx, p); err != nil {
			return nil, err
		}
		fresh, err := t.Tx.Collect(ctx, id, p)
		if err != nil {
			return nil, err
		}
		if fresh {
			added = append(added, p)
		}
	}
	return added, nil
}

// somePictures refuses none, and more than something can be done to at once.
func somePictures(ids []string) error {
	switch {
	case len(ids) == 0:
		return news.Errorf(news.Invalid, "Choose the pictures first.")
	case len(ids) > MostPictures:
		return news.Errorf(news.Invalid, "There are %d pictures; at once there may be %d.", len(ids), MostPictures)
	}
	return nil
}

// UsePictures puts the pictures into the story as a save of it: the first is its lead if it has none, the others stand at the end of its text, each with
// what the newsroom says of it. One that is in the story is not put in again.
func (d *Desk) UsePictures(ctx context.Context, by news.Person, number int64, pictures []string) (news.Story, error) {
	if err := somePictures(pictures); err != nil {
		return news.Story{}, err
	}
	s, err := d.db.Story(ctx, number)
	if err != nil {
		return s, err
	}
	content := s.Content
	content.Body.Blocks = slices.Clone(content.Body.Blocks)
	for _, id := range pictures {
		p, err := d.db.Picture(ctx, id)
		if err != nil {
			return s, err
		}
		in := slices.ContainsFunc(content.Body.Pictures(), func(u news.PictureUse) bool { return u.Picture == id })
		use := p.As(content.Language)
		switch {
		case in, content.Lead != nil && content.Lead.Picture == id:
		case content.Lead == nil:
			content.Lead = &use
		default:
			content.Body.Blocks = append(content.Body.Blocks, news.Node{
				Type: news.PictureRef, Attrs: news.Attrs{Picture: id, Caption: use.Caption, Credit: use.Credit, Alt: use.Alt},
			})
		}
	}
	return d.Save(ctx, by, number, Draft{Base: s.Revision, Content: content, Label: "Pictures from the picture desk"})
}
