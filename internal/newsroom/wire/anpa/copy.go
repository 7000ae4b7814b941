package anpa

import (
	"html"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/head"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
	"github.com/stet-news/stet/internal/pattern"
)

var (
	by      = pattern.New(`^(?i:by) (\S.*)$`)
	toDesk  = pattern.New(`(?i)^(?:eds?\b|editors?\b|ap photos?|photos?\b|with ap\b|for use\b|for release\b|adv\.? ?\d|for\b.*\beds\b|note\b)`)
	advance = pattern.New(`(?i)\badv(?:ance)?\.? ?\d{1,2}\b|\bhold for release\b`)
)

const mostNote = 4_000 // bytes

// copyOf reads the lines below the keyword line. Those that begin with ^ are the head until one does not.
func copyOf(i *item.Item, lines []string, zone *time.Location) {
	heads := 0
	var notes []string
	said := []string{i.Edition}
	for below := false; heads < len(lines); heads++ { // below a byline
		line, mark := quadded(lines[heads])
		if !strings.HasPrefix(lines[heads], "^") {
			if line == "" {
				continue
			}
			break
		}
		line = item.Line(plain(line))
		m := by.FindStringSubmatch(line)
		switch {
		case line == "":
		case m != nil && i.Author == "":
			i.Author, below = m[1], true
		case below && mark == '=':
			i.Credit, below = line, false
		case toDesk.MatchString(line):
			notes = append(notes, line)
		case i.Headline == "":
			i.Headline = line
		case i.Summary == "":
			i.Summary = line
		default:
			notes = append(notes, line)
		}
		said = append(said, line)
	}
	i.Note = item.Cut(strings.Join(notes, " "), mostNote)
	body(i, lines[heads:])
	place, agency := head.Dateline(i.Body.Plain())
	i.Dateline, i.Source = place, agency
	head.Read(i.Issued, zone, append(said, first(lines[heads:], 3)...)...).To(&i.Dispatch)
	if advance.MatchString(i.Edition+" "+i.Note) && i.Embargo.IsZero() && i.Change == "" {
		i.Change = news.ChangeWithheld
		i.Note = item.Line(strings.TrimSpace("Advance: " + i.Edition + " " + i.Note))
	}
}

// first returns the first lines, as they are in words.
func first(lines []string, most int) (all []string) {
	for _, line := range lines[:min(len(lines), most)] {
		line, _ = quadded(line)
		all = append(all, plain(line))
	}
	return all
}

// quadded returns a line without the marks at its ends, and the last of those, 0 if it has none.
func quadded(line string) (words string, mark byte) {
	line = strings.TrimRight(strings.TrimPrefix(line, "^"), " \t\r\x0c")
	if n := len(line); n > 0 && strings.IndexByte("<=>", line[n-1]) >= 0 {
		mark = line[n-1]
	}
	return strings.TrimSpace(strings.TrimRight(line, "<=> ")), mark
}

// body reads the text: a line is a paragraph, one with a caret before it a sub-heading.
func body(i *item.Item, lines []string) {
	var b strings.Builder
	for _, line := range lines {
		words, _ := quadded(line)
		if words = plain(words); words == "" {
			continue
		}
		element := "p"
		if strings.HasPrefix(line, "^") {
			element = "h2"
		}
		b.WriteString("<" + element + ">" + html.EscapeString(words) + "</" + element + ">\n")
	}
	if b.Len() > 0 {
		read := markup.HTML(b.String(), nil)
		i.Body, i.Cut = read.Body, read.Cut
	}
}

var typewritten = strings.NewReplacer("``", "“", "''", "”", " _ ", " — ", "(AP) _", "(AP) —")

// spaces are the control characters that stand between the columns of a table: tab line indicator, tab and space band.
var spaces = strings.NewReplacer("\b", " ", "\t", " ", "\x10", " ")

// plain returns a line of the wire in the characters that it stands for.
func plain(line string) string {
	line = typewritten.Replace(news.CleanText(spaces.Replace(line)))
	return news.CleanText(strings.Join(strings.Fields(line), " "))
}
