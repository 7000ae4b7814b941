// Package gate decides whether something may leave for readers. It is a pure function of
// what would leave and of the house's data, and it stands at the one door through which
// everything leaves: desk.turn.publish. What it does not let pass goes out only when a
// second person releases that very reason in those very words.
package gate

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Rules are the house's data that the gate goes by.
type Rules struct {
	Register Register
	Graves   Graves
	// Pictures are the records of the pictures that would leave, by ID.
	Pictures map[string]news.Picture
	// Memory is of earlier changes; nil for none.
	Memory *Memory
}

// Hits returns why the change may not leave, in the order in which a reader would meet it;
// none if it may. The same reason in the same words is one hit.
func (r Rules) Hits(c edition.Change) (hits []news.Hit) {
	seen := map[string]bool{}
	add := func(h news.Hit, words string) {
		h.Key = key(h, words)
		if !seen[h.Key] {
			seen[h.Key] = true
			hits = append(hits, h)
		}
	}
	for _, l := range Of(c) {
		for _, h := range r.taken(l) {
			add(h, h.What)
		}
		for _, p := range l.Parts {
			is := r.Memory.look(r.Register, p.Text)
			for _, m := range is.markers {
				add(news.Hit{Kind: news.HitMarker, What: m, Where: p.Where, Exit: l.Exit, Story: l.Story}, p.Text)
			}
			for _, e := range is.named {
				add(news.Hit{Kind: news.HitProtected, What: e.Label, Basis: e.Basis, Where: p.Where, Exit: l.Exit, Story: l.Story}, e.ID+" "+p.Text)
			}
		}
		for _, p := range l.Pictures {
			if why := rights(p, r.Pictures[p.ID]); why != "" {
				add(news.Hit{Kind: news.HitRights, What: why, Where: p.Where, Exit: l.Exit, Story: l.Story}, p.ID+" "+p.Credit)
			}
		}
	}
	return hits
}

// Holds reports whether the gate would hold the words, whatever they left by.
func (r Rules) Holds(words string) bool {
	is := r.Memory.look(r.Register, words)
	return len(is.markers) > 0 || len(is.named) > 0
}

// key names the reason in its words. It is a hash, so that a list of what was held does not
// hold the words.
func key(h news.Hit, words string) string {
	sum := sha256.Sum256([]byte(string(h.Kind) + "\x00" + h.What + "\x00" + h.Exit + "\x00" + words))
	return hex.EncodeToString(sum[:16])
}

// rights says why the picture may not be shown, "" if it may.
func rights(use Picture, record news.Picture) string {
	credit := use.Credit
	if credit == "" {
		credit = record.Credit
	}
	if strings.TrimSpace(credit) == "" {
		return "it has no credit"
	}
	for _, s := range []string{use.Credit, use.Caption, record.Credit, record.Caption, record.Name} {
		if m := forbids(s); m != "" {
			return "it says “" + m + "”"
		}
	}
	return ""
}

// ordinal is the place of the n-th thing of its kind, from 0, as "paragraph 3".
func ordinal(what string, n int) string { return what + " " + strconv.Itoa(n+1) }
