package copycheck_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
)

// sameMeasures are figures of which a text need not say the unit or the magnitude twice, and what they are in another unit.
var sameMeasures = []struct{ name, language, source, story string }{
	{"a shared magnitude", "en", "The port expects profit of 7.2 billion to 7.9 billion euros this year.", "The port expects profit of between 7.2 and 7.9 billion euros this year."},
	{"a shared magnitude with a sign", "en", "The airline will spend $3 billion to $4 billion on new aircraft.", "The airline will spend $3 to $4 billion on new aircraft."},
	{"a magnitude named before", "en", "The city pumps 310 million litres of water a day and needs 460 million.", "The city pumps 310 million litres of water a day, against a need of about 460."},
	{"a range of millions in words", "en", "Two million to three million birds winter on the lake.", "Two or three million birds winter on the lake."},
	{"a range of percentages", "en", "The bank expects growth of 3 percent to 5 percent next year.", "The bank expects growth of from 3 to 5 per cent next year."},
	{"nautical miles", "en", "The trawler sank 14 nautical miles off the island.", "The trawler sank about 26 km off the island."},
	{"knots", "en", "The ferry was doing 20 knots when it struck the pier.", "The ferry was doing 37 kilometres an hour when it struck the pier."},
	{"square miles", "en", "The fire has burned 40 square miles of brush.", "The fire has burned over 100 square kilometres of brush."},
	{"acres for hectares", "en", "The park covers 250 hectares of wetland.", "The park covers some 620 acres of wetland."},
	{"bigha", "en", "The farmers lost 30 bighas of land to the river.", "The farmers lost about 4 hectares of land to the river."},
	{"decimals", "en", "The factory stands on 66 decimals of land.", "The factory stands on two bighas of land."},
	{"maunds", "en", "The traders bought 50 maunds of hilsa on Friday.", "The traders bought nearly 1.9 tonnes of hilsa on Friday."},
	{"gold", "en", "Customs seized 40 bhoris of gold at the airport.", "Customs seized 467 grams of gold at the airport."},
	{"barrels", "en", "The pipeline leaked 100 barrels of oil into the marsh.", "The pipeline leaked about 16,000 litres of oil into the marsh."},
	{"yards", "en", "The wall fell 220 yards from the school.", "The wall fell 200 metres from the school."},
	{"taka and paisa", "en", "A unit of power will cost 8.45 taka from May.", "A unit of power will cost 8 taka 45 paisa from May."},
	{"cents of a dollar", "en", "Copper rose by 1.5 dollars a tonne in London.", "Copper rose by 150 cents a tonne in London."},
	{"টাকা ও পয়সা", "bn", "প্রতি ইউনিট বিদ্যুতের দাম হবে ৭.৩৫ টাকা।", "প্রতি ইউনিট বিদ্যুতের দাম হবে ৭ টাকা ৩৫ পয়সা।"},
	{"সাড়ে, প্রায়", "bn", "প্রতি লিটারে খরচ পড়বে ৬ টাকা ৪৬ পয়সা।", "প্রতি লিটারে খরচ পড়বে প্রায় সাড়ে ৬ টাকা।"},
	{"পৌনে", "bn", "কারখানাটিতে ২ কোটি ৭৫ লাখ টাকার ক্ষতি হয়েছে।", "কারখানাটিতে পৌনে ৩ কোটি টাকার ক্ষতি হয়েছে।"},
	{"সোয়া", "bn", "মেলায় ৩ লাখ ২৫ হাজার বই বিক্রি হয়েছে।", "মেলায় সোয়া ৩ লাখ বই বিক্রি হয়েছে।"},
	{"দেড় শ", "bn", "সংঘর্ষে ১৫০ জন আহত হয়েছেন।", "সংঘর্ষে দেড় শ জন আহত হয়েছেন।"},
	{"আড়াই কোটি", "bn", "প্রকল্পটিতে ২ কোটি ৫০ লাখ টাকা দেওয়া হবে।", "প্রকল্পটিতে আড়াই কোটি টাকা দেওয়া হবে।"},
	{"শতাংশই", "bn", "রপ্তানি আয়ের ৮৩ শতাংশ এসেছে পোশাক থেকে।", "রপ্তানি আয়ের ৮৩ শতাংশই এসেছে পোশাক থেকে।"},
	{"জনই", "bn", "দগ্ধ ১২ জন শ্রমিক হাসপাতালে ভর্তি আছেন।", "দগ্ধ ১২ জনই শ্রমিক, তাঁরা হাসপাতালে ভর্তি আছেন।"},
	{"টিই", "bn", "জেলার ৯টি নদীর পানি বেড়েছে।", "জেলার ৯টিই নদীর পানি বেড়েছে।"},
	{"লাখেরও", "bn", "বন্যায় ৩ লাখ ৪০ হাজার মানুষ পানিবন্দী।", "বন্যায় ৩ লাখেরও বেশি মানুষ পানিবন্দী।"},
	{"কোটির বেশি", "bn", "ব্যাংকটি ৪ কোটি ২০ লাখ টাকা ফেরত দিয়েছে।", "ব্যাংকটি ৪ কোটির বেশি টাকা ফেরত দিয়েছে।"},
	{"থেকে", "bn", "এ বছর ৬ কোটি থেকে ৭ কোটি বই ছাপা হবে।", "এ বছর ৬ থেকে ৭ কোটি বই ছাপা হবে।"},
	{"বা", "bn", "মেলায় ২ লাখ থেকে ৩ লাখ মানুষ আসতে পারে।", "মেলায় দুই বা তিন লাখ মানুষ আসতে পারে।"},
	{"বিঘা", "bn", "আগুনে ৯৯ শতক জমির পান পুড়ে গেছে।", "আগুনে তিন বিঘা জমির পান পুড়ে গেছে।"},
	{"একরের", "bn", "বনের ৫০ একর জায়গা উদ্ধার করা হয়েছে।", "বনের প্রায় ২০ হেক্টর জায়গা উদ্ধার করা হয়েছে।"},
	{"মণ", "bn", "জেলেরা ৮০০ মণ ইলিশ ধরেছেন।", "জেলেরা প্রায় ৩০ টন ইলিশ ধরেছেন।"},
	{"ভরি", "bn", "চোরেরা ২০ ভরি সোনা নিয়ে গেছে।", "চোরেরা ২৩৩ গ্রাম সোনা নিয়ে গেছে।"},
	{"নটিক্যাল মাইল", "bn", "ট্রলারটি উপকূল থেকে ৩০ নটিক্যাল মাইল দূরে ডুবে যায়।", "ট্রলারটি উপকূল থেকে প্রায় ৫৫ কিলোমিটার দূরে ডুবে যায়।"},
	{"বর্গকিলোমিটার", "bn", "দাবানলে ৩০ বর্গকিলোমিটার বন পুড়েছে।", "দাবানলে ৩ হাজার হেক্টর বন পুড়েছে।"},
	{"সাতে", "bn", "দুর্ঘটনায় সাতজন মারা গেছেন।", "দুর্ঘটনায় মৃতের সংখ্যা বেড়ে সাতে দাঁড়িয়েছে।"},
	{"মৃতের সংখ্যা ৭-এ", "bn", "দুর্ঘটনায় ১৭ জন মারা গেছেন।", "দুর্ঘটনায় মৃতের সংখ্যা বেড়ে ১৭-তে দাঁড়িয়েছে।"},
}

// sameTotals are totals of what a source tells in parts.
var sameTotals = []struct{ name, language, source, story string }{
	{"the dead of two places", "en", "Five people died on the spot when a bus fell into a canal near Jamalpur. Two more died in hospital.", "Seven people were killed when a bus fell into a canal near Jamalpur."},
	{"the dead of two sentences", "en", "At least five people were killed when a bus fell into a canal near Jamalpur, police said.\n\nTwo of the injured died in hospital at noon, a doctor said.", "Seven people were killed when a bus fell into a canal near Jamalpur."},
	{"three places", "en", "Lightning killed three people in Sunamganj, four in Netrokona and one in Sylhet on Monday.", "Lightning killed eight people in three districts on Monday."},
	{"two sorts of people", "en", "The boat carried 21 passengers and 4 crew when it sank.", "The boat carried 25 people when it sank."},
	{"in digits", "en", "Customs seized 14 parrots at the port on Friday and 18 parrots at the airport.", "Customs seized 32 parrots at the port and the airport on Friday."},
	{"ঘটনাস্থলে ও হাসপাতালে", "bn", "জামালপুরে বাস খাদে পড়ে ঘটনাস্থলেই পাঁচজন মারা যান। হাসপাতালে মারা যান আরও দুজন।", "জামালপুরে বাস খাদে পড়ে সাতজন নিহত হয়েছেন।"},
	{"দুই সূত্রের এক কথা", "bn", "জামালপুরে বাস খাদে পড়ে অন্তত পাঁচজন নিহত হয়েছেন।\n\nপরে হাসপাতালে আরও দুজনের মৃত্যু হয়। আহত একজনের বয়স ৭ বছর।", "জামালপুরে বাস খাদে পড়ে সাতজন নিহত হয়েছেন।"},
	{"তিন জেলা", "bn", "বজ্রপাতে সুনামগঞ্জে তিনজন, নেত্রকোনায় চারজন ও সিলেটে একজন মারা গেছেন।", "বজ্রপাতে তিন জেলায় আটজন মারা গেছেন।"},
}

// otherTotals are totals that no parts make.
var otherTotals = []struct{ name, language, source, story, text string }{
	{"the dead of two places", "en", "At least 51 people died on the spot when a ferry sank near Jamalpur. Another 23 people died in hospital.", "As many as 84 people were killed when a ferry sank near Jamalpur.", "84"},
	{"ঘটনাস্থলে ও হাসপাতালে", "bn", "জামালপুরে লঞ্চ ডুবে ঘটনাস্থলেই ৫১ জন মারা যান। হাসপাতালে মারা যান আরও ২৩ জন।", "জামালপুরে লঞ্চ ডুবে ৮৪ জন নিহত হয়েছেন।", "৮৪"},
}

func TestTotalsOfPartsAreNotWrong(t *testing.T) {
	for _, c := range sameTotals {
		for _, f := range checkBetween(t, c.language, c.source, c.language, c.story) {
			if isFact(f.Kind) && f.Level >= copycheck.Likely {
				t.Errorf("%s: %s %q: %s", c.name, f.Level, f.Text, f.Sentence("en"))
			}
		}
	}
}

func TestOtherTotalsAreFound(t *testing.T) {
	for _, c := range otherTotals {
		found, ok := checkBetween(t, c.language, c.source, c.language, c.story), false
		for _, f := range found {
			ok = ok || isFact(f.Kind) && f.Level >= copycheck.Likely && f.Text == c.text
		}
		if !ok {
			t.Errorf("%s: %q is not found in %v", c.name, c.text, found)
		}
	}
}

// otherMeasures are figures in another unit, or of another magnitude, that do not say the same.
var otherMeasures = []struct{ name, language, source, story, text string }{
	{"another shared magnitude", "en", "The port expects profit of 7.2 billion to 7.9 billion euros this year.", "The port expects profit of between 7.2 and 7.9 million euros this year.", "7.9 million euros"},
	{"nautical miles for miles", "en", "The trawler sank 14 nautical miles off the island.", "The trawler sank about 22 km off the island.", "22 km"},
	{"another range", "en", "The port expects profit of 7.2 billion to 7.9 billion euros this year.", "The port expects profit of between 7.5 and 7.9 billion euros this year.", "7.5"},
	{"বিঘা ও একর", "bn", "আগুনে ৩০ বিঘা জমির ধান পুড়ে গেছে।", "আগুনে ৩০ একর জমির ধান পুড়ে গেছে।", "৩০ একর"},
	{"পয়সা", "bn", "প্রতি ইউনিট বিদ্যুতের দাম হবে ৭ টাকা ৩৫ পয়সা।", "প্রতি ইউনিট বিদ্যুতের দাম হবে ৯ টাকা ৩৫ পয়সা।", "৯ টাকা ৩৫ পয়সা"},
	{"শতাংশই", "bn", "রপ্তানি আয়ের ৮৩ শতাংশ এসেছে পোশাক থেকে।", "রপ্তানি আয়ের ৩৮ শতাংশই এসেছে পোশাক থেকে।", "৩৮ শতাংশই"},
}

func TestMeasuresInOtherUnitsAreNotWrong(t *testing.T) {
	for _, c := range sameMeasures {
		for _, f := range checkBetween(t, c.language, c.source, c.language, c.story) {
			if isFact(f.Kind) && f.Level >= copycheck.Likely {
				t.Errorf("%s: %s %q: %s", c.name, f.Level, f.Text, f.Sentence("en"))
			}
		}
	}
}

func TestOtherMeasuresAreFound(t *testing.T) {
	for _, c := range otherMeasures {
		found, ok := checkBetween(t, c.language, c.source, c.language, c.story), false
		for _, f := range found {
			ok = ok || isFact(f.Kind) && f.Level >= copycheck.Likely && f.Text == c.text
		}
		if !ok {
			t.Errorf("%s: %q is not found in %v", c.name, c.text, found)
		}
	}
}
