package archive

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/stet-news/stet/internal/edition"
)

// Bury puts each notice where its story was, for good: no later change brings that story to
// readers. It is for what was taken down, in case this archive is a copy from before. It
// makes no edition; it is to be called after each Open, before there are readers.
func (a *Archive) Bury(notices []edition.Notice) error {
	b := a.build()
	a.buried = map[int64]entry{}
	whole := a.durable.view == a.View()
	for _, n := range notices {
		if n.Number <= 0 || n.Number > mostNumber {
			continue
		}
		text, err := json.Marshal(n)
		if err != nil {
			return err
		}
		e := entry{kind: edition.Killed, number: n.Number, notice: text}
		a.buried[n.Number] = e
		if b.view.State(n.Number) == Killed {
			continue
		}
		if err := b.takeAway(e); err != nil {
			return fmt.Errorf("bury story %d: %w", n.Number, err)
		}
		c, _ := b.slot(n.Number)
		c.changed = max(c.changed, n.At.UnixMicro())
	}
	for l, bar := range b.view.bars { // a line that leads there is killed with it
		if is, led := b.doomed.bar(bar.bar); led {
			b.view.bars = copied(b.view.bars)
			b.view.bars[l] = madeBar{is, bar.made}
		}
	}
	for at, f := range b.view.fronts {
		if is, led := b.doomed.front(f); led {
			b.view.fronts = copied(b.view.fronts)
			b.view.fronts[at] = is
		}
	}
	a.view.Store(b.view)
	a.doomed = a.doomed.add(b.doomed)
	if whole {
		a.durable.view = b.view
	}
	return nil
}

// stayBuried makes of a change that brings back a story which is buried that it stays away:
// its text is not written again.
func (a *Archive) stayBuried(c *edition.Change) error {
	if c.Story == nil {
		return nil
	}
	stone, ok := a.buried[c.Story.Number]
	if !ok {
		return nil
	}
	var n edition.Notice
	if err := json.Unmarshal(stone.notice, &n); err != nil {
		return err
	}
	c.Kind, c.Story, c.Notice = edition.Killed, nil, &n
	return nil
}

// After returns when the edition was made, zero if it is not known, and the changes that
// follow it, at most limit: what somebody needs who has lost them. Of a story
// that was killed since they have the notice.
func (a *Archive) After(after int64, limit int) (at time.Time, changes []edition.Change, err error) {
	r := newRecords(bufio.NewReaderSize(io.NewSectionReader(a.index, indexHeadSize, a.durable.indexEnd-indexHeadSize), 1<<20))
	for len(changes) < limit {
		e, _, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return at, changes, nil
		case err != nil:
			return at, changes, fmt.Errorf("read what follows edition %d: %w", after, err)
		case e.edition == after:
			at = e.time
		case e.edition > after:
			c, err := a.change(e)
			if err != nil {
				return at, changes, fmt.Errorf("read edition %d: %w", e.edition, err)
			}
			if c.Story != nil && Erased(*c.Story) {
				n, _ := a.View().Notice(e.number)
				c.Kind, c.Story, c.Notice = edition.Killed, nil, &n
			}
			changes = append(changes, c)
		}
	}
	return at, changes, nil
}
