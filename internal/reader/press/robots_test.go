package press

import (
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// group is a group of robots.txt.
type group struct {
	agents          []string
	allow, disallow []string
}

// robots reads robots.txt as RFC 9309 has it: groups of agents, and the rules after them.
func robots(text string) (groups []group, sitemaps []string) {
	inAgents := false
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "user-agent":
			if !inAgents {
				groups = append(groups, group{})
			}
			inAgents = true
			g := &groups[len(groups)-1]
			g.agents = append(g.agents, strings.ToLower(value))
			continue
		case "allow":
			groups[len(groups)-1].allow = append(groups[len(groups)-1].allow, value)
		case "disallow":
			groups[len(groups)-1].disallow = append(groups[len(groups)-1].disallow, value)
		case "sitemap":
			sitemaps = append(sitemaps, value)
			continue // it belongs to no group
		}
		inAgents = false
	}
	return groups, sitemaps
}

// mayRead reports whether the agent may read the path: its own group counts, or else that
// for all, and in it the longest rule that fits.
func mayRead(groups []group, agent, path string) bool {
	mine := func(name string) (g group, found bool) {
		for _, o := range groups {
			if slices.Contains(o.agents, name) {
				g.allow, g.disallow, found = append(g.allow, o.allow...), append(g.disallow, o.disallow...), true
			}
		}
		return g, found
	}
	g, found := mine(strings.ToLower(agent))
	if !found {
		g, _ = mine("*")
	}
	longest := func(rules []string) (n int) {
		for _, r := range rules {
			if r != "" && fitsRule(r, path) {
				n = max(n, len(r))
			}
		}
		return n
	}
	return longest(g.allow) >= longest(g.disallow)
}

func fitsRule(rule, path string) bool {
	rule, whole := strings.CutSuffix(rule, "$")
	parts := strings.Split(rule, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for _, p := range parts[1:] {
		i := strings.Index(path, p)
		if i < 0 {
			return false
		}
		path = path[i+len(p):]
	}
	return !whole || path == ""
}

func TestTheReaderOfRobotsReadsTheStandardsOwnExample(t *testing.T) {
	groups, _ := robots("User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\nUser-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\nUser-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n")
	for _, c := range []struct {
		agent, path string
		may         bool
	}{
		{"other", "/x.gif", false},
		{"other", "/x.gif?", true},
		{"other", "/example/", false},
		{"other", "/publications/x", true},
		{"foobot", "/example/page.html", true},
		{"foobot", "/", false},
		{"bazbot", "/example/page.html", false},
		{"bazbot", "/x.gif", true},
		{"quxbot", "/example/", true},
	} {
		if got := mayRead(groups, c.agent, c.path); got != c.may {
			t.Errorf("%s at %s: %v", c.agent, c.path, got)
		}
	}
}

func TestTheHouseChoosesWhichKindsOfCrawlerMayRead(t *testing.T) {
	w := testWorld(t)
	text := string(printed(t, w.View(), robotsPath).body)
	groups, sitemaps := robots(text)
	if want := []string{"https://padma.example/sitemap.xml", "https://padma.example/sitemap-news.xml"}; !slices.Equal(sitemaps, want) {
		t.Errorf("the sitemaps are %q", sitemaps)
	}
	for _, kind := range news.Crawlers {
		for _, agent := range crawlers[kind] {
			if !mayRead(groups, agent, "/en/") || mayRead(groups, agent, "/sse/ticker/en") || mayRead(groups, agent, "/en/search?q=x") {
				t.Errorf("without a choice, %s is treated otherwise than others", agent)
			}
		}
	}
	h := house()
	h.Machines.Refused = []news.Crawler{news.TrainingCrawler, news.MarketingCrawler}
	w.add(edition.Change{Kind: edition.Arranged, House: h})
	groups, _ = robots(string(printed(t, w.View(), robotsPath).body))
	for _, kind := range news.Crawlers {
		for _, agent := range crawlers[kind] {
			if may := mayRead(groups, agent, "/en/"); may == slices.Contains(h.Machines.Refused, kind) {
				t.Errorf("%s, which reads for %s, may read: %v", agent, kind, may)
			}
		}
	}
	if !mayRead(groups, "SomebodysBot", "/en/") {
		t.Error("a crawler that nobody refused is refused")
	}
}

func TestNoCrawlerIsOfTwoKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range news.Crawlers {
		if len(crawlers[kind]) == 0 {
			t.Errorf("nobody reads for %s", kind)
		}
		for _, agent := range crawlers[kind] {
			if seen[strings.ToLower(agent)] || strings.ContainsAny(agent, " :#\n") {
				t.Errorf("%q is there twice, or is no name", agent)
			}
			seen[strings.ToLower(agent)] = true
		}
	}
}
