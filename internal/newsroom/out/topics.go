package out

import (
	"strings"

	"github.com/stet-news/stet/internal/edition"
)

// subject is what a story is about.
type subject struct {
	name string
	// code is one of IPTC's Media Topics, "20000002"; or a slug of the house's own, in its own scheme.
	code  string
	iptc  bool
	topic bool // a topic of the house's, else a section
}

// mediaTopics are IPTC's Media Topics of the top, and some that are sections in most houses, by the words that sections' and topics' slugs
// have for them. What is not here keeps the house's own name: a wrong code sends a story to the wrong desk, and none sends it nowhere.
var mediaTopics = map[string]string{
	"arts": "01000000", "culture": "01000000", "entertainment": "01000000", "media": "01000000",
	"crime": "02000000", "law": "02000000", "justice": "02000000", "courts": "02000000",
	"disaster": "03000000", "disasters": "03000000", "accidents": "03000000", "flood": "20000154", "floods": "20000154",
	"business": "04000000", "economy": "04000000", "finance": "04000000", "markets": "04000000",
	"education": "05000000", "environment": "06000000", "climate": "20000418", "climate-change": "20000418", "climate-environment": "06000000",
	"health": "07000000", "lifestyle": "10000000", "leisure": "10000000", "politics": "11000000", "government": "11000000", "elections": "20000574", "election": "20000574",
	"religion": "12000000", "science": "13000000", "technology": "13000000", "tech": "13000000", "society": "14000000",
	"sport": "15000000", "sports": "15000000", "cricket": "20000888", "football": "20001065",
	"war": "16000000", "conflict": "16000000", "weather": "17000000", "labour": "09000000",
}

// subjects are the story's section and its topics, each once.
func (i Item) subjects() []subject {
	if i.Gone() {
		return nil
	}
	all := []subject{i.section()}
	for _, t := range i.Story.Topics {
		s := about(t.Slug, line(t.Name))
		s.topic = true
		if s.name != "" {
			all = append(all, s)
		}
	}
	var kept []subject
	seen := map[string]bool{}
	for _, s := range all {
		if name := strings.ToLower(s.name); s.name != "" && !seen[name] {
			seen[name] = true
			kept = append(kept, s)
		}
	}
	return kept
}

func (i Item) section() subject {
	name := i.Story.Section
	if s, ok := i.House.Section(i.Story.Section); ok {
		name = s.Name(i.Story.Language)
	}
	return about(i.Story.Section, line(name))
}

func about(slug, name string) subject {
	if code := mediaTopics[strings.ToLower(slug)]; code != "" {
		return subject{name: name, code: code, iptc: true}
	}
	return subject{name: name, code: slug}
}

// scheme is the house's own vocabulary of sections, or of topics: addresses that lead to what is about them.
func (i Item) scheme(s subject) string {
	if s.topic {
		return i.House.URL + edition.TopicPath(i.Story.Language, "")
	}
	return i.House.URL + edition.HomePath(i.Story.Language)
}

// uri names the concept.
func (i Item) uri(s subject) string {
	if s.iptc {
		return "http://cv.iptc.org/newscodes/mediatopic/" + s.code
	}
	if s.topic {
		return i.House.URL + edition.TopicPath(i.Story.Language, s.code)
	}
	return i.House.URL + edition.FrontPath(i.Story.Language, s.code)
}
