package announce

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// How long a subscription lasts that does not say, and at least and at most.
const (
	usualLease = 10 * 24 * time.Hour
	leastLease = 5 * time.Minute
	mostLease  = 30 * 24 * time.Hour
)

// mostSecret is how long a subscriber's secret may be (WebSub §5.1).
const mostSecret = 199

// Ask takes a request to the hub: a form, as it was posted. isFeed reports whether a path of
// the site is a feed. What is wrong with the request is a *news.Error; when Ask returns nil
// the request is kept, and whoever it is said to be from will be asked whether they meant it.
func (r *Room) Ask(ctx context.Context, house news.House, form string, isFeed func(path string) bool) error {
	q, err := url.ParseQuery(form)
	if err != nil {
		return news.Errorf(news.Invalid, "This is not a form.")
	}
	s, err := request(house, q, isFeed)
	if err != nil {
		return err
	}
	callback, err := r.Client.Check(s.Callback)
	switch {
	case err != nil:
		return err
	case callback.Fragment != "" || sameHost(callback.Host, house.URL):
		return news.Errorf(news.Invalid, "hub.callback must be an address elsewhere, without a fragment.")
	}
	s.Host = strings.ToLower(callback.Host)
	if err := r.DB.Tx(ctx, func(tx *store.Tx) error { return tx.Ask(ctx, s) }); err != nil {
		return err
	}
	r.ring()
	return nil
}

func sameHost(host, address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.EqualFold(u.Host, host)
}

// request reads the form.
func request(house news.House, q url.Values, isFeed func(string) bool) (s store.Subscription, err error) {
	s = store.Subscription{Callback: q.Get("hub.callback"), Asked: &store.Asked{Mode: q.Get("hub.mode"), Secret: q.Get("hub.secret"), Lease: usualLease}}
	path, ours := strings.CutPrefix(q.Get("hub.topic"), house.URL)
	switch {
	case s.Asked.Mode != "subscribe" && s.Asked.Mode != "unsubscribe":
		return s, news.Errorf(news.Invalid, "hub.mode is subscribe or unsubscribe.")
	case !ours || !isFeed(path):
		return s, news.Errorf(news.Invalid, "hub.topic must be the address of a feed of this site, as the feed itself says it.")
	case len(s.Asked.Secret) > mostSecret:
		return s, news.Errorf(news.Invalid, "hub.secret must be shorter than 200 bytes.")
	}
	s.Topic = path
	if text := q.Get("hub.lease_seconds"); text != "" {
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n <= 0 {
			return s, news.Errorf(news.Invalid, "hub.lease_seconds must be a number.")
		}
		s.Asked.Lease = max(leastLease, min(mostLease, time.Duration(n)*time.Second))
	}
	return s, nil
}
