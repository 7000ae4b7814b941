package redline

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// How much of a change is listed.
const (
	mostEdits   = 12
	aroundWords = 4
	mostWords   = 40 // of one edit, before and after
)

// Edits are the places at which the words of a story changed, with a few words around each:
// at most 12, and of each at most 40 words. What is not text is not listed.
func Edits(was, is news.Content) (edits []news.Edit) {
	lists := [][2][]unit{
		{{{text: was.Headline}}, {{text: is.Headline}}},
		{{{text: was.Standfirst}}, {{text: is.Standfirst}}},
		{units(was.Body.Blocks, false), units(is.Body.Blocks, false)},
		{captions(was.Lead, is.Lead), captions(is.Lead, was.Lead)},
	}
	for _, l := range lists {
		edits = append(edits, editsOf(texts(l[0]), texts(l[1]))...)
	}
	return edits[:min(len(edits), mostEdits)]
}

func texts(all []unit) (list []string) {
	for _, u := range all {
		list = append(list, strings.Join(strings.Fields(u.text), " "))
	}
	return list
}

// editsOf compares two lists of paragraphs: those that both have are left out, and the
// others are compared word by word in their order.
func editsOf(a, b []string) (edits []news.Edit) {
	var old, fresh []string
	flush := func() {
		edits = append(edits, wordEdits(strings.Join(old, " "), strings.Join(fresh, " "))...)
		old, fresh = nil, nil
	}
	for _, p := range Compare(a, b) {
		switch p.Op {
		case '-':
			old = append(old, p.Text)
		case '+':
			fresh = append(fresh, p.Text)
		default:
			flush()
		}
	}
	flush()
	return edits
}

// wordEdits are the places at which two texts differ. Places with few words between are one.
func wordEdits(a, b string) (edits []news.Edit) {
	parts := Words(a, b)
	for i := 0; i < len(parts); {
		if parts[i].Op == '=' {
			i++
			continue
		}
		var e news.Edit
		if i > 0 {
			e.Before = lastOf(parts[i-1].Text, aroundWords)
		}
		for i < len(parts) {
			p := parts[i]
			if p.Op == '=' {
				if i+1 == len(parts) || len(strings.Fields(p.Text)) > 1 {
					e.After = firstOf(p.Text, aroundWords)
					break
				}
				e.Was, e.Is = join(e.Was, p.Text), join(e.Is, p.Text)
			}
			if p.Op == '-' {
				e.Was = join(e.Was, p.Text)
			}
			if p.Op == '+' {
				e.Is = join(e.Is, p.Text)
			}
			i++
		}
		e.Was, e.Is = firstOf(e.Was, mostWords), firstOf(e.Is, mostWords)
		edits = append(edits, e)
	}
	return edits
}

func join(a, b string) string { return strings.TrimSpace(a + " " + b) }

func firstOf(text string, n int) string {
	words := strings.Fields(text)
	if len(words) > n {
		return strings.Join(words[:n], " ") + " …"
	}
	return text
}

func lastOf(text string, n int) string {
	words := strings.Fields(text)
	if len(words) > n {
		return "… " + strings.Join(words[len(words)-n:], " ")
	}
	return text
}
