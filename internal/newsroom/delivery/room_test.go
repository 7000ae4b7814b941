package delivery_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/delivery"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// receiver is a client's server: it keeps what came, and refuses what it is told to.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	came   []came
	answer func(came) int
}

type came struct {
	id, kind, story, hash string
	signed                bool
	body                  string
}

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// signedRight checks a Standard Webhooks signature by the standard's own words, not by the code that makes them.
func signedRight(h http.Header, body []byte) bool {
	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", h.Get("webhook-id"), h.Get("webhook-timestamp"), body)
	return h.Get("webhook-signature") == "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func receive(t *testing.T) *receiver {
	t.Helper()
	e := &receiver{answer: func(came) int { return http.StatusOK }}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sum := sha256.Sum256(body)
		c := came{r.Header.Get("Webhook-Id"), r.Header.Get("Stet-Kind"), r.Header.Get("Stet-Story"), hex.EncodeToString(sum[:]), signedRight(r.Header, body), string(body)}
		e.mu.Lock()
		defer e.mu.Unlock()
		status := e.answer(c)
		if status < 300 {
			e.came = append(e.came, c)
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *receiver) all() []came {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.came)
}

func (e *receiver) answers(f func(came) int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.answer = f
}

func (e *receiver) kinds() (all []string) {
	for _, c := range e.all() {
		all = append(all, c.story+" "+c.kind)
	}
	return all
}

// world is a newsroom with a product of sport in English.
type world struct {
	t    *testing.T
	db   *store.DB
	room *delivery.Room
	mail string
	held bool // the release gate lets nothing leave
	ring func()
	stop func()
}

func open(t *testing.T, servers ...*receiver) *world {
	t.Helper()
	w := &world{t: t, db: storetest.SQLite(t), mail: t.TempDir()}
	sender, err := mail.Open("file:" + w.mail)
	if err != nil {
		t.Fatal(err)
	}
	var allow []netip.AddrPort
	for _, s := range servers {
		allow = append(allow, netip.MustParseAddrPort(strings.TrimPrefix(s.URL, "http://")))
	}
	w.room = &delivery.Room{
		DB: w.db, Client: fetch.New(fetch.Options{Allow: allow}), Mail: sender, Waits: slices.Repeat([]time.Duration{20 * time.Millisecond}, 9),
		Secret: func(_, sealed string) (string, error) { return sealed, nil },
		Leaves: func(context.Context, edition.Change) error {
			if w.held {
				return news.Blocked([]news.Hit{{Kind: news.HitMarker, What: "x"}})
			}
			return nil
		},
	}
	w.tx(func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(
			tx.SaveHouse(ctx, news.House{URL: "https://padma.example", Names: map[news.Language]string{"en": "Padma"}, Languages: []news.Language{"en"}}),
			tx.SaveProduct(ctx, news.Product{ID: "p", Name: "Sport", Filter: news.ProductFilter{Sections: []string{"sport"}}}))
	})
	if _, err := w.db.Follow(t.Context(), "deliveries"); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) tx(f func(context.Context, *store.Tx) error) {
	w.t.Helper()
	if err := w.db.Tx(w.t.Context(), func(tx *store.Tx) error { return f(w.t.Context(), tx) }); err != nil {
		w.t.Fatal(err)
	}
}

// client adds a client who has ordered the product at each address.
func (w *world) client(id string, way news.Way, addresses ...string) news.Client {
	w.t.Helper()
	c := news.Client{ID: id, Name: "Client " + id, Active: true}
	for i, a := range addresses {
		d := news.Destination{ID: fmt.Sprintf("%s-%d", id, i), Name: "in", Way: way, Address: a, Format: "ninjs", Sealed: true}
		c.Destinations = append(c.Destinations, d)
		c.Orders = append(c.Orders, news.Order{Product: "p", Destination: d.ID})
		w.tx(func(ctx context.Context, tx *store.Tx) error { return tx.KeepSealed(ctx, d.ID, secret) })
	}
	w.tx(func(ctx context.Context, tx *store.Tx) error { return tx.SaveClient(ctx, c) })
	return c
}

// run runs the room until stop.
func (w *world) run() {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	wake, done := make(chan struct{}, 1), make(chan struct{})
	go func() { defer close(done); w.room.Run(ctx, wake) }()
	w.stop = func() { cancel(); <-done }
	w.t.Cleanup(w.stop)
	w.ring = func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

func (w *world) publish(c edition.Change) int64 {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx *store.Tx) (err error) {
		if c.Number, err = tx.NextEdition(ctx); err != nil {
			return err
		}
		c.At = time.Now()
		return tx.Publish(ctx, c)
	})
	if w.ring != nil {
		w.ring()
	}
	return c.Number
}

func text(kind edition.Kind, number int64, section string) edition.Change {
	return edition.Change{Kind: kind, Story: &edition.Story{
		Card:     edition.Card{Number: number, Language: "en", Section: section, Slug: "s", Date: "2026/03/26", Headline: fmt.Sprintf("Headline %d %s", number, kind), Published: time.Now()},
		Body:     news.Paragraphs("The match was won."),
		Versions: []news.Version{{Kind: news.FirstVersion, At: time.Now()}},
	}}
}

func gone(kind edition.Kind, number int64) edition.Change {
	return edition.Change{Kind: kind, Notice: &edition.Notice{Number: number, Language: "en", Section: "sport", Date: "2026/03/26", At: time.Now()}}
}

func (w *world) until(what string, is func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			list, _ := w.db.Deliveries(w.t.Context(), store.DeliveryFilter{})
			w.t.Fatalf("it does not come to be that %s: %+v", what, list)
		}
	}
}

func (w *world) log(f store.DeliveryFilter) []news.Delivery {
	w.t.Helper()
	list, err := w.db.Deliveries(w.t.Context(), f)
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Reverse(list)
	return list
}

func TestAClientGetsWhatItOrderedSignedAndTheKillOfIt(t *testing.T) {
	e := receive(t)
	w := open(t, e)
	w.client("a", news.PushWay, e.URL)
	w.run()
	began := time.Now()
	w.publish(text(edition.Published, 1, "world"))
	w.publish(text(edition.Published, 2, "sport"))
	w.until("it has the story", func() bool { return len(e.all()) == 1 })
	t.Logf("from publication to the client: %s", time.Since(began))
	w.publish(text(edition.Corrected, 2, "world")) // it has moved out of the product
	w.until("it has the correction", func() bool { return len(e.all()) == 2 })
	w.publish(gone(edition.Killed, 2))
	w.publish(gone(edition.Killed, 1))
	w.until("it has the kill", func() bool { return len(e.all()) == 3 })
	if got := e.kinds(); !slices.Equal(got, []string{"2 published", "2 corrected", "2 killed"}) {
		t.Errorf("it got %q", got)
	}
	for i, c := range e.all() {
		if !c.signed || !strings.HasPrefix(c.id, "dlv_") {
			t.Errorf("%d is not signed: %+v", i, c)
		}
	}
	if kill := e.all()[2].body; !strings.Contains(kill, `"canceled"`) || strings.Contains(kill, "match") {
		t.Errorf("the kill is %s", kill)
	}
	w.until("all is on record", func() bool {
		return !slices.ContainsFunc(w.log(store.DeliveryFilter{Story: 2}), func(d news.Delivery) bool { return d.State != news.DeliverySent })
	})
	for i, d := range w.log(store.DeliveryFilter{Story: 2, Client: "a"}) {
		if c := e.all()[i]; d.ID != c.id || d.Hash != c.hash || d.Bytes != len(c.body) || d.Answer() != "Accepted." || d.Sent.IsZero() {
			t.Errorf("on record is %+v, what came is %+v", d, c)
		}
	}
	if all := w.log(store.DeliveryFilter{}); len(all) != 3 {
		t.Errorf("%d deliveries were made", len(all))
	}
}

// A client that is down for as long as several tries gets everything when it is back: once, and of each story in order.
func TestAClientThatWasDownGetsEverythingOnceInOrder(t *testing.T) {
	down, up := receive(t), receive(t)
	w := open(t, down, up)
	down.answers(func(came) int { return http.StatusServiceUnavailable })
	w.room.Waits = slices.Repeat([]time.Duration{time.Hour}, 9) // nothing is brought forward but by its coming back
	w.room.Waits[0] = 300 * time.Millisecond
	w.client("down", news.PushWay, down.URL)
	w.client("up", news.PushWay, up.URL)
	w.run()
	var want []string
	for n := int64(1); n <= 20; n++ {
		for _, kind := range []edition.Kind{edition.Published, edition.Updated, edition.Corrected} {
			w.publish(text(kind, n, "sport"))
			want = append(want, fmt.Sprint(n, " ", kind))
		}
	}
	w.until("the other has everything meanwhile", func() bool { return len(up.all()) == 60 })
	down.answers(func(came) int { return http.StatusOK })
	w.until("it has everything", func() bool { return len(down.all()) == 60 })
	for name, e := range map[string]*receiver{"down": down, "up": up} {
		got, ids := e.kinds(), map[string]bool{}
		for _, c := range e.all() {
			ids[c.id] = true
		}
		slices.SortStableFunc(got, func(a, b string) int { // of each story in the order in which it came
			var x, y int
			fmt.Sscan(a, &x)
			fmt.Sscan(b, &y)
			return x - y
		})
		if !slices.Equal(got, want) || len(ids) != 60 {
			t.Errorf("%s got %d: %q", name, len(ids), got)
		}
	}
}

func TestAfterTenTriesAPersonLooks(t *testing.T) {
	e := receive(t)
	w := open(t, e)
	e.answers(func(c came) int {
		if c.story == "1" {
			return http.StatusUnprocessableEntity
		}
		return http.StatusOK
	})
	parked := make(chan struct{}, 10)
	w.room.Parked = func() { parked <- struct{}{} }
	w.client("a", news.PushWay, e.URL)
	w.run()
	w.publish(text(edition.Published, 1, "sport"))
	w.publish(text(edition.Published, 2, "sport"))
	w.until("the other story is there", func() bool { return len(e.all()) == 1 })
	<-parked
	list, err := w.db.Parked(t.Context(), 10)
	if err != nil || len(list) != 1 || list[0].Story != 1 || list[0].Tries != 10 || len(list[0].Attempts) != 10 || !strings.Contains(list[0].Answer(), "422") {
		t.Fatalf("%+v, %v", list, err)
	}
	w.publish(gone(edition.Killed, 1)) // it may have it: an answer of ours can have been lost
	w.until("the kill goes there all the same", func() bool {
		all := w.log(store.DeliveryFilter{Story: 1})
		return len(all) == 2 && all[0].State == news.DeliveryDropped && all[1].Tries > 0
	})
}

// What was killed while a client was down never leaves, nor does its kill: nobody there has it.
func TestWhatWasNeverTriedIsNotKilledButDropped(t *testing.T) {
	w := open(t)
	w.client("a", news.PushWay, "https://copy.example/in")
	w.publish(text(edition.Published, 1, "sport"))
	w.publish(gone(edition.Killed, 1))
	e := receive(t)
	w.tx(func(ctx context.Context, tx *store.Tx) error {
		c, err := tx.ReadClient(ctx, "a")
		c.Destinations[0].Address = e.URL
		return errors.Join(err, tx.SaveClient(ctx, c))
	})
	w.room.Client = fetch.New(fetch.Options{Trusted: true})
	w.run()
	w.until("it is dropped", func() bool {
		all := w.log(store.DeliveryFilter{})
		return len(all) == 1 && all[0].State == news.DeliveryDropped
	})
	if len(e.all()) > 0 {
		t.Errorf("it got %q", e.kinds())
	}
}

// A process that ends between sending and noting sends again what the other side knows by its ID.
func TestWhatWasSentAndNotNotedIsSentAgainUnderTheSameName(t *testing.T) {
	e := receive(t)
	w := open(t, e)
	w.client("a", news.PushWay, e.URL)
	w.run()
	w.publish(text(edition.Published, 1, "sport"))
	w.until("it is sent", func() bool {
		all := w.log(store.DeliveryFilter{})
		return len(all) == 1 && all[0].State == news.DeliverySent
	})
	w.stop()
	d := w.log(store.DeliveryFilter{})[0]
	d.State, d.Next = news.DeliverySending, time.Now().Add(-time.Second) // as it stood before it was noted, its lease over
	w.tx(func(ctx context.Context, tx *store.Tx) error { return tx.SaveDelivery(ctx, d) })
	w.run()
	w.until("it is sent again", func() bool { return len(e.all()) == 2 })
	if all := e.all(); all[0].id != all[1].id || all[0].hash != all[1].hash {
		t.Errorf("%+v", all)
	}
}

// A destination that never answers holds up nobody else.
func TestADeadClientDelaysNoOther(t *testing.T) {
	dead, alive := receive(t), receive(t)
	w := open(t, dead, alive)
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	dead.Config.Handler = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang })
	w.client("dead", news.PushWay, dead.URL)
	w.client("alive", news.PushWay, alive.URL)
	w.run()
	for n := int64(1); n <= 30; n++ {
		w.publish(text(edition.Published, n, "sport"))
	}
	w.until("the other has everything", func() bool { return len(alive.all()) == 30 })
}

func TestWhatTheGateHoldsTodayWaitsForAPerson(t *testing.T) {
	e := receive(t)
	w := open(t, e)
	w.held = true
	w.client("a", news.PushWay, e.URL)
	w.run()
	w.publish(text(edition.Published, 1, "sport"))
	w.until("it is parked", func() bool {
		all := w.log(store.DeliveryFilter{})
		return len(all) == 1 && all[0].State == news.DeliveryParked
	})
	if len(e.all()) > 0 {
		t.Errorf("it got %q", e.kinds())
	}
}

func TestOrdersThatEndedStillGetCorrectionsAndKills(t *testing.T) {
	e := receive(t)
	w := open(t, e)
	c := w.client("a", news.PushWay, e.URL)
	w.run()
	w.publish(text(edition.Published, 1, "sport"))
	w.until("it has the story", func() bool { return len(e.all()) == 1 })
	c.Active, c.Orders = false, nil
	w.tx(func(ctx context.Context, tx *store.Tx) error { return tx.SaveClient(ctx, c) })
	w.publish(text(edition.Published, 2, "sport"))
	w.publish(text(edition.Updated, 1, "sport"))
	for i, c := range []edition.Change{text(edition.Corrected, 1, "sport"), gone(edition.Withdrawn, 1), gone(edition.Killed, 1)} {
		w.publish(c)
		w.until("it has what is said of the story", func() bool { return len(e.all()) == i+2 })
	}
	if got := e.kinds(); !slices.Equal(got, []string{"1 published", "1 corrected", "1 withdrawn", "1 killed"}) {
		t.Errorf("it got %q", got)
	}
}

func TestAnEventSaysWhatHappenedAndNoCopy(t *testing.T) {
	e := receive(t)
	w := open(t, e)
	w.client("a", news.EventWay, e.URL)
	w.run()
	w.publish(text(edition.Published, 1, "sport"))
	w.until("it is told", func() bool { return len(e.all()) == 1 })
	if c := e.all()[0]; !c.signed || !strings.Contains(c.body, `"story.published"`) || !strings.Contains(c.body, "https://padma.example/en/sport/2026/03/26/1-s") || strings.Contains(c.body, "Headline") {
		t.Errorf("%+v", c)
	}
}

func TestCopyByMailIsAttachedAndSaysKillInItsSubject(t *testing.T) {
	w := open(t)
	w.client("a", news.MailWay, "desk@client.example")
	w.run()
	w.publish(text(edition.Published, 1, "sport"))
	letters := func() (all []string) {
		files, err := os.ReadDir(w.mail)
		if err != nil {
			return nil
		}
		for _, f := range files {
			if strings.HasSuffix(f.Name(), ".eml") {
				text, _ := os.ReadFile(w.mail + "/" + f.Name())
				all = append(all, string(text))
			}
		}
		return all
	}
	w.until("the letter is there", func() bool { return len(letters()) == 1 })
	w.publish(gone(edition.Killed, 1))
	w.until("the kill is there", func() bool { return len(letters()) == 2 })
	one := letters()[0] + letters()[1]
	for _, part := range []string{"Subject: Headline 1 published", "Subject: KILL", "story-1.json", "Message-ID: <dlv_"} {
		if !strings.Contains(one, part) {
			t.Errorf("%q is not in %s", part, one)
		}
	}
}

// Two rooms of one database bring everything once.
func TestTwoProcessesBringEverythingOnce(t *testing.T) {
	e := receive(t)
	w := open(t, e)
	w.client("a", news.PushWay, e.URL)
	other := *w
	other.room = &delivery.Room{DB: w.db, Client: w.room.Client, Secret: w.room.Secret, Leaves: w.room.Leaves, Waits: w.room.Waits}
	w.run()
	other.run()
	for n := int64(1); n <= 25; n++ {
		w.publish(text(edition.Published, n, "sport"))
		other.ring()
	}
	w.until("all is there", func() bool { return len(e.all()) >= 25 })
	w.until("all is noted", func() bool {
		return !slices.ContainsFunc(w.log(store.DeliveryFilter{}), func(d news.Delivery) bool { return d.State != news.DeliverySent })
	})
	if n := len(e.all()); n != 25 {
		t.Errorf("%d came", n)
	}
}
