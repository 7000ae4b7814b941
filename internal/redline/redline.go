// Package redline says what is different between two texts of a story: which words, and of
// which class the change is. It is the one place that decides whether a change is a slip of
// the pen or a fact. Pure.
package redline

import "strings"

// Part is a piece of a text that two versions share or do not.
type Part struct {
	Op   rune // '=' both have it, '-' only the older, '+' only the newer
	Text string
}

// mostCells bounds the work of comparing: above it, all is old and all is new.
const mostCells = 4_000_000

// Compare returns the parts of two lists of pieces, by their longest common subsequence.
func Compare(a, b []string) []Part {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var parts []Part
	add := func(op rune, texts []string) {
		for _, t := range texts {
			parts = append(parts, Part{op, t})
		}
	}
	add('=', a[:start])
	parts = append(parts, middle(a[start:len(a)-end], b[start:len(b)-end])...)
	add('=', a[len(a)-end:])
	return parts
}

func middle(a, b []string) (parts []Part) {
	if len(a)*len(b) > mostCells {
		for _, t := range a {
			parts = append(parts, Part{'-', t})
		}
		for _, t := range b {
			parts = append(parts, Part{'+', t})
		}
		return parts
	}
	width := len(b) + 1
	common := make([]int32, (len(a)+1)*width) // of the rests from i and j
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			parts = append(parts, Part{'=', a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[(i+1)*width+j] >= common[i*width+j+1]:
			parts = append(parts, Part{'-', a[i]})
			i++
		default:
			parts = append(parts, Part{'+', b[j]})
			j++
		}
	}
	return parts
}

// Words returns the parts of two texts word by word, neighbours joined.
func Words(a, b string) []Part {
	var joined []Part
	for _, p := range Compare(strings.Fields(a), strings.Fields(b)) {
		if k := len(joined) - 1; k >= 0 && joined[k].Op == p.Op {
			joined[k].Text += " " + p.Text
			continue
		}
		joined = append(joined, p)
	}
	return joined
}
