package move

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
)

var update = flag.Bool("update", false, "write the expected results anew")

// result is what a golden file holds.
type result struct {
	Error string `json:"error,omitempty"`
	Page  Page   `json:"page"`
}

func TestEachPageGivesItsStoryAndAReportOfAllOfIt(t *testing.T) {
	files, err := filepath.Glob("testdata/*.[th]*")
	if err != nil || len(files) < 12 {
		t.Fatal(len(files), "pages found", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got result
			if got.Page, err = ReadPage(bytes.NewReader(data), Options{Zone: dhaka(t)}); err != nil {
				got.Error = personal(t, err)
			}
			if len(got.Page.Report) > 0 {
				checkReport(t, data, got.Page)
			}
			compare(t, "testdata/golden/"+filepath.Base(file)+".json", got)
		})
	}
}

// personal returns the sentence of an error that is for people.
func personal(t *testing.T, err error) string {
	t.Helper()
	var e *news.Error
	if !errors.As(err, &e) || !strings.HasSuffix(e.Message, ".") && !strings.HasSuffix(e.Message, "?") {
		t.Fatalf("not a sentence for people: %v", err)
	}
	return string(e.Kind) + ": " + e.Message
}

func compare(t *testing.T, golden string, got result) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("not as expected; if it is right, go test -update (-want +got):\n%s", diff)
	}
	var back result // the JSON form reads back
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got.Page.Body, back.Page.Body); diff != "" {
		t.Errorf("the body does not read back: %s", diff)
	}
}

func TestThePageOfEachEncodingIsTheSame(t *testing.T) {
	const text = "Café by the lock opens again\n\nBy Mita Sen\n4 July 2025, 11:03 am\n\n" +
		"The café by the lock opened again on Friday, said its owner, “for as long as the roof holds”.\n"
	want, err := ReadPage(strings.NewReader(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	narrow := strings.NewReplacer("é", "\xe9", "“", "\x93", "”", "\x94").Replace(text)
	for name, data := range map[string]string{
		"UTF-8 with a mark": "\xef\xbb\xbf" + text, "UTF-16 with a mark": string(wide), "UTF-16": string(wide[2:]), "windows-1252": narrow,
		"lines ending in CR LF": strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		got, err := ReadPage(strings.NewReader(data), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got.Report, want.Report = nil, nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestWhatIsNoPageIsSaidSoInASentence(t *testing.T) {
	story := strings.Repeat("The ferry at the lower landing sails again. ", 10)
	for name, c := range map[string]struct{ data, want string }{
		"nothing":          {"", "invalid: This file is empty. Save the page again, and try again."},
		"too large":        {strings.Repeat("a", MaxPage+1), "too_large: This file is larger than 8 MiB; one news page is not. Is it the right file?"},
		"a PDF":            {"%PDF-1.7\n" + story, "unsupported: This is a PDF file. Save the page as text or as HTML, and try again."},
		"a picture":        {"\x89PNG\r\n\x1a\n", "unsupported: This is a picture, and not a page. Save the page as text or as HTML, and try again."},
		"a web archive":    {"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"x\"\r\n", "unsupported: This is a web archive (MHTML). Save the page as “HTML only”, and try again."},
		"not text":         {strings.Repeat("\x01\x02ab", 100), "unsupported: This file is not text. Save the page as text or as HTML, and try again."},
		"too many tags":    {"<html>" + strings.Repeat("<p>", maxTags+1), "too_large: This page has more than 150000 tags; one news page has not. Is it the right file?"},
		"nested too deep":  {"<html>" + strings.Repeat("<div>", 5000) + story, "invalid: The HTML of this page could not be read: its elements stand too deep in each other."},
		"headlines":        {"One thing has happened here\nAnother thing has happened there\nA third thing has not", "invalid: This page holds no story: its 3 lines are all short, as in a list of headlines or links. Save the page of one story, and try again."},
		"an empty program": {"<html><body><div id=app></div><script>go()</script></body></html>", "invalid: This page shows no text. If a program in it writes the story, open it in a browser, save it from there, and try again."},
	} {
		_, err := ReadPage(strings.NewReader(c.data), Options{})
		if err == nil {
			t.Errorf("%s was taken", name)
		} else if got := personal(t, err); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	long := "A headline that is long enough\n\n" + strings.Repeat(strings.Repeat(story, 100)+"\n\n", 30)
	if _, err := ReadPage(strings.NewReader(long), Options{}); err == nil {
		t.Error("a story longer than a document may be was taken")
	} else {
		personal(t, err)
	}
}

func TestALargePageIsReadInGoodTime(t *testing.T) {
	for name, page := range map[string]string{
		"lines":  "A headline that is long enough\n\n" + strings.Repeat("Nobody knew.\n\n", 11_000),
		"cells":  "<html><body><table>" + strings.Repeat("<tr><td>Nobody knew that.<td>At all.", 3_000),
		"blocks": "<html><body>" + strings.Repeat("<div class=ticker><ul><li><a href=x>Nobody", 110) + strings.Repeat("<p>Nobody <b>knew</b> that.", 3_000),
		"dates":  "A headline\n\n" + strings.Repeat("4 July 2025 11:03 | ", 5_000),
	} {
		start := time.Now()
		p, err := ReadPage(strings.NewReader(page), Options{})
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %s (%v)", name, took, err)
		} else {
			t.Logf("%s: %s, %d report lines, %v", name, took, len(p.Report), err)
		}
	}
}

func TestAStoryMovesInWithWhatTheHouseHas(t *testing.T) {
	data, err := os.ReadFile("testdata/wordpress.html")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ReadPage(bytes.NewReader(data), Options{Zone: dhaka(t)})
	if err != nil {
		t.Fatal(err)
	}
	house := news.House{Sections: []news.Section{{Slug: "schools", Names: map[news.Language]string{"en": "Education", "bn": "শিক্ষা"}}}}
	c, left := p.Content(house, map[string]string{"school-boat-1024x683.jpg": "picture-1"})
	if c.Section != "schools" || c.Lead == nil || c.Lead.Picture != "picture-1" || c.Lead.Credit != "Anika Rahman" || c.Language != news.English {
		t.Errorf("%+v %+v", c, c.Lead)
	}
	if len(c.Body.Pictures()) != 0 || len(c.Body.Blocks) != len(p.Body.Blocks)-1 {
		t.Errorf("the picture that is not in the newsroom is in the body: %v", c.Body.Pictures())
	}
	var texts []string
	for _, l := range left {
		texts = append(texts, l.Text)
	}
	if want := []string{"https://courier.example/wp-content/uploads/2025/05/reed-ceiling-300x200.jpg", "Reed for the ceiling. Rafiq Islam", "2025-05-20 17:00 +06:00"}; !slices.Equal(texts, want) {
		t.Errorf("left out: %q, want %q", texts, want)
	}
	if c, left = p.Content(news.House{}, nil); c.Section != "" || c.Lead != nil || len(left) != 6 {
		t.Errorf("a house with nothing: %q %v %v", c.Section, c.Lead, left)
	}
}
