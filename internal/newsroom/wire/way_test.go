package wire_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	wireitem "github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/seal"
	"github.com/stet-news/stet/internal/store"
)

func boxOf(b byte) *seal.Box { return seal.New(bytes.Repeat([]byte{b}, 32), "stet wires") }

// locked saves the wire with a secret that the box seals.
func (w *world) locked(wire news.Wire, box *seal.Box, secret string) news.Wire {
	w.Helper()
	wire.Login.Since = time.Now().UTC()
	wire = w.save(wire)
	err := w.store.Tx(w.Context(), func(tx *store.Tx) error {
		return tx.SetWireSecret(w.Context(), wire.ID, box.Seal(wire.Named(), []byte(secret)))
	})
	if err != nil {
		w.Fatal(err)
	}
	return wire
}

// A way in of another package: it is given the wire's secret and what it noted, and brings files.
func TestAWayInBringsFilesAndIsGivenTheSecret(t *testing.T) {
	tries := 0
	var got news.Secret
	way := func(ctx context.Context, v *wire.Visit) wire.Outcome {
		tries++
		got = v.Secret
		if v.Memory["a.xml"] != "" {
			return wire.Outcome{Same: true}
		}
		v.Memory["a.xml"] = "had"
		out, err := v.File(ctx, []byte(rss(item("1", "One"))), wireitem.Source{Name: "a.xml"})
		if err != nil {
			t.Error(err)
		}
		if _, err = v.File(ctx, []byte{0, 1, 2}, wireitem.Source{Name: "b.xml"}); err == nil {
			t.Error("what is no file of a wire is taken")
		}
		return out
	}
	w := newWorld(t, wire.Options{Secrets: boxOf(1), Ways: map[news.WireKind]wire.Way{news.FTPWire: way}})
	one := w.locked(news.Wire{Name: "Delta", Kind: news.FTPWire, Address: "ftps://delta.example/out", Language: news.English, Every: time.Minute, Login: news.Login{How: news.LoginBasic, User: "padma"}}, boxOf(1), "hunter2")
	if h := w.try(one.ID); h.Error != "" || w.headlines(one.ID) != "One v1" || string(got) != "hunter2" {
		t.Errorf("%+v, %s, %s", h, w.headlines(one.ID), string(got))
	}
	w.try(one.ID)
	one.Address = "ftps://delta.example/elsewhere"
	w.save(one)
	if w.try(one.ID); tries != 3 || w.headlines(one.ID) != "One v1" {
		t.Errorf("%d tries, %s", tries, w.headlines(one.ID))
	}
}

func TestWithoutItsKeyAWireSaysSoAndLosesNothing(t *testing.T) {
	a := newAgency(t)
	a.sends(rss(item("1", "One")))
	w := newWorld(t, wire.Options{Secrets: boxOf(2)}, a)
	id := w.locked(news.Wire{Name: "Delta", Kind: news.FeedWire, Address: a.URL, Language: news.English, Every: time.Minute, Login: news.Login{How: news.LoginBearer}}, boxOf(1), "hunter2").ID
	for what, room := range map[string]*world{"another key": w, "no key": newWorld(t, wire.Options{Store: w.store}, a)} {
		if h := room.try(id); h.Failures == 0 || !strings.Contains(h.Error, "cannot be opened: the key of wires is not there, or is another one") || a.times() != 0 {
			t.Errorf("%s: %+v, asked %d times", what, h, a.times())
		}
	}
	back := newWorld(t, wire.Options{Store: w.store, Secrets: boxOf(1)}, a)
	if h := back.try(id); h.Error != "" || back.headlines(id) != "One v1" {
		t.Errorf("with its key again: %+v", h)
	}
}

func TestWhatIsSentToAWireIsKeptOnceAndItsHealthSaysHowItWent(t *testing.T) {
	arrived := 0
	w := newWorld(t, wire.Options{Arrived: func() { arrived++ }})
	one := w.save(news.Wire{Name: "Delta", Kind: news.PushWire, Language: news.English, Every: time.Minute})
	doc := []byte(rss(item("1", "One"), item("2", "Two")))
	for range 2 {
		if _, err := w.room.Take(t.Context(), one.ID, doc, wireitem.Source{}); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := w.store.Wire(t.Context(), one.ID)
	if err != nil || kept.Health.Succeeded.IsZero() || kept.Health.Error != "" || arrived != 1 || w.headlines(one.ID) != "One v1, Two v1" {
		t.Errorf("%v, %+v, rang %d times, %s", err, kept.Health, arrived, w.headlines(one.ID))
	}
	_, err = w.room.Take(t.Context(), one.ID, []byte("<html><p>Sign in"), wireitem.Source{})
	said, isSaid := errors.AsType[*news.Error](err)
	if kept, _ = w.store.Wire(t.Context(), one.ID); !isSaid || kept.Health.Failures != 1 || kept.Health.Error != said.Message {
		t.Errorf("%v, %+v", err, kept.Health)
	}
	one.Paused = true
	w.save(one)
	if _, err = w.room.Take(t.Context(), one.ID, doc, wireitem.Source{}); err == nil {
		t.Error("a paused wire takes copy")
	}
	if _, err = w.room.FetchNow(t.Context(), one.ID); err == nil {
		t.Error("a wire that sends by itself is asked")
	}
}
