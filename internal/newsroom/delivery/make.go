package delivery

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// follower is the name under which the table of editions is followed.
const follower = "deliveries"

const (
	batch = 50
	// old is how long a story was published elsewhere, or before it moved in, so that it is no news to anybody.
	old = 24 * time.Hour
	// fill is how many stories one transaction asks whether they are of a product.
	fill = 50
)

// follow makes the deliveries of the editions that are new, and returns whether there were any.
func (r *Room) follow(ctx context.Context) (bool, error) {
	f, err := r.DB.Follow(ctx, follower)
	if err != nil {
		return false, err
	}
	changes, err := r.DB.Since(ctx, f.Edition, batch)
	if err != nil || len(changes) == 0 {
		return false, err
	}
	return true, r.DB.Tx(ctx, func(tx *store.Tx) error {
		mine, err := tx.Advance(ctx, follower, f.Edition, changes[len(changes)-1].Number)
		if err != nil || !mine {
			return err
		}
		m := maker{tx: tx}
		if m.clients, err = tx.Clients(ctx); err != nil {
			return err
		}
		if m.products, err = tx.Products(ctx); err != nil || len(m.products) == 0 {
			return err
		}
		for _, c := range changes {
			if err := m.change(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// maker makes deliveries in one transaction.
type maker struct {
	tx       *store.Tx
	clients  []news.Client
	products []news.Product
}

// change lists the change in its products and makes its deliveries.
func (m maker) change(ctx context.Context, c edition.Change) error {
	kind := sendings[c.Kind]
	if kind == "" || c.About() == 0 {
		return nil
	}
	of, err := m.list(ctx, c)
	if err != nil {
		return err
	}
	if kind == news.SendNew && c.At.Sub(c.Story.Published) > old {
		return nil
	}
	had, err := m.tx.DeliveriesOf(ctx, c.About())
	if err != nil {
		return err
	}
	if kind.TakesBack() {
		for _, destination := range destinationsOf(had) {
			if err := m.tx.DropUnsent(ctx, destination, c.About(), c.Number, c.At, takenAway); err != nil {
				return err
			}
		}
	}
	now, err := m.tx.Now(ctx)
	if err != nil {
		return err
	}
	version, err := m.version(ctx, c)
	if err != nil {
		return err
	}
	for _, t := range targets(kind, m.clients, of, had) {
		d := news.Delivery{
			ID: "dlv_" + uuid.Must(uuid.NewV7()).String(), Client: t.client.ID, ClientName: t.client.Name, Destination: t.destination.ID, DestinationName: t.destination.Name,
			Product: t.product, Story: c.About(), Edition: c.Number, Version: version, Kind: kind, Way: t.destination.Way, Format: t.destination.Format,
			State: news.DeliveryWaiting, Made: now,
		}
		if d.Language = language(c); d.Way == news.EventWay {
			d.Format = ""
		}
		if err := m.tx.AddDelivery(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// version is the number of the story's version that the change makes.
func (m maker) version(ctx context.Context, c edition.Change) (int, error) {
	if c.Story != nil {
		return max(1, len(c.Story.Versions)), nil
	}
	return m.tx.TimesTold(ctx, c.About(), c.Number)
}

func language(c edition.Change) news.Language {
	if c.Story != nil {
		return c.Story.Language
	}
	return c.Notice.Language
}

func destinationsOf(had []news.Delivery) (all []string) {
	for _, d := range had {
		if !slices.Contains(all, d.Destination) {
			all = append(all, d.Destination)
		}
	}
	return all
}

// list puts the change into each product that the story is of, or was, and returns those that it is of now.
func (m maker) list(ctx context.Context, c edition.Change) (of []news.Product, err error) {
	listed, err := m.tx.ListedIn(ctx, c.About())
	if err != nil {
		return nil, err
	}
	desk := ""
	if row, err := m.tx.Story(ctx, c.About()); err == nil {
		desk = row.Desk
	} else if !store.IsNotFound(err) {
		return nil, err
	}
	for _, p := range m.products {
		fits := c.Story != nil && Fits(p.Filter, *c.Story, desk)
		if fits {
			of = append(of, p)
		}
		if !fits && !slices.Contains(listed, p.ID) {
			continue
		}
		if err := m.tx.List(ctx, p.ID, c); err != nil {
			return nil, err
		}
	}
	return of, nil
}

// fill asks a part of the stories that readers have whether they are of products that are new or have changed, and returns whether there
// are more.
func (r *Room) fill(ctx context.Context) (more bool, err error) {
	unfilled, err := r.DB.Unfilled(ctx)
	if err != nil {
		return false, err
	}
	for _, u := range unfilled {
		err := r.DB.Tx(ctx, func(tx *store.Tx) error {
			after := int64(math.MaxInt64)
			stories, err := tx.LiveAfter(ctx, u.After, fill)
			if err != nil {
				return err
			}
			for _, s := range stories {
				if after = s.Number; s.Change.Story == nil || !Fits(u.Product.Filter, *s.Change.Story, s.Desk) {
					continue
				}
				if err := tx.List(ctx, u.Product.ID, s.Change); err != nil {
					return err
				}
			}
			if len(stories) < fill {
				after = -1
			} else {
				more = true
			}
			return tx.Filled(ctx, u.Product.ID, u.After, after)
		})
		if err != nil {
			return false, err
		}
	}
	return more, nil
}
