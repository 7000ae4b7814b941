package press

import (
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// pages prints the pages that every site has: they change with its settings alone.
func (b *sitemap) pages() {
	h := b.House()
	b.open(htmlNamespace)
	b.everywhere(home)
	for _, s := range h.Sections {
		b.everywhere(func(l news.Language) string { return front(l, s.Slug) })
	}
	b.everywhere(sections)
	b.everywhere(func(l news.Language) string { return corrections(l, "") })
	for _, p := range h.Pages {
		b.everywhere(func(l news.Language) string {
			if p.Texts[l].Title == "" {
				return ""
			}
			return ownPage(l, p.Slug)
		})
	}
	for _, a := range h.Authors {
		b.everywhere(func(l news.Language) string {
			if a.Names[l] == "" {
				return ""
			}
			return author(l, a.Slug)
		})
	}
	b.close()
}

// everywhere prints a page in every language that has it: path is "" for one that has not.
func (b *sitemap) everywhere(path func(news.Language) string) {
	var all []alternate
	for _, l := range b.House().Languages {
		if p := path(l); p != "" {
			all = append(all, alternate{l, p})
		}
	}
	for _, a := range all {
		b.address(a.path, all)
	}
}

func (b *sitemap) address(path string, all []alternate) {
	b.WriteString("<url>")
	b.element("loc", b.House().URL+path)
	if len(all) > 1 {
		b.alternates(all)
	}
	b.WriteString("</url>\n")
}

// lists prints the topics, authors and days of a part.
func (b *sitemap) lists(part int) {
	b.open()
	for _, path := range listPages(b.View, part) {
		b.address(path, nil)
	}
	b.close()
}

// listPages returns the pages of the lists of a part that have one.
func listPages(v *archive.View, part int) (paths []string) {
	for _, l := range v.Lists(part*inLists, (part+1)*inLists) {
		switch {
		case !speaks(v.House(), l.Language):
		case l.Topic != "":
			paths = append(paths, topic(l.Language, l.Topic))
		case l.Day != "":
			paths = append(paths, archiveDay(l.Language, l.Day))
		case l.Author != "":
			if a, ok := authorOf(v, l.Language, l.Author); ok && a.profile == nil { // who has a profile is among the pages
				paths = append(paths, author(l.Language, a.slug))
			}
		}
	}
	return paths
}

// hasPage reports whether the list has a page in the sitemap of lists.
func hasPage(l archive.List) bool { return l.Topic != "" || l.Author != "" || l.Day != "" }
