package copycheck_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
)

// sameBanglaWords are sentences of Bangla sources and what a desk makes of them, which says the same.
var sameBanglaWords = []struct{ name, source, story string }{
	{"বন্ধনীতে সংক্ষেপ", "বিজিএমইএর (বাংলাদেশ পোশাক প্রস্তুতকারক ও রপ্তানিকারক সমিতি) এক কর্মকর্তা এ কথা জানান।", "বাংলাদেশ পোশাক প্রস্তুতকারক ও রপ্তানিকারক সমিতির (বিজিএমইএ) এক কর্মকর্তা এ কথা জানান।"},
	{"উদ্ধৃতির হতে পারে", "তিনি বলেন, “ইটের মাপ দেখে এটি দেড় হাজার বছর আগেরও হতে পারে।”", "তাঁর মতে, ইটের মাপ দেখে এটি দেড় হাজার বছর আগেরও হতে পারে।"},
	{"শব্দক্রম", "নৌকাটি ভূমধ্যসাগরে লিবিয়ার উপকূলে ডুবে যায়।", "নৌকাটি লিবিয়ার উপকূলে ভূমধ্যসাগরে ডুবে যায়।"},
	{"না-বোধক অন্য ক্রিয়ায়", "এ সময়ে ইলিশ পরিবহন ও মজুত করাও যাবে না।", "এই সময় ইলিশ পরিবহন ও মজুতও করা যাবে না।"},
	{"বেগম কোনো পদ নয়", "তাঁর স্ত্রী নাসিমা বেগম বাদী হয়ে সদর থানায় হত্যা মামলা করেন।", "এ ঘটনায় তাঁর স্ত্রী নাসিমা বেগম সদর থানায় হত্যা মামলা করেন।"},
}

// otherBanglaWords are such sentences with one thing changed, and the words of which that is found.
var otherBanglaWords = []struct{ name, source, story, text string }{
	{"জয় ও পরাজয়", "পাঁচটি পরিষদের তিনটিতে জয় পেয়েছে বিরোধী জোট।", "পাঁচটি পরিষদের তিনটিতে পরাজয় পেয়েছে বিরোধী জোট।", "পরাজয়"},
	{"আর না", "এরপর কাগজের পাস আর গ্রহণ করা হবে না।", "এরপর কাগজের পাস আর চলবে।", "আর চলবে"},
	{"কি না", "নিহত ব্যক্তিদের মধ্যে বাংলাদেশি আছেন কি না, তা জানা যায়নি।", "নিহতদের মধ্যে বাংলাদেশি আছেন কি, তা জানা যায়নি।", "কি"},
	{"করব না", "তিনি বলেন, তাঁরা আনুষ্ঠানিক অভিযোগ করব না।", "তিনি বলেন, তাঁরা আনুষ্ঠানিক অভিযোগ করবেন।", "আনুষ্ঠানিক অভিযোগ করবেন"},
}

func TestTheSameInOtherBanglaWordsIsNotWrong(t *testing.T) {
	for _, c := range sameBanglaWords {
		for _, f := range checkBetween(t, "bn", c.source, "bn", c.story) {
			if f.Level >= copycheck.Likely {
				t.Errorf("%s: %s %q: %s", c.name, f.Level, f.Text, f.Sentence("en"))
			}
		}
	}
}

func TestOtherBanglaWordsAreFound(t *testing.T) {
	for _, c := range otherBanglaWords {
		found := checkBetween(t, "bn", c.source, "bn", c.story)
		ok := false
		for _, f := range found {
			ok = ok || f.Level >= copycheck.Likely && f.Text == c.text
		}
		if !ok {
			t.Errorf("%s: %q is not found in %v", c.name, c.text, found)
		}
	}
}
