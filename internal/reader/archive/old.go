package archive

import (
	"runtime"
	"slices"

	"github.com/stet-news/stet/internal/edition"
)

// An old address is kept as one number: the first bits of its key, then the number of the
// story that has its picture. Who asks for an address finds the story by it, and the story
// says whether the picture ever stood there: two addresses that begin alike harm nobody. What a
// story had stays after it was taken away, so that the address says that it is gone.
const (
	numberBits = 28 // mostNumber
	numberMask = 1<<numberBits - 1
)

func oldKey(key uint64, story int64) uint64 {
	return key&^numberMask | uint64(story)&numberMask
}

// remember keeps the keys of old addresses, each once.
func (b *builder) remember(old []uint64) {
	for _, key := range old {
		chunk, shard, key := mediaPlace(key)
		if chunk < len(b.view.old) && b.view.old[chunk] != nil {
			if _, there := slices.BinarySearch(b.view.old[chunk][shard], key); there {
				continue
			}
		}
		k := &own(&b.view.old, b.old, chunk)[shard]
		i, _ := slices.BinarySearch(*k, key)
		if !b.alone {
			*k = slices.Clone(*k)
		}
		*k = slices.Insert(*k, i, key)
	}
}

// OldPicture returns the rendition that an address leads to at which a picture stood before
// it moved in, the nearest to the width that the address asks for, and the story that has the
// picture. It stands for None if no story ever had such a picture, and for Withdrawn or Killed
// if only stories had it that were taken away: there is no rendition then. The path is as it
// was written, escapes and all.
func (v *View) OldPicture(path, query string) (rendition string, story int64, is State, err error) {
	if len(v.old) == 0 {
		return "", 0, None, nil
	}
	asked := edition.ReadOldAddress(path, query)
	for _, name := range asked.Names {
		key := edition.OldKey(name)
		for _, number := range v.oldStories(key) {
			state := v.State(number)
			if state != Live {
				story, is = number, state
				continue
			}
			s, err := v.Story(number)
			if err != nil {
				return "", 0, None, err
			}
			if picture, ok := s.Was(key); ok {
				if rendition, ok := picture.Nearest(asked.Width); ok {
					return rendition, number, Live, nil
				}
			}
		}
	}
	return "", story, is, nil
}

// oldStories returns the numbers of the stories that have, or had, a picture that stood under
// the name of the key; they may have had another whose key begins alike.
func (v *View) oldStories(key uint64) (stories []int64) {
	chunk, shard, key := mediaPlace(oldKey(key, 0))
	if chunk >= len(v.old) || v.old[chunk] == nil {
		return nil
	}
	keys := v.old[chunk][shard]
	at, _ := slices.BinarySearch(keys, key)
	for ; at < len(keys) && keys[at]&^numberMask == key; at++ {
		stories = append(stories, int64(keys[at]&numberMask))
	}
	runtime.KeepAlive(v)
	return stories
}
