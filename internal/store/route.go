package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/stet-news/stet/internal/news"
)

func scanRoute(row scanner) (r news.Route, err error) {
	var value []byte
	if err := row.Scan(&value); err != nil {
		return r, err
	}
	return r, json.Unmarshal(value, &r)
}

// Routes lists the routes in the order in which they are asked.
func (db *DB) Routes(ctx context.Context) ([]news.Route, error) {
	return all(ctx, db.read, scanRoute, `SELECT value FROM route ORDER BY place, id`)
}

// Routes lists the routes as this transaction sees them; with on, those only that are.
func (tx *Tx) Routes(ctx context.Context, on bool) ([]news.Route, error) {
	return all(ctx, tx.tx, scanRoute, `SELECT value FROM route WHERE active >= $1 ORDER BY place, id`, number(on))
}

// Route returns one route.
func (db *DB) Route(ctx context.Context, id string) (news.Route, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT value FROM route WHERE id = $1`, id), scanRoute, "There is no route %q.", id)
}

// Route returns one route as this transaction sees it.
func (tx *Tx) Route(ctx context.Context, id string) (news.Route, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT value FROM route WHERE id = $1`, id), scanRoute, "There is no route %q.", id)
}

// SaveRoute adds the route as the last, or changes it and leaves it where it stands.
func (tx *Tx) SaveRoute(ctx context.Context, r news.Route) error {
	value, err := text(r)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO route (id, place, active, value) VALUES ($1, (SELECT COALESCE(MAX(place), 0) + 1 FROM route), $2, $3)
		ON CONFLICT (id) DO UPDATE SET active = excluded.active, value = excluded.value`, r.ID, number(r.On), value)
	return err
}

// OrderRoutes puts the routes into the order.
func (tx *Tx) OrderRoutes(ctx context.Context, ids []string) error {
	for i, id := range ids {
		if _, err := tx.exec(ctx, `UPDATE route SET place = $1 WHERE id = $2`, i+1, id); err != nil {
			return err
		}
	}
	return nil
}

// DeleteRoute deletes the route. What it did stays done.
func (tx *Tx) DeleteRoute(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `DELETE FROM route WHERE id = $1`, id)
	return err
}

// Arrived are the IDs of the dispatches of which this transaction kept a version, in the order in which it did.
func (tx *Tx) Arrived() []string { return tx.arrived }

// keptDispatch brings what is found by to a dispatch of which a version was kept.
func (tx *Tx) keptDispatch(ctx context.Context, id string) error {
	d, err := tx.Dispatch(ctx, id)
	if err != nil {
		return err
	}
	tx.arrived = append(tx.arrived, id)
	return tx.indexDispatch(ctx, d)
}

// AddDeed notes that the deed was done with the dispatch, and reports whether it had not been.
func (tx *Tx) AddDeed(ctx context.Context, dispatch, deed, route string, at time.Time) (bool, error) {
	n, err := tx.exec(ctx, `INSERT INTO dispatch_deed (dispatch, deed, route, at) VALUES ($1, $2, $3, $4) ON CONFLICT (dispatch, deed) DO NOTHING`,
		dispatch, deed, route, micros(at))
	return n == 1, err
}

// RouteDispatch keeps what routes did with the dispatch.
func (tx *Tx) RouteDispatch(ctx context.Context, d news.Dispatch) error {
	routing, err := text(d.Routing)
	if err != nil {
		return err
	}
	if _, err = tx.exec(ctx, `UPDATE dispatch SET routing = $1 WHERE id = $2`, routing, d.ID); err != nil {
		return err
	}
	return tx.indexDispatch(ctx, d)
}

func scanPreset(row scanner) (p news.Preset, err error) {
	var value []byte
	if err := row.Scan(&value); err != nil {
		return p, err
	}
	return p, json.Unmarshal(value, &p)
}

// Presets lists everybody's presets, and the person's own, by name.
func (db *DB) Presets(ctx context.Context, person string) ([]news.Preset, error) {
	return all(ctx, db.read, scanPreset, `SELECT value FROM preset WHERE person = '' OR person = $1 ORDER BY person, name, id`, person)
}

// Preset returns one preset.
func (tx *Tx) Preset(ctx context.Context, id string) (news.Preset, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT value FROM preset WHERE id = $1`, id), scanPreset, "There is no preset %q.", id)
}

// CountPresets returns how many presets the person has, and how many of them ring; of "", how many are everybody's.
func (tx *Tx) CountPresets(ctx context.Context, person string) (n, ring int, err error) {
	err = tx.tx.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(ring), 0) FROM preset WHERE person = $1`, person).Scan(&n, &ring)
	return n, ring, err
}

// Ringing lists the presets that alert people, as this transaction sees them.
func (tx *Tx) Ringing(ctx context.Context) ([]news.Preset, error) {
	return all(ctx, tx.tx, scanPreset, `SELECT value FROM preset WHERE ring = 1 ORDER BY person, id LIMIT 5000`)
}

// SavePreset adds the preset, or changes it.
func (tx *Tx) SavePreset(ctx context.Context, p news.Preset) error {
	value, err := text(p)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO preset (id, person, name, ring, value) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, ring = excluded.ring, value = excluded.value`, p.ID, p.Person, p.Name, number(p.Ring), value)
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "There is a preset called %q already.", p.Name)
	}
	return err
}

// DeletePreset deletes the preset, and who saw it when.
func (tx *Tx) DeletePreset(ctx context.Context, id string) error {
	if _, err := tx.exec(ctx, `DELETE FROM preset_seen WHERE preset = $1`, id); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM preset WHERE id = $1`, id)
	return err
}

// SeePreset notes that the person looked at what passes the preset.
func (tx *Tx) SeePreset(ctx context.Context, person, preset string, at time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO preset_seen (person, preset, seen) VALUES ($1, $2, $3) ON CONFLICT (person, preset) DO UPDATE SET seen = excluded.seen`,
		person, preset, micros(at))
	return err
}

// SeenPresets returns when the person last looked at each preset.
func (db *DB) SeenPresets(ctx context.Context, person string) (map[string]time.Time, error) {
	type seen struct {
		preset string
		at     int64
	}
	list, err := all(ctx, db.read, func(row scanner) (s seen, err error) { return s, row.Scan(&s.preset, &s.at) }, `SELECT preset, seen FROM preset_seen WHERE person = $1`, person)
	m := map[string]time.Time{}
	for _, s := range list {
		m[s.preset] = instant(s.at)
	}
	return m, err
}
