package bangla

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// pattern finds the arguments in a sentence that was written out.
type pattern struct {
	is     *regexp.Regexp
	format string
	quoted []bool // the arguments that stand in quotation marks
	plain  int    // how many bytes of the format are no arguments
}

// patterns are those of the formats with arguments, the most telling first.
var patterns = sync.OnceValue(func() []pattern {
	var all []pattern
	for format := range sentences {
		p := pattern{format: format}
		var b strings.Builder
		at := 0
		for _, m := range verb.FindAllStringSubmatchIndex(format, -1) {
			b.WriteString(regexp.QuoteMeta(format[at:m[0]]))
			p.plain += m[0] - at
			at = m[1]
			kind := format[m[6]:m[7]]
			switch kind {
			case "%":
				b.WriteString("%")
				continue
			case "q":
				b.WriteString(`("(?:[^"\\]|\\.)*")`)
			case "d":
				b.WriteString(`(-?\d+)`)
			case "f":
				b.WriteString(`(-?[\d.]+)`)
			default:
				b.WriteString(`(.+?)`)
			}
			p.quoted = append(p.quoted, kind == "q")
		}
		b.WriteString(regexp.QuoteMeta(format[at:]))
		p.plain += len(format) - at
		if len(p.quoted) == 0 || p.plain < leastPlain {
			continue
		}
		p.is = regexp.MustCompile(`^(?s:` + b.String() + `)$`)
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(b.plain, a.plain), cmp.Compare(a.format, b.format))
	})
	return all
})

// leastPlain is how many bytes of a sentence must be its own for it to be known again.
const leastPlain = 5

// Text returns a sentence, or several, that was kept as English text: why a wire fails, what
// became of one story of many. What is not known stays.
func (v Voice) Text(s string) string {
	if said, ok := sentences[s]; ok {
		return said
	}
	if said, ok := v.matched(s); ok {
		return said
	}
	// Several sentences: the longest beginning that is known, and then the rest.
	for end := strings.LastIndex(s, ". "); end > 0; end = strings.LastIndex(s[:end], ". ") {
		first := s[:end+1]
		said, ok := sentences[first]
		if !ok {
			said, ok = v.matched(first)
		}
		if ok {
			return said + " " + v.Text(s[end+2:])
		}
	}
	return s
}

func (v Voice) matched(s string) (string, bool) {
	for _, p := range patterns() {
		m := p.is.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		if strings.HasPrefix(p.format, "%") && strings.Contains(m[1], ". ") {
			continue // what it begins with is a sentence of its own
		}
		args := make([]any, len(p.quoted))
		for i, text := range m[1:] {
			if p.quoted[i] {
				if plain, err := strconv.Unquote(text); err == nil {
					text = plain
				}
			}
			args[i] = text
		}
		return v.fill(sentences[p.format], args), true
	}
	return "", false
}
