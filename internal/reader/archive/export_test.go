package archive

import "errors"

// Snapshot makes everything durable and a snapshot of it, which the next Append goes over
// to.
func (a *Archive) Snapshot() error {
	if err := a.Sync(); err != nil {
		return err
	}
	a.keeper.wait()
	v, err := writeSnapshot(a.dir, a.lists.all(), a.durable)
	if err == nil {
		a.keeper.made.Store(&madeSnapshot{a.durable.view, v})
	}
	return err
}

// EverySync has a snapshot made at every Sync, until the function is called that it
// returns.
func EverySync() func() {
	was := dueChanges
	dueChanges = 0
	return func() { dueChanges = was }
}

// LoseFiles closes the files under the archive, so that nothing more can be written.
func (a *Archive) LoseFiles() error { return a.closeFiles() }

// Crash writes what was appended into the index, as Sync does, and is ended there by a power
// cut before it goes on.
func (a *Archive) Crash() error {
	return errors.Join(a.write(a.queued, a.durable.indexEnd), a.closeFiles())
}
