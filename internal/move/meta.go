package move

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
)

// meta is what the lines between a headline and its story say: who, where, when,
// and in which section.
type meta struct {
	byline    news.Byline
	section   string
	place     string
	published *when
	updated   *when
	notes     []string
	useless   bool     // it says a time that cannot be used
	unknown   []string // what was not understood
}

var (
	publishedLabel = `first published|published|publish date|publish time|posted|date|created|issued|প্রকাশিত|প্রকাশের সময়|প্রকাশকাল|প্রকাশ|পোস্ট`
	updatedLabel   = `last updated|last update|updated|update|last modified|modified|edited|সর্বশেষ আপডেট|সর্বশেষ হালনাগাদ|আপডেট|হালনাগাদ|পরিমার্জিত`
	updatedEnd     = pattern.New(`(?i)(?:` + clean(updatedLabel) + `)(?:\s*(?:on|at|হয়েছে))?\s*[:：ঃ-]*\s*$`)
	anyLabel       = pattern.New(`(?i)(?:^|[^\p{L}\p{M}])(?:` + clean(updatedLabel+"|"+publishedLabel) + `)(?:\s+(?:on|at|হয়েছে))?\s*[:：ঃ-]*\s*(\x00|$)`)
	byLabel        = pattern.New(`(?i)(^[/\s–—-]*|[|•·/\x00\n]\s*)(?:by|written by|reported by|author|reporter|words|লেখক|লিখেছেন|প্রতিবেদন)(?:\s*[:：ঃ]\s*|\s+)`)
	strongBetween  = pattern.New(`\s*[\x00|•·»›>;\n]+\s*|\s+[—–/-]\s+`)
	weakBetween    = pattern.New(`\s*([:：,،])\s+|\s*([:：])\s*`)
	andBetween     = pattern.New(`(?i)\s+(?:and|&|with|এবং|ও)\s+|\s*[,،&]\s*`)
	metaNoise      = pattern.New(`(?i)^(?:by|on|at|in|and|time|\d+ ?(?:min|mins|minute|minutes)(?: read)?|[\d,.]+[km]? (?:views?|shares?|comments?)|[০-৯,.]+ (?:বার পঠিত|বার পড়া হয়েছে)|` + alternation(weekdays) + `|am|pm|print|edition|online|অনলাইন|সংস্করণ|প্রিন্ট)$`)
	deskEnd        = pattern.New(`(?i)(?:^|\s)(?:desk|bureau|correspondents?|reporters?|staff|agency|agencies|newsroom|news service|desk report|staff report|editorial board|` + clean(`ডেস্ক|প্রতিবেদক|প্রতিনিধি|সংবাদদাতা|রিপোর্টার|রিপোর্ট|ব্যুরো|বার্তাকক্ষ`) + `)$`)
)

const byMark = "\x01"

// readMeta reads a line of meta. It is one if it says a date or names an author,
// and says little else.
func readMeta(s string, o Options) (meta, bool) {
	if len(s) > 1200 {
		return meta{}, false
	}
	m, rest := readMetaDates(s, o)
	for {
		cut := anyLabel.ReplaceAllString(rest, " \x00 ")
		if cut == rest {
			break
		}
		rest = cut
	}
	rest = byLabel.ReplaceAllString(rest, "$1"+byMark)
	for _, part := range strongBetween.Split(rest, -1) {
		part = strings.Trim(part, " ,-–—:()[]/")
		if names, ok := strings.CutPrefix(part, byMark); ok {
			m.readPeople(names)
		} else {
			m.readParts(part, o)
		}
	}
	left := strings.Join(m.unknown, " ")
	says := m.useless || m.published != nil || m.updated != nil || m.byline.Desk != "" || len(m.byline.People) > 0
	return m, says && utf8.RuneCountInString(left) <= 40 && words(left) <= 5 && !sentence(left)
}

// readMetaDates takes the dates out of a line. What is left has a mark where each was.
func readMetaDates(s string, o Options) (m meta, rest string) {
	var b strings.Builder
	at := 0
	for _, w := range findDates(s, o) {
		before := s[at:w.start]
		b.WriteString(before + "\x00")
		at = w.end
		if w.note != "" {
			m.notes = append(m.notes, w.note)
		}
		switch {
		case w.time.IsZero():
			m.useless = true
		case updatedEnd.MatchString(before):
			if m.updated == nil {
				m.updated = &w
			}
		case m.published == nil:
			m.published = &w
		case m.updated == nil:
			m.updated = &w
		}
	}
	b.WriteString(s[at:])
	return m, b.String()
}

// readParts reads what stands between two strong separators: "GreenWatch Desk:
// World News", "Mita Sen, Khulna".
func (m *meta) readParts(s string, o Options) {
	between := ""
	for s != "" {
		part, after := s, ""
		next := ""
		if at := weakBetween.FindStringIndex(s); at != nil {
			part, next, after = s[:at[0]], strings.TrimSpace(s[at[0]:at[1]]), s[at[1]:]
		}
		m.readPart(strings.Trim(part, " ,-–—:()[]/"), between, o)
		between, s = next, after
	}
}

func (m *meta) readPart(part, between string, o Options) {
	hasAuthor := m.byline.Desk != "" || len(m.byline.People) > 0
	switch {
	case part == "" || metaNoise.MatchString(part):
	case o.isSection(part) && m.section == "" && !(between == "," && hasAuthor && m.place == "" && key(part) == "dhaka"):
		m.section = part
	case isDesk(part):
		if !hasAuthor {
			m.byline.Desk = part
		} // else it is what the author is: "Mita Sen, Staff Correspondent"
	case hasAuthor && between == "," && m.place == "" && isName(part) && words(part) <= 2:
		m.place = part
	case hasAuthor && m.section == "" && (between == ":" || between == "：") && isName(part):
		m.section = part
	default:
		m.unknown = append(m.unknown, part)
	}
}

// readPeople reads "Mita Sen, Joy Das and Rafiq Islam, Khulna".
func (m *meta) readPeople(s string) {
	s = strings.Trim(s, " ,.:-–—")
	if isDesk(s) {
		m.byline.Desk = s
		return
	}
	parts := andBetween.Split(s, -1)
	for i, p := range parts {
		p = strings.Trim(p, " ,.:")
		switch {
		case p == "":
		case isDesk(p):
			if i == 0 && m.byline.Desk == "" {
				m.byline.Desk = p
			}
		case !isName(p):
			m.unknown = append(m.unknown, p)
		case i > 0 && i == len(parts)-1 && words(p) == 1 && strings.HasSuffix(strings.TrimSpace(s[:len(s)-len(p)]), ","):
			m.place = p
		default:
			m.byline.People = addName(m.byline.People, p)
		}
	}
}

// addName adds a name that is not there, in whatever letters.
func addName(names []string, name string) []string {
	name = strings.TrimSpace(handle.ReplaceAllString(name, ""))
	if name == "" || len(names) >= 50 || slices.ContainsFunc(names, func(n string) bool { return key(n) == key(name) }) {
		return names
	}
	return append(names, name)
}

var handle = pattern.New(`(?:^|\s)@\w+`)

// isDesk reports whether a byline names a desk, an agency or an office.
func isDesk(s string) bool { return words(s) <= 6 && deskEnd.MatchString(s) }

// isName reports whether a text could be a name of a person, a place or a section:
// up to five words, no digits, and each begins with a capital where there are any.
func isName(s string) bool {
	ws := strings.Fields(s)
	if len(ws) == 0 || len(ws) > 5 || utf8.RuneCountInString(s) > 60 || sentence(s) && !strings.HasSuffix(s, ".") {
		return false
	}
	lower := 0
	for _, w := range ws {
		r, _ := utf8.DecodeRuneInString(w)
		if strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
		if unicode.IsLower(r) && !slices.Contains([]string{"de", "van", "von", "bin", "al", "el", "of", "and", "the", "und", "la", "da"}, w) {
			lower++
		}
	}
	return lower == 0
}

var (
	creditWord   = clean(`file photo|photographs?|photos?|picture|image|pic|illustration|graphic|ফাইল ছবি|ছবি|আলোকচিত্র|ফাইল ফটো`)
	creditEnd    = pattern.New(`(?i)[\s.|/–—-]*[(\[]?\s*(?:` + creditWord + `)(?:\s+(?:credits?|courtesy|by|from))*\s*[:：ঃ/–—-]\s*([^|()\[\]]{2,80}?)\s*[)\]]?\.?$`)
	creditBy     = pattern.New(`(?i)[\s.|/–—-]*[(\[]?\s*(?:photo|picture|image)\s+(?:by|courtesy(?: of)?|credit)\s+([^|()\[\]]{2,80}?)\s*[)\]]?\.?$`)
	creditSign   = pattern.New(`\s*(?:[(\[]\s*)?©\s*([^|()\[\]]{2,80}?)\s*[)\]]?\.?$`)
	creditBefore = pattern.New(`(?i)[\s|/–—(\[-]+([\p{Lu}][\p{L}.]*(?:\s+[\p{Lu}][\p{L}.]*){0,3})\s+(?:file\s+)?photo[)\]]?\.?$`)
)

// splitCredit takes the credit off the end of a caption: "… on Friday. Photo: Mita Sen".
func splitCredit(s string) (caption, credit string) {
	for _, re := range []*pattern.Pattern{creditEnd, creditBy, creditSign, creditBefore} {
		at := re.FindStringSubmatchIndex(s)
		if at == nil || at[0] > 0 && startsInWord(s, at[0]) {
			continue
		}
		caption = strings.TrimRight(s[:at[0]], " |/–—-([")
		if sentence(s[:at[0]] + firstStop(s[at[0]:])) {
			caption += firstStop(s[at[0]:])
		}
		return caption, strings.TrimSpace(s[at[2]:at[3]])
	}
	return s, ""
}

func startsInWord(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return wordRune(before) && wordRune(after)
}

// firstStop is the full stop that s begins with, which belongs to what is before it.
func firstStop(s string) string {
	if strings.HasPrefix(s, ".") {
		return "."
	}
	return ""
}
