package torture

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// course is how a day of wire is played.
type course struct {
	feeds, happenings, kills int
	lasts                    time.Duration
}

// quick is an hour of forty wires. STET_WIRE_DAY plays 24 hours of two hundred: a wire is asked every two seconds in place of every five
// minutes, so that a day is ten minutes.
var (
	quick = course{feeds: 40, happenings: 600, kills: 4, lasts: 16 * time.Second}
	whole = course{feeds: 200, happenings: 9000, kills: 24, lasts: 24 * time.Hour / 150}
)

// wireEvery is between two questions to a wire.
const wireEvery = 2 * time.Second

// prepareWires gives the newsroom in dir the wires of the day, and a route that begins a story of what is urgent.
func prepareWires(ctx context.Context, dir, address string, d *day) (err error) {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "stet.db"))
	if err != nil {
		return err
	}
	defer func() { err = joinClose(err, db.Close()) }()
	return db.Tx(ctx, func(tx *store.Tx) error {
		for _, s := range d.feeds {
			w := news.Wire{ID: s.name, Name: s.name, Kind: news.FeedWire, Address: address + "/" + s.name, Language: news.English, Every: wireEvery}
			if err := tx.SaveWire(ctx, w); err != nil {
				return err
			}
		}
		return tx.SaveRoute(ctx, news.Route{ID: "urgent", Name: "What is urgent", Filter: "headline:urgent", On: true, Do: news.Deeds{Draft: "city", WithText: true}})
	})
}

// play plays the day against the program, which is killed again and again, and returns the folder that it left.
func play(t *testing.T, b build, c course) (*day, string) {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	d := newDay(rand.New(rand.NewPCG(seed, 0)), c.feeds)
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	dir := t.TempDir()
	if _, err := prepare(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if err := prepareWires(t.Context(), dir, server.URL, d); err != nil {
		t.Fatal(err)
	}
	begin := func() *program {
		p, err := start(b, dir, t.Output(), "--wires-inside", strings.TrimPrefix(server.URL, "http://"), "--no-fill-search")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	r := rand.New(rand.NewPCG(seed, 1))
	p, begun := begin(), time.Now()
	for round := range c.kills {
		// Each life is as long as chance wants, and all together last as long as the day.
		rest := c.lasts - time.Since(begun)
		life := max(time.Duration(float64(rest)/float64(c.kills-round)*(0.3+1.4*r.Float64())), 300*time.Millisecond)
		for dies := time.Now().Add(life); time.Now().Before(dies); time.Sleep(100 * time.Millisecond) {
			share := min(1, float64(time.Since(begun))/float64(c.lasts))
			d.hour(max(0, int(share*float64(c.happenings))-d.done))
			if r.IntN(10) == 0 {
				d.fail(time.Second, c.lasts/8)
			}
		}
		if err := p.kill(); err != nil {
			t.Fatal(err)
		}
		p = begin()
	}
	d.calm()
	settle(t, d, dir)
	if err := p.kill(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kills in %s: %s", c.kills, time.Since(begun).Round(time.Second), d)
	return d, dir
}

// settle waits until the program says that it has what is in every feed now, and has told people of what changed.
func settle(t *testing.T, d *day, dir string) {
	t.Helper()
	db := openLeft(t, dir)
	for patience := time.Now().Add(3 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		var waiting int
		if err := db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM dispatch WHERE version > reread OR version > compared`).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
		behind := d.behind()
		if behind == 0 && waiting == 0 {
			return
		}
		if time.Now().After(patience) {
			t.Fatalf("after three quiet minutes the program does not have what %d feeds hold, and %d dispatches are not attended to", behind, waiting)
		}
	}
}

// openLeft opens what is in the folder to look at it.
func openLeft(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "stet.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestADayOfWireIsKeptOnceThroughKills(t *testing.T) {
	c := quick
	if os.Getenv("STET_WIRE_DAY") != "" {
		c = whole
	} else if testing.Short() {
		t.Skip("torture is not run with -short")
	}
	d, dir := play(t, unbroken(t), c)
	db := openLeft(t, dir)
	faults, err := audit(t.Context(), db, d)
	if err != nil {
		t.Fatal(err)
	}
	for i, fault := range faults {
		if t.Error(fault); i == 20 {
			t.Fatalf("and %d more", len(faults)-i-1)
		}
	}
	var dispatches, versions, killed, stories, changes int
	err = db.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM dispatch), (SELECT COUNT(*) FROM dispatch_version), (SELECT COUNT(*) FROM dispatch_version WHERE item LIKE '%"killed":%'),
		(SELECT COUNT(*) FROM story), (SELECT COUNT(*) FROM source_change)`).Scan(&dispatches, &versions, &killed, &stories, &changes)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("kept: %d dispatches in %d versions, %d of them kills, %d stories with %d questions about changes", dispatches, versions, killed, stories, changes)
	if dispatches < d.total/2 || killed == 0 || stories == 0 || changes == 0 {
		t.Errorf("too little came to prove anything")
	}
	theAuditFinds(t, db, d)
}

// theAuditFinds is the negative control: each harm done to what was kept must be found.
func theAuditFinds(t *testing.T, db *sql.DB, d *day) {
	t.Helper()
	const some, twice = `(SELECT MIN(id) FROM dispatch WHERE version = 1)`, `(SELECT MIN(id) FROM dispatch WHERE version > 1)`
	const dead = `(SELECT MIN(dispatch) FROM dispatch_version WHERE version > 1 AND item LIKE '%"killed":%')`
	// Of a kill that came before what it kills a story may be begun, and need not.
	const begun = `(SELECT MIN(u.story) FROM story_source u JOIN dispatch_version v ON v.dispatch = u.dispatch AND v.version = 1 WHERE CAST(v.raw AS TEXT) NOT LIKE '%KILL: %')`
	for what, harm := range map[string][]string{
		"an item is lost":           {`DELETE FROM dispatch_version WHERE dispatch = ` + some},
		"a version is lost":         {`DELETE FROM dispatch_version WHERE version = 1 AND dispatch = ` + twice},
		"the newest is lost":        {`DELETE FROM dispatch_version WHERE dispatch = ` + twice + ` AND version = (SELECT version FROM dispatch WHERE id = ` + twice + `)`},
		"an item is there twice":    {`INSERT INTO dispatch (id, wire, guid, version, received, hash, language, headline) SELECT 'x', wire, 'x', 1, received, hash, language, headline FROM dispatch WHERE id = ` + some, `INSERT INTO dispatch_version SELECT 'x', 1, item, raw FROM dispatch_version WHERE version = 1 AND dispatch = ` + some},
		"a version is there twice":  {`INSERT INTO dispatch_version SELECT dispatch, 2, item, raw FROM dispatch_version WHERE dispatch = ` + some},
		"a byte is another":         {`UPDATE dispatch_version SET raw = CAST(replace(CAST(raw AS TEXT), 'Version 1', 'Version I') AS BLOB) WHERE version = 1 AND dispatch = ` + twice},
		"a hash is another":         {`UPDATE dispatch_version SET item = json_set(item, '$.hash', 'x') WHERE dispatch = ` + some},
		"a kill killed nothing":     {`UPDATE dispatch_version SET item = json_remove(item, '$.killed') WHERE dispatch = ` + dead},
		"an item died by itself":    {`UPDATE dispatch_version SET item = json_set(item, '$.killed', '2026-01-01T00:00:00Z') WHERE dispatch = ` + some},
		"a story is lost":           {`DELETE FROM story_source WHERE story = ` + begun},
		"a story is there twice":    {`INSERT INTO story_source SELECT (SELECT MAX(id) FROM story), dispatch, version, due FROM story_source WHERE story = (SELECT MIN(id) FROM story)`},
		"a question is lost":        {`DELETE FROM source_change WHERE id = (SELECT MAX(id) FROM source_change WHERE answered = 0)`},
		"a question is asked twice": {`INSERT INTO source_change SELECT 'x', story, made, 'x', dispatch, version, hold_at, answered, must, item FROM source_change WHERE id = (SELECT MAX(id) FROM source_change WHERE answered = 0)`},
	} {
		if err := harmed(t.Context(), db, harm, func(q queryer) error {
			faults, err := audit(t.Context(), q, d)
			if err == nil && len(faults) == 0 {
				err = errors.New("the audit finds nothing")
			}
			return err
		}); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// harmed shows look the database with harm done to it, which is taken back after.
func harmed(ctx context.Context, db *sql.DB, harm []string, look func(queryer) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, text := range harm {
		result, err := tx.ExecContext(ctx, text)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("the harm was not done: %w", err)
		}
	}
	return look(tx)
}
