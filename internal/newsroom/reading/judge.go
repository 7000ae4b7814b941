package reading

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/news"
)

// The kinds of findings that are of the reading and not of words.
const (
	Unread       copycheck.Kind = "unread"        // the reading broke, or took too long: nobody knows what it would have found
	SourceKilled copycheck.Kind = "source-killed" // its wire killed a dispatch that the story was made from
)

// Judge reads a story against its dispatches and gives each finding the stet that lets it stand. Findings of the reading itself come
// first: they are certain, so that a gate stops for them, and somebody may let them stand.
func (r *Reader) Judge(ctx context.Context, s news.Story, dispatches []news.Dispatch, zone *time.Location, stets []news.Stet) []Judged {
	found, err := r.Read(s, dispatches, zone)
	var all []Judged
	if err != nil {
		slog.ErrorContext(ctx, "a story was not read against its sources", "story", s.Number, "err", err)
		all = append(all, Judged{Finding: own(Unread, keyOf(dispatches)+Text(s.Content)), Part: "headline"})
	}
	for _, d := range dispatches {
		if !d.Killed.IsZero() {
			f := own(SourceKilled, d.ID)
			f.Source, f.Words = d.ID, []string{d.WireName}
			all = append(all, Judged{Finding: f, Part: "headline"})
		}
	}
	if len(found) > 0 {
		p := newPlaces(s.Content.Headline, s.Content.Standfirst, s.Content.Body)
		for _, f := range found {
			j := Judged{Finding: f, Part: p.at(f.Span.Start, f.Span.End).Part}
			j.Before, _, j.After = prose.Around(p.text, f.Span, besidePassage)
			all = append(all, j)
		}
	}
	settle(all, stets, dispatches)
	return all
}

func own(kind copycheck.Kind, of string) copycheck.Finding {
	sum := sha256.Sum256([]byte(string(kind) + "\x00" + of))
	return copycheck.Finding{Kind: kind, Level: copycheck.Certain, Fingerprint: hex.EncodeToString(sum[:12])}
}

// Said returns the finding's sentence for a sub-editor, in "bn" or else in English.
func (j *Judged) Said(language news.Language) string {
	bangla := language == news.Bangla
	switch {
	case j.Kind == Unread && bangla:
		return "লেখাটি সূত্রের সঙ্গে মেলানো শেষ হয়নি: এতে কী পাওয়া যেত, কেউ জানে না।"
	case j.Kind == Unread:
		return "This text could not be read against its sources to the end: nobody knows what would have been found."
	case j.Kind == SourceKilled && bangla:
		return j.Words[0] + " এই খবরটি প্রত্যাহার করেছে।"
	case j.Kind == SourceKilled:
		return j.Words[0] + " killed what this story was made from."
	}
	return j.Sentence(string(language))
}

// Open reports whether the finding is one that the gate stops for.
func (j *Judged) Open(gate news.CopyGate) bool {
	return j.Stet == nil && (gate != news.GateOpen && j.Level == copycheck.Certain || gate == news.GateLikely && j.Level == copycheck.Likely)
}

// Stops returns why a story with these findings does not go out in a house with the gate, or nil.
func Stops(gate news.CopyGate, findings []Judged) error {
	var first *Judged
	n := 0
	for i := range findings {
		if findings[i].Open(gate) {
			if n++; first == nil {
				first = &findings[i]
			}
		}
	}
	switch {
	case n == 0:
		return nil
	case first.Kind == Unread:
		return news.Errorf(news.Conflict, "Publication waits: the copy check did not come to its end, so nobody knows what it would have found. Try again, or let it stand with a reason.")
	case n == 1 && gate == news.GateLikely:
		return news.Errorf(news.Conflict, "Publication waits: 1 finding is certain or likely: %s Fix it, or let it stand with a reason.", first.phrase())
	case n == 1:
		return news.Errorf(news.Conflict, "Publication waits: 1 finding is certain: %s Fix it, or let it stand with a reason.", first.phrase())
	case gate == news.GateLikely:
		return news.Errorf(news.Conflict, "Publication waits: %d findings are certain or likely. The first: %s Fix each, or let it stand with a reason.", n, first.phrase())
	}
	return news.Errorf(news.Conflict, "Publication waits: %d findings are certain. The first: %s Fix each, or let it stand with a reason.", n, first.phrase())
}

// phrase says what is otherwise.
func (j *Judged) phrase() news.Phrase {
	switch {
	case j.Kind == SourceKilled:
		return news.Phrasef("%s killed what this story was made from.", j.Words[0])
	case j.SourceText != "":
		return news.Phrasef("“%s” is “%s” in the source.", j.Text, j.SourceText)
	}
	return news.Phrasef("“%s” is not as its sources have it.", j.Text)
}
