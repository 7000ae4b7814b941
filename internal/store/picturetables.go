package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

// pictureDialect is how a database keeps what pictures are found by, and is asked: see searchDialect. match gives the places of what $1 finds; prepare is
// asked before a search, in its transaction.
type pictureDialect struct {
	create, put, drop, match string
	prepare                  []string
}

var sqlitePictures = pictureDialect{
	create: `CREATE VIRTUAL TABLE picture_terms USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '-'")`,
	put:    `INSERT INTO picture_terms (rowid, terms) VALUES ($1, $2)`,
	drop:   `DELETE FROM picture_terms WHERE rowid = $1`,
	match:  `SELECT rowid AS place FROM picture_terms WHERE picture_terms MATCH $1`,
}

var postgresPictures = pictureDialect{
	create: `CREATE TABLE picture_terms (place BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL);
		CREATE INDEX picture_terms_terms ON picture_terms USING GIN (terms)`,
	put:     `INSERT INTO picture_terms (place, terms) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))`,
	drop:    `DELETE FROM picture_terms WHERE place = $1`,
	match:   `SELECT place FROM picture_terms WHERE terms @@ CAST($1 AS TSQUERY)`,
	prepare: []string{`SET LOCAL jit = off`}, // to compile a query takes longer than to answer it
}

// pictureMigration is the number of the migration that makes the index of pictures and their collections. It is here for the reason that
// searchMigration is.
const pictureMigration = 68

// pictureTables makes the tables that pictures are found by. The pictures that are there already are brought in by FillPictures.
func pictureTables(d pictureDialect) goose.ProviderOption {
	up := func(ctx context.Context, tx *sql.Tx) error {
		for _, text := range []string{
			`CREATE TABLE picture_find (
				place    BIGINT PRIMARY KEY, -- in the order of upload
				picture  TEXT   NOT NULL UNIQUE, -- picture.id
				taken    BIGINT NOT NULL DEFAULT 0, -- when it was uploaded, if it does not say
				starts   BIGINT NOT NULL DEFAULT 0, -- no reader may have it before; 0 for any time
				ends     BIGINT NOT NULL DEFAULT 0, -- no reader may have it from then on; 0 for never
				likeness TEXT   NOT NULL DEFAULT '', -- 16 hex digits, and its four parts, the lowest first
				part0    BIGINT NOT NULL DEFAULT -1,
				part1    BIGINT NOT NULL DEFAULT -1,
				part2    BIGINT NOT NULL DEFAULT -1,
				part3    BIGINT NOT NULL DEFAULT -1,
				sum      TEXT   NOT NULL DEFAULT '', -- of what is in picture_terms
				version  BIGINT NOT NULL DEFAULT 0 -- findVersion of what is in picture_terms
			)`,
			d.create,
			`CREATE INDEX picture_find_taken ON picture_find (taken)`,
			`CREATE INDEX picture_find_ends ON picture_find (ends)`,
			`CREATE INDEX picture_find_part0 ON picture_find (part0)`,
			`CREATE INDEX picture_find_part1 ON picture_find (part1)`,
			`CREATE INDEX picture_find_part2 ON picture_find (part2)`,
			`CREATE INDEX picture_find_part3 ON picture_find (part3)`,
			`CREATE TABLE picture_collection (
				id     TEXT   PRIMARY KEY,
				name   TEXT   NOT NULL,
				folded TEXT   NOT NULL UNIQUE, -- the name as two people would call the same one
				made   BIGINT NOT NULL,
				person TEXT   NOT NULL -- news.Person who made it, as JSON
			)`,
			`CREATE TABLE picture_collected (
				collection TEXT   NOT NULL, -- picture_collection.id
				picture    TEXT   NOT NULL, -- picture.id
				since      BIGINT NOT NULL,
				PRIMARY KEY (collection, picture)
			)`,
			`CREATE INDEX picture_collected_picture ON picture_collected (picture)`,
		} {
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		return nil
	}
	return goose.WithGoMigrations(goose.NewGoMigration(pictureMigration, &goose.GoFunc{RunTx: up}, nil))
}
