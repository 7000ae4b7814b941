package out

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/news"
)

// ninjs 3.1 of IPTC (News in JSON). The structs have the members in the order of the standard; what is empty is left out.

type ninjsItem struct {
	Standard       ninjsStandard `json:"standard"`
	URI            string        `json:"uri"`
	Type           string        `json:"type"`
	Representation string        `json:"representationType"`
	Version        string        `json:"version"`
	FirstCreated   string        `json:"firstCreated"`
	VersionCreated string        `json:"versionCreated"`
	Embargoed      string        `json:"embargoedUntil,omitempty"`
	PubStatus      string        `json:"pubStatus"`
	Urgency        int           `json:"urgency,omitempty"`
	Holder         string        `json:"copyrightHolder"`
	Notice         string        `json:"copyrightNotice"`
	Usage          string        `json:"usageTerms,omitempty"`
	EdNote         string        `json:"edNote,omitempty"`
	Language       string        `json:"language"`
	Title          string        `json:"title,omitempty"`
	By             string        `json:"by,omitempty"`
	Slugline       string        `json:"slugline"`
	Located        string        `json:"located,omitempty"`
	Headlines      []ninjsText   `json:"headlines"`
	Descriptions   []ninjsText   `json:"descriptions,omitempty"`
	Bodies         []ninjsText   `json:"bodies,omitempty"`
	Subjects       []ninjsName   `json:"subjects,omitempty"`
	InfoSources    []ninjsName   `json:"infoSources"`
	Genres         []ninjsGenre  `json:"genres,omitempty"`
	Renditions     []ninjsFile   `json:"renditions,omitempty"`
	Associations   []ninjsObject `json:"associations,omitempty"`
	AltIDs         []ninjsAltID  `json:"altIds"`
}

type ninjsStandard struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Schema  string `json:"schema"`
}

type ninjsText struct {
	Role  string `json:"role,omitempty"`
	Type  string `json:"contentType,omitempty"`
	Chars int    `json:"charCount,omitempty"`
	Words int    `json:"wordCount,omitempty"`
	Value string `json:"value"`
}

type ninjsName struct {
	Name    string `json:"name"`
	Role    string `json:"role,omitempty"`
	URI     string `json:"uri,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type ninjsGenre struct {
	Name string `json:"name"`
	URI  string `json:"uri,omitempty"`
}

type ninjsFile struct {
	Name   string `json:"name,omitempty"`
	Href   string `json:"href"`
	Type   string `json:"contentType"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	Size   int64  `json:"sizeInBytes,omitempty"`
}

type ninjsObject struct {
	Name         string      `json:"name"`
	Rel          string      `json:"rel,omitempty"`
	URI          string      `json:"uri"`
	Type         string      `json:"type"`
	Descriptions []ninjsText `json:"descriptions,omitempty"`
	Renditions   []ninjsFile `json:"renditions"`
}

type ninjsAltID struct {
	Role  string `json:"role"`
	Value string `json:"value"`
}

var pubStatuses = map[news.Change]string{news.ChangeKill: "canceled", news.ChangeWithheld: "withheld"}

func (i Item) ninjs() ([]byte, error) {
	s := i.Story
	o := ninjsItem{
		Standard: ninjsStandard{"ninjs", "3.1", "https://iptc.org/std/ninjs/ninjs-schema_3.1.json"}, URI: i.GUID(), Type: "text", Representation: "full",
		Version: strconv.Itoa(i.Version), FirstCreated: stamp(s.Published), VersionCreated: stamp(i.At), PubStatus: "usable", Urgency: i.Urgency,
		Holder: i.provider(), Notice: i.copyright(), Usage: line(i.Rights), EdNote: i.note(), Language: string(s.Language), By: i.author(),
		Slugline: i.Slug(), Located: line(s.Dateline.Place), InfoSources: []ninjsName{{Name: i.provider(), Role: "provider", URI: i.House.URL + "/"}},
		Headlines: []ninjsText{{Role: "main", Type: "text/plain", Value: i.Headline()}},
		AltIDs:    []ninjsAltID{{"number", strconv.FormatInt(s.Number, 10)}, {"link", i.Link()}},
	}
	if status := pubStatuses[i.Change]; status != "" {
		o.PubStatus = status
	}
	if !i.Embargo.IsZero() {
		o.Embargoed = stamp(i.Embargo)
	}
	if k := line(s.Kicker); k != "" {
		o.Headlines = append(o.Headlines, ninjsText{Role: "kicker", Type: "text/plain", Value: k})
	}
	if t := line(s.Standfirst); t != "" {
		o.Descriptions = append(o.Descriptions, ninjsText{Role: "summary", Type: "text/plain", Value: t})
	}
	o.Descriptions = append(o.Descriptions, ninjsText{Role: "creditline", Type: "text/plain", Value: i.provider()})
	o.Bodies = i.ninjsBodies()
	for _, c := range i.subjects() {
		o.Subjects = append(o.Subjects, ninjsName{Name: c.name, URI: i.uri(c), Literal: c.code})
	}
	if g, ok := genres[s.Label]; ok {
		o.Genres = []ninjsGenre{{g.name, g.uri()}}
	}
	for n, p := range i.pictures() {
		if f, ok := i.ninjsPicture(p); ok {
			f.Name = "picture-" + strconv.Itoa(n+1)
			o.Associations = append(o.Associations, f)
		}
	}
	for n, r := range s.Recordings {
		kind := pick(r.Kind == news.Film, "video", "audio")
		o.Associations = append(o.Associations, ninjsObject{Name: kind + "-" + strconv.Itoa(n+1), Rel: "inline", URI: i.media(r.File), Type: kind, Renditions: []ninjsFile{{
			Href: i.media(r.File), Type: r.Type, Width: r.Width, Height: r.Height, Size: r.Bytes,
		}}})
	}
	return asJSON(o)
}

func (i Item) ninjsBodies() []ninjsText {
	text := clean(i.text().Plain())
	chars, count := utf8.RuneCountInString(text), len(strings.Fields(text))
	return []ninjsText{
		{Role: "main", Type: "text/html", Chars: chars, Words: count, Value: i.body(nil)},
		{Role: "plain", Type: "text/plain", Chars: chars, Words: count, Value: text},
	}
}

func (i Item) ninjsPicture(p picture) (ninjsObject, bool) {
	best, ok := widest(p.Picture)
	if !ok {
		return ninjsObject{}, false
	}
	o := ninjsObject{Rel: pick(p.lead, "featured", "inline"), URI: i.media(best.Name), Type: "picture"}
	for _, d := range []ninjsText{{Role: "caption", Value: p.caption}, {Role: "creditline", Value: p.credit}, {Role: "alt", Value: p.Alt}} {
		if d.Type = "text/plain"; d.Value != "" {
			o.Descriptions = append(o.Descriptions, d)
		}
	}
	for _, r := range p.Renditions {
		o.Renditions = append(o.Renditions, ninjsFile{
			Name: "w" + strconv.Itoa(r.Width), Href: i.media(r.Name), Type: mediaType(r.Name), Width: r.Width, Height: r.Height, Size: r.Bytes,
		})
	}
	return o, true
}

// genre is one of IPTC's, or a name of our own.
type genre struct{ name, code string }

var genres = map[news.Label]genre{
	news.Analysis: {"Analysis", "Analysis"}, news.Opinion: {"Opinion", "Opinion"}, news.Explainer: {"Background", "Background"},
	news.Sponsored: {"Advertisement", ""}, // IPTC has none for what somebody paid for
}

func (g genre) uri() string {
	if g.code == "" {
		return ""
	}
	return "http://cv.iptc.org/newscodes/genre/" + g.code
}

// asJSON writes a value for programs, with <, > and & as they are.
func asJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

// clean returns a text of several lines without what no format may have in it.
func clean(s string) string {
	lines := strings.Split(s, "\n")
	for n, l := range lines {
		lines[n] = strings.TrimRight(tidy(l), " ")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
