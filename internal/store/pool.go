package store

import (
	"context"
	"database/sql"
	"errors"
)

// queryer is a pool to read from, or a transaction.
type queryer interface {
	QueryContext(context.Context, string, ...any) (*rows, error)
	QueryRowContext(context.Context, string, ...any) scanner
}

// scanner is a row of an answer.
type scanner interface{ Scan(...any) error }

// pool is connections to a database. What it fails with says to people when the database is
// away, and what it does for somebody who waits is cut off in time.
type pool struct {
	*sql.DB
	health *health
}

func (p pool) QueryContext(ctx context.Context, text string, args ...any) (*rows, error) {
	ctx, done, err := p.health.begin(ctx)
	if err != nil {
		return nil, err
	}
	r, err := p.DB.QueryContext(ctx, text, args...) //nolint:rowserrcheck // who asked does both
	if err != nil {
		done()
		return nil, p.health.told(err)
	}
	return &rows{r, p.health, done}, nil
}

func (p pool) QueryRowContext(ctx context.Context, text string, args ...any) scanner {
	ctx, done, err := p.health.begin(ctx)
	if err != nil {
		return row{err: err}
	}
	return row{p.DB.QueryRowContext(ctx, text, args...), p.health, done, nil}
}

// begin begins a transaction; done is to be called when it is over.
func (p pool) begin(ctx context.Context, options *sql.TxOptions) (t transaction, done context.CancelFunc, err error) {
	ctx, done, err = p.health.begin(ctx)
	if err != nil {
		return t, done, err
	}
	tx, err := p.BeginTx(lifetime(ctx), options)
	if err != nil {
		done()
		return t, done, p.health.told(err)
	}
	return transaction{tx, ctx, p.health}, done, nil
}

// rows is the rows of an answer.
type rows struct {
	*sql.Rows
	health *health
	done   context.CancelFunc
}

func (r *rows) Err() error { return r.health.told(r.Rows.Err()) }

// Close ends the answer. What went wrong with it is said by Err.
func (r *rows) Close() {
	_ = r.Rows.Close() // before its time ends: a connection does not outlive a context that ends under it
	r.done()
}

// row is an answer of one row, or why there is none.
type row struct {
	*sql.Row
	health *health
	done   context.CancelFunc
	err    error
}

func (r row) Scan(to ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.done()
	return r.health.told(r.Row.Scan(to...))
}

// transaction is a transaction. What is asked in it has the time that the transaction has,
// whatever context it is asked in.
type transaction struct {
	*sql.Tx
	ctx    context.Context
	health *health
}

func (t transaction) QueryContext(_ context.Context, text string, args ...any) (*rows, error) {
	r, err := t.Tx.QueryContext(t.ctx, text, args...) //nolint:rowserrcheck // who asked does both
	if err != nil {
		return nil, t.told(err)
	}
	return &rows{r, t.health, func() {}}, nil
}

func (t transaction) QueryRowContext(_ context.Context, text string, args ...any) scanner {
	return row{t.Tx.QueryRowContext(t.ctx, text, args...), t.health, func() {}, nil}
}

func (t transaction) ExecContext(_ context.Context, text string, args ...any) (sql.Result, error) {
	r, err := t.Tx.ExecContext(t.ctx, text, args...)
	return r, t.told(err)
}

// told also knows that a transaction whose time is over was ended under who used it.
func (t transaction) told(err error) error {
	if errors.Is(err, sql.ErrTxDone) && t.ctx.Err() != nil {
		err = errors.Join(t.ctx.Err(), err)
	}
	return t.health.told(err)
}
