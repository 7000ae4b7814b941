package move

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
)

// seed returns the page that the project was started with. It is not ours, and is
// not in the repository.
func seed(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("STET_SEED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "seed")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	if len(files) == 0 {
		t.Skipf("SKIPPED: there is no page in %s; set STET_SEED to the folder that holds it", dir)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// checkSeed fails unless the page has all of the seed's story. What it is compared
// with is taken from the lines of the file by their numbers.
func checkSeed(t *testing.T, text string, p Page) {
	t.Helper()
	line := strings.Split(text, "\n")
	if p.Headline != line[7] || !strings.HasPrefix(p.Headline, "No Progress in") || p.Kicker != "" || p.Standfirst != "" {
		t.Errorf("headline %q, kicker %q, standfirst %q", p.Headline, p.Kicker, p.Standfirst)
	}
	if p.Byline.Desk != "GreenWatch Desk" || len(p.Byline.People) != 0 || p.Section != "World News" {
		t.Errorf("byline %+v, section %q", p.Byline, p.Section)
	}
	if got := p.Published.Format(time.RFC3339); got != "2025-07-04T11:03:00+06:00" || p.Zone != "Asia/Dhaka" || p.DayOnly {
		t.Errorf("published %s in %s", got, p.Zone)
	}
	if p.Picture == nil || p.Picture.File != "image_2025-07-04_110548028-ca13732e9bdec408e3bd892281b4013b1751605506.png" ||
		p.Picture.Caption != line[13] || !strings.HasSuffix(p.Picture.Caption, "on July 16, 2018.") || p.Picture.Credit != "" {
		t.Errorf("picture %+v", p.Picture)
	}
	var want, got []string
	for _, l := range line[16:] {
		if l = strings.TrimSpace(l); l != "" {
			want = append(want, l)
		}
	}
	for _, b := range p.Body.Blocks {
		if b.Type != news.Paragraph {
			t.Errorf("a %s in the body", b.Type)
		}
		got = append(got, news.Document{Blocks: []news.Node{b}}.Plain())
	}
	if len(want) != 15 || !slices.Equal(got, want) || got[14] != "Trump and Putin did not discuss any plans for a face-to-face meeting." {
		t.Errorf("%d paragraphs, want %d: %q", len(got), len(want), got)
	}
	var bar []string
	for _, l := range line[1:6] {
		bar = append(bar, strings.Trim(l, " •|\u00a0"))
	}
	if !slices.Equal(p.Bar, bar) || p.Bar[0] != "Rail link with Khulna cut off as train derails in Chuadanga" || len(p.Bar) != 5 {
		t.Errorf("bar %q, want %q", p.Bar, bar)
	}
}

func TestTheSeedPageIsReadExactly(t *testing.T) {
	text := seed(t)
	p, err := ReadPage(strings.NewReader(text), Options{Zone: dhaka(t)})
	if err != nil {
		t.Fatal(err)
	}
	checkSeed(t, text, p)
	checkReport(t, []byte(text), p)
	parts := map[Part]int{}
	for _, l := range p.Report {
		if l.From == FromPage {
			parts[l.Part]++
		}
	}
	for part, n := range map[Part]int{PartBar: 6, PartHeadline: 1, PartMeta: 1, PartPicture: 1, PartCaption: 1, PartParagraph: 15, PartOther: 0, PartFurniture: 0} {
		if parts[part] != n {
			t.Errorf("%d report lines are %s, want %d", parts[part], part, n)
		}
	}
}

func TestTheSeedPageIsReadAlikeHoweverItWasSaved(t *testing.T) {
	text := seed(t)
	var marked, broken strings.Builder
	marked.WriteString("<html><body><div class=ticker><b>News update</b><ul>")
	for i, l := range strings.Split(text, "\n") {
		l = html.EscapeString(strings.TrimSpace(l))
		if l != "" {
			broken.WriteString(l + "<br>\n")
		}
		switch {
		case l == "" || i == 0:
		case i < 6:
			marked.WriteString("<li>" + strings.Trim(l, " •|\u00a0") + "</li>")
		case i == 7:
			marked.WriteString("</ul></div><div class=story><h1>" + l + "</h1>")
		case i == 11:
			marked.WriteString("<figure><img src=\"" + l + "\">")
		case i == 13:
			marked.WriteString("<figcaption>" + l + "</figcaption></figure>")
		default:
			marked.WriteString("<p>" + l + "</p>")
		}
	}
	for name, page := range map[string]string{
		"without empty lines": strings.ReplaceAll(strings.ReplaceAll(text, "\n\n", "\n"), "\n\n", "\n"),
		"lines ending CR LF":  strings.ReplaceAll(text, "\n", "\r\n"),
		"indented":            strings.ReplaceAll(text, "\n", "\n\t  "),
		"more empty lines":    strings.ReplaceAll(text, "\n", "\n\n"),
		"with a mark":         "\ufeff" + text,
		"marked up":           marked.String() + "</div></body></html>",
		"in one cell":         "<html><body><table><tr><td>" + broken.String() + "</td></tr></table></body></html>",
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ReadPage(strings.NewReader(page), Options{Zone: dhaka(t)})
			if err != nil {
				t.Fatal(err)
			}
			checkSeed(t, text, p)
			checkReport(t, []byte(page), p)
		})
	}
}

// Real articles, from a set of Bangla newspaper texts that is not in the repository.
func TestBanglaArticlesKeepHeadlineAndEveryParagraph(t *testing.T) {
	dir := os.Getenv("STET_CASES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "cases")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "bangla", "bnlpc", "Documents", "*.txt"))
	if len(files) == 0 {
		t.Skipf("SKIPPED: there are no Bangla articles in %s; set STET_CASES to the folder of cases", dir)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ReadPage(strings.NewReader(string(data)), Options{})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		checkReport(t, data, p)
		var lines []string
		for l := range strings.SplitSeq(string(data), "\n") {
			if l = bare(strings.TrimPrefix(strings.TrimPrefix(l, "Title:"), "Text:")); l != "" {
				lines = append(lines, l)
			}
		}
		if bare(p.Headline) != lines[0] || p.Language != news.Bangla {
			t.Errorf("%s: headline %q, want %q; language %q", filepath.Base(file), p.Headline, lines[0], p.Language)
		}
		body := bare(p.Body.Plain())
		for _, l := range lines[1:] {
			if !strings.Contains(body, l) {
				t.Errorf("%s: a paragraph is not in the story: %s", filepath.Base(file), l)
			}
		}
	}
}
