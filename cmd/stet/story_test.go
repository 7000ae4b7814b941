package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/out"
)

// A published story is printed in every format while the program runs, with its picture where the format takes it in; so is the word that
// one was killed.
func TestAStoryIsPrintedInEveryFormat(t *testing.T) {
	s := keepSecrets(t)
	ctx := s.Context()
	lead := s.picture("lead", 90)
	st := s.must(s.desk.Create(ctx, s.editor, desk.Start{Content: news.Content{
		Language: news.English, Section: "world-news", Headline: "Ferries halted", Byline: news.Byline{Desk: "City Desk"}, Lead: &lead, Body: news.Paragraphs("Water rose at Aricha."),
	}}))
	s.must(s.desk.Submit(ctx, s.editor, st.Number, ""))
	s.must(s.desk.Ready(ctx, s.editor, st.Number, ""))
	s.must(s.desk.Publish(ctx, s.editor, st.Number, desk.Out{}))
	killed := s.public("Bridge falls")
	s.must(s.desk.Kill(ctx, s.editor, killed.Number, desk.KillOrder{Reason: "It stands.", Alone: "It is night."}))
	write := func(number int64, as string) (int, string, string) {
		return command(t, "", "story", "write", fmt.Sprint(number), "--as", as, "--data", s.house.data)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) { // until readers' copy has both
		if _, file, _ := write(killed.Number, "ninjs"); strings.Contains(file, `"canceled"`) {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("the kill does not come to be there: %s", file)
		}
	}
	for _, f := range out.Formats() {
		code, file, said := write(st.Number, string(f))
		if code != 0 || said != "" {
			t.Errorf("%s: %d %s", f, code, said)
		}
		if err := is(f, file); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		if f != out.PDF && (!strings.Contains(file, "Ferries halted") || !strings.Contains(file, "Water rose at Aricha.")) {
			t.Errorf("%s: the story is not in it: %.500s", f, file)
		}
		if f == out.HTML && !strings.Contains(file, "data:image/") {
			t.Error("the page has no picture in it")
		}
		code, file, said = write(killed.Number, string(f))
		if code != 0 || strings.Contains(file, "Known to all") {
			t.Errorf("%s of a killed story: %d %s %.300s", f, code, said, file)
		}
		if err := is(f, file); err != nil {
			t.Errorf("%s of a killed story: %v", f, err)
		}
	}
	if _, file, _ := write(killed.Number, "ninjs"); !strings.Contains(file, `"version": "2"`) {
		t.Errorf("the kill is not the version after the first: %.300s", file)
	}
	if code, file, said := command(t, "", "story", "write", "1", "--as", "wordstar", "--data", t.TempDir()+"/none"); code != 2 || file != "" || !strings.Contains(said, "There is no format") {
		t.Errorf("a format that there is not, before anything is read: %d %q %s", code, file, said)
	}
	for _, refused := range []struct {
		number     int64
		as, reason string
		code       int
	}{
		{st.Number, "wordstar", `There is no format "wordstar": Stet writes ninjs,`, 2},
		{999, "ninjs", "There is no published story 999.", 1},
	} {
		if code, file, said := write(refused.number, refused.as); code != refused.code || file != "" || !strings.Contains(said, refused.reason) {
			t.Errorf("story %d as %s: %d %q %s", refused.number, refused.as, code, file, said)
		}
	}
}

// is returns why the file is not of the format's kind at first sight; package out holds it to the standards.
func is(f out.Format, file string) error {
	switch f {
	case out.NINJS, out.JSONFeed:
		return json.Unmarshal([]byte(file), new(map[string]any))
	case out.NewsMLG2, out.NITF, out.RSS, out.Atom:
		for d := xml.NewDecoder(strings.NewReader(file)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	case out.PDF, out.HTML, out.Text:
		start := map[out.Format]string{out.PDF: "%PDF-", out.HTML: "<!doctype html>"}[f]
		if !strings.HasPrefix(strings.ToLower(file), strings.ToLower(start)) || len(file) < 100 {
			return fmt.Errorf("it begins %.40q", file)
		}
	}
	return nil
}
