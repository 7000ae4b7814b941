//nolint:misspell // schema.org writes Organization
package press

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// The part of schema.org's vocabulary that our pages use (version 29): what each type is a
// kind of, and for each property which types have it and what its value is.
var (
	schemaTypes = map[string]string{
		"Thing": "", "CreativeWork": "Thing", "Article": "CreativeWork", "NewsArticle": "Article", "AnalysisNewsArticle": "NewsArticle",
		"OpinionNewsArticle": "NewsArticle", "BackgroundNewsArticle": "NewsArticle", "AdvertiserContentArticle": "Article",
		"SocialMediaPosting": "Article", "BlogPosting": "SocialMediaPosting", "LiveBlogPosting": "BlogPosting",
		"MediaObject": "CreativeWork", "ImageObject": "MediaObject", "VideoObject": "MediaObject", "AudioObject": "MediaObject", "Comment": "CreativeWork", "CorrectionComment": "Comment",
		"WebSite": "CreativeWork", "WebPage": "CreativeWork", "CollectionPage": "WebPage", "ProfilePage": "WebPage", "AboutPage": "WebPage", "ContactPage": "WebPage",
		"Person": "Thing", "Organization": "Thing", "NewsMediaOrganization": "Organization",
		"Intangible": "Thing", "ItemList": "Intangible", "BreadcrumbList": "ItemList", "ListItem": "Intangible", "EntryPoint": "Intangible",
		"Action": "Thing", "SearchAction": "Action",
	}
	schemaProperties = map[string]struct{ of, values string }{
		"name": {"Thing", "Text"}, "url": {"Thing", "URL"}, "description": {"Thing", "Text"}, "image": {"Thing", "ImageObject URL"},
		"mainEntityOfPage": {"Thing", "CreativeWork URL"}, "potentialAction": {"Thing", "Action"},
		"headline": {"CreativeWork", "Text"}, "inLanguage": {"CreativeWork", "Text"}, "datePublished": {"CreativeWork", "DateTime"}, "dateModified": {"CreativeWork", "DateTime"},
		"author": {"CreativeWork", "Person Organization"}, "publisher": {"CreativeWork", "Person Organization"}, "about": {"CreativeWork", "Thing"},
		"correction": {"CreativeWork", "CorrectionComment"}, "text": {"CreativeWork", "Text"}, "creditText": {"CreativeWork", "Text"},
		"translationOfWork": {"CreativeWork", "CreativeWork"}, "workTranslation": {"CreativeWork", "CreativeWork"}, "isAccessibleForFree": {"CreativeWork", "Boolean"},
		"mainEntity": {"CreativeWork", "Thing"}, "publishingPrinciples": {"CreativeWork Organization Person", "URL"},
		"articleSection": {"Article", "Text"}, "wordCount": {"Article", "Integer"}, "articleBody": {"Article", "Text"}, "dateline": {"NewsArticle", "Text"},
		"coverageStartTime": {"LiveBlogPosting", "DateTime"}, "coverageEndTime": {"LiveBlogPosting", "DateTime"}, "liveBlogUpdate": {"LiveBlogPosting", "BlogPosting"},
		"caption": {"ImageObject VideoObject AudioObject", "MediaObject Text"}, "thumbnailUrl": {"CreativeWork", "URL"}, "encodingFormat": {"CreativeWork", "Text"},
		"video": {"CreativeWork", "VideoObject"}, "audio": {"CreativeWork", "AudioObject"}, "uploadDate": {"MediaObject", "DateTime"}, "duration": {"MediaObject", "Duration"},
		"contentUrl": {"MediaObject", "URL"}, "contentSize": {"MediaObject", "Text"}, "width": {"MediaObject", "Integer"}, "height": {"MediaObject", "Integer"}, // of a picture, in pixels
		"logo": {"Organization", "ImageObject URL"}, "ethicsPolicy": {"Organization", "URL"}, "correctionsPolicy": {"Organization", "URL"},
		"ownershipFundingInfo": {"Organization", "URL"}, "masthead": {"NewsMediaOrganization", "URL"}, "parentOrganization": {"Organization", "Organization"},
		"target": {"Action", "EntryPoint URL"}, "urlTemplate": {"EntryPoint", "Text"}, "query-input": {"SearchAction", "Text"}, // Google's way to annotate the template
		"jobTitle": {"Person", "Text"}, "worksFor": {"Person", "Organization"}, "knowsAbout": {"Person Organization", "Text"},
		"knowsLanguage": {"Person Organization", "Text"}, "email": {"Person Organization", "Text"},
		"itemListElement": {"ItemList", "ListItem"}, "position": {"ListItem", "Integer"}, "item": {"ListItem", "URL"},
	}
	// What Google asks for: of each type, the properties that it needs or recommends.
	googleWants = map[string]string{
		"NewsArticle": "headline image datePublished dateModified author", "LiveBlogPosting": "headline image datePublished dateModified author coverageStartTime liveBlogUpdate",
		"BlogPosting": "headline datePublished articleBody", "VideoObject": "name description thumbnailUrl uploadDate duration contentUrl", "AudioObject": "name description duration contentUrl encodingFormat", "BreadcrumbList": "itemListElement", "WebSite": "name url", "ProfilePage": "mainEntity",
		"NewsMediaOrganization": "name url logo", "Person": "name url", "ListItem": "position", "SearchAction": "target query-input",
	}
)

func isKind(t, of string) bool {
	for ; t != ""; t = schemaTypes[t] {
		if slices.Contains(strings.Fields(of), t) {
			return true
		}
	}
	return false
}

// schemaFaults returns what is wrong with a thing by the vocabulary.
func schemaFaults(at string, thing map[string]any) (faults []string) {
	t, _ := thing["@type"].(string)
	if _, known := schemaTypes[t]; !known {
		return []string{fmt.Sprintf("%s: there is no type %q", at, t)}
	}
	at += " " + t
	for _, name := range slices.Sorted(maps.Keys(thing)) {
		if strings.HasPrefix(name, "@") {
			continue
		}
		p, known := schemaProperties[name]
		if !known || !isKind(t, p.of) {
			faults = append(faults, fmt.Sprintf("%s has no %s", at, name))
			continue
		}
		values, many := thing[name].([]any)
		if !many {
			values = []any{thing[name]}
		}
		if len(values) == 0 {
			faults = append(faults, at+"."+name+" is empty")
		}
		for _, v := range values {
			faults = append(faults, valueFaults(at+"."+name, p.values, v)...)
		}
	}
	for kind, wants := range googleWants {
		if !isKind(t, kind) || kind == "BlogPosting" && t != kind || (kind == "Person" || kind == "NewsMediaOrganization") && !strings.HasSuffix(at, "whole "+t) {
			continue
		}
		for _, name := range strings.Fields(wants) {
			if thing[name] == nil {
				faults = append(faults, fmt.Sprintf("%s lacks %s", at, name))
			}
		}
	}
	return faults
}

func valueFaults(at, kinds string, v any) []string {
	wrong := []string{fmt.Sprintf("%s is %v, not a %s", at, v, kinds)}
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 1 && v["@id"] != nil {
			return nil // it is said elsewhere
		}
		if t, _ := v["@type"].(string); !isKind(t, kinds) {
			return wrong
		}
		return schemaFaults(at, v)
	case bool:
		if kinds == "Boolean" {
			return nil
		}
	case float64:
		if kinds == "Integer" && v == float64(int(v)) {
			return nil
		}
	case string:
		switch {
		case v == "":
		case strings.Contains(kinds, "URL"):
			if u, err := url.Parse(v); err == nil && u.IsAbs() && u.Host != "" {
				return nil
			}
		case kinds == "DateTime":
			if _, err := time.Parse(time.RFC3339, v); err == nil {
				return nil
			}
		case kinds == "Duration":
			if isoDuration.MatchString(v) {
				return nil
			}
		case kinds == "Text" || kinds == "MediaObject Text":
			return nil
		}
	}
	return wrong
}

// isoDuration is a length as ISO 8601 says it, of a day at most.
var isoDuration = regexp.MustCompile(`^PT(?:\d+H)?(?:[1-5]?\dM)?(?:[1-5]?\dS)?$`)

var linkedScripts = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// linkedThings returns what the page says in JSON-LD.
func linkedThings(t *testing.T, page string) (things []map[string]any) {
	t.Helper()
	for _, m := range linkedScripts.FindAllStringSubmatch(page, -1) {
		var g struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(m[1]), &g); err != nil || g.Context != "https://schema.org" {
			t.Errorf("%v in %s", err, m[1])
		}
		things = append(things, g.Graph...)
	}
	return things
}

// wellKnown is the sample of a house with everything that programs are told of it.
func wellKnown(t *testing.T) *archive.View {
	t.Helper()
	w := testWorld(t)
	h := house()
	rendition := news.Rendition{Name: "logo-" + strings.Repeat("0", 32) + ".png", Width: 600, Height: 60}
	h.Theme.Logo = &news.Logo{Rendition: rendition}
	for _, slug := range []string{"about", "ethics", "ownership", "contact", "masthead"} {
		text := news.PageText{Title: "Page " + slug, Body: news.Paragraphs("Text.")}
		h.Pages = append(h.Pages, news.StaticPage{Slug: slug, Texts: map[news.Language]news.PageText{"en": text, "bn": text}})
	}
	en := func(s string) map[news.Language]string { return map[news.Language]string{"en": s} }
	h.Authors = []news.Author{
		{
			Slug: "nusrat", Names: en("Nusrat Karim"), Role: en("Reporter"), Beat: en("Rivers"), Bio: en("She reports."), Email: "n@padma.example",
			Languages: h.Languages, Portrait: &news.Portrait{Width: 320, Height: 400, Renditions: []news.Rendition{{Name: "p.jpg", Width: 320, Height: 400}}},
		},
		{Slug: "green", Names: en("GreenWatch Desk"), Desk: true, Bio: en("They watch.")},
	}
	w.add(edition.Change{Kind: edition.Arranged, House: h})
	s := ferry()
	w.publish(s)
	b := ferryBangla()
	b.Translates = s.Number
	w.publish(b)
	for i, label := range append(news.Labels, "") {
		s := ferry()
		s.Number, s.Slug, s.Label, s.Translates = int64(95+i), "l", label, 0
		w.publish(s)
	}
	p := plainStory(94, "en", "bangladesh", "A < B & \"C\"</script>")
	p.Lead = ferry().Lead
	w.publish(p)
	return w.View()
}

// Every page of every kind says of itself only what schema.org has words for, and what
// search engines want to know.
func TestEveryPagesLinkedDataIsSchemaOrgs(t *testing.T) {
	v := wellKnown(t)
	seen := map[string]bool{}
	for _, l := range []news.Language{"en", "bn"} {
		for _, path := range []string{
			home(l), front(l, "bangladesh"), topic(l, "jamuna-flood"), topic(l, "jomuna-bonna"), author(l, "nusrat"), author(l, "green"), author(l, "imran-hossain"),
			ownPage(l, "about"), ownPage(l, "ethics"), ownPage(l, "contact"), ferryPath, ferryPathBN, "/en/bangladesh/2026/03/26/95-l",
			"/en/bangladesh/2026/03/26/96-l", "/en/bangladesh/2026/03/26/97-l", "/en/bangladesh/2026/03/26/98-l",
		} {
			page := string(printed(t, v, path).body)
			things := linkedThings(t, page)
			if len(things) == 0 && printed(t, v, path).status == 200 {
				t.Errorf("%s says nothing of itself", path)
			}
			for _, thing := range things {
				kind, _ := thing["@type"].(string)
				seen[kind] = true
				at := path
				if kind == "NewsMediaOrganization" {
					at += " whole"
				}
				for _, fault := range schemaFaults(at, thing) {
					t.Error(fault)
				}
			}
		}
	}
	for _, kind := range []string{"NewsArticle", "OpinionNewsArticle", "AdvertiserContentArticle", "BreadcrumbList", "WebSite", "NewsMediaOrganization", "CollectionPage", "ProfilePage", "AboutPage", "ContactPage"} {
		if !seen[kind] {
			t.Errorf("no page is a %s", kind)
		}
	}
}

func TestAStorySaysToProgramsWhatItSaysToReaders(t *testing.T) {
	v := wellKnown(t)
	article := func(path string) map[string]any { return linkedThings(t, string(printed(t, v, path).body))[0] }
	a := article(ferryPath)
	text := func(v any) string { b, _ := json.Marshal(v); return string(b) }
	for name, want := range map[string]string{
		"author":              `[{"@type":"Person","name":"Nusrat Karim","url":"https://padma.example/en/a/nusrat"},{"@type":"Person","name":"Imran Hossain","url":"https://padma.example/en/a/imran-hossain"}]`,
		"correction":          `[{"@type":"CorrectionComment","datePublished":"2026-03-26T16:40:00+06:00","text":"An earlier version said 14 shelters were open. There are 41."}]`,
		"workTranslation":     `[{"@type":"CreativeWork","inLanguage":"bn","url":"https://padma.example` + ferryPathBN + `"}]`,
		"dateModified":        `"2026-03-26T16:40:00+06:00"`,
		"isAccessibleForFree": "true", "wordCount": "141", "dateline": `"Sirajganj"`,
	} {
		if got := text(a[name]); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if got := text(article(ferryPathBN)["translationOfWork"]); got != `{"@type":"CreativeWork","inLanguage":"en","url":"https://padma.example`+ferryPath+`"}` {
		t.Errorf("the translation is of %s", got)
	}
	publisher := text(a["publisher"])
	for _, want := range []string{`"ethicsPolicy":"https://padma.example/en/about/ethics"`, `"correctionsPolicy":"https://padma.example/en/about/ethics"`, `"ownershipFundingInfo"`, `"masthead"`, `"logo":{"@type":"ImageObject"`} {
		if !strings.Contains(publisher, want) {
			t.Errorf("the publisher lacks %s: %s", want, publisher)
		}
	}
}

func TestFilmsAndSoundsOfAStoryAreToldToPrograms(t *testing.T) {
	w := testWorld(t)
	poster := &edition.Picture{ID: "p", Width: 640, Height: 360, Renditions: []news.Rendition{{Name: "poster.jpg", Width: 640, Height: 360}}}
	media := func(id string) news.Node {
		return news.Node{Type: news.MediaRef, Attrs: news.Attrs{Media: id, Caption: "The “river” at </script>" + id, Credit: "N. Karim"}}
	}
	s := plainStory(94, "en", "bangladesh", "A film")
	s.Body.Blocks = append(s.Body.Blocks, media("film"), media("film"), media("sound"), media("bare"), media("withdrawn"))
	s.Recordings = []edition.Recording{
		{
			ID: "film", Kind: news.Film, File: "f.mp4", Type: "video/mp4", Bytes: 1 << 20, Milliseconds: 3_692_400, Width: 640, Height: 360, Poster: poster,
			Captions: []news.Captions{{Language: "en", File: "c.vtt"}},
		},
		{ID: "sound", Kind: news.Sound, File: "s.mp3", Type: "audio/mpeg", Bytes: 9000, Milliseconds: 92_000},
		{ID: "bare", Kind: news.Film, File: "b.webm", Type: "video/webm", Bytes: 9000, Milliseconds: 400},
	}
	w.publish(s)
	led := s
	led.Number, led.Lead = 95, ferry().Lead
	w.publish(led)
	for number, want := range map[int64]int{94: 1, 95: 2} { // the story's picture stands for what has none
		page := string(printed(t, w.View(), fmt.Sprintf("/en/bangladesh/%s/%d-%s", s.Date, number, s.Slug)).body)
		thing := linkedThings(t, page)[0]
		for _, fault := range schemaFaults("film", thing) {
			if !strings.Contains(fault, "NewsArticle lacks") {
				t.Error(fault)
			}
		}
		films, _ := thing["video"].([]any)
		sounds, _ := thing["audio"].([]any)
		if len(films) != want || len(sounds) != 1 {
			t.Fatalf("story %d: %d films, %d sounds", number, len(films), len(sounds))
		}
		f, s := films[0].(map[string]any), sounds[0].(map[string]any)
		if f["duration"] != "PT1H1M32S" || f["thumbnailUrl"] != "https://padma.example/media/poster.jpg" || f["contentUrl"] != "https://padma.example/media/f.mp4" || s["duration"] != "PT1M32S" || s["@type"] != "AudioObject" {
			t.Errorf("story %d: %v, %v", number, f, s)
		}
	}
}

func TestLiveCoverageIsALiveBlogForPrograms(t *testing.T) {
	p, err := storyPageOf(wellKnown(t), 90)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 26, 11, 0, 0, 0, time.UTC)
	body, err := json.Marshal(p.liveBlog(coverage{starts: at.Add(-time.Hour), ends: at.Add(time.Hour), updates: []livePost{
		{headline: "The bridge is open", text: "Buses cross.", path: ferryPath + "#p-2", at: at, edited: at.Add(time.Minute), author: "Nusrat Karim"},
		{headline: "The water falls", text: "By a hand.", path: ferryPath + "#p-1", at: at.Add(-time.Minute)},
	}}))
	var thing map[string]any
	if err != nil || json.Unmarshal(body, &thing) != nil {
		t.Fatal(err)
	}
	for _, fault := range schemaFaults("live", thing) {
		t.Error(fault)
	}
	if thing["@type"] != "LiveBlogPosting" || thing["dateModified"] != "2026-03-26T17:01:00+06:00" || len(thing["liveBlogUpdate"].([]any)) != 2 || thing["coverageEndTime"] != "2026-03-26T18:00:00+06:00" {
		t.Errorf("it is %s", body)
	}
}

func TestTheSchemaCheckFindsFaults(t *testing.T) {
	for what, text := range map[string]string{
		"a type":               `{"@type":"NewsStory"}`,
		"a property":           `{"@type":"Person","name":"x","url":"https://x.example/","headline":"x"}`,
		"another's property":   `{"@type":"AdvertiserContentArticle","dateline":"x"}`,
		"a relative address":   `{"@type":"Thing","url":"/x"}`,
		"a date":               `{"@type":"CreativeWork","datePublished":"yesterday"}`,
		"a value of no kind":   `{"@type":"CreativeWork","author":{"@type":"WebSite","name":"x","url":"https://x.example/"}}`,
		"a fault deeper":       `{"@type":"CreativeWork","about":{"@type":"Thing","title":"x"}}`,
		"nothing":              `{"@type":"Thing","name":""}`,
		"what Google wants":    `{"@type":"NewsArticle","headline":"x"}`,
		"a number for a truth": `{"@type":"CreativeWork","isAccessibleForFree":1}`,
	} {
		var thing map[string]any
		if err := json.Unmarshal([]byte(text), &thing); err != nil {
			t.Fatal(err)
		}
		if len(schemaFaults("", thing)) == 0 {
			t.Errorf("%s: no fault is found in %s", what, text)
		}
	}
}
