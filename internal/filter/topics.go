package filter

import (
	_ "embed" // for the table
	"strings"
	"sync"
)

// table has a topic of IPTC's Media Topics a line, and the topic above it: see build.
//
//go:embed topics.txt
var table string

// parents is the table by topic.
var parents = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(table) {
		if topic, parent, ok := strings.Cut(strings.TrimSpace(line), " "); ok && topic != "#" {
			m[topic] = parent
		}
	}
	return m
})

// The schemes of IPTC whose topics stand in one another.
const (
	mediaTopics  = "medtop:"
	subjectCodes = "subj:"
)

// isCode reports whether the text is a code: eight digits, or a scheme and a code, "medtop:20000002" or "AFP:ECO".
func isCode(s string) bool {
	if scheme, code, ok := strings.Cut(s, ":"); ok {
		return key("", scheme) != "" && key("", code) != "" && !strings.ContainsFunc(s, blank)
	}
	return eightDigits(s)
}

func eightDigits(s string) bool { return len(s) == 8 && strings.Trim(s, "0123456789") == "" }

// lineage returns a code of a dispatch with those above it.
func lineage(code string) (all []string) {
	code = strings.ToLower(strings.TrimSpace(code))
	number, isTopic := strings.CutPrefix(code, mediaTopics)
	if !isTopic && eightDigits(code) && code[0] == '2' { // which subject codes never had
		number, isTopic = code, true
	}
	if isTopic {
		for n := 0; number != "" && n < 10; n++ {
			all = append(all, mediaTopics+number)
			number = parents()[number]
		}
		return all
	}
	if number, ok := strings.CutPrefix(code, subjectCodes); ok || eightDigits(code) {
		if number = strings.TrimSpace(number); !eightDigits(number) {
			return []string{code}
		}
		// Two digits for the subject, three for the matter in it, three for the detail of that.
		return []string{subjectCodes + number, subjectCodes + number[:5] + "000", subjectCodes + number[:2] + "000000"}
	}
	return []string{code}
}

// asked returns the codes that a code of a filter stands for: one without a scheme is of both of IPTC's.
func asked(code string) []string {
	code = strings.ToLower(code)
	if eightDigits(code) {
		return []string{mediaTopics + code, subjectCodes + code}
	}
	return []string{code}
}
