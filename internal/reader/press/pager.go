package press

import (
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
)

// A list of stories has one page with its newest, and numbered pages that count from the
// oldest story on, perPage each. So a numbered page never changes because something was
// published: only the front does, and once in perPage times there is a further page.
//
// It is no constant, so that a test can have pages of few.
var perPage = 20

// pagesOf returns how many numbered pages a list of count stories has: as many as hold
// every story that is not among the newest perPage.
func pagesOf(count int) int { return max(0, (count-1)/perPage) }

func isPage(v *archive.View, l archive.List, n int) bool { return n <= pagesOf(v.Count(l)) }

// around is how many pages on either side a numbered page leads to.
const around = 2

// pager leads from a page of a list to the others.
type pager struct {
	newer, older string // paths, "" for none
	links        []pageLink
}

type pageLink struct {
	number  int // 0 is the page of the newest
	path    string
	current bool
	gap     bool // pages are left out before this one
}

// pagerOf returns the pager of page n of the list of count stories whose newest are at
// base; page 0 is that of the newest.
func pagerOf(base string, count, n int) pager {
	return pagerTo(base, func(n int) string { return numbered(base, n) }, pagesOf(count), n)
}

// pagerTo returns the pager of page n of as many as last, whose paths to returns; page 0 is
// at base.
func pagerTo(base string, to func(n int) string, last, n int) (p pager) {
	if last == 0 {
		return p
	}
	at := n
	if n == 0 {
		at = last
	}
	p.links = append(p.links, pageLink{path: base, current: n == 0})
	low, high := max(1, at-around), min(last, at+around)
	for i := high; i >= low; i-- {
		p.links = append(p.links, pageLink{number: i, path: to(i), current: i == n, gap: i == high && high < last})
	}
	if low > 1 {
		p.links = append(p.links, pageLink{number: 1, path: to(1), gap: low > 2})
	}
	switch n {
	case 0:
	case last:
		p.newer = base
	default:
		p.newer = to(n + 1)
	}
	if n == 0 {
		p.older = to(last)
	} else if n > 1 {
		p.older = to(n - 1)
	}
	return p
}

// pageCards returns the stories of page n of the list, the newest first.
func pageCards(v *archive.View, l archive.List, n int) ([]edition.Card, error) {
	return v.Newest(l, v.Count(l)-n*perPage, perPage)
}

// paged adds the pages of a list on which the story was or is, whose newest are at base,
// and those that it moved. What is at base itself is not among them.
func (a *Affected) paged(before, after *archive.View, l archive.List, number int64, base string) {
	was, wasOn := before.Older(l, number)
	is, isOn := after.Older(l, number)
	old, now := pagesOf(before.Count(l)), pagesOf(after.Count(l))
	from, to := max(old, now)+1, max(old, now)
	switch {
	case wasOn && isOn && was == is && old == now:
		from = is/perPage + 1
		to = min(to, from)
	default:
		if wasOn {
			from = was/perPage + 1
		}
		if isOn {
			from = min(from, is/perPage+1)
		}
	}
	if old != now {
		from = min(from, max(1, min(old, now)-around))
	}
	names := make([]string, 0, max(0, to-from+1))
	for n := from; n <= to; n++ {
		names = append(names, numbered(base, n))
	}
	a.Stale = append(a.Stale, slices.Compact(names)...)
}
