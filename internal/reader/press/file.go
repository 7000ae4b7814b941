package press

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"iter"
	"slices"
	"strings"

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
	d, err := draftOf(v, name)
	if err != nil || d == nil {
		return nil, err
	}
	if err := d.render(p.custom); err != nil {
		return nil, fmt.Errorf("print %s: %w", name, err)
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

// StoryPages returns the paths of the pages that the live story with the path has. The last
// is one that nothing may lead to: see LeadsToVersions.
func StoryPages(path string) []string { return []string{path, lited(path), versions(path)} }

// LeadsToVersions reports whether the page of the story leads to that of its versions: it
// does not when none was noted.
func LeadsToVersions(story *File, path string) bool {
	return bytes.Contains(story.Body, []byte(`"`+versions(path)))
}

// VersionsOf returns the path of the story if the path is that of its versions.
func VersionsOf(path string) (story string, ok bool) {
	return strings.CutSuffix(path, "/"+versionsWord)
}

// candidates returns the paths of Everything and some that have no page.
func candidates(v *archive.View) iter.Seq[string] {
	return func(yield func(string) bool) {
		h := v.House()
		if h == nil {
			return
		}
		all := []string{"/", robotsPath, workerPath, iconPath, scriptPath, sitemapIndex, newsSitemap, pagesSitemap}
		all = append(all, laterPaths...)
		if key := h.Machines.IndexNow; key.Key != "" {
			all = append(all, key.KeyPath())
		}
		for _, l := range h.Languages {
			all = append(all, languageFiles(v, l)...)
		}
		for n := range v.Places()/inLists + 1 {
			all = append(all, part(listsSitemap, n))
		}
		for n := range int(v.Numbers())/inSitemap + 1 {
			all = append(all, part(storySitemap, n))
		}
		for _, l := range v.Lists(0, v.Places()) {
			for _, path := range append(all, listFiles(v, l)...) {
				if !yield(path) {
					return
				}
			}
			all = nil
		}
		for _, path := range all { // there is no list yet
			if !yield(path) {
				return
			}
		}
	}
}

// languageFiles returns the pages that a language has, whatever there is in it.
func languageFiles(v *archive.View, l news.Language) []string {
	h := v.House()
	all := []string{
		ticker(l), goneList(l), offline(l), home(l), lited(home(l)), sections(l), corrections(l, ""), archiveDay(l, ""), strings.TrimSuffix(ownPage(l, ""), "/"),
	}
	all = append(all, feedsIn(home(l))...)
	for _, s := range h.Sections {
		path := front(l, s.Slug)
		all = append(all, path, lited(path))
		all = append(all, feedsIn(path)...)
		all = append(all, numberedFiles(v, path, archive.List{Language: l, Section: s.Slug})...)
	}
	for _, p := range h.Pages {
		all = append(all, ownPage(l, p.Slug))
	}
	for _, a := range h.Authors {
		if profile, ok := authorOf(v, l, a.Slug); ok {
			all = append(all, author(l, a.Slug))
			all = append(all, feedsIn(author(l, a.Slug)+"/")...)
			all = append(all, numberedFiles(v, author(l, a.Slug), profile.list())...)
		}
	}
	return all
}

// numberedFiles returns the numbered pages of the list whose newest stories are at base.
func numberedFiles(v *archive.View, base string, l archive.List) (paths []string) {
	for n := range pagesOf(v.Count(l)) {
		paths = append(paths, numbered(base, n+1))
	}
	return paths
}

// listFiles returns the pages of a list of stories, fronts aside.
func listFiles(v *archive.View, l archive.List) []string {
	var base string
	switch {
	case l.Language == "":
		return nil
	case l.Topic != "":
		base = topic(l.Language, l.Topic)
	case l.Author != "":
		if i := slices.IndexFunc(v.House().Authors, func(a news.Author) bool { return a.Slug == l.Author }); i >= 0 {
			return nil // languageFiles has them
		}
		base = author(l.Language, l.Author)
	case l.Day != "":
		return []string{archiveDay(l.Language, l.Day)}
	case l.Corrected != "":
		return []string{corrections(l.Language, l.Corrected)}
	default:
		return nil
	}
	return slices.Concat([]string{base}, feedsIn(base+"/"), numberedFiles(v, base, l))
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
