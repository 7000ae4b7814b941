package iptc7901_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/iptc7901"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"
)

const agencies = "wire/agencies/"

// sample is what the fields of a real message are, read by hand.
type sample struct {
	guid, issued, headline, slugline, dateline, author, edition string

	change        news.Change
	code          string
	urgency       int
	paragraphs    int
	charset       string
	inBody, inNot string // a passage of the text, and of the note
}

var samples = map[string]sample{
	"IPTC7901.txt": {
		"iptc7901:eca062:2013-11-13", "2013-11-13T11:37:00Z", "Germany Social Democrats: Coalition talks with Merkel could fail", "Germany-politics", "Berlin (dpa)", "", "",
		"", "dpa:i", 4, 5, "text/plain", "allow Merkel to be sworn in for a third term before Christmas.", "Reporting by: Wolfgang Schmidt",
	},
	"IPTC7901_odd_charset.txt": {
		"iptc7901:eca100:2015-10-07", "2015-10-07T13:41:00Z", "German football saddened by illness to striker legend Mueller", "Germany-football/Munich/Mueller", "Munich (dpa)", "Manuel Schwarz, dpa", "1ST LEAD",
		news.ChangeUpdate, "dpa:s", 3, 21, "text/plain; charset=windows-1252", "Philipp Lahm, Bastian Schweinsteiger and Thomas Müller, and", "adds comments by Germany coach Loew, byline",
	},
	"dpa_four_line.txt": {
		"iptc7901:eca0003:2018-11-21", "2018-11-21T23:22:00Z", "Switzerland joins list of countries resisting UN migration pact", "Switzerland/migration/UN", "Geneva (dpa)", "dpa correspondents", "REFILE, 1ST LEAD",
		news.ChangeUpdate, "dpa:i", 3, 15, "text/plain; charset=windows-1252", "the overall economic, social and political benefits", "and Helen\u00a0Corbett in New York",
	},
}

func TestRealMessagesAreRead(t *testing.T) {
	fields := 0
	for name, want := range samples {
		doc := wiretest.File(t, agencies+name)
		items, b, err := wiretest.Holds(t, iptc7901.Parse, doc, item.Source{Name: name})
		if err != nil || len(items) != 1 || b.Format != "IPTC 7901" || len(b.Problems) != 0 {
			t.Fatalf("%s: %d items, %v, %v", name, len(items), b.Problems, err)
		}
		i := items[0]
		got := sample{
			i.GUID, i.Issued.Format(time.RFC3339), i.Headline, i.Slugline, i.Dateline, i.Author, i.Edition, i.Change, strings.Join(i.Codes, " "), i.Urgency,
			len(i.Body.Blocks), i.RawType, want.inBody, want.inNot,
		}
		if got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
		body := strings.ReplaceAll(i.Body.Plain(), `"`, "")
		if i.Source != "dpa" || !bytes.Equal(i.Raw, doc) || !strings.Contains(body, want.inBody) || !strings.Contains(i.Note, strings.ReplaceAll(want.inNot, "\u00a0", " ")) {
			t.Errorf("%s: source %q, note %q\n%s", name, i.Source, i.Note, body)
		}
		fields += 16
	}
	t.Logf("%d samples, %d fields compared, none refused", len(samples), fields)
}

func TestNoOtherFormatIsClaimed(t *testing.T) {
	wiretest.Claims(t, iptc7901.Is, agencies+"IPTC7901.txt", agencies+"IPTC7901_odd_charset.txt", agencies+"dpa_four_line.txt")
}

// message returns a message of the agency with the number, head and text.
func message(number int, text string) string {
	return fmt.Sprintf("\x01bdi%03d 2 pl 120 xxxx  bdn %03d\r\nDhaka/floods/\r\n\x02%s\r\n\x03271130 GMT Nov 26\r\n\x04", number, number, text)
}

func parse(t *testing.T, doc string) []item.Item {
	t.Helper()
	items, b, err := wiretest.Holds(t, iptc7901.Parse, []byte(doc), item.Source{})
	if err != nil || len(b.Problems) > 0 {
		t.Fatal(err, b.Problems)
	}
	return items
}

func TestAFileHasSeveralMessages(t *testing.T) {
	doc := message(1, "Floods rise =\r\n\r\nDhaka (bdn) - One.") + "\x7f\x7f\n" + message(2, "KILL\r\nFloods rise =\r\n\r\nKill bdn 001. Its figures are wrong.") +
		message(3, "CORRECTION\r\nFloods rise =\r\n\r\nIn bdn 001 read ten for five.") + message(4, "EMBARGO: 28 November 2026 06:00 GMT\r\nBudget speech =\r\n\r\nDhaka (bdn) - Two.") +
		message(5, "Floods fall =\r\n\r\nEMBARGO: after the speech\r\n\r\nDhaka (bdn) - Three.")
	all := parse(t, doc)
	if len(all) != 5 || string(all[1].Raw) != message(2, "KILL\r\nFloods rise =\r\n\r\nKill bdn 001. Its figures are wrong.") {
		t.Fatalf("%d items, %q", len(all), all[1].Raw)
	}
	if k := all[1]; k.Change != news.ChangeKill || k.Replaces != all[0].GUID || k.Edition != "KILL" {
		t.Errorf("the kill: %+v", k.Dispatch)
	}
	if c := all[2]; c.Change != news.ChangeCorrection || c.Replaces != all[0].GUID {
		t.Errorf("the correction: %+v", c.Dispatch)
	}
	if e := all[3]; !e.Embargo.Equal(time.Date(2026, 11, 28, 6, 0, 0, 0, time.UTC)) || e.Change != "" || e.Headline != "Budget speech" {
		t.Errorf("the embargo: %+v", e.Dispatch)
	}
	if e := all[4]; e.Change != news.ChangeWithheld || !strings.Contains(e.Note, "after the speech") {
		t.Errorf("the embargo that is not plain: %+v", e.Dispatch)
	}
}

func TestTheCharsetIsToldByEvidence(t *testing.T) {
	for _, c := range []struct{ name, sent, want, charset string }{
		{"UTF-8", "Dhaka (bdn) - পানি ও Müller.", "পানি ও Müller", ""},
		{"windows-1252", "Dhaka (bdn) - \x93M\xfcller\x94, \xc4gypten.", "“Müller”, Ägypten", "windows-1252"},
		{"ISO 6937", "Dhaka (bdn) - M\xc8uller f\xc8ur caf\xc2e, \xc8Agypten, Stra\xfbe, \xf9re.", "Müller für café, Ägypten, Straße, øre", "iso-6937"},
		{"German ISO 646", "Dhaka (bdn) - Er w}rde f}r M}ller \"\\l\" und Stra~e sagen, k|nnen.", "Er würde für Müller \"Öl\" und Straße sagen, können", "DIN_66003"},
		{"Danish ISO 646", "Dhaka (bdn) - De er p} l|rdag ogs} i [r|sk|bing, n}r det v{re skal.", "på lørdag også i Ærøskøbing, når det være", "NS_4551-1"},
		{"Swedish ISO 646", "Dhaka (bdn) - Det {r f|r m}nga ocks} fr}n G|teborg.", "Det är för många också från Göteborg", "SEN_850200_B"},
		{"French ISO 646", "Dhaka (bdn) - Il a {t{ d{j@ pr{sident apr}s le fran\\ais.", "Il a été déjà président après le français", "NF_Z_62-010"},
		{"overstruck", "Dhaka (bdn) - Caf e\b' and M u\b\"ller.", "Caf é and M üller", ""},
		{"braces", "Dhaka (bdn) - Use {curly} and [square] brackets|bars; C:\\temp ~ 5.", "Use {curly} and [square] brackets|bars; C:\\temp ~ 5.", ""},
	} {
		i := parse(t, message(1, "Head =\r\n\r\n"+c.sent))[0]
		want := "text/plain"
		if c.charset != "" {
			want += "; charset=" + c.charset
		}
		if !strings.Contains(i.Body.Plain(), c.want) || i.RawType != want {
			t.Errorf("%s: %q in %s", c.name, i.Body.Plain(), i.RawType)
		}
	}
}

func TestParagraphsBeginIndented(t *testing.T) {
	i := parse(t, message(1, "Head =\r\n   Dhaka (bdn) - One\r\nis here.\r\n   Two is\r\nthere."))[0]
	if got := i.Body.Plain(); got != "Dhaka (bdn) - One is here.\n\nTwo is there." || i.Headline != "Head" {
		t.Errorf("%q, %q", i.Headline, got)
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	good := message(1, "Head =\r\n\r\nText.")
	items, b, err := wiretest.Holds(t, iptc7901.Parse, []byte(good+"\x01no header\x02"+good[:len(good)-30]), item.Source{})
	if err != nil || len(items) != 2 || len(b.Problems) != 2 || !strings.HasPrefix(b.Problems[0], "Message 2: it has no header") {
		t.Errorf("%d items, %v, %v", len(items), b.Problems, err)
	}
	items, b, err = wiretest.Holds(t, iptc7901.Parse, []byte(good+good[:len(good)-30]), item.Source{})
	if err != nil || len(items) != 2 || len(b.Problems) != 1 || !strings.Contains(b.Problems[0], "it breaks off") {
		t.Errorf("%d items, %v, %v", len(items), b.Problems, err)
	}
	for _, doc := range []string{"", "\x01", "\x01\x02\x03\x04", "text", strings.Repeat("\x01", 9<<20), strings.Repeat("x", item.MaxFile+1)} {
		if _, _, err := wiretest.Holds(t, iptc7901.Parse, []byte(doc), item.Source{}); err == nil {
			t.Errorf("%.20q is read", doc)
		}
	}
}

func TestAHostileFileIsRead(t *testing.T) {
	for _, doc := range []string{
		strings.Repeat(message(1, "a =\r\n\r\nb"), 5_200), message(1, strings.Repeat("=\r\n", 50_000)), message(1, strings.Repeat("bdn 002 ", 50_000)),
		message(1, strings.Repeat("x", 3<<20)), message(1, strings.Repeat("\r", 1<<18)), message(1, strings.Repeat("(", 1<<18)), message(1, strings.Repeat("e\b'", 50_000)),
		message(1, strings.Repeat("\xc2e", 50_000)), strings.Repeat("\x01a1 1 a\n", 20_000),
	} {
		wiretest.Holds(t, iptc7901.Parse, []byte(doc), item.Source{})
	}
	wiretest.Torn(t, iptc7901.Parse, []byte(message(7, "1ST LEAD\r\nHead\r\nBy A B, bdn =\r\n\r\nDhaka (bdn) - Text f}r M}ller.\r\n\r\n* * * *\r\nNote")))
	wiretest.Torn(t, iptc7901.Parse, wiretest.File(t, agencies+"dpa_four_line.txt"))
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(message(1, "Head =\r\n\r\nText.")))
	f.Add([]byte(message(1, "KILL\r\nHead =\r\n\r\nbdn 002 M\xc8uller") + message(1, "EMBARGO: 1 December 06:00 =\r\n\r\nf}r \x06")))
	f.Fuzz(func(t *testing.T, doc []byte) {
		iptc7901.Is(doc, item.Source{})
		wiretest.Holds(t, iptc7901.Parse, doc, item.Source{})
	})
}
