package announce

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

const (
	// atOnce is how many subscribers are spoken to at the same time, and inRound how many
	// in one round.
	atOnce  = 16
	inRound = 500
	// claimed is for how long nobody else speaks to a subscriber to whom somebody does.
	claimed = time.Minute
	// A subscriber who does not answer is asked a few times whether they meant it, and sent
	// feeds for about a day.
	triesToConfirm = 4
	triesToSend    = 30
)

// tellOwnHub notes which subscriptions have something new.
func (r *Room) tellOwnHub(ctx context.Context, _ news.House, changes []edition.Change) error {
	what, err := r.changed(ctx, changes)
	if err != nil || len(what.feeds) == 0 {
		return err
	}
	last := changes[len(changes)-1].Number
	err = r.DB.Tx(ctx, func(tx *store.Tx) error {
		for _, feed := range what.feeds {
			if err := tx.Want(ctx, feed, last); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		r.ring()
	}
	return err
}

// serveHub speaks to subscribers until ctx is done.
func (r *Room) serveHub(ctx context.Context) {
	failing, forgotten := false, time.Time{}
	for {
		if now := time.Now(); now.Sub(forgotten) > time.Hour {
			forgotten = now
			if err := r.DB.Tx(ctx, func(tx *store.Tx) error { return tx.ForgetSubscriptions(ctx) }); err != nil && ctx.Err() == nil {
				slog.ErrorContext(ctx, "subscriptions whose time is over could not be forgotten", "err", err)
			}
		}
		err := r.Round(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			slog.ErrorContext(ctx, "subscribers cannot be spoken to; it is tried again", "err", err)
		}
		failing = err != nil
		timer := time.NewTimer(look)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-r.hub:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// Round asks those who asked for a subscription whether they meant it, and sends those
// whose feeds changed what is new. That somebody does not answer is no error.
func (r *Room) Round(ctx context.Context) error {
	asked, err := r.DB.ToConfirm(ctx, inRound)
	if err != nil {
		return err
	}
	due, err := r.DB.ToSend(ctx, inRound)
	if err != nil || len(asked)+len(due) == 0 {
		return err
	}
	h, err := r.DB.House(ctx)
	if err != nil {
		return err
	}
	var all errgroup.Group
	all.SetLimit(atOnce)
	for _, s := range asked {
		all.Go(func() error { return r.alone(ctx, s, func() error { return r.confirm(ctx, h, s) }) })
	}
	feeds := map[string]*feed{}
	for _, s := range due {
		f := feeds[s.Topic]
		if f == nil {
			f = &feed{}
			f.body, f.kind, f.err = r.Page(ctx, s.Topic)
			feeds[s.Topic] = f
		}
		all.Go(func() error { return r.alone(ctx, s, func() error { return r.send(ctx, h, s, f) }) })
	}
	if err := all.Wait(); err != nil {
		return err
	}
	if len(asked) == inRound || len(due) == inRound {
		r.ring() // there may be more
	}
	return nil
}

// feed is what is sent of a feed.
type feed struct {
	body []byte
	kind string
	err  error
}

// alone does f unless another process speaks to the subscriber.
func (r *Room) alone(ctx context.Context, s store.Subscription, f func() error) error {
	mine := false
	err := r.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		mine, err = tx.Claim(ctx, s, claimed)
		return err
	})
	if err != nil || !mine {
		return err
	}
	return f()
}

// confirm asks a subscriber whether they meant it (WebSub §5.3).
func (r *Room) confirm(ctx context.Context, h news.House, s store.Subscription) error {
	challenge := rand.Text()
	u, err := url.Parse(s.Callback)
	if err != nil {
		return err
	}
	q := u.Query()
	q.Set("hub.mode", s.Asked.Mode)
	q.Set("hub.topic", h.URL+s.Topic)
	q.Set("hub.challenge", challenge)
	if s.Asked.Mode == "subscribe" {
		q.Set("hub.lease_seconds", strconv.Itoa(int(s.Asked.Lease.Seconds())))
	}
	u.RawQuery = q.Encode()
	said, err := r.Client.Send(ctx, fetch.Message{Method: http.MethodGet, URL: u.String(), Total: patience})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return r.DB.Tx(ctx, func(tx *store.Tx) error {
		switch {
		case err == nil && bytes.Equal(said, []byte(challenge)):
			return tx.Confirm(ctx, s)
		case err == nil || refused(err) || s.Failures+1 >= triesToConfirm:
			return tx.Refuse(ctx, s)
		default:
			return tx.Unreached(ctx, s, r.pause(s.Failures+1, err))
		}
	})
}

// refused reports whether somebody said no: they were reached, and it was no fault of theirs.
func refused(err error) bool {
	status, ok := errors.AsType[*fetch.StatusError](err)
	return ok && status.Status < 500 && status.Status != http.StatusTooManyRequests
}

// send sends a subscriber the feed (WebSub §7). One who says that there is nobody any more,
// or is out of reach for a day, is a subscriber no more.
func (r *Room) send(ctx context.Context, h news.House, s store.Subscription, f *feed) error {
	err := f.err
	if err == nil {
		m := fetch.Message{Method: http.MethodPost, URL: s.Callback, Body: f.body, Total: patience, Header: http.Header{
			"Content-Type": {f.kind},
			"Link":         {"<" + h.URL + s.Topic + `>; rel="self", <` + h.URL + news.HubPath + `>; rel="hub"`},
		}}
		if s.Secret != "" {
			m.Header.Set("X-Hub-Signature", signature(s.Secret, f.body))
		}
		_, err = r.Client.Send(ctx, m)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	status, _ := errors.AsType[*fetch.StatusError](err)
	return r.DB.Tx(ctx, func(tx *store.Tx) error {
		switch {
		case err == nil:
			return tx.Sent(ctx, s, s.Wanted)
		case status != nil && status.Status == http.StatusGone || s.Failures+1 >= triesToSend:
			return tx.Unsubscribe(ctx, s)
		default:
			return tx.Unreached(ctx, s, r.pause(s.Failures+1, err))
		}
	})
}

// signature is what X-Hub-Signature says: the HMAC of the body with the subscriber's secret.
func signature(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}
