package place_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/delivery"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// shop is a newsroom that brings sport to a client, who has a server of SFTP and a folder on it.
type shop struct {
	*testing.T
	db     *store.DB
	server *sshServer
	dir    string
	ring   chan struct{}
}

func openShop(t *testing.T, secret string) *shop {
	t.Helper()
	s := &shop{t, storetest.SQLite(t), newSSHServer(t), t.TempDir(), make(chan struct{}, 1)}
	room := &delivery.Room{
		DB: s.db, Client: abroad(t, fetch.Options{}, s.server.port), Waits: slices.Repeat([]time.Duration{20 * time.Millisecond}, 9),
		Secret: func(_, sealed string) (string, error) { return sealed, nil }, Leaves: func(context.Context, edition.Change) error { return nil },
		Picture: func(_ context.Context, name string) ([]byte, error) { return []byte("the picture " + name), nil },
	}
	to := news.Destination{
		ID: "d", Name: "in", Way: news.FTPWay, Address: fmt.Sprintf("sftp://127.0.0.1:%d%s", s.server.port, s.dir), Format: "ninjs", Sealed: true,
		Login: news.Login{How: news.LoginBasic, User: "stet"},
	}
	s.tx(func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(
			tx.SaveHouse(ctx, news.House{URL: "https://padma.example", Names: map[news.Language]string{"en": "Padma"}, Languages: []news.Language{"en"}}),
			tx.SaveProduct(ctx, news.Product{ID: "p", Name: "Sport", Filter: news.ProductFilter{Sections: []string{"sport"}}}), tx.KeepSealed(ctx, "d", secret),
			tx.SaveClient(ctx, news.Client{ID: "c", Name: "Delta Radio", Active: true, Destinations: []news.Destination{to}, Orders: []news.Order{{Product: "p", Destination: "d"}}}))
	})
	if _, err := s.db.Follow(t.Context(), "deliveries"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); room.Run(ctx, s.ring) }()
	t.Cleanup(func() { cancel(); <-done })
	return s
}

func (s *shop) tx(f func(context.Context, *store.Tx) error) {
	s.Helper()
	if err := s.db.Tx(s.Context(), func(tx *store.Tx) error { return f(s.Context(), tx) }); err != nil {
		s.Fatal(err)
	}
}

// publish publishes the change, and waits until its delivery is in the state.
func (s *shop) publish(c edition.Change, state news.DeliveryState) news.Delivery {
	s.Helper()
	s.tx(func(ctx context.Context, tx *store.Tx) (err error) {
		if c.Number, err = tx.NextEdition(ctx); err != nil {
			return err
		}
		c.At = time.Now()
		return tx.Publish(ctx, c)
	})
	s.ring <- struct{}{}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		list, err := s.db.Deliveries(s.Context(), store.DeliveryFilter{})
		if err != nil || time.Now().After(deadline) {
			s.Fatalf("it is not %s: %+v, %v", state, list, err)
		}
		if n := slices.IndexFunc(list, func(d news.Delivery) bool { return d.Edition == c.Number }); n >= 0 && list[n].State == state {
			return list[n]
		}
	}
}

func (s *shop) read(name string) string {
	s.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.Fatal(err)
	}
	return string(data)
}

// sport is a story with as many versions.
func sport(kind edition.Kind, versions ...news.VersionKind) edition.Change {
	s := &edition.Story{
		Card: edition.Card{Number: 7, Language: "en", Section: "sport", Slug: "s", Date: "2026/03/26", Headline: "The match", Published: time.Now()},
		Body: news.Paragraphs("The match was won."),
	}
	for _, k := range versions {
		s.Versions = append(s.Versions, news.Version{Kind: k, At: time.Now()})
	}
	s.Lead = &edition.Picture{ID: "x", Alt: "A goal", Renditions: []news.Rendition{{Name: "goal-640.jpg", Width: 640, Height: 360}, {Name: "goal-1280.jpg", Width: 1280, Height: 720}}}
	return edition.Change{Kind: kind, Story: s}
}

func TestAClientFindsEachVersionAsAFileOfItsOwnWithItsPicture(t *testing.T) {
	s := openShop(t, "river boat")
	d := s.publish(sport(edition.Published, news.FirstVersion), news.DeliverySent)
	if d.Tries != 1 || d.Hash == "" || d.Way != news.FTPWay || d.Answer() != "Accepted." {
		t.Errorf("the log has %+v", d)
	}
	if got := listing(t, s.dir); got != "goal-1280.jpg story-7-v1.json" {
		t.Errorf("there are %s", got)
	}
	if item := s.read("story-7-v1.json"); !strings.Contains(item, "/media/goal-1280.jpg") || !strings.Contains(item, `"usable"`) || s.read("goal-1280.jpg") != "the picture goal-1280.jpg" {
		t.Error(item)
	}
	s.publish(sport(edition.Updated, news.FirstVersion, news.UpdatedVersion), news.DeliverySent)
	s.publish(sport(edition.Corrected, news.FirstVersion, news.UpdatedVersion, news.CorrectedVersion), news.DeliverySent)
	s.publish(edition.Change{Kind: edition.Killed, Notice: &edition.Notice{Number: 7, Language: "en", Section: "sport", Date: "2026/03/26", At: time.Now()}}, news.DeliverySent)
	if got := listing(t, s.dir); got != "goal-1280.jpg story-7-v1.json story-7-v2.json story-7-v3.json story-7-v4.json" {
		t.Errorf("there are %s", got)
	}
	if kill := s.read("story-7-v4.json"); !strings.Contains(kill, `"canceled"`) || strings.Contains(kill, "match") {
		t.Error(kill)
	}
	key, err := s.db.DestinationKey(t.Context(), "d")
	if err != nil || key.Known == "" {
		t.Errorf("the server is known by %+v, %v", key, err)
	}
}

func TestATryThatBrokeOffIsMadeAgainAndLeavesOneFile(t *testing.T) {
	s := openShop(t, "river boat")
	s.server.once.Store(2_400) // in the middle of the files
	if d := s.publish(sport(edition.Published, news.FirstVersion), news.DeliverySent); d.Tries < 2 {
		t.Errorf("nothing broke off: %+v", d)
	}
	if got := listing(t, s.dir); got != "goal-1280.jpg story-7-v1.json" {
		t.Errorf("there are %s", got)
	}
}

func TestAPlaceThatDoesNotLetUsInParksAfterTenTries(t *testing.T) {
	s := openShop(t, "not the password")
	d := s.publish(sport(edition.Published, news.FirstVersion), news.DeliveryParked)
	if d.Tries != 10 || !strings.Contains(d.Answer(), "does not let Stet in: the name, or the password or key, is wrong.") {
		t.Errorf("%+v", d)
	}
	if got := listing(t, s.dir); got != "" {
		t.Errorf("there are %s", got)
	}
}
