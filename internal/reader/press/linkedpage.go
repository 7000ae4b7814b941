package press

import "github.com/stet-news/stet/internal/news"

// policyPages are the slugs of the house's own pages that say how it works, by what
// schema.org calls them. The first that the house has counts.
var policyPages = map[string][]string{
	"publishingPrinciples": {"principles", "standards", "editorial-policy", news.PolicyPage},
	"ethicsPolicy":         {news.PolicyPage},
	"correctionsPolicy":    {"corrections-policy", news.PolicyPage},
	"ownershipFundingInfo": {"ownership", "funding"},
	"masthead":             {"masthead", "staff", "team"},
}

// policy returns the address of the page that says what schema.org calls so, "" for none.
func (s shell) policy(property string) string {
	for _, slug := range policyPages[property] {
		if p, ok := s.house.Page(slug); ok && p.Texts[s.language].Title != "" {
			return s.address(ownPage(s.language, slug))
		}
	}
	return ""
}

// publisher returns the house.
func (s shell) publisher() ldHouse {
	h := ldHouse{
		Type: "NewsMediaOrganization", Name: s.site, URL: s.address(home(s.language)),
		Principles: s.policy("publishingPrinciples"), Ethics: s.policy("ethicsPolicy"), Corrections: s.policy("correctionsPolicy"),
		Ownership: s.policy("ownershipFundingInfo"), Masthead: s.policy("masthead"),
	}
	if l := s.house.Theme.Logo; l != nil {
		h.Logo = &ldImage{Type: "ImageObject", URL: s.address(mediaPath(l.Rendition.Name)), Width: l.Rendition.Width, Height: l.Rendition.Height}
	}
	return h
}

// crumb is a step on the way to a page.
type crumb struct{ name, path string }

func (s shell) crumbs(way ...crumb) ldList {
	l := ldList{Type: "BreadcrumbList"}
	for i, c := range way {
		l.Items = append(l.Items, ldItem{Type: "ListItem", Position: i + 1, Name: c.name, Item: s.address(c.path)})
	}
	return l
}

// inList is how many stories of a page are named to programs: the rest is in the page.
const inList = 10

// storyList returns the list of the cards, nil if there are none.
func (s shell) storyList(cards []card) any {
	if len(cards) == 0 {
		return nil
	}
	l := ldList{Type: "ItemList"}
	for i, c := range cards[:min(len(cards), inList)] {
		l.Items = append(l.Items, ldItem{Type: "ListItem", Position: i + 1, URL: s.address(c.Path())})
	}
	return l
}

// linkedHome returns the JSON-LD of the home page: who publishes it, and how it is searched.
func (s shell) linkedHome() string {
	h := s.publisher()
	h.ID = s.house.URL + "/#publisher"
	return linkedScript(h, ldSite{
		Type: "WebSite", Name: s.site, URL: s.address(home(s.language)), Language: string(s.language), Publisher: ldRef{h.ID},
		Action: ldSearch{"SearchAction", ldEntry{"EntryPoint", s.address(home(s.language)) + "search?q={search_term_string}"}, "required name=search_term_string"},
	})
}

// linkedList returns the JSON-LD of a page of many stories, about what it is about if that
// is not nil.
func (s shell) linkedList(about any, cards []card) string {
	return linkedScript(ldPage{
		Type: "CollectionPage", Name: s.title, Description: s.description, URL: s.address(s.path), Language: string(s.language), About: about, Entity: s.storyList(cards),
	}, s.crumbs(crumb{s.words.home, home(s.language)}, crumb{s.title, s.path}))
}

// linkedPage returns the JSON-LD of a page of the house's own.
func (s shell) linkedPage(slug string) string {
	kinds := map[string]string{"about": "AboutPage", "contact": "ContactPage"}
	kind := kinds[slug]
	if kind == "" {
		kind = "WebPage"
	}
	return linkedScript(ldPage{Type: kind, Name: s.title, URL: s.address(s.path), Language: string(s.language)},
		s.crumbs(crumb{s.words.home, home(s.language)}, crumb{s.title, s.path}))
}

// linkedData returns the JSON-LD of an author's page.
func (p authorPage) linkedData() string {
	who := ldPerson{Type: "Person", Name: p.signed.name, URL: p.address(p.path)}
	house := &ldThing{"NewsMediaOrganization", p.site, p.address(home(p.language))}
	isDesk := false
	if a := p.profile; a != nil {
		isDesk = a.Desk
		who.Description, who.Email = a.Bio[p.language], a.Email
		if r := a.Portrait; r != nil && len(r.Renditions) > 0 {
			best := r.Renditions[len(r.Renditions)-1]
			who.Image = &ldImage{Type: "ImageObject", URL: p.address(mediaPath(best.Name)), Width: best.Width, Height: best.Height}
		}
		for _, l := range a.Languages {
			who.Languages = append(who.Languages, string(l))
		}
		who.Beat = a.Beat[p.language]
		if !isDesk {
			who.Title = a.Role[p.language]
		}
	}
	if isDesk {
		who.Type, who.Parent = "Organization", house //nolint:misspell // schema.org's word
	} else {
		who.WorksFor = house
	}
	return linkedScript(ldPage{Type: "ProfilePage", Name: p.title, URL: p.address(p.path), Language: string(p.language), Entity: who},
		p.crumbs(crumb{p.words.home, home(p.language)}, crumb{p.title, p.path}))
}

// preview makes other sites show the first picture of the cards with the page.
func (s *shell) preview(cards []card) {
	for _, c := range cards {
		if r, ok := shared(c.Lead); ok {
			s.previewIs(r, c.Lead.Alt)
			return
		}
	}
}

// previewIs makes other sites show the file with the page.
func (s *shell) previewIs(r news.Rendition, alt string) {
	s.og.image, s.og.width, s.og.height, s.og.alt = s.address(mediaPath(r.Name)), decimal(r.Width), decimal(r.Height), alt
}
