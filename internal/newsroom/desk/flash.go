package desk

import (
	"context"
	"reflect"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// NewsFlash is what a reporter files when there is no time for a story: one line, which is
// the headline, and perhaps a picture.
type NewsFlash struct {
	Text     string           `json:"text"`
	Language news.Language    `json:"language,omitempty"` // empty for the house's first
	Desk     string           `json:"desk,omitempty"`     // slug; empty for the person's own
	Section  string           `json:"section,omitempty"`  // slug; empty for the house's first
	Lead     *news.PictureUse `json:"lead,omitempty"`
}

// follows is the text of a story of which only its headline is known.
var follows = map[news.Language]string{news.English: "More follows.", news.Bangla: "বিস্তারিত আসছে।"}

// FileFlash starts a story of one line and hands it to the desk, with the line proposed for
// the bar: one transaction, so that a desk never has half of it.
func (d *Desk) FileFlash(ctx context.Context, by news.Person, n NewsFlash) (news.Story, error) {
	if err := by.May(news.FileFlash); err != nil {
		return news.Story{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		house, err := t.House(ctx)
		if err != nil {
			return news.Story{}, err
		}
		at := by.Settle(news.FileFlash, news.Place{Desk: n.Desk, Section: n.Section})
		n.Desk, n.Section = at.Desk, at.Section
		content, err := n.content(house, by)
		if err != nil {
			return news.Story{}, err
		}
		if err := t.mayChoose(ctx, content.Uses(), t.now); err != nil {
			return news.Story{}, err
		}
		r, detail, err := t.start(ctx, Start{Desk: n.Desk, Content: content}, "Flash")
		if err != nil {
			return news.Story{}, err
		}
		if err := by.MayAt(news.FileFlash, r.Place()); err != nil {
			return news.Story{}, err
		}
		if err := r.Check(news.Submit, t.now); err != nil {
			return news.Story{}, err
		}
		r.Status, r.Turn = news.WithDesk, r.Turn+1
		if err := t.Write(ctx, r); err != nil {
			return news.Story{}, err
		}
		return r.Story, t.record(ctx, news.FileFlash, object(r.Number), detail)
	})
}

// content is what a story of one line consists of.
func (n NewsFlash) content(house news.House, by news.Person) (c news.Content, err error) {
	text, err := news.CleanLine("flash", n.Text, news.FlashLength)
	if err != nil {
		return c, err
	}
	if text == "" {
		return c, news.Errorf(news.Invalid, "A flash needs words.")
	}
	c = news.Content{Language: n.Language, Section: n.Section, Headline: text, Flash: text, Lead: n.Lead, Byline: news.Byline{People: []string{by.Name}}}
	if c.Language == "" {
		c.Language = house.Languages[0]
	}
	if c.Section == "" && len(house.Sections) > 0 {
		c.Section = house.Sections[0].Slug
	}
	words := follows[c.Language]
	if words == "" {
		words = follows[news.English]
	}
	c.Body = news.Paragraphs(words)
	c.Lead = described(c.Lead, text, by)
	return c, nil
}

// described says of a picture what is known of it when it is filed: until somebody writes
// what is to be seen, the line says what it is of.
func described(lead *news.PictureUse, text string, by news.Person) *news.PictureUse {
	if lead == nil || lead.Picture == "" {
		return nil
	}
	use := *lead
	if use.Alt == "" {
		use.Alt = text
	}
	if use.Caption == "" {
		use.Caption = text
	}
	if use.Credit == "" {
		use.Credit = by.Name
	}
	return &use
}

// FlashPicture adds the picture that follows a flash, as a phone sends it when the words
// are with the desk already. A story that has a lead picture keeps its own.
func (d *Desk) FlashPicture(ctx context.Context, by news.Person, number int64, lead news.PictureUse) (news.Story, error) {
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
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
		if r.Content.Flash == "" {
			return news.Story{}, news.Errorf(news.Conflict, "Story %d was not filed as a flash. Open it to give it a picture.", number)
		}
		content := r.Content
		if content.Lead == nil {
			content.Lead = described(&lead, content.Headline, by)
			if err := t.mayChoose(ctx, content.Uses()[:min(1, len(content.Uses()))], t.now); err != nil {
				return news.Story{}, err
			}
		}
		if content, err = content.Clean(house); err != nil {
			return news.Story{}, err
		}
		if reflect.DeepEqual(content, r.Content) {
			return r.Story, nil
		}
		return t.apply(ctx, &r, news.Save, func(t *turn, r *store.Row) (any, error) {
			r.Content = content
			r.Revision++
			return t.keep(ctx, r, "Picture of the flash")
		})
	})
}
