package press

import (
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Cache is a kind of cache that stands before the site and takes pages out of itself when
// it is told to, by the keys that pages carry.
type Cache string

// The kinds of cache.
const (
	Fastly     Cache = "fastly"     // reads Surrogate-Key and Surrogate-Control
	Cloudflare Cache = "cloudflare" // reads Cache-Tag and Cloudflare-CDN-Cache-Control
	Varnish    Cache = "varnish"    // vmod xkey reads xkey; docs/varnish.vcl reads Surrogate-Control
	Webhook    Cache = "webhook"    // whoever it is reads Surrogate-Key and Surrogate-Control
)

// The keys that are not a page's own. Each page has AllKey; a page with a bar has that of
// its language; whatever leads nowhere has missingKey, since a story that appears may
// take its path.
const (
	AllKey     = "all"
	missingKey = "missing"
	sitemapKey = "sitemap"
)

// What a cache that is purged may believe for how long. It is told when a page is stale,
// so it may keep it for a day; when it cannot reach us it shows the stale one for a week.
const (
	forCaches        = "max-age=86400, stale-while-revalidate=5, stale-if-error=604800"
	messageForCaches = "max-age=86400, stale-while-revalidate=5"
)

// longestKey is how many bytes a key has at most: the least that any of the caches takes
// is far more, but all keys of a page go into one header.
const longestKey = 200

// key returns the key of everything that becomes stale together with the page of the
// name: a story's page with its redirect and its notice, a front with its feeds.
func key(name string) string {
	if number, ok := ofOneStory(name); ok {
		return storyKey(number)
	}
	switch {
	case strings.HasPrefix(name, missingName):
		return missingKey
	case strings.HasPrefix(name, "/sitemap"):
		return sitemapKey
	case strings.HasPrefix(name, "/ticker/"):
		return barKey(news.Language(strings.TrimSuffix(strings.TrimPrefix(name, "/ticker/"), ".json")))
	}
	folder, _, _ := strings.Cut(name, "?")
	if i := strings.LastIndexByte(folder, '/'); i >= 0 && strings.Contains(folder[i:], ".") {
		folder = folder[:i] // a feed
	}
	return plain(strings.TrimSuffix(folder, "/") + "/")
}

// ofOneStory returns the number of the story that the page of the name is of.
func ofOneStory(name string) (int64, bool) {
	for _, prefix := range []string{goneName, movedName, movedLiteName} {
		if n, ok := numberAfter(name, prefix); ok {
			return n, true
		}
	}
	return edition.StoryNumber(strings.TrimSuffix(name, "/"))
}

func storyKey(number int64) string     { return "story-" + decimal(number) }
func barKey(l news.Language) string    { return plain("bar-" + string(l)) }
func readKey(l news.Language) string   { return plain("read-" + string(l)) }
func mediaKey(rendition string) string { return plain("media-" + news.RenditionSet(rendition)) }

// plain returns the key with nothing in it that a cache could take for the end of it.
func plain(key string) string {
	key = strings.NewReplacer("%2F", "/", "%2C", "%2C", "+", "%20").Replace(url.QueryEscape(key))
	return key[:min(len(key), longestKey)]
}

// keys returns all keys of the draft. Language and section are there for the person who
// purges by hand: no change needs them.
func (d *draft) keys() []string {
	keys := []string{AllKey, key(d.path)}
	if d.bar != "" {
		keys = appendNew(keys, barKey(full(d.bar)))
	}
	if d.read != "" {
		keys = appendNew(keys, readKey(d.read))
	}
	if parts := strings.Split(d.path, "/"); len(parts) > 2 && parts[0] == "" && parts[1] != "" {
		keys = appendNew(keys, plain("language-"+parts[1]))
		if len(parts) > 3 && parts[2] != "" {
			keys = appendNew(keys, plain("section-"+parts[2]))
		}
	}
	return keys
}

// Purge is what caches have to forget. Keys may be kept to be shown while we are out of
// reach; Gone must not be, since somebody took it away.
type Purge struct {
	Keys []string `json:"keys,omitempty"`
	Gone []string `json:"gone,omitempty"`
}

// And returns what is to be forgotten after both.
func (p Purge) And(q Purge) Purge {
	return Purge{appendNew(slices.Clone(p.Keys), q.Keys...), appendNew(slices.Clone(p.Gone), q.Gone...)}
}

// Purge returns the keys of the pages that are stale: for every path whose answer is
// another one afterwards, one of the keys that its answer had before is among them. A
// test holds it to that.
func (a Affected) Purge() (p Purge) {
	p.Gone = slices.Clone(a.Gone)
	if a.All {
		p.Keys = []string{AllKey}
		return p
	}
	for _, l := range a.BarOf {
		p.Keys = appendNew(p.Keys, barKey(l))
	}
	for _, l := range a.ReadOf {
		p.Keys = appendNew(p.Keys, readKey(l))
	}
	seen := map[string]bool{} // a page deep in a list that moves makes thousands stale
	for _, k := range slices.Concat(p.Gone, p.Keys) {
		seen[k] = true
	}
	for _, names := range [][]string{a.Print, a.Stale} {
		for _, name := range names {
			if k := key(name); !seen[k] {
				p.Keys, seen[k] = append(p.Keys, k), true
			}
		}
	}
	return p
}

// forCaches returns the header fields that the caches before the site read, none if there
// are none: readers who come without one in between are spared the bytes.
func (d *draft) forCaches() []string {
	if len(d.caches) == 0 {
		return nil
	}
	return cacheFields(d.keys(), d.control(), d.caches)
}

// control returns what a cache that is purged may do with the page, "" for what it does
// in any case.
func (d *draft) control() string {
	switch d.cache {
	case cacheAsset:
		return ""
	case cacheMessage:
		return messageForCaches
	}
	return forCaches
}

// MediaFields returns what the caches read for a picture, as names and values.
func MediaFields(rendition string, caches []Cache) []string {
	if len(caches) == 0 {
		return nil
	}
	return cacheFields([]string{AllKey, mediaKey(rendition)}, "", caches)
}

// StoryFields returns what the caches read for an answer that is of one story and no page of
// it, as names and values.
func StoryFields(number int64, caches []Cache) []string {
	if len(caches) == 0 {
		return nil
	}
	return cacheFields([]string{AllKey, storyKey(number)}, messageForCaches, caches)
}

// cacheFields returns the keys, and the control if it is not "", in the words of each of
// the caches, as names and values.
func cacheFields(keys []string, control string, caches []Cache) (fields []string) {
	set := func(name, value string) {
		if value != "" && !has(fields, name) {
			fields = append(fields, name, value)
		}
	}
	for _, c := range caches {
		switch c {
		case Cloudflare:
			set("Cache-Tag", strings.Join(keys, ","))
			set("Cloudflare-CDN-Cache-Control", control)
		case Varnish:
			set("xkey", strings.Join(keys, " "))
			set("Surrogate-Control", control)
		case Fastly, Webhook:
			set("Surrogate-Key", strings.Join(keys, " "))
			set("Surrogate-Control", control)
		}
	}
	return fields
}
