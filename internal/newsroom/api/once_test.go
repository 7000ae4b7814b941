package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"mime/multipart"
	"strings"
	"sync"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// A whole life of a story, a flash, a wire and a picture, in which each request is sent
// twice with its key: the second is answered as the first and leaves nothing in the log.
func TestEveryPostSentTwiceWithItsKeyHappensOnce(t *testing.T) {
	s := open(t)
	keys := 0
	twice := func(path, body string, headers ...string) []byte {
		t.Helper()
		keys++
		headers = append(headers, "Idempotency-Key", fmt.Sprint("k", keys))
		status, first := s.ask("all", "POST", path, body, headers...)
		if status/100 != 2 {
			t.Fatalf("%s: %d %s", path, status, first)
		}
		before, err := s.db.VerifyLog(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		again, second := s.ask("all", "POST", path, body, headers...)
		if again != status || !bytes.Equal(first, second) {
			t.Errorf("%s: %d\n%s\nand then %d\n%s", path, status, first, again, second)
		}
		if after, err := s.db.VerifyLog(t.Context()); after != before || err != nil {
			t.Errorf("%s: the second time added %d records, %v", path, after-before, err)
		}
		return first
	}
	twice("/stories", `{"content":`+content+`}`)
	for _, step := range [][2]string{
		{"spike", `{}`},
		{"restore", `{}`},
		{"submit", `{"note":"n"}`},
		{"return", `{}`},
		{"submit", `{}`},
		{"ready", `{}`},
		{"embargo", `{"until":null}`},
		{"schedule", `{"at":"2999-01-01T00:00:00Z"}`},
		{"unschedule", `{}`},
		{"publish", `{"flash":"Ferries"}`},
		{"correct", `{"note":"It is the Jamuna."}`},
		{"withdraw", `{"reason":"r"}`},
		{"reinstate", `{}`},
		{"kill", `{"reason":"r","alone":"night"}`},
	} {
		twice("/stories/1/"+step[0], step[1])
	}
	twice("/stories", `{"content":`+content+`}`)
	twice("/stories/2/move", `{"desk":"green"}`)
	twice("/stories/2/check", `{"check":"legal","state":"needed"}`)
	twice("/stories/2/tag", `{"topic":"Jamuna"}`)
	twice("/stories/2/duplicate", ``)
	twice("/stories/2/follow_up", ``)
	twice("/stories/2/translate", `{"language":"bn"}`)
	twice("/stories/bulk", `{"verb":"spike","stories":[2,1,3]}`)
	twice("/stories/1/killing/tick", `{"task":"print"}`)
	twice("/stories/1/archive", `{"reason":"the court asked"}`)
	twice("/ticker", `{"language":"en","text":"Rain"}`)
	var wire news.Wire
	if err := json.Unmarshal(twice("/wires", `{"name":"Delta","kind":"feed","address":"https://delta.example/rss","language":"en"}`), &wire); err != nil {
		t.Fatal(err)
	}
	twice("/wires/"+wire.ID+"/pause", `{"paused":true}`)
	twice("/pictures?name=a.png", card(t), "Content-Type", "image/png")
	var d news.Dispatch
	err := s.db.Tx(t.Context(), func(tx *store.Tx) (err error) {
		d, _, err = tx.Receive(t.Context(), news.Dispatch{Wire: wire.ID, GUID: "1", Headline: "H", Hash: "h"}, []byte("raw"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	twice("/dispatches/"+d.ID+"/take", `{"section":"world-news"}`)
}

func card(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAKeySentManyTimesAtOnceHappensOnce(t *testing.T) {
	s := open(t)
	var wg sync.WaitGroup
	answers := make([]string, 12)
	for i := range answers {
		wg.Go(func() {
			status, text := s.ask("all", "POST", "/stories", `{"content":`+content+`}`, "Idempotency-Key", "k")
			answers[i] = fmt.Sprint(status, string(text))
		})
	}
	wg.Wait()
	for _, a := range answers {
		if a != answers[0] || !strings.HasPrefix(a, "201") {
			t.Errorf("%s\nis not\n%s", a, answers[0])
		}
	}
	if l, err := s.db.Stories(t.Context(), store.StoryFilter{}); err != nil || len(l) != 1 {
		t.Errorf("%d stories, %v", len(l), err)
	}
}

// sentForm returns a form and its media type.
func sentForm(t *testing.T, boundary string, fields ...string) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(boundary); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(fields); i += 2 {
		if fields[i] != "file" {
			if err := w.WriteField(fields[i], fields[i+1]); err != nil {
				t.Fatal(err)
			}
			continue
		}
		part, err := w.CreateFormFile("file", "river.png")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(fields[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func TestAPictureIsUploadedAsAFormToo(t *testing.T) {
	s := open(t)
	fields := []string{"file", card(t), "alt", "A boat", "credit", "নুসরাত"}
	body, kind := sentForm(t, "one", fields...)
	status, text := s.ask("all", "POST", "/pictures", body, "Content-Type", kind, "Idempotency-Key", "k")
	var p news.Picture
	if err := json.Unmarshal(text, &p); status != 201 || err != nil || p.Name != "river.png" || p.Alt != "A boat" || p.Credit != "নুসরাত" || p.Width != 40 {
		t.Fatalf("%d %s", status, text)
	}
	// A program that sends it again may well draw another line between the parts.
	body, kind = sentForm(t, "another", fields...)
	if again, second := s.ask("all", "POST", "/pictures", body, "Content-Type", kind, "Idempotency-Key", "k"); again != 201 || !bytes.Equal(text, second) {
		t.Errorf("the same form again: %d %s", again, second)
	}
	body, kind = sentForm(t, "one", append(fields, "caption", "Low water")...)
	if status, text := s.ask("all", "POST", "/pictures", body, "Content-Type", kind, "Idempotency-Key", "k"); status != 409 {
		t.Errorf("another form under the key: %d %s", status, text)
	}
	for says, fields := range map[string][]string{
		`no field \"file\"`: {"alt", "x"}, "twice": {"file", card(t), "file", card(t)}, "hash": {"file", card(t), "hash", "x"}, "not a picture": {"file", "text"},
	} {
		body, kind := sentForm(t, "one", fields...)
		if status, text := s.ask("all", "POST", "/pictures", body, "Content-Type", kind); status/100 != 4 || !strings.Contains(string(text), says) {
			t.Errorf("%s: %d %s", says, status, text)
		}
	}
	if status, text := s.ask("all", "POST", "/pictures", "--one\r\n", "Content-Type", "multipart/form-data; boundary=one"); status != 422 {
		t.Errorf("half a form: %d %s", status, text)
	}
	if status, text := s.ask("all", "POST", "/pictures", strings.Repeat("x", 41<<20), "Content-Type", "image/png"); status != 413 {
		t.Errorf("41 MB: %d %s", status, text)
	}
}

func TestASaveSaysWhatItIsBasedOn(t *testing.T) {
	s := open(t)
	res, text := s.send("all", "POST", "/stories", `{"content":`+content+`}`)
	if res.Header.Get("ETag") != `"1"` {
		t.Fatalf("ETag %s of %s", res.Header.Get("ETag"), text)
	}
	save := func(n int, base string, headers ...string) (int, string) {
		status, text := s.ask("all", "PUT", "/stories/1", `{`+base+`"content":`+strings.Replace(content, "halted", fmt.Sprint("halted ", n), 1)+`}`, headers...)
		return status, string(text)
	}
	for i, tt := range []struct {
		base, match, says string
		status            int
	}{
		{"", "", "which revision", 422},
		{`"base":0,`, "", "which revision", 422},
		{`"base":-1,`, "", "which revision", 422},
		{"", `"1"`, `"revision":2`, 200},
		{"", `"1"`, `"theirs"`, 409},
		{`"base":2,`, `"2"`, `"revision":3`, 200},
		{`"base":2,`, `"3"`, "both the same", 422},
		{"", `*`, "ETag", 422},
		{"", `W/"3"`, "ETag", 422},
		{"", `3`, "ETag", 422},
	} {
		var headers []string
		if tt.match != "" {
			headers = []string{"If-Match", tt.match}
		}
		if status, text := save(i, tt.base, headers...); status != tt.status || !strings.Contains(text, tt.says) {
			t.Errorf("%+v: %d %s", tt, status, text)
		}
	}
}
