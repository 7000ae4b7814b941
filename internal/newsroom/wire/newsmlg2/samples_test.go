package newsmlg2_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml/newsmltest"
	"github.com/stet-news/stet/internal/newsroom/wire/newsmlg2"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join(wiretest.Cases(t, "wire/newsml-g2"), name))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

const shotCaption = "A general view of part of down…encer Platt/Getty Images)"

var photo = newsmltest.Facts{
	"guid": "tag:gettyimages.com,2010:GYI0062134533", "edition": "11", "issued": "2010-10-20T20:58:00Z", "updated": "2018-10-12T06:42:04Z", "language": "en-US",
	"headline": "Variety Of Recessionary Forces Leave Las Vegas Economy Scarred", "author": "Spencer Platt", "source": "Getty Images Inc.", "credit": "Getty Images",
	"topics": "labour market|unemployment", "codes": "gyimeid:104530187|medtop:20000523|medtop:20000533|gycon:89109",
	"keywords": "business|economic|economy|finance|poor|poverty|gamble", "places": "Las Vegas Boulevard|Las Vegas",
	"rights": "Copyright 2010 Getty Images. -…lsewhere, please call.", "summary": shotCaption, "body": "1: " + shotCaption,
}

// read are the facts of the samples as a person reads them in the files.
var read = map[string]newsmltest.Facts{
	"LISTING_1_A_NewsML-G2_News_Item.xml": {
		"guid": "urn:newsml:acmenews.com:20161018:US-FINANCE-FED", "edition": "11", "issued": "2016-10-18T18:12:21Z", "updated": "2018-10-21T21:25:32Z",
		"embargo": "2018-10-23T12:00:00Z", "language": "en-GB", "headline": `Fed to halt QE to avert "bubble"`, "slugline": "US-Finance-Fed", "dateline": "Berlin",
		"author": "Meredith Jameson", "topics": "economy, business and finance|labour market", "codes": "medtop:04000000|medtop:20000523", "change": "update",
		"source": "REUTERS", "rights": "Copyright 2017-18 Example Enew…ide the United States", "note": "Note to editors: STRICTLY EMBA…ay, October 23, 2018.",
	},
	"LISTING_2_NewsML-G2_Text_Document.xml": {
		"guid": "urn:newsml:acmenews.com:20161121:US-FINANCE-FED", "edition": "11", "issued": "2018-11-21T21:25:32Z", "language": "en-US",
		"headline": `Fed to halt QE to avert "bubble"`, "slugline": "US-Finance-Fed", "dateline": "New York, NY", "author": "Meredith Jameson",
		"topics": "economy, business and finance|central bank|money and monetary policy", "codes": "medtop:04000000|medtop:20000350|medtop:20000379",
		"source": "Associated Press", "rights": "Copyright 2017-18 Acme News and Media LLC", "body": "2: (New York, NY - October 21) Et,…cons dolutpat, si.",
	},
	"LISTING_3_Photo_in_NewsML-G2.xml":                           photo,
	"LISTING_3A_Photo_in_NewsML-G2_(URI_sibling_attributes).xml": photo,
	"LISTING_4_Multiple_Renditions_of_a_Video_in_NewsML-G2.xml": {
		"guid": "urn:newsml:afp.com:20140131:CNG.3424d3807bc.391@video_1359566", "edition": "11", "issued": "2014-01-30T13:29:38Z", "updated": "2018-10-31T10:37:23Z",
		"language": "en", "source": "AFP", "credit": "AFP", "summary": "- Amir Hussein Abdullahian, Ir…for Syrian refugees", "body": "2: - Amir Hussein Abdullahian, Ir…te to deliver aid.\"",
		"media": "video/mp4-1920x1080 http://components.afp.com/3e353716caa.1920x1080.mp4\nvideo/mp4-1280x720 http://components.afp.com/5ba0d14a64f.1280x720.mp4\n" +
			"video/mpeg-2 http://components.afp.com/ab652af034e.mpg\nimage/jpeg http://spar-iris-p-sco-http-int-vip.afp.com/components/9601ac3\n",
	},
	"LISTING_5_Multi-part_Video_in_NewsML-G2.xml": {
		"guid": "tag:example.com,2008:407624", "edition": "11", "issued": "2008-11-06T10:22:28Z", "updated": "2018-10-19T10:54:04Z", "language": "en",
		"headline": "Loriot retrospective", "dateline": "Berlin", "author": "Zweites Deutsches Fernsehen, Reuters Television Ltd", "source": "European Broadcasting Union - EVN",
		"topics": "Arts, Culture and Entertainment", "codes": "medtop:01000000", "note": "Originally broadcast in Germany", "rights": "Access only for Eurovision Memb…tributing broadcaster.",
		"summary": "Yesterday evening (November 5)…ot\" was produced.", "body": "2: Yesterday evening (November 5)…he way I would say it.\"", "media": "video http://www.example.com/video/407624.avi\n",
	},
	"LISTING_6_Simple_NewsML-G2_Package.xml": {
		"guid": "tag:example.com,2008:UK-NEWS-TOPTEN:UK20081220098658", "edition": "11", "issued": "2008-12-20T12:25:35Z", "updated": "2018-11-17T12:30:00Z",
		"headline": "UK", "change": "update", "source": "AcmeNews", "note": "Updates the previous version", "body": "4: Obama annonce son équipe Le ra…se à la présidence.",
	},
	"LISTING_16_A_Set_of_Events_carried_in_a_News_Item.xml": {
		"guid": "urn:newsml:iptc.org:20090122:qqwpiruuew4711", "edition": "11", "issued": "2018-10-18T12:44:00Z", "language": "en", "source": "IPTC",
		"body": "13: IPTC Autumn Meeting 2018 2018-…19:30:00Z 2018-02-05",
	},
	"LISTING_21_A_complete_sample_SportsML-G2_document.xml": {
		"guid":    "urn:newsml:sportsml.org:20160502:xt.prog.20150606005942-43710-16.068-event-stats-progressive",
		"edition": "1", "issued": "2015-06-06T04:59:42Z", "language": "en-US", "author": "The Sports Network, Inc.", "source": "XML Team Solutions, Inc.",
		"headline": "Troy Tulowitzki singled to third and advanced to second on Martin Prado's throwing error. Runner on second with one out and Carlos Gonzalez due up.",
		"topics":   "sport|Baseball|Major League Baseball|National|Miami Marlins|Colorado Rockies",
		"codes":    "spct:season-regular|subj:15000000|subj:15007000|vendleague:l.mlb.com|subj:15007001|vendconf:l.mlb.com-c.national|vendevent:l.mlb.com-2015-e.43710|vendteam:l.mlb.com-t.16|vendteam:l.mlb.com-t.27",
		"body":     "8: Miami Marlins Miami Marlins De…kies Charlie Blackmon",
	},
	"LISTING_22_Sports_story_in_NewsML-G2NITF.xml": {
		"guid": "tag:xmlteam.com,2016:xt.5932656-preview", "edition": "11", "issued": "2018-10-19T15:45:00Z", "language": "en-US", "slugline": "AAV!PREVIEW-ARI-PHI",
		"headline": "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.", "author": "The Sports Network", "source": "www.xmlteam.com",
		"topics":  "sport|Baseball|Major League Baseball|National|Philadelphia Phillies|Arizona Diamondbacks|Doug Davis|Freddy Garcia",
		"codes":   "medtop:20000822|medtop:20000849|league:l.mlb.com|subj:15007000|conf:l.mlb.com-c.national|event:l.mlb.com-2016-e.19358|team:l.mlb.com-t.19|team:l.mlb.com-t.26|person:l.mlb.com-p.456|person:l.mlb.com-p.123",
		"summary": "A pair of teams coming off big…f a three-game series.", "body": "6: (Sports Network) - A pair of t…er his last six starts.",
	},
	"LISTING_23_SportsML-G2_Package.xml": {
		"guid": "urn:iptc.org:20161019:sports1", "edition": "11", "issued": "2018-10-19T15:00:09Z", "language": "en-US", "author": "The Sports Network", "source": "xmlteam.com",
		"topics": "sport|Baseball|Major League Baseball|National|Philadelphia Phillies|Arizona Diamondbacks",
		"codes":  "subj:15000000|subj:15007000|league:l.mlb.com|subj:15007001|conf:l.mlb.com-c.national|event:l.mlb.com-2016-e.19358|team:l.mlb.com-t.19|team:l.mlb.com-t.26",
		"body":   "3: Pitcher Preview: Arizona Diamo…f a three-game series.",
	},
	"LISTING_26_Embedded_photo_metadata_fields_mapped_to_NewsML-G2.xml": {
		"guid": "tag:acmenews.com,2008:WORLD-NEWS:USA20081208098658", "edition": "11", "issued": "2018-10-19T02:20:00Z", "slugline": "USA-CRASH/MILITARY",
		"headline": "A firefighter walks past the remains of a military jet that crashed into homes in the University City …of San Bernardino",
		"author":   "John Smith", "source": "Acme News LLC", "credit": "Acme/John Smith", "keywords": "us|military|aviation|crash|fire", "urgency": "4",
		"rights": "Copyright 2008 Thomson Reuters; NO ARCHIVAL OR WIRELESS USE", "summary": "A firefighter in a flameproof…ome, officials said.",
		"body": "1: A firefighter in a flameproof…ome, officials said.", "captions": "A firefighter in a flameproof…ome, officials said.",
		"media": "image/jpeg http://www.acmenews.com/content/pictures/hires/20081208/USA-CRASH-MILITARY_001_HI.jpg\n",
	},
	"LISTING_27_Company_Financial_Information.xml": {
		"guid": "urn:newsml:acmenews.com:20161019:201003230594296001", "edition": "11", "issued": "2016-10-19T13:15:00Z", "updated": "2018-10-19T14:23:00Z", "language": "en-US",
		"headline": "Acme Widgets announces annual results", "topics": "Acme Widget Sales Inc", "source": "www.acmenews.com",
		"rights": "Copyright 2017-18 - Acme Newsw…n in the United States", "summary": "Acme Widgets (XTSE:AWG), a lea…increase in profits....", "body": "1: Acme Widgets (XTSE:AWG), a lea…increase in profits....",
	},
	"LISTING_29_Hop_History.xml": {"guid": "urn:newsml:acmenews.com:20161019T1205:HOP-HISTORY-EXAMPLE", "edition": "11", "issued": "2018-10-19T20:15:00Z", "language": "en-US", "source": "reuters"},
	"Receiver View.xml": {
		"guid": "urn:newsml:NAG.com:20161121:US-FINANCE-FED", "edition": "11", "issued": "2018-11-21T21:25:32Z", "language": "en-US", "urgency": "5",
		"headline": `Fed to halt QE to avert "bubble"`, "slugline": "US-Finance-Fed", "dateline": "New York, NY", "author": "Meredith Jameson", "source": "Associated Press",
		"topics": "economy, business and finance|central bank|money and monetary policy", "codes": "medtop:04000000|medtop:20000350|medtop:20000379",
		"rights": "Copyright 2017-18 NAG; NAG Exa…lsewhere, please call.", "body": "2: (New York, NY - November 21) E…atio dolorpercing.",
	},
	"ap_metadata_example.xml": {
		"guid": "tag:example.com,2008:407624", "edition": "11", "issued": "2022-04-08T12:00:00Z", "language": "en", "source": "AP", "topics": "Keegan Murray|Volkswagen AG", "places": "Kentucky",
		"codes": "apgeography:2f6e294082b310048474df092526b43e|apperson:4e7a7c0fdad04d8880888ae63a083c36|apcompany:b406375ae52c4b41b8bdd341760f2768",
	},
	"facet-example.xml":   {"guid": "tag:example.com,2008:407624", "edition": "11", "issued": "2020-02-04T12:00:00Z", "language": "en", "source": "AcmeNews", "topics": "alpine skiing", "codes": "medtop:20001057"},
	"facet-example-2.xml": {"guid": "tag:example.com,2008:407624", "edition": "11", "issued": "2020-02-04T12:00:00Z", "language": "en", "source": "AcmeNews", "topics": "swimming", "codes": "medtop:20001071"},
	"facet-example-3.xml": {"guid": "tag:example.com,2008:407624", "edition": "11", "issued": "2020-02-04T12:00:00Z", "language": "en", "source": "AcmeNews", "topics": "swimming", "codes": "medtop:20001071", "body": "1: Content goes here..."},
}

// refused are the samples that hold no news, by the kind of their item.
var refused = map[string]string{
	"LISTING_10_": "concept", "LISTING_11_": "concept", "LISTING_12_": "knowledge", "LISTING_13_": "catalog", "LISTING_14_": "concept",
	"LISTING_15_": "knowledge", "LISTING_17_": "planning", "LISTING_18_": "planning", "LISTING_19_": "planning", "LISTING_20_": "planning",
}

// parts are the samples that are a part of an item, and are read in one; with what that part says.
var parts = map[string]newsmltest.Facts{
	"LISTING_7_Group_Set_example_showing_Hierarchical_Package_Structure.xml": {"body": "4: Obama annonce son équipe Barac…emblement à New York"},
	"LISTING_8_Group_Set_example_showing_an_ALT_Package_Mode.xml":            {"body": "8: Obama annonce son équipe Clint…emblement à New York"},
	"LISTING_9_Group_Set_example_showing_a_SEQ_Package_Mode.xml":             {"body": "16: Bank cuts interest rates to re…o prepare for upturn"},
	"LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml": {
		"headline": "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.", "author": "Sports Network",
		"summary": "A pair of teams coming off big…f a three-game series.", "body": "1: (Sports Network) - With the Ph…clash of the Titans.",
	},
	"LISTING_28_Illustrating_Located_Subject_and_Dateline.xml": {
		"language": "en-US", "author": "Thomson Reuters", "dateline": "MOSCOW, Monday (Reuters)", "codes": "city:Tskhinvali|city:Tblisi", "places": "South Ossetia|Georgia",
	},
}

func TestTheStandardsOwnSamplesAreReadAsAPersonReadsThem(t *testing.T) {
	compared := 0
	for name, want := range read {
		b, err := newsmlg2.Parse(sample(t, name), item.Source{Name: name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		all := newsmltest.Checked(t, sample(t, name), b)
		if len(all) != 1 {
			t.Errorf("%s: %d items", name, len(all))
			continue
		}
		compared += newsmltest.Compare(t, name, newsmltest.FactsOf(all[0]), want)
	}
	for name, want := range parts {
		kind := "newsItem"
		if strings.Contains(name, "Group_Set") {
			kind = "packageItem"
		}
		doc := `<` + kind + ` xmlns="http://iptc.org/std/nar/2006-10-01/">` + string(sample(t, name)) + `</` + kind + `>`
		b, err := newsmlg2.Parse([]byte(doc), item.Source{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := newsmltest.FactsOf(newsmltest.Checked(t, []byte(doc), b)[0])
		delete(got, "guid") // made of the bytes
		compared += newsmltest.Compare(t, name, got, want)
	}
	t.Logf("%d samples and %d parts of items read, %d fields compared", len(read), len(parts), compared)
}

func TestSamplesThatHoldNoNewsAreRefusedInASentence(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(wiretest.Cases(t, "wire/newsml-g2"), "LISTING_*.xml")) // a pattern that is none is a mistake here
	n := 0
	for _, file := range files {
		for start, kind := range refused {
			if !strings.HasPrefix(filepath.Base(file), start) {
				continue
			}
			n++
			_, err := newsmlg2.Parse(sample(t, filepath.Base(file)), item.Source{})
			if want := "This is a " + kind + " item of NewsML-G2, which holds no news: Stet reads news items and packages."; err == nil || err.Error() != want {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
		}
	}
	if n != len(refused) {
		t.Errorf("%d of %d samples are there", n, len(refused))
	}
}

func TestAMessageGivesItsPackageAndItsItems(t *testing.T) {
	doc := sample(t, "LISTING_24_News_Message_conveying_a_complete_News_Package.xml")
	b, err := newsmlg2.Parse(doc, item.Source{})
	if err != nil {
		t.Fatal(err)
	}
	all := newsmltest.Checked(t, doc, b)
	if len(all) != 5 || !strings.Contains(all[0].Body.Plain(), "N1") || all[1].GUID != "N1" || all[4].GUID != "N4" || len(b.Problems) != 4 {
		t.Errorf("%d items, %v", len(all), b.Problems)
	}
	if string(all[1].Raw) != `<newsItem guid="N1"> ..... </newsItem>` || newsmltest.Stamp(all[1].Issued) != "2018-10-19T11:17:00Z" {
		t.Errorf("%s %s", all[1].Raw, all[1].Issued)
	}
}

func TestOnlyNewsMLG2IsTakenForIt(t *testing.T) {
	wiretest.Cases(t, "wire")
	own, others := 0, 0
	for _, folder := range []string{"wire", "feeds"} {
		err := filepath.WalkDir(wiretest.Cases(t, folder), func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			doc, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name := filepath.Base(path)
			_, isRead := read[name]
			mine := isRead || strings.HasPrefix(name, "LISTING_24_") || slices.ContainsFunc(slices.Collect(maps.Keys(refused)), func(s string) bool { return strings.HasPrefix(name, s) })
			mine = mine && strings.Contains(path, "newsml-g2")
			if is := newsmlg2.Is(doc, item.Source{Name: name}); is != mine {
				t.Errorf("%s: %v", path, is)
			}
			if mine {
				own++
			} else {
				others++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files are of NewsML-G2, %d are not", own, others)
}
