package screens

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// untoldNow is how long ago the last attempt was at most: whoever is not tried again within
// an hour is told nothing because the house wants it so.
const untoldNow = 2 * time.Hour

// notTold are the caches, hubs and search engines that cannot be told of what is published,
// for whoever puts something before readers or runs the house.
func (s *screens) notTold(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	runs, publishes := p.person.May(news.ManageSettings) == nil, p.person.May(news.Publish) == nil
	if !runs && !publishes {
		return nil, nil
	}
	add := func(kind, title, place string, failing, at time.Time, why string) {
		if failing.IsZero() || p.now.Sub(at) > untoldNow {
			return
		}
		n := need{id: "untold/" + place, kind: kind, title: strings.ReplaceAll(p.t(title), "{place}", place), text: p.kept(why), at: failing}
		if runs && kind == "Not told" {
			n.href = "/n/settings/machines"
		}
		needs = append(needs, n)
	}
	purges, err := s.DB.Purges(r.Context())
	if err != nil {
		return nil, err
	}
	for _, c := range purges {
		add("Cache not told", "The cache {place} is not told what is stale: readers behind it may get old pages", c.Hook, c.Failing, c.At, c.Error)
	}
	followers, err := s.DB.Followers(r.Context())
	for _, f := range followers {
		what, address, _ := strings.Cut(f.Name, " ")
		place := address
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			place = u.Host
		}
		switch {
		case what == "indexnow":
			add("Not told", "Search engines are not told of new pages: {place}", place, f.Failing, f.At, f.Error)
		case what == "hub" && address != "":
			add("Not told", "The hub {place} is not told of what is published", place, f.Failing, f.At, f.Error)
		case what == "hub":
			add("Not told", "The site’s own hub does not tell its subscribers", "", f.Failing, f.At, f.Error)
		}
	}
	return needs, err
}
