package style

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// checkSound fails if a finding is outside of its field, within a rune, or says too little.
func checkSound(t *testing.T, s *Sheet, story Story) {
	t.Helper()
	findings := s.Check(story)
	for _, f := range findings {
		field := story.Body.Text
		switch f.Field.Name {
		case Headline:
			field = story.Headline
		case Standfirst:
			field = story.Standfirst
		case CaptionText:
			field = story.Captions[f.Field.Index].Text
		case Credit:
			field = story.Captions[f.Field.Index].Credit
		}
		if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > len(field) {
			t.Fatalf("%s is outside of the text: %+v", f.Rule, f.Span)
		}
		if utf8.ValidString(field) && (!utf8.ValidString(field[:f.Span.Start]) || !utf8.ValidString(f.Text)) {
			t.Fatalf("%s is within a rune: %+v", f.Rule, f.Span)
		}
		if f.Text != field[f.Span.Start:f.Span.End] || f.Sentence == "" || f.Fix == f.Text && f.Fix != "" {
			t.Fatalf("%s: %+v", f.Rule, f)
		}
	}
	once, _ := json.Marshal(findings)
	again, _ := json.Marshal(s.Check(story))
	if !bytes.Equal(once, again) {
		t.Fatal("the same story made other findings")
	}
}

func FuzzAStoryOfAnyBytes(f *testing.F) {
	for _, k := range kinds {
		f.Add(k.text, k.text)
	}
	f.Add("", "")
	f.Add("\xff\xfe “", "য\u09bc\u200c\u200d")
	now := time.Date(2025, 7, 4, 11, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, head, body string) {
		story := Story{
			Headline: head, Standfirst: body, Body: prose.Input{Text: body, Date: now}, Date: now,
			Captions: []Caption{{Text: body, Credit: head}, {Text: head, Taken: now.AddDate(-1, 0, 0)}},
		}
		start := time.Now()
		for _, s := range []*Sheet{British(), American(), Bangla()} {
			checkSound(t, s, story)
		}
		if took, most := time.Since(start), 6*time.Second*time.Duration(1+3*(len(head)+len(body))/100_000); took > most {
			t.Fatalf("%d bytes took %s", len(head)+len(body), took)
		}
	})
}

func FuzzASheetOfAnyBytes(f *testing.F) {
	for _, k := range kinds {
		f.Add([]byte(k.rule), k.text)
	}
	f.Fuzz(func(t *testing.T, rules []byte, text string) {
		s, err := Parse(folder(map[string]string{"f.yml": string(rules)}))
		if err != nil {
			return
		}
		checkSound(t, s, Story{Headline: text, Body: prose.Input{Text: text}})
	})
}

// hostile are texts that a careless reader of them takes long over, a hundred thousand bytes each.
func hostile() map[string]string {
	const size = 100_000
	of := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"one word": of("a"), "one Bangla letter": of("ক"), "straight marks": of(`" `), "curly marks": of("“"), "single marks": of(" 'a"), "brackets": of("("), "both brackets": of("()"),
		"hyphens": of("a-"), "points": of("a."), "figures": of("1 "), "one figure": of("1"), "commas": of("1,"), "dates": of("July 4 2025 "), "days": of("Friday "), "names": of("John Hasan "),
		"capitals": of("A "), "words of a list": of("could of "), "almost words of a list": of("all intents "), "the same word": of("the "), "line feeds": of("\n"), "spaces": of(" "),
		"danda": of("মো. "), "endings": of("সরকারীর "), "percent": of("5% "), "bijoy": of("evsjv‡`k "), "bad bytes": of("\xff\xfe"), "joiners": of("ক\u200d"), "accents": of("e\u0301"),
		"one long word with endings": "সরকারী" + of("র"), "apostrophes": of("a'"), "counts": of("5 men "), "both spellings": of("colour color "), "million": of("1 million "), "straight quotations": of(`"a b" `),
	}
}

func TestNoTextOfAHundredThousandBytesTakesASecond(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute on a busy machine")
	}
	for name, text := range hostile() {
		for language, s := range map[string]*Sheet{"en": British(), "bn": Bangla()} {
			if takenApart(text[:len(text)/10], language) > 40*time.Millisecond || takenApart(text, language) > time.Second/2 {
				t.Logf("%s, %s: package prose is slow with this, so that it was not read", name, language)
				continue
			}
			took := time.Hour
			for try := 0; try < 3 && took > time.Second; try++ { // the least of three: the others are of a machine that does something else
				start := time.Now()
				s.Check(inBody(text))
				took = min(took, time.Since(start))
			}
			t.Logf("%s, %s: %s", name, language, took.Round(time.Millisecond))
			if took > time.Second {
				t.Errorf("%s, %s: %s", name, language, took)
			}
		}
	}
}

// takenApart returns how long it takes before any rule is looked at.
func takenApart(text, language string) time.Duration {
	start := time.Now()
	d := prose.Analyse(prose.Input{Text: text, Language: language})
	d.FindNames(prose.CasesOf(d))
	return time.Since(start)
}

// paragraphs is a story of 600 words, of our own.
func paragraphs() string {
	const paragraph = "The district commissioner said on 4 July that 43 families had been moved to three schools since the river rose above its danger level, and that a further 120 would follow if the rain continued. " +
		"“We have food for nine days and boats for all of them,” Hasan Mahmud told reporters in Sylhet, adding that prices in the market had gone up by 12 per cent within a week. "
	var b strings.Builder
	for words := 0; words < 600; words += len(strings.Fields(paragraph)) {
		b.WriteString(paragraph + "\n")
	}
	return b.String()
}

// largeSheet is a sheet of 13,000 rules besides our own, of which 200 are expressions.
func largeSheet(b testing.TB) *Sheet {
	var rules strings.Builder
	for i := range 13_000 {
		switch {
		case i%65 == 0:
			fmt.Fprintf(&rules, "---\nextends: existence\nmessage: x\ntokens: ['zebra%d\\w+']\n", i)
		case i%2 == 0:
			fmt.Fprintf(&rules, "---\nextends: substitution\nignorecase: true\nswap: {danger zone%d: x, the river w%d: y, 'colou?r%d': z}\n", i, i, i)
		default:
			fmt.Fprintf(&rules, "---\nextends: existence\nmessage: x\nignorecase: true\ntokens: [said word%d, prices%d of all]\n", i, i)
		}
	}
	more, err := ParseRules("large.yml", []byte(rules.String()))
	if err != nil {
		b.Fatal(err)
	}
	s, err := newSheet("large", "en", append(more, British().Rules...))
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkStoryOf600Words(b *testing.B) {
	text := paragraphs()
	large := largeSheet(b)
	for _, c := range []struct {
		name  string
		sheet *Sheet
	}{{"taken apart only", &Sheet{Language: "en", lists: newAutomaton()}}, {"our own rules", British()}, {"13000 rules more", large}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.sheet.Check(inBody(text))
			}
		})
	}
}

func BenchmarkReadASheet(b *testing.B) {
	for b.Loop() {
		embedded("bn")
	}
}

func TestManyReadWithOneSheetAtOnce(t *testing.T) {
	want, _ := json.Marshal(British().Check(inBody(paragraphs())))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got, _ := json.Marshal(British().Check(inBody(paragraphs()))); !bytes.Equal(got, want) {
				t.Error("others made other findings")
			}
		})
	}
	all.Wait()
}
