package news

import "strings"

// RenditionSet returns what the names of the files of one print have in common and those of no other: all
// before the first hyphen, as in "SET-640.webp". A name without one, of a file that was kept alone, is its own.
func RenditionSet(name string) string {
	set, _, _ := strings.Cut(name, "-")
	return set
}
