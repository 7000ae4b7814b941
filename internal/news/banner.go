package news

import (
	"net/url"
	"time"
)

// Banner is an emergency banner: one sentence on every page of a language, until it ends.
type Banner struct {
	Language Language `json:"language"`
	Text     string   `json:"text"`
	Story    int64    `json:"story,omitempty"` // the story it leads to, 0 for none
	Link     string   `json:"link,omitempty"`  // or an address elsewhere
	// Path is where readers are led: the story's path, the link, or "" for nowhere.
	Path    string    `json:"path,omitempty"`
	At      time.Time `json:"at"`
	Expires time.Time `json:"expires"`
}

// The measures of a banner.
const (
	BannerLength = 160 // graphemes
	BannerLife   = 2 * time.Hour
)

// Clean returns the banner in the form that is kept. One without words, or with a link that
// no reader should follow, is refused.
func (b Banner) Clean() (Banner, error) {
	var err error
	if b.Text, err = CleanLine("banner", b.Text, BannerLength); err != nil {
		return b, err
	}
	if b.Text == "" {
		return b, Errorf(Invalid, "An emergency banner needs words.")
	}
	if b.Link == "" {
		return b, nil
	}
	u, err := url.Parse(b.Link)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || len(b.Link) > 2000 {
		return b, Errorf(Invalid, "A banner leads to a story, or to an address that begins with https://.")
	}
	b.Link = u.String()
	return b, nil
}
