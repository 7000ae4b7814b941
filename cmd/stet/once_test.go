package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

var onceFull = flag.Bool("once-full", false, "schedule 1,000 stories within a minute instead of 200 within 15 seconds")

// burst is how many stories go out at one instant.
const burst = 20

// lateAtMost is how long after its time a story may go out while a process runs. The loop looks twice a second; a machine on which much
// else runs has taken 26 seconds. With a loop that stands still the test ends by itself, a minute after the last story's time.
const lateAtMost = time.Minute

// Two processes on one PostgreSQL publish what is scheduled, while one of them, and
// sometimes both, are killed and started again at random: each story goes out once, none
// before its time by the database's clock, and late only while neither ran.
func TestEachScheduledStoryGoesOutOnceWhileProcessesDie(t *testing.T) {
	if testing.Short() {
		t.Skip("it kills programs for a while")
	}
	got := scheduleAndKill(t, []string{built(t)}, 200, 15*time.Second)
	t.Log(got)
	if got.wrong() {
		t.Errorf("of %d stories: %s", got.stories, got)
	}
}

// The control: where the claim is not a compare-and-set, the same test finds stories that
// went out twice.
func TestAClaimThatIsNoCompareAndSetIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("it kills programs for a while")
	}
	name := filepath.Join(t.TempDir(), "stet-broken")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", "broken", "-o", name, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for range 4 { // the two must want one story within the same few milliseconds
		got := scheduleAndKill(t, []string{"env", "STET_BREAKS=claim", name}, 200, 15*time.Second)
		t.Log(got)
		if got.twice > 0 {
			return
		}
	}
	t.Error("no story went out twice: this test would not notice")
}

// outcome is what became of the stories.
type outcome struct {
	stories, out, twice, early, late, records int
	kills, gaps                               int // of processes; times when neither ran
	neither                                   time.Duration
	latest                                    time.Duration // after its time, less what neither ran
	whole                                     error         // of the log
}

func (o outcome) wrong() bool {
	return o.out != o.stories || o.twice > 0 || o.early > 0 || o.late > 0 || o.records != o.stories || o.whole != nil
}

func (o outcome) String() string {
	return fmt.Sprintf("%d scheduled, %d out, %d twice, %d early, %d late while a process ran (the latest by %s), %d records of publication, log whole: %v; %d kills, %d times neither ran, for %s in all",
		o.stories, o.out, o.twice, o.early, o.late, o.latest.Round(time.Millisecond), o.records, o.whole == nil, o.kills, o.gaps, o.neither.Round(time.Millisecond))
}

// span is a time by the database's clock.
type span struct{ from, to time.Time }

// worker is one of the two processes.
type worker struct {
	end func()    // nil while it is down
	up  time.Time // since when it runs
	ran []span
}

func scheduleAndKill(t *testing.T, program []string, stories int, window time.Duration) outcome {
	t.Helper()
	if *onceFull {
		stories, window = 1000, time.Minute
	}
	ctx := t.Context()
	address := storetest.PostgresAddress(t)
	db, err := store.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	planned := schedule(ctx, t, db, stories, window)
	now := func() time.Time {
		at, err := db.Now(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	workers := []*worker{{}, {}}
	dirs := []string{t.TempDir(), t.TempDir()}
	keys := [][]string{nil, {"--accounts-key", filepath.Join(dirs[0], "accounts.key")}} // both have the first one's
	wake := func(i int) {
		_, _, end := starts(t, program[0], "staff", slices.Concat(program[1:], []string{"serve", "--data", dirs[i], "--db", address}, keys[i])...)
		workers[i].end, workers[i].up = func() { end(syscall.SIGKILL) }, now()
	}
	var o outcome
	o.stories = stories
	kill := func(i int) {
		at := now()
		workers[i].end()
		workers[i].ran = append(workers[i].ran, span{workers[i].up, at})
		workers[i].end = nil
		o.kills++
	}
	wake(0)
	wake(1)
	seed := uint64(time.Now().UnixNano())
	t.Logf("which process dies when: seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // which process dies
	last := slices.MaxFunc(planned, func(a, b time.Time) int { return a.Compare(b) })
	for now().Before(last) {
		pause(ctx, time.Duration(500+dice.IntN(2000))*time.Millisecond)
		victim := dice.IntN(2)
		kill(victim)
		if dice.IntN(3) == 0 {
			kill(1 - victim)
			pause(ctx, time.Duration(200+dice.IntN(1500))*time.Millisecond)
			wake(1 - victim)
		}
		pause(ctx, time.Duration(dice.IntN(1500))*time.Millisecond)
		wake(victim)
	}
	for deadline := time.Now().Add(time.Minute); ; pause(ctx, 100*time.Millisecond) { // what is left goes out
		if due, err := db.Due(ctx, 1); err != nil {
			t.Fatal(err)
		} else if len(due) == 0 {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("after a minute story %d and maybe others have not gone out", due[0])
		}
	}
	for i := range workers {
		kill(i)
		o.kills--
	}
	o.judge(ctx, t, db, planned, append(workers[0].ran, workers[1].ran...))
	return o
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// schedule fills the newsroom and returns when each story is to go out, by its number less
// one. That no story can be scheduled less than a minute ahead is the desk's rule, not what
// is tested here: the rows say when.
func schedule(ctx context.Context, t *testing.T, db *store.DB, stories int, window time.Duration) []time.Time {
	t.Helper()
	editor := news.Person{ID: "editor", Name: "Rashed Hasan", Roles: news.Roles, Desk: "city"}
	d := desk.New(db, func() {})
	_, err := d.SetHouse(ctx, editor, news.House{
		Names: map[news.Language]string{news.English: "The Padma Courier"}, Languages: []news.Language{news.English}, Zone: "Asia/Dhaka", URL: "http://127.0.0.1",
		Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}}},
		Desks:    []news.Desk{{Slug: "city", Name: "City Desk"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var rows []store.Row
	for i := range stories {
		s, err := d.Create(ctx, editor, desk.Start{Content: news.Content{
			Language: news.English, Section: "world-news", Headline: fmt.Sprintf("Scheduled %d", i+1), Body: news.Paragraphs("Once."),
		}})
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, store.Row{Story: s})
	}
	planned := make([]time.Time, stories)
	err = db.Tx(ctx, func(tx *store.Tx) error {
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		for i, r := range rows {
			r, err := tx.Story(ctx, r.Number)
			if err != nil {
				return err
			}
			at := i / burst * burst // at one instant, as newsrooms schedule, so that both processes want the same ones
			planned[i] = now.Add(5*time.Second + time.Duration(at)*window/time.Duration(stories)).Truncate(time.Microsecond)
			r.Status, r.PublishAt = news.Scheduled, planned[i]
			if err := tx.Write(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return planned
}

// judge reads what readers were given, and when, out of the database.
func (o *outcome) judge(ctx context.Context, t *testing.T, db *store.DB, planned []time.Time, ran []span) {
	t.Helper()
	gaps := neither(ran)
	o.gaps = len(gaps)
	for _, g := range gaps {
		o.neither += g.to.Sub(g.from)
	}
	times := make([]int, len(planned))
	for after := int64(0); ; {
		changes, err := db.Since(ctx, after, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 {
			break
		}
		after = changes[len(changes)-1].Number
		for _, c := range changes {
			if c.Kind != edition.Published {
				continue
			}
			i := c.Story.Number - 1
			if times[i]++; times[i] == 1 {
				o.out++
			} else {
				o.twice++
			}
			if c.At.Before(planned[i]) {
				o.early++
			}
			late := c.At.Sub(planned[i])
			for _, g := range gaps {
				late -= overlap(g, span{planned[i], c.At})
			}
			if o.latest = max(o.latest, late); late > lateAtMost {
				o.late++
			}
		}
	}
	for after := int64(0); ; {
		records, err := db.Log(ctx, after, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(records) == 0 {
			break
		}
		after = records[len(records)-1].Seq
		for _, r := range records {
			if r.Verb == news.Publish {
				o.records++
			}
		}
	}
	_, o.whole = db.VerifyLog(ctx)
}

// neither returns the times between the first and the last of the spans that are in none.
func neither(ran []span) (gaps []span) {
	slices.SortFunc(ran, func(a, b span) int { return a.from.Compare(b.from) })
	end := ran[0].to
	for _, s := range ran[1:] {
		if s.from.After(end) {
			gaps = append(gaps, span{end, s.from})
		}
		if s.to.After(end) {
			end = s.to
		}
	}
	return gaps
}

func overlap(a, b span) time.Duration {
	from, to := a.from, a.to
	if b.from.After(from) {
		from = b.from
	}
	if b.to.Before(to) {
		to = b.to
	}
	return max(0, to.Sub(from))
}
