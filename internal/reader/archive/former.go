package archive

import (
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
)

// keepFormer is how long the files of pictures that were drawn again are answered yet at least: pages
// in caches and on devices name them. They go with the first change of the story after that, and at once
// when it is taken away.
const keepFormer = 24 * time.Hour

// withFormer returns the change's story with the files that its pictures had before. before is the edition
// that it follows; batch has the stories of changes that are not in the file yet.
func (a *Archive) withFormer(before *View, batch map[int64]*edition.Story, c edition.Change) *edition.Story {
	is := *c.Story
	is.Former = nil
	was := batch[is.Number]
	if before.State(is.Number) != Live {
		return &is
	}
	if was == nil {
		read, err := before.Story(is.Number)
		if err != nil { // it is damaged: what it had is not known
			return &is
		}
		was = &read
	}
	if lost(*was, is) {
		return &is
	}
	names := Renditions(is)
	add := func(f edition.FormerFile) {
		if !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
			is.Former = append(is.Former, f)
		}
	}
	for _, f := range was.Former {
		if c.At.Sub(f.At) < keepFormer {
			add(f)
		}
	}
	if c.Kind == edition.Redrawn {
		for _, name := range drawn(*was) {
			add(edition.FormerFile{Name: name, At: c.At})
		}
	}
	return &is
}

// lost reports whether the story had a film or a sound that it does not have any more: somebody took it from readers, with its
// poster, and no page in a cache is worth that they are answered yet.
func lost(was, is edition.Story) bool {
	return slices.ContainsFunc(was.Recordings, func(r edition.Recording) bool {
		return !slices.ContainsFunc(is.Recordings, func(o edition.Recording) bool { return o.ID == r.ID })
	})
}
