package cluster_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/cluster"
)

// version is one labelled text.
type version struct {
	event, language string
	take            int
	text            cluster.Text
}

// labelled reads the versions of testdata, as they would arrive: the first of every event, then the second of every event.
func labelled(t testing.TB, half string) (all []version) {
	t.Helper()
	for _, language := range []string{"en", "bn"} {
		b, err := os.ReadFile("testdata/" + half + "-" + language + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for event := range strings.SplitSeq(strings.TrimPrefix(string(b), "## "), "\n## ") {
			name, takes, _ := strings.Cut(event, "\n")
			for i, take := range strings.Split(takes, "-- ")[1:] {
				lines := strings.SplitN(take, "\n", 3)
				all = append(all, version{language + "/" + name, language, i, cluster.Text{Language: language, Headline: lines[1], Body: lines[2]}})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b version) int { return a.take - b.take })
	return all
}

// clustered returns which cluster each version came into, in the order in which they arrived.
func clustered(all []version) []string {
	x := cluster.New()
	at := time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)
	of, members := map[string]string{}, map[string][]string{}
	clusters := make([]string, len(all))
	for i, v := range all {
		id := fmt.Sprintf("%04d", i)
		f := cluster.Of(v.text)
		clusters[i] = id
		for _, near := range x.Nearest(id, at, f) {
			if to := of[near.ID]; x.Fits(f, members[to]) {
				clusters[i] = to
				break
			}
		}
		of[id] = clusters[i]
		members[of[id]] = append(members[of[id]], id)
		x.Put(id, at, f)
		at = at.Add(5 * time.Minute)
	}
	return clusters
}

// score counts pairs: of those that were put together, how many belong together, and of those that belong together, how many were put.
func score(events, clusters []string) (precision, recall float64, put, belong int) {
	right := 0
	for i := range events {
		for j := range i {
			same, together := events[i] == events[j], clusters[i] == clusters[j]
			if same {
				belong++
			}
			if together {
				put++
			}
			if same && together {
				right++
			}
		}
	}
	return float64(right) / float64(max(put, 1)), float64(right) / float64(max(belong, 1)), put, belong
}

func TestLabelledEventsAreFound(t *testing.T) {
	for _, half := range []string{"tune", "held"} {
		all := labelled(t, half)
		var events []string
		for _, v := range all {
			events = append(events, v.event)
		}
		clusters := clustered(all)
		precision, recall, put, belong := score(events, clusters)
		t.Logf("%s: %d versions, %d pairs of one event; %d pairs put together; precision %.3f, recall %.3f", half, len(all), belong, put, precision, recall)
		for i := range all {
			for j := range i {
				if same := events[i] == events[j]; half == "tune" && same != (clusters[i] == clusters[j]) {
					t.Logf("  %t %s/%d %s/%d", same, events[i], all[i].take, events[j], all[j].take)
				}
			}
		}
		wrong := 0
		for i := range all {
			for j := range i {
				if fmt.Sprintf("%04d", j) == clusters[i] && events[i] != events[j] {
					wrong++
				}
			}
		}
		t.Log(half, "wrong joins", wrong)
		shuffled := slices.Clone(events)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if p, r, _, _ := score(shuffled, clusters); p > .2 || r > .2 {
			t.Errorf("%s: shuffled labels score precision %.3f, recall %.3f: the measure says nothing", half, p, r)
		}
		if precision < .95 || recall < .85 {
			t.Errorf("%s: precision %.3f, recall %.3f; at least 0.95 and 0.85 are wanted", half, precision, recall)
		}
	}
}
