package delivery

import (
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// sendings says what a change of an edition is to those who have copy. What is not here is no news to them.
var sendings = map[edition.Kind]news.Sending{
	edition.Published: news.SendNew, edition.Updated: news.SendUpdate, edition.Corrected: news.SendCorrect,
	edition.Withdrawn: news.SendWithdrawn, edition.Killed: news.SendKill,
}

// target is a destination that gets a change.
type target struct {
	client      news.Client
	destination news.Destination
	product     string // name of the one by which it was ordered, "" if it follows what was sent
}

// targets returns who gets the change: whoever has ordered a product that the story is of, and whoever may have got the story before, although
// it is of no product any more. What corrects or takes back goes to them also when they are clients no longer. of are the products that the
// story is of, had the deliveries of the story until now.
func targets(kind news.Sending, clients []news.Client, of []news.Product, had []news.Delivery) (all []target) {
	for _, c := range clients {
		for _, d := range c.Destinations {
			if !d.Ended.IsZero() {
				continue
			}
			ordered := c.Ordered(d.ID)
			i := slices.IndexFunc(of, func(p news.Product) bool { return slices.Contains(ordered, p.ID) })
			takes := c.Active && len(ordered) > 0
			switch has := mayHave(had, d.ID); {
			case kind.TakesBack() && has, kind == news.SendCorrect && has && (!takes || i < 0):
				all = append(all, target{c, d, ""})
			case kind.TakesBack(), !takes:
			case i >= 0:
				all = append(all, target{c, d, of[i].Name})
			case has:
				all = append(all, target{c, d, ""})
			}
		}
	}
	return all
}

// mayHave reports whether a text of the story may have reached the destination: it was tried, whatever came of it.
func mayHave(had []news.Delivery, destination string) bool {
	return slices.ContainsFunc(had, func(d news.Delivery) bool { return d.Destination == destination && d.Tries > 0 && !d.Kind.TakesBack() })
}
