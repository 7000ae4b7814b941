package wire

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/store"
)

// How a feed with a hub is followed (WebSub, W3C Recommendation of 2018).
const (
	askedLease = 10 * 24 * time.Hour
	mostLease  = 30 * 24 * time.Hour // that is believed
	netEvery   = 30 * time.Minute    // between polls while a hub sends: the net under it
	hubRetry   = 10 * time.Minute    // after the first refusal; then it doubles, up to a day
)

// subscribe sees to it that the feed's hub sends us what is new, if there is one and it can reach us. It returns how often the feed is
// to be polled besides, 0 for as often as ever.
func (r *Room) subscribe(ctx context.Context, w news.Wire, answer *fetch.Answer) (every time.Duration, problem string) {
	if r.options.Address == "" || r.options.Secrets == nil {
		return 0, ""
	}
	h, has, err := r.options.Store.WireHub(ctx, w.ID)
	if err != nil {
		slog.ErrorContext(ctx, "a wire's hub cannot be read", "wire", w.ID, "err", err)
		return 0, ""
	}
	now := time.Now().UTC()
	if answer != nil {
		hub, topic := hubOf(answer)
		if hub != h.Hub || topic != h.Topic {
			if h, err = r.newHub(ctx, w, hub, topic); err != nil {
				slog.ErrorContext(ctx, "a wire's hub cannot be kept", "wire", w.ID, "err", err)
				return 0, ""
			}
			has = hub != ""
		}
	}
	if !has {
		return 0, ""
	}
	left := h.Expires.Sub(now)
	if left < 3*netEvery && !now.Before(h.Next) {
		if err := r.ask(ctx, w, h); err != nil {
			slog.WarnContext(ctx, "a hub does not take our subscription", "wire", w.ID, "hub", h.Hub, "err", err)
			problem = fmt.Sprintf("The feed's hub cannot be asked to send what is new, so the feed is polled: %s", words(err))
		}
	}
	if left <= 0 {
		return 0, problem
	}
	return max(w.Every, min(netEvery, left/3)), problem
}

// newHub keeps the hub of a wire, with a token and a secret of its own; no hub is none.
func (r *Room) newHub(ctx context.Context, w news.Wire, hub, topic string) (store.WireHub, error) {
	h := store.WireHub{Wire: w.ID, Hub: hub, Topic: topic, Token: strings.ToLower(rand.Text()), Next: time.Unix(0, 0)}
	h.Secret = r.options.Secrets.Seal(hubPurpose(h), []byte(rand.Text()+rand.Text()))
	return h, r.options.Store.Tx(ctx, func(tx *store.Tx) error { return tx.SaveWireHub(ctx, h) })
}

func hubPurpose(h store.WireHub) string { return "wire/" + h.Wire + "/hub/" + h.Token }

// ask asks the hub for a subscription, or to renew it. The hub then asks us whether we mean it.
func (r *Room) ask(ctx context.Context, w news.Wire, h store.WireHub) error {
	secret, ok := r.options.Secrets.Open(hubPurpose(h), h.Secret)
	if !ok { // of another key: it is begun anew
		fresh, err := r.newHub(ctx, w, h.Hub, h.Topic)
		if err != nil {
			return err
		}
		h = fresh
		secret, _ = r.options.Secrets.Open(hubPurpose(h), h.Secret)
	}
	h.Failures++ // until the hub has confirmed
	h.Next = time.Now().Add(min(hubRetry<<min(h.Failures-1, 10), 24*time.Hour))
	if err := r.options.Store.Tx(ctx, func(tx *store.Tx) error { return tx.SaveWireHub(ctx, h) }); err != nil {
		return err
	}
	form := url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {h.Topic}, "hub.callback": {r.options.Address + "/wire/" + w.ID + "/hub/" + h.Token},
		"hub.secret": {string(secret)}, "hub.lease_seconds": {strconv.Itoa(int(askedLease.Seconds()))},
	}
	_, err := r.options.Fetch.Send(ctx, fetch.Message{
		Method: http.MethodPost, URL: h.Hub, Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, Body: []byte(form.Encode()),
	})
	return err
}

// hubAsks answers a hub that asks whether we meant to subscribe: yes to what we asked for, no to everything else.
func (r *Room) hubAsks(w http.ResponseWriter, req *http.Request) {
	ctx, q := req.Context(), req.URL.Query()
	h, err := r.hub(ctx, req)
	seconds, bad := strconv.ParseInt(cmp.Or(q.Get("hub.lease_seconds"), "0"), 10, 32)
	challenge := q.Get("hub.challenge")
	meant := err == nil && q.Get("hub.mode") == "subscribe" && q.Get("hub.topic") == h.Topic && challenge != "" && len(challenge) <= 4<<10 && bad == nil && seconds > 0 &&
		h.Failures > 0 // we asked, and it was not confirmed yet
	if q.Get("hub.mode") == "denied" && err == nil {
		slog.WarnContext(ctx, "a hub denies us the subscription", "wire", h.Wire, "hub", h.Hub, "reason", shorten(q.Get("hub.reason")))
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if meant {
		expires := time.Now().Add(min(time.Duration(seconds)*time.Second, mostLease))
		err = r.options.Store.Tx(ctx, func(tx *store.Tx) error { return tx.ConfirmWireHub(ctx, h.Wire, h.Token, expires) })
	}
	if err != nil || !meant {
		http.Error(w, "We did not ask for this.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = io.WriteString(w, challenge) // a hub that has gone asks again
}

// hub returns the hub that the request's address belongs to.
func (r *Room) hub(ctx context.Context, req *http.Request) (store.WireHub, error) {
	h, has, err := r.options.Store.WireHub(ctx, req.PathValue("id"))
	if err == nil && (!has || !hmac.Equal([]byte(h.Token), []byte(req.PathValue("token")))) {
		return h, errNobody
	}
	return h, err
}

// hubSends takes what a hub sends. What is not signed by it is passed over, without saying so to whoever tries (WebSub, section 8).
func (r *Room) hubSends(w http.ResponseWriter, req *http.Request) error {
	ctx := req.Context()
	h, err := r.hub(ctx, req)
	if err != nil {
		return err
	}
	to, err := r.options.Store.Wire(ctx, h.Wire)
	if err != nil {
		return err
	}
	if to.Kind != news.FeedWire {
		return errNobody
	}
	body, err := r.body(w, req)
	if err != nil {
		return err
	}
	secret := []byte(nil)
	if r.options.Secrets != nil {
		secret, _ = r.options.Secrets.Open(hubPurpose(h), h.Secret)
	}
	if !signedByHub(req.Header.Get("X-Hub-Signature"), secret, body) {
		_ = r.refused(ctx, to, news.Errorf(news.Unauthorised, "Something came in the name of the feed's hub without its signature; it was not taken."))
		return nil
	}
	_, err = r.Take(ctx, to.ID, body, item.Source{URL: h.Topic, Type: req.Header.Get("Content-Type")})
	return err
}

// signedByHub checks a signature, "METHOD=HEX". SHA-1, which WebSub has too, can be forged.
func signedByHub(header string, secret, body []byte) bool {
	method, text, _ := strings.Cut(header, "=")
	with := map[string]func() hash.Hash{"sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}[method]
	got, err := hex.DecodeString(text)
	if with == nil || err != nil || len(secret) == 0 {
		return false
	}
	mac := hmac.New(with, secret)
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
}
