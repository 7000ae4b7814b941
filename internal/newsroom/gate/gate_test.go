package gate_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/gate"
)

// notText are the fields of a change, by the end of their path, that are no words of anybody:
// numbers, codes and addresses that the program makes.
var notText = []string{
	".Kind", ".Language", ".Section", ".Date", ".Label", ".ID", ".Renditions.Name", ".Called", ".Zone", ".URL", ".Edition", ".Block", ".Topic",
	".Blocks.Name", ".Languages", ".Desks", ".Security", ".Machines", ".Theme", ".Authors.Picture", ".Email", ".By", ".Items.Path", ".Sections.Slug",
	".Attrs.Picture", ".Attrs.Media", ".Recordings.File", ".Recordings.Captions.File", ".Portrait", ".Type", ".CopyGate", ".Colour", ".Crops.Shape", ".WebP.Name", ".AVIF.Name", ".Covered.Cover.Name", ".Former.Name",
}

func TestEveryTextOfAChangeIsLookedAt(t *testing.T) {
	var c edition.Change
	said := map[string]string{}
	fill(reflect.ValueOf(&c).Elem(), "", said, 0)
	c.House.Security, c.House.Machines, c.House.Theme = news.Security{}, news.Machines{}, news.Theme{}
	var seen strings.Builder
	for _, l := range gate.Of(c) {
		for _, p := range l.Parts {
			seen.WriteString(p.Text + "\n")
		}
		for _, p := range l.Pictures {
			seen.WriteString(p.Credit + "\n" + p.Caption + "\n")
		}
	}
	checked := 0
	for word, path := range said {
		if isNoText(path) {
			continue
		}
		checked++
		if !strings.Contains(seen.String(), word) {
			t.Errorf("the gate does not look at %s", path)
		}
	}
	if checked < 40 {
		t.Errorf("only %d texts were looked for", checked)
	}
}

// Every word that must not go out, in every text of a change: the whole product, of which
// the test of package desk tries a part at the doors themselves.
func TestEveryHeldWordIsFoundInEveryTextOfAChange(t *testing.T) {
	var entry news.Protected
	if err := gate.Hash(key, &entry, people[4].written); err != nil {
		t.Fatal(err)
	}
	r := gate.Rules{Register: gate.NewRegister(key, []news.Protected{entry})}
	words := slices.Concat(forms(), people[4].comes[:])
	said := map[string]string{}
	var c edition.Change
	fill(reflect.ValueOf(&c).Elem(), "", said, 0)
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	found, of := 0, 0
	for canary, path := range said {
		if strings.HasSuffix(path, ".Captions.Words") {
			continue // they are not written down: TestWordsOfCaptionsAreLookedAt
		}
		if isNoText(path) || strings.HasSuffix(path, " link") || strings.HasSuffix(path, " url") || strings.Contains(path, "Slug") || strings.HasSuffix(path, "Banner.Path") {
			continue // an address has no spaces: below
		}
		for _, w := range words {
			of++
			quoted, _ := json.Marshal(w)
			var with edition.Change
			if err := json.Unmarshal([]byte(strings.ReplaceAll(string(text), canary, strings.Trim(string(quoted), `"`))), &with); err != nil {
				t.Fatal(path, err)
			}
			if len(r.Hits(with)) == 0 {
				t.Errorf("%q in %s is not found", w, path)
			} else {
				found++
			}
		}
	}
	t.Logf("%d of %d found", found, of)
}

// What captions say leaves in a file of its own, and is looked at all the same: a name that two lines share too.
func TestWordsOfCaptionsAreLookedAt(t *testing.T) {
	var entry news.Protected
	if err := gate.Hash(key, &entry, people[0].written); err != nil {
		t.Fatal(err)
	}
	r := gate.Rules{Register: gate.NewRegister(key, []news.Protected{entry})}
	saying := func(words string) edition.Change {
		return edition.Change{Story: &edition.Story{Recordings: []edition.Recording{{Captions: []news.Captions{{Words: words}}}}}}
	}
	for words, want := range map[string]int{
		"The river rises.\nThe boats are full.\n":       0,
		"She said that Rahima\nKhatun saw it.\n":        1,
		"Reporter: রহিমা খাতুনের বাড়ি\n":               1,
		"The boats are full.\nHOLD\nThe river rises.\n": 1,
		"EMBARGOED until 6pm\n":                         1,
	} {
		if hits := r.Hits(saying(words)); len(hits) != want {
			t.Errorf("%q: %+v", words, hits)
		}
	}
}

// forms is one form of each hold marker, or with -long all that are known.
func forms() (list []string) {
	if *long {
		return held
	}
	seen := map[string]bool{}
	for _, s := range held {
		for _, m := range gate.Markers(s) {
			if !seen[m] {
				list = append(list, s)
				seen[m] = true
			}
		}
	}
	return slices.Compact(list)
}

var long = flag.Bool("long", false, "try every form of the hold markers in every text of a change")

func isNoText(path string) bool {
	return slices.ContainsFunc(notText, func(end string) bool { return strings.HasSuffix(path, end) || strings.Contains(path, end+".") })
}

// fill sets every string in v to a word of its own.
func fill(v reflect.Value, path string, said map[string]string, depth int) {
	if depth > 14 || !v.CanSet() {
		return
	}
	if v.Type() == reflect.TypeFor[time.Time]() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		word := fmt.Sprintf("canary%dword", len(said))
		v.SetString(word)
		said[word] = path
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), path, said, depth+1)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]news.Node]() {
			v.Set(reflect.ValueOf(document(path, said).Blocks))
			return
		}
		if v.Type().Elem().Kind() == reflect.Uint8 || strings.HasSuffix(path, ".Content") {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), path, said, depth+1)
	case reflect.Map:
		if v.Type().Key().Kind() != reflect.String {
			return
		}
		e := reflect.New(v.Type().Elem()).Elem()
		fill(e, path, said, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("en").Convert(v.Type().Key()), e)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), path+"."+v.Type().Field(i).Name, said, depth+1)
		}
	}
}

// document has a block of every kind, each with words of its own everywhere.
func document(path string, said map[string]string) (d news.Document) {
	word := func(what string) string {
		w := fmt.Sprintf("canary%dword", len(said))
		said[w] = path + " " + what
		return w
	}
	text := func() news.Node {
		return news.Node{Type: news.Text, Text: word("text"), Marks: []news.Mark{{Type: news.Link, Href: "/" + word("link")}}}
	}
	p := func() news.Node { return news.Node{Type: news.Paragraph, Content: []news.Node{text()}} }
	d.Blocks = []news.Node{
		p(),
		{Type: news.Heading, Content: []news.Node{text()}},
		{Type: news.Quotation, Attrs: news.Attrs{Attribution: word("attribution")}, Content: []news.Node{p()}},
		{Type: news.List, Content: []news.Node{{Type: news.Item, Content: []news.Node{p(), {Type: news.List, Content: []news.Node{{Type: news.Item, Content: []news.Node{p()}}}}}}}},
		{Type: news.PictureRef, Attrs: news.Attrs{Picture: "p", Caption: word("caption"), Credit: word("credit"), Alt: word("alt"), Graphic: word("graphic")}},
		{Type: news.PullQuote, Attrs: news.Attrs{Attribution: word("attribution")}, Content: []news.Node{text()}},
		{Type: news.Table, Attrs: news.Attrs{Caption: word("caption")}, Content: []news.Node{{Type: news.Row, Content: []news.Node{{Type: news.Cell, Content: []news.Node{text()}}}}}},
		{Type: news.Embed, Attrs: news.Attrs{Provider: word("provider"), Title: word("title"), URL: "https://x.example/" + word("url")}},
	}
	return d
}

// held are texts that must not go out, ordinary are those that look like them and may.
var (
	held = []string{
		"DO NOT PUBLISH before the minister speaks", "Do not publish", "NOT FOR PUBLICATION: names", "HOLD FOR RELEASE", "Hold for legal", "Hold-for-release until noon", "NOT FOR RELEASE",
		"EMBARGOED until 6pm", "EMBARGO: 18:00", "Strictly embargoed", "The minister, TK, said", "TKTK people were hurt", "[tk]", "(TK)", "XXX people died", "Dozens in xxxx hurt",
		"PREP: obituary of a singer", "PREP Verdict story", "Lorem ipsum dolor", "dummy headline", "Headline goes here", "asdfasdf asdf", "placeholder text", "Insert caption here",
		"TEST", "TEST: new template", "test test", "[Test]", "This is a test message", "Please disregard", "This is only a test", "Test story", "testing testing one two", "DUMMY",
		"DO NOT USE picture", "MANDATORY KILL", "ＤＯ ＮＯＴ ＰＵＢＬＩＳＨ", "DO\u00a0NOT\u00a0PUBLISH", "DO NOT PUB\u200bLISH", "do-not-publish", "DO\nNOT PUBLISH",
		"প্রকাশ করবেন না", "ছাপবেন না: আইনি জটিলতা", "[প্রকাশ নয়]", "টিকে", "[টিকে]", "মন্ত্রীর নাম (টিকে) বলেছেন", "টেস্ট", "টেস্ট টেস্ট", "টেস্ট: নতুন পাতা", "টেস্ট নিউজ", "পরীক্ষামূলক বার্তা",
		"ডামি", "ডামি শিরোনাম", "[ডামি]", "ডামি টেক্সট বসানো আছে", "দয়া করে এই বার্তা উপেক্ষা করুন", "শিরোনাম এখানে বসবে", "[খসড়া]", "অনুগ্রহ করে এটি উপেক্ষা করুন",
		"HOLD", "[DRAFT] Verdict",
	}
	ordinary = []string{
		"Rice rose to Tk 55 a kilo", "TK 500 crore for embankments", "Loss of 40 crore TK feared", "It cost 300 TK.", "The test of a leader", "Bangladesh win first Test by an innings",
		"Test cricket returns to Sylhet", "A blood test for dengue costs Tk 300", "Police test drivers", "The dummy candidates withdrew", "Draft budget due in June", "Traders hold prices",
		"The ministry did not publish the list", "Not all of it can be published", "Voters prepare for polls", "Nobody may use the road", "They use what they have", "The embargo on onions was lifted",
		"India lifts trade embargo", "Ship to hold more for export", "He said it was to come", "Latin text, from Cicero", "The headline of the day", "Prepared meals for 400 families",
		"টিকে থাকার লড়াই চরের মানুষের", "সেতুটি এখনো টিকে আছে", "মিরপুর টেস্ট জিতল বাংলাদেশ", "টেস্ট সিরিজ শুরু কাল", "ডেঙ্গু টেস্টের ফি ৩০০ টাকা", "ডামি প্রার্থী নিয়ে বিতর্ক", "ডামি নির্বাচনের অভিযোগ",
		"নাম প্রকাশ করা যাবে না বলে জানান তিনি", "কারখানা স্থগিত ঘোষণা", "খসড়া বাজেট জুনে", "পরীক্ষামূলক চলাচল শুরু মেট্রোরেলের", "নির্দেশ উপেক্ষা করে চলছে বাস",
	}
)

func TestHoldMarkersAreFoundAndOrdinaryWordsAreNot(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range held {
		found := gate.Markers(s)
		if len(found) == 0 {
			t.Errorf("%q would go out", s)
		}
		for _, m := range found {
			seen[m] = true
		}
	}
	for _, m := range gate.MarkerNames() {
		if !seen[m] {
			t.Errorf("nothing that is tried carries the marker %q", m)
		}
	}
	for _, s := range ordinary {
		if found := gate.Markers(s); len(found) > 0 {
			t.Errorf("%q is held for %q", s, found)
		}
	}
	t.Logf("%d of %d held, %d ordinary", len(held), len(held), len(ordinary))
}

var key = bytes.Repeat([]byte{7}, 32)

// people are names as somebody writes them into the register, and five spellings in which
// they might come, of which none need be what was written.
var people = []struct {
	written []string
	comes   [5]string
}{
	{[]string{"Rahima Khatun", "রহিমা খাতুন"}, [5]string{"Rahima Khatun", "RAHIMA  KHATUN", "Rohima Khatun", "রহিমা খাতুনের", "রহিমা\u200c খাতুন"}},
	{[]string{"Shaheda Begum", "শাহেদা বেগম"}, [5]string{"shaheda begum", "Shaheda Begum’s", "সাহেদা বেগম", "শাহেদা বেগমকে", "Sha\u00adheda Begum"}},
	{[]string{"Karim Mollah", "করিম মোল্লা"}, [5]string{"Karim Molla", "Korim Mollah", "করিম মোল্লার", "করিম মোল্লা", "KARIM MOLLAH"}},
	{[]string{"Jahangir Alam Sarkar", "জাহাঙ্গীর আলম সরকার"}, [5]string{"Jahangir Alam Sarkar", "জাহাঙ্গির আলম সরকার", "Jahangir-Alam Sarkar", "জাহাঙ্গীর আলম সরকারকে", "jahangir alam sarker"}},
	{[]string{"Sumaiya Barua", "সুমাইয়া বড়ুয়া"}, [5]string{"SUMAIYA\u00a0 BARUA", "Sumáiya Bārua", "সুমাইযা বডুযার", "Sumai-ya Ba-rua", "সুমাইয়া-বড়ুয়া"}},
	{[]string{"Tuntuni", "টুনটুনি"}, [5]string{"Tuntuni", "TUNTUNI", "টুনটুনি", "টুনটুনী", "টুনটুনির"}},
}

func TestARegisteredNameIsFoundInFiveSpellings(t *testing.T) {
	found, of := 0, 0
	for i, p := range people {
		entry := news.Protected{ID: fmt.Sprint(i), Label: "case"}
		if err := gate.Hash(key, &entry, p.written); err != nil {
			t.Fatal(err)
		}
		r := gate.NewRegister(key, []news.Protected{entry})
		for _, s := range p.comes {
			of++
			if len(r.In("Police said "+s+" was seen there, near the old mill.")) == 1 {
				found++
			} else {
				t.Errorf("%q is not known by %q", s, p.written)
			}
		}
		for _, s := range ordinary {
			if len(r.In(s)) > 0 {
				t.Errorf("%q is taken for %q", s, p.written)
			}
		}
		if other := gate.NewRegister(bytes.Repeat([]byte{8}, 32), []news.Protected{entry}); len(other.In(p.written[0])) > 0 {
			t.Error("a name is found under another key")
		}
		text, _ := json.Marshal(entry)
		for _, s := range p.written {
			if strings.Contains(strings.ToLower(string(text)), strings.ToLower(s)) {
				t.Error("the name stands in the register")
			}
		}
	}
	t.Logf("%d of %d", found, of)
}

func TestATextThatWasTakenDownIsKnownAgain(t *testing.T) {
	text := "The council decided on Monday to close the old market by the river for two weeks, so that the roof can be mended before the rains come. " +
		"Traders said they had been told nothing and would lose the whole season, while the mayor promised them stalls at the stadium until it opens again in June."
	p := gate.NewPrints(key)
	was := p.Shingles(text)
	if !gate.Alike(was, p.Shingles(strings.ToUpper(text)+" A new last sentence was added by somebody at the desk.")) {
		t.Error("the text with another sentence is not known")
	}
	if !gate.Alike(was, p.Shingles(strings.Replace(text, "Monday", "Tuesday", 1))) {
		t.Error("the text with a word changed is not known")
	}
	if gate.Alike(was, p.Shingles("The council decided on Monday to open a new school in the east of the town. Parents said they had waited for it for years, and the mayor promised a second one.")) {
		t.Error("another text of the same council is taken for it")
	}
}
