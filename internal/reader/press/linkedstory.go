package press

import (
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// linkedData returns the story's JSON-LD as a script element.
func (p storyPage) linkedData() string {
	crumbs := []crumb{{p.words.home, home(p.language)}}
	if p.inSection {
		crumbs = append(crumbs, crumb{p.sectionName, front(p.language, p.Section)})
	}
	about := p.article()
	if p.live != nil {
		about = p.liveBlog(p.coverageOf())
	}
	return linkedScript(about, p.crumbs(append(crumbs, crumb{p.Headline, p.path})...))
}

// articleTypes are what schema.org calls what is not news.
var articleTypes = map[news.Label]string{
	news.Analysis: "AnalysisNewsArticle", news.Opinion: "OpinionNewsArticle", news.Explainer: "BackgroundNewsArticle", news.Sponsored: "AdvertiserContentArticle",
}

func (p storyPage) article() ldArticle {
	a := ldArticle{
		Type: "NewsArticle", Headline: p.Headline, Description: p.description, Language: string(p.language),
		Published: stamp(p.published), Modified: stamp(p.published), Section: p.sectionName, Dateline: p.Story.Dateline.Place, Page: p.address(p.path),
		Words: len(strings.Fields(p.Body.Plain())), Publisher: p.publisher(), Free: true,
	}
	if t, ok := articleTypes[p.Label]; ok {
		a.Type = t
	}
	if a.Type == "AdvertiserContentArticle" {
		a.Dateline = "" // only news has one
	}
	if !p.updated.IsZero() {
		a.Modified = stamp(p.updated)
	}
	a.Image = p.images()
	a.Video, a.Audio = p.linkedMedia()
	for _, name := range p.Byline.People {
		a.Author = append(a.Author, ldThing{"Person", name, p.address(authorPath(p.house, p.language, name))})
	}
	if p.Byline.Desk != "" {
		a.Author = append(a.Author, ldThing{"Organization", p.Byline.Desk, p.address(authorPath(p.house, p.language, p.Byline.Desk))}) //nolint:misspell // schema.org's word
	}
	for _, t := range p.Topics {
		a.About = append(a.About, ldThing{"Thing", t.Name, p.address(topic(p.language, t.Slug))})
	}
	for _, c := range p.Corrections {
		if c.Kind != news.EditorNote {
			a.Correction = append(a.Correction, ldCorrection{"CorrectionComment", c.Note, stamp(p.local(c.At))})
		}
	}
	p.translations(&a)
	return a
}

// images returns the story's picture in the shapes that search engines choose from.
func (p storyPage) images() (all []ldImage) {
	for _, r := range everyShape(p.Lead) {
		all = append(all, ldImage{"ImageObject", p.address(mediaPath(r.Name)), r.Width, r.Height, p.LeadCaption, p.LeadCredit})
	}
	return all
}

// linkedMedia returns the films and the sounds of the text, each once. A film that no picture stands for, not even the story's,
// is left out: search engines take none without.
func (p storyPage) linkedMedia() (films, sounds []ldMedia) {
	said := map[string]bool{}
	for _, use := range p.Body.Recordings() {
		r, ok := p.recordingOf(use)
		if !ok || said[r.ID] {
			continue
		}
		said[r.ID] = true
		m := ldMedia{
			Type: "AudioObject", Name: r.caption, Description: r.caption, Uploaded: stamp(p.published), Duration: spell(r.Milliseconds),
			Content: p.address(r.src), Format: r.Type, Size: decimal(r.Bytes), Width: r.Width, Height: r.Height, Credit: r.credit,
		}
		for _, c := range r.Captions {
			m.Caption = append(m.Caption, ldCaption{"MediaObject", p.address(mediaPath(c.File)), "text/vtt", string(c.Language)})
		}
		poster := r.Poster
		if poster == nil {
			poster = p.Lead
		}
		if poster != nil {
			m.Thumbnail = p.address(imageOf(*poster, bodySlot).src)
		}
		switch {
		case r.Kind != news.Film:
			sounds = append(sounds, m)
		case m.Thumbnail != "":
			m.Type = "VideoObject"
			films = append(films, m)
		}
	}
	return films, sounds
}

// spell is how long something lasts as ISO 8601 says it, in whole seconds, at least one.
func spell(milliseconds int64) string {
	s := max(1, (milliseconds+500)/1000)
	text := "PT"
	if s >= 3600 {
		text += decimal(s/3600) + "H"
	}
	if s%3600 >= 60 {
		text += decimal(s%3600/60) + "M"
	}
	if s%60 > 0 {
		text += decimal(s%60) + "S"
	}
	return text
}

// translations says which story this one translates, or by which it is translated.
func (p storyPage) translations(a *ldArticle) {
	for _, l := range p.languages {
		if l.language == p.language {
			continue
		}
		w := ldWork{"CreativeWork", p.address(l.path), string(l.language)}
		if n, ok := edition.StoryNumber(l.path); ok && n == p.Translates {
			a.Original = &w
		} else if p.Translates == 0 {
			a.Translation = append(a.Translation, w)
		}
	}
}

// coverage is what a story that is live has beside a story.
type coverage struct {
	starts, ends time.Time  // ends is zero while it goes on
	updates      []livePost // the newest first
}

// livePost is one post of live coverage.
type livePost struct {
	headline, text string // plain
	path           string // of the post
	at, edited     time.Time
	author         string
}

// liveBlog returns the story as live coverage.
func (p storyPage) liveBlog(c coverage) ldArticle {
	a := p.article()
	a.Type, a.Dateline, a.Starts = "LiveBlogPosting", "", stamp(p.local(c.starts))
	if !c.ends.IsZero() {
		a.Ends = stamp(p.local(c.ends))
	}
	for _, u := range c.updates {
		post := ldPost{Type: "BlogPosting", Headline: u.headline, Text: u.text, Published: stamp(p.local(u.at)), URL: p.address(u.path)}
		if u.edited.After(u.at) {
			post.Modified = stamp(p.local(u.edited))
		}
		if u.author != "" {
			post.Author = []ldThing{{"Person", u.author, p.address(authorPath(p.house, p.language, u.author))}}
		}
		if last := max(post.Published, post.Modified); last > a.Modified {
			a.Modified = last
		}
		a.Updates = append(a.Updates, post)
	}
	return a
}
