package redline

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// Words say what changed, as "“14” became “41”".
func (r Reason) Words(l news.Language) string {
	was, is := "“"+r.Was+"”", "“"+r.Is+"”"
	if l == news.Bangla {
		switch {
		case r.Was == "":
			return is + " নতুন"
		case r.Is == "":
			return was + " আর নেই"
		}
		return was + " হয়েছে " + is
	}
	switch {
	case r.Was == "":
		return is + " is new"
	case r.Is == "":
		return was + " is gone"
	}
	return was + " became " + is
}

// Words say what changed, at most three things of it.
func (c Change) Words(l news.Language) string {
	reasons := c.Reasons
	if len(reasons) == 0 {
		reasons = c.Other
	}
	var said []string
	for _, r := range reasons[:min(3, len(reasons))] {
		said = append(said, r.Words(l))
	}
	return strings.Join(said, "; ")
}
