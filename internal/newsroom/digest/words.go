package digest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/bangla"
)

// words are what a digest says, by language; %-verbs as fmt has them.
type words struct {
	one, many, hello, none, held, all, choose string
	digits                                    func(string) string
}

var english = words{
	one: "1 notice", many: "%s notices", hello: "Hello %s, this is new to you in the newsroom of %s:", none: "(no headline yet)", held: "(held by the release gate)",
	all: "All notices", choose: "What you are told of", digits: func(s string) string { return s },
}

var inBangla = words{
	one: "১টি বার্তা", many: "%sটি বার্তা", hello: "%s, %s-এর নিউজরুমে আপনার জন্য নতুন:", none: "(এখনো শিরোনাম নেই)", held: "(প্রকাশের ফটকে আটকে আছে)",
	all: "সব বার্তা", choose: "কী কী জানতে চান",
	digits: news.BanglaDigits,
}

func wordsIn(l news.Language) words {
	if l == news.Bangla {
		return inBangla
	}
	return english
}

// mostSubject is about how many bytes of a headline a subject has.
const mostSubject = 120

// compose writes the digest of the notices, story by story in the order in which they came.
func compose(house news.House, p news.Person, notices []news.Notice, staff string) mail.Message {
	w, name := wordsIn(p.Language), house.Names[house.Languages[0]]
	if n := house.Names[p.Language]; n != "" {
		name = n
	}
	zone := house.Location()
	var b strings.Builder
	fmt.Fprintf(&b, w.hello+"\n", p.Name, name)
	var done []int64
	for _, first := range notices {
		if first.Story > 0 && slices.Contains(done, first.Story) {
			continue
		}
		done = append(done, first.Story)
		title := first.Title
		if title == "" {
			title = w.none
		}
		b.WriteString("\n" + line(title))
		if first.Story > 0 {
			fmt.Fprintf(&b, " (#%d)", first.Story)
		}
		b.WriteString("\n")
		for _, n := range notices {
			if n.Story != first.Story || n.Story == 0 && n.ID != first.ID {
				continue
			}
			fmt.Fprintf(&b, "- %s · %s", n.Kind.WordsIn(p.Language), w.digits(n.At.In(zone).Format("02.01. 15:04")))
			if n.By.Name != "" {
				b.WriteString(" · " + line(n.By.Name))
			}
			b.WriteString("\n")
			if n.Text != "" {
				said := n.Text
				if p.Language == news.Bangla {
					said = bangla.Voice{}.Text(said)
				}
				b.WriteString("  " + line(said) + "\n")
			}
		}
		if first.Story > 0 {
			fmt.Fprintf(&b, "  %s/n/s/%d\n", staff, first.Story)
		}
	}
	fmt.Fprintf(&b, "\n%s: %s/n/notices\n%s: %s/n/me/notices\n", w.all, staff, w.choose, staff)
	return mail.Message{Name: line(p.Name), Address: p.Email, Subject: subject(w, line(name), notices), Text: b.String()}
}

// subject says how much there is, and of what story first.
func subject(w words, name string, notices []news.Notice) string {
	s := w.one
	if len(notices) != 1 {
		s = fmt.Sprintf(w.many, w.digits(strconv.Itoa(len(notices))))
	}
	s = name + ": " + s
	title := line(notices[0].Title)
	if title == "" {
		return s
	}
	if len(title) > mostSubject {
		cut := strings.LastIndexByte(title[:mostSubject], ' ')
		if cut < 0 {
			return s
		}
		title = title[:cut] + " …"
	}
	return s + " – " + title
}

// line makes a text one line: nothing in a letter's head or list may be more.
func line(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }), " ")
}
