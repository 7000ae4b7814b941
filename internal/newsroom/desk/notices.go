package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// tell tells people of what was just done to the story, as the table of news.NoticeKind
// has it. Nobody is told of what they did themselves.
func (t *turn) tell(ctx context.Context, s news.Story, verb news.Verb, detail any) error {
	said := ""
	switch d := detail.(type) {
	case noted:
		said = d.Note
	case assigned:
		said = d.Note
	}
	kind, owner, editors := news.NoticeKind(""), true, false
	switch verb {
	case news.Assign:
		kind = news.NoticeAssigned
	case news.Return:
		kind = news.NoticeReturned
	case news.Publish:
		kind = news.NoticeLive
	case news.Correct:
		kind = news.NoticeCorrected
	case news.Withdraw, news.Kill:
		kind = news.NoticeOff
	case news.Unschedule:
		if t.by.ID == Stet.ID {
			kind, editors = news.NoticeFailed, true
		}
	}
	if kind == "" {
		return nil
	}
	n := t.notice(kind, s)
	n.Text = said
	return t.send(ctx, n, reached(s, owner, editors))
}

// tellOfRequest tells who may answer that a second person is needed.
func (t *turn) tellOfRequest(ctx context.Context, s news.Story, q news.Request) error {
	n := t.notice(news.NoticeApproval, s)
	n.Text = q.Reason
	return t.send(ctx, n, func(p news.Person) bool { return p.MayAnswer(q, s) == nil })
}

// notice is a notice about the story, by whoever makes the turn.
func (t *turn) notice(kind news.NoticeKind, s news.Story) news.Notice {
	return news.Notice{ID: newID(), Kind: kind, Story: s.Number, Title: s.Content.Headline, By: t.by.Short(), At: t.now}
}

// reach chooses among the staff.
type reach func(news.Person) bool

// reached are the story's owner, and the editors of its desk with the duty editors.
func reached(s news.Story, owner, editors bool) reach {
	return func(p news.Person) bool {
		return owner && p.ID == s.Owner.ID || editors && editsFor(p, s)
	}
}

// editsFor reports whether the person answers for what becomes of the story.
func editsFor(p news.Person, s news.Story) bool {
	if slices.Contains(p.Roles, news.DutyEditor) {
		return true
	}
	there := p.Desk == s.Desk || slices.ContainsFunc(p.Grants, func(g news.Grant) bool { return g.Desk == s.Desk })
	return there && p.MayOn(news.Publish, s) == nil
}

// only are the people with the IDs.
func only(people ...news.Person) reach {
	return func(p news.Person) bool {
		return slices.ContainsFunc(people, func(o news.Person) bool { return o.ID == p.ID })
	}
}

// send tells the people, where each of them wants to be told. The notice's ID is made
// theirs, so the same notice sent again is not told twice.
func (t *turn) send(ctx context.Context, n news.Notice, to reach) error {
	staff, err := t.Staff(ctx)
	if err != nil {
		return err
	}
	var zone *time.Location
	for _, p := range staff {
		if !to(p) || p.ID == t.by.ID {
			continue
		}
		if zone == nil {
			house, err := t.House(ctx)
			if err != nil {
				return err
			}
			zone = house.Location()
		}
		choices, err := t.NoticeChoices(ctx, p.ID)
		if err != nil {
			return err
		}
		told := store.ToldNotice{Notice: n, Person: p.ID, Inbox: choices.InInbox(n.Kind), Mail: choices.ByMail(n.Kind)}
		if !told.Inbox && !told.Mail {
			continue
		}
		sum := sha256.Sum256([]byte(n.ID + " " + p.ID))
		told.ID, told.Show = hex.EncodeToString(sum[:16]), choices.ShowAt(n.Kind, p, t.now.In(zone))
		fresh, err := t.AddNotice(ctx, told)
		if err != nil {
			return fmt.Errorf("tell %s: %w", p.ID, err)
		}
		if fresh {
			t.told++
		}
	}
	return nil
}

// embargoWarning is how long before the end of an embargo people are told.
const embargoWarning = 15 * time.Minute

// WarnOfEmbargoes tells the owner and the editors of each story whose embargo ends in a
// quarter of an hour, once.
func (d *Desk) WarnOfEmbargoes(ctx context.Context) error {
	now, err := d.db.Now(ctx)
	if err != nil {
		return err
	}
	stories, err := d.db.EmbargoesEnding(ctx, now, now.Add(embargoWarning))
	if err != nil || len(stories) == 0 {
		return err
	}
	for _, s := range stories {
		_, err := do(ctx, d, Stet, func(t *turn) (bool, error) {
			n := t.notice(news.NoticeEmbargo, s)
			n.ID, n.By = fmt.Sprintf("embargo %d %d", s.Number, s.Embargo.UnixMicro()), news.Person{} // the same each time: it is told once
			err := t.send(ctx, n, reached(s, true, true))
			t.quiet = t.told == 0
			return true, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// NotEverywhere tells the editors who answer for the story, once, that readers do not have
// its newest change everywhere although it was long enough. said is which surface is behind.
func (d *Desk) NotEverywhere(ctx context.Context, r news.Receipt, said string) error {
	_, err := do(ctx, d, Stet, func(t *turn) (bool, error) {
		s, err := t.Story(ctx, r.Story)
		if err != nil {
			return false, err
		}
		n := t.notice(news.NoticeBehind, s.Story)
		n.ID, n.By, n.Text = fmt.Sprintf("receipt %d", r.Edition), news.Person{}, said
		err = t.send(ctx, n, reached(s.Story, false, true))
		t.quiet = t.told == 0
		return true, err
	})
	return err
}

// ReadNotices notes that the person has read what they were told: the notice with the ID,
// all of a story, or with neither all there are.
func (d *Desk) ReadNotices(ctx context.Context, by news.Person, id string, story int64) error {
	_, err := do(ctx, d, by, func(t *turn) (bool, error) { return true, t.Tx.ReadNotices(ctx, by.ID, id, story, t.now) })
	return err
}

// ChooseNotices keeps what the person wants to be told of.
func (d *Desk) ChooseNotices(ctx context.Context, by news.Person, c news.NoticeChoices) (news.NoticeChoices, error) {
	if err := c.Check(); err != nil {
		return c, err
	}
	return do(ctx, d, by, func(t *turn) (news.NoticeChoices, error) {
		if err := t.SaveNoticeChoices(ctx, by.ID, c); err != nil {
			return c, err
		}
		return c, t.record(ctx, news.ChooseNotices, "person/"+by.ID, c)
	})
}

// ChooseScreens keeps what the person chose of their own screens. It holds from their next
// page on, in every browser.
func (d *Desk) ChooseScreens(ctx context.Context, by news.Person, s news.Screens) (news.Person, error) {
	s, err := s.Clean()
	if err != nil {
		return by, err
	}
	if err := by.May(news.ChooseScreens); err != nil {
		return by, err
	}
	return do(ctx, d, by, func(t *turn) (news.Person, error) {
		t.quiet = true // nobody else sees it
		if err := t.SaveScreens(ctx, by.ID, s); err != nil {
			return by, err
		}
		by.Language, by.Keys = s.Language, s.Keys
		return by, t.record(ctx, news.ChooseScreens, "person/"+by.ID, s)
	})
}

// ForgetNotices forgets what was read 30 days ago.
func (d *Desk) ForgetNotices(ctx context.Context) error {
	return d.db.Tx(ctx, func(tx *store.Tx) error {
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		return tx.ForgetNotices(ctx, now.AddDate(0, 0, -30))
	})
}
