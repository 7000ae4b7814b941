package torture

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// kept is one version of a dispatch, as it is in the database.
type kept struct {
	dispatch, wire string
	version        int64
	raw            []byte
	item           struct {
		Hash   string    `json:"hash"`
		Killed time.Time `json:"killed"`
	}
}

type queryer interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}

// readKept returns all versions of all dispatches, each dispatch's in their order.
func readKept(ctx context.Context, q queryer) (list []kept, err error) {
	rows, err := q.QueryContext(ctx, `SELECT d.id, d.wire, v.version, v.raw, v.item FROM dispatch d JOIN dispatch_version v ON v.dispatch = d.id ORDER BY d.id, v.version`)
	if err != nil {
		return nil, err
	}
	defer func() { err = joinClose(err, rows.Close()) }()
	for rows.Next() {
		var k kept
		var item []byte
		if err := rows.Scan(&k.dispatch, &k.wire, &k.version, &k.raw, &item); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(item, &k.item); err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, rows.Err()
}

// audit compares what is kept with what the servers offered, and returns all in which it falls short: what is lost, what is there twice, and
// what is not as it was sent.
func audit(ctx context.Context, q queryer, d *day) (faults []string, err error) {
	list, err := readKept(ctx, q)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	book := auditBook{offered: map[string]*version{}, found: map[*version][]kept{}, homes: map[*offer]string{}}
	for _, v := range d.all() {
		book.offered[v.raw] = v
	}
	for i := 0; i < len(list); {
		end := i
		for end < len(list) && list[end].dispatch == list[i].dispatch {
			end++
		}
		book.dispatch(list[i:end])
		i = end
	}
	for _, v := range d.all() {
		book.due(v)
	}
	tasks, err := auditTasks(ctx, q, list, book.offered)
	return append(book.faults, tasks...), err
}

type auditBook struct {
	offered map[string]*version // by its bytes
	found   map[*version][]kept
	homes   map[*offer]string // the dispatch that an item became
	faults  []string
}

func (b *auditBook) fault(format string, args ...any) {
	b.faults = append(b.faults, fmt.Sprintf(format, args...))
}

// dispatch looks at the versions of one dispatch: each is bytes that were offered, each once, in the order in which they were written.
func (b *auditBook) dispatch(versions []kept) {
	last := -1
	for i, k := range versions {
		if k.version != int64(i+1) {
			b.fault("dispatch %s has no version %d", k.dispatch, i+1)
			return
		}
		v := b.offered[string(k.raw)]
		if v == nil {
			b.fault("dispatch %s version %d is not as it was sent: %q", k.dispatch, k.version, k.raw)
			continue
		}
		if sum := sha256.Sum256(k.raw); k.item.Hash != hex.EncodeToString(sum[:]) {
			b.fault("%s version %d has the hash of other bytes", v.of.guid, k.version)
		}
		if home := b.homes[v.of]; home != "" && home != k.dispatch || v.in.name != k.wire {
			b.fault("%s is twice: as %s and as %s of %s", v.of.guid, home, k.dispatch, k.wire)
		}
		b.homes[v.of] = k.dispatch
		if b.found[v] = append(b.found[v], k); len(b.found[v]) > 1 {
			b.fault("version %d of %s is there twice", v.at+1, v.of.guid)
		} else if v.at <= last {
			b.fault("version %d of %s came after version %d", v.at+1, v.of.guid, last+1)
		}
		last = v.at
		// A kill kills what is there. One of what never came is an item.
		if dead := !k.item.Killed.IsZero(); dead != (v.kill && i > 0) {
			b.fault("%s at version %d, %t that it is a kill: killed %t", v.of.guid, k.version, v.kill, dead)
		}
	}
}

// due looks whether a version is there that the program said it had.
func (b *auditBook) due(v *version) {
	if !v.due || len(b.found[v]) > 0 {
		return
	}
	if v.kill && v.in.kind == "atom" && b.homes[v.of] == "" {
		return // that what never came was taken back is nothing
	}
	b.fault("version %d of %s is lost", v.at+1, v.of.guid)
}

// auditTasks looks at the stories that the route began, one for each urgent item, and at what their people were asked when the item changed.
func auditTasks(ctx context.Context, q queryer, list []kept, offered map[string]*version) (faults []string, err error) {
	newest, first := map[string]int64{}, map[string]*version{}
	for _, k := range list {
		newest[k.dispatch] = k.version
		if k.version == 1 {
			first[k.dispatch] = offered[string(k.raw)]
		}
	}
	stories := map[string]int{}
	rows, err := q.QueryContext(ctx, `SELECT u.dispatch, u.version, s.number,
		(SELECT COALESCE(MAX(c.version), 0) FROM source_change c WHERE c.story = s.number AND c.dispatch = u.dispatch),
		(SELECT COUNT(*) FROM source_change c WHERE c.story = s.number AND c.dispatch = u.dispatch AND c.answered = 0),
		(SELECT COUNT(*) - COUNT(DISTINCT c.version) FROM source_change c WHERE c.story = s.number AND c.dispatch = u.dispatch)
		FROM story_source u JOIN story s ON s.id = u.story`)
	if err != nil {
		return nil, err
	}
	defer func() { err = joinClose(err, rows.Close()) }()
	for rows.Next() {
		var dispatch string
		var made, story, told, open, doubled int64
		if err := rows.Scan(&dispatch, &made, &story, &told, &open, &doubled); err != nil {
			return nil, err
		}
		stories[dispatch]++
		want := int64(0)
		if newest[dispatch] > made {
			want = 1
		}
		if open != want || doubled > 0 || want == 1 && told != newest[dispatch] {
			faults = append(faults, fmt.Sprintf("story %d was made of version %d of %s, which has version %d: %d questions are open, the last of version %d, %d of them double",
				story, made, dispatch, newest[dispatch], open, told, doubled))
		}
	}
	for dispatch, v := range first {
		if v == nil {
			continue
		}
		if n := stories[dispatch]; strings.HasPrefix(v.of.title, "Urgent") && !v.kill && n != 1 || n > 1 {
			faults = append(faults, fmt.Sprintf("%s has %d stories", v.of.guid, n))
		}
	}
	return faults, rows.Err()
}
