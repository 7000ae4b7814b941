package out

import (
	"encoding/base64"
	"html"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// A page: HTML in one file that shows the story wherever it is opened, without a network and without a script. The pictures are in it
// where their files can be had and it stays below mostInside, and are named by their addresses where not.

const mostInside = 8 << 20 // bytes of pictures in one page

// pageStyle is all the form that a page has: one column that prints well, in the fonts of whoever opens it.
const pageStyle = `body{font:1.05rem/1.6 Georgia,"Noto Serif","Noto Serif Bengali",serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}` +
	`h1{line-height:1.25}header,dl,figcaption,footer{font-size:.9rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;border:1px solid #767676;padding:.8rem}` +
	`dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}figure{margin:1.5rem 0}img{max-width:100%;height:auto}blockquote{border-left:3px solid #767676;margin-left:0;padding-left:1rem}` +
	`table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:start}`

func (i Item) page() ([]byte, error) {
	w, s := i.words(), i.Story
	var b strings.Builder
	title := html.EscapeString(i.Headline())
	b.WriteString(`<!DOCTYPE html>` + "\n" + `<html lang="` + escape(line(string(s.Language))) + `">` + "\n" + `<head><meta charset="utf-8"><title>` + title + `</title>` +
		`<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">` +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: ` + escape(line(i.House.URL)) + `; style-src 'unsafe-inline'">` +
		`<link rel="canonical" href="` + escape(i.Link()) + `"><style>` + pageStyle + `</style></head>` + "\n<body><article>\n<header>")
	if k := line(s.Kicker); k != "" {
		b.WriteString("<p>" + escape(k) + "</p>")
	}
	b.WriteString("<h1>" + escape(i.Headline()) + "</h1>")
	if t := line(s.Standfirst); t != "" {
		b.WriteString("<p><strong>" + escape(t) + "</strong></p>")
	}
	if a := i.author(); a != "" {
		b.WriteString(`<p class="byline">` + escape(a) + "</p>")
	}
	at := i.clock(i.At)
	if p := line(s.Dateline.Place); p != "" {
		at = p + ", " + at
	}
	b.WriteString(`<p><time datetime="` + stamp(i.At) + `">` + escape(at) + "</time></p></header>\n")
	b.WriteString(i.body(i.inside()))
	b.WriteString("</article>\n<dl>")
	for _, row := range [][2]string{
		{w.version, i.version()},
		{w.embargo, i.embargo()},
		{w.urgency, i.urgency()},
		{w.sections, i.topicLine()},
		{"©", i.rights()},
		{w.editors, i.note()},
		{"ID", i.GUID()},
	} {
		if v := line(row[1]); v != "" {
			b.WriteString("<dt>" + escape(news.CleanText(row[0])) + "</dt><dd>" + escape(v) + "</dd>")
		}
	}
	b.WriteString(`<dt>URL</dt><dd><a href="` + escape(i.Link()) + `">` + escape(i.Link()) + "</a></dd></dl>\n</body></html>\n")
	return []byte(b.String()), nil
}

// inside returns what gives a picture's file by its bytes as long as there is room, and then by its address.
func (i Item) inside() func(name string) string {
	room := mostInside
	return func(name string) string {
		if i.File != nil {
			if data, err := i.File(name); err == nil && len(data) <= room {
				room -= len(data)
				return "data:" + mediaType(name) + ";base64," + base64.StdEncoding.EncodeToString(data)
			}
		}
		return i.media(name)
	}
}
