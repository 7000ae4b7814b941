package screens

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// titles are the stories that a front names, each read once. The first failure to read one
// is in err.
type titles struct {
	db  *store.DB
	ctx context.Context // of the one request that they are for
	of  map[int64]news.Story
	err error
}

// story returns the story; one that there is not has a number alone.
func (t *titles) story(n int64) news.Story {
	if s, ok := t.of[n]; ok {
		return s
	}
	s, err := t.db.Story(t.ctx, n)
	if err != nil && !store.IsNotFound(err) {
		t.err = errors.Join(t.err, err)
	}
	s.Number = n
	t.of[n] = s
	return s
}

func (t *titles) headline(n int64) string { return headline(t.story(n)) }

// frontTitle is what people call a front: "Home · বাংলা", "World · English".
func (v *visit) frontTitle(n news.FrontName) string {
	title := v.t("Home page")
	if n.Section != "" {
		title = v.section(n.Section)
	}
	return title + " · " + own(n.Language)
}

func (v *visit) blockTitle(name string) string {
	if name == news.TopBlock {
		return v.t("Top stories")
	}
	return v.section(name)
}

// placeName says where a place is: "Top stories 1".
func (v *visit) placeName(block string, place int) string {
	return v.blockTitle(block) + " " + v.count(place+1)
}

// toValue is how a place stands in a form.
func toValue(block string, place int) string { return block + ":" + strconv.Itoa(place) }

// said fills the words of a sentence, which differ in their order between the tongues:
// each {name} is replaced.
func (v *visit) sentence(words string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(v.t(words))
}

// quoted is a headline in a sentence.
func quoted(s string) string { return "“" + s + "”" }

// changeWords says what is different on a front, a sentence each.
func (v *visit) changeWords(known *titles, changes []news.FrontChange) ([]string, error) {
	var all []string
	for _, c := range changes {
		if c.Story == 0 {
			if c.Topic == "" {
				all = append(all, v.t("The front is the usual one again"))
			} else {
				all = append(all, v.sentence("The front is about {topic} alone", "topic", quoted(c.Topic)))
			}
			continue
		}
		story := quoted(known.headline(c.Story))
		switch {
		case c.From == nil:
			all = append(all, v.sentence("{story} placed at {place}", "story", story, "place", v.placeName(c.To.Block, c.To.Place)))
		case c.To == nil:
			all = append(all, v.sentence("{story} taken off {place}", "story", story, "place", v.placeName(c.From.Block, c.From.Place)))
		case c.From.Block != c.To.Block || c.From.Place != c.To.Place:
			all = append(all, v.sentence("{story} moved from {from} to {place}", "story", story,
				"from", v.placeName(c.From.Block, c.From.Place), "place", v.placeName(c.To.Block, c.To.Place)))
		}
		if c.To == nil {
			continue
		}
		var was news.Slot
		if c.From != nil {
			was = *c.From
		}
		switch {
		case was.Headline == c.To.Headline:
		case c.To.Headline == "":
			all = append(all, v.sentence("{story} under its own headline", "story", story))
		default:
			all = append(all, v.sentence("{story} under the headline {headline}", "story", story, "headline", quoted(c.To.Headline)))
		}
		switch {
		case was.Until.Equal(c.To.Until):
		case c.To.Until.IsZero():
			all = append(all, v.sentence("{story} without an end", "story", story))
		default:
			all = append(all, v.sentence("{story} pinned until {time}", "story", story, "time", v.when(c.To.Until)))
		}
	}
	return all, known.err
}

// overlapWords says where a draft and a launch met, a sentence each.
func (v *visit) overlapWords(known *titles, overlaps []news.Overlap) ([]string, error) {
	var all []string
	where := func(s *news.Slot) string {
		if s == nil {
			return v.t("taken off")
		}
		return v.placeName(s.Block, s.Place)
	}
	for _, o := range overlaps {
		switch {
		case o.Topic:
			all = append(all, v.t("Both changed what the front is about; the draft's choice stands"))
		case o.Yours != nil && o.Theirs != nil && o.Yours.Story != o.Theirs.Story:
			all = append(all, v.sentence("{place}: the draft has {story}, the launch had {other}, which moves down", "place", where(o.Yours),
				"story", quoted(known.headline(o.Yours.Story)), "other", quoted(known.headline(o.Theirs.Story))))
		default:
			story := o.Yours
			if story == nil {
				story = o.Theirs
			}
			all = append(all, v.sentence("{story}: {place} in the draft, {other} in the launch; the draft's change stands",
				"story", quoted(known.headline(story.Story)), "place", where(o.Yours), "other", where(o.Theirs)))
		}
	}
	return all, known.err
}

// launchWords says why a front was launched.
func (v *visit) launchWords(l news.FrontLaunch) string {
	switch l.Kind {
	case news.LaunchRollBack:
		if l.Of == 0 {
			return v.t("back to before the first launch")
		}
		return v.sentence("back to launch {launch}", "launch", v.digits(strconv.FormatInt(l.Of, 10)))
	case news.LaunchLapse:
		return v.t("a pin ended")
	case news.LaunchTakenOff:
		return v.t("a story went off the site")
	}
	return v.sentence("{n} changes", "n", v.count(len(l.Changes)))
}

// query is the query of the page with a value changed, "" for none.
func (p *frontPage) query(name, value string) string {
	q := url.Values{}
	for k, v := range map[string]string{"section": p.section, "q": p.text} {
		if v != "" {
			q.Set(k, v)
		}
	}
	if p.all {
		q.Set("all", "1")
	}
	if p.wide {
		q.Set("view", "desktop")
	}
	if q.Del(name); value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// post is where a form of the page goes, so that it comes back to what was shown.
func (p *frontPage) post(what string) string {
	return frontPath(p.front.Name) + "/" + what + p.query("", "")
}

func revisionOf(f news.Front) int64 {
	if f.Draft == nil {
		return 0
	}
	return f.Draft.Revision
}

// focusKey names a button of a story's place, so that the script finds it again when the
// story has moved.
func focusKey(what string, at frontPlace) string {
	return what + "-" + strconv.FormatInt(at.story, 10)
}

// mayPlace says to the script whether the story can be placed.
func mayPlace(p frontPage, o onOffer) string {
	return strconv.FormatBool(o.why == "" && p.person.May(news.CurateFront) == nil)
}
