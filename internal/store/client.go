package store

import (
	"context"

	"github.com/stet-news/stet/internal/news"
)

// Clients lists the clients by name.
func (db *DB) Clients(ctx context.Context) ([]news.Client, error) { return clients(ctx, db.read) }

// Clients lists them as this transaction sees them.
func (tx *Tx) Clients(ctx context.Context) ([]news.Client, error) { return clients(ctx, tx.tx) }

func clients(ctx context.Context, q queryer) ([]news.Client, error) {
	return all(ctx, q, scanValue[news.Client], `SELECT value FROM client ORDER BY name`)
}

// ReadClient returns one client.
func (db *DB) ReadClient(ctx context.Context, id string) (news.Client, error) {
	return readClient(ctx, db.read, id)
}

// ReadClient returns one client as this transaction sees it.
func (tx *Tx) ReadClient(ctx context.Context, id string) (news.Client, error) {
	return readClient(ctx, tx.tx, id)
}

func readClient(ctx context.Context, q queryer, id string) (news.Client, error) {
	return one(q.QueryRowContext(ctx, `SELECT value FROM client WHERE id = $1`, id), scanValue[news.Client], "There is no client %s.", id)
}

// SaveClient adds the client, or changes it.
func (tx *Tx) SaveClient(ctx context.Context, c news.Client) error {
	value, err := text(c)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO client (id, name, value) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, value = excluded.value`, c.ID, c.Name, value)
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "There is a client called %q already.", c.Name)
	}
	return err
}

// SealedFor returns what is kept sealed for the destination, "" for nothing.
func (db *DB) SealedFor(ctx context.Context, destination string) (string, error) {
	list, err := all(ctx, db.read, func(row scanner) (s string, err error) { return s, row.Scan(&s) }, `SELECT sealed FROM destination_secret WHERE destination = $1`, destination)
	return append(list, "")[0], err
}

// KeepSealed keeps it for the destination; "" forgets what was kept.
func (tx *Tx) KeepSealed(ctx context.Context, destination, sealed string) (err error) {
	if sealed == "" {
		_, err = tx.exec(ctx, `DELETE FROM destination_secret WHERE destination = $1`, destination)
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO destination_secret (destination, sealed) VALUES ($1, $2) ON CONFLICT (destination) DO UPDATE SET sealed = excluded.sealed`, destination, sealed)
	return err
}

// DestinationKey returns the keys of the destination's server; the zero value if none was seen yet.
func (db *DB) DestinationKey(ctx context.Context, destination string) (news.HostKey, error) {
	list, err := all(ctx, db.read, scanHostKey, `SELECT host, known, offered FROM destination_key WHERE destination = $1`, destination)
	return append(list, news.HostKey{})[0], err
}

// SaveDestinationKey keeps the keys of the destination's server.
func (tx *Tx) SaveDestinationKey(ctx context.Context, destination string, k news.HostKey) error {
	_, err := tx.exec(ctx, `INSERT INTO destination_key (destination, host, known, offered) VALUES ($1, $2, $3, $4)
		ON CONFLICT (destination) DO UPDATE SET host = excluded.host, known = excluded.known, offered = excluded.offered`, destination, k.Host, k.Known, k.Offered)
	return err
}

// AcceptDestinationKey makes the key that the server offered the one it is known by, and reports whether that was the one given.
func (tx *Tx) AcceptDestinationKey(ctx context.Context, destination, offered string) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE destination_key SET known = offered, offered = '' WHERE destination = $1 AND offered = $2 AND offered <> ''`, destination, offered)
	return n > 0, err
}

// Products lists the products by name.
func (db *DB) Products(ctx context.Context) ([]news.Product, error) { return products(ctx, db.read) }

// Products lists them as this transaction sees them.
func (tx *Tx) Products(ctx context.Context) ([]news.Product, error) { return products(ctx, tx.tx) }

func products(ctx context.Context, q queryer) ([]news.Product, error) {
	return all(ctx, q, scanValue[news.Product], `SELECT value FROM product ORDER BY name`)
}

// Product returns one product.
func (db *DB) Product(ctx context.Context, id string) (news.Product, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT value FROM product WHERE id = $1`, id), scanValue[news.Product], "There is no product %s.", id)
}

// SaveProduct adds the product, or changes it. Every story that readers have is then asked whether it is of it; see Unfilled.
func (tx *Tx) SaveProduct(ctx context.Context, p news.Product) error {
	value, err := text(p)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO product (id, name, filled, value) VALUES ($1, $2, 0, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, filled = 0, value = excluded.value`, p.ID, p.Name, value)
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "There is a product called %q already.", p.Name)
	}
	return err
}
