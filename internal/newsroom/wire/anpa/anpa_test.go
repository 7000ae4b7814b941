package anpa_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/anpa"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"
)

const agencies = "wire/agencies/"

// sample is what the fields of a real story are, read by hand.
type sample struct {
	guid, issued, headline, slugline, dateline, author, credit, edition, summary, note, code string

	change     news.Change
	urgency    int
	paragraphs int
	inBody     string
}

var samples = map[string]sample{
	"anpa-1.tst": {
		"anpa:ap:2013-11-13:BC-LT--Argentina-Cancer Beauty", "2013-11-13T15:09:00Z", "For Argentine chemo patients, mirrors can hurt", "BC-LT--Argentina-Cancer Beauty",
		"BUENOS AIRES, Argentina (AP)", "PAUL BYRNE and ALMUDENA CALATRAVA", "Associated Press", "", "", "AP Photo XNP101, XNP102, XNP103, XNP104, XNP105, XNP106 Eds: With AP Photos.", "anpa:l",
		"", 1, 15, "“Look Good Feel Better” is a program that offers",
	},
	"anpa-3.tst": {
		"anpa:ap:2013-11-13:BC-WEA--Global Weather-Fahrenheit", "2013-11-13T07:13:00Z", "", "BC-WEA--Global Weather-Fahrenheit", "NEW YORK (AP)", "", "", "", "", "", "anpa:i",
		"", 3, 116, "Dhaka;68;86;clr;0.00;63;81;clr;63;81;pc",
	},
	"ap_anpa-1.tst": {
		"anpa:ap:2016-02-20:BC-BKN--Heat-Hawks", "2016-02-20T03:37:00Z", "Deng has 30 points, short-handed Heat beat Hawks 115-111", "BC-BKN--Heat-Hawks", "ATLANTA (AP)", "CHARLES ODUM", "AP Sports Writer",
		"1st Ld-Writethru", "Luol Deng scored 30 points and Josh McRoberts had 19 — season highs for each player — and the Miami Heat, playing without All-Stars Dwyane Wade and Chris Bosh, beat the Atlanta Hawks 115-111 on Friday night. Wade was ruled out about an hour before the game due to soreness in the back of his left knee.",
		"AP Photo GATK105, GATK106, GATK103, GATK107, GATK104, GATK102 Eds: Heat 115, Hawks 111. Updates. With AP Photos.", "anpa:z",
		news.ChangeUpdate, 4, 19, "Dennis Schroder's buzzer-beating 3-pointer",
	},
}

func TestRealStoriesAreRead(t *testing.T) {
	fields := 0
	for name, want := range samples {
		doc := wiretest.File(t, agencies+name)
		items, b, err := wiretest.Holds(t, anpa.Parse, doc, item.Source{Name: name})
		if err != nil || len(items) != 1 || b.Format != "ANPA 1312" || len(b.Problems) != 0 {
			t.Fatalf("%s: %d items, %v, %v", name, len(items), b.Problems, err)
		}
		i := items[0]
		got := sample{
			i.GUID, i.Issued.Format(time.RFC3339), i.Headline, i.Slugline, i.Dateline, i.Author, i.Credit, i.Edition, i.Summary, i.Note, strings.Join(i.Codes, " "),
			i.Change, i.Urgency, len(i.Body.Blocks), want.inBody,
		}
		if got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
		if i.Source != "AP" || !bytes.Equal(i.Raw, doc) || !strings.Contains(i.Body.Plain(), want.inBody) {
			t.Errorf("%s: source %q\n%s", name, i.Source, i.Body.Plain())
		}
		fields += 17
	}
	t.Logf("%d samples, %d fields compared, none refused", len(samples), fields)
}

func TestNoOtherFormatIsClaimed(t *testing.T) {
	wiretest.Claims(t, anpa.Is, agencies+"anpa-1.tst", agencies+"anpa-3.tst", agencies+"ap_anpa-1.tst")
}

// story returns a story of AP with its number, keyword line and lines.
func story(number int, keywords, text string) string {
	return fmt.Sprintf("\x16\x16\x01a%04d\x1f_asian\nr i\x13\x11 BC-Dhaka 11-26 0100\n\x02^%s<\n%s\n\x03AP-WF-11-26-26 1130GMT<\n\x0c\n\x04", number, keywords, text)
}

func parse(t *testing.T, doc string) []item.Item {
	t.Helper()
	items, b, err := wiretest.Holds(t, anpa.Parse, []byte(doc), item.Source{})
	if err != nil || len(b.Problems) > 0 {
		t.Fatal(err, b.Problems)
	}
	return items
}

func TestAKeywordLineSaysWhatIsDoneWithAStory(t *testing.T) {
	const text = "^Ferry sinks<\n\t   DHAKA, Bangladesh (AP) _ A ferry sank."
	first := parse(t, story(1, "BC-AS--Bangladesh-Ferry,100", text))[0]
	for _, c := range []struct {
		keywords string
		change   news.Change
		same     bool
	}{
		{"BC-AS--Bangladesh-Ferry, 1st Ld,120", news.ChangeUpdate, true},
		{"BC-AS--Bangladesh-Ferry, 3rd Ld-Writethru,120", news.ChangeUpdate, true},
		{"BC-AS--Bangladesh-Ferry, CORRECTIVE,120", news.ChangeCorrection, true},
		{"BC-AS--Bangladesh-Ferry, KILL,20", news.ChangeKill, true},
		{"BC-AS--Bangladesh-Ferry, WITHHOLD,20", news.ChangeWithheld, true},
		{"BC-AS--Bangladesh-Ferry, 2nd Add,120", "", false},
		{"BC-AS--Bangladesh-Ferry, 1st Ld-1st Add,120", "", false},
		{"BC-AS--Bangladesh-Bridge,120", "", false},
	} {
		i := parse(t, story(2, c.keywords, text))[0]
		if i.Change != c.change || (i.GUID == first.GUID) != c.same {
			t.Errorf("%s: %q, %s", c.keywords, i.Change, i.GUID)
		}
	}
}

func TestAdvancesAndEmbargoesAreHeld(t *testing.T) {
	const text = "\t   DHAKA (AP) _ Text."
	i := parse(t, story(1, "BC-AS--A, Adv29,100", "^Adv 29<\n^For release Sunday, Nov. 29, and thereafter<\n^Head<\n"+text))[0]
	if i.Change != news.ChangeWithheld || !strings.Contains(i.Note, "For release Sunday, Nov. 29") || i.Headline != "Head" {
		t.Errorf("%+v", i.Dispatch)
	}
	i = parse(t, story(1, "BC-AS--A,100", "^Eds: EMBARGOED until 0001 GMT 29 November 2026.<\n^Head<\n"+text))[0]
	if !i.Embargo.Equal(time.Date(2026, 11, 29, 0, 1, 0, 0, time.UTC)) || i.Change != "" {
		t.Errorf("%+v", i.Dispatch)
	}
	i = parse(t, story(1, "BC-AS--A,100", "^Head<\n"+text))[0]
	if !i.Embargo.IsZero() || i.Change != "" {
		t.Errorf("%+v", i.Dispatch)
	}
}

func TestPartsOfAStory(t *testing.T) {
	all := parse(t, story(1, "BC-A,10", "^One < two<\n\tDHAKA (AP) _ Caf\xe9 ``so'' \x10_ & <b>no</b> tags\n^A LINE<\n\t a\bb\x10c <\n")+story(2, "BC-A,10", "\tTwo."))
	if len(all) != 2 || all[0].GUID == all[1].GUID {
		t.Fatalf("%d", len(all))
	}
	i := all[0]
	if got := i.Body.Plain(); !strings.HasPrefix(got, "DHAKA (AP) — Café “so” — & <b>no</b> tags\n\nA LINE\n\na b c") || i.Body.Blocks[1].Type != news.Heading || i.Headline != "One < two" {
		t.Errorf("%q %q", i.Headline, got)
	}
	if i.RawType != "text/plain; charset=windows-1252" {
		t.Error(i.RawType)
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	good := story(1, "BC-A,10", "\tText.")
	items, b, err := wiretest.Holds(t, anpa.Parse, []byte(good+"\x01nothing\x02"+story(2, "BC-B,1", "\tText.")[:55]), item.Source{})
	if err != nil || len(items) != 2 || len(b.Problems) != 2 || !strings.Contains(b.Problems[0], "no header") || !strings.Contains(b.Problems[1], "breaks off") {
		t.Errorf("%d items, %q, %v", len(items), b.Problems, err)
	}
	for _, doc := range []string{"", "\x16\x16\x01", "text", strings.Repeat("\x01", 9<<20), strings.Repeat("x", item.MaxFile+1)} {
		if _, _, err := wiretest.Holds(t, anpa.Parse, []byte(doc), item.Source{}); err == nil {
			t.Errorf("%.20q is read", doc)
		}
	}
}

func TestAHostileFileIsRead(t *testing.T) {
	for _, doc := range []string{
		strings.Repeat(story(1, "BC-A,10", "\tb"), 5_200), story(1, "BC-A,10", strings.Repeat("^a<\n", 50_000)), story(1, "BC-A,10", strings.Repeat("\ta\n", 50_000)),
		story(1, strings.Repeat("x,", 100_000), "a"), story(1, "BC-A", strings.Repeat("<", 1<<18)), story(1, "BC-A", strings.Repeat("x", 3<<20)),
	} {
		wiretest.Holds(t, anpa.Parse, []byte(doc), item.Source{})
	}
	wiretest.Torn(t, anpa.Parse, wiretest.File(t, agencies+"ap_anpa-1.tst"))
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(story(1, "BC-A, 1st Ld,10", "^Head<\n^By A B=\n^AP=\n\tDHAKA (AP) _ Text.")))
	f.Add([]byte(story(1, "BC-A, KILL,10", "^Adv 2<\n") + story(2, "", "\t\xff")))
	f.Fuzz(func(t *testing.T, doc []byte) {
		anpa.Is(doc, item.Source{})
		wiretest.Holds(t, anpa.Parse, doc, item.Source{})
	})
}
