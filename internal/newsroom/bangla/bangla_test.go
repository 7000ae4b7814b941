package bangla

import (
	"errors"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
)

var dhaka = Voice{When: func(at time.Time) string { return news.BanglaDigits(at.UTC().Format("15:04")) }}

func said(t *testing.T, err error) string {
	t.Helper()
	e, ok := errors.AsType[*news.Error](err)
	if !ok {
		t.Fatalf("%v is not for people", err)
	}
	return dhaka.Error(e)
}

func TestASentenceIsSaidWithItsArguments(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		err  error
		want string
	}{
		{news.Person{Name: "রিনা", Roles: []news.Role{news.Reporter}}.May(news.Publish), "রিনা প্রতিবেদন প্রকাশ করতে পারেন না। ডেস্ক সম্পাদক বা দায়িত্বরত সম্পাদককে বলুন।"},
		{news.Story{Status: news.Killed}.Check(news.Publish, at), "প্রতিবেদনটি চিরতরে বাতিল, আর ফেরানো যায় না। নতুন প্রতিবেদন শুরু করুন।"},
		{news.Story{Number: 7, Embargo: at}.Held("It cannot go out before."), "প্রতিবেদনটিতে নিষেধাজ্ঞা আছে, শেষ হবে ০৯:৩০। তার আগে প্রকাশ করা যায় না।"},
		{&news.StaleError{Base: 3, Theirs: news.Revision{Number: 12, By: news.Person{Name: "Imran"}}}, "আপনি ৩ নম্বর সংস্করণ খোলার পর Imran প্রতিবেদনটি সংরক্ষণ করেছেন, এখন ১২ নম্বর। আপনার লেখা রাখা আছে: দুটি মিলিয়ে দেখে আবার সংরক্ষণ করুন।"},
		{&news.HeldError{Lock: news.Lock{Part: news.BodyPart, Holder: news.Person{Name: "Imran"}, Since: at}}, "Imran সম্পাদনা করছেন: লেখা, শুরু ০৯:৩০।"},
		{news.Errorf(news.NotFound, "There is no story %d.", 4421), "প্রতিবেদন #4421 নেই।"},
		{news.Errorf(news.TooMany, "%s was tried a moment ago; wait %s.", "Delta", 10*time.Second), "Delta এইমাত্র দেখা হয়েছে; ১০ সেকেন্ড অপেক্ষা করুন।"},
		{news.Errorf(news.Invalid, "The %s has %d characters; it may have %d.", "headline", 412, 300), "শিরোনাম: ৪১২ অক্ষর; সর্বাধিক ৩০০।"},
		{news.Errorf(news.Invalid, "There is no desk %q.", "a \"b\""), "“a \"b\"” নামে কোনো ডেস্ক নেই।"},
		{news.Blocked([]news.Hit{{Kind: news.HitMarker, What: "DO NOT USE", Where: "paragraph 3", Exit: "story 12"}}), "কিছুই প্রকাশ হয়নি। প্রতিবেদন #12, অনুচ্ছেদ ৩: “DO NOT USE” লেখা আছে, অর্থাৎ আটকে রাখার চিহ্ন। বদলান; প্রকাশ করতেই হলে “আটকে আছে” পাতায় আরেকজনকে ছাড়তে বলুন।"},
	} {
		if got := said(t, c.err); got != c.want {
			t.Errorf("%v\n got %s\nwant %s", c.err, got, c.want)
		}
	}
}

func TestASentenceThatIsNotInTheTableStaysInEnglish(t *testing.T) {
	t.Parallel()
	if got := said(t, news.Errorf(news.Invalid, "Nobody wrote %d of these.", 3)); got != "Nobody wrote 3 of these." {
		t.Errorf("got %s", got)
	}
}

func TestTextThatWasKeptInEnglishIsSaidInBangla(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"news.example has nothing at this address (status 404).":                                                           "news.example: এই ঠিকানায় কিছু নেই (অবস্থা ৪০৪)।",
		"news.example did not answer within 10s.":                                                                          "news.example উত্তর দেয়নি, অপেক্ষা ১০ সেকেন্ড।",
		"The feed ends in the middle, at line 88. 2 items could not be kept; that has been logged, and it is tried again.": "ফিড মাঝখানে শেষ, ৮৮ নম্বর লাইনে। ২টি খবর রাখা যায়নি; লগে লেখা আছে, আবার দেখা হবে।",
		"It could not go out: The story needs a headline.":                                                                 "প্রকাশ করা যায়নি: প্রতিবেদনে শিরোনাম চাই।",
		"Copy for the late edition":                                                                                        "Copy for the late edition",
	} {
		if got := dhaka.Text(text); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestAFormatWithoutWordsIsItsArguments(t *testing.T) {
	t.Parallel()
	if got := (Voice{}).Phrase(news.Phrasef("%s", "The story has no text.")); got != "প্রতিবেদনে কোনো লেখা নেই।" {
		t.Errorf("got %s", got)
	}
}
