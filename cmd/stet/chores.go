package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/jobs"
)

// work does the chores of a worker until ctx is done. Any number of processes may: what is to be done is in the database, and is done once.
func (h *house) work(ctx context.Context, wg *sync.WaitGroup, stop context.CancelCauseFunc) {
	every := func(d time.Duration, name string, f func(context.Context) error) {
		wg.Go(func() { jobs.Every(ctx, d, name, f) })
	}
	every(500*time.Millisecond, "release what is due", h.desk.ReleaseDue)
	every(time.Second, "tend the locks", h.desk.TendLocks)
	every(time.Second, "put dispatches of one event together", h.comparing.Compare)
	every(time.Hour, "forget what old dispatches were compared by", h.comparing.Forget)
	every(2*time.Second, "develop pictures", h.developPictures)
	every(2*time.Second, "tidy the search index", h.db.TidySearch)
	every(5*time.Second, "read again the stories whose sources changed", h.desk.RereadSources)
	every(2*time.Second, "find where stories come from", h.desk.SettlePassages)
	every(5*time.Second, "hold stories whose sources were taken back", h.desk.HoldUnanswered)
	every(20*time.Second, "warn of embargoes", h.desk.WarnOfEmbargoes)
	every(time.Minute, "warn of the rights of pictures", h.desk.WarnOfRights)
	every(time.Minute, "wipe what killed stories said", h.desk.WipeKilled)
	every(time.Minute, "send digests", h.digest().Send)
	every(time.Minute, "count what is most read", h.desk.CountMostRead)
	every(time.Hour, "forget who was there", h.desk.ForgetPresent)
	every(time.Hour, "forget old requests", h.forget)
	every(time.Hour, "forget old deliveries", h.deliveries.Forget)
	every(time.Hour, "throw away uploads whose time is over", h.uploads.Expire)
	every(time.Hour, "remove old dispatches", h.wires.Expire)
	every(6*time.Hour, "forget old notices", h.desk.ForgetNotices)
	every(6*time.Hour, "forget old counts", h.desk.ForgetCounts)
	if h.FillSearch {
		every(time.Minute, "fill the search index", h.fillSearch)
		every(time.Hour, "fill the index of pictures", h.fillPictures)
		every(time.Hour, "fill the index of dispatches", h.fillDispatches)
	}
	if h.LogHead != "" {
		every(headEvery, "send the log's head away", h.heads().Send)
	}
	wg.Go(func() { h.runPurge(ctx) })
	for what, run := range map[string]func(context.Context) error{
		"follow the wires": h.wires.Run, "ask what readers have": h.runReceipts, "tell programs elsewhere": h.runAnnounce, "bring copy to clients": h.runDeliveries,
	} {
		wg.Go(func() {
			if err := run(ctx); err != nil && ctx.Err() == nil {
				stop(fmt.Errorf("%s: %w", what, err))
			}
		})
	}
}

// arrived is called when dispatches arrived: they are put together with those of their events, so that a list which looks finds them there,
// and the open windows are told. While that is done for some, others may arrive: it is done once more for all of them, so that how much of it
// there is does not grow with the number of wires. It does not wait for it.
func (h *house) arrived() {
	select {
	case h.arrivals <- struct{}{}:
	default: // those who attend to it have not begun yet
	}
}

// longestUntold is how long nobody is told of what arrived while more is put together.
const longestUntold = 250 * time.Millisecond

// attendArrivals does so until ctx is done. What is not compared then is a chore's turn later. Each second it has some of what was compared found
// in the other language too, for as long as there is some.
func (h *house) attendArrivals(ctx context.Context) {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	left, looked, rung := true, time.Now(), time.Time{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.arrivals:
			left = true
		case now := <-second.C:
			if left || now.Sub(looked) > time.Minute { // another process may have compared some
				var err error
				if left, err = h.comparing.MakeFacts(ctx); err != nil && ctx.Err() == nil {
					slog.WarnContext(ctx, "dispatches are not looked for in the other language yet; it is tried again", "err", err)
				}
				looked = now
			}
			continue
		}
		more, err := h.comparing.CompareSome(ctx)
		if err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "dispatches are not put together yet; it is tried again", "err", err)
		}
		if more {
			h.arrived()
		}
		if now := time.Now(); !more || now.Sub(rung) > longestUntold { // a list is asked for each time
			h.bell.Ring(ctx, bus.Newsroom)
			rung = now
		}
	}
}
