package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// SameEvent is within what time of one another two people who take dispatches of one event are told of each other.
const SameEvent = 10 * time.Minute

// TakenError answers who wants to take a dispatch that another took, or one of the same event, a moment ago.
type TakenError struct{ Use store.Use }

func (e *TakenError) Error() string { return e.Unwrap().Error() }

// Unwrap makes a TakenError a Conflict.
func (e *TakenError) Unwrap() error {
	return news.Errorf(news.Conflict, "%s took this, or another dispatch of the same event, for story %d at %s. Add yours to that story, or take it apart.",
		e.Use.Owner.Name, e.Use.Story, e.Use.Created.Format(time.RFC3339))
}

// notTaken refuses if somebody else took a dispatch of the same event in the last minutes.
func (t *turn) notTaken(ctx context.Context, d news.Dispatch) error {
	uses, err := t.TakenFrom(ctx, d.Cluster, t.now.Add(-SameEvent))
	if err != nil {
		return err
	}
	for _, u := range uses {
		if u.Owner.ID != t.by.ID {
			return &TakenError{u}
		}
	}
	return nil
}

// Grouped is what a person said of which dispatches are of one event. Its JSON form is the detail of the record.
type Grouped struct {
	Dispatches []string `json:"dispatches"`
	From       []string `json:"from"` // the clusters that they were of, one for each
	To         string   `json:"to"`
}

// mostGrouped is how many dispatches are put together at once.
const mostGrouped = 200

// Group says that the dispatches are of the cluster, or, with to empty, that they are of an event of their own, together. Dispatches that
// arrive later are compared with them and join them where they are. What it returns takes it back, dispatch by dispatch.
func (d *Desk) Group(ctx context.Context, by news.Person, dispatches []string, to string) (Grouped, error) {
	g := Grouped{Dispatches: dispatches, To: to}
	if err := by.May(news.GroupDispatches); err != nil {
		return g, err
	}
	if len(dispatches) == 0 || len(dispatches) > mostGrouped {
		return g, news.Errorf(news.Invalid, "Choose from 1 to %d dispatches.", mostGrouped)
	}
	return do(ctx, d, by, func(t *turn) (Grouped, error) {
		g := Grouped{Dispatches: dispatches, To: to}
		if to != "" {
			if there, err := t.Members(ctx, to); err != nil || len(there) == 0 && !slices.Contains(dispatches, to) {
				return g, errNoCluster(err)
			}
		} else {
			g.To = newID()
		}
		for _, id := range dispatches {
			m, err := t.Member(ctx, id)
			if err != nil {
				return g, err
			}
			g.From = append(g.From, m.Cluster)
			if err := t.Tx.Group(ctx, id, g.To); err != nil {
				return g, fmt.Errorf("group dispatch %s: %w", id, err)
			}
		}
		return g, t.record(ctx, news.GroupDispatches, "cluster/"+g.To, g)
	})
}

func errNoCluster(err error) error {
	if err != nil {
		return err
	}
	return news.Errorf(news.NotFound, "These dispatches are not together any more.")
}

// Ungroup takes back what Group did, where nobody did otherwise since.
func (d *Desk) Ungroup(ctx context.Context, by news.Person, g Grouped) error {
	if err := by.May(news.GroupDispatches); err != nil {
		return err
	}
	if len(g.Dispatches) == 0 || len(g.Dispatches) > mostGrouped || len(g.From) != len(g.Dispatches) {
		return news.Errorf(news.Invalid, "This says not where each dispatch was.")
	}
	_, err := do(ctx, d, by, func(t *turn) (Grouped, error) {
		back := Grouped{To: g.From[0]}
		for i, id := range g.Dispatches {
			m, err := t.Member(ctx, id)
			if err != nil {
				return back, err
			}
			if m.Cluster != g.To {
				continue
			}
			if err := t.Tx.Group(ctx, id, g.From[i]); err != nil {
				return back, err
			}
			back.Dispatches, back.From = append(back.Dispatches, id), append(back.From, g.To)
		}
		if len(back.Dispatches) == 0 {
			return back, news.Errorf(news.Conflict, "Somebody moved these dispatches since: nothing was changed.")
		}
		return back, t.record(ctx, news.GroupDispatches, "cluster/"+back.To, back)
	})
	return err
}
