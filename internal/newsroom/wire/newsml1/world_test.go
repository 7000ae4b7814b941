package newsml1_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml/newsmltest"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml1"
)

// newsItem returns an item: the attributes of its revision, what its management holds beside the times, and its content.
func newsItem(id, revision, management, content string) string {
	return `<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>bss.example</ProviderId><DateId>20261124</DateId><NewsItemId>` + id + `</NewsItemId>` +
		`<RevisionId ` + revision + `>2</RevisionId><PublicIdentifier>urn:newsml:bss.example:20261124:` + id + `:2</PublicIdentifier></NewsIdentifier><NameLabel>Label</NameLabel></Identification>` +
		`<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20261124T090000Z</FirstCreated><ThisRevisionCreated>20261124T100000Z</ThisRevisionCreated>` + management + `</NewsManagement>` +
		content + `</NewsItem>`
}

func fileOf(items ...string) string {
	return `<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd"><NewsML Version="1.2"><NewsEnvelope><DateAndTime>20261124T110000Z</DateAndTime></NewsEnvelope>` + strings.Join(items, "\n") + `</NewsML>`
}

func parsed(t *testing.T, doc string, from item.Source) ([]item.Item, []string) {
	t.Helper()
	if !newsml1.Is([]byte(doc), from) {
		t.Error("it is not taken for NewsML")
	}
	b, err := newsml1.Parse([]byte(doc), from)
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

const (
	firstRevision = `PreviousRevision="0" Update="N"`
	laterRevision = `PreviousRevision="1" Update="N"`
	usable        = `<Status FormalName="Usable"/>`
	ferry         = `<NewsComponent><NewsLines><HeadLine>Ferry sinks</HeadLine></NewsLines><ContentItem><DataContent>Two drowned.</DataContent></ContentItem></NewsComponent>`
)

func TestAnItemSaysWhatItDoesWithThoseBeforeIt(t *testing.T) {
	for name, c := range map[string]struct {
		revision, management string
		change               news.Change
		replaces             string
	}{
		"the first":             {firstRevision, usable, "", ""},
		"a later one":           {laterRevision, usable, news.ChangeUpdate, ""},
		"a correction":          {laterRevision, usable + `<Instruction FormalName="Rectify"/>`, news.ChangeCorrection, ""},
		"withheld":              {laterRevision, `<Status FormalName="Withheld"/>`, news.ChangeWithheld, ""},
		"canceled":              {laterRevision, `<Status FormalName="Canceled"/>`, news.ChangeKill, ""},
		"cancelled, in British": {firstRevision, `<Status FormalName="Cancelled"/>`, news.ChangeKill, ""},
		"derived":               {firstRevision, usable + `<DerivedFrom NewsItem="urn:newsml:bss.example:20261123:old:4"/>`, "", ""},
		"a new item for an old": {firstRevision, usable + `<DerivedFrom NewsItem="urn:newsml:bss.example:20261123:old:4N"/><Instruction FormalName="Correction"/>`, news.ChangeCorrection, "urn:newsml:bss.example:20261123:old"},
		"beside another":        {firstRevision, usable + `<AssociatedWith NewsItem="urn:newsml:bss.example:20261123:old:4"/>`, "", ""},
	} {
		i := only(t, fileOf(newsItem("x", c.revision, c.management, ferry)))
		if i.Change != c.change || i.Replaces != c.replaces || i.GUID != "urn:newsml:bss.example:20261124:x" || i.Edition != "2" {
			t.Errorf("%s: %s %q of %q", name, i.GUID, i.Change, i.Replaces)
		}
		if newsmltest.Stamp(i.Issued) != "2026-11-24T09:00:00Z" || newsmltest.Stamp(i.Updated) != "2026-11-24T10:00:00Z" || i.Source != "bss.example" {
			t.Errorf("%s: %s, %s, %s", name, i.Issued, i.Updated, i.Source)
		}
	}
}

func TestAKillSaysWhyAndNeedsNoText(t *testing.T) {
	i := only(t, fileOf(newsItem("x", laterRevision, `<Status FormalName="Canceled"/>`, `<NewsComponent><Comment>The minister did not say this.</Comment></NewsComponent>`)))
	if i.Change != news.ChangeKill || i.Summary != "The minister did not say this." || i.Headline != "Label" {
		t.Errorf("%+v", i.Dispatch)
	}
}

func TestAnEmbargoEndsWhenTheStatusWillChange(t *testing.T) {
	const embargoed = `<Status FormalName="Embargoed"/>`
	dhaka := time.FixedZone("Dhaka", 6*3600)
	for management, want := range map[string]string{
		embargoed + `<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20261125T060000+0600</DateAndTime></StatusWillChange>`: "2026-11-25T00:00:00Z",
		embargoed + `<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20261125T060000</DateAndTime></StatusWillChange>`:      "2026-11-25T00:00:00Z",
		embargoed + `<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>at dawn</DateAndTime></StatusWillChange>`:              "held",
		embargoed + `<StatusWillChange><FutureStatus FormalName="Canceled"/><DateAndTime>20261125T060000Z</DateAndTime></StatusWillChange>`:   "held",
		embargoed: "held",
		usable + `<StatusWillChange><FutureStatus FormalName="Canceled"/><DateAndTime>20261125T060000Z</DateAndTime></StatusWillChange>`: "",
	} {
		all, problems := parsed(t, fileOf(newsItem("x", firstRevision, management, ferry)), item.Source{Zone: dhaka})
		got := newsmltest.Stamp(all[0].Embargo)
		if all[0].Change == news.ChangeWithheld {
			got = "held"
		}
		if got != want || (want == "held") != (len(problems) == 1) {
			t.Errorf("%s: %q, %q", management, got, problems)
		}
	}
}

func TestAllLinesAndMetadataAreTaken(t *testing.T) {
	i := only(t, fileOf(`<TopicSet Duid="set"><Topic Duid="t1"><TopicType FormalName="River"/><Description>the Meghna</Description></Topic></TopicSet>`,
		newsItem("x", firstRevision, usable+`<Urgency FormalName="2"/>`, `<NewsComponent>
		<NewsLines><HeadLine>Ferry <em>sinks</em></HeadLine><SubHeadLine>Two drown</SubHeadLine><ByLine>By Papia Sarkar</ByLine><DateLine>BARISHAL, Nov 24 (BSS)</DateLine><CreditLine>BSS</CreditLine>
		<CopyrightLine>(c) BSS 2026</CopyrightLine><RightsLine>No archive</RightsLine><SlugLine>FERRY</SlugLine><KeywordLine>ferry, Barishal; river</KeywordLine>
		<NewsLine><NewsLineType FormalName="EditorialNote"/><NewsLineText>Adds quotes</NewsLineText></NewsLine></NewsLines>
		<AdministrativeMetadata><Provider><Party FormalName="BSS"/></Provider><Creator><Party FormalName="Desk"/></Creator><Source><Party FormalName="UNB"/></Source></AdministrativeMetadata>
		<RightsMetadata><Copyright><CopyrightHolder>BSS</CopyrightHolder><CopyrightDate>2026</CopyrightDate></Copyright><UsageRights><UsageType>Print</UsageType><Geography>Bangladesh</Geography></UsageRights></RightsMetadata>
		<DescriptiveMetadata><Language FormalName="en-GB"/><SubjectCode><Subject FormalName="03000000"/><SubjectDetail FormalName="20000139"/><SubjectMatter FormalName="RIV" Scheme="unb"/><Subject FormalName="ACC"/></SubjectCode>
		<Location HowPresent="Event"><Property FormalName="Country" Value="Bangladesh"/><Property FormalName="City" Value="Barishal"/></Location><TopicOccurrence Topic="#t1"/></DescriptiveMetadata>
		<ContentItem><MediaType FormalName="Text"/><DataContent><html><body><p>Two <b>drowned</b>.</p><p>More are missing.</p></body></html></DataContent></ContentItem></NewsComponent>`)))
	newsmltest.Compare(t, "all", newsmltest.FactsOf(i), newsmltest.Facts{
		"guid": "urn:newsml:bss.example:20261124:x", "edition": "2", "issued": "2026-11-24T09:00:00Z", "updated": "2026-11-24T10:00:00Z", "language": "en-GB", "urgency": "2",
		"headline": "Ferry sinks", "summary": "Two drown", "author": "Papia Sarkar", "dateline": "BARISHAL, Nov 24 (BSS)", "credit": "BSS", "slugline": "FERRY", "source": "UNB",
		"keywords": "ferry|Barishal|river", "note": "Adds quotes", "rights": "(c) BSS 2026; No archive; © 2026 BSS; Print, Bangladesh", "topics": "the Meghna", "places": "Barishal, Bangladesh",
		"codes": "subj:03000000|medtop:20000139|unb:RIV|BSS:ACC", "body": "2: Two drowned. More are missing.",
	})
}

func TestPartsOfAnItemAreOneTextAndPicturesHaveTheirCaptions(t *testing.T) {
	doc := fileOf(newsItem("x", firstRevision, usable, `<NewsComponent><NewsLines><HeadLine>Ferry sinks</HeadLine><CreditLine>BSS</CreditLine></NewsLines>
		<NewsComponent EquivalentsList="yes"><Role FormalName="Main"/>
			<ContentItem><DataContent><nitf><body><body.head><hedline><hl1>Ferry sinks</hl1></hedline><byline>By Mitu</byline></body.head><body.content><p>Two drowned.</p></body.content></body></nitf></DataContent></ContentItem>
			<ContentItem><DataContent>TWO DROWNED.</DataContent></ContentItem></NewsComponent>
		<NewsComponent><NewsLines><HeadLine>What is known</HeadLine></NewsLines><ContentItem><DataContent>  Little.
  Less.</DataContent></ContentItem></NewsComponent>
		<NewsComponent><Role FormalName="Photo"/>
			<NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>The ferry</DataContent></ContentItem></NewsComponent>
			<NewsComponent EquivalentsList="yes"><ContentItem Href="https://bss.example/a.jpg"><MediaType FormalName="Photo"/><Format FormalName="JPEG Baseline"/></ContentItem><ContentItem Href="small.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
		</NewsComponent>
		<NewsComponent><ContentItem><MimeType FormalName="image/png"/><Encoding Notation="Base64"><DataContent>aGk=</DataContent></Encoding></ContentItem></NewsComponent></NewsComponent>`))
	all, problems := parsed(t, doc, item.Source{})
	i := all[0]
	if got := strings.Join(strings.Fields(i.Body.Plain()), " "); got != "Two drowned. What is known Little. Less." || i.Author != "Mitu" {
		t.Errorf("%q by %s", got, i.Author)
	}
	if want := []news.Media{{URL: "https://bss.example/a.jpg", Type: "image/jpeg", Caption: "The ferry", Credit: "BSS"}, {Name: "small.jpg", Type: "image", Caption: "The ferry", Credit: "BSS"}}; !reflect.DeepEqual(i.Media, want) {
		t.Errorf("%+v", i.Media)
	}
	if len(i.Files) != 1 || i.Files[0].Type != "image/png" || string(i.Files[0].Data) != "hi" || len(problems) != 0 {
		t.Errorf("%v, %q", i.Files, problems)
	}
}

func TestAFileGivesItsItemsAndThoseInsideOthers(t *testing.T) {
	inner := newsItem("inner", firstRevision, usable, ferry)
	outer := newsItem("outer", firstRevision, usable, `<NewsComponent><NewsLines><HeadLine>Package</HeadLine></NewsLines><NewsComponent>`+inner+`</NewsComponent><NewsItemRef NewsItem="urn:other"/></NewsComponent>`)
	topics := newsItem("topics", firstRevision, usable, `<TopicSet/>`)
	last := newsItem("last", firstRevision, usable, ferry)
	all, problems := parsed(t, fileOf(outer, topics, last), item.Source{})
	if len(all) != 3 || string(all[0].Raw) != outer || string(all[1].Raw) != inner || string(all[2].Raw) != last || len(problems) != 1 || !strings.Contains(problems[0], "holds topics") {
		t.Fatalf("%d items, %q", len(all), problems)
	}
	if got := strings.Join(strings.Fields(all[0].Body.Plain()), " "); all[0].Headline != "Package" || got != "Ferry sinks urn:other" {
		t.Errorf("%q: %q", all[0].Headline, got)
	}
}

func TestAnItemThatIsBrokenTakesNoOtherWithIt(t *testing.T) {
	whole := newsItem("x", firstRevision, usable, ferry)
	outer := newsItem("o", firstRevision, usable, "<NewsComponent>"+whole+"</NewsComponent>")
	doc := fileOf(strings.Replace(newsItem("y", firstRevision, usable, ferry), "</HeadLine>", "", 1), strings.Replace(outer, whole, ferry, 1), "<NewsItem>"+whole)
	all, problems := parsed(t, doc, item.Source{})
	if len(all) != 2 || all[0].GUID != "urn:newsml:bss.example:20261124:o" || all[1].GUID != "urn:newsml:bss.example:20261124:x" || string(all[1].Raw) != whole || len(problems) != 1 {
		t.Errorf("%d items, %q", len(all), problems)
	}
}

func TestAPartialUpdateIsSaidToBeOne(t *testing.T) {
	all, problems := parsed(t, fileOf(newsItem("x", `PreviousRevision="1" Update="U"`, usable, `<Update><Replace DuidRef="d"><p>Three drowned.</p></Replace></Update>`)), item.Source{})
	if all[0].Change != news.ChangeUpdate || all[0].Body.Plain() == "" || len(problems) == 0 || !strings.Contains(problems[0], "only what changes in revision 1") {
		t.Errorf("%+v, %q", all[0].Dispatch, problems)
	}
}

func TestWhatHoldsNoNewsIsRefusedInASentence(t *testing.T) {
	for doc, want := range map[string]string{
		`<NewsML/>`:   "no item in it that holds news",
		`<nitf/>`:     "This is no NewsML: its first element is <nitf>.",
		`<NewsML><a>`: "breaks off at line 1",
		"":            "breaks off",
		fileOf(newsItem("t", firstRevision, usable, `<TopicSet/>`)): "no item in it that holds news",
	} {
		if _, err := newsml1.Parse([]byte(doc), item.Source{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", doc, err)
		}
	}
}
