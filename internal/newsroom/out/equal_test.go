package out_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// lost is what cannot travel in a format, by the name that differences gives it, and why. docs/wires.md has the same as a table.
var lost = map[out.Format]map[string]string{
	out.NINJS: {
		"update": "ninjs has no signal: that a version is an update or a correction is in its version and in the note",
		"link":   "the parser takes no link from altIds, where it stands",
	},
	out.NewsMLG2: {"link": "the parser takes no link from itemMeta/link, where it stands"},
	out.NITF: {
		"update": "NITF has a correction, and no sign for another version than the number",
		"credit": "NITF has a distributor, and no line that must be printed",
		"bold":   "NITF has one emphasis",
	},
	out.RSS:      feedLost,
	out.Atom:     feedLost,
	out.JSONFeed: feedLost,
}

// feedLost is what no feed has a place for, or a place of our own that parsers do not read.
var feedLost = map[string]string{
	"version": "only JSON Feed says it, in a member of our own", "slugline": "a feed has none", "dateline": "a feed has none",
	"source": "what wires call it is the feed's title", "credit": "a feed has none", "note": "a feed is read by readers", "embargo": "a feed is published",
	"urgency": "a feed has none", "codes": "Atom has them as terms, which parsers read as words", "update": "a change is told by the time alone",
	"rights": "they stand in dc:rights and in Atom's rights, which the parser does not keep",
}

// differences returns in what a story that was read back is another than the one that was written, but for what cannot travel in the
// format. A line that looks like HTML may be read as HTML, as agencies send it, and a byline loses "By". Two bodies are equal if they have the same blocks with the same words, marks and addresses in them: white space counts once, a
// pull quote is a quotation, an embed is a paragraph with a link, and pictures are in the list of media by address, caption and credit.
func differences(i out.Item, f out.Format, got item.Item) (all []string) {
	is := func(name, got, want string) {
		if lost[f][name] == "" && got != want && got != markup.Line(want) {
			all = append(all, fmt.Sprintf("%s is %.300q, want %.300q", name, got, want))
		}
	}
	want := out.Said(i)
	is("guid", got.GUID, want.GUID)
	is("version", got.Edition, strconv.Itoa(i.Version))
	if i.Gone() && isFeed(f) { // a feed has a tombstone, or a member of our own, and no more
		if got.Change != news.ChangeKill && f != out.JSONFeed || when(got.Updated) != when(i.At) {
			return append(all, fmt.Sprintf("it is %q at %s", got.Change, got.Updated))
		}
		return all
	}
	if isFeed(f) { // one without a byline is by who sends the feed, and one without a text is its headline
		want.Author = cmp.Or(want.Author, got.Author)
		if len(want.Body.Blocks) == 0 {
			want.Body = got.Body
		}
	}
	is("headline", got.Headline, cut(want.Headline))
	is("language", string(got.Language), string(i.Story.Language))
	is("slugline", got.Slugline, cut(want.Slugline))
	is("author", got.Author, cut(want.Author))
	is("dateline", got.Dateline, cut(want.Dateline))
	is("source", got.Source, want.Source)
	is("credit", got.Credit, want.Source)
	if i.Change != news.ChangeKill { // which has why it was killed there
		is("summary", got.Summary, cut(want.Summary))
	}
	is("note", flat(got.Note), flat(want.Note))
	is("issued", when(got.Issued), when(i.Story.Published))
	if !got.Updated.IsZero() || i.At.After(i.Story.Published) {
		is("updated", when(got.Updated), when(i.At))
	}
	is("embargo", when(got.Embargo), when(i.Embargo))
	is("urgency", strconv.Itoa(got.Urgency), strconv.Itoa(i.Urgency))
	is("link", got.Link, want.Link)
	change := i.Change
	if lost[f]["update"] != "" && (change == news.ChangeUpdate || change == news.ChangeCorrection && f != out.NITF) {
		change = ""
	}
	is("change", string(got.Change), string(change))
	if !strings.Contains(flat(got.Rights), flat(out.Tidy(i.Rights))) || !strings.Contains(got.Rights, want.Source) {
		is("rights", got.Rights, i.Rights+" and whose it is")
	}
	for _, topic := range item.Topics(want.Topics) {
		if !slices.Contains(got.Topics, topic) {
			is("topics", strings.Join(got.Topics, "; "), topic)
		}
	}
	for _, code := range want.Codes {
		older := "subj:" + strings.TrimPrefix(code, "medtop:") // the codes of the top are the same in both lists
		if !slices.Contains(got.Codes, code) && !slices.Contains(got.Codes, older) {
			is("codes", strings.Join(got.Codes, "; "), code)
		}
	}
	is("media", listMedia(got.Media), listMedia(want.Media))
	is("body", canonical(got.Body, f), canonical(want.Body, f))
	return all
}

func isFeed(f out.Format) bool { return f == out.RSS || f == out.Atom || f == out.JSONFeed }

func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func cut(s string) string { return item.Line(s) }

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func listMedia(all []news.Media) string {
	var b strings.Builder
	for _, m := range all {
		fmt.Fprintf(&b, "%s (%s, %s)\n", m.URL, m.Caption, m.Credit)
	}
	return b.String()
}

// canonical is a document as lines, so that two that say the same are the same.
func canonical(d news.Document, f out.Format) string {
	var b strings.Builder
	for _, n := range d.Blocks {
		canonicalBlock(&b, n, "", f)
	}
	return b.String()
}

func canonicalBlock(b *strings.Builder, n news.Node, indent string, f out.Format) {
	switch n.Type { //nolint:exhaustive // the rest are blocks that hold others
	case news.PictureRef, news.MediaRef:
		return
	case news.Embed:
		link := text(flat(n.Attrs.Title), news.Mark{Type: news.Link, Href: n.Attrs.URL})
		after := ""
		if n.Attrs.Provider != "" {
			after = " (" + flat(n.Attrs.Provider) + ")"
		}
		n = node(news.Paragraph, link, text(after))
	case news.PullQuote:
		quote := node(news.Quotation, node(news.Paragraph, n.Content...))
		quote.Attrs = n.Attrs
		n = quote
	}
	said := n.Attrs.Caption + n.Attrs.Attribution
	head := fmt.Sprintf("%s%s %t%t", indent, n.Type, n.Attrs.Ordered, n.Attrs.Header)
	switch n.Type { //nolint:exhaustive // as above
	case news.Paragraph, news.Heading, news.Cell:
		words := runs(n.Content, f)
		for k, part := range strings.Split(words, "\n\n") { // two breaks are a new paragraph in HTML
			if part = strings.TrimSpace(part); part != "" || n.Type == news.Cell && k == 0 {
				fmt.Fprintf(b, "%s: %s\n", head, part)
			}
		}
	default:
		var inside strings.Builder
		for _, c := range n.Content {
			canonicalBlock(&inside, c, indent+"  ", f)
		}
		if inside.Len() > 0 {
			fmt.Fprintf(b, "%s [%s]\n%s", head, flat(out.Tidy(said)), inside.String())
		}
	}
}

// runs are texts with their marks, character by character, with white space once.
func runs(content []news.Node, f out.Format) string {
	type letter struct {
		r     rune
		marks string
	}
	var all []letter
	for _, n := range content {
		var marks []string
		for _, m := range n.Marks {
			href := m.Href
			if strings.HasPrefix(href, "/") {
				href = "https://padma.example" + href
			}
			kind := m.Type
			if lost[f]["bold"] != "" && kind == news.Bold {
				kind = news.Italic
			}
			if s := string(kind) + href; !slices.Contains(marks, s) {
				marks = append(marks, s)
			}
		}
		slices.Sort(marks)
		if n.Type == news.Break {
			all = append(all, letter{r: '\n'})
			continue
		}
		for _, r := range news.CleanText(n.Text) {
			if r == ' ' || r == 0xFFFE || r == 0xFFFF {
				if r != ' ' || len(all) == 0 || all[len(all)-1].r == ' ' || all[len(all)-1].r == '\n' {
					continue
				}
				all = append(all, letter{r: ' '}) // a space has no marks that one could see
				continue
			}
			all = append(all, letter{r, strings.Join(marks, ",")})
		}
	}
	var b strings.Builder
	open := ""
	for k, l := range all {
		if l.r == ' ' && (k+1 == len(all) || all[k+1].r == '\n') {
			continue
		}
		if l.marks != open && l.r != ' ' && l.r != '\n' {
			open = l.marks
			b.WriteString("{" + open + "}")
		}
		b.WriteRune(l.r)
	}
	return b.String()
}
