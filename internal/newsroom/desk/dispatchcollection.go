package desk

import (
	"context"

	"github.com/stet-news/stet/internal/news"
)

func dispatchCollectionObject(id string) string { return "dispatch-collection/" + id }

// NewDispatchCollection makes a collection of dispatches that has these in it. Its name is one that no other has.
func (d *Desk) NewDispatchCollection(ctx context.Context, by news.Person, name string, dispatches []string) (news.DispatchCollection, error) {
	name, err := collectionName(by, news.CollectDispatches, name)
	if err == nil && len(dispatches) > 0 {
		err = someDispatches(dispatches)
	}
	if err != nil {
		return news.DispatchCollection{}, err
	}
	return do(ctx, d, by, func(t *turn) (c news.DispatchCollection, err error) {
		c = news.DispatchCollection{ID: newID(), Name: name, By: by.Short(), Made: t.now}
		if err = t.SaveDispatchCollection(ctx, c); err != nil {
			return c, err
		}
		added, err := t.collectDispatches(ctx, c.ID, dispatches)
		if err != nil {
			return c, err
		}
		c.Dispatches = len(added)
		return c, t.record(ctx, news.CollectDispatches, dispatchCollectionObject(c.ID), map[string]any{"name": name, "added": added})
	})
}

// RenameDispatchCollection gives the collection of dispatches another name.
func (d *Desk) RenameDispatchCollection(ctx context.Context, by news.Person, id, name string) (news.DispatchCollection, error) {
	name, err := collectionName(by, news.CollectDispatches, name)
	if err != nil {
		return news.DispatchCollection{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.DispatchCollection, error) {
		c, err := t.DispatchCollection(ctx, id)
		if err != nil || c.Name == name {
			return c, err
		}
		was := c.Name
		c.Name = name
		if err := t.SaveDispatchCollection(ctx, c); err != nil {
			return c, err
		}
		return c, t.record(ctx, news.CollectDispatches, dispatchCollectionObject(id), map[string]any{"name": name, "was": was})
	})
}

// DropDispatchCollection deletes the collection of dispatches. They stay for as long as their wires keep them.
func (d *Desk) DropDispatchCollection(ctx context.Context, by news.Person, id string) (news.DispatchCollection, error) {
	if err := by.May(news.CollectDispatches); err != nil {
		return news.DispatchCollection{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.DispatchCollection, error) {
		c, err := t.DispatchCollection(ctx, id)
		if err != nil {
			return c, err
		}
		if err := t.Tx.DropDispatchCollection(ctx, id); err != nil {
			return c, err
		}
		return c, t.record(ctx, news.CollectDispatches, dispatchCollectionObject(id), map[string]any{"deleted": c.Name, "dispatches": c.Dispatches})
	})
}

// CollectDispatches puts the dispatches into the collection. One that is in it stays in it.
func (d *Desk) CollectDispatches(ctx context.Context, by news.Person, id string, dispatches []string) (news.DispatchCollection, error) {
	return d.recollect(ctx, by, id, "added", dispatches, (*turn).collectDispatches)
}

// UncollectDispatches takes the dispatches, with all that are of their events, out of the collection. They stay for as long as their wires keep them.
func (d *Desk) UncollectDispatches(ctx context.Context, by news.Person, id string, dispatches []string) (news.DispatchCollection, error) {
	return d.recollect(ctx, by, id, "removed", dispatches, func(t *turn, ctx context.Context, id string, dispatches []string) (gone []string, err error) {
		for _, one := range dispatches {
			was, err := t.UncollectDispatch(ctx, id, one)
			if err != nil {
				return nil, err
			}
			if was {
				gone = append(gone, one)
			}
		}
		return gone, nil
	})
}

// recollect changes which dispatches the collection has, and keeps on record which were changed; none is no change.
func (d *Desk) recollect(
	ctx context.Context, by news.Person, id, what string, dispatches []string, f func(*turn, context.Context, string, []string) ([]string, error),
) (news.DispatchCollection, error) {
	err := by.May(news.CollectDispatches)
	if err == nil {
		err = someDispatches(dispatches)
	}
	if err != nil {
		return news.DispatchCollection{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.DispatchCollection, error) {
		c, err := t.DispatchCollection(ctx, id)
		if err != nil {
			return c, err
		}
		changed, err := f(t, ctx, id, dispatches)
		if err != nil || len(changed) == 0 {
			return c, err
		}
		if err := t.record(ctx, news.CollectDispatches, dispatchCollectionObject(id), map[string]any{"name": c.Name, what: changed}); err != nil {
			return c, err
		}
		return t.DispatchCollection(ctx, id)
	})
}

// collectDispatches puts the dispatches into the collection and returns those that were not in it.
func (t *turn) collectDispatches(ctx context.Context, id string, dispatches []string) (added []string, err error) {
	for _, one := range dispatches {
		if _, err := t.Dispatch(ctx, one); err != nil {
			return nil, err
		}
		fresh, err := t.CollectDispatch(ctx, id, one, t.now)
		if err != nil {
			return nil, err
		}
		if fresh {
			added = append(added, one)
		}
	}
	c, err := t.DispatchCollection(ctx, id)
	if err == nil && c.Dispatches > news.MostCollected {
		err = news.Errorf(news.Conflict, "A collection has at most %d dispatches.", news.MostCollected)
	}
	return added, err
}

// someDispatches refuses none, and more than something can be done to at once.
func someDispatches(ids []string) error {
	switch {
	case len(ids) == 0:
		return news.Errorf(news.Invalid, "Mark the dispatches first.")
	case len(ids) > mostBulk:
		return news.Errorf(news.Invalid, "From 1 to %d dispatches can be marked at once.", mostBulk)
	}
	return nil
}
