package screens

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/store"
)

// deliveriesPage is who got what, when.
type deliveriesPage struct {
	*visit
	clients            []news.Client
	list               []news.Delivery
	client, state, day string
	story              string
	trouble            string
}

// How many deliveries a page has.
const mostDeliveries = 200

// days are the last days, by the house's calendar, the newest first, and the one that is asked for if it is older.
func (p deliveriesPage) days() []time.Time {
	y, m, d := p.now.In(p.zone).Date()
	var all []time.Time
	for i := range 31 {
		all = append(all, time.Date(y, m, d-i, 0, 0, 0, 0, p.zone))
	}
	if day, err := time.ParseInLocation(time.DateOnly, p.day, p.zone); err == nil && day.Before(all[len(all)-1]) {
		all = append(all, day)
	}
	return all
}

func (s *screens) deliveries(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showDeliveries(w, r, http.StatusOK, deliveriesPage{visit: v})
}

func (s *screens) showDeliveries(w http.ResponseWriter, r *http.Request, status int, p deliveriesPage) (err error) {
	if err := p.person.May(news.ReadLog); err != nil {
		return err
	}
	q := r.URL.Query()
	p.client, p.state, p.day, p.story = q.Get("client"), q.Get("state"), q.Get("day"), q.Get("story")
	f := store.DeliveryFilter{Client: p.client, State: news.DeliveryState(p.state), Limit: mostDeliveries}
	if n := numbersIn(p.story); len(n) > 0 {
		f.Story = n[0]
	}
	if day, err := time.ParseInLocation(time.DateOnly, p.day, p.zone); err == nil {
		f.From, f.To = day, day.AddDate(0, 0, 1)
	}
	if p.clients, err = s.DB.Clients(r.Context()); err != nil {
		return err
	}
	if p.list, err = s.DB.Deliveries(r.Context(), f); err != nil {
		return err
	}
	return show(w, r, status, deliveriesView(p))
}

// redeliver sends a delivery again.
func (s *screens) redeliver(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	d, err := s.Desk.Redeliver(r.Context(), v.person, r.PathValue("delivery"))
	if err == nil {
		return to(w, r, "/n/deliveries?client="+d.Client, "delivery-again")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return s.showDeliveries(w, r, status, deliveriesPage{visit: v, trouble: why})
}

// parked are the destinations that something was not brought to, for whoever may send it again.
func (s *screens) parked(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	if mayNot := p.person.May(news.Redeliver); mayNot != nil {
		return nil, nil //nolint:nilerr // they are not told, which is no mistake
	}
	list, err := s.DB.Parked(r.Context(), mostDeliveries)
	counts := map[string]int{}
	for _, d := range list {
		counts[d.Destination]++
	}
	for _, d := range list {
		if n := counts[d.Destination]; n > 0 {
			counts[d.Destination] = 0
			needs = append(needs, need{
				id: "parked/" + d.Destination, kind: "Not delivered", href: "/n/deliveries?state=parked&client=" + d.Client, at: d.Made, text: p.kept(d.Answer()),
				title: p.sentence("{n} items did not get to {client}", "n", p.count(n), "client", d.ClientName),
			})
		}
	}
	return needs, err
}

// deliveryWords, sendingWords and wayWords are what states, kinds and ways are called.
var deliveryWords = map[news.DeliveryState]string{
	news.DeliveryWaiting: "waits", news.DeliverySending: "is being sent", news.DeliverySent: "delivered", news.DeliveryParked: "parked", news.DeliveryDropped: "not sent",
}

var sendingWords = map[news.Sending]string{
	news.SendNew: "New", news.SendUpdate: "Update", news.SendCorrect: "Correction", news.SendWithdrawn: "Withdrawn", news.SendKill: "Kill",
}

var wayWords = map[news.Way]string{
	news.PushWay: "HTTP push, signed", news.EventWay: "Bare events by HTTP, signed", news.MailWay: "E-mail", news.FTPWay: "Files on a server (FTP, FTPS, SFTP)", news.BucketWay: "Bucket (S3)",
}

// clientsPage is the clients and the products, or one client.
type clientsPage struct {
	*visit
	clients  []news.Client
	products []news.Product
	client   news.Client
	keys     []news.PartnerKey
	servers  map[string]news.HostKey // by the ID of the destination: what its server is known by
	secret   string                  // shown once
	trouble  string
}

func (s *screens) clientsScreen(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showClients(w, r, http.StatusOK, clientsPage{visit: v})
}

// showClients shows the client in the path, or all of them.
func (s *screens) showClients(w http.ResponseWriter, r *http.Request, status int, p clientsPage) (err error) {
	if err := p.person.May(news.ReadLog); err != nil {
		return err
	}
	ctx := r.Context()
	if p.products, err = s.DB.Products(ctx); err != nil {
		return err
	}
	id := r.PathValue("client")
	if id == "" {
		if p.clients, err = s.DB.Clients(ctx); err != nil {
			return err
		}
		return show(w, r, status, clientsView(p))
	}
	if p.client, err = s.DB.ReadClient(ctx, id); err != nil {
		return err
	}
	if p.keys, err = s.DB.PartnerKeys(ctx, id); err != nil {
		return err
	}
	p.servers = map[string]news.HostKey{}
	for _, d := range p.client.Destinations {
		if d.Way == news.FTPWay && d.Ended.IsZero() {
			if p.servers[d.ID], err = s.DB.DestinationKey(ctx, d.ID); err != nil {
				return err
			}
		}
	}
	return show(w, r, status, clientView(p))
}

// changingClients does what a form of the clients' pages asks for, and shows the page with why not if it cannot. act returns a secret that is shown
// once, or where to go on.
func (s *screens) changingClients(act func(*http.Request, *visit) (secret, path string, err error)) screen {
	return func(w http.ResponseWriter, r *http.Request, v *visit) error {
		if err := form(w, r, smallForm); err != nil {
			return err
		}
		secret, path, err := act(r, v)
		if err == nil && secret != "" {
			return s.showClients(w, r, http.StatusOK, clientsPage{visit: v, secret: secret})
		}
		if err == nil {
			return to(w, r, path, "client-saved")
		}
		why, status, err := v.refusal(r, err)
		if err != nil {
			return err
		}
		return s.showClients(w, r, status, clientsPage{visit: v, trouble: why})
	}
}

func clientPath(id string) string { return "/n/settings/clients/c/" + id }

func (s *screens) saveClient(r *http.Request, v *visit) (_, path string, err error) {
	in := desk.ClientChange{Name: line(r, "name"), Contact: line(r, "contact"), Active: line(r, "active") != ""}
	for _, o := range r.PostForm["orders"] {
		if product, destination, ok := strings.Cut(o, " "); ok {
			in.Orders = append(in.Orders, news.Order{Product: product, Destination: destination})
		}
	}
	c, err := s.Desk.SaveClient(oneTime(r, line(r, "once"), "client"), v.person, r.PathValue("client"), in)
	return "", clientPath(c.ID), err
}

func (s *screens) addDestination(r *http.Request, v *visit) (secret, path string, err error) {
	m, err := s.Desk.AddDestination(r.Context(), v.person, r.PathValue("client"), news.Destination{
		Name: line(r, "name"), Way: news.Way(line(r, "way")), Address: line(r, "address"), Format: news.Format(line(r, "format")), Login: clientLogin(r),
	}, clientSecret(r))
	return m.Secret, clientPath(r.PathValue("client")), err
}

func (s *screens) changeDestination(r *http.Request, v *visit) (secret, path string, err error) {
	client, destination := r.PathValue("client"), r.PathValue("destination")
	switch line(r, "do") {
	case "end":
		_, err = s.Desk.EndDestination(r.Context(), v.person, client, destination)
		return "", clientPath(client), err
	case "accept":
		_, err = s.Desk.AcceptDestinationKey(r.Context(), v.person, client, destination, line(r, "offered"))
		return "", clientPath(client), err
	}
	m, err := s.Desk.RenewSecret(r.Context(), v.person, client, destination, clientSecret(r))
	return m.Secret, clientPath(client), err
}

// clientLogin and clientSecret are how Stet signs in at a place of files: with the password, or with the private key if there is one.
func clientLogin(r *http.Request) news.Login {
	if !news.Way(line(r, "way")).Files() {
		return news.Login{}
	}
	if strings.TrimSpace(r.PostFormValue("key")) != "" {
		return news.Login{How: news.LoginKey, User: line(r, "user")}
	}
	return news.Login{How: news.LoginBasic, User: line(r, "user")}
}

func clientSecret(r *http.Request) news.Secret {
	if key := strings.TrimSpace(r.PostFormValue("key")); key != "" {
		return news.Secret(key + "\n")
	}
	return news.Secret(r.PostFormValue("password"))
}

func (s *screens) makePartnerKey(r *http.Request, v *visit) (secret, path string, err error) {
	m, err := s.Desk.MakePartnerKey(r.Context(), v.person, r.PathValue("client"), news.PartnerKey{Name: line(r, "name"), Products: r.PostForm["products"]})
	return m.Key, "", err
}

func (s *screens) endPartnerKey(r *http.Request, v *visit) (_, path string, err error) {
	return "", clientPath(r.PathValue("client")), s.Desk.EndPartnerKey(r.Context(), v.person, r.PathValue("client"), r.PathValue("key"))
}

func (s *screens) saveProduct(r *http.Request, v *visit) (_, path string, err error) {
	p := news.Product{ID: r.PathValue("product"), Name: line(r, "name"), Filter: news.ProductFilter{
		Sections: r.PostForm["sections"], Desks: r.PostForm["desks"], Kinds: r.PostForm["kinds"], Topics: list(line(r, "topics")), Words: list(line(r, "words")), Without: list(line(r, "without")),
	}}
	for _, l := range r.PostForm["languages"] {
		p.Filter.Languages = append(p.Filter.Languages, news.Language(l))
	}
	_, err = s.Desk.SaveProduct(oneTime(r, line(r, "once"), "product"), v.person, p)
	return "", "/n/settings/clients", err
}

// outFormats are the formats that copy leaves in, with their titles.
func outFormats() []out.Format { return out.Formats() }

// ordered reports whether the client has ordered the product at the destination.
func (p clientsPage) ordered(product, destination string) bool {
	for _, o := range p.client.Orders {
		if o.Product == product && o.Destination == destination {
			return true
		}
	}
	return false
}

// productNames are the names of the products with the IDs.
func (p clientsPage) productNames(ids []string) string {
	var names []string
	for _, is := range p.products {
		for _, id := range ids {
			if is.ID == id {
				names = append(names, is.Name)
			}
		}
	}
	return strings.Join(names, ", ")
}

// productSays is what the product's filter asks for, as one line.
func (p clientsPage) productSays(f news.ProductFilter) string {
	var parts []string
	for _, l := range f.Languages {
		parts = append(parts, own(l))
	}
	for _, slug := range f.Sections {
		parts = append(parts, p.section(slug))
	}
	for _, slug := range f.Desks {
		parts = append(parts, p.desk(slug))
	}
	for _, kind := range f.Kinds {
		parts = append(parts, p.t(storyKindWords[kind]))
	}
	parts = append(parts, f.Topics...)
	parts = append(parts, f.Words...)
	for _, w := range f.Without {
		parts = append(parts, p.sentence("not {word}", "word", w))
	}
	if len(parts) == 0 {
		return p.t("Every story")
	}
	return strings.Join(parts, " · ")
}

// storyKinds are the kinds of story that a product's filter knows, and storyKindWords what they are called.
var storyKinds = []string{news.NewsKind, news.LiveKind, string(news.Analysis), string(news.Opinion), string(news.Explainer), string(news.Sponsored)}

var storyKindWords = map[string]string{
	news.NewsKind: "News", news.LiveKind: "Live coverage", string(news.Analysis): "Analysis", string(news.Opinion): "Opinion", string(news.Explainer): "Explainer", string(news.Sponsored): "Sponsored",
}

func has[T comparable](list []T, one T) bool { return slices.Contains(list, one) }

func commas(list []string) string { return strings.Join(list, ", ") }
