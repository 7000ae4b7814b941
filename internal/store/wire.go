package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/news"
)

// Receive keeps a dispatch as it arrived. The same item (wire and GUID) with the same
// bytes changes nothing; with others it is the dispatch's next version. One that only says
// what the wire does with what it sent keeps that copy. It returns the dispatch as kept, and
// whether anything was.
func (tx *Tx) Receive(ctx context.Context, d news.Dispatch, raw []byte) (news.Dispatch, bool, error) {
	rows, err := all(ctx, tx.tx, func(row scanner) (old news.Dispatch, err error) {
		return old, row.Scan(&old.ID, &old.Version, &old.Hash)
	}, `SELECT id, version, hash FROM dispatch WHERE wire = $1 AND guid = $2`, d.Wire, d.GUID)
	if err != nil {
		return d, false, err
	}
	stone := d.TakenDown
	d.UsedBy, d.TakenDown, d.Cluster, d.Routing = nil, "", "", news.Routing{}
	known := ""
	if len(rows) > 0 {
		known = rows[0].ID
	}
	if away, err := tx.recall(ctx, &d, known); away || err != nil {
		return d, false, err
	}
	if len(rows) == 0 {
		d.ID, d.Version = uuid.Must(uuid.NewV7()).String(), 1
		_, err = tx.exec(ctx, `INSERT INTO dispatch (id, wire, guid, version, received, hash, language, headline, cluster) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $1)`,
			d.ID, d.Wire, d.GUID, d.Version, micros(d.Received), d.Hash, d.Language, d.Headline)
		if err != nil && tx.dialect.unique(err) {
			return d, false, errRace
		}
	} else {
		old := rows[0]
		if d.ID, d.Version = old.ID, old.Version+1; old.Hash == d.Hash {
			d.Version = old.Version
			return d, false, nil
		}
		if d, err = tx.withCopy(ctx, d); err != nil {
			return d, false, err
		}
		if d, err = tx.withFiles(ctx, d); err != nil {
			return d, false, err
		}
		var n int64
		n, err = tx.exec(ctx, `UPDATE dispatch SET version = $1, received = $2, hash = $3, language = $4, headline = $5 WHERE id = $6 AND version = $1 - 1`,
			d.Version, micros(d.Received), d.Hash, d.Language, d.Headline, d.ID)
		if err == nil && n == 0 {
			return d, false, errRace
		}
	}
	if err != nil {
		return d, false, fmt.Errorf("keep dispatch %s: %w", d.GUID, err)
	}
	item, err := text(d)
	if err != nil {
		return d, false, err
	}
	_, err = tx.exec(ctx, `INSERT INTO dispatch_version (dispatch, version, item, raw) VALUES ($1, $2, $3, $4)`, d.ID, d.Version, item, raw)
	if err == nil {
		err = tx.nameFiles(ctx, d)
	}
	if err == nil && stone != "" {
		err = tx.MarkDispatch(ctx, d.ID, stone)
	}
	if err == nil {
		err = tx.keptDispatch(ctx, d.ID)
	}
	return d, true, err
}

// withCopy returns the new version of a dispatch with the copy of the one before, if it has none of its own and says what the wire does with
// what it sent: that is about the copy, not in its place.
func (tx *Tx) withCopy(ctx context.Context, d news.Dispatch) (news.Dispatch, error) {
	if d.Change == "" || !d.Body.Empty() || d.Summary != "" || len(d.Media) > 0 {
		return d, nil
	}
	old, err := readDispatch(ctx, tx.tx, d.ID)
	if err != nil {
		return d, err
	}
	d.Body, d.Summary, d.Media, d.Left, d.Language = old.Body, old.Summary, old.Media, old.Left, cmp.Or(d.Language, old.Language)
	if d.Headline == "" || d.Headline == d.GUID { // it had none, and was called by its name
		d.Headline = old.Headline
	}
	return d, nil
}

// KillDispatch keeps that the wire killed the item that k names by wire and GUID: the dispatch's next version, with the text of the one
// before, the moment and the words of the kill, and the bytes that it came in. Of an item that is not known the kill is remembered, and
// Receive marks the item if it comes after all. One whose newest version is killed, or is these bytes, is not touched. It reports whether
// the item, or its kill, is known, and whether anything was kept. The hash that Receive compares stays that of the text: the same text, which
// a feed may still hold, does not bring the item back, and another does.
func (tx *Tx) KillDispatch(ctx context.Context, k news.Dispatch, raw []byte) (known, kept bool, err error) {
	ids, err := all(ctx, tx.tx, func(row scanner) (id string, err error) { return id, row.Scan(&id) },
		`SELECT id FROM dispatch WHERE wire = $1 AND guid = $2`, k.Wire, k.GUID)
	if err != nil {
		return false, false, err
	}
	if len(ids) == 0 {
		known, err = tx.rememberKill(ctx, k)
		return known, false, err
	}
	d, err := readDispatch(ctx, tx.tx, ids[0])
	if err != nil || !d.Killed.IsZero() || d.Hash == k.Hash {
		return true, false, err
	}
	d.UsedBy, d.TakenDown, d.Cluster, d.Routing = nil, "", "", news.Routing{}
	d.Version, d.Received, d.Killed, d.Kill, d.Hash, d.RawType = d.Version+1, k.Received, k.Killed, k.Kill, k.Hash, k.RawType
	n, err := tx.exec(ctx, `UPDATE dispatch SET version = $1, received = $2 WHERE id = $3 AND version = $1 - 1`, d.Version, micros(d.Received), d.ID)
	if err == nil && n == 0 {
		return true, false, errRace
	}
	if err != nil {
		return true, false, fmt.Errorf("keep the kill of dispatch %s: %w", d.GUID, err)
	}
	item, err := text(d)
	if err != nil {
		return true, false, err
	}
	_, err = tx.exec(ctx, `INSERT INTO dispatch_version (dispatch, version, item, raw) VALUES ($1, $2, $3, $4)`, d.ID, d.Version, item, raw)
	if err == nil {
		err = tx.keptDispatch(ctx, d.ID)
	}
	return true, err == nil, err
}

// Unreread is a dispatch whose stories were not read again yet since it came in a new version.
type Unreread struct {
	Dispatch string
	Version  int64 // the newest
	Reread   int64 // the newest up to which its stories were read
}

// Unreread returns the dispatches whose stories are to be read again, the one that came first first.
func (db *DB) Unreread(ctx context.Context, limit int) ([]Unreread, error) {
	return all(ctx, db.read, func(row scanner) (u Unreread, err error) { return u, row.Scan(&u.Dispatch, &u.Version, &u.Reread) },
		fmt.Sprintf(`SELECT id, version, reread FROM dispatch WHERE version > reread ORDER BY received LIMIT %d`, bound(limit, 200)))
}

// Reread notes that the stories of the dispatch were read again up to the version.
func (tx *Tx) Reread(ctx context.Context, dispatch string, version int64) error {
	_, err := tx.exec(ctx, `UPDATE dispatch SET reread = $1 WHERE id = $2 AND reread < $1`, version, dispatch)
	return err
}

// MarkDispatch says that the tombstone stands on the dispatch.
func (tx *Tx) MarkDispatch(ctx context.Context, id, stone string) error {
	_, err := tx.exec(ctx, `UPDATE dispatch SET taken_down = $1 WHERE id = $2`, stone, id)
	return err
}

// UnmarkDispatches takes the tombstone off every dispatch on which it stands.
func (tx *Tx) UnmarkDispatches(ctx context.Context, stone string) error {
	_, err := tx.exec(ctx, `UPDATE dispatch SET taken_down = '' WHERE taken_down = $1`, stone)
	return err
}

const dispatchColumns = `v.item, w.name, w.zone, d.taken_down, d.cluster, d.routing`

const dispatchFrom = ` FROM dispatch d JOIN dispatch_version v ON v.dispatch = d.id JOIN wire w ON w.id = d.wire`

func scanDispatch(row scanner) (d news.Dispatch, err error) {
	return scanDispatchInto(row, &d, &d)
}

// scanBriefly leaves the body out: to read it is most of the work.
func scanBriefly(row scanner) (news.Dispatch, error) {
	var d struct {
		news.Dispatch
		Body passedOver `json:"body"`
	}
	return scanDispatchInto(row, &d.Dispatch, &d)
}

// passedOver is a value in JSON that is not read.
type passedOver struct{}

// UnmarshalJSON implements json.Unmarshaler.
func (passedOver) UnmarshalJSON([]byte) error { return nil }

// scanDispatchInto reads the dispatch's JSON into the value that it is part of.
func scanDispatchInto(row scanner, d *news.Dispatch, whole any) (news.Dispatch, error) {
	var item, routing []byte
	var wire, zone, stone, cluster string
	if err := row.Scan(&item, &wire, &zone, &stone, &cluster, &routing); err != nil {
		return *d, err
	}
	err := json.Unmarshal(item, whole)
	if err == nil && string(routing) != "{}" {
		err = json.Unmarshal(routing, &d.Routing)
	}
	d.WireName, d.Zone, d.TakenDown, d.Cluster = wire, zone, stone, cluster
	return *d, err
}

// DispatchFilter says which dispatches to list. The zero value lists all.
type DispatchFilter struct {
	Wire     string
	Language news.Language
	Text     string    // in the headline, in any case
	Before   time.Time // received before: the cursor of the next page
	Limit    int       // 1 to 200; else 200
}

// conditions adds to w what the filter asks of the dispatch of that name, all but when it was received.
func (f DispatchFilter) conditions(w *where, name string) {
	if f.Wire != "" {
		w.and(name+`.wire = ?`, f.Wire)
	}
	if f.Language != "" {
		w.and(name+`.language = ?`, f.Language)
	}
	if f.Text != "" {
		w.and(`lower(`+name+`.headline) LIKE ? ESCAPE '\'`, like(f.Text))
	}
}

// Dispatches lists dispatches at their newest version, the last received first.
func (db *DB) Dispatches(ctx context.Context, f DispatchFilter) ([]news.Dispatch, error) {
	var w where
	f.conditions(&w, "d")
	if !f.Before.IsZero() {
		w.and(`d.received < ?`, micros(f.Before))
	}
	w.conditions = append(w.conditions, `v.version = d.version`)
	list, err := all(ctx, db.read, scanDispatch, `SELECT `+dispatchColumns+dispatchFrom+w.text()+
		fmt.Sprintf(` ORDER BY d.received DESC, d.id DESC LIMIT %d`, bound(f.Limit, 200)), w.args...)
	if err != nil {
		return nil, err
	}
	return list, db.addUses(ctx, list)
}

func usedBy(ctx context.Context, q queryer, dispatch string) ([]int64, error) {
	return all(ctx, q, scanNumber, `SELECT s.number FROM story_source u JOIN story s ON s.id = u.story WHERE u.dispatch = $1 ORDER BY s.number`, dispatch)
}

// Dispatch returns the dispatch at its newest version.
func (db *DB) Dispatch(ctx context.Context, id string) (news.Dispatch, error) {
	return readDispatch(ctx, db.read, id)
}

// Dispatch returns the dispatch as this transaction sees it.
func (tx *Tx) Dispatch(ctx context.Context, id string) (news.Dispatch, error) {
	return readDispatch(ctx, tx.tx, id)
}

func readDispatch(ctx context.Context, q queryer, id string) (news.Dispatch, error) {
	d, err := one(q.QueryRowContext(ctx, `SELECT `+dispatchColumns+dispatchFrom+` WHERE d.id = $1 AND v.version = d.version`, id), scanDispatch, "There is no dispatch %s.", id)
	if err != nil {
		return d, err
	}
	d.UsedBy, err = usedBy(ctx, q, id)
	return d, err
}

// DispatchVersion returns the dispatch at one version.
func (db *DB) DispatchVersion(ctx context.Context, id string, version int64) (news.Dispatch, error) {
	return readVersion(ctx, db.read, id, version)
}

// DispatchVersion returns the same as this transaction sees it.
func (tx *Tx) DispatchVersion(ctx context.Context, id string, version int64) (news.Dispatch, error) {
	return readVersion(ctx, tx.tx, id, version)
}

func readVersion(ctx context.Context, q queryer, id string, version int64) (news.Dispatch, error) {
	d, err := one(q.QueryRowContext(ctx, `SELECT `+dispatchColumns+dispatchFrom+` WHERE d.id = $1 AND v.version = $2`, id, version),
		scanDispatch, "There is no version %d of dispatch %s.", version, id)
	if err != nil {
		return d, err
	}
	d.UsedBy, err = usedBy(ctx, q, id)
	return d, err
}

// Raw returns the bytes of one version of a dispatch as they were received.
func (db *DB) Raw(ctx context.Context, id string, version int64) ([]byte, error) {
	scan := func(row scanner) (raw []byte, err error) { return raw, row.Scan(&raw) }
	return one(db.read.QueryRowContext(ctx, `SELECT raw FROM dispatch_version WHERE dispatch = $1 AND version = $2`, id, version),
		scan, "There is no version %d of dispatch %s.", version, id)
}

func scanWire(row scanner) (w news.Wire, err error) {
	var every, paused int64
	var login, taking, health, told []byte
	if err := row.Scan(&w.ID, &w.Name, &w.Kind, &w.Address, &w.Language, &every, &paused, &w.Zone, &w.Keep, &login, &taking, &health, &told); err != nil {
		return w, err
	}
	w.Every, w.Paused = time.Duration(every)*time.Microsecond, paused != 0
	return w, errors.Join(json.Unmarshal(login, &w.Login), json.Unmarshal(taking, &w.Taking), json.Unmarshal(health, &w.Health), json.Unmarshal(told, &w.Told))
}

const wireColumns = `id, name, kind, address, language, every, paused, zone, keep, login, taking, health, told`

// Wires lists the wires by name.
func (db *DB) Wires(ctx context.Context) ([]news.Wire, error) {
	return all(ctx, db.read, scanWire, `SELECT `+wireColumns+` FROM wire ORDER BY name`)
}

// Wire returns one wire.
func (db *DB) Wire(ctx context.Context, id string) (news.Wire, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+wireColumns+` FROM wire WHERE id = $1`, id), scanWire, "There is no wire %s.", id)
}

// Wire returns one wire as this transaction sees it.
func (tx *Tx) Wire(ctx context.Context, id string) (news.Wire, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT `+wireColumns+` FROM wire WHERE id = $1`, id), scanWire, "There is no wire %s.", id)
}

// SaveWire adds the wire, or changes everything but its health, its secret and who told of it if it is there.
func (tx *Tx) SaveWire(ctx context.Context, w news.Wire) error {
	health, err := text(w.Health)
	if err != nil {
		return err
	}
	login, err := text(w.Login)
	if err != nil {
		return err
	}
	taking, err := text(w.Taking)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO wire (`+wireColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '{}')
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, address = excluded.address,
			language = excluded.language, every = excluded.every, paused = excluded.paused, zone = excluded.zone, keep = excluded.keep,
			login = excluded.login, taking = excluded.taking`,
		w.ID, w.Name, w.Kind, w.Address, w.Language, w.Every.Microseconds(), number(w.Paused), w.Zone, w.Keep, login, taking, health)
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "There is a wire called %q already.", w.Name)
	}
	return err
}

// SetWireSecret keeps the wire's secret as it is sealed; "" keeps none.
func (tx *Tx) SetWireSecret(ctx context.Context, id, sealed string) error {
	_, err := tx.exec(ctx, `UPDATE wire SET secret = $1 WHERE id = $2`, sealed, id)
	return err
}

// WireSecret returns the wire's secret as it is sealed, "" if it has none.
func (db *DB) WireSecret(ctx context.Context, id string) (string, error) {
	scan := func(row scanner) (sealed string, err error) { return sealed, row.Scan(&sealed) }
	return one(db.read.QueryRowContext(ctx, `SELECT secret FROM wire WHERE id = $1`, id), scan, "There is no wire %s.", id)
}

// SaveWireHealth writes how the wire is doing.
func (tx *Tx) SaveWireHealth(ctx context.Context, id string, h news.Health) error {
	health, err := text(h)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE wire SET health = $1 WHERE id = $2`, health, id)
	return err
}

// SaveWireTold keeps who told of the wire that it is down.
func (tx *Tx) SaveWireTold(ctx context.Context, id string, t news.Told) error {
	told, err := text(t)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE wire SET told = $1 WHERE id = $2`, told, id)
	return err
}
