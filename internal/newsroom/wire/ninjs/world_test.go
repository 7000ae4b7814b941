package ninjs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/ninjs"
)

func TestWhatAWireTakesBackIsSaidToBe(t *testing.T) {
	for members, want := range map[string]struct {
		change   news.Change
		replaces string
	}{
		`"pubstatus":"usable"`:                                 {"", ""},
		`"pubstatus":"canceled"`:                               {news.ChangeKill, ""},
		`"pubstatus":"cancelled"`:                              {news.ChangeKill, ""},
		`"pubStatus":"withheld"`:                               {news.ChangeWithheld, ""},
		`"evolvedfrom":"urn:a:1"`:                              {news.ChangeUpdate, "urn:a:1"},
		`"rewrittenfrom":"urn:a:1","pubstatus":"canceled"`:     {news.ChangeKill, "urn:a:1"},
		`"evolvedfrom":"urn:a:2"`:                              {"", ""},
		`"signal":[{"code":"correction","name":"Correction"}]`: {news.ChangeCorrection, ""},
		`"translationof":"urn:a:1"`:                            {"", ""},
		`"pubstatus":7`:                                        {"", ""},
	} {
		i, _ := one(t, `{"uri":"urn:a:2","headline":"Ferries stop",`+members+`}`)
		if i.Change != want.change || i.Replaces != want.replaces {
			t.Errorf("%s: %q of %q", members, i.Change, i.Replaces)
		}
	}
}

func TestVersion3IsReadByItsOwnNames(t *testing.T) {
	i, b := one(t, `{"uri":"urn:a","standard":{"name":"ninjs","version":"3.0"},"firstCreated":"2026-11-24T09:00:00+06:00","versionCreated":"2026-11-24T10:00:00+06:00",
		"embargoedUntil":"2026-11-24T12:00:00+06:00","embargoedReason":"Speech.","pubStatus":"usable","copyrightHolder":"BSS","copyrightNotice":"© BSS 2026","usageTerms":"Online.",
		"edNote":"Eds: more.","headlines":[{"role":"sub","value":"At Mawa"},{"role":"main","contentType":"text/html","value":"<b>Ferries</b> stop"}],
		"bodies":[{"role":"nitf","contentType":"application/nitf+xml","value":"<nitf/>"},{"contentType":"text/plain","value":"At Mawa."},{"contentType":"text/html","value":"<p>At <em>Mawa</em>.</p>"}],
		"subjects":[{"name":"culture","uri":"http://cv.iptc.org/newscodes/mediatopic/20000002"},{"name":"x","literal":"X","uri":"https://www.bss.example/codes/X"}],
		"people":[{"name":"Papia Begum"}],"infoSources":[{"name":"A witness"}],"digitalSourceType":{"uri":"http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"},
		"rightsInfo":{"linkedRights":"https://bss.example/terms"},"representationType":"partial","by":"Papia Begum",
		"renditions":[{"name":"a","href":"https://bss.example/a.jpg","contentType":"image/jpeg","width":10}]}`)
	if b.Format != "ninjs 3.0" || len(b.Problems) > 0 {
		t.Errorf("%s, %q", b.Format, b.Problems)
	}
	want := news.Dispatch{
		GUID: "urn:a", Issued: at("2026-11-24T09:00:00+06:00"), Updated: at("2026-11-24T10:00:00+06:00"), Embargo: at("2026-11-24T12:00:00+06:00"),
		Headline: "Ferries stop", Summary: "At Mawa", Source: "BSS", Author: "Papia Begum", Rights: "© BSS 2026 Online. https://bss.example/terms",
		Note:   "Eds: more. Speech. The wire has more of this item than it sent. Digital source: http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic.",
		Topics: []string{"culture", "x"}, Codes: []string{"medtop:20000002", "bss.example:X"}, Keywords: []string{"Papia Begum"},
	}
	if i.GUID != want.GUID || !i.Issued.Equal(want.Issued) || !i.Updated.Equal(want.Updated) || !i.Embargo.Equal(want.Embargo) || i.Headline != want.Headline ||
		i.Summary != want.Summary || i.Source != want.Source || i.Author != want.Author || i.Rights != want.Rights || i.Note != want.Note ||
		!slices.Equal(i.Topics, want.Topics) || !slices.Equal(i.Codes, want.Codes) || !slices.Equal(i.Keywords, want.Keywords) {
		t.Errorf("%+v", i.Dispatch)
	}
	if i.Body.Plain() != "At Mawa." || len(i.Body.Blocks[0].Content) != 3 || len(i.Media) != 1 {
		t.Errorf("%+v, %+v", i.Body, i.Media)
	}
}

func TestTimesWithoutAZoneAreTheWires(t *testing.T) {
	all, _, err := items(t, []byte(`{"uri":"a","versioncreated":"2026-11-24T09:00:00","embargoed":"2026-11-24T12:00:00Z"}`), item.Source{Zone: time.FixedZone("Dhaka", 6*3600)})
	if err != nil || !all[0].Issued.Equal(at("2026-11-24T03:00:00Z")) || !all[0].Embargo.Equal(at("2026-11-24T12:00:00Z")) {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestSeveralItemsComeInEveryForm(t *testing.T) {
	a := `{"uri":"a","headline":"A","versioncreated":"2026-11-24T09:00:00Z"}`
	b := `{"uri":"b","headline":"B","versioncreated":"2026-11-24T10:00:00Z"}`
	for name, doc := range map[string]string{
		"a list":             "[" + a + ",\n" + b + "]",
		"one a line":         a + "\n" + b + "\n",
		"one after another":  a + b,
		"an answer":          `{"total":2,"item":[` + a + "," + b + "]}",
		"Superdesk's":        `{"_meta":{},"_items":[` + b + "," + a + "]}",
		"AP's":               `{"data":{"items":[{"item":` + a + `},{"item":` + b + `}]}}`,
		"the newest first":   "[" + b + "," + a + "]",
		"a broken line":      a + "\n{\"uri\":\"c\n" + b + "\n",
		"a broken end":       a + "\n" + b + "\n{\"uri",
		"something else too": "[7," + a + `,"x",` + b + `,{"title":"x"},{}]`,
		"twice":              "[" + a + "," + strings.Replace(b, `"B"`, `"old"`, 1) + "," + strings.Replace(b, "T10:", "T11:", 1) + "]",
	} {
		all, batch, err := items(t, []byte(doc), item.Source{})
		if err != nil || len(all) != 2 || all[0].Headline != "A" || all[1].Headline != "B" {
			t.Errorf("%s: %+v, %v", name, all, err)
			continue
		}
		if string(all[0].Raw) != a || len(all[1].Raw) != len(b) {
			t.Errorf("%s: %s", name, all[0].Raw)
		}
		if !ninjs.Is([]byte(doc), item.Source{}) && name != "something else too" {
			t.Errorf("%s is not known for ninjs", name)
		}
		odd := slices.Contains([]string{"a broken line", "a broken end", "something else too", "twice"}, name)
		if odd != (len(batch.Problems) > 0) {
			t.Errorf("%s: %q", name, batch.Problems)
		}
	}
}

func TestWhatIsAssociatedIsAFileOrAnItem(t *testing.T) {
	inner := `{"uri":"b","type":"text","headline":"More","body_text":"More of it.","associations":{"x":{"uri":"a","type":"text","body_text":"again"}}}`
	doc := `{"uri":"a","type":"composite","headline":"Ferries","body_html":"<p>x <img src='https://a.example/in.jpg'></p>","associations":{
		"featuremedia":{"uri":"p","type":"picture","headline":"The Papia","byline":"A. Person","renditions":{"thumb":{"href":"https://a.example/t.jpg","width":10,"mimetype":"image/jpeg"},
			"original":{"href":"https://a.example/o.jpg","width":"2000","mimetype":"image/jpeg"},"film":{"href":"https://a.example/o.mp4","mimetype":"video/mp4"}}},
		"gone":null,"more":` + inner + `,"named":{"uri":"c","type":"text","headline":"Elsewhere"},"lost":{"uri":"urn:d","type":"picture","description_text":"Lost"},
		"only":{"uri":"https://a.example/logo.png","type":"graphic"}}}`
	all, b, err := items(t, []byte(doc), item.Source{})
	if err != nil || len(all) != 2 {
		t.Fatalf("%d items, %v", len(all), err)
	}
	want := []news.Media{
		{URL: "https://a.example/o.jpg", Type: "image/jpeg", Caption: "The Papia", Credit: "A. Person"},
		{URL: "https://a.example/o.mp4", Type: "video/mp4", Caption: "The Papia", Credit: "A. Person"},
		{URL: "https://a.example/logo.png", Type: "image"},
		{URL: "https://a.example/in.jpg", Type: "image"},
	}
	if !slices.Equal(all[0].Media, want) {
		t.Errorf("%+v", all[0].Media)
	}
	if all[1].GUID != "b" || string(all[1].Raw) != inner || all[1].Body.Plain() != "More of it." || string(all[0].Raw) != doc {
		t.Errorf("%+v, %s", all[1].Dispatch, all[1].Raw)
	}
	if len(b.Problems) != 2 || !strings.Contains(strings.Join(b.Problems, " "), `"Elsewhere"`) || !strings.Contains(strings.Join(b.Problems, " "), `"urn:d"`) {
		t.Errorf("%q", b.Problems)
	}
}

func TestAMemberOfTheWrongKindIsLeftOutAndSaid(t *testing.T) {
	i, b := one(t, `{"uri":"a","headline":"Ferries","usageterms":{"a":"b"},"person":"Papia","subject":[1,{"name":"x"}],"urgency":"3","version":1.2,"place":{"name":"Mawa"}}`)
	if i.Rights != "" || i.Urgency != 3 || i.Edition != "1.2" || !slices.Equal(i.Topics, []string{"x"}) || !slices.Equal(i.Places, []string{"Mawa"}) {
		t.Errorf("%+v", i.Dispatch)
	}
	if said := strings.Join(b.Problems, " "); len(b.Problems) != 3 || !strings.Contains(said, `"usageterms"`) || !strings.Contains(said, `"person"`) || !strings.Contains(said, `"subject"`) {
		t.Errorf("%q", b.Problems)
	}
}

func TestAFeedIsNotNinjs(t *testing.T) {
	for doc, want := range map[string]bool{
		`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","uri":"x"}]}`: false,
		`{"items":[{"id":"1","uri":"x"}],"version":"https://jsonfeed.org/version/1"}`:   false,
		`{"items":[{"id":"1","content_html":"x","url":"https://a.example/"}]}`:          false,
		`{"title":"x","home_page_url":"x"}`:                                             false,
		`{}`:                                                                            false,
		`[]`:                                                                            false,
		`[[[[[[{"uri":"x"}]]]]]]`:                                                       false,
		`{"guid":"x"}`:                                                                  false,
		`{"guid":"x","pubstatus":"usable"}`:                                             true,
		`{"uri":"x"`:                                                                    true,
		"\xef\xbb\xbf {\"uri\":\"x\"}":                                                  true,
		`[{"uri":"x"`:                                                                   true,
		`{"body_html":"` + strings.Repeat("x", 70_000) + `","uri":"x","pubstatus":"x","slugline":"y"}`:                false, // its mark comes too late
		`{"pubstatus":"usable","versioncreated":"x","slugline":"y","body_html":"` + strings.Repeat("x", 70_000) + `"`: true,
		`uri`: false, ``: false, `<a uri="x"/>`: false,
	} {
		if got := ninjs.Is([]byte(doc), item.Source{}); got != want {
			t.Errorf("%.80s: %v", doc, got)
		}
	}
}
