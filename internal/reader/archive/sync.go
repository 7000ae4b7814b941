package archive

import "fmt"

// Sync makes everything appended durable: the stories first, then the index that names
// them; and it takes off the disk what the stories said that were killed. Once it has failed it fails always, since nobody can say what the disk has then;
// readers go on, and what is not durable is asked for again after a restart.
func (a *Archive) Sync() error {
	for {
		done, err := a.SyncAside()
		if done == nil {
			return err
		}
		<-done
	}
}

// syncing is what is being made durable, by a goroutine of its own.
type syncing struct {
	index []byte        // records to write after those that are durable
	will  durable       // what is durable when it is done
	gone  doomed        // what is to be taken off the disk then
	other *newIndex     // that stands in the place of the index, nil for none
	done  chan struct{} // closed then
	err   error         // how it went, after that
}

// SyncAside begins to make durable what was appended, as Sync does, unless that goes on
// already, and does not wait for it: meanwhile more can be appended. The channel is closed
// when it has ended, and the next call says how it went and goes on with what came since.
// It is nil when there is nothing left to do.
func (a *Archive) SyncAside() (<-chan struct{}, error) {
	if s := a.syncing; s != nil {
		select {
		case <-s.done:
		default:
			return s.done, nil
		}
		if a.syncing = nil; s.err != nil {
			a.broken = fmt.Errorf("make the archive durable: %w", s.err)
		} else {
			a.durable = s.will
			err := a.turnTo(s.other)
			if err != nil {
				a.broken = err
			}
		}
	}
	if a.broken != nil {
		a.queued = nil
		return nil, a.broken
	}
	if len(a.doomed) == 0 {
		a.takeSnapshot() // after a start that had none, too
	}
	if len(a.queued) == 0 && len(a.doomed) == 0 {
		return nil, nil
	}
	was := a.durable.indexEnd
	s := &syncing{index: a.queued, will: a.durable, gone: a.doomed, done: make(chan struct{})}
	if len(a.queued) > 0 {
		s.will = durable{a.View(), was + int64(len(a.queued)), was + int64(a.last), sum(a.queued[a.last:][8:]), a.end}
	}
	a.queued, a.doomed, a.syncing = nil, nil, s
	go func() {
		defer close(s.done)
		if len(s.index) > 0 {
			s.err = a.write(s.index, was)
		}
		if s.err == nil && len(s.gone) > 0 {
			s.other, s.err = a.erase(s.gone, s.will.indexEnd)
		}
	}()
	return s.done, nil
}

// turnTo goes over to the index that took the place of ours, if one did.
func (a *Archive) turnTo(is *newIndex) error {
	if is == nil {
		return nil
	}
	was := a.index
	a.index = is.file
	a.durable.indexEnd, a.durable.lastAt, a.durable.lastSum = is.end, is.lastAt, is.lastSum
	if is.hadSnapshot {
		a.keeper.edition = 0 // the next is due
	}
	return was.Close()
}

// write writes the records at the place in the index once the stories that they name are
// durable.
func (a *Archive) write(records []byte, at int64) error {
	err := a.stories.Sync()
	if err == nil {
		_, err = a.index.WriteAt(records, at)
	}
	if err == nil {
		err = a.index.Sync()
	}
	return err
}
