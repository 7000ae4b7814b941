package out

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// words are what a file says by itself in a language, in NFC.
type words struct {
	notes map[news.CorrectionKind]string

	killed, withheld                    string // headlines, with the story's number
	killNote, withheldNote, graphicNote string // to editors
	keyPoints, removed, film, sound     string
	photo, urgency, embargo, version    string
	correction, update, kill, withhold  string // of a version, before its number
	sections, editors                   string
}

var english = words{
	notes:  map[news.CorrectionKind]string{news.Corrected: "Correction", news.Clarified: "Clarification", news.EditorNote: "Editor’s note"},
	killed: "KILL: story %d is withdrawn", withheld: "HOLD: story %d is under review",
	killNote:     "Mandatory kill. Do not use this story. Take it down wherever it was published, in print and in archives.",
	withheldNote: "Do not use this story until you hear more. Take it down where it was published.",
	graphicNote:  "A picture of the story is graphic; it is not sent, and is on the site behind a cover.",
	keyPoints:    "Key points", removed: "This post was removed.", film: "Film", sound: "Sound", photo: "Photo", urgency: "Urgency", embargo: "EMBARGO until",
	version: "Version", correction: "CORRECTION", update: "UPDATE", kill: "KILL", withhold: "HOLD", sections: "Topics", editors: "To editors",
}

var bangla = words{
	notes:  map[news.CorrectionKind]string{news.Corrected: "সংশোধনী", news.Clarified: "ব্যাখ্যা", news.EditorNote: "সম্পাদকের বক্তব্য"},
	killed: "কিল: প্রতিবেদন %d প্রত্যাহার করা হলো", withheld: "স্থগিত: প্রতিবেদন %d পর্যালোচনায় আছে",
	killNote:     "বাধ্যতামূলক কিল। এই প্রতিবেদন ব্যবহার করবেন না। যেখানে প্রকাশ করেছেন, ছাপা ও আর্কাইভসহ, সেখান থেকে তুলে নিন।",
	withheldNote: "পরবর্তী খবর না পাওয়া পর্যন্ত এই প্রতিবেদন ব্যবহার করবেন না। প্রকাশ করে থাকলে তুলে নিন।",
	graphicNote:  "প্রতিবেদনের একটি ছবি বিচলিত করতে পারে; সেটি পাঠানো হয়নি, সাইটে আবরণের আড়ালে আছে।",
	keyPoints:    "মূল কথা", removed: "এই পোস্ট সরিয়ে নেওয়া হয়েছে।", film: "ভিডিও", sound: "অডিও", photo: "ছবি", urgency: "জরুরি মাত্রা", embargo: "নিষেধাজ্ঞা বলবৎ:",
	version: "সংস্করণ", correction: "সংশোধনী", update: "হালনাগাদ", kill: "কিল", withhold: "স্থগিত", sections: "বিষয়", editors: "সম্পাদকদের জন্য",
}

func (i Item) words() words {
	w := english
	if i.Story.Language == news.Bangla {
		w = bangla
	}
	return w
}

func (w words) number(format string, n int64) string { return news.CleanText(fmt.Sprintf(format, n)) }

// note is what a public note is called; a kind that nobody knows is a correction.
func (w words) note(k news.CorrectionKind) string {
	if s := w.notes[k]; s != "" {
		return news.CleanText(s)
	}
	return news.CleanText(w.notes[news.Corrected])
}

// changed is what the version is called, "" for a first one.
func (w words) changed(c news.Change) string {
	return map[news.Change]string{
		news.ChangeUpdate: w.update, news.ChangeCorrection: w.correction, news.ChangeKill: w.kill, news.ChangeWithheld: w.withhold,
	}[c]
}

// clock is a time as files say it to people: of the house's zone, by number, with the offset, so that no two read it differently.
func (i Item) clock(t time.Time) string {
	return t.In(i.House.Location()).Format("2006-01-02 15:04 -0700")
}

// What a version says of itself to people, "" for what it does not say.

func (i Item) version() string {
	v := strconv.Itoa(i.Version)
	if c := i.words().changed(i.Change); c != "" {
		v += " (" + news.CleanText(c) + ")"
	}
	return v
}

func (i Item) embargo() string {
	if i.Embargo.IsZero() {
		return ""
	}
	return i.clock(i.Embargo)
}

func (i Item) urgency() string {
	if i.Urgency == 0 {
		return ""
	}
	return strconv.Itoa(i.Urgency)
}

func (i Item) topicLine() string {
	var names []string
	for _, c := range i.subjects() {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}
