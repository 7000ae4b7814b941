package news

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Client is who receives our copy. The zero value has nothing ordered and gets nothing.
type Client struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Contact string `json:"contact,omitempty"` // whom to call or write to, as one line
	// Active says that new copy goes out to it. What takes back or corrects copy that it has got goes out all the same.
	Active       bool          `json:"active"`
	Destinations []Destination `json:"destinations"`
	Orders       []Order       `json:"orders"`
}

// Destination is a place at which a client receives copy.
type Destination struct {
	ID      string `json:"id"`
	Name    string `json:"name"` // what people call it
	Way     Way    `json:"way"`
	Address string `json:"address"` // of the way's kind; it holds no secret
	Format  Format `json:"format"`
	Login   Login  `json:"login,omitzero"` // of a way into a place of files
	// Sealed says that a secret is kept for it: the signing key of a push, the password of a server.
	Sealed bool `json:"sealed"`
	// Ended is since when nothing at all is sent there; zero while it is in use. What was sent stays on record.
	Ended time.Time `json:"ended,omitzero"`
}

// Order is a client's right to a product at one of its destinations.
type Order struct {
	Product     string `json:"product"`     // ID
	Destination string `json:"destination"` // ID
}

// Way is how copy is brought to a destination.
type Way string

// The ways.
const (
	PushWay   Way = "push"   // the item in its format, by HTTP, signed
	EventWay  Way = "event"  // only what happened to which story, by HTTP, signed
	MailWay   Way = "mail"   // an e-mail with the item attached
	FTPWay    Way = "ftp"    // a file on a server: FTP, FTPS or SFTP, by the scheme of the address
	BucketWay Way = "bucket" // an object in an S3 bucket
)

// Ways are all the ways, in the order screens list them.
var Ways = []Way{PushWay, EventWay, MailWay, FTPWay, BucketWay}

// Signed reports whether what goes this way is signed with a secret.
func (w Way) Signed() bool { return w == PushWay || w == EventWay }

// Files reports whether copy is put as files into a place that the client's secret opens.
func (w Way) Files() bool { return w == FTPWay || w == BucketWay }

// Format is in what form an item is written, by the name that package out knows it by.
type Format string

// How much a client may have.
const (
	mostDestinations = 20
	mostOrders       = 200
	mostList         = 50 // of one list of a product's filter
)

// Clean returns the client in the form that is kept. The error says which part is not acceptable. Products and formats are
// those that there are.
func (c Client) Clean(products []Product, formats []Format) (Client, error) {
	var err error
	if c.Name, err = CleanLine("client's name", c.Name, 80); err != nil {
		return c, err
	}
	if c.Name == "" {
		return c, Errorf(Invalid, "A client needs a name.")
	}
	if c.Contact, err = CleanLine("contact", c.Contact, 300); err != nil {
		return c, err
	}
	if len(c.Destinations) > mostDestinations || len(c.Orders) > mostOrders {
		return c, Errorf(Invalid, "A client has at most %d destinations and %d orders.", mostDestinations, mostOrders)
	}
	c.Destinations = slices.Clone(c.Destinations)
	for i, d := range c.Destinations {
		if c.Destinations[i], err = d.clean(formats); err != nil {
			return c, err
		}
	}
	orders := []Order{}
	for _, o := range c.Orders {
		switch {
		case !slices.ContainsFunc(products, func(p Product) bool { return p.ID == o.Product }):
			return c, Errorf(Invalid, "There is no product %s.", o.Product)
		case !slices.ContainsFunc(c.Destinations, func(d Destination) bool { return d.ID == o.Destination }):
			return c, Errorf(Invalid, "%s has no destination %s.", c.Name, o.Destination)
		case !slices.Contains(orders, o):
			orders = append(orders, o)
		}
	}
	c.Orders = orders
	return c, nil
}

func (d Destination) clean(formats []Format) (Destination, error) {
	var err error
	d.Address = strings.TrimSpace(d.Address)
	if d.Name, err = CleanLine("destination's name", d.Name, 80); err != nil {
		return d, err
	}
	switch {
	case d.Name == "":
		return d, Errorf(Invalid, "A destination needs a name.")
	case !slices.Contains(Ways, d.Way):
		return d, Errorf(Invalid, "There is no way %q to bring copy to a client.", string(d.Way))
	case len(d.Address) > 1000:
		return d, Errorf(Invalid, "The address is longer than %d bytes.", 1000)
	case d.Way == EventWay:
		d.Format = ""
	case !slices.Contains(formats, d.Format):
		return d, Errorf(Invalid, "There is no format %q.", string(d.Format))
	}
	if d.Way.Files() {
		return d.cleanPlace()
	}
	d.Login = Login{}
	if d.Way == MailWay {
		if to, err := mail.ParseAddress(d.Address); err != nil || to.Address != d.Address {
			return d, Errorf(Invalid, "%q is not an e-mail address.", d.Address)
		}
		return d, nil
	}
	u, err := url.Parse(d.Address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.Fragment != "" {
		return d, Errorf(Invalid, "%q is not an address to send to: it should look like https://example.com/copy.", d.Address)
	}
	return d, nil
}

// Destination returns the client's destination, and whether there is one.
func (c Client) Destination(id string) (Destination, bool) {
	for _, d := range c.Destinations {
		if d.ID == id {
			return d, true
		}
	}
	return Destination{}, false
}

// Ordered returns the IDs of the products that are ordered for the destination.
func (c Client) Ordered(destination string) (products []string) {
	for _, o := range c.Orders {
		if o.Destination == destination {
			products = append(products, o.Product)
		}
	}
	return products
}

// Product is what is sold: the published stories that pass its filter.
type Product struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Filter ProductFilter `json:"filter"`
}

// ProductFilter says which stories are of a product: those that fit each list that is not empty. The zero value is every story.
type ProductFilter struct {
	Languages []Language `json:"languages,omitempty"`
	Sections  []string   `json:"sections,omitempty"` // slugs
	Topics    []string   `json:"topics,omitempty"`   // one of which the story has, as slugs
	Desks     []string   `json:"desks,omitempty"`    // slugs
	Kinds     []string   `json:"kinds,omitempty"`    // labels; NewsKind for stories without one, LiveKind for live coverage
	Words     []string   `json:"words,omitempty"`    // one of which stands in headline, standfirst or text
	Without   []string   `json:"without,omitempty"`  // none of which does
}

// What a ProductFilter calls stories that have no label, and those that are covered live.
const (
	NewsKind = "news"
	LiveKind = "live"
)

// Clean returns the product in the form that is kept.
func (p Product) Clean(h House) (Product, error) {
	var err error
	if p.Name, err = CleanLine("product's name", p.Name, 80); err != nil {
		return p, err
	}
	if p.Name == "" {
		return p, Errorf(Invalid, "A product needs a name.")
	}
	f := &p.Filter
	for _, l := range f.Languages {
		if !slices.Contains(h.Languages, l) {
			return p, Errorf(Invalid, "The language %q is not one of this site's.", l)
		}
	}
	for _, slug := range f.Sections {
		if _, ok := h.Section(slug); !ok {
			return p, Errorf(Invalid, "There is no section %q.", slug)
		}
	}
	for _, slug := range f.Desks {
		if !slices.ContainsFunc(h.Desks, func(d Desk) bool { return d.Slug == slug }) {
			return p, Errorf(Invalid, "There is no desk %q.", slug)
		}
	}
	for _, kind := range f.Kinds {
		if kind != NewsKind && kind != LiveKind && !slices.Contains(Labels, Label(kind)) {
			return p, Errorf(Invalid, "There is no kind of story %q.", kind)
		}
	}
	for i, topic := range f.Topics {
		f.Topics[i] = Slugify(topic)
	}
	for _, list := range []*[]string{&f.Topics, &f.Words, &f.Without} {
		if *list, err = cleanList(*list); err != nil {
			return p, err
		}
	}
	return p, nil
}

func cleanList(list []string) ([]string, error) {
	var clean []string
	for _, s := range list {
		s, err := CleanLine("word", s, 80)
		if err != nil {
			return nil, err
		}
		if s != "" && !slices.Contains(clean, s) {
			clean = append(clean, s)
		}
	}
	if len(clean) > mostList {
		return nil, Errorf(Invalid, "A list of a product's has at most %d words.", mostList)
	}
	return clean, nil
}

// PartnerKey opens the content API to one client. The key itself is shown once, when it is made, and is not kept.
type PartnerKey struct {
	ID       string    `json:"id"`
	Client   string    `json:"client"`
	Name     string    `json:"name"`
	Products []string  `json:"products"`   // IDs of those that it opens
	PerMin   int       `json:"per_minute"` // how many requests are answered in a minute
	Created  time.Time `json:"created"`
	Seen     time.Time `json:"seen,omitzero"`  // last used, to a minute
	Ended    time.Time `json:"ended,omitzero"` // since when it opens nothing
}

// UsualPerMinute and MostPerMinute are how many requests a key may make in a minute if nothing is said, and at most.
const (
	UsualPerMinute = 120
	MostPerMinute  = 6000
)
