package torture

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// kills is how often the program is killed: 50 in CI, fewer in a quick run, or what
// STET_KILLS says.
func kills(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("STET_KILLS")); err == nil && n > 0 {
		return n
	}
	switch {
	case testing.Short():
		t.Skip("torture is not run with -short")
	case os.Getenv("CI") != "":
		return 50
	}
	return 10
}

// rounds kills the build n times while four writers work, and returns after the
// first round that lost something, or all.
func rounds(t *testing.T, b build, n int) (losses []string) {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	dir := t.TempDir()
	token, err := prepare(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	h := newHistory()
	for round := range n {
		p, err := start(b, dir, t.Output())
		if err != nil {
			return []string{err.Error()}
		}
		if losses := checkPages(t.Context(), p.readers, h, 20); len(losses) > 0 {
			return append(losses, fmt.Sprint("killed ", p.kill()))
		}
		before := h.editionCount()
		stop := writers(p.staff, token, 4, round, h, seed)
		time.Sleep(time.Duration(100+r.IntN(500)) * time.Millisecond) // the moment of death is what is tested
		publishes(t, h, before)
		if err := p.kill(); err != nil {
			t.Fatal(err)
		}
		if refused := stop(); len(refused) > 0 {
			return []string{fmt.Sprintf("round %d: the program refused what it must take: %v", round, refused)}
		}
		losses, err := check(t.Context(), dir, h)
		if err != nil {
			t.Fatal(err)
		}
		if len(losses) > 0 {
			return losses
		}
	}
	if len(h.saves) < n || len(h.editions) < n {
		t.Fatalf("too little was written to prove anything: %s", h)
	}
	t.Logf("%d kills: %s, none lost", n, h)
	return nil
}

// publishes waits until something more was published than before: on a busy machine the time that chance gave may
// be too short for it, and who wrote nothing has nothing to lose.
func publishes(t *testing.T, h *history, before int) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); h.editionCount() == before; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nothing was published for a minute")
		}
	}
}

func TestNothingAcknowledgedIsLostToAKill(t *testing.T) {
	n := kills(t)
	for _, loss := range rounds(t, unbroken(t), n) {
		t.Error(loss)
	}
}

// The negative control: a build that answers before it commits.
func TestAnAnswerBeforeTheCommitIsCaught(t *testing.T) {
	n := kills(t)
	losses := rounds(t, breaking(t, "early"), n)
	if len(losses) == 0 {
		t.Fatalf("the program answered before it committed, was killed %d times, and nothing was missed", n)
	}
	t.Logf("caught, as it must be: %s (and %d more)", losses[0], len(losses)-1)
}
