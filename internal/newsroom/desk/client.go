package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/gate"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/store"
)

// UseSeal gives the desk what seals a secret of a destination, so that only the process that sends there opens it. It is to be called before
// the desk is used; without it no destination can have a secret.
func (d *Desk) UseSeal(seal func(destination, secret string) string) { d.seal = seal }

// ClientChange is what of a client is changed by itself; its destinations are added and ended one by one.
type ClientChange struct {
	Name    string       `json:"name"`
	Contact string       `json:"contact,omitempty"`
	Active  bool         `json:"active"`
	Orders  []news.Order `json:"orders,omitempty"`
}

// DestinationMade is a destination with the key that its copy is signed with: it is shown once.
type DestinationMade struct {
	Client      news.Client      `json:"client"`
	Destination news.Destination `json:"destination"`
	Secret      string           `json:"secret,omitempty"` // "whsec_…", as Standard Webhooks has it; empty for a way that is not signed
}

// KeyMade is a key of the content API. It is shown once.
type KeyMade struct {
	Key  string          `json:"key"`
	Made news.PartnerKey `json:"made"`
}

// formats are those that a destination may have.
func formats() (all []news.Format) {
	for _, f := range out.Formats() {
		all = append(all, news.Format(f))
	}
	return all
}

// changeClient changes a client, or adds one under the ID "".
func (d *Desk) changeClient(ctx context.Context, by news.Person, id string, change func(*turn, *news.Client) error) (news.Client, error) {
	if err := errors.Join(by.May(news.ManageClients), by.Prove(news.ManageClients)); err != nil {
		return news.Client{}, err
	}
	return do(ctx, d, by, func(t *turn) (c news.Client, err error) {
		if id == "" {
			c = news.Client{ID: newID(), Destinations: []news.Destination{}, Orders: []news.Order{}}
		} else if c, err = t.ReadClient(ctx, id); err != nil {
			return c, err
		}
		if err := change(t, &c); err != nil {
			return c, err
		}
		products, err := t.Products(ctx)
		if err != nil {
			return c, err
		}
		if c, err = c.Clean(products, formats()); err != nil {
			return c, err
		}
		if err := t.SaveClient(ctx, c); err != nil {
			return c, err
		}
		return c, t.record(ctx, news.ManageClients, "client/"+c.ID, c)
	})
}

// SaveClient adds a client, or changes the one with the ID.
func (d *Desk) SaveClient(ctx context.Context, by news.Person, id string, in ClientChange) (news.Client, error) {
	return d.changeClient(ctx, by, id, func(_ *turn, c *news.Client) error {
		c.Name, c.Contact, c.Active, c.Orders = in.Name, in.Contact, in.Active, in.Orders
		return nil
	})
}

// once is ctx without its key: what a secret comes out of is not remembered with its answer.
func once(ctx context.Context) context.Context { return context.WithValue(ctx, keyedContext{}, nil) }

// AddDestination adds a destination to the client: with a key that is made for a way that is signed, with the secret for a way into a place of
// files, which the client gave us. The log says that there is a secret, and never what.
func (d *Desk) AddDestination(ctx context.Context, by news.Person, client string, to news.Destination, secret news.Secret) (m DestinationMade, err error) {
	to.ID, to.Sealed, to.Ended, to.Login.Since = newID(), to.Way.Signed() || to.Way.Files(), time.Time{}, time.Time{}
	m.Client, err = d.changeClient(once(ctx), by, client, func(t *turn, c *news.Client) (err error) {
		if to.Way.Files() {
			to.Login.Since = t.now
		}
		c.Destinations = append(slices.Clone(c.Destinations), to)
		m.Secret, err = d.newSecret(ctx, t, to, secret)
		return err
	})
	m.Destination, _ = m.Client.Destination(to.ID)
	return m, err
}

// RenewSecret gives the destination another key, with which what is sent from then on is signed; or the secret, for a place of files.
func (d *Desk) RenewSecret(ctx context.Context, by news.Person, client, destination string, secret news.Secret) (m DestinationMade, err error) {
	m.Client, err = d.changeClient(once(ctx), by, client, func(t *turn, c *news.Client) (err error) {
		i := slices.IndexFunc(c.Destinations, func(to news.Destination) bool { return to.ID == destination })
		if i < 0 || !c.Destinations[i].Ended.IsZero() || !c.Destinations[i].Sealed {
			return news.Errorf(news.NotFound, "%s has no such destination that has a key or a password.", c.Name)
		}
		c.Destinations = slices.Clone(c.Destinations)
		if to := &c.Destinations[i]; to.Way.Files() {
			to.Login.Since = t.now
		}
		m.Secret, err = d.newSecret(ctx, t, c.Destinations[i], secret)
		return err
	})
	m.Destination, _ = m.Client.Destination(destination)
	return m, err
}

// newSecret keeps a key for the destination: one that it makes and returns, for a way that is signed, or the one given, for a place of files.
func (d *Desk) newSecret(ctx context.Context, t *turn, to news.Destination, given news.Secret) (string, error) {
	switch {
	case !to.Way.Files() && given != "":
		return "", news.Errorf(news.Invalid, "Such a destination takes no password: only a place of files has one.")
	case !to.Way.Files() && !to.Way.Signed():
		return "", nil
	case d.seal == nil:
		return "", news.Errorf(news.Conflict, "This process cannot keep secrets.")
	case to.Way.Files() && given == "":
		return "", news.Errorf(news.Invalid, "Type the password or the private key with which Stet signs in there.")
	case to.Way.Files():
		if err := checkSecret(to.Login.How, given); err != nil {
			return "", err
		}
		return "", t.KeepSealed(ctx, to.ID, d.seal(to.ID, string(given)))
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // it never fails: the program ends instead
	secret := "whsec_" + base64.StdEncoding.EncodeToString(key)
	return secret, t.KeepSealed(ctx, to.ID, d.seal(to.ID, secret))
}

// AcceptDestinationKey makes the key that the destination's server offered the one it is known by. offered is the one that was seen and asked about.
func (d *Desk) AcceptDestinationKey(ctx context.Context, by news.Person, client, destination, offered string) (news.Client, error) {
	return d.changeClient(ctx, by, client, func(t *turn, c *news.Client) error {
		to, ok := c.Destination(destination)
		if !ok {
			return news.Errorf(news.NotFound, "%s has no destination %s.", c.Name, destination)
		}
		ok, err := t.Tx.AcceptDestinationKey(ctx, destination, offered)
		if err == nil && !ok {
			err = news.Errorf(news.Conflict, "The server of %s does not show that key any more: look at the page again.", to.Name)
		}
		if err != nil {
			return err
		}
		return t.record(ctx, news.ManageClients, "client/"+c.ID, news.HostKey{Host: to.ID, Known: offered})
	})
}

// EndDestination ends a destination: nothing at all is sent there any more, kills neither. Its orders end with it.
func (d *Desk) EndDestination(ctx context.Context, by news.Person, client, destination string) (news.Client, error) {
	return d.changeClient(ctx, by, client, func(t *turn, c *news.Client) error {
		c.Destinations = slices.Clone(c.Destinations)
		i := slices.IndexFunc(c.Destinations, func(to news.Destination) bool { return to.ID == destination })
		if i < 0 || !c.Destinations[i].Ended.IsZero() {
			return news.Errorf(news.NotFound, "%s has no destination %s.", c.Name, destination)
		}
		c.Destinations[i].Ended, c.Destinations[i].Sealed = t.now, false
		c.Orders = slices.DeleteFunc(slices.Clone(c.Orders), func(o news.Order) bool { return o.Destination == destination })
		return t.KeepSealed(ctx, destination, "")
	})
}

// SaveProduct adds a product, or changes one that has an ID. What was of it stays in it.
func (d *Desk) SaveProduct(ctx context.Context, by news.Person, p news.Product) (news.Product, error) {
	if err := errors.Join(by.May(news.ManageClients), by.Prove(news.ManageClients)); err != nil {
		return p, err
	}
	return do(ctx, d, by, func(t *turn) (news.Product, error) {
		house, err := t.House(ctx)
		if err != nil {
			return p, err
		}
		clean, err := p.Clean(house)
		if err != nil {
			return clean, err
		}
		products, err := t.Products(ctx)
		if err != nil {
			return clean, err
		}
		if clean.ID == "" {
			clean.ID = newID()
		} else if !slices.ContainsFunc(products, func(is news.Product) bool { return is.ID == clean.ID }) {
			return clean, news.Errorf(news.NotFound, "There is no product %s.", clean.ID)
		}
		if err := t.Tx.SaveProduct(ctx, clean); err != nil {
			return clean, err
		}
		return clean, t.record(ctx, news.ManageClients, "product/"+clean.ID, clean)
	})
}

// partnerPrefix makes a key known for what it is where it should not be.
const partnerPrefix = "stetp_"

// PartnerHash is what is kept of a key of the content API.
func PartnerHash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// MakePartnerKey makes a key with which the client reads the products by itself. perMinute of 0 is what is usual.
func (d *Desk) MakePartnerKey(ctx context.Context, by news.Person, client string, k news.PartnerKey) (KeyMade, error) {
	if err := errors.Join(by.May(news.ManageKeys), by.Prove(news.ManageKeys)); err != nil {
		return KeyMade{}, err
	}
	name, err := news.CleanLine("key's name", k.Name, 80)
	switch {
	case err != nil:
		return KeyMade{}, err
	case name == "":
		return KeyMade{}, news.Errorf(news.Invalid, "Say what the key is for.")
	case k.PerMin < 0 || k.PerMin > news.MostPerMinute:
		return KeyMade{}, news.Errorf(news.Invalid, "A key is answered at most %d times a minute.", news.MostPerMinute)
	case k.PerMin == 0:
		k.PerMin = news.UsualPerMinute
	}
	return do(once(ctx), d, by, func(t *turn) (m KeyMade, err error) {
		c, err := t.ReadClient(ctx, client)
		if err != nil {
			return m, err
		}
		products, err := t.Products(ctx)
		if err != nil {
			return m, err
		}
		if len(k.Products) == 0 {
			return m, news.Errorf(news.Invalid, "Say which products the key opens.")
		}
		for _, id := range k.Products {
			if !slices.ContainsFunc(products, func(p news.Product) bool { return p.ID == id }) {
				return m, news.Errorf(news.Invalid, "There is no product %s.", id)
			}
		}
		m.Made = news.PartnerKey{ID: newID(), Client: c.ID, Name: name, Products: k.Products, PerMin: k.PerMin, Created: t.now}
		m.Key = partnerPrefix + rand.Text() + rand.Text()
		if err := t.AddPartnerKey(ctx, m.Made, PartnerHash(m.Key)); err != nil {
			return m, err
		}
		return m, t.record(ctx, news.ManageKeys, "client/"+c.ID, m.Made)
	})
}

// EndPartnerKey ends a key of the client at once.
func (d *Desk) EndPartnerKey(ctx context.Context, by news.Person, client, id string) error {
	if err := errors.Join(by.May(news.ManageKeys), by.Prove(news.ManageKeys)); err != nil {
		return err
	}
	_, err := do(ctx, d, by, func(t *turn) (bool, error) {
		ended, err := t.Tx.EndPartnerKey(ctx, client, id)
		if err == nil && !ended {
			err = news.Errorf(news.NotFound, "That key has ended already.")
		}
		if err != nil {
			return false, err
		}
		return true, t.record(ctx, news.ManageKeys, "client/"+client, map[string]string{"ended": id})
	})
	return err
}

// Redeliver sends a delivery that is parked, or was sent, once more. One whose story has gone since, or that a later version has overtaken,
// says so in the log of deliveries and is not sent.
func (d *Desk) Redeliver(ctx context.Context, by news.Person, id string) (news.Delivery, error) {
	if err := by.May(news.Redeliver); err != nil {
		return news.Delivery{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Delivery, error) {
		one, err := t.Delivery(ctx, id)
		if err != nil {
			return one, err
		}
		if one.State != news.DeliveryParked && one.State != news.DeliverySent {
			return one, news.Errorf(news.Conflict, "Only what was sent, or what is parked, can be sent again.")
		}
		one.State, one.Next, one.Tries = news.DeliveryWaiting, t.now, min(one.Tries, 1)
		if err := t.SaveDelivery(ctx, one); err != nil {
			return one, err
		}
		return one, t.record(ctx, news.Redeliver, object(one.Story), map[string]any{"delivery": one.ID, "client": one.ClientName, "edition": one.Edition})
	})
}

// Leaves returns a *news.BlockedError if the release gate would not let the change leave now: what it let pass when it was published it may
// hold today. What only takes away it lets pass.
func (d *Desk) Leaves(ctx context.Context, c edition.Change) error {
	return d.db.Tx(ctx, func(tx *store.Tx) error {
		clocks, err := d.readClocks(ctx, tx.Now)
		if err != nil {
			return err
		}
		t := &turn{Tx: tx, by: Stet, now: clocks.db, clocks: clocks, key: d.key, gate: d.gate, takesAway: c.Story == nil, pictures: map[string]news.Picture{}}
		for _, l := range gate.Of(c) {
			for _, use := range l.Pictures {
				p, err := t.Picture(ctx, use.ID)
				if err != nil && !store.IsNotFound(err) {
					return err
				}
				t.pictures[use.ID] = p
			}
		}
		return t.pass(ctx, c)
	})
}
