package move

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

func oddFormat(r rune) bool { return unicode.Is(unicode.Cf, r) }

// bare is a text without all that shows nothing. It is not the reader's own
// squeeze, so that a mistake there is seen here.
func bare(s string) string {
	var b strings.Builder
	for _, r := range clean(s) {
		if !strings.ContainsRune(" \t\n\r\f\v\u00a0\u00ad\u1680\u2028\u2029\u202f\u205f\u3000\ufeff", r) && (r < 0x2000 || r > 0x200f) && r != 0x85 && (r < 0x2060 || r > 0x206f) && !oddFormat(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lostLines returns what is wrong with a report of a text: a line that shows
// something and is not in exactly one report line, or words that the text has not.
func lostLines(text string, report []ReportLine) error {
	owner := map[int]int{}
	var said strings.Builder
	for i, l := range report {
		if l.From != FromPage {
			continue
		}
		said.WriteString(bare(l.Text))
		for n := l.Line; n <= l.LastLine; n++ {
			if prev, twice := owner[n]; twice {
				return fmt.Errorf("line %d is in two report lines: %v and %v", n, report[prev], l)
			}
			owner[n] = i
		}
	}
	var all strings.Builder
	for i, line := range strings.Split(text, "\n") {
		want := bare(line)
		all.WriteString(want)
		if want == "" {
			continue
		}
		at, ok := owner[i+1]
		if !ok {
			return fmt.Errorf("line %d is in no report line: %q", i+1, line)
		}
		if !strings.Contains(bare(report[at].Text), want) {
			return fmt.Errorf("line %d: %q is not what its report line says: %q", i+1, line, report[at].Text)
		}
	}
	if all.String() != said.String() {
		return fmt.Errorf("the report says other words than the text, or in another order:\n%s\n%s", all.String(), said.String())
	}
	return nil
}

// lostNodes is lostLines for HTML: every text node of the body that is no program
// must be in the report once, in order, shown or hidden.
func lostNodes(text string, report []ReportLine) error {
	doc, _ := html.Parse(strings.NewReader(text))
	if doc == nil { // the reader says so itself
		return nil
	}
	var want, said strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			want.WriteString(bare(n.Data))
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "title" && n.Namespace == ""):
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	for _, l := range report {
		if l.From == FromPage || l.From == FromMarkup && l.Part == PartHidden {
			said.WriteString(bare(l.Text))
		}
	}
	return firstDifference(want.String(), said.String())
}

func firstDifference(want, got string) error {
	if want == got {
		return nil
	}
	a, b := []rune(want), []rune(got)
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return fmt.Errorf("the page goes on %q, and the report %q", string(a[i:min(len(a), i+120)]), string(b[i:min(len(b), i+120)]))
}

// falselyKept returns what the report says is in the body and is not there.
func falselyKept(p Page) error {
	story := bare(p.Body.Plain())
	inBody := []Part{PartParagraph, PartHeading, PartQuotation, PartPullQuote, PartList, PartTable}
	for _, l := range p.Report {
		if slices.Contains(inBody, l.Part) {
			for line := range strings.SplitSeq(l.Text, "\n") {
				line = strings.TrimLeft(bullet.ReplaceAllString(numbered.ReplaceAllString(line, ""), ""), ">—–#- ")
				if !strings.Contains(story, bare(line)) {
					return fmt.Errorf("the report says that this is in the story, and it is not: %v", l)
				}
			}
		}
	}
	return nil
}

// checkReport fails unless the report has every word of the page once, and the
// story all that the report says it has.
func checkReport(t *testing.T, data []byte, p Page) {
	t.Helper()
	text, _, err := decode(data)
	if err != nil {
		t.Fatal(err)
	}
	lost := lostLines
	if isHTML(text) {
		lost = lostNodes
	}
	if err := lost(text, p.Report); err != nil {
		t.Error(err)
	}
	if err := falselyKept(p); err != nil {
		t.Error(err)
	}
}

// The check above must be able to fail.
func TestALineMissingFromTheReportIsNoticed(t *testing.T) {
	for name, text := range map[string]string{
		"text": "Ferry service back after nine days\n\n" + strings.Repeat("The ferry at the lower landing sails again, its owners said. ", 3),
		"html": "<html><body><nav>Home</nav><article><h1>Ferry service back after nine days</h1><p>" + strings.Repeat("The ferry at the lower landing sails again, its owners said. ", 3) + "</p></article></body></html>",
	} {
		p, err := ReadPage(strings.NewReader(text), Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		lost := lostLines
		if isHTML(text) {
			lost = lostNodes
		}
		if err := lost(text, p.Report); err != nil {
			t.Fatal(name, err)
		}
		for i, l := range p.Report {
			if l.From != FromPage {
				continue
			}
			without := append(append([]ReportLine{}, p.Report[:i]...), p.Report[i+1:]...)
			twice := append(append([]ReportLine{}, p.Report...), l)
			if lost(text, without) == nil || lost(text, twice) == nil {
				t.Errorf("%s: a report without, or with twice, %v was taken", name, l)
			}
		}
		p.Body.Blocks = p.Body.Blocks[1:]
		if falselyKept(p) == nil {
			t.Errorf("%s: a story without its first paragraph was taken", name)
		}
	}
}
