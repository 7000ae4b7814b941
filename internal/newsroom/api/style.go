package api

import (
	"strings"
	"time"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// HouseRule is a rule of the house's style as it is now.
type HouseRule struct {
	Language news.Language `json:"language"`
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Kind     string        `json:"kind"`
	Level    string        `json:"level"`
	Owner    string        `json:"owner"`
	Why      string        `json:"why"`
	Off      bool          `json:"off"`
	Brought  bool          `json:"brought"`          // by Stet: it can be put off and its level changed
	Broken   string        `json:"broken"`           // why it cannot be read, "" for most
	Except   []string      `json:"except,omitempty"` // what one that Stet brings leaves alone here
	Text     string        `json:"text,omitempty"`   // YAML; only where one rule is asked for
	Version  int64         `json:"version"`          // 0 if Stet brings it and nobody changed it
	Note     string        `json:"note"`             // on the last change
	At       time.Time     `json:"at,omitzero"`      // of the last change
	By       *news.Person  `json:"by,omitempty"`     // who made it
	Found    int           `json:"found,omitempty"`  // in the stories of the last seven days, as they are; only in the list
}

func houseRuleOf(r desk.StyleRule) HouseRule {
	out := HouseRule{
		Language: r.Language, ID: r.ID, Name: r.Rule.Title(), Kind: string(r.Rule.Extends), Level: r.Rule.Level.String(), Owner: r.Rule.Owner, Why: r.Rule.Note,
		Off: r.Off, Brought: r.Brought, Broken: r.Broken, Except: r.Except, Text: r.Text, Version: r.Version, Note: r.Note, At: r.At,
	}
	if r.By.ID != "" {
		out.By = &r.By
	}
	return out
}

// NewStyleRule is a rule that is added.
type NewStyleRule struct {
	Language news.Language `json:"language"`
	Text     string        `json:"text"` // YAML
	Off      bool          `json:"off,omitempty"`
	Note     string        `json:"note,omitempty"`
}

// Switched says whether a rule is off.
type Switched struct {
	Off  bool   `json:"off"`
	Note string `json:"note,omitempty"`
}

// Restored says which version of a rule is to be again.
type Restored struct {
	Version int64  `json:"version"`
	Note    string `json:"note,omitempty"`
}

// ToTry is a rule that is tried on the stories of the last seven days, and on a text if there is one.
type ToTry struct {
	Language news.Language `json:"language"`
	Rule     string        `json:"rule"` // YAML
	Sample   string        `json:"sample,omitempty"`
}

// Tried is what a rule would have found.
type Tried struct {
	Since   time.Time  `json:"since"`
	Stories int        `json:"stories"` // that were read, the last changed first
	More    bool       `json:"more"`    // there are more
	Slow    bool       `json:"slow"`    // the rule took too long to read them all
	Flagged int        `json:"flagged"` // stories in which it finds something
	Count   int        `json:"count"`   // of what it finds
	Hits    []StyleHit `json:"hits"`    // at most 200
	Sample  []StyleHit `json:"sample"`  // in the text that was sent
}

// StyleHit is something that a rule finds.
type StyleHit struct {
	Story    int64  `json:"story,omitempty"`
	Headline string `json:"headline,omitempty"`
	StyleFinding
}

// StyleFinding is a place that is not in the house's style. Its span is bytes of the part in UTF-8, the end not included.
type StyleFinding struct {
	Rule        string `json:"rule"`
	Level       string `json:"level"`
	Part        string `json:"part"` // headline, standfirst, body, caption or credit
	Index       int    `json:"index,omitempty"`
	Sentence    string `json:"sentence"`
	Text        string `json:"text"`
	Start       int    `json:"start"`
	End         int    `json:"end"`
	Fix         string `json:"fix,omitempty"`
	Fingerprint string `json:"fingerprint"`
}

func styleFindingOf(f style.Finding, language news.Language) StyleFinding {
	return StyleFinding{
		Rule: f.Rule, Level: f.Level.String(), Part: string(f.Field.Name), Index: f.Field.Index, Sentence: f.In(string(language)), Text: f.Text,
		Start: f.Span.Start, End: f.Span.End, Fix: f.Fix, Fingerprint: f.Fingerprint,
	}
}

func hitsOf(hits []desk.StyleHit, language news.Language) []StyleHit {
	out := make([]StyleHit, len(hits))
	for i, h := range hits {
		out[i] = StyleHit{h.Story, h.Headline, styleFindingOf(h.Finding, language)}
	}
	return out
}

// styleRoutes are the rules of the house's style.
func styleRoutes(p Parts) []Route {
	d := p.Desk
	answer := func(r desk.StyleRule, err error) (HouseRule, error) { return houseRuleOf(r), err }
	language := func(c call) news.Language { return news.Language(c.PathValue("language")) }
	take := on("POST", "/style/{language}/import", "Takes in rules in the schema of Vale: the file itself, a .zip of styles or one .yml, or a form with the field \"file\". What becomes of each rule is in the answer, and so is all that is none; replace=1 changes rules of the same ids, off=1 keeps new ones off", news.ChangeStyle, 200, func(c call, _ none) (desk.StyleImport, error) {
		q := c.URL.Query()
		return d.ImportStyle(c.Context(), c.by, language(c), desk.StyleFile{
			Name: c.upload.Name, Content: c.upload.data, Owner: q.Get("owner"), Note: q.Get("note"), Replace: q.Get("replace") == "1", Off: q.Get("off") == "1",
		})
	}).query("name", "owner", "note", "replace", "off")
	take.raw = true
	return []Route{
		take,
		on("GET", "/style/{language}/export", "Gives out the house's own rules that are on as a .zip that Vale reads as one style, and that Stet takes in as they were", news.ReadCopy, 200, func(c call, _ none) (file, error) {
			_, content, err := d.ExportStyle(c.Context(), c.by, language(c))
			return content, err
		}).file("application/zip"),
		on("GET", "/style/{language}/rules", "Lists the rules of the house's style for stories in a language (en or bn) by name, those that are off too; text is looked for in their names, owners and reasons", news.ReadCopy, 200, func(c call, _ none) (List[HouseRule], error) {
			rules, err := d.StyleRules(c.Context(), language(c))
			if err != nil {
				return List[HouseRule]{}, err
			}
			week, err := d.StyleWeek(c.Context(), language(c))
			l := List[HouseRule]{Items: []HouseRule{}}
			for _, r := range rules {
				if out := houseRuleOf(r); r.Matches(c.URL.Query().Get("text")) {
					out.Found = week.Found[r.ID]
					l.Items = append(l.Items, out)
				}
			}
			return l, err
		}).query("text"),
		on("POST", "/style/rules", "Adds a rule of the house's own, in YAML (docs/housestyle.md)", news.ChangeStyle, 201, func(c call, in NewStyleRule) (HouseRule, error) {
			return answer(d.AddStyleRule(c.Context(), c.by, in.Language, desk.StyleChange{Text: in.Text, Off: in.Off, Note: in.Note}))
		}),
		on("GET", "/style/{language}/rules/{rule}", "Reads a rule with its text", news.ReadCopy, 200, func(c call, _ none) (HouseRule, error) {
			return answer(d.StyleRule(c.Context(), language(c), c.PathValue("rule")))
		}),
		on("PUT", "/style/{language}/rules/{rule}", "Changes a rule: its text, or of one that Stet brings its level; base is the version that you read", news.ChangeStyle, 200, func(c call, in desk.StyleChange) (HouseRule, error) {
			return answer(d.ChangeStyleRule(c.Context(), c.by, language(c), c.PathValue("rule"), in))
		}),
		on("POST", "/style/{language}/rules/{rule}/switch", "Puts a rule off, or on again", news.ChangeStyle, 200, func(c call, in Switched) (HouseRule, error) {
			return answer(d.SwitchStyleRule(c.Context(), c.by, language(c), c.PathValue("rule"), in.Off, in.Note))
		}),
		on("GET", "/style/{language}/rules/{rule}/history", "Lists what a rule was, the newest first", news.ReadCopy, 200, func(c call, _ none) (List[news.StyleRule], error) {
			all, err := d.StyleHistory(c.Context(), language(c), c.PathValue("rule"))
			return List[news.StyleRule]{Items: all}, err
		}),
		on("POST", "/style/{language}/rules/{rule}/restore", "Makes a rule again what it was at a version", news.ChangeStyle, 200, func(c call, in Restored) (HouseRule, error) {
			return answer(d.RestoreStyleRule(c.Context(), c.by, language(c), c.PathValue("rule"), in.Version, in.Note))
		}),
		on("POST", "/style/try", "Says what a rule would have found in the stories that were changed or published in the last seven days, as they are now, and in a text; nothing is kept", news.ReadCopy, 200, func(c call, in ToTry) (Tried, error) {
			t, err := d.TryStyle(c.Context(), c.by, in.Language, in.Rule, in.Sample)
			return Tried{t.Since, t.Stories, t.More, t.Slow, t.Flagged, t.Count, hitsOf(t.Hits, c.by.Language), hitsOf(t.Sample, c.by.Language)}, err
		}),
	}
}

// inStyle reads a text against the house's sheet for its language. Its first line is no headline: all of it is read as the body.
func inStyle(c call, d *desk.Desk, text, language string) ([]StyleFinding, error) {
	sheet, err := d.Sheet(c.Context(), news.Language(language))
	if err != nil {
		return nil, err
	}
	var s style.Story
	s.Body.Text, s.Body.Language = strings.ReplaceAll(text, "\r\n", " \n"), language
	out := []StyleFinding{}
	for _, f := range sheet.Check(s) {
		out = append(out, styleFindingOf(f, c.by.Language))
	}
	return out, nil
}
