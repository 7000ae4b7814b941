package main

import (
	"database/sql"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// hired is a newsroom whose log has a record for each of the names, and whose head goes where
// the heading says.
func hired(t *testing.T, to heading, names ...string) (*heads, storage) {
	t.Helper()
	if err := to.check(); err != nil {
		t.Fatal(err)
	}
	s := storage{Data: t.TempDir()}
	if err := s.settle(); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), s.DB)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h := (&house{listening: listening{heading: to}, db: db}).heads()
	for _, name := range names {
		hire(t, db, name)
	}
	return h, s
}

func hire(t *testing.T, db *store.DB, name string) {
	t.Helper()
	if _, err := account.New(db, account.Options{Memory: 64}).Create(t.Context(), news.Person{Name: name, Email: name + "@stet.test", Roles: []news.Role{news.Reporter}}, ""); err != nil {
		t.Fatal(err)
	}
}

// sealAnew writes the records as the log, with every hash as it has to be: what whoever owns
// the database can do.
func sealAnew(t *testing.T, s storage, records []news.Record) {
	t.Helper()
	raw, err := sql.Open("sqlite", strings.TrimPrefix(s.DB, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	do := func(statement string, args ...any) {
		t.Helper()
		if _, err := raw.ExecContext(t.Context(), statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(`DELETE FROM log`)
	hash := ""
	for i, r := range records {
		r = r.Seal(int64(i+1), hash)
		hash = r.Hash
		do(`INSERT INTO log (seq, at, person, name, verb, object, detail, origin, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			r.Seq, r.At.UnixMicro(), r.Actor.ID, r.Actor.Name, r.Verb, r.Object, string(r.Detail), r.From, r.Previous, r.Hash)
	}
	do(`UPDATE log_head SET seq = ?, hash = ?`, len(records), hash)
}

func TestALogThatWasSealedAnewIsFoundByTheHeadThatWasSentAway(t *testing.T) {
	file := filepath.Join(t.TempDir(), "heads")
	h, s := hired(t, heading{LogHead: "file:" + file}, "a", "b")
	for _, later := range []string{"c", "d"} {
		if err := h.Send(t.Context()); err != nil {
			t.Fatal(err)
		}
		hire(t, h.db, later)
	}
	if err := h.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	records, err := h.db.Log(t.Context(), 0, 10)
	if err != nil || len(records) != 4 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	for name, change := range map[string]func([]news.Record) []news.Record{
		"nothing":            func(r []news.Record) []news.Record { return r }, // the control
		"who did it":         func(r []news.Record) []news.Record { r[1].Actor.Name = "Somebody else"; return r },
		"where from":         func(r []news.Record) []news.Record { r[1].From = "198.51.100.9"; return r },
		"one is gone":        func(r []news.Record) []news.Record { return append(r[:1], r[2:]...) },
		"two changed places": func(r []news.Record) []news.Record { r[0], r[1] = r[1], r[0]; return r },
		"the last is gone":   func(r []news.Record) []news.Record { return r[:len(r)-1] },
		"all are gone":       func(r []news.Record) []news.Record { return nil },
		"one was put in":     func(r []news.Record) []news.Record { return append(r[:2:2], append([]news.Record{r[0]}, r[2:]...)...) },
		"more came after it": func(r []news.Record) []news.Record { return append(r, r[0]) }, // which is no lie of what was
	} {
		t.Run(name, func(t *testing.T) {
			sealAnew(t, s, change(slices.Clone(records)))
			if code, out, errs := command(t, "", "log", "verify", "--data", s.Data); code != 0 {
				t.Errorf("the chain alone does not verify, so this test shows nothing: %s%s", out, errs)
			}
			code, out, errs := command(t, "", "log", "verify", "--data", s.Data, "--heads", file)
			if name == "nothing" || name == "more came after it" {
				if code != 0 || !strings.Contains(out, "holds all 3 heads") || !strings.Contains(out, "of record 4.") {
					t.Errorf("%d %s%s", code, out, errs)
				}
			} else if code != 1 || !strings.Contains(errs, "The log was written anew: record ") {
				t.Errorf("it is not found: %d %s%s", code, out, errs)
			}
		})
	}
}

func TestAFileThatIsNoHeadsVouchesForNothing(t *testing.T) {
	_, s := hired(t, heading{}, "a")
	for text, says := range map[string]string{"": "vouches for nothing", "hello\n": "Line 1 of", `{"type":"purge","seq":1}`: "Line 1 of"} {
		file := filepath.Join(t.TempDir(), "heads")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := command(t, "", "log", "verify", "--data", s.Data, "--heads", file); code != 2 || !strings.Contains(errs, says) {
			t.Errorf("%q: %d %s%s", text, code, out, errs)
		}
	}
	if code, _, errs := command(t, "", "log", "verify", "--data", s.Data, "--heads", filepath.Join(s.Data, "none")); code != 1 || !strings.Contains(errs, "There is no file") {
		t.Errorf("%d %s", code, errs)
	}
}

// A webhook that fails raises the alarm, of this machine, until it works again; what it got
// then is what the log is held against.
func TestTheAlarmOfTheHeadLastsForAsLongAsItDoesNotGetAway(t *testing.T) {
	var broken atomic.Bool
	var got atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		want := "v1," + fetch.Signature("s3cret", r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Timestamp"), body)
		if r.Header.Get("Webhook-Signature") != want {
			t.Errorf("signed %q, want %q", r.Header.Get("Webhook-Signature"), want)
		}
		if broken.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		got.Store(body)
	}))
	defer server.Close()
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h, s := hired(t, heading{LogHead: server.URL + "/heads?key=hidden", LogHeadSecret: secret}, "a", "b")
	alarms := func() []news.Alarm {
		all, err := h.db.Alarms(t.Context(), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	broken.Store(true)
	for range 2 {
		if err := h.Send(t.Context()); err == nil {
			t.Fatal("a webhook that says no got the head")
		}
		if all := alarms(); len(all) != 1 || all[0].Kind != news.AlarmHead || !strings.Contains(all[0].Text, "127.0.0.1") || strings.Contains(all[0].Text, "hidden") {
			t.Fatalf("the alarms are %+v", all)
		}
	}
	broken.Store(false)
	if err := h.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all := alarms(); len(all) != 0 {
		t.Errorf("the alarm lasts: %+v", all)
	}
	body, _ := got.Load().([]byte)
	var sent head
	if err := json.Unmarshal(body, &sent); err != nil {
		t.Fatal(err)
	}
	if seq, hash, err := h.db.LogHead(t.Context()); err != nil || sent.Seq != seq || sent.Hash != hash {
		t.Errorf("it got %s, the head is %d %s", body, seq, hash)
	}
	file := filepath.Join(dir, "heads")
	if err := os.WriteFile(file, append(body, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := command(t, "", "log", "verify", "--data", s.Data, "--heads", file); code != 0 || !strings.Contains(out, "holds all 1 heads") {
		t.Errorf("%d %s%s", code, out, errs)
	}
}

func TestWhatACommandDoesIsFromTheCommand(t *testing.T) {
	h, s := hired(t, heading{})
	if code, _, errs := command(t, "", "user", "create", "nusrat@stet.test", "--name", "Nusrat Karim", "--role", "reporter", "--data", s.Data); code != 0 {
		t.Fatal(errs)
	}
	if last, err := h.db.LogNewest(t.Context(), "", 1); err != nil || len(last) != 1 || last[0].From != "stet user create" {
		t.Errorf("the log says %+v %v", last, err)
	}
}
