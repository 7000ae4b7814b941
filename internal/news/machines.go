package news

import (
	"net/url"
	"slices"
)

// Machines says what the house lets programs have of its site: feeds, hubs, crawlers.
type Machines struct {
	// WholeStories says that feeds carry stories whole; otherwise they carry summaries.
	WholeStories bool `json:"whole_stories,omitempty"`
	// Refused are the kinds of crawler that robots.txt asks to stay away.
	Refused []Crawler `json:"refused,omitempty"`
	// Hub says that the site is its own WebSub hub, at HubPath; Hubs are the addresses of
	// others that are told of new copy.
	Hub  bool     `json:"hub,omitempty"`
	Hubs []string `json:"hubs,omitempty"`
	// IndexNow tells search engines of pages that changed.
	IndexNow IndexNow `json:"indexnow,omitzero"`
}

// HubPath is where the site's own WebSub hub is.
const HubPath = "/hub"

// IndexNow is how search engines are told of pages that changed.
type IndexNow struct {
	// Key proves that the site is ours: /{key}.txt holds it. It is no secret.
	Key string `json:"key,omitempty"`
	// Endpoint takes the addresses, as https://api.indexnow.org/indexnow. Empty tells nobody.
	Endpoint string `json:"endpoint,omitempty"`
}

// KeyPath is where the key is.
func (i IndexNow) KeyPath() string { return "/" + i.Key + ".txt" }

// A Crawler is what a program reads the site for.
type Crawler string

// The kinds of crawler.
const (
	SearchCrawler    Crawler = "search"    // to find the site by
	AnswersCrawler   Crawler = "answers"   // to answer somebody's question with it
	TrainingCrawler  Crawler = "training"  // to make a model out of it
	MarketingCrawler Crawler = "marketing" // to sell figures about it
)

// Crawlers are all kinds of crawler.
var Crawlers = []Crawler{SearchCrawler, AnswersCrawler, TrainingCrawler, MarketingCrawler}

// mostHubs is how many hubs may be told.
const mostHubs = 5

// Check returns nil if these may be kept.
func (m Machines) Check() error {
	for _, c := range m.Refused {
		if !slices.Contains(Crawlers, c) {
			return Errorf(Invalid, "There is no kind of crawler %q: they are search, answers, training and marketing.", string(c))
		}
	}
	if len(m.Hubs) > mostHubs {
		return Errorf(Invalid, "At most %d hubs can be told of new copy.", mostHubs)
	}
	for _, h := range m.Hubs {
		if !isAddress(h) {
			return Errorf(Invalid, "%q is not the address of a hub; it begins with https:// or http://.", h)
		}
	}
	if k := m.IndexNow.Key; k != "" && !isKey(k) {
		return Errorf(Invalid, "An IndexNow key is 8 to 128 letters, digits and hyphens.")
	}
	if e := m.IndexNow.Endpoint; e != "" && (!isAddress(e) || m.IndexNow.Key == "") {
		return Errorf(Invalid, "IndexNow needs a key, and an address that begins with https://.")
	}
	return nil
}

func isKey(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return len(s) >= 8 && len(s) <= 128
}

// isAddress reports whether s is the address of something on the web.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && len(s) <= 2_000
}
