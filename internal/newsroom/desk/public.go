package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// public returns the story as readers may have it: this and card are the only way from
// what the newsroom knows to what a reader sees.
func (t *turn) public(ctx context.Context, s news.Story) (edition.Story, error) {
	house, err := t.House(ctx)
	if err != nil {
		return edition.Story{}, err
	}
	c := s.Content
	p := edition.Story{
		Card: card(s, house), Byline: c.Byline, Dateline: c.Dateline, Body: c.Body, Credit: c.Credit,
		Contributors: c.Contributors, Related: c.Related, Translates: c.Translates, Versions: slices.Clone(s.Versions),
	}
	if p.Coverage, err = t.Coverage(ctx, s.ID); err != nil {
		return p, err
	}
	p.Live = p.Coverage.Running()
	for _, name := range c.Topics {
		p.Topics = append(p.Topics, edition.Topic{Slug: news.Slugify(name), Name: name})
	}
	for _, n := range s.Corrections {
		n.By = news.Person{}
		p.Corrections = append(p.Corrections, n)
	}
	f, err := t.figures(ctx, s.Number, house)
	if err != nil {
		return p, err
	}
	f.covers = news.Graphic(append(c.Uses(), p.Coverage.Uses()...))
	if c.Lead != nil {
		lead, err := f.picture(ctx, *c.Lead, s.Published)
		if err != nil {
			return p, err
		}
		p.Lead, p.LeadCaption, p.LeadCredit = &lead, c.Lead.Caption, c.Lead.Credit
	}
	for _, use := range c.Body.Pictures() {
		pic, err := f.picture(ctx, use, s.Published)
		if err != nil {
			return p, err
		}
		p.Pictures = append(p.Pictures, pic)
	}
	if p.Recordings, err = t.recordings(ctx, s, f); err != nil {
		return p, err
	}
	err = p.Coverage.EachPicture(func(use news.PictureUse, posted time.Time) error {
		pic, err := f.picture(ctx, use, posted)
		p.Pictures = append(p.Pictures, pic)
		return err
	})
	return p, err
}

// card returns the story's card. The story must have been published: its first time of
// publication is in its path.
func card(s news.Story, house news.House) edition.Card {
	c := s.Content
	author := c.Byline.Desk
	if len(c.Byline.People) > 0 {
		author = strings.Join(c.Byline.People, ", ")
	}
	slug := c.Slug
	if slug == "" {
		slug = news.Slugify(c.Headline)
	}
	return edition.Card{
		Number: s.Number, Language: c.Language, Section: c.Section, Slug: slug, Kicker: c.Kicker, Headline: c.Headline,
		Standfirst: c.Standfirst, Author: author, Date: s.Published.In(house.Location()).Format("2006/01/02"),
		Published: s.Published, Updated: s.Updated, Label: c.Label,
	}
}

// figures makes what readers get of the pictures of one story.
type figures struct {
	t     *turn
	after time.Duration
	said  map[string]news.PictureSaid
	// covers are what the covers say of the pictures that have one, by ID.
	covers map[string]string
}

func (t *turn) figures(ctx context.Context, story int64, house news.House) (f figures, err error) {
	f = figures{t: t, after: house.FileAfter()}
	f.said, err = t.PicturesSaid(ctx, story)
	return f, err
}

func (f figures) picture(ctx context.Context, use news.PictureUse, published time.Time) (edition.Picture, error) {
	p, err := f.t.Picture(ctx, use.Picture)
	if err != nil {
		return edition.Picture{}, err
	}
	f.t.pictures[p.ID] = p
	is := edition.Picture{
		ID: p.ID, Alt: use.Alt, Width: p.Width, Height: p.Height, Renditions: p.Renditions, Crops: p.Crops, Colour: p.Colour, Was: edition.OldKeys(p.Was),
		File: p.FileMark(use, f.said[p.ID], published, f.after),
	}
	if shows := f.covers[p.ID]; shows != "" {
		is.Covered, is.Renditions, is.Crops = &edition.Covered{Shows: shows, Cover: p.Cover, Renditions: p.Renditions}, nil, nil
	}
	return is, nil
}

// askCovers has the covers made that pictures of the story lack: they are from before there were covers, and are
// developed again. Until then readers see their colour.
func (t *turn) askCovers(ctx context.Context, s *edition.Story) error {
	all := slices.Clone(s.Pictures)
	if s.Lead != nil {
		all = append(all, *s.Lead)
	}
	for _, p := range all {
		if p.Covered == nil || p.Covered.Cover.Name != "" {
			continue
		}
		record, err := t.Picture(ctx, p.ID)
		if err != nil {
			return err
		}
		if record.Plan == 0 {
			continue // they are being made
		}
		record.Plan = 0
		if err := t.SavePicture(ctx, record); err != nil {
			return err
		}
	}
	return nil
}
