package digest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/jobs"
	stetmail "github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/digest"
	"github.com/stet-news/stet/internal/store"
)

var (
	nusrat = news.Person{ID: "n", Name: "Nusrat Karim", Email: "nusrat@stet.test", Roles: []news.Role{news.Reporter}, Language: news.English}
	imran  = news.Person{ID: "i", Name: "ইমরান হোসেন", Email: "imran@stet.test", Roles: []news.Role{news.SubEditor}, Language: news.Bangla}
)

// world is a newsroom in a bubble of time, whose e-mail goes into a folder.
type world struct {
	*testing.T
	db     *store.DB
	folder string
	zone   *time.Location
}

func inBubble(t *testing.T, f func(*world)) {
	dhaka, err := time.LoadLocation("Asia/Dhaka") // from the disk, before time is ours
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "stet.db"))
		if err != nil {
			t.Fatal(err)
		}
		w := &world{T: t, db: db, folder: filepath.Join(dir, "mail"), zone: dhaka}
		w.tx(func(ctx context.Context, tx *store.Tx) error {
			for _, p := range []news.Person{nusrat, imran} {
				if err := tx.AddPerson(ctx, store.Account{Person: p}, time.Now()); err != nil {
					return err
				}
			}
			return tx.SaveHouse(ctx, news.House{
				Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
				Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka",
			})
		})
		f(w)
		if err := db.Close(); err != nil { // its goroutines are of the bubble
			t.Error(err)
		}
	})
}

func (w *world) tx(f func(context.Context, *store.Tx) error) {
	w.Helper()
	if err := w.db.Tx(w.Context(), func(tx *store.Tx) error { return f(w.Context(), tx) }); err != nil {
		w.Fatal(err)
	}
}

// tell tells the person something now.
func (w *world) tell(p news.Person, id, title, text string) {
	w.Helper()
	w.tellOf(12, p, id, title, text)
}

// tellOf is tell about another story.
func (w *world) tellOf(story int64, p news.Person, id, title, text string) {
	w.Helper()
	w.tx(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.AddNotice(ctx, store.ToldNotice{
			Notice: news.Notice{ID: id, Kind: news.NoticeReturned, Story: story, Title: title, Text: text, By: news.Person{Name: "Rashed Hasan"}, At: time.Now(), Show: time.Now()},
			Person: p.ID, Inbox: true, Mail: true,
		})
		return err
	})
}

// run sends digests every minute until it is that hour by the house's clock.
func (w *world) run(sender stetmail.Sender, hour, minute int) {
	w.Helper()
	now := time.Now().In(w.zone)
	until := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, w.zone)
	if !until.After(now) {
		until = until.AddDate(0, 0, 1)
	}
	ctx, cancel := context.WithDeadline(w.Context(), until)
	defer cancel()
	room := digest.Room{Store: w.db, Mail: sender, Withheld: desk.New(w.db, func() {}).Withheld, Staff: "https://desk.padma.example"}
	jobs.Every(ctx, time.Minute, "send digests", room.Send)
}

func (w *world) files() stetmail.Sender {
	w.Helper()
	s, err := stetmail.Open("file:" + w.folder)
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// letters are the e-mails that were sent.
func (w *world) letters() (letters []letter) {
	w.Helper()
	names, err := filepath.Glob(filepath.Join(w.folder, "*.eml"))
	if err != nil {
		w.Fatal(err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			w.Fatal(err)
		}
		m, err := mail.ReadMessage(f)
		if err != nil {
			w.Fatal(err)
		}
		body, err := io.ReadAll(decoded(m))
		if err != nil {
			w.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			w.Fatal(err)
		}
		at, err := m.Header.Date()
		if err != nil {
			w.Fatal(err)
		}
		letters = append(letters, letter{m.Header.Get("To"), subject, string(body), at.In(w.zone)})
		if err := f.Close(); err != nil {
			w.Fatal(err)
		}
	}
	return letters
}

type letter struct {
	to, subject, body string
	at                time.Time
}

func TestTheDigestComesAtEightByTheHousesClock(t *testing.T) {
	inBubble(t, func(w *world) {
		w.run(w.files(), 7, 0) // to seven in the morning of some day
		w.tell(nusrat, "1", "Ferries halted", "Who says so?")
		w.tell(nusrat, "2", "Ferries halted", "")
		w.run(w.files(), 7, 59)
		if l := w.letters(); len(l) != 0 {
			t.Fatalf("before eight: %+v", l)
		}
		w.run(w.files(), 19, 59)
		l := w.letters()
		if len(l) != 1 || l[0].at.Hour() != 8 || l[0].at.Minute() > 1 {
			t.Fatalf("in a day: %+v", l)
		}
		if l[0].subject != "The Padma Courier: 2 notices – Ferries halted" || !strings.Contains(l[0].to, nusrat.Email) {
			t.Errorf("%+v", l[0])
		}
		for _, want := range []string{"Hello Nusrat Karim", "Ferries halted (#12)", "Returned to you", "Rashed Hasan", "Who says so?", "https://desk.padma.example/n/s/12", "/n/me/notices"} {
			if !strings.Contains(l[0].body, want) {
				t.Errorf("it lacks %q:\n%s", want, l[0].body)
			}
		}
		w.run(w.files(), 8, 30)
		if l := w.letters(); len(l) != 1 {
			t.Errorf("what was sent is sent again: %+v", l)
		}
	})
}

func TestEachGetsTheDigestInTheirLanguageAndNothingIfTheyRead(t *testing.T) {
	inBubble(t, func(w *world) {
		w.run(w.files(), 19, 0)
		w.tell(imran, "1", "যমুনায় ফেরি বন্ধ", "")
		w.tell(nusrat, "2", "Read before", "")
		w.tx(func(ctx context.Context, tx *store.Tx) error {
			return tx.ReadNotices(ctx, nusrat.ID, "", 0, time.Now())
		})
		w.run(w.files(), 20, 5)
		l := w.letters()
		if len(l) != 1 || l[0].subject != "পদ্মা কুরিয়ার: ১টি বার্তা – যমুনায় ফেরি বন্ধ" || !strings.Contains(l[0].body, "আপনার কাছে ফেরত") {
			t.Errorf("%+v", l)
		}
	})
}

func TestInQuietHoursTheDigestWaits(t *testing.T) {
	inBubble(t, func(w *world) {
		w.tx(func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveNoticeChoices(ctx, nusrat.ID, news.NoticeChoices{Quiet: news.Quiet{From: "19:30", To: "07:30"}})
		})
		w.run(w.files(), 19, 0)
		w.tell(nusrat, "1", "Ferries halted", "")
		w.run(w.files(), 23, 0)
		if l := w.letters(); len(l) != 0 {
			t.Fatalf("at eight in the evening: %+v", l)
		}
		w.run(w.files(), 8, 5)
		if l := w.letters(); len(l) != 1 {
			t.Errorf("in the morning: %+v", l)
		}
	})
}

// broken is a server that is away for a while.
type broken struct {
	stetmail.Sender
	until time.Time
}

func (b broken) Send(ctx context.Context, m stetmail.Message) error {
	if time.Now().Before(b.until) {
		return errors.New("no route to the post office")
	}
	return b.Sender.Send(ctx, m)
}

func TestWhatCouldNotBeSentIsTriedAgain(t *testing.T) {
	inBubble(t, func(w *world) {
		w.run(w.files(), 7, 30)
		w.tell(nusrat, "1", "Ferries halted", "")
		w.run(broken{w.files(), time.Now().Add(time.Hour)}, 9, 0)
		if l := w.letters(); len(l) != 1 || l[0].at.Hour() != 8 {
			t.Errorf("%+v", l)
		}
	})
}

func TestTwoProcessesSendOneDigest(t *testing.T) {
	inBubble(t, func(w *world) {
		w.run(w.files(), 7, 30)
		for i := range 20 {
			w.tell(nusrat, fmt.Sprint(i), "Ferries halted", "")
		}
		done := make(chan bool)
		go func() { w.run(w.files(), 9, 0); done <- true }()
		w.run(w.files(), 9, 0)
		<-done
		if l := w.letters(); len(l) != 1 {
			t.Errorf("%d digests", len(l))
		}
	})
}

func TestNoHeaderComesOutOfAHeadline(t *testing.T) {
	inBubble(t, func(w *world) {
		w.run(w.files(), 7, 30)
		w.tell(nusrat, "1", "Ferries\r\nBcc: all@stet.test\r\n\r\nhalted", "a\nb")
		w.run(w.files(), 8, 5)
		if l := w.letters(); len(l) != 1 || l[0].subject != "The Padma Courier: 1 notice – Ferries Bcc: all@stet.test halted" {
			t.Errorf("%+v", l)
		}
	})
}

// An e-mail leaves the house: what the gate would hold is not in one, as a headline or as
// what somebody said, in whatever form.
func TestWhatTheGateHoldsIsInNoDigest(t *testing.T) {
	inBubble(t, func(w *world) {
		newsroom := desk.New(w.db, func() {})
		newsroom.UseRegisterKey([]byte(strings.Repeat("k", 32)))
		admin := news.Person{ID: "a", Name: "Arif", Roles: []news.Role{news.Admin}}
		if _, err := newsroom.AddProtected(w.Context(), admin, desk.Protect{Label: "Case 14", Basis: "Children Act", Spellings: []string{"Rahima Khatun"}}); err != nil {
			w.Fatal(err)
		}
		w.run(w.files(), 7, 0)
		words := []string{"DO NOT PUBLISH", "The minister TK", "ডামি শিরোনাম", "RAHIMA  KHATUN", "Rahima-Khatun", "রহিমা খাতুনের", "Rohima Khatun", "Rah\u00adima Khatun"}
		for i, s := range words {
			w.tellOf(int64(20+i), nusrat, fmt.Sprint("title", i), s, "fine "+fmt.Sprint(i))
			w.tell(nusrat, fmt.Sprint("text", i), "Ferries halted", s)
		}
		room := digest.Room{Store: w.db, Mail: w.files(), Withheld: newsroom.Withheld, Staff: "https://desk.padma.example"}
		ctx, cancel := context.WithTimeout(w.Context(), 2*time.Hour)
		defer cancel()
		jobs.Every(ctx, time.Minute, "send digests", room.Send)
		l := w.letters()
		if len(l) != 1 || !strings.Contains(l[0].body, "(held by the release gate)") || !strings.Contains(l[0].body, "fine 0") || !strings.Contains(l[0].body, "Ferries halted") {
			t.Fatalf("%+v", l)
		}
		for _, s := range words {
			if strings.Contains(l[0].subject+l[0].body, s) {
				t.Errorf("%q is in an e-mail:\n%s", s, l[0].body)
			}
		}
	})
}
