package press

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// The sample is a day of a small newsroom, with everything that a page can show. The
// goldens are printed from it.

const (
	ferryPath   = "/en/bangladesh/2026/03/26/90-ferries-halted-on-the-jamuna-as-river-crosses-danger-mark"
	ferryPathBN = "/bn/bangladesh/2026/03/26/91-jomunay-feri-chalachol-bondho"
)

func sample(t *testing.T) *archive.View {
	t.Helper()
	w := testWorld(t)
	w.add(edition.Change{Kind: edition.Arranged, House: furnished()})
	for i, h := range []struct{ section, headline string }{
		{"world-news", "Talks on the shared river end without a date for the next round"},
		{"sport", "Under-19 side chase 241 with four balls to spare"},
		{"bangladesh", "Boro growers ask for diesel before the April heat"},
		{"world-news", "Port workers in Chattogram’s sister city vote to end strike"},
		{"sport", "A goalkeeper from Sirajganj keeps her ninth clean sheet of the season"},
		{"bangladesh", "Air in Dhaka ‘moderate’ for a third morning"},
		{"bangladesh", "Rail link with Khulna restored after nineteen hours"},
		{"world-news", "Central bank holds its rate; the rupee steadies"},
		{"sport", "Chess: a fifteen-year-old from Rajshahi earns her first norm"},
		{"bangladesh", "What the new tenancy rules ask of landlords, in six questions"},
		{"world-news", "Election observers leave with two reports and one conclusion"},
	} {
		s := plainStory(int64(40+2*i), news.English, h.section, h.headline)
		if i != 3 {
			s.Standfirst = "What was said, who was there, and what the people whom it concerns make of it."
		}
		if i%2 == 0 {
			p := photo([]string{"boat", "field", "hall"}[i%3], "", 1280, 853)
			s.Lead = &p
		}
		w.publish(s)
	}
	for i, h := range []struct{ section, headline string }{
		{"sport", "শেষ ওভারে জিতল অনূর্ধ্ব-১৯ দল"},
		{"bangladesh", "এপ্রিলের আগে ডিজেল চান বোরোচাষিরা"},
		{"world-news", "অভিন্ন নদী নিয়ে আলোচনা শেষ, পরের দিন ঠিক হয়নি"},
		{"bangladesh", "ঢাকার বাতাস টানা তৃতীয় সকালে ‘মাঝারি’"},
		{"sport", "সিরাজগঞ্জের গোলরক্ষকের নবম ম্যাচে গোল নেই"},
		{"bangladesh", "উনিশ ঘণ্টা পর খুলনার সঙ্গে রেল যোগাযোগ চালু"},
		{"world-news", "সুদের হার অপরিবর্তিত রাখল কেন্দ্রীয় ব্যাংক"},
	} {
		s := plainStory(int64(41+2*i), news.Bangla, h.section, h.headline)
		s.Standfirst = "কে কী বললেন, কারা ছিলেন, আর যাঁদের কথা তাঁরা কী ভাবছেন।"
		s.Author, s.Byline = "গ্রিনওয়াচ ডেস্ক", news.Byline{Desk: "গ্রিনওয়াচ ডেস্ক"}
		if i%2 == 0 {
			p := photo([]string{"field", "hall", "boat"}[i%3], "", 1280, 853)
			s.Lead = &p
		}
		w.publish(s)
	}
	w.publish(plainStory(7, news.English, "bangladesh", "A story that is killed"))
	w.publish(plainStory(8, news.Bangla, "bangladesh", "যে খবর তুলে নেওয়া হলো"))
	w.kill(7, news.English)
	w.withdraw(8, news.Bangla)
	w.publish(ferry())
	w.publish(ferryBangla())
	breaking := flashItem("f1", "Ferries halted on the Jamuna as river crosses danger mark", ferryPath)
	breaking.Breaking = true
	w.flash(news.English, breaking,
		flashItem("f2", "Rail link with Khulna restored after nineteen hours", "/en/bangladesh/2026/03/25/52-rail-link-with-khulna-restored-after-nineteen-hours"),
		flashItem("f3", "Central bank holds its rate", ""))
	w.flash(news.Bangla,
		flashItem("g1", "যমুনায় ফেরি চলাচল বন্ধ, পানি বিপৎসীমার ওপরে", ferryPathBN),
		flashItem("g2", "খুলনার সঙ্গে রেল যোগাযোগ উনিশ ঘণ্টা পর চালু", ""))
	w.add(edition.Change{Kind: edition.Counted, MostRead: []edition.MostRead{
		{Language: news.English, Stories: []int64{60, 7, 52, 90, 44}}, {Language: news.Bangla, Stories: []int64{91, 53}},
	}})
	return w.View()
}

// furnished returns the house with people and pages of its own.
func furnished() *news.House {
	h := house()
	h.Authors = []news.Author{{
		Slug: "nusrat", Names: map[news.Language]string{news.English: "Nusrat Karim", news.Bangla: "নুসরাত করিম"},
		Role:     map[news.Language]string{news.English: "Senior reporter", news.Bangla: "জ্যেষ্ঠ প্রতিবেদক"},
		Beat:     map[news.Language]string{news.English: "Rivers", news.Bangla: "নদী"},
		Bio:      map[news.Language]string{news.English: "She has covered the Jamuna since 2014.", news.Bangla: "২০১৪ সাল থেকে যমুনার খবর লেখেন।"},
		Portrait: &news.Portrait{Width: 400, Height: 500, Renditions: []news.Rendition{{Name: "nusrat0000000000-320.jpg", Width: 320, Height: 400, Bytes: 9000}}},
		Email:    "nusrat@padma.example", Languages: []news.Language{news.Bangla, news.English},
	}}
	h.Pages = []news.StaticPage{{Slug: news.PolicyPage, Texts: map[news.Language]news.PageText{
		news.English: {Title: "Ethics", Body: news.Paragraphs("We say what was wrong.")}, news.Bangla: {Title: "নীতিমালা", Body: news.Paragraphs("ভুল হলে জানাই।")},
	}}}
	h.Topics = []news.TopicIntro{{Language: news.English, Slug: "jamuna-flood", Text: "What the river does each year."}}
	return h
}

func text(s string, marks ...news.Mark) news.Node {
	return news.Node{Type: news.Text, Text: s, Marks: marks}
}

func node(t news.NodeType, a news.Attrs, content ...news.Node) news.Node {
	return news.Node{Type: t, Attrs: a, Content: content}
}

func paragraph(runs ...news.Node) news.Node { return node(news.Paragraph, news.Attrs{}, runs...) }

// ferry has everything that a story can have.
func ferry() edition.Story {
	at := time.Date(2026, 3, 26, 9, 5, 0, 0, time.UTC)
	lead, map_ := photo("ferry", "Passengers wait on the ghat beside a moored ferry", 1280, 853), plainPhoto("ghat", "A woman carries a child off a boat", 640, 800)
	s := edition.Story{
		Card: edition.Card{
			Number: 90, Language: news.English, Section: "bangladesh", Slug: "ferries-halted-on-the-jamuna-as-river-crosses-danger-mark", Kicker: "Flood",
			Headline:   "Ferries halted on the Jamuna as river crosses danger mark",
			Standfirst: "Forty-one shelters are open in three districts; the water is expected to go on rising until Sunday.",
			Author:     "Nusrat Karim, Imran Hossain", Date: "2026/03/26", Published: at, Updated: at.Add(95 * time.Minute), Lead: &lead,
		},
		Topics:   []edition.Topic{{Slug: "jamuna-flood", Name: "Jamuna flood"}, {Slug: "transport", Name: "Transport"}},
		Byline:   news.Byline{People: []string{"Nusrat Karim", "Imran Hossain"}},
		Dateline: news.Dateline{Place: "Sirajganj"}, LeadCaption: "Passengers wait at the ghat on Thursday morning.", LeadCredit: "Abdul Alim",
		Credit:      "With Delta News Agency",
		Corrections: []news.Correction{{ID: "c2", Kind: news.EditorNote, Note: "The reporter’s brother works for the ferry company.", At: at.Add(2 * time.Hour)}, {ID: "c1", Kind: news.Corrected, Note: "An earlier version said 14 shelters were open. There are 41.", At: at.Add(95 * time.Minute)}},
		Pictures:    []edition.Picture{map_, lead},
		Related:     []int64{44, 90, 7}, Contributors: "Reporting by Nusrat Karim in Sirajganj; editing by Imran Hossain",
		Versions: []news.Version{
			{Edition: 1, Kind: news.FirstVersion, At: at},
			{Edition: 2, Kind: news.FixedVersion, At: at.Add(10 * time.Minute)},
			{Edition: 3, Kind: news.CorrectedVersion, At: at.Add(95 * time.Minute), Note: "An earlier version said 14 shelters were open. There are 41.", Called: news.Corrected, Edits: []news.Edit{{Before: "… and opened", Was: "14", Is: "41", After: "shelters on Thursday."}, {Was: "nobody", Is: "no one", After: "was hurt."}}},
		},
	}
	s.Body = news.Document{Blocks: []news.Node{
		paragraph(text("The Jamuna rose above its danger mark at two gauges on Thursday, and ferries between Paturia and Daulatdia stopped at ten in the morning. "), text("The Water Board", news.Mark{Type: news.Link, Href: "https://water.example/gauges?day=26&river=jamuna"}), text(" expects the crest on Sunday.")),
		paragraph(text("“We moved the cattle first,” said "), text("Rahela Begum", news.Mark{Type: news.Bold}), text(", who has a stall at the ghat. “Then the children. The stall can stay.”")),
		node(news.Heading, news.Attrs{}, text("What is open")),
		node(news.List, news.Attrs{}, node(news.Item, news.Attrs{}, paragraph(text("41 shelters, most of them schools"))), node(news.Item, news.Attrs{}, paragraph(text("The road bridge, for buses and lorries under ten tonnes")))),
		node(news.PictureRef, news.Attrs{Picture: "ghat", Caption: "A family arrives at Kazipur.", Credit: "Photo: Rupa Sen", Alt: "A woman carries a child off a boat"}),
		node(news.Quotation, news.Attrs{Attribution: "Golam Rabbani, Water Board"}, paragraph(text("Nobody should cross at night. There are logs in the water that no light will show you."))),
		node(news.Table, news.Attrs{Caption: "Gauges on Thursday, metres"},
			node(news.Row, news.Attrs{}, node(news.Cell, news.Attrs{Header: true}, text("Gauge")), node(news.Cell, news.Attrs{Header: true}, text("9 am")), node(news.Cell, news.Attrs{Header: true}, text("Danger mark"))),
			node(news.Row, news.Attrs{}, node(news.Cell, news.Attrs{}, text("Sirajganj")), node(news.Cell, news.Attrs{}, text("13.41")), node(news.Cell, news.Attrs{}, text("13.35")))),
		node(news.PullQuote, news.Attrs{Attribution: "Rahela Begum"}, text("The stall can stay")),
		node(news.Embed, news.Attrs{Provider: "YouTube", Title: "The ghat at ten o’clock", URL: "https://video.example/watch?v=1"}),
		paragraph(text("The next bulletin is due at six.")),
	}}
	return s
}

func ferryBangla() edition.Story {
	at := time.Date(2026, 3, 26, 9, 35, 0, 0, time.UTC)
	lead := photo("ferry", "ঘাটে নোঙর করা ফেরির পাশে যাত্রীরা", 1280, 853)
	s := edition.Story{
		Card: edition.Card{
			Number: 91, Language: news.Bangla, Section: "bangladesh", Slug: "jomunay-feri-chalachol-bondho", Kicker: "বন্যা",
			Headline: "যমুনায় ফেরি চলাচল বন্ধ, দুই পয়েন্টে পানি বিপৎসীমার ওপরে", Standfirst: "তিন জেলায় ৪১টি আশ্রয়কেন্দ্র খোলা হয়েছে; রোববার পর্যন্ত পানি বাড়তে পারে।",
			Author: "নুসরাত করিম, ইমরান হোসেন", Date: "2026/03/26", Published: at, Updated: at.Add(time.Hour), Lead: &lead,
		},
		Topics: []edition.Topic{{Slug: "jomuna-bonna", Name: "যমুনার বন্যা"}}, Byline: news.Byline{People: []string{"নুসরাত করিম", "ইমরান হোসেন"}},
		Dateline: news.Dateline{Place: "সিরাজগঞ্জ"}, LeadCaption: "বৃহস্পতিবার সকালে ঘাটে অপেক্ষায় যাত্রীরা।", LeadCredit: "আবদুল আলীম", Credit: "ডেল্টা নিউজ এজেন্সির তথ্যসহ",
		Corrections: []news.Correction{{ID: "c1", Kind: news.Corrected, Note: "আগে লেখা হয়েছিল ১৪টি আশ্রয়কেন্দ্র; আসলে ৪১টি।", At: at.Add(time.Hour)}},
		Pictures:    []edition.Picture{lead}, Translates: 90,
		Versions: []news.Version{{Edition: 1, Kind: news.FirstVersion, At: at}, {Edition: 2, Kind: news.CorrectedVersion, At: at.Add(time.Hour), Note: "আগে লেখা হয়েছিল ১৪টি আশ্রয়কেন্দ্র; আসলে ৪১টি।", Called: news.Corrected, Edits: []news.Edit{{Before: "জেলায় খোলা হয়েছে", Was: "১৪টি", Is: "৪১টি", After: "আশ্রয়কেন্দ্র।"}}}},
	}
	s.Body = news.Document{Blocks: []news.Node{
		paragraph(text("যমুনা নদীর পানি বৃহস্পতিবার দুটি পয়েন্টে বিপৎসীমা ছাড়িয়ে গেছে। সকাল ১০টা থেকে পাটুরিয়া ও দৌলতদিয়ার মধ্যে ফেরি চলাচল বন্ধ।")),
		paragraph(text("‘আগে গরু সরিয়েছি,’ বললেন ঘাটের দোকানি "), text("রাহেলা বেগম", news.Mark{Type: news.Bold}), text("। ‘তারপর বাচ্চাদের। দোকান থাকুক।’")),
		node(news.Heading, news.Attrs{}, text("যা খোলা আছে")),
		paragraph(text("স্কুলসহ ৪১টি আশ্রয়কেন্দ্র খোলা। দশ টনের কম ওজনের বাস ও ট্রাক সেতু দিয়ে চলছে। "), text("রাতে কেউ যেন নদী পার না হন", news.Mark{Type: news.Italic}), text(", বলেছে পানি উন্নয়ন বোর্ড।")),
		node(news.Quotation, news.Attrs{Attribution: "গোলাম রব্বানী, পানি উন্নয়ন বোর্ড"}, paragraph(text("পানিতে গাছের গুঁড়ি ভাসছে, আলোয় তা দেখা যায় না।"))),
		paragraph(text("পরের বুলেটিন সন্ধ্যা ছয়টায়।")),
	}}
	return s
}
