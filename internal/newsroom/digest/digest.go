// Package digest sends people by e-mail what they were told in the newsroom and have not
// read there: twice a day, by the house's clock.
package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// hours are when digests go out, by the house's clock.
var hours = []int{8, 20}

// How long things last.
const (
	lateBy  = 2 * time.Hour    // after which a digest that could not go out waits for the next
	claimed = 10 * time.Minute // for which a process has the right to send one
)

// Room sends digests.
type Room struct {
	Store *store.DB
	Mail  mail.Sender
	// Withheld says of each text whether the release gate holds it: an e-mail leaves the house.
	Withheld func(ctx context.Context, texts []string) ([]bool, error)
	Staff    string // where the newsroom is, as https://desk.news.example, without a slash at its end
}

// slot returns when the last digest was due at now, which is in the house's zone.
func slot(now time.Time) time.Time {
	for day := 0; ; day-- {
		for i := len(hours) - 1; i >= 0; i-- {
			at := time.Date(now.Year(), now.Month(), now.Day()+day, hours[i], 0, 0, 0, now.Location())
			if !now.Before(at) {
				return at
			}
		}
	}
}

// Send sends the digests that are due and were not sent. It is to be called every minute or
// so, in any number of processes: each digest is claimed by one. What could not be sent is
// tried again for two hours, and is in the next one after that. Nobody is sent an empty one.
// A process that ends while a server accepts a digest may leave it to be sent once more.
func (r *Room) Send(ctx context.Context) error {
	house, err := r.Store.House(ctx)
	if store.IsNotFound(err) {
		return nil // it is not set up yet
	}
	if err != nil {
		return err
	}
	now := time.Now().In(house.Location())
	due := slot(now)
	if now.Sub(due) > lateBy {
		return nil
	}
	waiting, err := r.Store.WaitingForMail(ctx, now)
	if err != nil || len(waiting) == 0 {
		return err
	}
	people, err := r.Store.People(ctx)
	if err != nil {
		return err
	}
	var failed error
	for _, p := range people {
		for _, id := range waiting {
			if id == p.ID && p.Email != "" {
				failed = errors.Join(failed, r.sendTo(ctx, house, p, due, now))
			}
		}
	}
	return failed
}

func (r *Room) sendTo(ctx context.Context, house news.House, p news.Person, due, now time.Time) error {
	choices, err := r.Store.NoticeChoices(ctx, p.ID)
	if err != nil {
		return err
	}
	if choices.Quiet.Until(now).After(now) {
		return nil // it is in the next one
	}
	mine := false
	err = r.Store.Tx(ctx, func(tx *store.Tx) (err error) {
		mine, err = tx.ClaimDigest(ctx, p.ID, due, now, now.Add(-claimed))
		return err
	})
	if err != nil || !mine {
		return err
	}
	notices, err := r.Store.ToMail(ctx, p.ID, now)
	if err != nil || len(notices) == 0 {
		return err
	}
	if err := r.withhold(ctx, notices, p.Language); err != nil {
		return fmt.Errorf("the digest of %s: %w", p.Email, err)
	}
	if err := r.Mail.Send(ctx, compose(house, p, notices, r.Staff)); err != nil {
		return fmt.Errorf("the digest of %s: %w", p.Email, err)
	}
	ids := make([]string, len(notices))
	for i, n := range notices {
		ids[i] = n.ID
	}
	slog.InfoContext(ctx, "a digest was sent", "to", p.Email, "notices", len(ids))
	return r.Store.Tx(ctx, func(tx *store.Tx) error { return tx.SentDigest(ctx, p.ID, due, now, ids) })
}

// withhold takes out of the notices what the gate holds: that there is something is told, and
// in the newsroom what.
func (r *Room) withhold(ctx context.Context, notices []news.Notice, l news.Language) error {
	texts := make([]string, 0, 2*len(notices))
	for _, n := range notices {
		texts = append(texts, n.Title, n.Text)
	}
	held, err := r.Withheld(ctx, texts)
	if err != nil {
		return err
	}
	for i := range notices {
		if held[2*i] {
			notices[i].Title = wordsIn(l).held
		}
		if held[2*i+1] {
			notices[i].Text = ""
		}
	}
	return nil
}
