package press

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// answers returns what a reader gets at every path.
func answers(t fataler, v *archive.View) map[string]*draft {
	all := map[string]*draft{}
	for _, path := range everyPath() {
		all[path] = printed(t, v, path)
	}
	return all
}

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(key string) bool { return slices.Contains(b, key) })
}

// changedKeys returns the keys of each path whose answer is another one, as a cache has them.
func changedKeys(was, is map[string]*draft) map[string][]string {
	keys := map[string][]string{}
	for path, d := range was {
		if says(d) != says(is[path]) {
			keys[path] = d.keys()
		}
	}
	return keys
}

// uncovered returns a path that would stay in a cache as it was, "" if there is none.
func uncovered(changed map[string][]string, p Purge) string {
	purged := slices.Concat(p.Keys, p.Gone)
	for path, keys := range changed {
		if !shares(keys, purged) {
			return path
		}
	}
	return ""
}

// What a cache holds is what a path was answered with. Whatever the newsroom does, every
// path that is answered otherwise afterwards is purged by one of the keys its answer had.
func TestThePurgedKeysCoverEveryPathWhoseAnswerChanges(t *testing.T) {
	few(t)
	dir := t.TempDir()
	forgotten := map[string]bool{} // keys without which the harness saw a path left over
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(r, dir)
		defer w.Close()
		w.step = rapid.SampledFrom([]time.Duration{time.Minute, 7 * time.Hour, 16 * 24 * time.Hour}).Draw(r, "pace")
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			before := w.View()
			var stale Affected
			var changes []edition.Change
			for range rapid.IntRange(1, 3).Draw(r, "changes") {
				changes = append(changes, w.add(drawChange(r, w)))
			}
			for _, c := range changes {
				stale = stale.And(Affects(before, w.View(), c))
			}
			other, p := changedKeys(answers(r, before), answers(r, w.View())), stale.Purge()
			if path := uncovered(other, p); path != "" {
				r.Fatalf("%s is answered otherwise after edition %d; it had %q, purged were %q", path, before.Edition(), other[path], p)
			}
			for i, left := range p.Keys { // the control: it sees what a missing key leaves behind
				if uncovered(other, Purge{slices.Concat(p.Keys[:i], p.Keys[i+1:]), p.Gone}) != "" {
					forgotten[left] = true
					forgotten["a story's"] = forgotten["a story's"] || strings.HasPrefix(left, "story-")
				}
			}
		}
	})
	for _, key := range []string{"all", "missing", "a story's", "bar-en", "/en/sport/", "/en/t/flood/", "sitemap"} {
		if !forgotten[key] {
			t.Errorf("nothing showed that %q is needed", key)
		}
	}
}

func TestAStoryPurgesItsOwnPagesAndNoOtherStorys(t *testing.T) {
	w := testWorld(t)
	w.publish(plainStory(1, news.English, "sport", "Before"))
	w.publish(plainStory(2, news.Bangla, "sport", "Other"))
	before := w.View()
	s := plainStory(1, news.English, "sport", "Before")
	s.Standfirst = "New."
	c := w.add(edition.Change{Kind: edition.Updated, Story: &s})
	p := Affects(before, w.View(), c).Purge()
	for _, key := range p.Keys {
		if strings.Contains(key, "bn") || key == "story-2" || key == AllKey || strings.HasPrefix(key, "language-") || strings.HasPrefix(key, "section-") {
			t.Errorf("a story in English purges %s", key)
		}
	}
	if !slices.Contains(p.Keys, "story-1") || !slices.Contains(p.Keys, "/en/") || !slices.Contains(p.Keys, "/en/sport/") || len(p.Gone) > 0 {
		t.Errorf("purged: %q", p)
	}
}

// What was taken away may not be shown as the stale page of a cache, nor its pictures.
func TestWhatIsTakenAwayIsGoneAndNotStale(t *testing.T) {
	w := testWorld(t)
	s := plainStory(1, news.English, "sport", "Leak")
	s.Pictures = []edition.Picture{photo("1", "", 320, 200)}
	w.publish(s)
	other := plainStory(2, news.English, "sport", "Fine")
	other.Pictures = []edition.Picture{photo("2", "", 320, 200)}
	w.publish(other)
	before := w.View()
	c := w.add(edition.Change{Kind: edition.Killed, Notice: &edition.Notice{Number: 1, Language: "en", Section: "sport", At: noon}})
	p := Affects(before, w.View(), c).Purge()
	want := []string{mediaKey(s.Pictures[0].Renditions[0].Name)}
	for _, crop := range s.Pictures[0].Crops { // in every format: a set has one key
		want = append(want, mediaKey(crop.Renditions[0].WebP.Name), mediaKey(crop.Renditions[0].Name))
	}
	want = append(slices.Compact(slices.DeleteFunc(want, func(key string) bool { return key == "media-" })), "story-1")
	if !slices.Equal(p.Gone, want) || slices.Contains(p.Keys, "story-1") {
		t.Errorf("gone: %q, want %q; stale: %q", p.Gone, want, p.Keys)
	}
}

func TestEachCacheIsToldInItsOwnWordsAndReadersAloneNothing(t *testing.T) {
	w := testWorld(t)
	s := plainStory(1, news.English, "sport", "One")
	w.publish(s)
	header := func(path string, caches ...Cache) http.Header {
		p, err := New(caches...).Print(w.View(), Name(w.View(), path))
		if err != nil {
			t.Fatal(err)
		}
		h, unchanged := http.Header{}, http.Header{}
		p.Bodies().In(Identity).Head.Put(h)
		p.Bodies().In(Identity).NotModified.Put(unchanged)
		for name, value := range unchanged {
			if !slices.Equal(value, h[name]) {
				t.Errorf("%s of a 304 is %q", name, value)
			}
		}
		return h
	}
	if h := header(s.Path()); len(h["Surrogate-Key"])+len(h["Cache-Tag"])+len(h["Xkey"])+len(h["Surrogate-Control"]) > 0 {
		t.Errorf("without a cache: %v", h)
	}
	keys := "all story-1 bar-en read-en language-en section-sport"
	if h := header(s.Path(), Fastly); h.Get("Surrogate-Key") != keys || !strings.Contains(h.Get("Surrogate-Control"), "stale-if-error") || h.Get("Cache-Tag") != "" {
		t.Errorf("Fastly: %v", h)
	}
	h := header(s.Path(), Varnish, Cloudflare)
	if h.Get("Xkey") != keys || h.Get("Cache-Tag") != strings.ReplaceAll(keys, " ", ",") || h.Get("Cloudflare-CDN-Cache-Control") == "" {
		t.Errorf("Varnish and Cloudflare: %v", h)
	}
	if h := header(iconPath, Fastly); h.Get("Surrogate-Control") != "" || !strings.Contains(h.Get("Cache-Control"), "immutable") {
		t.Errorf("a file that never changes: %v", h)
	}
}

// A key is one word of ASCII, whatever somebody calls a topic.
func TestAKeyIsOneWord(t *testing.T) {
	for _, name := range []string{"/en/t/বন্যা", "/en/t/a, b c\n", "/en/t/" + strings.Repeat("x", 999), "\x00gone/7", "\x00other/7", "/", "/en/sport/?page=2"} {
		k := key(name)
		if k == "" || len(k) > longestKey || strings.ContainsFunc(k, func(r rune) bool { return r <= ' ' || r == ',' || r > '~' }) {
			t.Errorf("%q has the key %q", name, k)
		}
	}
}
