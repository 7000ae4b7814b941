package store

import (
	"context"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// WireFile is what is remembered of a file, or a mailbox, that a wire was read from.
type WireFile struct {
	Name    string
	Mark    string    // what it was known by when it was taken
	Hash    string    // SHA-256 of its bytes, hex; "" if they were not read
	Problem string    // why it could not be read; "" if it could
	Taken   time.Time // when
	Gone    time.Time // since when it is not there; zero while it is
}

func scanWireFile(row scanner) (f WireFile, err error) {
	var taken, gone int64
	err = row.Scan(&f.Name, &f.Mark, &f.Hash, &f.Problem, &taken, &gone)
	f.Taken, f.Gone = instant(taken), instant(gone)
	return f, err
}

const wireFileColumns = `name, mark, hash, problem, taken, gone`

// WireFiles returns all that is remembered of the wire's files, by name.
func (db *DB) WireFiles(ctx context.Context, wire string) (map[string]WireFile, error) {
	list, err := all(ctx, db.read, scanWireFile, `SELECT `+wireFileColumns+` FROM wire_file WHERE wire = $1`, wire)
	files := make(map[string]WireFile, len(list))
	for _, f := range list {
		files[f.Name] = f
	}
	return files, err
}

// WireProblems returns the files of the wire that could not be read, the last first.
func (db *DB) WireProblems(ctx context.Context, wire string, limit int) ([]WireFile, error) {
	return all(ctx, db.read, scanWireFile, fmt.Sprintf(`SELECT `+wireFileColumns+` FROM wire_file WHERE wire = $1 AND problem <> '' ORDER BY taken DESC, name LIMIT %d`,
		bound(limit, 200)), wire)
}

// SaveWireFile remembers a file of the wire.
func (tx *Tx) SaveWireFile(ctx context.Context, wire string, f WireFile) error {
	_, err := tx.exec(ctx, `INSERT INTO wire_file (wire, `+wireFileColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (wire, name) DO UPDATE SET mark = excluded.mark, hash = excluded.hash, problem = excluded.problem, taken = excluded.taken, gone = excluded.gone`,
		wire, f.Name, f.Mark, f.Hash, f.Problem, micros(f.Taken), micros(f.Gone))
	if err != nil {
		return fmt.Errorf("remember the file %q: %w", f.Name, err)
	}
	return nil
}

// ForgetWireFiles forgets the wire's files that are gone since before the time.
func (tx *Tx) ForgetWireFiles(ctx context.Context, wire string, before time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM wire_file WHERE wire = $1 AND gone > 0 AND gone < $2`, wire, micros(before))
	return err
}

// HasDispatch reports whether a dispatch of the wire with the GUID is kept.
func (db *DB) HasDispatch(ctx context.Context, wire, guid string) (bool, error) {
	list, err := all(ctx, db.read, scanNumber, `SELECT version FROM dispatch WHERE wire = $1 AND guid = $2`, wire, guid)
	return len(list) > 0, err
}

// WireKey returns the keys of the wire's server; the zero value if none was seen yet.
func (db *DB) WireKey(ctx context.Context, wire string) (news.HostKey, error) {
	list, err := all(ctx, db.read, scanHostKey, `SELECT host, known, offered FROM wire_key WHERE wire = $1`, wire)
	return append(list, news.HostKey{})[0], err
}

func scanHostKey(row scanner) (k news.HostKey, err error) {
	return k, row.Scan(&k.Host, &k.Known, &k.Offered)
}

// SaveWireKey keeps the keys of the wire's server.
func (tx *Tx) SaveWireKey(ctx context.Context, wire string, k news.HostKey) error {
	_, err := tx.exec(ctx, `INSERT INTO wire_key (wire, host, known, offered) VALUES ($1, $2, $3, $4)
		ON CONFLICT (wire) DO UPDATE SET host = excluded.host, known = excluded.known, offered = excluded.offered`, wire, k.Host, k.Known, k.Offered)
	return err
}

// AcceptWireKey makes the key that the server offered the one it is known by, and reports whether that was the one given.
func (tx *Tx) AcceptWireKey(ctx context.Context, wire, offered string) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE wire_key SET known = offered, offered = '' WHERE wire = $1 AND offered = $2 AND offered <> ''`, wire, offered)
	return n > 0, err
}
