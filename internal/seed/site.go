package seed

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// both is a text in the site's two languages.
func both(en, bn string) map[news.Language]string {
	return map[news.Language]string{news.English: en, news.Bangla: bn}
}

// Authors returns those whom readers of the Courier may read about. pictures are the IDs
// of the pictures by name.
func Authors(pictures map[string]string) []news.Author {
	return []news.Author{
		{
			Slug: "nusrat-karim", Names: both("Nusrat Karim", "নুসরাত করিম"), Role: both("Senior reporter", "জ্যেষ্ঠ প্রতিবেদক"),
			Beat:  both("Rivers, erosion, the north-west", "নদী, ভাঙন, উত্তর-পশ্চিমাঞ্চল"),
			Bio:   both("Nusrat has covered the Jamuna and the people on its banks since 2014, and has slept in more flood shelters than hotels. She grew up in Sirajganj.", "নুসরাত ২০১৪ সাল থেকে যমুনা আর তার পাড়ের মানুষের খবর লিখছেন। হোটেলের চেয়ে আশ্রয়কেন্দ্রেই বেশি রাত কেটেছে তাঁর। বেড়ে উঠেছেন সিরাজগঞ্জে।"),
			Email: "nusrat@stet.test", Languages: []news.Language{news.Bangla, news.English},
		},
		{
			Slug: "farhana-yasmin", Names: both("Farhana Yasmin", "ফারহানা ইয়াসমিন"), Role: both("Business reporter", "বাণিজ্য প্রতিবেদক"),
			Beat:  both("Garments, wages, remittances", "পোশাকশিল্প, মজুরি, প্রবাসী আয়"),
			Bio:   both("Farhana reads order books and wage slips for a living, and before that kept the accounts of a weaving mill in Narsingdi.", "ফারহানা কার্যাদেশের খাতা আর মজুরির রসিদ পড়েন। সাংবাদিকতার আগে নরসিংদীর একটি বুননকলে হিসাব রাখতেন।"),
			Email: "farhana@stet.test", Languages: []news.Language{news.Bangla, news.English},
		},
		{
			Slug: "sajid-mahmud", Names: both("Sajid Mahmud", "সাজিদ মাহমুদ"), Role: both("Sports writer", "ক্রীড়া প্রতিবেদক"),
			Beat:  both("Cricket, football, chess", "ক্রিকেট, ফুটবল, দাবা"),
			Bio:   both("Sajid opened the bowling for his school and has been explaining it ever since.", "স্কুল দলে সাজিদই প্রথম ওভার করতেন। সেই গল্প তিনি আজও বলে যাচ্ছেন।"),
			Email: "sajid@stet.test", Languages: []news.Language{news.Bangla},
		},
		{
			Slug: "tanvir-alam", Names: both("Tanvir Alam", "তানভীর আলম"), Role: both("Reporter", "প্রতিবেদক"),
			Beat: both("Markets, prices, power", "বাজার, দর, বিদ্যুৎ"),
			Bio:  both("Tanvir walks three kitchen markets before eight every morning and writes down what things cost.", "রোজ সকাল আটটার আগে তিনটি কাঁচাবাজার ঘুরে দাম টুকে আনেন তানভীর।"),
		},
		{
			Slug: "greenwatch", Names: both("GreenWatch Desk", "গ্রিনওয়াচ ডেস্ক"), Desk: true,
			Beat:    both("Climate, air, water, forests", "জলবায়ু, বাতাস, পানি, বন"),
			Bio:     both("Four people who read gauges, sensors and treaties. Stories under this name were reported and checked by at least two of them.", "চারজনের একটি দল, যাঁরা মাপযন্ত্র, সেন্সর ও চুক্তিপত্র পড়েন। এই নামে ছাপা প্রতিটি প্রতিবেদন অন্তত দুজনে মিলে তৈরি ও যাচাই করেছেন।"),
			Picture: pictures["mangrove-creek"], Email: "greenwatch@stet.test", Languages: []news.Language{news.Bangla, news.English},
		},
	}
}

// own makes a page of the house's own. A text is its title, and paragraphs.
func own(slug string, en, bn [2]string) news.StaticPage {
	text := func(t [2]string) news.PageText {
		return news.PageText{Title: t[0], Body: news.Paragraphs(strings.Split(t[1], "\n")...)}
	}
	return news.StaticPage{Slug: slug, Texts: map[news.Language]news.PageText{news.English: text(en), news.Bangla: text(bn)}}
}

// Pages returns what the Courier says of itself.
func Pages() []news.StaticPage {
	return []news.StaticPage{
		own("about",
			[2]string{"About us", "The Padma Courier is a daily newspaper in English and Bangla. It exists only in this demonstration.\nForty-one people work in one room in Dhaka and in seven district towns. We report what we have seen or can prove, and say which of the two it is."},
			[2]string{"আমাদের কথা", "পদ্মা কুরিয়ার ইংরেজি ও বাংলায় প্রকাশিত একটি দৈনিক। এর অস্তিত্ব কেবল এই নমুনায়।\nঢাকার একটি কক্ষে ও সাতটি জেলা শহরে আমরা একচল্লিশজন কাজ করি। যা নিজেরা দেখেছি কিংবা যার প্রমাণ আছে, তা-ই লিখি; কোনটি কী, তা-ও জানাই।"}),
		own(news.PolicyPage,
			[2]string{"Ethics and corrections", "When we get a fact wrong we say so in the story, in plain words: what was wrong, and what is right. We never change a fact in silence. Every story lists the versions that readers have had.\nA story that must not stand is withdrawn. A notice stays in its place and says when. We do not withdraw a story because somebody powerful dislikes it.\nReporters take no gifts, no lifts and no meals worth writing home about."},
			[2]string{"নীতিমালা ও সংশোধন", "তথ্যে ভুল হলে প্রতিবেদনেই তা সহজ ভাষায় জানাই: কী ভুল ছিল, কোনটি ঠিক। চুপচাপ কোনো তথ্য বদলাই না। পাঠক কোন সংস্করণ কখন পেয়েছেন, প্রতিটি প্রতিবেদনে তার তালিকা থাকে।\nযে প্রতিবেদন থাকা উচিত নয়, তা প্রত্যাহার করি। তার জায়গায় একটি বার্তা থাকে, তাতে সময় লেখা থাকে। ক্ষমতাবান কারও অপছন্দ হলেই আমরা কোনো প্রতিবেদন সরাই না।\nপ্রতিবেদকেরা উপহার, যাতায়াত কিংবা আপ্যায়নের সুবিধা নেন না।"}),
		own("ownership",
			[2]string{"Who owns us", "The Courier belongs to a trust of its readers and its staff. No owner holds more than a twentieth, and no advertiser pays for more than a tenth of a year."},
			[2]string{"মালিকানা", "কুরিয়ারের মালিক এর পাঠক ও কর্মীদের একটি ট্রাস্ট। কারও অংশ বিশ ভাগের এক ভাগের বেশি নয়। বছরের আয়ের দশ ভাগের এক ভাগের বেশি কোনো একজন বিজ্ঞাপনদাতার কাছ থেকে আসে না।"}),
		own("ai",
			[2]string{"How we use AI", "Machines transcribe our interviews and suggest headlines that an editor may refuse. They write no story and make no picture. A person has read every word before you do."},
			[2]string{"আমরা যেভাবে এআই ব্যবহার করি", "যন্ত্র আমাদের সাক্ষাৎকার লিখে দেয়, শিরোনামের প্রস্তাব দেয়; সম্পাদক তা না-ও নিতে পারেন। যন্ত্র কোনো প্রতিবেদন লেখে না, ছবিও বানায় না। আপনি পড়ার আগে প্রতিটি শব্দ একজন মানুষ পড়েছেন।"}),
		own("privacy",
			[2]string{"Privacy", "We set no cookies and load nothing from others. We count how often a page is read, not who read it."},
			[2]string{"গোপনীয়তা", "আমরা কোনো কুকি রাখি না, অন্য কারও কিছু পাতায় আনি না। কোন পাতা কতবার পড়া হলো গুনি; কে পড়লেন, তা নয়।"}),
		own("contact",
			[2]string{"Contact", "Write to the newsroom, or to the author of a story: their page says how. If we got something wrong, tell us which story and which sentence."},
			[2]string{"যোগাযোগ", "বার্তাকক্ষে কিংবা প্রতিবেদককে লিখুন; প্রতিবেদকের পাতায় ঠিকানা আছে। আমাদের ভুল হলে জানান, কোন প্রতিবেদনের কোন বাক্যে।"}),
	}
}

// Intros returns what the Courier says at the head of its topics.
func Intros() []news.TopicIntro {
	return []news.TopicIntro{
		{Language: news.English, Slug: news.Slugify("River erosion"), Text: "Every monsoon the Jamuna, the Padma and the Meghna take land along hundreds of kilometres of bank. Most of those who lose it move a few hundred metres and wait for the next year."},
		{Language: news.Bangla, Slug: news.Slugify("নদীভাঙন"), Text: "প্রতি বর্ষায় যমুনা, পদ্মা ও মেঘনা কয়েক শ কিলোমিটার তীর ভাঙে। যাঁদের জমি যায়, তাঁদের বেশির ভাগই কয়েক শ মিটার সরে পরের বছরের অপেক্ষা করেন।"},
	}
}
