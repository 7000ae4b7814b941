package nitf_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/nitf"
)

// parse reads a document that holds one item, and checks what holds of every item.
func parse(t testing.TB, doc []byte, from item.Source) (item.Item, item.Batch) {
	t.Helper()
	b, err := nitf.Parse(doc, from)
	if err != nil {
		t.Fatal(err)
	}
	var all []item.Item
	for i, err := range b.Items {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, i)
	}
	if len(all) != 1 || b.Len != 1 {
		t.Fatalf("%d items, said to be %d", len(all), b.Len)
	}
	sound(t, all[0], doc)
	return all[0], b
}

// sound checks what holds of every item: a name, all the bytes, clean words, and a body that can be kept.
func sound(t testing.TB, i item.Item, doc []byte) {
	t.Helper()
	if i.GUID == "" || string(i.Raw) != string(doc) || i.RawType == "" || i.Urgency < 0 || i.Urgency > 9 {
		t.Errorf("GUID %q, %d of %d bytes, %q, urgency %d", i.GUID, len(i.Raw), len(doc), i.RawType, i.Urgency)
	}
	texts := []string{i.GUID, i.Headline, i.Slugline, i.Dateline, i.Summary, i.Author, i.Link, i.Source, i.Credit, i.Rights, i.Note, i.Replaces, i.Edition, string(i.Language)}
	texts = slices.Concat(texts, i.Topics, i.Codes, i.Keywords, i.Places)
	for _, m := range i.Media {
		texts = append(texts, m.URL, m.Type, m.Caption, m.Credit)
		if !strings.HasPrefix(m.URL, "http") && !m.Awaited() {
			t.Errorf("a file at %q", m.URL)
		}
	}
	for _, s := range texts {
		if s != news.CleanText(s) || len(s) > 4*item.MaxLine {
			t.Errorf("%.60q is not clean or %d bytes long", s, len(s))
		}
	}
	body, err := json.Marshal(i.Body)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := news.DecodeDocument(body); err != nil {
		t.Errorf("the body cannot be kept: %v", err)
	}
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// expected is what a person reads in the samples. A field that is zero is not in the sample.
var expected = map[string]struct {
	format   string
	want     news.Dispatch
	blocks   int // of the body
	first    string
	last     string
	problems []string
}{
	"ap-nitf.xml": {"NITF 3.4", news.Dispatch{
		GUID: "stet:d10ae8f410d5e74cd3db7106c7af63b6782599909dbfa8fcb142652b37c2d18c", Issued: at("2015-12-10T19:10:44Z"),
		Headline: "Can trading pollution like stocks help fight climate change?", Dateline: "NEW YORK",
		Author: "BERNARD CONDON (AP Business Writer)", Source: "The Associated Press", Rights: "© 2015 AP.", Note: "For global distribution",
		RawType: "application/nitf+xml",
	}, 28, "NEW YORK (AP) — The gas produced by hog manure", "Bernard Condon can be reached at http://twitter.com/BernardFCondon .", nil},
	"efe_nitf.xml": {"NITF 3.2", news.Dispatch{
		GUID: "22751909", Issued: at("2017-01-02T22:28:00Z"), Language: "en-US", Headline: "Honduran president announces Cabinet changes",
		Slugline: "HONDURAS GOVERNMENT", Summary: "Test Abstract", Author: "gr/bp", Topics: []string{"Politics", "Government", "Executive (government)"},
		Codes: []string{"subj:11006005", "EFE:F01001000", "EFE:POL"}, Keywords: []string{"HONDURAS GOVERNMENT"}, Places: []string{"Tegucigalpa, HND"},
		Urgency: 5, Source: "Agencia EFE", Rights: "Agencia EFE", RawType: "application/nitf+xml",
	}, 1, "Tegucigalpa, Jan 2 (EFE).- Test body.", "Tegucigalpa, Jan 2 (EFE).- Test body.", nil},
	"pa1.xml": {"NITF 3.1", news.Dispatch{
		GUID: "af1f7ad5-5619-49de-84cc-2e608538c77fSSS-3-1", Issued: at("2015-10-14T04:30:01+01:00"), Headline: "PA SPORT TRIVIA (OCTOBER 14)",
		Slugline: "PA-SSS-SPORT-Trivia(Oct14)", Summary: "ON THIS DAY IN SPORT", Topics: []string{"SPORT"},
		Codes:    []string{"subj:04011002", "subj:10000000", "subj:15000000", "subj:15054000", "PA:SSS"},
		Keywords: []string{"Trivia (Oct 14)"}, Urgency: 4, Source: "PA", Rights: "© 2015 PA Sport.", RawType: "application/nitf+xml; charset=windows-1252",
	}, 43, "ON THIS DAY IN SPORT", "ends", nil},
	"nitf-fishing.xml": {"NITF", news.Dispatch{
		GUID: "iptc.321656141.b", Issued: at("2002-02-25T14:30:00-05:00"), Headline: "Weather and Tide Updates for Norfolk",
		Slugline: "ongoing-winter-tide-updates", Dateline: "Newport News, VA", Summary: "Superb weather in Norfolk today. Tides coming in and out as per usual.",
		Author: "Alan Karben (NITF Network News Online)", Link: "http://www.iptc.org/getEdition/volume=XIX/number=3/issue=2/doc-id=iptc.321656141.b",
		Topics:   []string{"Weather", "Statistics", "Fishing Industry", "Midlantic States"},
		Codes:    []string{"subj:17000000", "subj:17004000", "subj:04001002", "zipcodes.usps.gov:23602"},
		Keywords: []string{"fishing", "lures", "tides", "feature", "tide-update"}, Places: []string{"Norfolk, VA, US"}, Urgency: 3,
		Embargo: at("2002-02-26T09:30:00-05:00"), Change: news.ChangeKill, Replaces: "iptc.321656141.a", Edition: "14.1", Source: "XML Team Solutions, Inc.",
		Rights:  "Not to be used after 2012-02-26 14:30 UTC. © 2002 International Press Telecommunications Council. Rights: International Press Telecommunications Council, online.",
		Note:    "Today begins an expanded format of this popular column. Series: Tide Forecasts, part 5. This sample article was created completely from scratch in order to illustrate various features of NITF. Parts of it are somewhat contrived, in order to illustrate as much of the DTD as possible.",
		RawType: "application/nitf+xml",
		Media:   []news.Media{{Name: "high-tide.jpg", Type: "image/jpeg", Caption: "The tides, captured on film late yesterday.", Credit: "Karben"}},
	}, 11, "A sample, fictitious NITF article", "Stewart Klometers contributed to this article.", nil},
}

// TestTheAgenciesSamplesAreReadAsAPersonReadsThem compares every field of a dispatch.
func TestTheAgenciesSamplesAreReadAsAPersonReadsThem(t *testing.T) {
	dir := wiretest.Cases(t, "wire/agencies")
	fields := 0
	for name, want := range expected {
		doc, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		i, b := parse(t, doc, item.Source{Name: name})
		if b.Format != want.format || !slices.Equal(b.Problems, want.problems) {
			t.Errorf("%s: %s, %q", name, b.Format, b.Problems)
		}
		blocks := i.Body.Blocks
		if len(blocks) != want.blocks || i.Cut {
			t.Errorf("%s: %d blocks, want %d", name, len(blocks), want.blocks)
		}
		lines := strings.Split(strings.TrimSpace(i.Body.Plain()), "\n")
		if !strings.HasPrefix(lines[0], want.first) || !strings.HasPrefix(lines[len(lines)-1], want.last) {
			t.Errorf("%s: from %.80q to %.80q", name, lines[0], lines[len(lines)-1])
		}
		got := i.Dispatch
		got.Body = news.Document{}
		g, w := reflect.ValueOf(got), reflect.ValueOf(want.want)
		for n := range g.NumField() {
			fields++
			if !reflect.DeepEqual(g.Field(n).Interface(), w.Field(n).Interface()) {
				t.Errorf("%s %s:\n got %#v\nwant %#v", name, g.Type().Field(n).Name, g.Field(n).Interface(), w.Field(n).Interface())
			}
		}
	}
	t.Logf("%d samples read, none refused; %d fields compared", len(expected), fields)
}

func TestOnlyNITFIsTakenForIt(t *testing.T) {
	mine := map[string]bool{}
	for name := range expected {
		mine[name] = true
	}
	seen := 0
	for _, folder := range []string{"wire", "feeds"} {
		err := filepath.WalkDir(wiretest.Cases(t, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			doc, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			seen++
			want := mine[d.Name()] && filepath.Base(filepath.Dir(path)) == "agencies"
			if got := nitf.Is(doc, item.Source{Name: d.Name()}); got != want {
				t.Errorf("%s: taken for NITF: %v", path, got)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 400 {
		t.Errorf("%d files: some are missing", seen)
	}
	t.Logf("%d files of wires and feeds, %d of them NITF", seen, len(mine))
}
