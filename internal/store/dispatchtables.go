package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

// dispatchDialect is how a database keeps what dispatches are found by, and is asked: see searchDialect. newest gives the places of what $1
// finds before the place $2 and from the place $3 on, the newest first, at most $4.
type dispatchDialect struct {
	create, put, drop, newest string
	prepare                   []string
	andNot, tidy              string
}

var sqliteDispatches = dispatchDialect{
	create: `CREATE VIRTUAL TABLE dispatch_terms USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '-'");
		INSERT INTO dispatch_terms (dispatch_terms, rank) VALUES ('automerge', 0)`, // see TidySearch
	put:    `INSERT INTO dispatch_terms (rowid, terms) VALUES ($1, $2)`,
	drop:   `DELETE FROM dispatch_terms WHERE rowid = $1`,
	newest: `SELECT rowid AS place FROM dispatch_terms WHERE dispatch_terms MATCH $1 AND rowid < $2 AND rowid >= $3 ORDER BY rowid DESC LIMIT $4`,
	andNot: " NOT ",
	tidy:   `INSERT INTO dispatch_terms (dispatch_terms, rank) VALUES ('merge', 40)`,
}

// postgresDispatches goes through the index in every case, for the reason that postgresSearch does.
var postgresDispatches = dispatchDialect{
	create: `CREATE TABLE dispatch_terms (place BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL);
		CREATE INDEX dispatch_terms_terms ON dispatch_terms USING GIN (terms)`,
	put:  `INSERT INTO dispatch_terms (place, terms) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))`,
	drop: `DELETE FROM dispatch_terms WHERE place = $1`,
	newest: `SELECT place FROM dispatch_terms WHERE terms @@ CAST($1 AS TSQUERY) AND place + 0 < $2 AND place + 0 >= $3
		ORDER BY place DESC LIMIT $4`,
	prepare: []string{`SET LOCAL enable_seqscan = off`, `SET LOCAL enable_indexscan = off`, `SET LOCAL jit = off`},
	andNot:  " & !",
	tidy:    `SELECT gin_clean_pending_list('dispatch_terms_terms')`,
}

// dispatchMigration is the number of the migration that makes the index of dispatches. It is here for the reason that searchMigration is.
const dispatchMigration = 114

// dispatchTables makes the tables that dispatches are found by. The dispatches that are there already are brought in by FillDispatches.
func dispatchTables(d dispatchDialect) goose.ProviderOption {
	up := func(ctx context.Context, tx *sql.Tx) error {
		for _, text := range []string{
			`CREATE TABLE dispatch_find (
				place    BIGINT PRIMARY KEY, -- in the order of receipt: dispatch.received, or the next that was free
				dispatch TEXT   NOT NULL UNIQUE, -- dispatch.id
				version  BIGINT NOT NULL -- filter.Version of what is in dispatch_terms
			)`,
			d.create,
		} {
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		return nil
	}
	return goose.WithGoMigrations(goose.NewGoMigration(dispatchMigration, &goose.GoFunc{RunTx: up}, nil))
}
