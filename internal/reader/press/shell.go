package press

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/ui"
)

//go:embed assets/site.css
var stylesheet string

// style is the stylesheet without what a browser does not read.
var style = minify(stylesheet)

// firstScript runs before the first paint: it says that script works and applies the
// theme that the reader chose, since either later would move the page.
const firstScript = `(function(r){r.className='js';try{var t=localStorage.getItem('theme');if(t)r.dataset.theme=t}catch(e){}})(document.documentElement)`

// head is what every page has in its head and no data changes.
var head = "<script>" + firstScript + "</script><style>" + style + "</style>"

// policy is the Content-Security-Policy of every page: what we wrote and nothing else.
var policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src 'self' '%s'; img-src 'self' data:; connect-src 'self'; "+
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'", hashSource(style), hashSource(firstScript))

func hashSource(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
	spaces   = regexp.MustCompile(`\s+`)
	around   = regexp.MustCompile(` ?([{};,]) ?`)
	colons   = regexp.MustCompile(`([a-z-]): `)
)

func minify(css string) string {
	css = spaces.ReplaceAllString(comments.ReplaceAllString(css, ""), " ")
	css = colons.ReplaceAllString(around.ReplaceAllString(css, "$1"), "$1:")
	return strings.TrimSpace(strings.ReplaceAll(css, ";}", "}"))
}

// script is the readers' script, and scriptPath where it is: its name is its content.
var (
	script     = ui.Reader()
	scriptPath = "/assets/reader-" + contentName(script) + ".js"
)

func contentName(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// shell is what every page's template needs.
type shell struct {
	w                                  *words
	house                              *news.House
	zone                               *time.Location
	name, path, feed                   string
	title, heading, description, image string
	kind, section                      string
	noindex                            bool
	bar                                bar
	linked                             []string // JSON-LD, as script elements
}

// shellOf returns the shell of a page of the language.
func shellOf(v *archive.View, l news.Language, path, heading string) shell {
	h := v.House()
	zone := h.Location()
	s := shell{
		w: wordsOf(l), house: h, zone: zone, name: h.Names[l], path: path, feed: "/" + string(l) + "/feed.rss",
		heading: heading, title: heading + " | " + h.Names[l], kind: "website", bar: barOf(v, l),
	}
	if heading == "" {
		s.heading, s.title = s.name, s.name
	}
	return s
}

func (s shell) local(t time.Time) time.Time { return t.In(s.zone) }

// html renders the page and finishes it.
func (s shell) html(v *archive.View, status int, c templ.Component) (*draft, error) {
	var b bytes.Buffer
	b.Grow(48 << 10)
	if err := c.Render(context.Background(), &b); err != nil {
		return nil, err
	}
	d := &draft{path: s.path, status: status, kind: "text/html; charset=utf-8", cache: cachePage, body: b.Bytes(), bar: s.w.language, headers: map[string]string{
		"Content-Security-Policy": policy,
		"Content-Language":        string(s.w.language),
		"Referrer-Policy":         "strict-origin-when-cross-origin",
		"Permissions-Policy":      "interest-cohort=(), camera=(), microphone=(), geolocation=()",
	}}
	if status != 200 {
		d.cache, d.headers["X-Robots-Tag"] = cacheGone, "noindex"
	}
	return d, nil
}

func home(l news.Language) string                  { return "/" + string(l) + "/" }
func front(l news.Language, section string) string { return "/" + string(l) + "/" + section + "/" }
func topic(l news.Language, slug string) string    { return "/" + string(l) + "/t/" + slug }
func stamp(t time.Time) string                     { return t.Format(time.RFC3339) }
func itoa(n int) string                            { return strconv.Itoa(n) }
func itoa64(n int64) string                        { return strconv.FormatInt(n, 10) }

func two(n int) string {
	if n < 10 {
		return "0" + itoa(n)
	}
	return itoa(n)
}

// The widths at which pictures are shown, for the browser to choose by.
const (
	sizesStory = "(min-width:48em) 38rem, 100vw"
	sizesCard  = "(min-width:60em) 18rem, (min-width:37em) 45vw, 7rem"
	sizesFirst = "(min-width:60em) 37rem, 100vw"
)

func cardSizes(first bool) string {
	if first {
		return sizesFirst
	}
	return sizesCard
}

// pictureHTML returns the picture as an img with its sizes, and with its own shape if
// asShot. The first picture of a page is fetched at once, the others when they are near.
func pictureHTML(p edition.Picture, sizes string, first, asShot bool) string {
	if len(p.Renditions) == 0 {
		return ""
	}
	var set strings.Builder
	src := p.Renditions[0]
	for i, r := range p.Renditions {
		if i > 0 {
			set.WriteString(", ")
		}
		fmt.Fprintf(&set, "/media/%s %dw", r.Name, r.Width)
		if r.Width <= 480 {
			src = r
		}
	}
	load := `loading="lazy" decoding="async"`
	if first {
		load = `fetchpriority="high"`
	}
	width, height := src.Width, src.Height
	if !asShot {
		height = width * 2 / 3
	}
	return fmt.Sprintf(`<img src="/media/%s" srcset="%s" sizes="%s" width="%d" height="%d" alt="%s" %s>`,
		html.EscapeString(src.Name), html.EscapeString(set.String()), sizes, width, height, html.EscapeString(p.Alt), load)
}
