package ninjs

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// maxMedia is how many files a dispatch points to.
const maxMedia = 100

// appendMedia adds files, each address once.
func appendMedia(all []news.Media, more ...news.Media) []news.Media {
	for _, m := range more {
		if m.URL+m.Name != "" && len(all) < maxMedia && !slices.ContainsFunc(all, func(had news.Media) bool { return had.URL == m.URL && had.Name == m.Name }) {
			all = append(all, m)
		}
	}
	return all
}

// isText reports whether an associated object is one to be read, not to be looked at or heard.
func isText(o object) bool {
	switch lower(o.text("type")) {
	case "text":
		return true
	case "", "composite", "component":
		return len(texts(o, "body", "bodies")) > 0 || !o.has("renditions") && !isFile(o.text("uri", "href"))
	}
	return false
}

var files = map[string]string{
	".jpg": "image", ".jpeg": "image", ".png": "image", ".gif": "image", ".webp": "image", ".tif": "image",
	".mp4": "video", ".mov": "video", ".mpg": "video", ".webm": "video", ".mp3": "audio", ".m4a": "audio", ".wav": "audio",
}

// isFile reports whether an address ends as one of a file does.
func isFile(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && files[strings.ToLower(path.Ext(u.Path))] != ""
}

// file returns what an object points to: of each kind of its renditions the widest. If it is in another object, what cannot be had is told.
func (p *parser) file(o object, base *url.URL, in string) []news.Media {
	var i item.Item
	if in != "" {
		p.words(o, &i)
		i.Author = item.Line(o.text("byline", "by"))
	}
	kind := lower(o.text("type"))
	if kind == "picture" || kind == "graphic" {
		kind = "image"
	}
	var all []news.Media
	widths := map[string]int{}
	for _, r := range o.objects("renditions") {
		m := news.Media{
			URL: item.Address(base, r.text("href")), Type: item.Cut(item.Line(r.text("contenttype", "mimetype")), 100),
			Caption: first(i.Summary, i.Headline), Credit: first(i.Credit, i.Author, item.Line(o.text("copyrightholder"))),
		}
		if m.Type == "" {
			m.Type = kind
		}
		major, _, _ := strings.Cut(m.Type, "/")
		if m.URL == "" {
			m.Name = item.Beside(r.text("href"))
		}
		if m.URL == "" && m.Name == "" || major == "text" { // the caption, as another format has it
			continue
		}
		width, _ := strconv.Atoi(r.text("width")) // none is the smallest
		at := slices.IndexFunc(all, func(had news.Media) bool { return strings.HasPrefix(had.Type, major) })
		switch {
		case at < 0:
			all = append(all, m)
			widths[major] = width
		case width > widths[major]:
			all[at], widths[major] = m, width
		}
	}
	if uri := o.text("uri", "href"); len(all) == 0 && in != "" {
		if isFile(uri) {
			return []news.Media{{URL: item.Address(nil, uri), Type: kind, Caption: first(i.Summary, i.Headline), Credit: first(i.Credit, i.Author)}}
		}
		said := item.Cut(first(i.Summary, i.Headline, i.Author), 200)
		name := item.Cut(item.Line(first(uri, o.text("name"))), 200)
		if said == "" {
			p.tell("The file %q of the item has no address that can be followed, so it is not shown.", name)
		} else {
			p.tell("The file %q of the item (%s) has no address that can be followed, so it is not shown.", name, said)
		}
	}
	return all
}

const maxInside = 3 // items inside one another

// associated adds the texts that came with an item as items of their own, with the files that theirs point to.
func (p *parser) associated(place int, o object, depth int) {
	for _, a := range o.objects("associations") {
		if !isText(a) {
			continue
		}
		if len(texts(a, "body", "bodies")) == 0 || depth == maxInside {
			p.tell("The item %q names the text %q, which is not in the file.", p.items[place].GUID, item.Cut(item.Line(first(a.text("headline", "title"), a.text("uri", "name"))), 200))
			continue
		}
		raw := p.items[place].Raw
		if p.exact {
			raw = p.text.UTF8[a.at : a.at+a.size : a.at+a.size]
		}
		p.add(a, raw, depth+1)
	}
}
