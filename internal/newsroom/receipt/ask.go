package receipt

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// round is one time of asking: each address is asked once.
type round struct {
	*Room
	newest int64 // edition
	pages  map[string]page
	wants  map[string]*page
	silent map[string]silence // by place
	done   []outcome
}

// silence is how often a place did not answer, and what was wrong the last time.
type silence struct {
	times int
	why   string
}

// outcome is what became of a receipt in a round.
type outcome struct {
	news.Receipt
	again time.Duration // until it is asked for once more, 0 for never
	alarm bool
}

// ask asks for all that are due, for as long as a round may take, and keeps what was shown,
// in one transaction.
func (r *Room) ask(ctx context.Context, due []news.Receipt) (err error) {
	if len(due) == 0 {
		return nil
	}
	last, err := r.DB.LastChange(ctx)
	if err != nil {
		return err
	}
	a := &round{Room: r, newest: last.Number, pages: map[string]page{}, wants: map[string]*page{}, silent: map[string]silence{}}
	for end := time.Now().Add(longest); len(due) > 0 && time.Now().Before(end); due = due[1:] {
		if e := a.one(ctx, due[0]); e != nil {
			err = errors.Join(err, e)
		}
	}
	for _, left := range due {
		a.keep(left, gap)
	}
	return errors.Join(err, a.save(ctx))
}

// one asks the surfaces of a receipt that are behind.
func (a *round) one(ctx context.Context, one news.Receipt) error {
	changes, err := a.DB.Since(ctx, one.Edition-1, 1)
	if err != nil {
		return err
	}
	if len(changes) == 0 || changes[0].Number != one.Edition {
		a.keep(one, 0)
		return nil
	}
	whole, err := a.whole(ctx, changes[0])
	if err != nil {
		return err
	}
	whole.crowded = a.newest-one.Edition >= inFeeds
	defer a.drop(one)
	a.fetch(ctx, one.Behind())
	now, err := a.DB.Now(ctx)
	if err != nil {
		return err
	}
	for i, s := range one.Surfaces {
		if !s.Shown.IsZero() {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := a.look(ctx, whole, one.Edition, &s); err != nil {
			return err
		}
		if s.Fault == "" {
			s.Shown = now
		}
		one.Surfaces[i] = s
	}
	one.Tries++
	again := pause(one.Tries)
	switch {
	case len(one.Behind()) == 0:
		one.Everywhere, again = now, 0
	case now.Sub(one.At) > giveUp:
		again = 0
	}
	alarm := len(one.Behind()) > 0 && one.Alarm.IsZero() && now.Sub(one.At) > a.budget()
	if alarm {
		one.Alarm = now
	}
	a.done = append(a.done, outcome{one, again, alarm})
	return nil
}

func (a *round) keep(one news.Receipt, again time.Duration) {
	a.done = append(a.done, outcome{Receipt: one, again: again})
}

// save keeps what was shown, and tells who waits for it once.
func (a *round) save(ctx context.Context) error {
	err := a.DB.Tx(ctx, func(tx *store.Tx) error {
		for _, k := range a.done {
			if err := tx.KeepReceipt(ctx, k.Receipt, k.again); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if a.Changed != nil {
		a.Changed()
	}
	for _, k := range a.done {
		if k.alarm && a.Alarm != nil {
			err = errors.Join(err, a.Alarm(ctx, k.Receipt))
		}
	}
	return err
}

// drop forgets the pages that are of this story alone: a round may be about many.
func (a *round) drop(one news.Receipt) {
	for _, s := range one.Surfaces {
		switch s.Kind {
		case news.StorySurface, news.LiteSurface, news.HistorySurface, news.SearchSurface:
			delete(a.pages, s.URL)
			delete(a.wants, s.URL)
		}
	}
}

// look judges one surface.
func (a *round) look(ctx context.Context, c change, number int64, s *news.Surface) error {
	s.Fault, s.Text, s.Has = "", "", time.Time{}
	if s.Kind == news.CacheSurface {
		p, err := a.DB.Purge(ctx, s.Of)
		if err == nil && p.Edition < number {
			s.Fault, s.Text = news.SurfaceUntold, p.Error
		}
		return err
	}
	got := a.pages[s.URL]
	s.Fault = c.judge(s.Kind, got, a.want(ctx, s.URL))
	switch s.Fault {
	case news.SurfaceSilent:
		if s.Text = got.err; s.Text == "" {
			s.Text = fmt.Sprintf("status %d", got.status)
		}
	case news.SurfaceOld:
		s.Has = c.had
	}
	return nil
}

// want is what this process itself has at the address, nil if it has no readers.
func (a *round) want(ctx context.Context, address string) *page {
	if a.Expected == nil {
		return nil
	}
	if w, ok := a.wants[address]; ok {
		return w
	}
	_, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(address, "http://"), "https://"), "/")
	var w *page
	if status, body, kind, ok := a.Expected(ctx, "/"+path); ok {
		w = &page{status: status, body: string(body)}
		if got := a.pages[address]; got.err == "" && got.body == w.body { // as it should be
			w.text = got.text
		} else {
			w.text = squeeze(body, kind)
		}
	}
	a.wants[address] = w
	return w
}

// fetch asks the addresses of the surfaces that were not asked in this round.
func (a *round) fetch(ctx context.Context, surfaces []news.Surface) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var addresses []string
	for _, s := range surfaces {
		if _, asked := a.pages[s.URL]; !asked && s.URL != "" {
			a.pages[s.URL] = page{}
			addresses = append(addresses, s.URL)
		}
	}
	free := make(chan struct{}, fetches)
	for _, address := range addresses {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			place := placeOf(address)
			mu.Lock()
			before := a.silent[place]
			mu.Unlock()
			p := page{err: before.why}
			if before.times < silences { // else nobody else waits for it in this round
				p = a.get(ctx, address)
			}
			mu.Lock()
			defer mu.Unlock()
			if a.pages[address] = p; p.err != "" {
				a.silent[place] = silence{a.silent[place].times + 1, p.err}
			}
		})
	}
	wg.Wait()
}

// placeOf is where an address is asked.
func placeOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

func (a *round) get(ctx context.Context, address string) page {
	answer, err := a.Client.Get(ctx, fetch.Request{URL: address})
	if status, ok := errors.AsType[*fetch.StatusError](err); ok {
		return page{status: status.Status}
	}
	if said, ok := errors.AsType[*news.Error](err); ok {
		return page{err: said.Message}
	}
	if err != nil {
		return page{err: "it did not answer"}
	}
	return page{status: 200, body: string(answer.Body), text: squeeze(answer.Body, answer.Type)}
}
