package newsml1_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml/newsmltest"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml1"
)

// anything reads anything, which ends in items or in a sentence, and twice in the same.
func anything(t testing.TB, doc []byte) {
	t.Helper()
	b, err := newsml1.Parse(doc, item.Source{})
	if err != nil {
		if said, ok := errors.AsType[*news.Error](err); !ok || !strings.HasSuffix(said.Message, ".") {
			t.Fatalf("no sentence: %v", err)
		}
		return
	}
	again, err := newsml1.Parse(doc, item.Source{})
	if all := newsmltest.Checked(t, doc, b); err != nil || !reflect.DeepEqual(all, newsmltest.Checked(t, doc, again)) {
		t.Fatalf("read twice, it differs: %v", err)
	}
}

func TestACutSampleIsASentenceOrItems(t *testing.T) {
	doc := sample(t)
	for n := range doc {
		anything(t, doc[:n])
	}
}

func TestASampleInAnotherCharsetIsRead(t *testing.T) {
	doc := strings.Replace(string(sample(t)), "carmaker</HeadLine>", "carmakér</HeadLine>", 1)
	latin := strings.ReplaceAll(doc, "é", "\xe9")
	for name, c := range map[string]string{"Latin": strings.Replace(latin, "utf-8", "iso-8859-1", 1), "UTF-8 as Latin": strings.Replace(doc, "utf-8", "iso-8859-1", 1), "no declaration": doc[strings.Index(doc, "?>")+2:]} {
		all, _ := parsed(t, c, item.Source{})
		if !strings.HasSuffix(all[0].Headline, "carmakér") {
			t.Errorf("%s: %q", name, all[0].Headline)
		}
	}
	all, _ := parsed(t, latin, item.Source{})
	if !strings.HasSuffix(all[0].Headline, "carmak\uFFFDr") {
		t.Errorf("Latin as UTF-8: %q", all[0].Headline)
	}
}

func TestBombsAreRefusedInASentence(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(wiretest.Cases(t, "security"), "*.xml")) // a pattern that is none is a mistake here
	for _, f := range files {
		bomb, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		anything(t, bomb)
	}
	declared := strings.Replace(fileOf(newsItem("x", firstRevision, usable, ferry), strings.Replace(newsItem("y", firstRevision, usable, ferry), "Ferry", "&a;", 1)), `"NewsML_1.2.dtd"`, `"NewsML_1.2.dtd" [<!ENTITY a "b">]`, 1)
	all, problems := parsed(t, declared, item.Source{})
	if len(all) != 1 || all[0].GUID != "urn:newsml:bss.example:20261124:x" || len(problems) != 1 || !strings.Contains(problems[0], "DOCTYPE") {
		t.Errorf("of a document with an entity of its own, %d items were read that have none of it: %q", len(all), problems)
	}
}

func TestAHostileFileTakesLittleTime(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, 9<<20/len(s)) }
	text := `<NewsComponent><ContentItem><DataContent>` + strings.Repeat("word ", 20_000) + `</DataContent></ContentItem></NewsComponent>`
	for name, doc := range map[string]string{
		"depth":           `<NewsML>` + fill("<NewsComponent>"),
		"items in items":  `<NewsML>` + strings.Repeat("<NewsItem><NewsComponent>", 45) + ferry + strings.Repeat("</NewsComponent></NewsItem>", 45) + `</NewsML>`,
		"many in a few":   `<NewsML><NewsItem><NewsComponent>` + strings.Repeat("<NewsItem><NewsComponent/></NewsItem>", 60_000) + `</NewsComponent></NewsItem></NewsML>`,
		"components":      fileOf(newsItem("x", firstRevision, usable, "<NewsComponent>"+strings.Repeat("<NewsComponent/>", 150_000)+"</NewsComponent>")),
		"captions":        fileOf(newsItem("x", firstRevision, usable, strings.Repeat(`<NewsComponent><Role FormalName="Caption"/>`, 40)+strings.Repeat(`<ContentItem Href="x"/>`, 100_000)+strings.Repeat("</NewsComponent>", 40))),
		"equivalents":     fileOf(newsItem("x", firstRevision, usable, strings.Repeat(`<NewsComponent EquivalentsList="yes">`, 40)+strings.Repeat(`<ContentItem><DataContent/></ContentItem>`, 60_000)+strings.Repeat("</NewsComponent>", 40))),
		"texts":           fileOf(newsItem("x", firstRevision, usable, strings.Repeat(text, 90))),
		"comments":        fileOf(newsItem("x", firstRevision, usable, "<NewsComponent>"+strings.Repeat("<Comment>a</Comment>", 90_000)+"</NewsComponent>")),
		"keywords":        fileOf(newsItem("x", firstRevision, usable, "<NewsComponent><NewsLines><KeywordLine>"+fill("a,")+"</KeywordLine></NewsLines></NewsComponent>")),
		"subjects":        fileOf(newsItem("x", firstRevision, usable, "<NewsComponent><DescriptiveMetadata><SubjectCode>"+strings.Repeat(`<Subject FormalName="a"/>`, 150_000)+"</SubjectCode></DescriptiveMetadata></NewsComponent>")),
		"a base64":        fileOf(newsItem("x", firstRevision, usable, `<NewsComponent><ContentItem><Encoding Notation="Base64"><DataContent>`+fill("aGk")+`</DataContent></Encoding></ContentItem></NewsComponent>`)),
		"items":           fileOf(strings.Repeat("<NewsItem/>", 100_000)),
		"broken items":    `<NewsML>` + fill("<NewsItem></Newsitem></NewsItem>"),
		"items not ended": `<NewsML>` + fill("<NewsItem>") + "</NewsItem>",
	} {
		start := time.Now()
		anything(t, []byte(doc))
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s took %s", name, took)
		} else {
			t.Logf("%s: %s", name, took.Round(time.Millisecond))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(fileOf(newsItem("x", laterRevision, `<Status FormalName="Embargoed"/><Urgency FormalName="3"/>`, ferry))))
	f.Add([]byte(`<NewsML><NewsItem><NewsComponent EquivalentsList="yes"><NewsItem/><ContentItem Href="http://a/b"><DataContent><nitf><body><body.content><p>a</p></body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		newsml1.Is(doc, item.Source{})
		anything(t, doc)
	})
}
