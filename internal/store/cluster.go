package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Cluster is the dispatches of one event as a list shows them: the newest, and what there is besides.
type Cluster struct {
	news.Dispatch           // the newest that the filter lets through
	Count         int       // of all its dispatches
	First         time.Time // when the oldest of them was received
	last          time.Time // when the newest was
	Uses          []Use     // the stories that were made from any of them
}

// Use is a story that was made from a dispatch.
type Use struct {
	Story    int64
	Owner    news.Person
	Dispatch string
	Version  int64 // of the dispatch, that it was made from
	Created  time.Time
}

// Folded returns the clusters of the dispatches, which are in the order of a list, each at the place of its newest. If unlessAfter is not
// zero, those that have a dispatch received at it or later are left out: a page before this one had them.
func (db *DB) Folded(ctx context.Context, dispatches []news.Dispatch, unlessAfter time.Time) ([]Cluster, error) {
	list, at := []Cluster{}, map[string]int{}
	for _, d := range dispatches {
		if _, ok := at[d.Cluster]; !ok {
			at[d.Cluster] = len(list)
			list = append(list, Cluster{Dispatch: d, Count: 1})
		}
	}
	if len(list) == 0 {
		return list, nil
	}
	if err := db.fillClusters(ctx, list, at); err != nil || unlessAfter.IsZero() {
		return list, err
	}
	return slices.DeleteFunc(list, func(c Cluster) bool { return !c.last.Before(unlessAfter) }), nil
}

// fillClusters adds to each cluster how many dispatches it has, and what was made from them.
func (db *DB) fillClusters(ctx context.Context, list []Cluster, at map[string]int) error {
	var in where
	for _, c := range list {
		in.args = append(in.args, c.Cluster)
	}
	names := placeholders(len(in.args))
	type counted struct {
		cluster            string
		count, first, last int64
	}
	counts, err := all(ctx, db.read, func(row scanner) (c counted, err error) { return c, row.Scan(&c.cluster, &c.count, &c.first, &c.last) },
		`SELECT cluster, COUNT(*), MIN(received), MAX(received) FROM dispatch WHERE cluster IN (`+names+`) GROUP BY cluster`, in.args...)
	if err != nil {
		return err
	}
	for _, c := range counts {
		one := &list[at[c.cluster]]
		one.Count, one.First, one.last = int(c.count), instant(c.first), instant(c.last)
	}
	_, err = all(ctx, db.read, func(row scanner) (u Use, err error) {
		var cluster string
		if u, cluster, err = scanUse(row); err == nil {
			one := &list[at[cluster]]
			one.Uses = append(one.Uses, u)
		}
		return u, err
	}, usesOf+` WHERE d.cluster IN (`+names+`) ORDER BY s.number`, in.args...)
	if err != nil {
		return err
	}
	for i := range list {
		for _, u := range list[i].Uses {
			if u.Dispatch == list[i].ID {
				list[i].UsedBy = append(list[i].UsedBy, u.Story)
			}
		}
	}
	return nil
}

// placeholders returns "$1, $2, …" up to n.
func placeholders(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i+1)
	}
	return b.String()
}

const usesOf = `SELECT d.cluster, s.number, s.owner, s.owner_name, u.dispatch, u.version, s.created
	FROM story_source u JOIN dispatch d ON d.id = u.dispatch JOIN story s ON s.id = u.story`

func scanUse(row scanner) (u Use, cluster string, err error) {
	var created int64
	err = row.Scan(&cluster, &u.Story, &u.Owner.ID, &u.Owner.Name, &u.Dispatch, &u.Version, &created)
	u.Created = instant(created)
	return u, cluster, err
}

// TakenFrom returns the stories that were made from a dispatch of the cluster and started since, the newest first.
func (db *DB) TakenFrom(ctx context.Context, cluster string, since time.Time) ([]Use, error) {
	return readTaken(ctx, db.read, cluster, since)
}

// TakenFrom returns the same as this transaction sees it.
func (tx *Tx) TakenFrom(ctx context.Context, cluster string, since time.Time) ([]Use, error) {
	return readTaken(ctx, tx.tx, cluster, since)
}

func readTaken(ctx context.Context, q queryer, cluster string, since time.Time) ([]Use, error) {
	return all(ctx, q, func(row scanner) (Use, error) { u, _, err := scanUse(row); return u, err },
		usesOf+` WHERE d.cluster = $1 AND s.created >= $2 ORDER BY s.created DESC, s.number DESC`, cluster, micros(since))
}

// mostShown is how many dispatches of a cluster are read at once: the newest.
const mostShown = 50

// ClusterOf returns the dispatches of the cluster, at most 50 of them, at their newest version, the last received first.
func (db *DB) ClusterOf(ctx context.Context, cluster string) ([]news.Dispatch, error) {
	return all(ctx, db.read, scanDispatch, `SELECT `+dispatchColumns+dispatchFrom+
		fmt.Sprintf(` WHERE d.cluster = $1 AND v.version = d.version ORDER BY d.received DESC, d.id DESC LIMIT %d`, mostShown), cluster)
}

// LastReceived is when the newest dispatch was received, zero if there is none. It changes with every dispatch that is kept.
func (db *DB) LastReceived(ctx context.Context) (time.Time, error) {
	var at int64
	err := db.read.QueryRowContext(ctx, `SELECT COALESCE(MAX(received), 0) FROM dispatch`).Scan(&at)
	return instant(at), err
}

// Uncompared returns the dispatches whose newest version was not compared with others yet, the one received first first.
func (db *DB) Uncompared(ctx context.Context, limit int) ([]news.Dispatch, error) {
	return all(ctx, db.read, scanDispatch, `SELECT `+dispatchColumns+dispatchFrom+
		fmt.Sprintf(` WHERE d.version > d.compared AND v.version = d.version ORDER BY d.received, d.id LIMIT %d`, bound(limit, 200)))
}

// Kept is what a dispatch is compared by.
type Kept struct {
	Dispatch string
	Received time.Time
	Features []byte
}

// KeptFeatures returns of which dispatches, received after a time, features were kept at or after another, without the features: of the
// last received at most limit, the first received first.
func (db *DB) KeptFeatures(ctx context.Context, kept, received time.Time, limit int) ([]Kept, error) {
	list, err := all(ctx, db.read, func(row scanner) (k Kept, err error) {
		var at int64
		err = row.Scan(&k.Dispatch, &at)
		k.Received = instant(at)
		return k, err
	}, `SELECT dispatch, received FROM dispatch_features WHERE kept >= $1 AND received > $2 ORDER BY received DESC, dispatch DESC LIMIT $3`, micros(kept), micros(received), limit)
	slices.Reverse(list)
	return list, err
}

// FeaturesOf returns the features of those of the dispatches that have some, the first received first.
func (db *DB) FeaturesOf(ctx context.Context, dispatches []Kept) ([]Kept, error) {
	if len(dispatches) == 0 {
		return nil, nil
	}
	ids := make([]any, len(dispatches))
	for i, d := range dispatches {
		ids[i] = d.Dispatch
	}
	return all(ctx, db.read, func(row scanner) (k Kept, err error) {
		var at int64
		err = row.Scan(&k.Dispatch, &at, &k.Features)
		k.Received = instant(at)
		return k, err
	}, `SELECT dispatch, received, features FROM dispatch_features WHERE dispatch IN (`+placeholders(len(ids))+`) ORDER BY received, dispatch`, ids...)
}

// Member is a dispatch as far as it is a member of a cluster.
type Member struct {
	ID      string
	Cluster string
	ByHand  bool // a person said where it belongs

	Language news.Language
}

func scanMember(row scanner) (m Member, err error) {
	var byHand int64
	err = row.Scan(&m.ID, &m.Cluster, &byHand, &m.Language)
	m.ByHand = byHand != 0
	return m, err
}

// Member returns the dispatch as a member of its cluster.
func (tx *Tx) Member(ctx context.Context, dispatch string) (Member, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT id, cluster, by_hand, language FROM dispatch WHERE id = $1`, dispatch), scanMember, "There is no dispatch %s.", dispatch)
}

// Members returns the members of the cluster, at most 50: the newest.
func (tx *Tx) Members(ctx context.Context, cluster string) ([]Member, error) {
	return all(ctx, tx.tx, scanMember, fmt.Sprintf(`SELECT id, cluster, by_hand, language FROM dispatch WHERE cluster = $1 ORDER BY received DESC, id DESC LIMIT %d`, mostShown), cluster)
}

// Compared keeps that the version of the dispatch was compared, by what, and to which cluster it belongs. It reports whether that was not known
// yet: another process may have been first. By what it is looked for in the other language is to be kept anew: see KeepFacts.
func (tx *Tx) Compared(ctx context.Context, d news.Dispatch, cluster string, features []byte) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE dispatch SET cluster = $1, compared = $2 WHERE id = $3 AND compared < $2`, cluster, d.Version, d.ID)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.exec(ctx, `INSERT INTO dispatch_features (dispatch, received, kept, features, language) VALUES ($1, $2, `+tx.dialect.now+`, $3, $4)
		ON CONFLICT (dispatch) DO UPDATE SET received = excluded.received, kept = excluded.kept, features = excluded.features,
			language = excluded.language, facts = NULL`,
		d.ID, micros(d.Received), features, d.Language)
	return err == nil, err
}

// Group puts the dispatch into the cluster, because a person says so.
func (tx *Tx) Group(ctx context.Context, dispatch, cluster string) error {
	_, err := tx.exec(ctx, `UPDATE dispatch SET cluster = $1, by_hand = 1 WHERE id = $2`, cluster, dispatch)
	return err
}

// ForgetFeatures forgets what dispatches were compared by that were received before.
func (tx *Tx) ForgetFeatures(ctx context.Context, before time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM dispatch_features WHERE received < $1`, micros(before))
	return err
}
