package screens

import (
	"testing"
	"time"
)

func TestHowOftenAWireIsAskedIsWrittenAsItIsRead(t *testing.T) {
	for every, want := range map[time.Duration][2]string{
		10 * time.Second: {"10", "s"}, 90 * time.Second: {"90", "s"}, 5 * time.Minute: {"5", "min"}, 1500 * time.Millisecond: {"1.5", "s"}, 0: {"0", "min"},
	} {
		n, unit := everyOf(every)
		if n != want[0] || unit != want[1] {
			t.Errorf("%v is written %s %s", every, n, unit)
		}
		if again, err := parseEvery(n, unit); err != nil || again != every {
			t.Errorf("%v comes back as %v, %v", every, again, err)
		}
	}
	if got, err := parseEvery("২", "h"); err != nil || got != 2*time.Hour {
		t.Errorf("২ h is %v, %v", got, err)
	}
	for _, bad := range [][2]string{{"soon", "min"}, {"-1", "s"}, {"25", "h"}, {"NaN", "min"}, {"1e300", "h"}, {"5", "weeks"}, {"", "min"}} {
		if got, err := parseEvery(bad[0], bad[1]); err == nil {
			t.Errorf("%q %s is read as %v", bad[0], bad[1], got)
		}
	}
}
