package seed

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

//go:embed stories/*.txt
var storyFiles embed.FS

// State is where a story of the seed is left.
type State string

// The states.
const (
	Draft     State = "draft"
	WithDesk  State = "with desk"
	Ready     State = "ready"
	Scheduled State = "scheduled" // Ahead from the start
	Embargoed State = "embargoed" // ready, and embargoed for Ahead
	Published State = "published"
	Corrected State = "corrected" // published with a slip, then corrected
	Killed    State = "killed"    // published, then killed
	Spiked    State = "spiked"
)

// Story is a story of the seed as its file has it. What it says in words of the day
// ({day-1}) is settled by Content.
type Story struct {
	Language   news.Language
	Section    string // slug
	Desk       string // slug
	Byline     news.Byline
	Kicker     string
	Headline   string
	Standfirst string
	Slug       string
	Dateline   string
	Topics     []string
	Picture    string // the lead's name in Pictures, or empty
	State      State
	Ago        time.Duration // how long before the start it was published
	Ahead      time.Duration // how long after the start it goes out, or its embargo ends
	Slip       [2]string     // of Corrected: what readers had first, and what is right
	Note       string        // of Corrected: what readers are told
	Reason     string        // of Killed and Spiked
	Flash      string        // its line on the bar, or empty
	Top        bool          // of Corrected: the note stands above the text

	Credit, Contributors string
	Label                news.Label
	Translates           string   // slug of the story that it is a translation of, or empty
	Related              []string // slugs of stories published before it

	Body string // in the markup of markup.go
}

var storyKeys = []string{
	"Language", "Section", "Desk", "Byline", "Kicker", "Headline", "Standfirst", "Slug", "Dateline", "Topics", "Picture",
	"State", "Published", "Scheduled", "Embargo", "Corrects", "Correction", "Reason", "Flash",
	"Top", "Credit", "Contributors", "Label", "Translates", "Related",
}

// Stories returns the stories, in the order in which they were published, those
// that were not last.
func Stories() ([]Story, error) {
	files, err := fs.Glob(storyFiles, "stories/*.txt")
	if err != nil {
		return nil, err
	}
	var all []Story
	for _, name := range files {
		text, err := storyFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s, err := parseStory(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b Story) int { return cmp.Compare(b.Ago, a.Ago) })
	return all, nil
}

// parseStory reads a story's file.
func parseStory(text string) (Story, error) {
	h, body, err := header(text, storyKeys...)
	if err != nil {
		return Story{}, err
	}
	s := Story{
		Language: news.Language(h["Language"]), Section: h["Section"], Desk: h["Desk"], Kicker: h["Kicker"], Headline: h["Headline"],
		Standfirst: h["Standfirst"], Slug: h["Slug"], Dateline: h["Dateline"], Topics: list(h["Topics"]), Picture: h["Picture"],
		State: State(h["State"]), Note: h["Correction"], Reason: h["Reason"], Flash: h["Flash"], Body: body,
		Top: h["Top"] == "yes", Credit: h["Credit"], Contributors: h["Contributors"], Label: news.Label(h["Label"]),
		Translates: h["Translates"], Related: list(h["Related"]),
	}
	s.Byline = byline(h["Byline"])
	for key, to := range map[string]*time.Duration{"Published": &s.Ago, "Scheduled": &s.Ahead, "Embargo": &s.Ahead} {
		if h[key] == "" {
			continue
		}
		d, err := time.ParseDuration(h[key])
		if err != nil {
			return s, fmt.Errorf("%s: %w", key, err)
		}
		*to = d.Abs()
	}
	if slip := h["Corrects"]; slip != "" {
		wrong, right, ok := strings.Cut(slip, " => ")
		if !ok || !strings.Contains(body, right) {
			return s, fmt.Errorf("Corrects: it must be \"what was there => what is in the body\"")
		}
		s.Slip = [2]string{wrong, right}
	}
	switch strings.ToLower(s.Flash) {
	case "no":
		s.Flash = ""
	case "yes":
		s.Flash = s.Headline
	}
	return s, s.check()
}

// byline reads the names of people, or of a desk, which end in "Desk" or "ডেস্ক".
func byline(s string) news.Byline {
	if strings.HasSuffix(s, " Desk") || strings.HasSuffix(s, " ডেস্ক") {
		return news.Byline{Desk: s}
	}
	return news.Byline{People: list(s)}
}

// check says what the story lacks for its state.
func (s Story) check() error {
	for what, missing := range map[string]bool{
		"Language":           s.Language != news.English && s.Language != news.Bangla,
		"Headline":           s.Headline == "",
		"Slug":               s.Slug == "",
		"Published":          s.live() != (s.Ago > 0),
		"Scheduled, Embargo": (s.State == Scheduled || s.State == Embargoed) != (s.Ahead > 0),
		"Correction":         (s.State == Corrected) != (s.Note != "" && s.Slip[0] != ""),
		"Reason":             (s.State == Killed || s.State == Spiked) != (s.Reason != ""),
		"a body":             s.Body == "",
		"State": !slices.Contains([]State{
			Draft, WithDesk, Ready, Scheduled, Embargoed, Published, Corrected, Killed, Spiked,
		}, s.State),
	} {
		if missing {
			return fmt.Errorf("%s: missing or out of place", what)
		}
	}
	return nil
}

// live reports whether readers have, or had, the story.
func (s Story) live() bool {
	return s.State == Published || s.State == Corrected || s.State == Killed
}

// When returns the time to which the story's words of the day refer, for a seed planted
// at start.
func (s Story) When(start time.Time) time.Time { return start.Add(s.Ahead - s.Ago) }

// Lookup finds what a story's text names.
type Lookup struct {
	Picture func(name string) (news.PictureUse, bool)
	Path    func(slug string) (string, bool) // the path of another story of the seed
	Number  func(slug string) (int64, bool)  // and its number
}

// Content returns the story as a desk keeps it, with its words of the day settled for at.
func (s Story) Content(at time.Time, find Lookup) (news.Content, error) {
	say := func(text string) string { return settle(s.Language, text, at) }
	c := news.Content{
		Language: s.Language, Section: s.Section, Topics: s.Topics, Kicker: s.Kicker, Headline: say(s.Headline),
		Standfirst: say(s.Standfirst), Slug: s.Slug, Byline: s.Byline,
		Credit: say(s.Credit), Contributors: s.Contributors, Label: s.Label,
	}
	if err := s.refer(&c, find); err != nil {
		return c, err
	}
	if s.Dateline != "" {
		c.Dateline = news.Dateline{Place: s.Dateline, Filed: at.UTC()}
	}
	if s.Picture != "" {
		lead, ok := find.Picture(s.Picture)
		if !ok {
			return c, fmt.Errorf("%s: there is no picture %q", s.Slug, s.Picture)
		}
		c.Lead = &lead
	}
	var err error
	if c.Body, err = document(say(s.Body), find); err != nil {
		return c, fmt.Errorf("%s: %w", s.Slug, err)
	}
	return c, nil
}

// refer fills in the numbers of the stories that the story refers to.
func (s Story) refer(c *news.Content, find Lookup) error {
	for _, slug := range append(s.Related[:len(s.Related):len(s.Related)], s.Translates) {
		if slug == "" {
			continue
		}
		n, ok := find.Number(slug)
		switch {
		case !ok:
			return fmt.Errorf("%s: there is no story %q before it", s.Slug, slug)
		case slug == s.Translates:
			c.Translates = n
		default:
			c.Related = append(c.Related, n)
		}
	}
	return nil
}

// Before returns the story as readers first had it, before its correction.
func (s Story) Before() Story {
	if s.State == Corrected {
		s.Body = strings.Replace(s.Body, s.Slip[1], s.Slip[0], 1)
	}
	return s
}
