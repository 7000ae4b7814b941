package screens

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// stylePage lists the rules of the house's style for one language.
type stylePage struct {
	*visit
	language news.Language
	words    string // that are looked for
	show     string // which rules: "", on, off, own or brought
	rules    []desk.StyleRule
	all      int // how many there are
	week     desk.StyleWeek
}

// mostStyleRows is how many rules the list shows; a search finds the others.
const mostStyleRows = 200

func (p stylePage) may() bool { return p.person.May(news.ChangeStyle) == nil }

// styleLanguages are the languages of the house that rules are kept for.
func (v *visit) styleLanguages() (out []news.Language) {
	for _, l := range v.house.Languages {
		if l == news.English || l == news.Bangla {
			out = append(out, l)
		}
	}
	return out
}

// styleRules answers for the list.
func (s *screens) styleRules(w http.ResponseWriter, r *http.Request, v *visit) (err error) {
	q := r.URL.Query()
	p := stylePage{visit: v, language: news.Language(q.Get("language")), words: clean(q.Get("q")), show: q.Get("show")}
	if languages := v.styleLanguages(); !slices.Contains(languages, p.language) && len(languages) > 0 {
		p.language = languages[0]
		if slices.Contains(languages, v.lang) {
			p.language = v.lang
		}
	}
	all, err := s.Desk.StyleRules(r.Context(), p.language)
	if err != nil {
		return err
	}
	p.all = len(all)
	for _, rule := range all {
		if p.shows(rule) && rule.Matches(p.words) {
			p.rules = append(p.rules, rule)
		}
	}
	if p.week, err = s.Desk.StyleWeek(r.Context(), p.language); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, styleList(p))
}

func (p stylePage) shows(r desk.StyleRule) bool {
	switch p.show {
	case "on":
		return !r.Off && r.Broken == ""
	case "off":
		return r.Off
	case "own":
		return !r.Brought
	case "brought":
		return r.Brought
	}
	return true
}

// styleShows are the choices of which rules are listed.
var styleShows = []struct{ value, words string }{
	{"", "All rules"}, {"own", "The house’s own"}, {"brought", "Stet’s"}, {"on", "On"}, {"off", "Off"},
}

// stylePath is where a rule is.
func stylePath(l news.Language, id string) string {
	return "/n/settings/style/" + string(l) + "/r/" + id
}

// styleLevels are the levels of a finding of style, the strongest first, and how they are called.
var styleLevels = []struct {
	level style.Level
	words string
}{
	{style.Certain, "Wrong"}, {style.Likely, "Likely wrong"}, {style.ToCheck, "To check"}, {style.Info, "For information"},
}

func styleLevelWords(l style.Level) string {
	for _, s := range styleLevels {
		if s.level == l {
			return s.words
		}
	}
	return ""
}

// styleKinds are what the kinds of rules do.
var styleKinds = map[style.Kind]string{
	style.Existence: "Avoid words", style.Substitution: "Write one for another", style.Consistency: "One of two spellings throughout", style.Conditional: "First reference",
	style.Occurrence: "So many at the most", style.Repetition: "Words written twice", style.Capitalization: "Capital letters", style.Variety: "British or American", style.Number: "Numbers",
	style.DateForm: "Dates", style.Percent: "Per cent", style.Quotation: "Quotation marks", style.FirstReference: "Full name first", style.HeadlineForm: "Headlines",
	style.CaptionForm: "Pictures", style.Digits: "Digits", style.Marks: "Punctuation", style.Bijoy: "Bijoy leftovers",
}

// styleRulePage is one rule: to read, to change, to try, or to be added.
type styleRulePage struct {
	*visit
	language news.Language
	rule     desk.StyleRule // as it is; of a new one, nothing
	fresh    bool           // it is being added
	yaml     bool           // its text is shown, and not the form
	formed   bool           // the form has all that it says
	form     styleForm
	text     string // YAML as it is, or as it was typed
	level    string // of one that Stet brings, as it was chosen
	except   string // and what it leaves alone, one a line
	note     string
	off      bool
	sample   string
	tried    *desk.Tried
	history  []news.StyleRule
	owners   []string
	trouble  string
}

func (p styleRulePage) may() bool { return p.person.May(news.ChangeStyle) == nil }

// action is where the page's forms go.
func (p styleRulePage) action() string {
	if p.fresh {
		return p.kindPath(p.kindName())
	}
	return stylePath(p.language, p.rule.ID)
}

func (p styleRulePage) kindName() string {
	if p.yaml {
		return "yaml"
	}
	return string(p.form.Kind)
}

func (p styleRulePage) kindPath(kind string) string {
	return "/n/settings/style/" + string(p.language) + "/new?kind=" + kind
}

// rows are the pairs of the form with three empty ones below.
func (p styleRulePage) rows() []style.Pair {
	return append(slices.Clone(p.form.Pairs), make([]style.Pair, max(min(3, mostPairs-len(p.form.Pairs)), 0))...)
}

// newStyleRule answers for the form of a new rule.
func (s *screens) newStyleRule(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.freshRule(r, v)
	if err != nil {
		return err
	}
	return s.showRule(w, r, http.StatusOK, p)
}

func (s *screens) freshRule(r *http.Request, v *visit) (styleRulePage, error) {
	p := styleRulePage{visit: v, language: news.Language(r.PathValue("language")), fresh: true, formed: true}
	if err := v.person.May(news.ChangeStyle); err != nil {
		return p, err
	}
	kind := style.Kind(r.URL.Query().Get("kind"))
	if p.yaml = kind == "yaml"; !p.yaml && !slices.Contains(formKinds, kind) {
		kind = style.Existence
	}
	p.form = styleForm{Kind: kind, Level: style.Likely, Owner: v.person.Name, Exact: kind == style.Conditional, Endings: p.language == news.Bangla}
	if p.yaml {
		p.text = "name: \nextends: existence\nmessage: " + style.AvoidMessage + "\nlevel: warning\nowner: " + strconv.Quote(v.person.Name) + "\ntokens:\n  - \n"
	}
	return p, nil
}

// styleRule answers for the page of a rule.
func (s *screens) styleRule(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openRule(r, v)
	if err != nil {
		return err
	}
	return s.showRule(w, r, http.StatusOK, p)
}

func (s *screens) openRule(r *http.Request, v *visit) (p styleRulePage, err error) {
	p = styleRulePage{visit: v, language: news.Language(r.PathValue("language"))}
	if p.rule, err = s.Desk.StyleRule(r.Context(), p.language, r.PathValue("rule")); err != nil {
		return p, err
	}
	p.text, p.level, p.off = p.rule.Text, p.rule.Level, p.rule.Off
	p.except = strings.Join(p.rule.Except, "\n")
	p.form, p.formed = formOf(p.rule.Rule)
	p.formed = p.formed && !p.rule.Brought && p.rule.Broken == ""
	p.yaml = !p.formed || r.URL.Query().Get("view") == "yaml"
	return p, nil
}

func (s *screens) showRule(w http.ResponseWriter, r *http.Request, status int, p styleRulePage) (err error) {
	if !p.fresh {
		if p.history, err = s.Desk.StyleHistory(r.Context(), p.language, p.rule.ID); err != nil {
			return err
		}
	}
	for _, d := range p.house.Desks {
		p.owners = append(p.owners, d.Name)
	}
	return show(w, r, status, styleRuleView(p))
}

// postStyleRule tries a rule, keeps it, puts it on or off, or makes it again what it was.
func (s *screens) postStyleRule(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	defer discard(r)
	p, err := s.openRule(r, v)
	if err != nil {
		return err
	}
	p.readRule(r)
	ctx, done := r.Context(), ""
	switch line(r, "do") {
	case "try":
		err = s.tryRule(r, &p)
	case "save":
		change := desk.StyleChange{Note: p.note, Off: p.off}
		change.Base, _ = strconv.ParseInt(line(r, "base"), 10, 64)
		if p.rule.Brought {
			change.Level, change.Except = p.level, linesOf(p.except)
		} else if change.Text, err = p.written(p.rule.ID); err != nil {
			break
		}
		_, err = s.Desk.ChangeStyleRule(ctx, v.person, p.language, p.rule.ID, change)
		done = "style-saved"
	case "restore":
		version, _ := strconv.ParseInt(line(r, "version"), 10, 64)
		_, err = s.Desk.RestoreStyleRule(ctx, v.person, p.language, p.rule.ID, version, p.note)
		done = "style-restored"
	default:
		err = news.Errorf(news.Invalid, "There is nothing %q to do with a rule.", line(r, "do"))
	}
	return s.answerRule(w, r, p, stylePath(p.language, p.rule.ID), done, err)
}

// addStyleRule tries a rule that is not kept yet, or adds it.
func (s *screens) addStyleRule(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	defer discard(r)
	p, err := s.freshRule(r, v)
	if err != nil {
		return err
	}
	p.readRule(r)
	if line(r, "do") == "try" {
		return s.answerRule(w, r, p, "", "", s.tryRule(r, &p))
	}
	text, err := p.written("")
	added := desk.StyleRule{}
	if err == nil {
		added, err = s.Desk.AddStyleRule(r.Context(), v.person, p.language, desk.StyleChange{Text: text, Note: p.note, Off: p.off})
	}
	return s.answerRule(w, r, p, stylePath(p.language, added.ID), "style-added", err)
}

// answerRule shows the page again with what was found or what is wrong, or goes where the rule is.
func (s *screens) answerRule(w http.ResponseWriter, r *http.Request, p styleRulePage, path, done string, err error) error {
	if err == nil && done != "" {
		return to(w, r, path, done)
	}
	status := http.StatusOK
	if err != nil {
		if p.trouble, status, err = p.refusal(r, err); err != nil {
			return err
		}
	}
	return s.showRule(w, r, status, p)
}

// readRule reads what was typed, to be shown again whatever becomes of it.
func (p *styleRulePage) readRule(r *http.Request) {
	p.note, p.sample, p.off, p.level = line(r, "note"), r.PostFormValue("sample"), line(r, "off") != "", line(r, "level")
	p.except = r.PostFormValue("except")
	switch {
	case p.rule.Brought || !p.may() && !p.fresh: // it has no fields for its text
	case line(r, "view") == "yaml":
		p.yaml, p.text = true, r.PostFormValue("text")
	default:
		p.yaml, p.form = false, readStyleForm(r, p.form.Kind)
	}
}

// written is the text of the rule as it was filled in.
func (p *styleRulePage) written(id string) (string, error) {
	if p.yaml {
		return p.text, nil
	}
	if err := p.form.check(); err != nil {
		return "", err
	}
	text, err := style.Format(p.form.rule(id))
	return string(text), err
}

func (s *screens) tryRule(r *http.Request, p *styleRulePage) error {
	if p.rule.Brought || !p.may() {
		tried, err := s.Desk.TryStyleRule(r.Context(), p.person, p.language, p.rule.ID, p.sample)
		p.tried = &tried
		if err != nil {
			p.tried = nil
		}
		return err
	}
	text, err := p.written(p.rule.ID)
	if err != nil {
		return err
	}
	tried, err := s.Desk.TryStyle(r.Context(), p.person, p.language, text, p.sample)
	if err == nil {
		p.tried = &tried
	}
	return err
}
