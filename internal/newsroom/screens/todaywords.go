package screens

import (
	"net/url"
	"strings"
	"time"
)

// orTime returns the first time that there is.
func orTime(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// seen is a path that notes, when it is followed, that the notice was read.
func seen(path, notice string) string {
	if notice == "" {
		return path
	}
	before, fragment, at := strings.Cut(path, "#")
	join := "?"
	if strings.Contains(before, "?") {
		join = "&"
	}
	before += join + "seen=" + url.QueryEscape(notice)
	if at {
		before += "#" + fragment
	}
	return before
}

// needChip is the class of what a need is called.
func needChip(n need) string {
	switch {
	case n.alarm || n.flash || strings.HasPrefix(n.kind, "Approve"):
		return "chip-killed"
	case n.kind == "Ready":
		return "chip-ready"
	case n.kind == "Embargo ends":
		return "chip-scheduled"
	case n.kind == "Returned" || n.kind == "Assigned":
		return "chip-writing"
	}
	return "chip-with-desk"
}
