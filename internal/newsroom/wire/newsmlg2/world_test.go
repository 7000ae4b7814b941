package newsmlg2_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml/newsmltest"
	"github.com/stet-news/stet/internal/newsroom/wire/newsmlg2"
)

// newsItem returns a news item with management and content metadata and what follows them.
func newsItem(guid, version, meta, content, rest string) string {
	return `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" xml:lang="en" guid="` + guid + `" version="` + version + `">` +
		`<itemMeta><provider qcode="nprov:BSS"/><versionCreated>2026-11-24T09:00:00Z</versionCreated>` + meta + `</itemMeta><contentMeta>` + content + `</contentMeta>` + rest + `</newsItem>`
}

func messageOf(items ...string) string {
	return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-11-24T09:30:00Z</sent>` +
		`<catalog><scheme alias="iptcmt" uri="http://cv.iptc.org/newscodes/mediatopic/"/></catalog></header><itemSet>` + strings.Join(items, "\n") + `</itemSet></newsMessage>`
}

func parsed(t *testing.T, doc string, from item.Source) ([]item.Item, []string) {
	t.Helper()
	if !newsmlg2.Is([]byte(doc), from) {
		t.Error("it is not taken for NewsML-G2")
	}
	b, err := newsmlg2.Parse([]byte(doc), from)
	if err != nil {
		t.Fatal(err)
	}
	return newsmltest.Checked(t, []byte(doc), b), b.Problems
}

func only(t *testing.T, doc string) item.Item {
	t.Helper()
	all, problems := parsed(t, doc, item.Source{})
	if len(all) != 1 || len(problems) > 0 {
		t.Fatalf("%d items, %v", len(all), problems)
	}
	return all[0]
}

const ferry = `<headline>Ferry sinks off Barishal</headline>`

func TestAnItemSaysWhatItDoesWithThoseBeforeIt(t *testing.T) {
	for name, c := range map[string]struct {
		meta     string
		change   news.Change
		replaces string
	}{
		"nothing":                 {`<pubStatus qcode="stat:usable"/><signal qcode="sig:atomic"/>`, "", ""},
		"update":                  {`<signal qcode="sig:update"/>`, news.ChangeUpdate, ""},
		"correction by address":   {`<signal uri="http://cv.iptc.org/newscodes/signal/correction"/><signal qcode="sig:update"/>`, news.ChangeCorrection, ""},
		"withheld":                {`<pubStatus qcode="stat:withheld"/><signal qcode="sig:correction"/>`, news.ChangeWithheld, ""},
		"canceled":                {`<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>`, news.ChangeKill, ""},
		"a former item":           {`<link rel="irel:previousVersion" residref="urn:old"/>`, news.ChangeUpdate, "urn:old"},
		"a former item corrected": {`<signal qcode="sig:correction"/><link rel="irel:previousVersion" residref="urn:old"/>`, news.ChangeCorrection, "urn:old"},
		"its own former version":  {`<link rel="irel:previousVersion" residref="urn:a" version="1"/>`, news.ChangeUpdate, ""},
		"another link":            {`<link rel="irel:seeAlso" residref="urn:old"/><link residref="urn:older"/>`, "", ""},
	} {
		i := only(t, newsItem("urn:a", "2", c.meta, ferry, ""))
		if i.Change != c.change || i.Replaces != c.replaces || i.GUID != "urn:a" || i.Edition != "2" {
			t.Errorf("%s: %q of %q", name, i.Change, i.Replaces)
		}
	}
}

func TestAKillSaysWhy(t *testing.T) {
	i := only(t, newsItem("urn:a", "3", `<pubStatus qcode="stat:canceled"/><edNote>The minister did not say this.</edNote>`, `<description role="drol:summary">He said it.</description>`, ""))
	if i.Change != news.ChangeKill || i.Summary != "The minister did not say this." || i.Note != i.Summary || i.Gone || !i.Order().Equal(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", i.Dispatch)
	}
}

func TestAnEmbargoHoldsAlsoIfItsTimeCannotBeRead(t *testing.T) {
	dhaka := time.FixedZone("Dhaka", 6*3600)
	for said, want := range map[string]string{
		"2026-11-25T06:00:00+06:00": "2026-11-25T00:00:00Z",
		"2026-11-25T06:00:00":       "2026-11-25T00:00:00Z", // the wire's zone
		" \n":                       "",
		"Thursday at dawn":          "",
	} {
		all, problems := parsed(t, newsItem("urn:a", "1", `<embargoed>`+said+`</embargoed><pubStatus qcode="stat:usable"/>`, ferry, ""), item.Source{Zone: dhaka})
		i := all[0]
		if newsmltest.Stamp(i.Embargo) != want || (want == "") != (i.Change == news.ChangeWithheld) || (said == "Thursday at dawn") != (len(problems) == 1) {
			t.Errorf("%q: %s, %q, %v", said, i.Embargo, i.Change, problems)
		}
	}
}

func TestAMessageOfSeveralItemsGivesTheNewestVersionOfEach(t *testing.T) {
	concept := `<conceptItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="c"/>`
	first, second := newsItem("urn:a", "2", "", `<headline>Two drown</headline>`, ""), newsItem("urn:b", "1", "", `<headline>Rice dearer</headline>`, "")
	doc := messageOf(first, concept, second, newsItem("urn:a", "1", "", `<headline>One drowns</headline>`, ""), `<poem xmlns="x"/>`)
	all, problems := parsed(t, doc, item.Source{})
	if len(all) != 2 || all[0].Headline != "Two drown" || string(all[0].Raw) != first || all[1].Headline != "Rice dearer" || string(all[1].Raw) != second {
		t.Errorf("%d items: %+v", len(all), all)
	}
	if want := []string{"Line 2: a concept item was passed over; it holds no news.", "Line 5: <poem> was passed over; it is no item that NewsML-G2 knows."}; !reflect.DeepEqual(problems, want) {
		t.Errorf("%q", problems)
	}
}

func TestAnItemThatIsBrokenTakesNoOtherWithIt(t *testing.T) {
	whole := newsItem("urn:b", "1", "", `<headline>Rice dearer</headline>`, "")
	broken := strings.Replace(newsItem("urn:a", "1", "", ferry, ""), "</headline>", "</hedline>", 1)
	doc := messageOf(whole, broken, strings.Replace(whole, "urn:b", "urn:c", 1))
	all, problems := parsed(t, doc, item.Source{})
	if len(all) != 2 || all[0].GUID != "urn:b" || string(all[0].Raw) != whole || all[1].GUID != "urn:c" || len(problems) != 1 || !strings.HasPrefix(problems[0], "The XML is broken at line 2") {
		t.Errorf("%d items, %q", len(all), problems)
	}
	all, problems = parsed(t, doc[:strings.Index(doc, "urn:c")], item.Source{})
	if len(all) != 1 || len(problems) != 1 {
		t.Errorf("cut: %d items, %q", len(all), problems)
	}
}

func TestCodesAreThoseOfTheirVocabularies(t *testing.T) {
	subjects := `<subject qcode="iptcmt:20000139"/><subject uri="http://cv.iptc.org/newscodes/subjectcode/03000000"/>` +
		`<subject qcode="bss:river"><name xml:lang="bn">নদী</name><name xml:lang="en">rivers</name><sameAs qcode="iptcmt:20000500"/><sameAs qcode="other:x"/></subject>` +
		`<subject uri="http://bss.example/topics/ferry"/><subject type="cpnat:geoArea" qcode="geo:1"><name>Barishal</name></subject><subject literal="x"><name>boats</name></subject>`
	i := all1(t, messageOf(newsItem("urn:a", "1", "", ferry+subjects, "")))
	if got := strings.Join(i.Codes, " "); got != "medtop:20000139 subj:03000000 bss:river medtop:20000500 http://bss.example/topics/ferry geo:1" {
		t.Error(got)
	}
	if strings.Join(i.Topics, "|") != "rivers|boats" || strings.Join(i.Places, "|") != "Barishal" {
		t.Errorf("%v, %v", i.Topics, i.Places)
	}
	stolen := `<catalog><scheme alias="medtop" uri="http://bss.example/own/"/></catalog>`
	doc := strings.Replace(newsItem("urn:a", "1", "", `<subject qcode="medtop:20000139"/>`+ferry, ""), "<itemMeta>", stolen+"<itemMeta>", 1)
	if got := only(t, doc).Codes; len(got) != 1 || got[0] != "http://bss.example/own/20000139" {
		t.Errorf("a name taken for another vocabulary: %v", got)
	}
}

func all1(t *testing.T, doc string) item.Item {
	t.Helper()
	all, _ := parsed(t, doc, item.Source{})
	return all[0]
}

func TestTheHeadlineIsTheMainOneInTheLanguageOfTheItem(t *testing.T) {
	heads := `<headline role="hld:short">Ferry</headline><headline xml:lang="bn">লঞ্চডুবি</headline><headline xml:lang="en-GB">Ferry <b>sinks</b></headline><headline role="hld:main">Third</headline>`
	if got := only(t, newsItem("urn:a", "1", "", heads, "")).Headline; got != "Ferry sinks" {
		t.Error(got)
	}
	if got := only(t, newsItem("urn:a", "1", "", `<language tag="bn"/>`+heads, "")); got.Headline != "লঞ্চডুবি" || got.Language != "bn" {
		t.Errorf("%q %q", got.Headline, got.Language)
	}
	if got := only(t, newsItem("urn:a", "1", `<title>FERRY</title>`, `<headline role="hld:short">Ferry</headline>`, "")).Headline; got != "Ferry" {
		t.Error(got)
	}
	if got := only(t, newsItem("urn:a", "1", `<title>FERRY</title>`, "", "")).Headline; got != "FERRY" {
		t.Error(got)
	}
}

func TestPartiesAndRights(t *testing.T) {
	doc := strings.Replace(newsItem("urn:a", "1", "", ferry+`<by>By Papia Sarkar</by><creator><name>Desk</name></creator><infoSource><name>BSS</name></infoSource><creditline>BSS/Papia</creditline><urgency>2</urgency><dateline>BARISHAL, Nov 24</dateline><keyword>ferry</keyword>`, ""),
		"<itemMeta>", `<rightsInfo><copyrightHolder><name>BSS</name></copyrightHolder><usageTerms>No archive.<br/>Not for India.</usageTerms></rightsInfo><itemMeta>`, 1)
	i := only(t, doc)
	if i.Author != "Papia Sarkar" || i.Source != "BSS" || i.Credit != "BSS/Papia" || i.Rights != "© BSS; No archive. Not for India." || i.Urgency != 2 || i.Dateline != "BARISHAL, Nov 24" || i.Keywords[0] != "ferry" {
		t.Errorf("%+v", i.Dispatch)
	}
}

func TestTextAndFilesComeInTheItem(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"XHTML":            {`<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>One.</p><h2>Two</h2></body></html></inlineXML>`, "One. Two"},
		"prefixed XHTML":   {`<inlineXML><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>One.</x:p><x:p>Two.</x:p></x:div></inlineXML>`, "One. Two."},
		"NITF":             {`<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><block><p>One.</p></block></body.content></body></nitf></inlineXML>`, "One."},
		"plain":            {"<inlineData contenttype=\"text/plain\">One &lt; two.\n\nThree.</inlineData>", "One < two. Three."},
		"HTML as data":     {`<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</inlineData>`, "One."},
		"encoded text":     {`<inlineData contenttype="text/plain" encoding="encd:base64">4KaP4KaV</inlineData>`, "এক"},
		"the first of two": {`<inlineXML><p>One.</p></inlineXML><inlineData>Two.</inlineData>`, "One."},
		"empty and full":   {`<inlineXML> </inlineXML><inlineData>Two.</inlineData>`, "Two."},
	} {
		i := all1(t, newsItem("urn:a", "1", "", ferry, "<contentSet>"+c.content+"</contentSet>"))
		if got := strings.Join(strings.Fields(i.Body.Plain()), " "); got != c.want || i.Headline != "Ferry sinks off Barishal" {
			t.Errorf("%s: %q", name, got)
		}
	}
	all, problems := parsed(t, newsItem("urn:a", "1", "", ferry, `<contentSet><inlineData contenttype="image/png" encoding="base64">aGk=</inlineData><inlineData encoding="base64">!</inlineData></contentSet>`), item.Source{})
	if f := all[0].Files; len(f) != 1 || f[0].Type != "image/png" || string(f[0].Data) != "hi" || len(problems) != 1 {
		t.Errorf("%v, %q", f, problems)
	}
}

func TestATextIsNotWhatStandsBesideItNorItsOwnHead(t *testing.T) {
	content := `<inlineData rendition="bss:nonpublic">Call 123.</inlineData><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><header><ul><li>ferry</li></ul><h1>Ferry sinks off Barishal</h1>` +
		`<p>By Mitu</p></header><p>Two drown.</p><p>BARISHAL - It sank.</p><p>Two drown.</p></body></html></inlineXML>`
	i := only(t, newsItem("urn:a", "1", `<edNote>Call Mitu. Adds names.</edNote><edNote>Call Mitu.</edNote>`, ferry+`<by>Mitu</by><description role="drol:summary">Two drown.</description>`, "<contentSet>"+content+"</contentSet>"))
	if got := strings.Join(strings.Fields(i.Body.Plain()), " "); got != "BARISHAL - It sank. Two drown." || i.Note != "Call Mitu. Adds names." {
		t.Errorf("%q, %q", got, i.Note)
	}
	terms := `<rightsInfo><usageTerms xml:lang="de">Nein</usageTerms><usageTerms xml:lang="en">No</usageTerms><usageTerms>1</usageTerms></rightsInfo>`
	if i = only(t, strings.Replace(newsItem("urn:a", "1", "", ferry, ""), "<itemMeta>", terms+"<itemMeta>", 1)); i.Rights != "No; 1" {
		t.Error(i.Rights)
	}
}

func TestRenditionsAreListedTheLargestFirst(t *testing.T) {
	content := `<remoteContent href="thumb.jpg" contenttype="image/jpeg" width="80" height="50"/><remoteContent href="https://bss.example/a.jpg" contenttype="image/jpeg" width="3000" height="2000"/><remoteContent href="https://bss.example/a.jpg"/><remoteContent residref="urn:x"/>`
	doc := newsItem("urn:a", "1", "", ferry+`<creditline>BSS</creditline><description role="drol:caption">The ferry</description>`, "<contentSet>"+content+"</contentSet>")
	all, problems := parsed(t, doc, item.Source{URL: "https://bss.example/in/"})
	want := []news.Media{{URL: "https://bss.example/a.jpg", Type: "image/jpeg", Caption: "The ferry", Credit: "BSS"}, {URL: "https://bss.example/in/thumb.jpg", Type: "image/jpeg", Caption: "The ferry", Credit: "BSS"}}
	if !reflect.DeepEqual(all[0].Media, want) || len(problems) != 1 {
		t.Errorf("%+v, %q", all[0].Media, problems)
	}
}

func TestAPackageIsWrittenFromItsRootAndEachGroupOnce(t *testing.T) {
	doc := `<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="p"><itemMeta><versionCreated>2026-11-24T09:00:00Z</versionCreated><title>TOP</title></itemMeta>
	<groupSet root="g1"><group id="g2"><itemRef residref="b"><headline>Second</headline></itemRef><groupRef idref="g1"/></group>
	<group id="g1"><itemRef href="https://bss.example/1"><title>First</title><description>One.</description></itemRef><groupRef idref="g2"/><groupRef idref="none"/></group>
	<group id="g3"><itemRef residref="urn:third"/><itemRef href="https://bss.example/3.jpg" contenttype="image/jpeg"><title>Third</title></itemRef></group></groupSet></packageItem>`
	i := only(t, doc)
	if got := strings.Join(strings.Fields(i.Body.Plain()), " "); got != "First One. Second urn:third Third" || i.Headline != "TOP" || len(i.Media) != 1 {
		t.Errorf("%q, %q, %v", i.Headline, got, i.Media)
	}
}

func TestOtherXMLIsNotTakenForIt(t *testing.T) {
	for _, doc := range []string{"", "<", "text", "<newsItem/>", `<newsItem xmlns="urn:other"/>`, `<NewsML Version="1.2"/>`, `<rss/>`, "{}", `<html><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/></html>`} {
		if newsmlg2.Is([]byte(doc), item.Source{}) {
			t.Errorf("%q is taken for NewsML-G2", doc)
		}
	}
	if !newsmlg2.Is([]byte(`<?xml version="1.0"?><!-- x --><n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/"/>`), item.Source{}) {
		t.Error("a prefix hides the standard")
	}
}
