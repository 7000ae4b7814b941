package move

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
)

// sayings are what a page says to machines.
type sayings struct {
	list    []saying
	left    []ReportLine
	article map[string]any // of JSON-LD
	body    string         // the story's text, of JSON-LD
}

// saying is one thing that a page says to machines.
type saying struct {
	where, field, value string
}

func (m *sayings) say(where, field, value string) {
	if value = single(value); !blank(value) && len(m.list) < maxSayings && !slices.Contains(m.list, saying{where, field, value}) {
		m.list = append(m.list, saying{where, field, value})
	}
}

// maxSayings is the most that is read of what a page says to machines.
const maxSayings = 500

func (m *sayings) leave(where, text, became string) {
	m.left = append(m.left, ReportLine{Part: PartMetadata, Became: became, Text: text, From: FromMetadata, Where: where})
}

func (m *sayings) all(field string) []string {
	var found []string
	for _, s := range m.list {
		if s.field == field {
			found = append(found, s.value)
		}
	}
	return found
}

func (m *sayings) first(field string) string {
	if a := m.all(field); len(a) > 0 {
		return a[0]
	}
	return ""
}

// isArticle reports whether the page says that it is one story.
func (m *sayings) isArticle() bool {
	return m.article != nil || slices.Contains(m.all("type"), "article")
}

// metaFields are the names that pages give to what a story has.
var metaFields = map[string]string{
	"og:title": "headline", "twitter:title": "headline", "parsely-title": "headline", "dc.title": "headline", "headline": "headline",
	"author": "byline", "article:author": "byline", "byl": "byline", "parsely-author": "byline", "dc.creator": "byline", "sailthru.author": "byline", "twitter:data1": "",
	"article:section": "section", "section": "section", "parsely-section": "section", "og:section": "section",
	"article:published_time": "published", "datepublished": "published", "pubdate": "published", "publish-date": "published", "publish_date": "published", "dc.date": "published",
	"dc.date.issued": "published", "dcterms.created": "published", "parsely-pub-date": "published", "sailthru.date": "published", "article.published": "published", "date": "published",
	"article:modified_time": "updated", "og:updated_time": "updated", "datemodified": "updated", "lastmod": "updated", "last-modified": "updated", "article.updated": "updated",
	"og:image": "picture", "og:image:url": "picture", "twitter:image": "picture", "twitter:image:src": "picture", "og:image:secure_url": "picture", "og:image:alt": "alt", "twitter:image:alt": "alt",
	"news_keywords": "topics", "article:tag": "topics", "parsely-tags": "topics", "keywords": "keywords",
	"og:url": "url", "og:locale": "language", "description": "description", "og:description": "description", "twitter:description": "description", "og:site_name": "site", "application-name": "site", "og:type": "type",
}

// readMetadata collects what the page says to machines.
func readMetadata(doc *html.Node) *sayings {
	m := &sayings{}
	var settings, links []string
	each(doc, func(n *html.Node) {
		switch n.Data {
		case "script":
			if strings.HasPrefix(strings.ToLower(attr(n, "type")), "application/ld+json") {
				m.readJSONLD(textOf(n))
			}
		case "title":
			if n.Namespace == "" {
				m.say("title", "title", textOf(n))
			}
		case "meta":
			if name := m.readMetaElement(n); name != "" {
				settings = append(settings, name)
			}
		case "link":
			if hasWord(attr(n, "rel"), "canonical") {
				m.say("link canonical", "url", attr(n, "href"))
			} else if rel := attr(n, "rel"); rel != "" && len(links) < 100 && !slices.Contains(links, rel) {
				links = append(links, rel)
			}
		case "html":
			m.say("html lang", "language", attr(n, "lang"))
		}
	})
	m.readArticle()
	for _, t := range m.all("title") {
		m.say("title", "headline", t)
	}
	if all := append(settings, links...); len(all) > 0 {
		m.leave("head", single(strings.Join(all, ", ")), "left out: settings for browsers and other programs")
	}
	return m
}

// readMetaElement takes a meta element, and returns its name if a story has nothing like it.
func (m *sayings) readMetaElement(n *html.Node) string {
	value := attr(n, "content")
	for _, by := range []string{"property", "name", "itemprop"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, by))) {
			if field := metaFields[name]; field != "" && value != "" && len(m.list) < maxSayings {
				m.say("meta "+name, field, value)
				return ""
			}
		}
	}
	for _, by := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := attr(n, by); name != "" {
			return name
		}
	}
	if attr(n, "charset") != "" {
		return "charset"
	}
	return ""
}

// setTimes takes the times that the page says to machines: they are exact, and
// mostly have a zone. Where it says several, that which it also shows is the one.
func (s *sheet) setTimes(said *sayings) {
	shown := s.shownTimes()
	for _, field := range []string{"published", "updated"} {
		var best when
		for _, v := range said.list {
			w, ok := readStamp(v.value, s.opts)
			if v.field != field || !ok {
				continue
			}
			machine := strings.HasPrefix(v.where, "JSON-LD")
			if seen := shown[w.time.Unix()/60]; best.time.IsZero() || seen && !shown[best.time.Unix()/60] || machine && !shown[best.time.Unix()/60] {
				best = w
			}
		}
		if best.time.IsZero() {
			continue
		}
		if field == "published" {
			s.setPublished(best)
		} else {
			s.page.Updated = best.time
		}
	}
	if s.page.Updated.Equal(s.page.Published) {
		s.page.Updated = time.Time{}
	}
}

// shownTimes are the minutes that the page shows near its story.
func (s *sheet) shownTimes() map[int64]bool {
	shown := map[int64]bool{}
	for _, b := range s.blocks {
		if b.text == "" || len(b.text) > 300 || !b.inside && b.hint != PartMeta {
			continue
		}
		for _, w := range findDates(b.text, s.opts) {
			if !w.dayOnly && !w.time.IsZero() {
				shown[w.time.Unix()/60] = true
			}
		}
	}
	return shown
}

// fillIn gives the story what the page does not show and says to machines, and
// reports what became of everything it says.
func (s *sheet) fillIn(said *sayings) {
	p := &s.page
	if p.Headline == "" {
		if p.Headline = said.first("headline"); slices.Contains(said.all("title"), p.Headline) {
			p.Headline = withoutSite(p.Headline, said.first("site"))
		}
	}
	if !s.hasByline() {
		for _, v := range said.all("byline") {
			s.fillByline(v)
		}
	}
	for _, v := range said.all("section") {
		if p.Section == "" && !genericSection[key(v)] && words(v) <= 5 && sectionName.MatchString(v) {
			p.Section = v
		}
	}
	if v := said.first("standfirst"); p.Standfirst == "" && !repeats(v, p.Headline) {
		p.Standfirst = v
	}
	if p.Place == "" && words(said.first("place")) <= 4 {
		p.Place = said.first("place")
	}
	for _, v := range said.all("topics") {
		for t := range strings.SplitSeq(v, ",") {
			s.addTopic(t)
		}
	}
	if p.Language == "" && len(said.first("language")) >= 2 {
		p.Language = news.Language(strings.ToLower(said.first("language")[:2]))
	}
	s.fillPicture(said)
	if u := said.first("url"); strings.Contains(u, "://") {
		p.URL = u
	}
	s.fillBody(said)
	s.reportSayings(said)
}

var (
	genericSection = set("uncategorized", "uncategorised", "news", "post", "article", "home", "blog", "tags", "nil", "null", "none", "front page", "frontpage", "অশ্রেণীভুক্ত")
	sectionName    = pattern.New(`^[\p{L}\p{M}\d &'’,.-]{2,60}$`)
)

func (s *sheet) fillByline(v string) {
	v = trim(bylineLabel.ReplaceAllString(v, ""))
	switch {
	case strings.Contains(v, "://") || key(v) == "admin" || key(v) == "administrator" || key(v) == "editor" || words(v) > 8 || s.page.Byline.Desk != "":
	case isDesk(v) && len(s.page.Byline.People) == 0:
		s.page.Byline.Desk = v
	default:
		s.page.Byline.People = addName(s.page.Byline.People, v)
	}
}

var noPicture = pattern.New(`(?i)(?:^|[^a-z])(?:logo|default|placeholder|favicon|icons?|avatar|gravatar|spacer|blank|pixel|share-image|social-card)(?:[^a-z]|$)`)

func (s *sheet) fillPicture(said *sayings) {
	if v := said.first("picture"); v != "" {
		u, err := url.Parse(v)
		if err != nil || len(v) > 2000 {
			return
		}
		pic := Picture{File: path.Base(u.Path), URL: v, Caption: said.first("caption"), Credit: said.first("credit"), Alt: said.first("alt")}
		if pic.Credit == "" {
			pic.Caption, pic.Credit = splitCredit(pic.Caption)
		}
		switch lead := s.page.Picture; {
		case lead != nil && samePicture(*lead, pic):
			s.addToLead(pic)
		case lead == nil && !noPicture.MatchString(pic.File) && pic.File != "." && pic.File != "/" && !s.inBody(pic):
			s.page.Picture = &pic
		}
	}
}

// inBody reports whether the picture stands in the story's text.
func (s *sheet) inBody(pic Picture) bool {
	return slices.ContainsFunc(s.page.Body.Pictures(), func(u news.PictureUse) bool {
		return u.Picture == pic.name() || sizeless(path.Base(u.Picture)) == sizeless(pic.File)
	})
}

// hasBody reports whether the text that the page says to machines is the story, and
// what it shows is not.
func (s *sheet) hasBody(said *sayings) bool {
	shown := 0
	for _, b := range s.blocks {
		if b.inside && running(b.text) {
			shown += utf8.RuneCountInString(b.text)
		}
	}
	return shown*2 < utf8.RuneCountInString(textOfFragment(said.body))
}

// fillBody takes the text that the page says to machines, if it shows none.
func (s *sheet) fillBody(said *sayings) {
	if blank(said.body) {
		return
	}
	line := ReportLine{Part: PartMetadata, From: FromMetadata, Where: "JSON-LD articleBody", Text: tidy(said.body)}
	switch {
	case s.kept > 0 && squeeze(s.page.Body.Plain()) == squeeze(textOfFragment(said.body)):
		line.Became, line.Text = "the same text as on the page", ""
	case s.kept > 0:
		line.Became = "left out: it differs from the text on the page, which was kept"
	default:
		for text := range strings.SplitSeq(textOfFragment(said.body), "\n") {
			if text = clean(text); blank(text) {
				continue
			}
			s.addBlock(paragraph(text))
			said.left = append(said.left, ReportLine{Part: PartParagraph, Kept: true, Became: "kept: the page shows no text of the story", Text: single(text), From: FromMetadata, Where: line.Where})
		}
		return
	}
	said.left = append(said.left, line)
}

// textOfFragment is the text of an articleBody, which should be text and is HTML on
// some sites.
func textOfFragment(s string) string {
	if !isHTML(s) {
		return strings.ReplaceAll(s, "\r", "\n")
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return s
	}
	return textOf(doc)
}

func withoutSite(title, site string) string {
	if site != "" {
		for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
			if t, ok := strings.CutSuffix(title, sep+site); ok {
				return t
			}
		}
	}
	if at := strings.LastIndexAny(title, "|–—-»"); at > 0 && strings.HasSuffix(title[:at], " ") && words(title[:at]) >= 4 && words(title[at:]) <= 6 {
		return strings.TrimRight(title[:at], " |–—-»:")
	}
	return title
}

// reportSayings says of everything the page says to machines what became of it.
func (s *sheet) reportSayings(said *sayings) {
	p := &s.page
	has := map[string][]string{
		"headline": {p.Headline}, "byline": append(slices.Clone(p.Byline.People), p.Byline.Desk), "section": {p.Section}, "topics": p.Topics, "place": {p.Place}, "url": {p.URL}, "standfirst": {p.Standfirst},
		"description": {p.Standfirst},
	}
	if p.Picture != nil {
		has["picture"], has["alt"], has["caption"], has["credit"] = []string{p.Picture.URL, p.Picture.File}, []string{p.Picture.Alt}, []string{p.Picture.Caption}, []string{p.Picture.Credit}
	}
	for _, v := range said.list {
		if v.field == "title" {
			continue
		}
		l := ReportLine{Part: PartMetadata, Text: v.value, From: FromMetadata, Where: v.where}
		switch t, stamp := readStamp(v.value, s.opts); {
		case v.field == "published" && stamp && t.time.Equal(p.Published), v.field == "updated" && stamp && t.time.Equal(p.Updated),
			slices.ContainsFunc(has[v.field], func(h string) bool { return h != "" && key(h) == key(v.value) }),
			v.field == "language" && strings.HasPrefix(strings.ToLower(v.value), string(p.Language)):
			l.Kept, l.Became = true, "the story's "+v.field
		case v.field == "topics":
			l.Kept, l.Became = true, "kept as topics"
		case v.field == "headline" && p.Headline != "" && strings.HasPrefix(key(v.value), key(p.Headline)):
			l.Became = "left out: the headline with the site's name"
		default:
			l.Became = "left out: the story takes nothing from it (" + v.field + ")"
		}
		s.notes = append(s.notes, l)
	}
	s.notes = append(s.notes, said.left...)
}
