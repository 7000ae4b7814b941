package press

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// decode returns what the body says, decoded by another decoder than the encoder's house.
func decode(t fataler, b *Body, e Encoding) string {
	t.Helper()
	r := io.Reader(bytes.NewReader(b.Bytes))
	switch e {
	case Gzip:
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal("gzip:", err)
		}
		z.Multistream(false) // some readers stop after the first
		r = z
	case Brotli:
		r = brotli.NewReader(r)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal("decode", e, err)
	}
	return string(text)
}

func finished(t fataler, v *archive.View, path string) *Page {
	t.Helper()
	p, err := New().Print(v, Name(v, path))
	if err != nil || p == nil {
		t.Fatal(path, p, err)
	}
	return p
}

func barIn(t fataler, v *archive.View, l news.Language) *Bar {
	t.Helper()
	b, err := New().Bar(v, l)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// drawBar draws a bar of none to six lines.
func drawBar(r *rapid.T, l news.Language) (items []edition.BarItem) {
	texts := []string{"Ferries halted on the Jamuna", "যমুনায় ফেরি চলাচল বন্ধ", "1 < 2 & \"3\"", strings.Repeat("long ", 18)}
	for i := range rapid.IntRange(0, 6).Draw(r, "lines") {
		item := flashItem(fmt.Sprint(i), rapid.SampledFrom(texts).Draw(r, "text"), rapid.SampledFrom([]string{"", "/en/sport/"}).Draw(r, "path"))
		item.Breaking = rapid.Bool().Draw(r, "breaking")
		items = append(items, item)
	}
	return items
}

// The bar that is put into a page which was printed before it gives, in every encoding,
// the very bytes and validators of the page printed anew.
func TestAPageWithAnotherBarIsThePagePrintedAnew(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(r, dir)
		defer w.Close()
		l := rapid.SampledFrom([]news.Language{"en", "bn"}).Draw(r, "language")
		w.publish(plainStory(1, l, "sport", rapid.SampledFrom([]string{"Red", "<!--news update-->", "লাল"}).Draw(r, "headline")))
		w.flash(l, drawBar(r, l)...)
		paths := []string{home(l), front(l, "sport"), "/" + string(l) + "/nothing"}
		kept := map[string]*Page{}
		for _, path := range paths {
			kept[path] = finished(r, w.View(), path)
		}
		for range rapid.IntRange(1, 4).Draw(r, "flashes") {
			before := w.View()
			bodies := map[string]*Bodies{}
			w.flash(l, drawBar(r, l)...)
			for _, path := range paths {
				fresh, old := finished(r, w.View(), path), kept[path]
				now := old.With(barIn(r, w.View(), l))
				if err := errors.Join(old.Squeeze(now), fresh.Squeeze(fresh.Bodies())); err != nil {
					r.Fatal(err)
				}
				for e := range Encoding(encodings) {
					got, want := now.In(e), fresh.Bodies().In(e)
					if !bytes.Equal(got.Bytes, want.Bytes) || got.ETag != want.ETag || !bytes.Equal(got.Head.Wire, want.Head.Wire) {
						r.Fatalf("%s in %q: %d bytes with tag %s, printed anew %d with %s", path, names[e], len(got.Bytes), got.ETag, len(want.Bytes), want.ETag)
					}
					if text := decode(r, got, e); text != string(now.In(Identity).Bytes) {
						r.Fatalf("%s in %q says\n%s", path, names[e], text)
					}
				}
				if text := string(now.In(Identity).Bytes); !strings.Contains(text, barHTML(r, w.View(), l)) {
					r.Fatalf("%s lacks the bar", path)
				}
				bodies[path] = now
			}
			for _, path := range paths { // who still reads the edition before does not bring its bar back
				if kept[path].With(barIn(r, before, l)) != bodies[path] {
					r.Fatalf("%s went back to an earlier bar", path)
				}
			}
		}
	})
}

// What we put together, others must take apart: node has zlib's own decoder and Google's
// brotli, curl and gzip theirs.
func TestOthersDecodeAPageWithAnotherBar(t *testing.T) {
	w := testWorld(t)
	w.publish(plainStory(1, news.English, "sport", "Red"))
	p := finished(t, w.View(), "/en/")
	w.flash("en", flashItem("1", "Ferries halted on the Jamuna", ""), flashItem("2", "যমুনায় ফেরি বন্ধ", "/en/sport/"))
	bodies := p.With(barIn(t, w.View(), "en"))
	if err := p.Squeeze(bodies); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	want := string(bodies.In(Identity).Bytes)
	for file, e := range map[string]Encoding{"page.gz": Gzip, "page.br": Brotli} {
		if err := os.WriteFile(filepath.Join(dir, file), bodies.In(e).Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for what, command := range map[string][]string{
		"node's gzip":   {"node", "-e", `process.stdout.write(require("zlib").gunzipSync(require("fs").readFileSync("page.gz")))`},
		"node's brotli": {"node", "-e", `process.stdout.write(require("zlib").brotliDecompressSync(require("fs").readFileSync("page.br")))`},
		"gzip":          {"gzip", "-dc", "page.gz"},
		"python":        {"python3", "-c", `import sys, zlib; d = zlib.decompressobj(31); sys.stdout.buffer.write(d.decompress(open("page.gz", "rb").read())); assert d.eof and not d.unused_data`},
	} {
		t.Run(what, func(t *testing.T) {
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skipf("%s is not installed", command[0])
			}
			c := exec.CommandContext(t.Context(), command[0], command[1:]...)
			c.Dir = dir
			if got, err := c.Output(); err != nil || string(got) != want {
				t.Errorf("%v, %d bytes, want %d", err, len(got), len(want))
			}
		})
	}
}

func TestOfACrowdOneIsToSqueeze(t *testing.T) {
	w := testWorld(t)
	p := finished(t, w.View(), "/en/")
	w.flash("en", flashItem("1", "Ferries halted", ""))
	bar := barIn(t, w.View(), "en")
	var wg sync.WaitGroup
	var mu sync.Mutex
	first := 0
	for range 50 {
		wg.Go(func() {
			b := p.With(bar)
			if body, wanted := b.Best("gzip, br"); body == b.In(Gzip) && wanted && b.Ask() {
				mu.Lock()
				first++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if first != 1 {
		t.Errorf("%d are told to squeeze", first)
	}
	if err := p.Squeeze(p.Bodies()); err != nil {
		t.Fatal(err)
	}
	if body, wanted := p.With(bar).Best("gzip, br"); body != p.Bodies().In(Brotli) || wanted {
		t.Error("brotli is there and is not sent")
	}
}

func TestChecksumsOfPartsMakeThatOfTheWhole(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b := rapid.SliceOf(rapid.Byte()).Draw(r, "a"), rapid.SliceOfN(rapid.Byte(), 0, 5000).Draw(r, "b")
		if got, want := join(crc32.ChecksumIEEE(a), crc32.ChecksumIEEE(b), shift(len(b))), crc32.ChecksumIEEE(append(a, b...)); got != want {
			r.Fatalf("%08x, want %08x", got, want)
		}
	})
}

// BenchmarkBar is what the first reader of a page after a change of the bar waits for.
func BenchmarkBar(b *testing.B) {
	w := newWorld(b, b.TempDir())
	defer w.Close()
	s := plainStory(1, news.English, "sport", "Red")
	s.Body = news.Paragraphs(strings.Repeat("A paragraph of a story that says something new at each turn of its way. ", 400))
	w.publish(s)
	p := finished(b, w.View(), s.Path())
	var bars []*Bar
	for i := range 2 {
		w.flash("en", flashItem("1", "Ferries halted on the Jamuna", ""), flashItem(fmt.Sprint(i), "Six more lines are as long as this one is, about", ""))
		bars = append(bars, barIn(b, w.View(), "en"))
		bars[i].made = 1
	}
	b.Run("put in", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			p.With(bars[i%2])
		}
	})
	b.Run("squeeze", func(b *testing.B) {
		for b.Loop() {
			if err := p.Squeeze(p.Bodies()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
