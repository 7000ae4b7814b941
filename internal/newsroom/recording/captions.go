package recording

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// The bounds of captions.
const (
	MaxCaptions = 1 << 20 // bytes of the file
	mostCues    = 20_000
)

// Cue is what is shown of captions from one moment to another.
type Cue struct {
	From, To time.Duration
	Lines    []string // as text, with <i>, <b>, <u> and <v NAME> only
}

var timing = regexp.MustCompile(`^(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)[.,](\d{3})[ \t]+-->[ \t]+(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)[.,](\d{3})(?:[ \t]|$)`)

// ReadCaptions reads captions in WebVTT, or in SubRip, which is as good. Styles, regions, notes
// and where on the picture a cue stands are left out. Captions that break a rule are refused in
// a sentence that names the line.
func ReadCaptions(data []byte) ([]Cue, error) {
	if len(data) > MaxCaptions {
		return nil, news.Errorf(news.TooLarge, "The captions are larger than %d KB.", MaxCaptions>>10)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	var cues []Cue
	for i := 0; i < len(lines); i++ {
		lines[i] = news.CleanText(lines[i])
		m := timing.FindStringSubmatch(strings.TrimSpace(lines[i]))
		if m == nil {
			if strings.Contains(lines[i], "-->") && !strings.HasPrefix(lines[i], "NOTE") {
				return nil, news.Errorf(news.Invalid, "Line %d of the captions says no time that can be read. Write it as 00:01:02.000 --> 00:01:05.000.", i+1)
			}
			continue // a name, a note, a style, the head
		}
		c := Cue{From: moment(m[1:5]), To: moment(m[5:9])}
		if c.To <= c.From || len(cues) > 0 && c.From < cues[len(cues)-1].From {
			return nil, news.Errorf(news.Invalid, "The times in line %d of the captions are not in order.", i+1)
		}
		for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && !strings.Contains(lines[i+1], "-->") {
			i++
			if line := cleanCue(news.CleanText(lines[i])); line != "" {
				c.Lines = append(c.Lines, line)
			}
		}
		if len(c.Lines) > 0 {
			cues = append(cues, c)
		}
		if len(cues) > mostCues {
			return nil, news.Errorf(news.TooLarge, "There are more than %d captions.", mostCues)
		}
	}
	if len(cues) == 0 {
		return nil, news.Errorf(news.Invalid, "There is no caption in the file. Send WebVTT (.vtt).")
	}
	return cues, nil
}

func moment(m []string) (d time.Duration) {
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second, time.Millisecond} {
		n, _ := strconv.Atoi(m[i]) // digits, or none
		d += time.Duration(n) * unit
	}
	return d
}

var (
	markup  = regexp.MustCompile(`<[^<>]*>`)
	speaker = regexp.MustCompile(`<v ([^<>]*)>`)
	allowed = regexp.MustCompile(`^</?(?:i|b|u|v)>$|^<v(?:\.[\w.]+)? ([^<>&]{1,80})>$`)
	escape  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	plain   = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&nbsp;", "\u00a0", "&lrm;", "\u200e", "&rlm;", "\u200f", "&amp;", "&")
)

// cleanCue returns the line with the marks that are allowed, and everything else as text.
func cleanCue(line string) string {
	var b strings.Builder
	at := 0
	for _, m := range markup.FindAllStringIndex(line, -1) {
		b.WriteString(escape.Replace(plain.Replace(line[at:m[0]])))
		if tag := allowed.FindStringSubmatch(line[m[0]:m[1]]); tag != nil {
			if tag[1] != "" {
				b.WriteString("<v " + strings.TrimSpace(tag[1]) + ">")
			} else {
				b.WriteString(line[m[0]:m[1]])
			}
		}
		at = m[1]
	}
	b.WriteString(escape.Replace(plain.Replace(line[at:])))
	return strings.TrimSpace(b.String())
}

// WriteCaptions writes the captions as WebVTT.
func WriteCaptions(cues []Cue) []byte {
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	for _, c := range cues {
		fmt.Fprintf(&b, "\n%s --> %s\n%s\n", stamp(c.From), stamp(c.To), strings.Join(c.Lines, "\n"))
	}
	return []byte(b.String())
}

// Words returns what the captions say, a line for each line that is shown: as text, with who is speaking before what they say.
func Words(cues []Cue) string {
	var b strings.Builder
	for _, c := range cues {
		for _, line := range c.Lines {
			line = speaker.ReplaceAllString(line, "$1: ")
			b.WriteString(plain.Replace(markup.ReplaceAllString(line, "")))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func stamp(d time.Duration) string {
	ms := d.Milliseconds()
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}
