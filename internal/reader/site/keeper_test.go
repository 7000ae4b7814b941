package site

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// page is a page of a size, which carries the bar of a language.
func page(name string, size int, bar news.Language) *press.Page {
	return &press.Page{Path: name, Status: 200, Size: size, Bar: bar}
}

// prints is a press of one function, without bars.
type prints func(*archive.View, string) (*press.Page, error)

func (p prints) Print(v *archive.View, name string) (*press.Page, error) { return p(v, name) }
func (prints) Bar(*archive.View, news.Language) (*press.Bar, error)      { return nil, nil }

func names(r *run) map[string]bool {
	all := map[string]bool{}
	for _, b := range r.tree {
		if b == nil {
			continue
		}
		for _, l := range b {
			for ; l != nil; l = l.next {
				all[l.name] = true
			}
		}
	}
	return all
}

func TestACrowdAtAColdPageHasItPrintedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var printed atomic.Int32
		k := newKeeper(&archive.View{}, prints(func(_ *archive.View, name string) (*press.Page, error) {
			printed.Add(1)
			time.Sleep(time.Second)
			return page(name, 1, ""), nil
		}))
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() {
				if p, err := k.print(t.Context(), k.run.Load(), "/x"); err != nil || p.Path != "/x" {
					t.Error(p, err)
				}
			})
		}
		wg.Wait()
		if _, err := k.print(t.Context(), k.run.Load(), "/x"); err != nil || printed.Load() != 1 {
			t.Errorf("printed %d times, %v", printed.Load(), err)
		}
	})
}

// A page that takes long to print is no page of the edition that came meanwhile.
func TestAPageOfAnEarlierEditionIsNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeper(&archive.View{}, prints(func(_ *archive.View, name string) (*press.Page, error) {
			time.Sleep(time.Second)
			return page(name, 1, ""), nil
		}))
		before, after := k.run.Load(), &archive.View{}
		go func() {
			if _, err := k.print(t.Context(), before, "/x"); err != nil {
				t.Error(err)
			}
		}()
		synctest.Wait()
		k.swap(after, press.Affected{}, nil)
		time.Sleep(2 * time.Second)
		if k.page(k.run.Load(), "/x") != nil || k.run.Load().view != after {
			t.Error("it was kept")
		}
	})
}

func TestAFailureIsToldToAllWhoWaitAndTriedAgain(t *testing.T) {
	tries := 0
	k := newKeeper(&archive.View{}, prints(func(_ *archive.View, name string) (*press.Page, error) {
		if tries++; tries == 1 {
			return nil, errors.New("the disk is damaged")
		}
		return page(name, 1, ""), nil
	}))
	if _, err := k.print(t.Context(), k.run.Load(), "/x"); err == nil {
		t.Error("no error")
	}
	if p, err := k.print(t.Context(), k.run.Load(), "/x"); err != nil || p == nil {
		t.Error(p, err)
	}
	if _, err := Print(press.New(), nil, "/x"); err == nil || !strings.Contains(err.Error(), "panic") {
		t.Errorf("a panic is %v", err)
	}
}

func TestASwapTakesOutWhatIsStaleAndNothingElse(t *testing.T) {
	k := newKeeper(&archive.View{}, nil)
	all := map[string]*press.Page{"/old": page("/old", 10, ""), "/feed": page("/feed", 10, ""), "/robots.txt": page("/robots.txt", 10, "")}
	for _, l := range []string{"en", "bn"} {
		for _, name := range []string{"/", "/story"} {
			all["/"+l+name] = page("/"+l+name, 10, news.Language(l))
		}
	}
	k.swap(&archive.View{}, press.Affected{}, all)
	k.swap(&archive.View{}, press.Affected{BarOf: []news.Language{"en"}, Stale: []string{"/old", "/never"}, Print: []string{"/feed", "/en/"}},
		map[string]*press.Page{"/en/": page("/en/", 7, "en")})
	r := k.run.Load()
	if got, want := fmt.Sprint(names(r)), "map[/bn/:true /bn/story:true /en/:true /en/story:true /robots.txt:true]"; got != want || r.size != 47 {
		t.Errorf("%d bytes of %s, want %s", r.size, got, want)
	}
	k.swap(&archive.View{}, press.Affected{All: true}, map[string]*press.Page{"/en/": page("/en/", 5, "en")})
	if r := k.run.Load(); len(names(r)) != 1 || r.size != 5 {
		t.Errorf("%d bytes of %v", r.size, names(r))
	}
}

// Whatever is asked for, the budget holds and what is asked for again and again stays.
func TestOverTheBudgetTheColdestGo(t *testing.T) {
	k := newKeeper(&archive.View{}, prints(func(_ *archive.View, name string) (*press.Page, error) { return page(name, 100, ""), nil }))
	k.budget = 100_000
	for i := range 20_000 { // somebody reads the whole archive
		if _, err := k.print(t.Context(), k.run.Load(), fmt.Sprint("/cold/", i)); err != nil {
			t.Fatal(err)
		}
		if i%100 == 0 { // and now and then somebody reads the home page
			if _, err := k.print(t.Context(), k.run.Load(), "/home"); err != nil {
				t.Fatal(err)
			}
		}
		r := k.run.Load()
		if r.size > k.budget {
			t.Fatalf("%d bytes are kept", r.size)
		}
		if i > 0 && k.page(r, "/home") == nil {
			t.Fatalf("after %d other pages the home page is gone", i)
		}
	}
	if r := k.run.Load(); r.size != 100*len(names(r)) || r.size < k.budget/2 {
		t.Errorf("%d pages, %d bytes", len(names(r)), r.size)
	}
}

func BenchmarkSwapAfterAFlash(b *testing.B) {
	k := newKeeper(&archive.View{}, nil)
	all := map[string]*press.Page{}
	for i := range 4000 {
		name := fmt.Sprint("/page/", i)
		all[name] = page(name, 64<<10, []news.Language{"en", "bn"}[i%2])
	}
	for b.Loop() {
		b.StopTimer()
		k.swap(&archive.View{}, press.Affected{}, all)
		b.StartTimer()
		k.swap(&archive.View{}, press.Affected{BarOf: []news.Language{"en"}}, nil)
	}
}
