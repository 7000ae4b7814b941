package reading

import (
	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// BreakOn makes readings of a text break: nobody knows one that does.
func (r *Reader) BreakOn(text string) {
	r.check = func(in prose.Input, index *copycheck.Index, o copycheck.Options) []copycheck.Finding {
		if in.Text == text {
			panic("a fault")
		}
		return copycheck.Check(in, index, o)
	}
}

// Hang makes readings wait until the function is called.
func (r *Reader) Hang() (end func()) {
	wait := make(chan struct{})
	r.check = func(prose.Input, *copycheck.Index, copycheck.Options) []copycheck.Finding { <-wait; return nil }
	return func() { close(wait) }
}
