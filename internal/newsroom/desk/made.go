package desk

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// makeFrom keeps that something was made from the dispatch as it is now; "" is none. What its wire took back, and what is under an embargo,
// it refuses.
func (t *turn) makeFrom(ctx context.Context, made news.Made, object string, story int64, dispatch string) error {
	if dispatch == "" {
		return nil
	}
	source, err := t.Dispatch(ctx, dispatch)
	if err != nil {
		return err
	}
	if err := t.mayTake(ctx, source); err != nil {
		return err
	}
	if source.Embargo.After(t.now) {
		return news.Errorf(news.Conflict, "The dispatch is under an embargo until %s: readers may have nothing of it before.", source.Embargo.Format(time.RFC3339))
	}
	return t.AddMade(ctx, news.MadeFrom{Made: made, Object: object, Story: story, Dispatch: source.ID, Version: source.Version})
}

// makeWith keeps that something stands on the sources of its story, at the versions that the story was made from. Of those that nobody has
// answered for since, it is refused.
func (t *turn) makeWith(ctx context.Context, made news.Made, object string, story int64) error {
	if story == 0 {
		return nil
	}
	r, err := t.Story(ctx, story)
	if err != nil {
		return err
	}
	if len(r.Sources) == 0 {
		return nil
	}
	if made == news.MadeFlash {
		if err := t.sourcesStand(ctx, story); err != nil {
			return err
		}
	}
	for _, s := range r.Sources {
		if err := t.AddMade(ctx, news.MadeFrom{Made: made, Object: object, Story: story, Dispatch: s.Dispatch, Version: s.Version}); err != nil {
			return err
		}
		is, err := t.Dispatch(ctx, s.Dispatch)
		if err != nil {
			return err
		}
		if is.Version == s.Version {
			continue
		}
		was, err := t.DispatchVersion(ctx, s.Dispatch, s.Version)
		if err != nil {
			return err
		}
		c := news.SourceChange{Story: story, Made: made, Object: object, Dispatch: is.ID, Wire: is.WireName, Since: s.Version, Version: is.Version}
		if c.Text, err = t.madeText(ctx, c); err != nil || c.Text == "" {
			return err
		}
		if err := t.madeChanged(ctx, c, was, is); err != nil {
			return err
		}
	}
	return nil
}

func frontSlot(name news.FrontName, story int64) string {
	return name.String() + "/" + strconv.FormatInt(story, 10)
}

// madeText returns what was made says to readers now, "" if they do not have it any more.
func (t *turn) madeText(ctx context.Context, c news.SourceChange) (string, error) {
	switch c.Made {
	case news.MadeFlash:
		f, err := t.Tx.Flash(ctx, c.Object)
		if store.IsNotFound(err) {
			return "", nil
		}
		return f.Text, err
	case news.MadePost:
		r, err := t.Story(ctx, c.Story)
		if err != nil || r.Status != news.Live {
			return "", err
		}
		all, err := t.Coverage(ctx, r.ID)
		if err != nil || all == nil {
			return "", err
		}
		p, err := all.Post(c.Object)
		if err != nil {
			return "", nil //nolint:nilerr // it was taken away
		}
		return strings.TrimSpace(p.Title + "\n\n" + p.Body.Plain()), nil
	}
	name, _, _ := strings.Cut(c.Object, "/")
	f, err := t.Front(ctx, news.ReadFrontName(name))
	slot, _ := f.Live.Slot(c.Story)
	return slot.Headline, err
}

// saying is a text as a story that consists of it.
func saying(text string, l news.Language) news.Content {
	return news.Content{Language: l, Body: news.Paragraphs(strings.Split(text, "\n\n")...)}
}

// rereadMade asks about everything else that was made from the source, which was read up to the version was.
func (d *Desk) rereadMade(ctx context.Context, source news.Dispatch, was int64) error {
	all, err := d.db.MadeOf(ctx, source.ID)
	if err != nil {
		return err
	}
	for _, m := range all {
		from := max(was, m.Version)
		if from >= source.Version {
			continue
		}
		before, err := d.db.DispatchVersion(ctx, source.ID, from)
		if err != nil {
			return err
		}
		c := news.SourceChange{Story: m.Story, Made: m.Made, Object: m.Object, Dispatch: source.ID, Wire: source.WireName, Since: from, Version: source.Version}
		_, err = do(ctx, d, Stet, func(t *turn) (bool, error) {
			t.quiet = true // until somebody is told
			text, err := t.madeText(ctx, c)
			if err != nil || text == "" {
				return false, err
			}
			c.Text = text
			if rests, err := d.resting(saying(text, before.Language), before, source, news.ChangeOf(before, source, t.now)); err == nil {
				c.Sentences, c.Touched = news.Touched(rests)
			} else {
				slog.ErrorContext(ctx, "what was made from a dispatch was not read", "object", c.Object, "err", err)
			}
			return true, t.madeChanged(ctx, c, before, source)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// madeChanged keeps that a source of something that was made from it changed, and tells those who may answer for it, if they must look.
func (t *turn) madeChanged(ctx context.Context, c news.SourceChange, was, is news.Dispatch) error {
	c.At, c.Kind = t.now, news.ChangeOf(was, is, t.now)
	if c.Kind.MustAnswer() && c.Made.Goes() {
		house, err := t.House(ctx)
		if err != nil {
			return err
		}
		if after := house.HoldAfter(); after > 0 {
			c.HoldAt = t.now.Add(after)
		}
	}
	if _, err := t.inheritChange(ctx, &c, is); err != nil {
		return err
	}
	c, fresh, err := t.AddSourceChange(ctx, c)
	if err != nil || !fresh || !c.MustLook() {
		return err
	}
	n := t.madeNotice(c)
	n.ID = fmt.Sprintf("source %s %d %s %s", is.ID, is.Version, c.Made, c.Object)
	n.Text = madePhrase(c).String()
	t.quiet = false
	return t.send(ctx, n, func(p news.Person) bool { return p.May(c.Made.Verb()) == nil })
}

func (t *turn) madeNotice(c news.SourceChange) news.Notice {
	title, _, _ := strings.Cut(c.Text, "\n")
	return news.Notice{Kind: news.NoticeSource, Story: c.Story, Title: cmp.Or(title, c.Object), At: t.now}
}

// madePhrase says what became of the source of something that was made from it.
func madePhrase(c news.SourceChange) news.Phrase {
	switch {
	case c.Kind == news.ChangeKill && c.Made == news.MadeFlash:
		return news.Phrasef("%s killed the source of a line on the bar.", c.Wire)
	case c.Kind == news.ChangeKill && c.Made == news.MadePost:
		return news.Phrasef("%s killed the source of a live post.", c.Wire)
	case c.Kind == news.ChangeKill:
		return news.Phrasef("%s killed the source of a headline on a front.", c.Wire)
	case c.Kind.MustAnswer():
		return news.Phrasef("%s took back the source of something that readers have.", c.Wire)
	}
	return news.Phrasef("%s changed the source of something that readers have.", c.Wire)
}

// madeStands returns why a line may not be given more weight for what became of its source, nil if nothing stands in the way.
func (t *turn) madeStands(ctx context.Context, f news.Flash) error {
	open, err := t.OpenSourceChanges(ctx, f.Story)
	if err != nil {
		return err
	}
	for _, c := range open {
		if c.Made == news.MadeFlash && c.Object == f.ID {
			if err := c.Blocks(); err != nil {
				return err
			}
		}
	}
	return nil
}

// answerMade keeps the answer for something that was made from a dispatch.
func (t *turn) answerMade(ctx context.Context, c news.SourceChange) error {
	if err := t.SaveSourceChange(ctx, c); err != nil {
		return err
	}
	if err := t.UpdateMade(ctx, news.MadeFrom{Made: c.Made, Object: c.Object, Dispatch: c.Dispatch, Version: c.Version}); err != nil {
		return err
	}
	return t.record(ctx, news.AnswerSource, string(c.Made)+"/"+c.Object, answeredSource{c.Dispatch, c.Since, c.Version, c.Kind, c.Answer})
}

// holdMade takes from readers what nobody answered for in the house's time. What it said stays with the question.
func (t *turn) holdMade(ctx context.Context, c news.SourceChange) error {
	c.Held = t.now
	if err := t.SaveSourceChange(ctx, c); err != nil {
		return err
	}
	text, err := t.madeText(ctx, c)
	if err != nil || text == "" {
		return err
	}
	t.takesAway = true
	said := news.Phrasef("%s took back the source, and nobody answered in time.", c.Wire).String()
	switch c.Made {
	case news.MadeFlash:
		f, err := t.Tx.EndFlash(ctx, c.Object, t.now.UnixMicro())
		if err != nil {
			return err
		}
		if err := t.publishBars(ctx, f.Language); err != nil {
			return err
		}
		if err := t.record(ctx, news.EditTicker, "flash/"+f.ID, map[string]any{"ended": true, "text": f.Text, "note": said}); err != nil {
			return err
		}
	case news.MadePost:
		r, err := t.Story(ctx, c.Story)
		if err != nil {
			return err
		}
		_, err = t.apply(ctx, &r, news.CoverLive, func(t *turn, r *store.Row) (any, error) {
			_, detail, err := t.cover(ctx, r, func(t *turn, was *news.Coverage) (*news.Coverage, covered, error) {
				next, err := was.Remove(c.Object, t.now)
				return &next, covered{Did: "removed", Post: c.Object}, err
			})
			return detail, err
		})
		if err != nil {
			return err
		}
	}
	n := t.madeNotice(c)
	n.ID, n.Text = "held "+c.ID, said
	return t.send(ctx, n, func(p news.Person) bool { return p.May(c.Made.Verb()) == nil })
}
