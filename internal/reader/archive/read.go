package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"github.com/stet-news/stet/internal/edition"
)

// Reading is an archive that another process may append to meanwhile, as it was when it
// was read. Nothing can be appended to it.
type Reading struct {
	*Archive
	// Before is an edition that was asked for, and Changes are what turn it into the
	// newest one. Before is nil if that edition cannot be told any more.
	Before  *View
	Changes []edition.Change
}

// mostChanges is how many changes Read tells one by one.
const mostChanges = 5_000

// Read reads the archive in dir, which is not made if it is not there, and the changes
// after an edition; 0 asks for none.
func Read(dir string, after int64) (*Reading, error) {
	r := &Reading{Archive: &Archive{dir: dir, reading: true, wholes: make(wholes, writing)}}
	r.lists.fill([]string{})
	if err := r.read(after); err != nil {
		return nil, errors.Join(fmt.Errorf("read the archive in %s: %w", dir, err), r.closeFiles())
	}
	return r, nil
}

func (r *Reading) read(after int64) (err error) {
	if r.stories, err = os.Open(filepath.Join(r.dir, "stories.log")); err != nil {
		return err
	}
	if r.index, err = os.Open(filepath.Join(r.dir, "index.log")); err != nil {
		return err
	}
	has, held, err := r.sizes()
	if err != nil {
		return err
	}
	v, h := r.snapshot(r.dir)
	r.startEmpty()
	if v != nil && (after == 0 || v.edition <= after || r.durable.indexEnd == 0) {
		r.startFrom(v, h)
	}
	if after > 0 && r.View().edition <= after {
		if err := r.replayFrom(has, held, after, nil); err != nil {
			return err
		}
		if v := r.View(); v.edition == after {
			r.Before = v
		}
	}
	return r.replayFrom(has, held, 1<<62, r.tell)
}

// tell adds a change that came after Before.
func (r *Reading) tell(e entry) {
	if r.Before == nil {
		return
	}
	c, err := r.change(e)
	if err != nil || len(r.Changes) == mostChanges {
		r.Before, r.Changes = nil, nil
		return
	}
	r.Changes = append(r.Changes, c)
}

// change returns the change that an entry is of.
func (a *Archive) change(e entry) (edition.Change, error) {
	c := edition.Change{Number: e.edition, Kind: e.kind, At: e.time}
	errs := []error{}
	decode := func(text []byte, into any) { errs = append(errs, json.Unmarshal(text, into)) }
	if e.house != nil {
		decode(e.house, &c.House)
	}
	if e.notice != nil {
		decode(e.notice, &c.Notice)
	}
	if e.at != (place{}) {
		c.Story = new(edition.Story)
		errs = append(errs, a.read(e.at, true, c.Story))
	}
	for _, p := range e.parts {
		switch kindOf(p.name) {
		case barPart:
			c.Bars = append(c.Bars, edition.Bar{})
			decode(p.text, &c.Bars[len(c.Bars)-1])
		case frontPart:
			c.Fronts = append(c.Fronts, edition.Front{})
			decode(p.text, &c.Fronts[len(c.Fronts)-1])
		case readPart:
			c.MostRead = append(c.MostRead, edition.MostRead{})
			decode(p.text, &c.MostRead[len(c.MostRead)-1])
		}
	}
	return c, errors.Join(slices.Clip(errs)...)
}

// wholes are stories that were read lately, as cards are: a feed has thirty of which it had
// all but one a publication ago, and who reads an archive to write all of it comes to a
// story for its page, its lite page and its feeds.
type wholes []atomic.Pointer[readWhole]

// How many are kept: of one decoded some ten KB stay in memory, full of pointers.
const (
	serving = 256
	writing = 2048
)

type readWhole struct {
	offset int64
	story  edition.Story
}

func (a *Archive) whole(at place) (s edition.Story, err error) {
	home := &a.wholes[uint64(at.offset)*0x9E3779B97F4A7C15>>32%uint64(len(a.wholes))]
	if k := home.Load(); k != nil && k.offset == at.offset {
		return k.story, nil
	}
	if err := a.read(at, true, &s); err != nil {
		return s, err
	}
	home.Store(&readWhole{at.offset, s})
	return s, nil
}
