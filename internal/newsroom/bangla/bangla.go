// Package bangla says in Bangla what the newsroom says to those who work in it. The code
// says everything in English, which is also what programs, the log and the command line
// get; here is the one table from an English sentence to the Bangla one, by package.
//
// A sentence is known by its format. Its Bangla has the same verbs, with their places
// (%[2]s) where the order differs. A number after # is a story's and keeps its digits: it is
// a name. A test in package screens fails for a sentence that is not here.
package bangla

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

var sentences = joined(newsSentences, newsWords, sourceSentences, storySentences, bodySentences, houseSentences, deskSentences, pictureSentences, frontSentences,
	rightsSentences, routeSentences,
	accountSentences, wireSentences, waySentences, placeSentences, fetchSentences, screenSentences, otherSentences, gateWords, styleSentences, copySentences, credentialSentences, uploadSentences, onePictureSentences, deliverySentences)

func joined(parts ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, p := range parts {
		maps.Copy(all, p)
	}
	return all
}

// Known reports whether the table has the format, and returns its Bangla.
func Known(format string) (string, bool) {
	b, ok := sentences[format]
	return b, ok
}

// Formats are the formats of the table.
func Formats() map[string]string { return maps.Clone(sentences) }

// Voice says things; When is how it says a time, nil for as it is written.
type Voice struct {
	When func(time.Time) string
}

// Error returns the sentence of the error.
func (v Voice) Error(e *news.Error) string {
	if e.Said.Format == "" {
		return v.Text(e.Message)
	}
	return v.Phrase(e.Said)
}

// Phrase returns the phrase. One that the table lacks stays in English.
func (v Voice) Phrase(p news.Phrase) string {
	said, ok := sentences[p.Format]
	if !ok {
		if letters.MatchString(verb.ReplaceAllString(p.Format, "")) {
			return p.String()
		}
		said = p.Format
	}
	return v.fill(said, p.Args)
}

var (
	letters = regexp.MustCompile(`\p{L}`)
	verb    = regexp.MustCompile(`%(?:\[(\d+)\])?([.\d]*)([a-zA-Z%])`)
)

// fill puts the arguments into a format of the table.
func (v Voice) fill(format string, args []any) string {
	var b strings.Builder
	at, next := 0, 0
	for _, m := range verb.FindAllStringSubmatchIndex(format, -1) {
		b.WriteString(format[at:m[0]])
		at = m[1]
		if format[m[6]:m[7]] == "%" {
			b.WriteByte('%')
			continue
		}
		if m[2] >= 0 {
			n, _ := strconv.Atoi(format[m[2]:m[3]]) // the pattern has digits there
			next = n - 1
		}
		if next >= len(args) {
			continue
		}
		named := m[0] > 0 && format[m[0]-1] == '#'
		b.WriteString(v.argument(args[next], format[m[4]:m[5]], format[m[6]:m[7]], named))
		next++
	}
	b.WriteString(format[at:])
	return b.String()
}

func (v Voice) argument(arg any, flags, kind string, named bool) string {
	switch a := arg.(type) {
	case news.Phrase:
		return v.Phrase(a)
	case *news.Error:
		return v.Error(a)
	case news.OneOf:
		said := make([]string, len(a))
		for i, one := range a {
			said[i] = v.word(one)
		}
		if n := len(said); n > 1 {
			return strings.Join(said[:n-1], ", ") + " বা " + said[n-1]
		}
		return strings.Join(said, "")
	case news.Capital:
		return v.word(string(a))
	case time.Duration:
		return duration(a)
	case error:
		return v.word(a.Error())
	case fmt.Stringer:
		return v.word(a.String())
	}
	s, isText := arg.(string)
	if !isText && kind == "q" {
		s, isText = fmt.Sprint(arg), true
	}
	switch {
	case kind == "q" && isText:
		return "“" + s + "”"
	case isText && kind == "s":
		return v.word(s)
	case !isText:
		s = fmt.Sprintf("%"+flags+kind, arg)
	}
	if named {
		return s
	}
	return news.BanglaDigits(s)
}

// word returns what the table has for words inside of a sentence: a role, a part of a story,
// a time. What it does not know is somebody's name, and stays.
func (v Voice) word(s string) string {
	if said, ok := sentences[s]; ok {
		return said
	}
	if at, err := time.Parse(time.RFC3339Nano, s); err == nil {
		if v.When != nil {
			return v.When(at)
		}
		return s
	}
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return news.BanglaDigits(s)
	}
	if d, err := time.ParseDuration(s); err == nil {
		return duration(d)
	}
	if said, ok := v.matched(s); ok {
		return said
	}
	return s
}

// duration returns a length of time in its largest whole units.
func duration(d time.Duration) string {
	if d < time.Second {
		return news.BanglaDigits(strconv.FormatInt(d.Milliseconds(), 10)) + " মিলিসেকেন্ড"
	}
	var parts []string
	for _, u := range []struct {
		of   time.Duration
		name string
	}{{time.Hour, "ঘণ্টা"}, {time.Minute, "মিনিট"}, {time.Second, "সেকেন্ড"}} {
		if n := int(d / u.of); n > 0 {
			parts = append(parts, news.BanglaDigits(strconv.Itoa(n))+" "+u.name)
			d -= time.Duration(n) * u.of
		}
	}
	return strings.Join(parts, " ")
}
