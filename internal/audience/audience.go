// Package audience is how readers are counted: pages and how fast they were, never
// people. Nothing here or behind it knows an address, a cookie or an identity. It is
// pure: counting is done on the readers' side, and what was counted is kept on the
// newsroom's.
package audience

import (
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// Counts is what was counted since the last time.
type Counts struct {
	Views  []Views
	Vitals []Vitals
	Reads  []Reads
}

// Views is how often a page was answered to people.
type Views struct {
	Page     string // its path
	Language news.Language
	Story    int64 // the story it shows, 0 for none
	Lite     bool  // in its light version
	Source   Source
	N        int64
}

// Reads is of how many measured views of a story its text was read through: see Beacon.
type Reads struct {
	Story      int64
	N, Through int64
}

// Source is where readers came from.
type Source uint8

// The sources, in the order screens list them.
const (
	Direct   Source = iota // an address that was typed, an app, a message
	Own                    // a page of this site
	Search                 // a search engine
	Facebook               // with Instagram and Messenger
	WhatsApp
	X
	Elsewhere
	Sources = int(Elsewhere) + 1 // how many there are
)

var sourceNames = [Sources]string{"direct", "own", "search", "facebook", "whatsapp", "x", "elsewhere"}

// String returns the source's name, as it is kept.
func (s Source) String() string { return sourceNames[s] }

// SourceNamed returns the source of the name; one that is not known is Elsewhere.
func SourceNamed(name string) Source {
	for s, n := range sourceNames {
		if n == name {
			return Source(s)
		}
	}
	return Elsewhere
}

// SourceOf returns where the Referer says that a reader came from. own is this site's
// host. It does not allocate.
func SourceOf(referer, own string) Source {
	if referer == "" {
		return Direct
	}
	scheme, rest, ok := strings.Cut(referer, "://")
	if !ok || scheme != "https" && scheme != "http" {
		return Elsewhere
	}
	host := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host = rest[:i]
	}
	if host == own {
		return Own
	}
	host, _, _ = strings.Cut(host, ":")
	for _, known := range sites {
		if under(host, known.domain) {
			return known.source
		}
	}
	for _, engine := range engines { // they have a domain in every country
		if strings.HasPrefix(host, engine) || strings.Contains(host, "."+engine) {
			return Search
		}
	}
	return Elsewhere
}

// HostOf returns the host of the site's address, as a Referer has it.
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

var sites = []struct {
	domain string
	source Source
}{
	{"facebook.com", Facebook},
	{"fb.com", Facebook},
	{"fb.me", Facebook},
	{"messenger.com", Facebook},
	{"instagram.com", Facebook},
	{"whatsapp.com", WhatsApp},
	{"wa.me", WhatsApp},
	{"t.co", X},
	{"x.com", X},
	{"twitter.com", X},
	{"duckduckgo.com", Search},
	{"ecosia.org", Search},
}

var engines = []string{"google.", "bing.", "yahoo.", "yandex.", "baidu."}

func under(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, domain) && host[len(host)-len(domain)-1] == '.'
}

// programs are what the names of programs that are no readers contain, in small letters.
var programs = []string{
	"bot", "crawl", "spider", "slurp", "archiver", "facebookexternalhit", "preview", "monitor", "headless", "lighthouse",
	"curl/", "wget/", "python", "go-http", "java/", "okhttp", "libwww", "scrapy", "feed", "wrk", "stet/",
}

// IsProgram reports whether a User-Agent is that of a program and not of somebody who
// reads. One that says nothing is a program. It does not allocate.
func IsProgram(agent string) bool {
	if agent == "" {
		return true
	}
	for i := range len(agent) {
		c := agent[i] | 0x20
		for _, p := range byFirst[c&31] {
			if c == p[0] && hasFold(agent[i:], p) {
				return true
			}
		}
	}
	return false
}

// byFirst are the programs by the last five bits of their first letter.
var byFirst = func() (table [32][]string) {
	for _, p := range programs {
		table[p[0]&31] = append(table[p[0]&31], p)
	}
	return table
}()

// hasFold reports whether s begins with the word, whose letters are small.
func hasFold(s, word string) bool {
	if len(s) < len(word) {
		return false
	}
	for i := range len(word) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != word[i] {
			return false
		}
	}
	return true
}
