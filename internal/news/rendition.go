package news

import "strings"

// RenditionSet returns what the names of the files of one print have in common and those of no other: SET of
// "SET-640.webp". A name of another form, of a file that was kept alone, is its own.
func RenditionSet(name string) string {
	set, rest, _ := strings.Cut(name, "-")
	width, _, _ := strings.Cut(rest, ".")
	if set == "" || width == "" || len(width) > 5 || strings.Trim(width, "0123456789") != "" {
		return name
	}
	return set
}
