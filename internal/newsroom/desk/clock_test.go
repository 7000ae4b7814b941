package desk_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// faults are what is wrong with one of the two clocks: how far it is from the truth.
var faults = []time.Duration{
	3 * time.Second, -3 * time.Second, time.Minute, -time.Minute, time.Hour, -time.Hour, 24 * time.Hour, -24 * time.Hour,
	366 * 24 * time.Hour, -366 * 24 * time.Hour, 2500 * time.Millisecond, -2500 * time.Millisecond,
}

// Of ten thousand times to go out by, under each of twelve faults of either clock, none has
// come before it has; and a nanosecond early is early. (With -long a hundred thousand.)
func TestNoTimeHasComeEarlyByAWrongClock(t *testing.T) {
	schedules := 10_000
	if *long {
		schedules *= 10
	}
	dice := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // which times
	start := time.Date(2026, 3, 26, 0, 0, 0, 0, time.UTC)
	early, looked, out := 0, 0, 0
	for range schedules {
		at := start.Add(time.Duration(dice.Int64N(int64(400 * 24 * time.Hour))))
		for _, fault := range faults {
			for _, before := range []time.Duration{1, time.Millisecond, time.Duration(dice.Int64N(int64(48 * time.Hour)))} {
				truth := at.Add(-before)
				looked += 2
				if desk.Come(at, truth.Add(fault), truth) { // the database's clock is wrong
					early++
				}
				if desk.Come(at, truth, truth.Add(fault)) { // ours is
					early++
				}
			}
		}
		if truth := at.Add(time.Hour); desk.Come(at, truth.Add(2*time.Second+1), truth) || desk.Come(at, truth, truth.Add(2*time.Second+1)) {
			t.Fatal("clocks that are a nanosecond more than two seconds apart agree")
		}
		for _, skew := range []time.Duration{0, time.Second, -time.Second, 2 * time.Second, -2 * time.Second} {
			truth := at.Add(-1)
			if desk.Come(at, truth.Add(skew), truth) || desk.Come(at, truth, truth.Add(skew)) {
				early++ // within what is allowed, too
			}
			if truth = at.Add(2 * time.Second); desk.Come(at, truth.Add(skew), truth) {
				out++
			}
		}
	}
	t.Logf("%d early of %d schedules × %d faults × 2 clocks (%d looks); with right clocks %d of %d out", early, schedules, len(faults), looked, out, 5*schedules)
	if early > 0 || out != 5*schedules {
		t.Error("a wrong clock puts stories out, or right ones do not")
	}
}

// The same through the desk and a real database, whose clock is right here: what is tried is
// ours, and the database's by making the truth ours.
func TestWhatIsScheduledWaitsWhileTheClocksDisagreeAndTodayHasAnAlarm(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	fault := time.Duration(0)
	n.UseClock(func() time.Time { return time.Now().Add(fault) })
	held := 0
	for _, fault = range faults {
		s := n.ready()
		n.must(n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{}))
		// By the database's clock its time has come; by the truth, which is ours, it may be due
		// in an hour.
		n.due(s.Number, time.Now().Add(-time.Second))
		if err := n.ReleaseDue(ctx); err != nil {
			t.Fatal(err)
		}
		if got := n.must(n.db.Story(ctx, s.Number)); got.Status != news.Scheduled {
			t.Errorf("%s apart: it is %s", fault, got.Status)
		} else {
			held++
		}
		now, err := n.db.Now(ctx)
		if err != nil {
			t.Fatal(err)
		}
		alarms, err := n.db.Alarms(ctx, now)
		if err != nil || len(alarms) != 1 || alarms[0].Kind != news.AlarmClock {
			t.Errorf("%s apart: the alarms are %+v, %v", fault, alarms, err)
		}
		was := fault
		fault = 0
		if err := n.ReleaseDue(ctx); err != nil {
			t.Fatal(err)
		}
		if got := n.must(n.db.Story(ctx, s.Number)); got.Status != news.Live {
			t.Errorf("after %s it is %s", was, got.Status)
		}
		if alarms, err := n.db.Alarms(ctx, now); err != nil || len(alarms) != 0 {
			t.Errorf("after %s there are %+v, %v", was, alarms, err)
		}
	}
	t.Logf("%d of %d held", held, len(faults))
}

// An embargo too ends by both clocks: nobody publishes by hand what one of them holds.
func TestAnEmbargoHoldsUntilBothClocksSayThatItIsOver(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	fault := time.Duration(0)
	n.UseClock(func() time.Time { return time.Now().Add(fault) })
	s := n.ready()
	end := time.Now().Add(2 * time.Second) // longer than it takes a busy machine to come to the embargo
	n.must(n.Embargo(ctx, nusrat, s.Number, end, ""))
	if _, err := n.Publish(ctx, rashed, s.Number, desk.Out{}); err == nil && time.Now().Before(end) {
		t.Fatal("it went out before")
	}
	for now, err := n.db.Now(ctx); now.Before(end); now, err = n.db.Now(ctx) { // which counts in milliseconds
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Until(end))
	}
	fault = -time.Hour
	_, err := n.Publish(ctx, rashed, s.Number, desk.Out{})
	n.refused(err, news.Conflict, "ahead of this machine's")
	fault = 0
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
}

func ExampleCome() {
	at := time.Date(2026, 3, 26, 18, 0, 0, 0, time.UTC)
	fmt.Println(desk.Come(at, at, at), desk.Come(at, at, at.Add(-1)), desk.Come(at, at.Add(time.Hour), at))
	// Output: true false false
}
