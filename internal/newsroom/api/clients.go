package api

import (
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// NewDestination is a place at which a client is to receive copy.
type NewDestination struct {
	Name    string      `json:"name"`
	Way     news.Way    `json:"way"`
	Address string      `json:"address"`
	Format  news.Format `json:"format,omitempty"`
	// Login and Secret are of a place of files: how "basic" or "key", and the password or private key, which is taken and never given out.
	Login  news.Login  `json:"login,omitzero"`
	Secret news.Secret `json:"secret,omitempty"`
}

// NewSecret is the password or private key of a place of files.
type NewSecret struct {
	Secret news.Secret `json:"secret"`
}

// Offered is a key that a destination's server shows, as "ssh-ed25519 SHA256:…".
type Offered struct {
	Key string `json:"key"`
}

// NewProduct is a product as it is to be.
type NewProduct struct {
	Name   string             `json:"name"`
	Filter news.ProductFilter `json:"filter"`
}

// NewKey is a key of the content API that is to be made. PerMinute of 0 is what is usual.
type NewKey struct {
	Name      string   `json:"name"`
	Products  []string `json:"products"`
	PerMinute int      `json:"per_minute,omitempty"`
}

// clientRoutes are clients, products, partners' keys, and what was delivered.
func clientRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/deliveries", "Lists what was sent to clients, or is to be, the newest first: by story, client, state, or day as 2026-11-28 in UTC", news.ReadLog, 200, func(c call, _ none) (List[news.Delivery], error) {
			return deliveries(c, p)
		}).query("story", "client", "state", "day", "limit", "before"),
		on("POST", "/deliveries/{id}/again", "Sends once more what is parked, or was sent", news.Redeliver, 200, func(c call, _ none) (news.Delivery, error) {
			return p.Desk.Redeliver(c.Context(), c.by, c.PathValue("id"))
		}),
		on("GET", "/clients", "Lists the clients by name", news.ReadLog, 200, func(c call, _ none) (List[news.Client], error) {
			all, err := p.DB.Clients(c.Context())
			return List[news.Client]{Items: all}, err
		}),
		on("POST", "/clients", "Adds a client", news.ManageClients, 201, func(c call, in desk.ClientChange) (news.Client, error) {
			return p.Desk.SaveClient(c.Context(), c.by, "", in)
		}),
		on("PUT", "/clients/{id}", "Changes a client and what it has ordered", news.ManageClients, 200, func(c call, in desk.ClientChange) (news.Client, error) {
			return p.Desk.SaveClient(c.Context(), c.by, c.PathValue("id"), in)
		}),
		on("POST", "/clients/{id}/destinations", "Adds a destination. The key that its copy is signed with is in the answer, and nowhere after", news.ManageClients, 201, func(c call, in NewDestination) (desk.DestinationMade, error) {
			return p.Desk.AddDestination(c.Context(), c.by, c.PathValue("id"), news.Destination{Name: in.Name, Way: in.Way, Address: in.Address, Format: in.Format, Login: in.Login}, in.Secret)
		}),
		on("POST", "/clients/{id}/destinations/{destination}/secret", "Gives a destination another signing key", news.ManageClients, 200, func(c call, _ none) (desk.DestinationMade, error) {
			return p.Desk.RenewSecret(c.Context(), c.by, c.PathValue("id"), c.PathValue("destination"), "")
		}),
		on("PUT", "/clients/{id}/destinations/{destination}/secret", "Gives a destination that is a place of files another password or private key", news.ManageClients, 200, func(c call, in NewSecret) (desk.DestinationMade, error) {
			return p.Desk.RenewSecret(c.Context(), c.by, c.PathValue("id"), c.PathValue("destination"), in.Secret)
		}),
		on("GET", "/clients/{id}/destinations/{destination}/key", "Shows by which key the SFTP server of a destination is known, and another that it showed since", news.ReadLog, 200, func(c call, _ none) (news.HostKey, error) {
			client, err := p.DB.ReadClient(c.Context(), c.PathValue("id"))
			if err != nil {
				return news.HostKey{}, err
			}
			to, has := client.Destination(c.PathValue("destination"))
			if !has {
				return news.HostKey{}, news.Errorf(news.NotFound, "%s has no destination %s.", client.Name, c.PathValue("destination"))
			}
			return p.DB.DestinationKey(c.Context(), to.ID)
		}),
		on("POST", "/clients/{id}/destinations/{destination}/key", "Accepts another key that the SFTP server of a destination showed. Ask whoever runs it before", news.ManageClients, 200, func(c call, in Offered) (news.Client, error) {
			return p.Desk.AcceptDestinationKey(c.Context(), c.by, c.PathValue("id"), c.PathValue("destination"), in.Key)
		}),
		on("POST", "/clients/{id}/destinations/{destination}/end", "Ends a destination: nothing is sent there any more, kills neither", news.ManageClients, 200, func(c call, _ none) (news.Client, error) {
			return p.Desk.EndDestination(c.Context(), c.by, c.PathValue("id"), c.PathValue("destination"))
		}),
		on("GET", "/clients/{id}/keys", "Lists a client's keys to the content API, without the keys themselves", news.ReadLog, 200, func(c call, _ none) (List[news.PartnerKey], error) {
			all, err := p.DB.PartnerKeys(c.Context(), c.PathValue("id"))
			return List[news.PartnerKey]{Items: all}, err
		}),
		on("POST", "/clients/{id}/keys", "Makes a key to the content API, which is in the answer and nowhere after. It is for people: no token does it", news.ManageKeys, 201, func(c call, in NewKey) (desk.KeyMade, error) {
			return p.Desk.MakePartnerKey(c.Context(), c.by, c.PathValue("id"), news.PartnerKey{Name: in.Name, Products: in.Products, PerMin: in.PerMinute})
		}),
		on("POST", "/clients/{id}/keys/{key}/end", "Ends a key. It is for people: no token does it", news.ManageKeys, 200, func(c call, _ none) (List[news.PartnerKey], error) {
			if err := p.Desk.EndPartnerKey(c.Context(), c.by, c.PathValue("id"), c.PathValue("key")); err != nil {
				return List[news.PartnerKey]{}, err
			}
			all, err := p.DB.PartnerKeys(c.Context(), c.PathValue("id"))
			return List[news.PartnerKey]{Items: all}, err
		}),
		on("GET", "/products", "Lists the products by name", news.ReadLog, 200, func(c call, _ none) (List[news.Product], error) {
			all, err := p.DB.Products(c.Context())
			return List[news.Product]{Items: all}, err
		}),
		on("POST", "/products", "Adds a product", news.ManageClients, 201, func(c call, in NewProduct) (news.Product, error) {
			return p.Desk.SaveProduct(c.Context(), c.by, news.Product{Name: in.Name, Filter: in.Filter})
		}),
		on("PUT", "/products/{id}", "Changes a product. What was of it stays in it", news.ManageClients, 200, func(c call, in NewProduct) (news.Product, error) {
			return p.Desk.SaveProduct(c.Context(), c.by, news.Product{ID: c.PathValue("id"), Name: in.Name, Filter: in.Filter})
		}),
	}
}

func deliveries(c call, p Parts) (List[news.Delivery], error) {
	story, err := c.cursor("story")
	if err != nil {
		return List[news.Delivery]{}, err
	}
	q := c.URL.Query()
	f := store.DeliveryFilter{Story: story, Client: q.Get("client"), State: news.DeliveryState(q.Get("state"))}
	if day := q.Get("day"); day != "" {
		if f.From, err = time.Parse(time.DateOnly, day); err != nil {
			return List[news.Delivery]{}, news.Errorf(news.Invalid, "%q is not a day; write it as 2026-11-28.", day)
		}
		f.To = f.From.AddDate(0, 0, 1)
	}
	of := func(d news.Delivery) order[string] { return order[string]{d.Made, d.ID} }
	return pageOf(c, readText, textText, of, func(before time.Time, limit int) ([]news.Delivery, error) {
		f.Before, f.Limit = before, limit
		return p.DB.Deliveries(c.Context(), f)
	})
}
