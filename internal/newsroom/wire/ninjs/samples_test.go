package ninjs_test

import (
	"encoding/json"
	"errors"
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
	"github.com/stet-news/stet/internal/newsroom/wire/ninjs"
)

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// items reads a file, and checks what holds of every item: a name of its own, clean words, and a body that can be kept.
func items(t testing.TB, doc []byte, from item.Source) ([]item.Item, item.Batch, error) {
	t.Helper()
	b, err := ninjs.Parse(doc, from)
	if err != nil {
		if said, ok := errors.AsType[*news.Error](err); !ok || said.Message == "" {
			t.Fatalf("no sentence: %v", err)
		}
		return nil, b, err
	}
	var all []item.Item
	seen := map[string]bool{}
	for i, err := range b.Items {
		if err != nil {
			t.Fatal(err)
		}
		if i.GUID == "" || seen[i.GUID] || len(i.Raw) == 0 || i.RawType == "" || i.Urgency < 0 || i.Urgency > 9 {
			t.Errorf("GUID %q, %d bytes, %q, urgency %d", i.GUID, len(i.Raw), i.RawType, i.Urgency)
		}
		seen[i.GUID] = true
		sound(t, i)
		all = append(all, i)
	}
	if len(all) != b.Len || b.Format == "" {
		t.Errorf("%d items, said to be %d, in %q", len(all), b.Len, b.Format)
	}
	return all, b, nil
}

func sound(t testing.TB, i item.Item) {
	t.Helper()
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

func one(t testing.TB, doc string) (item.Item, item.Batch) {
	t.Helper()
	all, b, err := items(t, []byte(doc), item.Source{})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d items, %v", len(all), err)
	}
	return all[0], b
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// TestTheSuiteIsReadOrRefused reads IPTC's own suite. All that should pass is read, with the name it has. Of what should fail, what is no
// JSON or has no uri is refused; the rest has a meaning for all that the schema says, and is read.
func TestTheSuiteIsReadOrRefused(t *testing.T) {
	refused := []string{
		"1.0/should_fail/001_no_uri_declared.json", "1.0/should_fail/009_body_text_with_cr.json", "1.0/should_fail/010_body_must_be_string.json",
		"1.0/should_fail/011_description_must_be_string.json", "1.0/should_fail/012_location_not_object.json", "1.3/should_fail/006_bad_genre.json",
	}
	dir := wiretest.Cases(t, "wire/ninjs/suite")
	pass, fail, told, facts := 0, 0, 0, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		doc := readFile(t, path)
		all, b, err := items(t, doc, item.Source{})
		if slices.Contains(refused, name) {
			if err == nil {
				t.Errorf("%s is read: %d items", name, len(all))
			}
			fail++
			return nil
		}
		if err != nil || len(all) != 1 || !ninjs.Is(doc, item.Source{}) {
			t.Errorf("%s: %d items, known %v, %v", name, len(all), ninjs.Is(doc, item.Source{}), err)
			return nil
		}
		if strings.Contains(name, "should_fail") {
			fail++
			if told += min(1, len(b.Problems)); len(b.Problems) > 0 {
				t.Logf("%s: %s", name, b.Problems[0])
			}
			return nil
		}
		pass++
		facts += plainly(t, name, doc, all[0])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("of %d that should pass, all were read, and %d fields compared; of %d that should fail, %d were refused, %d read with a sentence and %d read over what is wrong",
		pass, facts, fail, len(refused), told, fail-len(refused)-told)
	if pass < 100 || fail < 50 {
		t.Errorf("%d and %d: some are missing", pass, fail)
	}
}

// plainly compares what can be compared without knowing more of ninjs than the names of its plain members.
func plainly(t *testing.T, name string, doc []byte, i item.Item) (compared int) {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(doc, &m); err != nil {
		t.Fatal(err)
	}
	for member, got := range map[string]string{
		"uri": i.GUID, "version": i.Edition, "language": string(i.Language), "headline": i.Headline, "byline": i.Author, "by": i.Author,
		"slugline": i.Slugline, "located": i.Dateline, "ednote": i.Note,
	} {
		if want, ok := m[member].(string); ok {
			compared++
			if got != strings.Join(strings.Fields(want), " ") {
				t.Errorf("%s %s: got %q, want %q", name, member, got, want)
			}
		}
	}
	if want, ok := m["urgency"].(float64); ok {
		compared++
		if i.Urgency != int(want) {
			t.Errorf("%s: urgency %d", name, i.Urgency)
		}
	}
	status, _ := m["pubstatus"].(string)
	compared++
	if want := map[string]news.Change{"canceled": news.ChangeKill, "withheld": news.ChangeWithheld}[status]; i.Change != want {
		t.Errorf("%s: %q is %q", name, status, i.Change)
	}
	return compared
}

type sample struct {
	format   string
	want     news.Dispatch
	blocks   int
	first    string
	problems int
}

const photo = "http://hosted.ap.org/photos/2/2643c588-dc8d-4923-bebd-e3b904edbb3a-big.jpg"

const ship = "The Costa Concordia cruise ship lies on its side in the waters of the Tuscan island of Giglio, Italy, Monday, July 8, 2013. The luxury cruise ship ran aground off the coast of Tuscany on Jan 13, 2012, sending water pouring in through a 160-foot (50-meter) gash in the hull and forcing the evacuation of some 4,200 people from the listing vessel early."

// expected is what a person reads in the samples. A field that is zero is not in the sample.
var expected = map[string]sample{
	"agencies/ninjs1.json": {"ninjs 1", news.Dispatch{
		GUID: "urn:newsml:localhost:2017-08-24T14:37:19.783611:c044162e-7f40-4d04-b700-49b6a66e652c", Issued: at("2017-08-24T04:37:19Z"),
		Updated: at("2017-08-24T04:38:34Z"), Language: "fr", Headline: "headline", Slugline: "slugline", Dateline: "Milton Keynes", Summary: "abstract",
		Author: "Peter and Jane", Topics: []string{"arts, culture and entertainment", "Advisory"}, Codes: []string{"subj:01000000", "AAP:m"},
		Keywords: []string{"Article (news)"}, Places: []string{"NSW"}, Urgency: 3, Edition: "2", Source: "AAP",
		Rights: "Copyright © Australian Associated Press. Usage", Note: "ed note", RawType: "application/json",
	}, 1, "The story so far.", 0},
	"agencies/bbc-ninjs-text-test.json": {"ninjs 1", news.Dispatch{
		GUID: "https://www.example.com//12345", Issued: at("2018-05-28T16:40:08Z"), Updated: at("2018-05-28T16:40:08Z"), Language: "en",
		Headline: "advisory", Summary: "LDRS WALES v.1", Author: "John Doe", Topics: []string{"Planning Permission"},
		Codes: []string{"category:planning-permission"}, Urgency: 3, RawType: "application/json",
	}, 1, "body", 0},
	"ninjs/1.4/ninjsExComplex1.json": {"ninjs 1", news.Dispatch{
		GUID: "http://ninjs.example.com/newsitems/20130709cplx123", Issued: at("2013-07-09T10:37:00Z"), Updated: at("2013-07-09T10:37:00Z"), Language: "en",
		Headline: "Captain of wrecked cruise ship on trial in Italy", Dateline: "Grossetto, Italy", Author: "Paulo Santalucia and Frances d'Emilio",
		Keywords: []string{"Francesco Schettino", "Costa Crociere SpA"}, Places: []string{"Grossetto", "Tuscany", "Italy"},
		Rights:  "Copyright 2013 The News Agency, www.tna.org - all rights reserved.",
		Media:   []news.Media{{URL: photo, Type: "image/jpg", Caption: ship, Credit: "Paulo Santalucia"}},
		RawType: "application/json",
	}, 4, "GROSSETO, Italy (AP) -- The trial of the captain", 0},
	"ninjs/1.4/ninjsExSimplePhoto1.json": {"ninjs 1", news.Dispatch{
		GUID: "http://ninjs.example.com/newsitems/20130709simpPh123", Issued: at("2013-07-08T08:12:00Z"), Updated: at("2013-07-08T08:12:00Z"),
		Headline: "Costa Concordia cruise ship", Summary: ship, Author: "Paulo Santalucia",
		Media: []news.Media{{URL: photo, Type: "image/jpg", Caption: ship, Credit: "Paulo Santalucia"}}, RawType: "application/json",
	}, 0, "", 0},
	"ninjs/1.4/ninjs-1-4-examples.json": {"ninjs 1.4", news.Dispatch{
		GUID: "http://ninjs.example.com/newsitems/ninjs1-4-tests", Issued: at("2022-04-21T12:34:56Z"), Headline: "Test of three new properties",
		Summary: "Extensible description test", Rights: "Not to be used after 2022-12-31 23:59 UTC.", RawType: "application/json",
	}, 0, "", 0},
	"ninjs/1.4/businesswire-newsml-20130605006126.json": {"ninjs 1", news.Dispatch{
		GUID: "http://www.businesswire.com/news/home/20130605006126/zh", Issued: at("2013-06-05T21:00:00Z"), Updated: at("2013-06-05T21:00:00Z"),
		Language: "zh", Headline: "Cambrios被Gartner評選為「最酷供應商」", Edition: "1",
		Topics: []string{
			"United States", "Technology", "Consumer Electronics", "North America", "Hardware", "Audio/Video", "Nanotechnology", "Semiconductor",
			"California", "Award", "Manufacturing", "Chemicals/Plastics", "Engineering",
		}, RawType: "application/json",
	}, 1, "(美國商業資訊)--為透明及軟性導體市場", 0},
	"ninjs/2.1/ntb_text.json": {"ninjs 2", news.Dispatch{
		GUID: "urn:8d19cf88-b3ab-4972-8fec-1207599f2872", Issued: at("2019-08-09T09:30:04Z"), Updated: at("2019-08-09T09:46:53Z"), Language: "nb-NO",
		Headline: "Google har kjøpt giganttomt i Skien", Slugline: "skien-google", Author: "NTB",
		Summary: "IT-giganten Google har kjøpt en tomt på nærmere 2.000 mål i Skien i tilfelle det blir behov for flere datasentre i Europa.",
		Topics:  []string{"Innenriks", "Teknologi", "Industri", "Olje og energi"}, Codes: []string{"subj:13010000", "subj:04011000", "subj:04005000"},
		Places: []string{"Telemark"}, Urgency: 5, Edition: "6", Source: "NTB", Rights: "© NTB.", Note: "Noe utvidet.", RawType: "application/json",
	}, 0, "", 0},
	"ninjs/2.1/dpa_text.json": {"ninjs 2", news.Dispatch{
		GUID: "urn:newsml:dpa.com:20090101:190510-99-167362", Issued: at("2019-05-10T16:02:28+02:00"), Updated: at("2019-05-10T16:02:28+02:00"), Language: "de",
		Headline: "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?", Author: "Von Christian Hollmann, dpa", Urgency: 4, Edition: "2", Source: "dpa",
		Rights: "Copyright 2019, dpa (www.dpa.de). Alle Rechte vorbehalten", RawType: "application/json",
	}, -1, "Für Lucien Favre war es «der größte Skandal", 0},
	"ninjs/2.1/imageLinkedRights.json": {"ninjs 2", news.Dispatch{
		GUID: "http://example.agency.com/item/TG346285", Issued: at("2013-07-08T08:12:00Z"), Updated: at("2013-07-08T08:12:00Z"),
		Headline: "MotoGP - Spain - Valentino Rossi", Author: "John Smith", Summary: rossi, Rights: "http://example.agency.com/rights/editorialUseOnly",
		Media: []news.Media{{
			URL:  "https://images.static.press.net/v2/image/preview/99bf1cf9b8c917876bf1ce7ac31a85c7/2.59562475.jpg?1",
			Type: "image/jpg", Caption: rossi, Credit: "John Smith",
		}}, RawType: "application/json",
	}, 0, "", 0},
	"ninjs/2.1/ap_image.json": {"ninjs 2", news.Dispatch{
		GUID:   "http://api.ap.org/media/v/content/b2b6c3f4642f46deac7509d4db315ca0?qt=H1Kdh42orF&et=0a1aza3c0",
		Issued: at("2019-11-15T13:39:59Z"), Updated: at("2019-11-15T14:39:44Z"), Language: "en", Headline: "Turkey Islamic State", Slugline: "Turkey Islamic State",
		Summary: captured, Topics: []string{"International News", "File photo", "Government and politics"},
		Codes:    []string{"ninjs:i", "ninjs:file", "cv.ap.org:86aad5207dac100488ecba7fa5283c3e"},
		Keywords: []string{"Islamic State group", "Turkey government"}, Places: []string{"Turkey", "Western Europe", "Europe", "Middle East", "United States", "North America"},
		Urgency: 5, Edition: "0", Source: "DHA", Credit: "ASSOCIATED PRESS",
		Rights: "This content is intended for editorial use only. For other uses, additional clearances may be required.", Note: "TURKEY OUT NOV. 11, 2019 FILE PHOTO",
		Media: []news.Media{{
			URL:  "http://api.ap.org/media/v/content/b2b6c3f4642f46deac7509d4db315ca0.0/download?role=main&qt=H1Kdh42orF&cid=ad53e3cd73934bbabd38e8bf9c6aff4a&ai=2cc1cee3495f548653f5d38130750408/f1a1b7afc83b4963822157483f758e62",
			Type: "image/jpeg", Caption: captured, Credit: "ASSOCIATED PRESS",
		}}, RawType: "application/json",
	}, 0, "", 0},
}

const rossi = "Valentino Rossi (46) of Italy and Petronas Yamaha SRT during the MotoGP test day at Circuito de Jerez - Angel Nieto on May 3, 2021 in Jerez de la Frontera, Spain"

const captured = "FILE - In this Monday, Nov. 11, 2019 file photo, a man identified by Turkish media as 39-year-old Muhammad Darwis B., a U.S. citizen of Jordanian origin, stands in a no man's land between Turkey and Greece near Pazarkule border gate, Edirne, Turkey. Turkey's Interior Minister Suleyman Soylu said Friday Nov, 15, 2019 that the an American Islamic State group member has been deported to the United States. (DHA via AP, File)"

// TestTheSamplesAreReadAsAPersonReadsThem compares every field of a dispatch.
func TestTheSamplesAreReadAsAPersonReadsThem(t *testing.T) {
	dir := wiretest.Cases(t, "wire")
	fields := 0
	for name, want := range expected {
		all, b, err := items(t, readFile(t, filepath.Join(dir, name)), item.Source{})
		if err != nil || len(all) != 1 {
			t.Errorf("%s: %d items, %v", name, len(all), err)
			continue
		}
		i := all[0]
		if b.Format != want.format || len(b.Problems) != want.problems || i.Cut || len(i.Files) > 0 {
			t.Errorf("%s: %s, %q", name, b.Format, b.Problems)
		}
		if n := len(i.Body.Blocks); n != want.blocks && want.blocks >= 0 || !strings.HasPrefix(i.Body.Plain(), want.first) {
			t.Errorf("%s: %d blocks, %.80q", name, n, i.Body.Plain())
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
	t.Logf("%d samples, %d fields compared", len(expected), fields)
}

func TestEverySampleIsReadAndNothingElseIsTakenForIt(t *testing.T) {
	read, seen := 0, 0
	for _, folder := range []string{"wire", "feeds"} {
		root := wiretest.Cases(t, folder)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			seen++
			doc := readFile(t, path)
			mine := strings.Contains(path, filepath.Join("wire", "ninjs")) && !strings.Contains(path, "should_fail") && !strings.Contains(path, "extension-schema") || expected["agencies/"+d.Name()].format != ""
			is := ninjs.Is(doc, item.Source{})
			if is != mine && !strings.Contains(path, "should_fail") {
				t.Errorf("%s: taken for ninjs: %v", path, is)
			}
			if !mine {
				return nil
			}
			all, b, err := items(t, doc, item.Source{})
			if err != nil || len(all) == 0 {
				t.Errorf("%s: %v", path, err)
			}
			for _, p := range b.Problems {
				t.Logf("%s: %s", d.Name(), p)
			}
			again, _, err := items(t, slices.Clone(doc), item.Source{})
			if err != nil || !reflect.DeepEqual(all, again) {
				t.Errorf("%s is read otherwise the second time", path)
			}
			read++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files of wires and feeds, %d of them ninjs that should be read, and was", seen, read)
}
