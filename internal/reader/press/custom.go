package press

import (
	"context"
	"html/template"
	"io"
	"strconv"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/reader/press/override"
)

// The parts of pages that a house may replace: see package override. Templates find the
// house's own in the context that they are rendered with.

type customKey struct{}

func withCustom(ctx context.Context, custom *override.Templates) context.Context {
	if custom == nil {
		return ctx
	}
	return context.WithValue(ctx, customKey{}, custom)
}

func customOf(ctx context.Context) *override.Templates {
	custom, _ := ctx.Value(customKey{}).(*override.Templates)
	return custom
}

// replaceable renders what replaced makes of a part, or own if the house did not replace it.
func replaceable(replaced func(*override.Templates) (string, bool, error), own templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		custom := customOf(ctx)
		if custom == nil {
			return own.Render(ctx, w)
		}
		html, is, err := replaced(custom)
		if err != nil {
			return err
		}
		if !is {
			return own.Render(ctx, w)
		}
		_, err = io.WriteString(w, html)
		return err
	})
}

func (s shell) masthead(custom *override.Templates) (string, bool, error) {
	m := override.Masthead{
		Site: s.site, Language: string(s.language), Home: home(s.language), Search: search(s.language),
		SectionsWord: s.sections, SearchWord: searchWordsOf(s.language).search, ThemeWord: s.theme,
	}
	if l := s.house.Theme.Logo; l != nil {
		m.Logo = &override.Image{Src: mediaPath(l.Rendition.Name), Alt: s.site, Width: logoWidth(l), Height: logoHeight(l)}
	}
	for _, p := range s.places() {
		m.Places = append(m.Places, override.Link{Name: p.name, Path: p.path, Current: p.current != ""})
	}
	for _, a := range s.others() {
		m.Languages = append(m.Languages, override.Link{Name: wordsOf(a.language).own, Path: a.path, Language: string(a.language)})
	}
	return custom.Masthead(m)
}

func (s shell) foot(custom *override.Templates) (string, bool, error) {
	f := override.Footer{Site: s.site, Language: string(s.language), PrintedWord: s.printed}
	if s.path != "" {
		f.Address = s.address(s.path)
	}
	add := func(name, path string) { f.Places = append(f.Places, override.Link{Name: name, Path: path}) }
	add(s.words.home, home(s.language))
	for _, section := range s.house.Sections {
		add(section.Name(s.language), front(s.language, section.Slug))
	}
	for _, p := range s.ownPages() {
		add(p.title, p.path)
	}
	add(s.words.corrections, corrections(s.language, ""))
	add(s.words.archive, home(s.language)+archiveWord)
	add(s.words.feed, home(s.language)+rssFile)
	add(s.words.lite, s.liteOf())
	return custom.Footer(f)
}

func (c card) custom(custom *override.Templates) (string, bool, error) { return custom.Card(c.open()) }

// open returns the card as the house's own templates have it.
func (c card) open() override.Card {
	o := override.Card{Path: c.Path(), Headline: c.Headline, Kicker: c.Kicker, When: c.said, Stamp: stamp(c.at), Image: c.image.open(), Large: c.first}
	if c.what {
		o.Standfirst = c.Standfirst
	}
	return o
}

func (i image) open() *override.Image {
	if i.src == "" {
		return nil
	}
	width, _ := strconv.Atoi(i.width) // it was a number
	height, _ := strconv.Atoi(i.height)
	o := &override.Image{Src: i.src, Srcset: i.srcset, Sizes: i.sizes, Alt: i.alt, Width: width, Height: height, Class: i.colour}
	for _, s := range i.sources {
		o.Sources = append(o.Sources, override.Source{Type: s.kind, Srcset: s.srcset})
	}
	return o
}

func (p storyPage) custom(custom *override.Templates) (string, bool, error) {
	var f figure
	if p.lead.shown() {
		f = p.leadFigure()
	}
	s := override.Story{
		Section: override.Link{Name: p.sectionName}, Label: p.label, Kicker: p.Kicker, Headline: p.Headline, Standfirst: p.Standfirst,
		Language: string(p.language), Lead: p.lead.open(), Caption: f.caption, Credit: f.credit, Place: p.place,
		Published: p.moment(p.published), PublishedStamp: stamp(p.published), Body: template.HTML(p.coveredLead() + p.body), //nolint:gosec // the press wrote it
		NotesOnTop: p.open(p.top), NotesAtEnd: p.open(p.end), Sources: p.Credit, Versions: override.Link{Name: p.versionsTitle, Path: versions(p.path)},
		PublishedWord: p.words.published, UpdatedWord: p.words.updated, NotesWord: p.words.notes, TopicsWord: p.words.topics,
	}
	if p.inSection {
		s.Section.Path = front(p.language, p.Section)
	}
	if f.file {
		s.Caption += " " + p.filePhoto
	}
	if !p.updated.IsZero() {
		s.Updated, s.UpdatedStamp = p.moment(p.updated), stamp(p.updated)
	}
	for _, by := range p.signers {
		s.Byline = append(s.Byline, override.Link{Name: by.name, Path: by.path})
	}
	for _, t := range p.Topics {
		s.Topics = append(s.Topics, override.Link{Name: t.Name, Path: topic(p.language, t.Slug)})
	}
	return custom.Story(s)
}

// open returns notes as the house's own templates have them.
func (p storyPage) open(notes []note) (all []override.Note) {
	for _, n := range notes {
		all = append(all, override.Note{Name: n.name, Text: n.text, When: p.moment(n.at), Stamp: stamp(n.at)})
	}
	return all
}
