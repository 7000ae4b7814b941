package site

import (
	"cmp"
	"hash/maphash"
	"maps"
	"slices"
	"sync/atomic"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// run is an edition with those of its pages that are printed. It never changes: adding a
// page makes another run, which shares with the old one all shards but one.
type run struct {
	view   *archive.View
	bars   map[news.Language]*press.Bar
	shards [shards]map[string]*kept
	size   int // bytes, about
}

const shards = 256

// kept is a page, and the age in which it was last asked for.
type kept struct {
	page *press.Page
	used atomic.Uint32
}

var seed = maphash.MakeSeed()

func shard(name string) int { return int(maphash.String(seed, name) % shards) }

// with returns the run with other pages under the names; a nil page takes one out.
func (r *run) with(pages map[string]*press.Page, age uint32) *run {
	next := *r
	mine := [shards]bool{}
	for name, page := range pages {
		i := shard(name)
		if !mine[i] {
			if next.shards[i] = maps.Clone(next.shards[i]); next.shards[i] == nil {
				next.shards[i] = map[string]*kept{}
			}
			mine[i] = true
		}
		if old := next.shards[i][name]; old != nil {
			next.size -= old.page.Size
			delete(next.shards[i], name)
		}
		if page != nil {
			k := &kept{page: page}
			k.used.Store(age)
			next.shards[i][name] = k
			next.size += page.Size
		}
	}
	return &next
}

// without returns the run without the pages for which drop is true.
func (r *run) without(drop func(*kept) bool) *run {
	next := run{view: r.view, bars: r.bars}
	for i, pages := range r.shards {
		next.shards[i] = make(map[string]*kept, len(pages))
		for name, k := range pages {
			if !drop(k) {
				next.shards[i][name] = k
				next.size += k.page.Size
			}
		}
	}
	return &next
}

// shrunk returns the run with at most so many bytes, without the pages that were not
// asked for for longest.
func (r *run) shrunk(most int) *run {
	type aged struct {
		k    *kept
		used uint32
	}
	var all []aged
	for _, pages := range r.shards {
		for _, k := range pages {
			all = append(all, aged{k, k.used.Load()})
		}
	}
	slices.SortFunc(all, func(a, b aged) int { return cmp.Compare(a.used, b.used) })
	drop := map[*kept]bool{}
	for size := r.size; size > most && len(drop) < len(all); {
		k := all[len(drop)].k
		drop[k] = true
		size -= k.page.Size
	}
	return r.without(func(k *kept) bool { return drop[k] })
}
