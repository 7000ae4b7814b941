package seed

import (
	"embed"
	"time"

	"github.com/stet-news/stet/internal/news"
)

//go:generate go run ./paint/print pictures

//go:embed pictures/*.jpg
var pictureFiles embed.FS

// Picture is a photograph of the seed, painted by package paint into pictures/.
type Picture struct {
	Name    string // as paint and the stories' files call it
	Caption string
	Alt     string
	// In Bangla, for stories in Bangla.
	CaptionBangla string
	AltBangla     string
	Ago           time.Duration // how long before the start it was taken
}

// credit says whose the picture is: Papia Das took them all but the one from orbit.
func (p Picture) credit(l news.Language) string {
	switch {
	case p.Name == "delta-from-orbit" && l == news.Bangla:
		return "অলংকরণ: পদ্মা কুরিয়ার"
	case p.Name == "delta-from-orbit":
		return "Illustration: The Padma Courier"
	case l == news.Bangla:
		return "ছবি: পাপিয়া দাস / পদ্মা কুরিয়ার"
	}
	return "Photo: Papia Das / The Padma Courier"
}

// use is the picture as a story in the language shows it.
func (p Picture) use(id string, l news.Language) news.PictureUse {
	if l == news.Bangla {
		return news.PictureUse{Picture: id, Caption: p.CaptionBangla, Credit: p.credit(l), Alt: p.AltBangla}
	}
	return news.PictureUse{Picture: id, Caption: p.Caption, Credit: p.credit(l), Alt: p.Alt}
}

// Pictures are the photographs that the stories use.
var Pictures = []Picture{
	{"river-dusk", "The Jamuna at dusk near Kaijuri, where the bank has moved 60 metres in nine days.", "A wide river at dusk under an orange sky, with a dark broken bank in the foreground.", "কাইজুরির কাছে সন্ধ্যার যমুনা। নয় দিনে পাড় সরেছে ৬০ মিটার।", "সন্ধ্যার কমলা আকাশের নিচে চওড়া নদী, সামনে ভাঙা পাড়।", 26 * time.Hour},
	{"river-boats", "Country boats wait at the ghat in the morning haze.", "Several wooden boats with curved hulls on a grey river in mist.", "সকালের কুয়াশায় ঘাটে বাঁধা নৌকা।", "কুয়াশাঢাকা নদীতে কয়েকটি কাঠের নৌকা।", 50 * time.Hour},
	{"mangrove-creek", "A creek in the mangroves at high water.", "A narrow brown creek between dense green mangrove trees.", "ভরা জোয়ারে ম্যানগ্রোভ বনের খাল।", "দুই পাশে ঘন ম্যানগ্রোভ, মাঝে সরু খাল।", 75 * time.Hour},
	{"shelter-on-stilts", "A school that becomes a cyclone shelter, on stilts above the flood line.", "A pale concrete building on tall pillars above flat flooded land.", "খুঁটির ওপর স্কুল, যা ঘূর্ণিঝড়ে আশ্রয়কেন্দ্র।", "জলমগ্ন সমতলে উঁচু খুঁটির ওপর পাকা ভবন।", 98 * time.Hour},
	{"paddy-field", "Aman paddy nearly ready for the harvest.", "A field of yellow-green rice running to a line of trees.", "কাটার অপেক্ষায় আমন ধান।", "গাছের সারি পর্যন্ত ছড়ানো পাকা ধানের খেত।", 72 * time.Hour},
	{"storm-over-delta", "A storm builds over the lower delta.", "Dark clouds with a slanting curtain of rain over flat land and water.", "দক্ষিণের বদ্বীপে ঘনিয়ে আসছে ঝড়।", "সমতল ভূমির ওপর কালো মেঘ আর বৃষ্টির পর্দা।", 60 * time.Hour},
	{"rail-track", "The line north of the Jamuna at first light.", "Railway tracks running straight to the horizon at dawn.", "ভোরের আলোয় যমুনার উত্তরের রেলপথ।", "ভোরে দিগন্ত পর্যন্ত সোজা রেললাইন।", 30 * time.Hour},
	{"delta-from-orbit", "The delta from orbit.", "A satellite view of brown rivers branching across green land to the sea.", "কক্ষপথ থেকে বদ্বীপ।", "সবুজ ভূমির মধ্য দিয়ে সাগরে নামা নদীর শাখা, ওপর থেকে দেখা।", 60 * time.Hour},
	{"city-night", "Dhaka at night, seen from the south.", "A skyline of towers with lit windows under a hazy night sky.", "দক্ষিণ দিক থেকে রাতের ঢাকা।", "ধোঁয়াটে রাতের আকাশে আলো জ্বলা ভবনের সারি।", 40 * time.Hour},
	{"traffic-dusk", "Traffic at dusk on an elevated road.", "Rows of red and white car lights on a road between buildings at dusk.", "সন্ধ্যায় উড়ালসড়কে যানবাহন।", "ভবনের মাঝের সড়কে গাড়ির লাল-সাদা আলোর সারি।", 44 * time.Hour},
	{"market-stalls", "Vegetable stalls in a kitchen market.", "Stalls under coloured awnings with heaps of vegetables.", "কাঁচাবাজারে সবজির দোকান।", "রঙিন ছাউনির নিচে সবজির স্তূপ।", 300 * time.Hour},
	{"garment-floor", "A sewing floor in Gazipur.", "Long rows of sewing tables under bright strip lights.", "গাজীপুরের একটি কারখানার সেলাই বিভাগ।", "উজ্জ্বল আলোর নিচে সেলাই টেবিলের লম্বা সারি।", 46 * time.Hour},
	{"cricket-ground", "The ground under lights before the start.", "A round green cricket field with a pale pitch and floodlights.", "খেলা শুরুর আগে আলোয় ভরা মাঠ।", "ফ্লাডলাইটের নিচে গোল সবুজ ক্রিকেট মাঠ।", 22 * time.Hour},
}
