package site

import (
	"hash/maphash"
	"sync/atomic"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// run is an edition with those of its pages that are printed. It never changes: adding a
// page makes another run, which shares with the old one all but the way to that page. So
// a page costs the same however many are kept.
type run struct {
	view *archive.View
	bars map[news.Language]*press.Bar
	tree [fan]*branch // by the first bits of the name's hash
	size int          // bytes, about
	n    int          // pages
}

const fan = 128

type (
	branch [fan]*leaf // by the next bits
	leaf   struct {
		*kept
		next *leaf
	}
)

// kept is a page, and the age in which it was last asked for.
type kept struct {
	name string
	page *press.Page
	size int
	used atomic.Uint32
	seen uint32 // what used was when the keeper last looked; it holds its lock
}

var seed = maphash.MakeSeed()

// places returns where in the tree the page of the name is.
func places(name string) (first, second int) {
	h := maphash.String(seed, name)
	return int(h % fan), int(h / fan % fan)
}

// find returns what is kept under the name, or nil.
func (r *run) find(name string) *kept {
	first, second := places(name)
	b := r.tree[first]
	if b == nil {
		return nil
	}
	for l := b[second]; l != nil; l = l.next {
		if l.name == name {
			return l.kept
		}
	}
	return nil
}

// names returns the names of the pages for which is is true.
func (r *run) names(is func(*press.Page) bool) (names []string) {
	for _, b := range r.tree {
		if b == nil {
			continue
		}
		for _, l := range b {
			for ; l != nil; l = l.next {
				if is(l.page) {
					names = append(names, l.name)
				}
			}
		}
	}
	return names
}

// change is a run in the making. Branches are copied once.
type change struct {
	*run
	mine [fan]bool
}

func (r *run) change() *change {
	next := *r
	return &change{run: &next}
}

// put puts what is kept into the run; one of a nil page only takes out what was there.
func (c *change) put(k *kept) {
	if k.page == nil && c.find(k.name) == nil {
		return
	}
	first, second := places(k.name)
	if !c.mine[first] {
		b := new(branch)
		if old := c.tree[first]; old != nil {
			*b = *old
		}
		c.tree[first], c.mine[first] = b, true
	}
	var next *leaf
	for l := c.tree[first][second]; l != nil; l = l.next {
		if l.name == k.name {
			c.size -= l.size
			c.n--
			continue
		}
		next = &leaf{l.kept, next}
	}
	if k.page != nil {
		next = &leaf{k, next}
		c.size += k.size
		c.n++
	}
	c.tree[first][second] = next
}

// order is what is kept in the order in which it came, with some that is not kept any
// more: the way to find what to let go without looking at everything.
type order []*kept

// mostSpared is how many pages one that is too many may spare because they were asked for
// again: then one goes that was, so that no put takes long.
const mostSpared = 64

// shrink lets pages go until the run has at most so many bytes: those first that came
// first and were not asked for since they were last spared.
func (o *order) shrink(c *change, most int) {
	for spared := 0; c.size > most && len(*o) > 0; {
		k := (*o)[0]
		(*o)[0], *o = nil, (*o)[1:]
		if c.find(k.name) != k {
			continue
		}
		if used := k.used.Load(); used != k.seen && spared < mostSpared {
			k.seen = used
			*o = append(*o, k)
			spared++
			continue
		}
		c.put(&kept{name: k.name})
	}
}

// tidy drops those that are not kept any more, once they are more than those that are.
func (o *order) tidy(r *run) {
	if len(*o) < 2*r.n+1024 {
		return
	}
	all := make(order, 0, r.n)
	for _, k := range *o {
		if r.find(k.name) == k {
			all = append(all, k)
		}
	}
	*o = all
}
