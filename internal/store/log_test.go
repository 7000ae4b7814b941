package store_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// old are what brings a database back to before records said where they are from, with three
// records and the hashes that the program of then gave them.
var old = []string{
	`ALTER TABLE log DROP COLUMN origin`,
	`DELETE FROM goose_db_version WHERE version_id = 60`,
	`INSERT INTO log (seq, at, person, name, verb, object, detail, previous, hash) VALUES
(1, 1774526400123456, 'p-nusrat', 'Nusrat Karim', 'create_story', 'story/1', '{"revision":1}', '', '88fb623707dd9be0ec6f696173991d970070af464de950adf949d96d98203596'),
(2, 1774526460123456, 'p-arif', 'আরিফ & Co', 'publish', 'story/1', '{"edition":1}', '88fb623707dd9be0ec6f696173991d970070af464de950adf949d96d98203596', '1d874b58999b558ffa3545cbf13bba844bd5dcf0266fbb1dbc3af01969dc0322'),
(3, 1774526520123456, 'stet', 'Stet', 'wipe', 'story/1', '', '1d874b58999b558ffa3545cbf13bba844bd5dcf0266fbb1dbc3af01969dc0322', 'd3bb86c54ed42645cbe6290df6ad58ed452d84b0de8b7800caa3babc11d37805')`,
	`UPDATE log_head SET seq = 3, hash = 'd3bb86c54ed42645cbe6290df6ad58ed452d84b0de8b7800caa3babc11d37805'`,
}

func TestRecordsFromBeforeTheySaidWhereFromStillVerify(t *testing.T) {
	for name, driver := range map[string]string{"SQLite": "sqlite", "PostgreSQL": "pgx"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "stet.db")
			address := "sqlite:" + path
			if driver == "pgx" {
				path = storetest.PostgresAddress(t)
				address = path
			}
			raw, err := sql.Open(driver, path)
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			oldLogVerifies(t, raw, address)
		})
	}
}

func oldLogVerifies(t *testing.T, raw *sql.DB, address string) {
	t.Helper()
	ctx := t.Context()
	reopen := func(before ...string) *store.DB {
		for _, statement := range before {
			if _, err := raw.ExecContext(ctx, statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		db, err := store.Open(ctx, address)
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	if err := reopen().Close(); err != nil {
		t.Fatal(err)
	}
	db := reopen(old...)
	defer db.Close()
	if n, err := db.VerifyLog(ctx); err != nil || n != 3 {
		t.Fatalf("of the old log %d records verify: %v", n, err)
	}
	from := "203.0.113.7 session/1"
	err := db.Tx(ctx, func(tx *store.Tx) error {
		_, err := tx.Record(store.WithFrom(ctx, from), news.Record{At: time.Now().UTC().Truncate(time.Microsecond), Actor: news.Person{ID: "p", Name: "P"}, Verb: news.Save, Object: "story/1"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := db.VerifyLog(ctx); err != nil || n != 4 {
		t.Fatalf("with a new record %d verify: %v", n, err)
	}
	if last, err := db.LogNewest(ctx, "", 2); err != nil || last[0].From != from || last[1].From != "" {
		t.Fatalf("the records are from %+v, %v", last, err)
	}
	// The control: where a record is from is under its hash, and so is that it is from nowhere.
	for _, tamper := range []string{
		`UPDATE log SET origin = '198.51.100.9' WHERE seq = 4`,
		`UPDATE log SET origin = '' WHERE seq = 4`,
		`UPDATE log SET origin = '203.0.113.7' WHERE seq = 2`,
	} {
		breaks(ctx, t, raw, db, tamper)
	}
}

// breaks fails unless the change breaks the log, which is whole again without it.
func breaks(ctx context.Context, t *testing.T, raw *sql.DB, db *store.DB, change string) {
	t.Helper()
	for _, statement := range []string{`CREATE TABLE log_as_it_was AS SELECT * FROM log`, change} {
		if _, err := raw.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.VerifyLog(ctx); err == nil || !strings.Contains(err.Error(), "was changed after it was written") {
		t.Errorf("%s: %v", change, err)
	}
	for _, statement := range []string{`DELETE FROM log`, `INSERT INTO log SELECT * FROM log_as_it_was`, `DROP TABLE log_as_it_was`} {
		if _, err := raw.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.VerifyLog(ctx); err != nil {
		t.Fatal(err)
	}
}
