package partner

import (
	"testing"
	"time"
)

func TestAKeyIsAnsweredAgainWhenItHasWaitedAsItWasTold(t *testing.T) {
	l := limits{buckets: map[string]*bucket{}}
	now := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	for i := range 60 {
		if wait := l.take("a", 60, now); wait != 0 {
			t.Fatalf("request %d waits for %s", i, wait)
		}
	}
	wait := l.take("a", 60, now)
	if wait != time.Second {
		t.Fatalf("it waits for %s", wait)
	}
	if early := l.take("a", 60, now.Add(wait/2)); early <= 0 {
		t.Error("it is answered before it has waited")
	}
	if late := l.take("a", 60, now.Add(wait)); late != 0 {
		t.Errorf("after it has waited it waits for %s more", late)
	}
	for range 60 {
		l.take("b", 60, now)
	}
	if l.take("b", 60, now.Add(time.Hour)); l.buckets["b"].left != 59 {
		t.Errorf("after an hour %v are left: nobody saves up", l.buckets["b"].left)
	}
	for i := range 2 * mostBuckets {
		l.take(time.Duration(i).String(), 60, now.Add(time.Duration(i)*time.Second))
	}
	if len(l.buckets) > mostBuckets {
		t.Errorf("%d keys are counted", len(l.buckets))
	}
}
