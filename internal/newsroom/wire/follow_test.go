package wire

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// wires is a list of wires that a test changes, and a diary of the tries.
type wires struct {
	mu    sync.Mutex
	list  []news.Wire
	err   error
	diary []string
	start time.Time
	began chan struct{} // closed once wires were set: the following begins then, and finds them
	once  sync.Once
}

func (w *wires) set(list ...news.Wire) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = list
	w.once.Do(func() { close(w.began) })
}

func (w *wires) listed(context.Context) ([]news.Wire, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.list, w.err
}

func (w *wires) note(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.diary = append(w.diary, fmt.Sprintf("%s@%s", what, time.Since(w.start).Round(time.Second)))
}

func (w *wires) read() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	slices.SortStableFunc(w.diary, func(a, b string) int { // those of one moment come in any order
		_, at, _ := strings.Cut(a, "@")
		if _, other, _ := strings.Cut(b, "@"); at == other {
			return strings.Compare(a, b)
		}
		return 0
	})
	s := strings.Join(w.diary, " ")
	w.diary = nil
	return s
}

// inBubble runs a following in a bubble of time, until f returns.
func inBubble(t *testing.T, try func(w *wires, ctx context.Context, id string) time.Time, f func(w *wires, follow *following)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &wires{start: time.Now(), began: make(chan struct{})}
		follow := &following{list: w.listed, look: lookEvery, try: func(ctx context.Context, id string) time.Time { return try(w, ctx, id) }}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			<-w.began
			if err := follow.run(ctx); err != nil {
				t.Error(err)
			}
		}()
		f(w, follow)
		cancel()
		<-done // every try has ended, or the bubble reports a deadlock
	})
}

func everyMinute(w *wires, _ context.Context, id string) time.Time {
	w.note(id)
	return time.Now().Add(time.Minute)
}

func TestWiresAreFollowedAsSoonAsTheyAreThereAndNoLonger(t *testing.T) {
	inBubble(t, everyMinute, func(w *wires, _ *following) {
		w.set(news.Wire{ID: "a", Health: news.Health{Next: time.Now().Add(30 * time.Second)}})
		sleep := func(d time.Duration, want string) {
			t.Helper()
			time.Sleep(d) // in the bubble this takes no time
			synctest.Wait()
			if got := w.read(); got != want {
				t.Errorf("at %s: %q, want %q", time.Since(w.start), got, want)
			}
		}
		sleep(31*time.Second, "a@30s") // as it was before the restart
		w.set(news.Wire{ID: "a"}, news.Wire{ID: "b", Health: news.Health{Next: time.Now().Add(time.Hour)}})
		sleep(4*time.Second, "b@32s") // a new one at once, whatever its health says
		w.set(news.Wire{ID: "a"}, news.Wire{ID: "b", Paused: true})
		sleep(95*time.Second, "a@1m30s")
		w.set(news.Wire{ID: "a", Address: "elsewhere"}, news.Wire{ID: "b"})
		sleep(3*time.Second, "a@2m12s b@2m12s")
		w.set()
		sleep(time.Hour, "")
		w.set(news.Wire{ID: "a"})
		sleep(time.Second*3, "a@1h2m14s")
		w.mu.Lock()
		w.err = errors.New("the store is gone")
		w.mu.Unlock()
		sleep(2*time.Minute, "a@1h3m14s a@1h4m14s")
	})
}

func TestATryThatHangsHoldsUpNoOtherAndEndsWithTheWire(t *testing.T) {
	inBubble(t, func(w *wires, ctx context.Context, id string) time.Time {
		if id == "hangs" {
			<-ctx.Done()
			w.note("ended")
			return time.Now().Add(time.Minute)
		}
		return everyMinute(w, ctx, id)
	}, func(w *wires, _ *following) {
		w.set(news.Wire{ID: "hangs"}, news.Wire{ID: "works"})
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		if got := w.read(); got != "works@0s works@1m0s works@2m0s" && got != "works@0s works@1m0s works@2m0s works@3m0s" {
			t.Error(got)
		}
		w.set(news.Wire{ID: "hangs", Paused: true})
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if got := w.read(); !strings.Contains(got, "ended") {
			t.Error(got)
		}
	})
}

func TestATryNowPostponesTheNext(t *testing.T) {
	inBubble(t, everyMinute, func(w *wires, follow *following) {
		w.set(news.Wire{ID: "a"})
		time.Sleep(30 * time.Second)
		follow.postpone("a", time.Now().Add(time.Minute))
		follow.postpone("a", time.Now().Add(2*time.Minute))
		follow.postpone("nobody", time.Now())
		time.Sleep(125 * time.Second)
		synctest.Wait()
		if got := w.read(); got != "a@0s a@2m30s" {
			t.Error(got)
		}
	})
}

// A wire that always fails is asked ever more seldom, up to once an hour, and never at
// the same moments as its neighbours; when it works again it is asked as before.
func TestAFailingWireIsLeftAloneLongerAndLonger(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("jitter seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	failures, works := 0, false
	var tries []time.Time
	inBubble(t, func(w *wires, _ context.Context, _ string) time.Time {
		w.mu.Lock()
		defer w.mu.Unlock()
		tries = append(tries, time.Now())
		failures++
		if works {
			failures = 0
		}
		return nextTry(time.Now(), time.Minute, mostWait, failures, 0, random.Float64())
	}, func(w *wires, _ *following) {
		w.set(news.Wire{ID: "a"})
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		w.mu.Lock()
		want := time.Minute
		for i := 1; i < len(tries); i++ {
			wait := tries[i].Sub(tries[i-1])
			if wait < want/2 || wait > want {
				t.Errorf("failure %d: waited %s, want between a half of and all of %s", i, wait, want)
			}
			want = min(want*2, mostWait)
		}
		if len(tries) < 24+5 || len(tries) > 48+6 {
			t.Errorf("%d tries in a day", len(tries))
		}
		works = true
		w.mu.Unlock()
		time.Sleep(time.Hour)
		w.mu.Lock()
		tries = nil
		w.mu.Unlock()
		time.Sleep(time.Hour)
		synctest.Wait()
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(tries) < 54 || len(tries) > 67 {
			t.Errorf("%d tries in an hour in which all was well", len(tries))
		}
	})
}

func TestTheNextTryIsWithinItsBounds(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, every := range []time.Duration{0, leastEvery, time.Minute, time.Hour, 24 * time.Hour} {
		for failures := range 100 {
			for _, asked := range []time.Duration{0, time.Minute, 365 * 24 * time.Hour} {
				for _, chance := range []float64{0, 0.5, 0.999999} {
					wait := nextTry(now, every, mostWait, failures, asked, chance).Sub(now)
					most := max(mostWait, every+every/10, min(asked, 24*time.Hour))
					if wait < min(asked, 24*time.Hour) || wait < lookEvery*9/10 || wait > most {
						t.Fatalf("every %s, %d failures, asked for %s, chance %g: %s", every, failures, asked, chance, wait)
					}
				}
			}
		}
	}
}
