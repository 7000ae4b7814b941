package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"

	"github.com/stet-news/stet/internal/terms"
)

// searchDialect is how a database keeps the index and is asked. Each takes words as they
// come, one between two spaces: SQLite's own way of splitting text takes Bangla apart at
// vowel signs, so it is given the one tokenizer that leaves everything above ASCII alone.
type searchDialect struct {
	create         string         // the table search_terms
	put            string         // the tokens $2 at the place $1
	drop           string         // what is at the place $1
	count          string         // of what $1 finds from the place $2 until before $3, at most $4
	newest         string         // the stories of what $1 finds from the place $2 until before $3, at most $4
	options        *sql.TxOptions // of a search's transaction, so that it sees one state of the index
	prepare        []string       // is asked before a search, in its transaction
	and, or, quote string
	// tidy merges a little of what the index was written in, many small pieces. changes
	// asks for a number that grows by more than one when there may be more to do; "" when
	// one step does it all.
	tidy, changes string
	pictures      pictureDialect
	dispatches    dispatchDialect
}

var sqliteSearch = searchDialect{
	create: `CREATE VIRTUAL TABLE search_terms USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '-'");
		INSERT INTO search_terms (search_terms, rank) VALUES ('automerge', 0)`, // see TidySearch
	put:   `INSERT INTO search_terms (rowid, terms) VALUES ($1, $2)`,
	drop:  `DELETE FROM search_terms WHERE rowid = $1`,
	count: `SELECT COUNT(*) FROM (SELECT 1 FROM search_terms WHERE search_terms MATCH $1 AND rowid >= $2 AND rowid < $3 LIMIT $4)`,
	newest: `SELECT story FROM (SELECT rowid AS place FROM search_terms WHERE search_terms MATCH $1 AND rowid >= $2 AND rowid < $3
		ORDER BY rowid DESC LIMIT $4) AS found JOIN search USING (place) ORDER BY place DESC`,
	and: " AND ", or: " OR ", quote: `"`,
	tidy:     `INSERT INTO search_terms (search_terms, rank) VALUES ('merge', 40)`,
	changes:  `SELECT total_changes()`,
	pictures: sqlitePictures, dispatches: sqliteDispatches,
}

// postgresSearch goes through the index in every case: to look at the terms of a hundred
// thousand stories one after the other, as the planner would for a frequent word, costs
// seconds. So does looking at all of a span of places: place + 0 keeps the planner from it.
var postgresSearch = searchDialect{
	create: `CREATE TABLE search_terms (place BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL);
		CREATE INDEX search_terms_terms ON search_terms USING GIN (terms)`,
	put:  `INSERT INTO search_terms (place, terms) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))`,
	drop: `DELETE FROM search_terms WHERE place = $1`,
	count: `SELECT COUNT(*) FROM (SELECT 1 FROM search_terms WHERE terms @@ CAST($1 AS TSQUERY) AND place + 0 >= $2 AND place + 0 < $3
		LIMIT $4) AS found`,
	newest: `SELECT story FROM (SELECT place FROM search_terms WHERE terms @@ CAST($1 AS TSQUERY) AND place + 0 >= $2 AND place + 0 < $3
		ORDER BY place DESC LIMIT $4) AS found JOIN search USING (place) ORDER BY place DESC`,
	options: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	prepare: []string{`SET LOCAL enable_seqscan = off`, `SET LOCAL enable_indexscan = off`, `SET LOCAL jit = off`},
	and:     " & ", or: " | ", quote: `'`,
	tidy:     `SELECT gin_clean_pending_list('search_terms_terms')`,
	pictures: postgresPictures, dispatches: postgresDispatches,
}

// searchMigration is the number of the migration that makes the index. It is here and not
// among the files, since the two databases have no words in common for it.
const searchMigration = 6

// searchTables makes the tables of the index. What is published already is brought into it
// by FillSearch.
func searchTables(d searchDialect) goose.ProviderOption {
	up := func(ctx context.Context, tx *sql.Tx) error {
		for _, text := range []string{
			`CREATE TABLE search (
				place   BIGINT PRIMARY KEY, -- in the order of first publication
				story   BIGINT NOT NULL UNIQUE, -- story.number
				edition BIGINT NOT NULL -- in which it got the text that it is found by
			)`,
			d.create,
			`CREATE INDEX edition_story ON edition (story, number)`,
			// How far the index holds what was published before it.
			`CREATE TABLE search_fill (
				id      BIGINT PRIMARY KEY CHECK (id = 1),
				version BIGINT NOT NULL, -- terms.Version of what is in the index
				story   BIGINT NOT NULL, -- the number up to which stories are in it
				done    BIGINT NOT NULL  -- 1 when all are
			)`,
			fmt.Sprintf(`INSERT INTO search_fill (id, version, story, done) VALUES (1, %d, 0, 0)`, terms.Version),
		} {
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		return nil
	}
	return goose.WithGoMigrations(goose.NewGoMigration(searchMigration, &goose.GoFunc{RunTx: up}, nil))
}
