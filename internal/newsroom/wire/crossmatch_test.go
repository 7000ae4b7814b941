package wire_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/crossmatch"
	"github.com/stet-news/stet/internal/store"
)

const (
	crashBangla = "বগুড়ার শেরপুরে ঢাকা-রংপুর মহাসড়কে সোমবার বাস ও ট্রাকের মুখোমুখি সংঘর্ষে পাঁচজন নিহত ও ১২ জন আহত হয়েছেন বলে জানিয়েছে পুলিশ। নিহতদের মধ্যে বাসের চালকও আছেন।"
	riceBangla  = "নওগাঁয় মোটা চালের দাম কেজিতে তিন টাকা কমেছে বলে জানিয়েছেন ব্যবসায়ীরা।"
)

// filesIn files a dispatch in a language.
func (d *comparedDesk) filesIn(language news.Language, wire, guid, headline, body string) (kept news.Dispatch) {
	d.Helper()
	d.at = d.at.Add(time.Second)
	d.tx(func(tx *store.Tx) (err error) {
		item := news.Dispatch{Wire: wire, GUID: guid, Headline: headline, Body: news.Paragraphs(body), Language: language, Received: d.at, Hash: fmt.Sprint(d.at)}
		kept, _, err = tx.Receive(d.Context(), item, []byte(headline+body))
		return err
	})
	return kept
}

// perhaps returns the dispatches of the other language that are found for one.
func (d *comparedDesk) perhaps(of news.Dispatch) (ids []string) {
	d.Helper()
	now, err := d.Dispatch(d.Context(), of.ID)
	if err != nil {
		d.Fatal(err)
	}
	found, err := crossmatch.Find(d.Context(), d.DB, now)
	if err != nil {
		d.Fatal(err)
	}
	for _, one := range found {
		ids = append(ids, one.ID)
	}
	return ids
}

func (d *comparedDesk) wantPerhaps(what string, of news.Dispatch, want ...string) {
	d.Helper()
	if got := d.perhaps(of); fmt.Sprint(got) != fmt.Sprint(want) {
		d.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestAnEventIsSuggestedInTheOtherLanguageAndNeverJoinedByItself(t *testing.T) {
	d := newComparedDesk(t)
	english := d.files("delta", "1", "Five killed in Bogura bus-truck crash", crash)
	other := d.files("delta", "2", "Four killed in Sylhet microbus-truck crash", otherCrash)
	bangla := d.filesIn(news.Bangla, "meridian", "a", "বগুড়ায় বাস-ট্রাক সংঘর্ষে নিহত ৫", crashBangla)
	rice := d.filesIn(news.Bangla, "meridian", "b", "নওগাঁয় চালের দাম কমেছে", riceBangla)
	d.wantPerhaps("before it was compared", english)
	d.compared(wire.NewComparing(d.DB))
	d.wantPerhaps("the English one", english, bangla.ID)
	d.wantPerhaps("the Bangla one", bangla, english.ID)
	d.wantPerhaps("of another crash", other)
	d.wantPerhaps("of another matter", rice)
	if d.clusterOf(english) == d.clusterOf(bangla) {
		t.Error("they were put together by nobody")
	}
	to := d.clusterOf(english)
	d.tx(func(tx *store.Tx) error { return tx.Group(t.Context(), bangla.ID, to) })
	d.wantPerhaps("once a person put them together", english)
	again := d.files("meridian", "c", "Head-on collision leaves five dead in Sherpur", crashAgain)
	d.compared(wire.NewComparing(d.DB))
	if d.clusterOf(again) != d.clusterOf(english) {
		t.Error("what comes later does not find a cluster that holds both languages")
	}
}

func TestWhatIsMoreThanADayAndAHalfApartIsNotSuggested(t *testing.T) {
	d := newComparedDesk(t)
	d.at = d.at.Add(-37 * time.Hour)
	bangla := d.filesIn(news.Bangla, "meridian", "a", "বগুড়ায় বাস-ট্রাক সংঘর্ষে নিহত ৫", crashBangla)
	d.at = d.at.Add(37 * time.Hour)
	english := d.files("delta", "1", "Five killed in Bogura bus-truck crash", crash)
	d.compared(wire.NewComparing(d.DB))
	d.wantPerhaps("the English one", english)
	d.wantPerhaps("the Bangla one", bangla)
}
