package press

import (
	"encoding/binary"
	"hash/crc32"
	"iter"
	"slices"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// File is a page for a folder of files: its body as it stands, the bar in it, and not
// compressed.
type File struct {
	Status   int
	Kind     string // Content-Type
	Location string // where a page leads that is elsewhere; "" for any other
	Body     []byte
	Bar      news.Language // whose bar it carries, "" for none
}

// File prints the page of the name for a folder of files. It is nil if there is none.
func (p *Press) File(v *archive.View, name string) (*File, error) {
	d, err := compose(v, name)
	if err != nil || d == nil {
		return nil, err
	}
	f := &File{Status: d.status, Kind: d.kind, Body: d.body, Bar: d.bar}
	for i := 0; i < len(d.headers); i += 2 {
		if d.headers[i] == "Location" {
			f.Location = d.headers[i+1]
		}
	}
	if d.bar != "" {
		bar, err := p.Bar(v, d.bar)
		if err != nil {
			return nil, err
		}
		f.Body = slices.Concat(d.body[:d.gap], bar.html, d.body[d.gap:])
	}
	return f, nil
}

// HTML returns the bar as it stands in every page that carries it.
func (b *Bar) HTML() []byte { return b.html }

// Everything returns the path of every page of the edition but those of stories: see
// StoryPages.
func Everything(v *archive.View) iter.Seq[string] {
	return func(yield func(string) bool) {
		for path := range candidates(v) {
			if Name(v, path) == path && !yield(path) {
				return
			}
		}
	}
}

// StoryPages returns the paths of the pages that the live story has.
func StoryPages(path string) []string { return []string{path} }

// candidates returns the paths of Everything and some that have no page.
func candidates(v *archive.View) iter.Seq[string] {
	return func(yield func(string) bool) {
		h := v.House()
		if h == nil {
			return
		}
		all := []string{"/", robotsPath, workerPath, iconPath, scriptPath, sitemapIndex, newsSitemap, pagesSitemap}
		for _, l := range h.Languages {
			all = append(all, ticker(l), goneList(l), offline(l), home(l))
			all = append(all, feedsIn(home(l))...)
			for _, s := range h.Sections {
				all = append(all, front(l, s.Slug))
				all = append(all, feedsIn(front(l, s.Slug))...)
			}
		}
		for n := range v.Places()/inLists + 1 {
			all = append(all, part(listsSitemap, n))
		}
		for n := range int(v.Numbers())/inSitemap + 1 {
			all = append(all, part(storySitemap, n))
		}
		for _, path := range all {
			if !yield(path) {
				return
			}
		}
		for _, l := range v.Lists(0, v.Places()) {
			for _, path := range listFiles(l) {
				if !yield(path) {
					return
				}
			}
		}
	}
}

// listFiles returns the pages of a list of stories, fronts aside.
func listFiles(l archive.List) (paths []string) {
	switch {
	case l.Language == "":
	case l.Topic != "":
		paths = append(feedsIn(topic(l.Language, l.Topic)+"/"), topic(l.Language, l.Topic))
	case l.Author != "":
		paths = append(feedsIn(author(l.Language, l.Author)+"/"), author(l.Language, l.Author))
	}
	return paths
}

// Compressed returns what the body is in the encodings that a host can have files of, by
// the ending of their names: none for one that is not worth it.
func Compressed(body []byte) map[string][]byte {
	if len(body) < least {
		return nil
	}
	s := squeezers.Get().(*squeezer)
	defer squeezers.Put(s)
	all := map[string][]byte{}
	if small, err := s.whole(body); err == nil {
		all[".br"] = small
	}
	if part, err := s.part(body, true); err == nil {
		var tail [gzipTail]byte
		binary.LittleEndian.PutUint32(tail[:], crc32.ChecksumIEEE(body))
		binary.LittleEndian.PutUint32(tail[4:], uint32(len(body))) //nolint:gosec // the format has the size modulo 2^32
		all[".gz"] = slices.Concat(gzipHead, part, tail[:])
	}
	return all
}
