package partner_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// What follows a product page by page while stories come, change and go has each story at its newest version, and no version twice.
func TestPagesNeitherSkipNorRepeatWhileStoriesArePublished(t *testing.T) {
	w := open(t)
	w.lists()
	key := w.key(6000, w.all).Key
	newest, seen, got := map[string]string{}, map[string]int{}, map[string]string{}
	after, last, killed := "0", news.Story{}, 0
	turn := func() {
		p := w.follow(key, w.all, "?limit=3&after="+after)
		if after = p.Next; len(p.Items) > 3 {
			t.Errorf("a page has %d items", len(p.Items))
		}
		for _, i := range p.stories(t) {
			seen[i.URI+" "+i.Version+" "+i.PubStatus]++
			got[i.URI] = i.PubStatus
		}
	}
	for n := range 24 {
		s := w.publish("sport", fmt.Sprintf("Match %d", n))
		uri := fmt.Sprint(s.Number)
		newest[uri] = "usable"
		if n%5 == 4 {
			w.kill(last)
			newest[fmt.Sprint(last.Number)] = "canceled"
			killed++
		}
		last = s
		if n%2 == 1 {
			turn()
		}
	}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		turn()
		gone := 0
		for _, status := range got {
			if status == "canceled" {
				gone++
			}
		}
		if len(got) == len(newest) && gone == killed {
			break
		}
	}
	if p := w.follow(key, w.all, "?after="+after); len(p.Items) > 0 || p.More || p.Next != after {
		t.Errorf("behind the last one there is %+v", p)
	}
	if len(got) != len(newest) {
		t.Errorf("it has %d stories of %d", len(got), len(newest))
	}
	for uri, status := range got {
		number := uri[strings.LastIndexAny(uri, ":/")+1:]
		if newest[number] != status {
			t.Errorf("it has %s as %s, not %q", uri, status, newest[number])
		}
	}
	for what, times := range seen {
		if times != 1 {
			t.Errorf("it got %s %d times", what, times)
		}
	}
}

func TestAnETagIsAnsweredWith304AndAKilledStoryWith410Always(t *testing.T) {
	w := open(t)
	w.lists()
	key := w.key(6000, w.all).Key
	s := w.publish("sport", "Match won")
	w.has(key, w.all, 1)
	one, pages := fmt.Sprintf("/products/%s/items/%d", w.all, s.Number), "/products/"+w.all+"/items"
	etags := map[string]string{}
	for _, path := range []string{one, pages} {
		res, _ := w.ask(key, path)
		if etags[path] = res.Header.Get("ETag"); res.StatusCode != 200 || etags[path] == "" {
			t.Fatalf("%s: %d, ETag %q", path, res.StatusCode, etags[path])
		}
		for _, has := range []string{etags[path], "W/" + etags[path], `"other", ` + etags[path]} {
			if res, body := w.ask(key, path, "If-None-Match", has); res.StatusCode != 304 || len(body) > 0 || res.Header.Get("ETag") != etags[path] {
				t.Errorf("%s with %s: %d %s", path, has, res.StatusCode, body)
			}
		}
		if res, _ := w.ask(key, path, "If-None-Match", `"other"`); res.StatusCode != 200 {
			t.Errorf("%s with another ETag: %d", path, res.StatusCode)
		}
	}
	w.kill(s) // from here on nobody is told that what they have is good, also before the product has heard of it
	later := time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)
	gone, tombstone := w.ask(key, one)
	if i := read[item](t, tombstone); gone.StatusCode != 410 || i.PubStatus != "canceled" || strings.Contains(string(tombstone), "match was won") {
		t.Errorf("%d %s", gone.StatusCode, tombstone)
	}
	for _, headers := range [][]string{{"If-None-Match", etags[one]}, {"If-None-Match", gone.Header.Get("ETag")}, {"If-None-Match", "*"}, {"If-Modified-Since", later}} {
		if res, body := w.ask(key, one, headers...); res.StatusCode != 410 || len(body) == 0 {
			t.Errorf("%q: %d %s", headers, res.StatusCode, body)
		}
	}
	if res, body := w.ask(key, pages, "If-None-Match", etags[pages]); res.StatusCode != 200 || strings.Contains(string(body), "match was won") {
		t.Errorf("the page: %d %s", res.StatusCode, body)
	}
}

func TestAStoryUnderReviewIsWithheldAndComesBack(t *testing.T) {
	w := open(t)
	w.lists()
	key := w.key(6000, w.all).Key
	s := w.publish("sport", "Match won")
	w.has(key, w.all, 1)
	path := fmt.Sprintf("/products/%s/items/%d", w.all, s.Number)
	w.must(w.desk.Withdraw(t.Context(), w.editor, s.Number, "Under review."))
	if res, body := w.ask(key, path); res.StatusCode != 410 || read[item](t, body).PubStatus != "withheld" {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	w.must(w.desk.Reinstate(t.Context(), w.editor, s.Number, "It stands."))
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if res, body := w.ask(key, path); res.StatusCode == 200 && read[item](t, body).PubStatus == "usable" {
			return
		} else if time.Now().After(deadline) {
			t.Fatalf("%d %s", res.StatusCode, body)
		}
	}
}

func TestAKeyBeyondItsRateWaitsAndNoOtherDoes(t *testing.T) {
	w := open(t)
	slow, other := w.key(1, w.all).Key, w.key(6000, w.all).Key
	if res, _ := w.ask(slow, "/products"); res.StatusCode != 200 {
		t.Fatal(res.Status)
	}
	res, body := w.ask(slow, "/products")
	if wait, err := strconv.Atoi(res.Header.Get("Retry-After")); res.StatusCode != 429 || err != nil || wait < 1 || wait > 60 {
		t.Errorf("%d, Retry-After %q: %s", res.StatusCode, res.Header.Get("Retry-After"), body)
	}
	for range 20 {
		if res, body := w.ask(other, "/products"); res.StatusCode != 200 {
			t.Fatalf("the other key: %d %s", res.StatusCode, body)
		}
	}
}

func TestWhoHasNoKeyThatHoldsGetsNothing(t *testing.T) {
	w := open(t)
	ended, idle := w.key(0, w.all), w.key(0, w.all)
	if res, _ := w.ask(ended.Key, "/products"); res.StatusCode != 200 {
		t.Fatalf("before it ended: %d", res.StatusCode)
	}
	if err := w.desk.EndPartnerKey(t.Context(), w.editor, w.client, ended.Made.ID); err != nil {
		t.Fatal(err)
	}
	refused := func(key string) {
		t.Helper()
		for _, path := range []string{"/products", "/products/" + w.all + "/items", "/products/" + w.all + "/items/1"} {
			if res, _ := w.ask(key, path); res.StatusCode != 401 || !strings.HasPrefix(res.Header.Get("WWW-Authenticate"), "Bearer") {
				t.Errorf("%s: %d", path, res.StatusCode)
			}
		}
	}
	refused("")
	refused("stetp_GUESSED")
	refused(strings.Repeat("x", 300))
	refused(ended.Key)
	refused(desk.PartnerHash(idle.Key)) // what is in the database opens nothing
	if _, err := w.desk.SaveClient(t.Context(), w.editor, w.client, desk.ClientChange{Name: "Delta Radio"}); err != nil {
		t.Fatal(err)
	}
	refused(idle.Key) // its client is none any more
}

func TestAKeyOpensItsProductsAndNoOther(t *testing.T) {
	w := open(t)
	w.lists()
	sport, all := w.key(6000, w.sport).Key, w.key(6000, w.sport, w.all).Key
	inside, outside := w.publish("sport", "Match won"), w.publish("world", "Bridge opens")
	w.has(all, w.all, 2)
	p := w.has(sport, w.sport, 1)
	if got := p.stories(t)[0].Headlines; !slices.ContainsFunc(got, func(h struct {
		Value string `json:"value"`
	},
	) bool {
		return h.Value == "Match won"
	}) {
		t.Errorf("it has %+v", got)
	}
	if _, body := w.ask(sport, "/products"); strings.Contains(string(body), w.all) || !strings.Contains(string(body), w.sport) {
		t.Errorf("it is told of %s", body)
	}
	for path, want := range map[string]int{
		"/products/" + w.all + "/items": 404, "/products/none/items": 404,
		fmt.Sprintf("/products/%s/items/%d", w.all, inside.Number):    404,
		fmt.Sprintf("/products/%s/items/%d", w.sport, outside.Number): 404,
		fmt.Sprintf("/products/%s/items/%d", w.sport, inside.Number):  200,
	} {
		if res, body := w.ask(sport, path); res.StatusCode != want {
			t.Errorf("%s: %d %s", path, res.StatusCode, body)
		}
	}
	if res, body := w.ask(all, fmt.Sprintf("/products/%s/items/%d", w.all, outside.Number)); res.StatusCode != 200 {
		t.Errorf("with the other key: %d %s", res.StatusCode, body)
	}
	for _, query := range []string{"?after=-1", "?after=x", "?limit=0", "?limit=201", "?since=yesterday"} {
		if res, _ := w.ask(sport, "/products/"+w.sport+"/items"+query); res.StatusCode != 422 {
			t.Errorf("%s: %d", query, res.StatusCode)
		}
	}
}

func TestEmbargoedAndHeldCopyIsNotThereBeforeItsTime(t *testing.T) {
	w := open(t)
	w.lists()
	ctx, key := t.Context(), w.key(6000, w.all).Key
	held := w.ready("sport", "Draft, do not publish")
	if _, err := w.desk.Publish(ctx, w.editor, held.Number, desk.Out{}); err == nil {
		t.Fatal("the gate lets a marked draft go out")
	}
	s := w.ready("sport", "Result")
	now, err := w.db.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	until := now.Add(3 * time.Second)
	w.must(w.desk.Embargo(ctx, w.editor, s.Number, until, ""))
	w.must(w.desk.Schedule(ctx, w.editor, s.Number, until, desk.Out{}))
	w.publish("sport", "Toss")
	w.has(key, w.all, 1)
	path := fmt.Sprintf("/products/%s/items/%d", w.all, s.Number)
	_, never := w.ask(key, fmt.Sprintf("/products/%s/items/%d", w.all, 999))
	for {
		if err := w.desk.ReleaseDue(ctx); err != nil {
			t.Fatal(err)
		}
		res, body := w.ask(key, path)
		listed := w.follow(key, w.all, "")
		now, err := w.db.Now(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if early := now.Before(until); early && (res.StatusCode != 404 || len(listed.Items) != 1 || strings.ReplaceAll(string(body), fmt.Sprint(s.Number), "999") != strings.ReplaceAll(string(never), fmt.Sprint(s.Number), "999")) {
			t.Fatalf("before its time: %d %s; a story that there is not: %s", res.StatusCode, body, never)
		} else if !early && res.StatusCode == 200 {
			break
		}
		if now.After(until.Add(30 * time.Second)) {
			t.Fatalf("after its time: %d %s", res.StatusCode, body)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if res, _ := w.ask(key, fmt.Sprintf("/products/%s/items/%d", w.all, held.Number)); res.StatusCode != 404 {
		t.Errorf("what the gate holds: %d", res.StatusCode)
	}
}
