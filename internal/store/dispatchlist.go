package store

import (
	"context"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// mostHidden is how many events are kept as hidden from a person: the last that they hid.
const mostHidden = 2000

// mostOfOwn is how many dispatches a person's own list has: what they hid, what their stories are made from.
const mostOfOwn = 200

// HideClusters hides from the person what the clusters have up to the moment. What is received later shows the cluster again.
func (tx *Tx) HideClusters(ctx context.Context, person string, clusters []string, upto, at time.Time) error {
	for _, c := range clusters {
		if _, err := tx.exec(ctx, `INSERT INTO dispatch_hidden (person, cluster, upto, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (person, cluster) DO UPDATE SET upto = excluded.upto, at = excluded.at`, person, c, micros(upto), micros(at)); err != nil {
			return fmt.Errorf("hide cluster %s: %w", c, err)
		}
	}
	_, err := tx.exec(ctx, fmt.Sprintf(`DELETE FROM dispatch_hidden WHERE person = $1 AND at < COALESCE(
		(SELECT at FROM dispatch_hidden WHERE person = $1 ORDER BY at DESC LIMIT 1 OFFSET %d), 0)`, mostHidden-1), person)
	return err
}

// ShowClusters shows the clusters to the person again.
func (tx *Tx) ShowClusters(ctx context.Context, person string, clusters []string) error {
	for _, c := range clusters {
		if _, err := tx.exec(ctx, `DELETE FROM dispatch_hidden WHERE person = $1 AND cluster = $2`, person, c); err != nil {
			return fmt.Errorf("show cluster %s: %w", c, err)
		}
	}
	return nil
}

// ShowHiddenAt shows again what the person hid at the moment, and returns how many clusters that were.
func (tx *Tx) ShowHiddenAt(ctx context.Context, person string, at time.Time) (int64, error) {
	return tx.exec(ctx, `DELETE FROM dispatch_hidden WHERE person = $1 AND at = $2`, person, micros(at))
}

// HiddenOf returns which of the clusters, which Folded returned, the person hid and nothing was received of since.
func (db *DB) HiddenOf(ctx context.Context, person string, list []Cluster) (map[string]bool, error) {
	hidden := map[string]bool{}
	if len(list) == 0 {
		return hidden, nil
	}
	last, args := map[string]int64{}, []any{}
	for _, c := range list {
		last[c.Cluster] = micros(c.last)
		args = append(args, c.Cluster)
	}
	_, err := all(ctx, db.read, func(row scanner) (cluster string, err error) {
		var upto int64
		if err = row.Scan(&cluster, &upto); err == nil && last[cluster] <= upto {
			hidden[cluster] = true
		}
		return cluster, err
	}, fmt.Sprintf(`SELECT cluster, upto FROM dispatch_hidden WHERE cluster IN (%s) AND person = $%d`, placeholders(len(args)), len(args)+1), append(args, person)...)
	return hidden, err
}

// HiddenDispatches returns the newest dispatch of each cluster that the person hid and nothing was received of since, the last received first:
// at most 200, of those that they hid last.
func (db *DB) HiddenDispatches(ctx context.Context, person string) ([]news.Dispatch, error) {
	list, err := all(ctx, db.read, scanDispatch, `SELECT `+dispatchColumns+dispatchFrom+` WHERE v.version = d.version AND d.id IN (
		SELECT (SELECT x.id FROM dispatch x WHERE x.cluster = h.cluster ORDER BY x.received DESC, x.id DESC LIMIT 1)
		FROM (SELECT cluster FROM dispatch_hidden h WHERE person = $1
			AND NOT EXISTS (SELECT 1 FROM dispatch y WHERE y.cluster = h.cluster AND y.received > h.upto)`+
		fmt.Sprintf(` ORDER BY at DESC LIMIT %d) AS h) ORDER BY d.received DESC, d.id DESC`, mostOfOwn), person)
	return list, err
}

// followed are the clusters from which stories of a person are made that changed at a moment or later and were not spiked or killed: of the 200
// that changed last.
const followed = `SELECT f.cluster FROM (SELECT id FROM story WHERE owner = $1 AND changed >= $2 AND status NOT IN ('spiked', 'killed')
		ORDER BY changed DESC, number DESC LIMIT 200) AS s JOIN story_source u ON u.story = s.id JOIN dispatch f ON f.id = u.dispatch`

// FollowedDispatches returns the dispatches of the events from which stories of the person are made that changed at the moment or later, the
// last received first: at most 200.
func (db *DB) FollowedDispatches(ctx context.Context, person string, changed time.Time) ([]news.Dispatch, error) {
	list, err := all(ctx, db.read, scanDispatch, `SELECT `+dispatchColumns+dispatchFrom+` WHERE v.version = d.version AND d.cluster IN (`+followed+`)`+
		fmt.Sprintf(` ORDER BY d.received DESC, d.id DESC LIMIT %d`, mostOfOwn), person, micros(changed))
	return list, err
}

// CountFollowed returns how many dispatches that FollowedDispatches returns were received after the moment, at most most.
func (db *DB) CountFollowed(ctx context.Context, person string, changed, after time.Time, most int) (n int, err error) {
	// From what is followed to what came of it, whatever the planner thinks: who never looked is asked about all dispatches there are.
	return n, db.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT 1 AS one FROM (SELECT DISTINCT cluster FROM (`+followed+`) AS all_of_them) AS f
		CROSS JOIN dispatch d WHERE d.cluster = f.cluster AND d.received > $3`+fmt.Sprintf(` LIMIT %d) AS x`, most), person, micros(changed), micros(after)).Scan(&n)
}
