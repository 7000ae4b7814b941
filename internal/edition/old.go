package edition

import (
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/stet-news/stet/internal/pattern"
)

// OldAddress is the address at which a picture stood on another site, before its page moved
// in, taken apart.
type OldAddress struct {
	// Names are what the picture may be kept under, the most exact first: the path as it was
	// asked for, then without what asks for a size or another form of it. Where the path names
	// no picture's file (/image.php?id=7), the query belongs to the name.
	Names []string
	// Width is the width that the address asks for, in pixels; 0 if it asks for none.
	Width int
}

// mostAddress is the most bytes of a path and of a query of an old address.
const mostAddress = 2 << 10

// What other systems put into the address of a picture to have it in another size or form:
// WordPress photo-300x200.jpg, -scaled, -rotated, -e1612345678901, and photo.jpg.webp of what
// makes WebP for it; Ghost /size/w600/ and /format/webp/; Drupal /styles/large/public/.
var (
	pictureFile = pattern.New(`(?i)\.(?:jpe?g|png|gif|webp|avif|heic|bmp|tiff?)$`)
	twoEndings  = pattern.New(`(?i)(\.(?:jpe?g|png|gif))\.(?:webp|avif)$`)
	sizeEnding  = pattern.New(`-(\d{1,5})x\d{1,5}(\.[A-Za-z]+)$`)
	wordEnding  = pattern.New(`-(?:scaled|rotated|e\d{10,13})(\.[A-Za-z]+)$`)
	sizeFolder  = pattern.New(`/size/w(\d{1,5})(?:h\d{1,5})?/`)
	formFolder  = pattern.New(`/format/[a-z]+/`)
	styleFolder = pattern.New(`/styles/[A-Za-z0-9_-]+/public/`)
)

// widthNames are the names under which queries ask for a width.
var widthNames = []string{"w", "width", "resize", "fit", "size"}

// ReadOldAddress takes the address apart. The path is as it was written, escapes and all; the
// query is what follows the ?. An address of none has no Names.
func ReadOldAddress(escaped, query string) (a OldAddress) {
	name, err := url.PathUnescape(escaped)
	if err != nil || len(escaped) > mostAddress || len(query) > mostAddress || !strings.HasPrefix(name, "/") || name == "/" {
		return a
	}
	name = path.Clean(norm.NFC.String(name))
	asked, _ := url.ParseQuery(query) // what can be read of it
	if !pictureFile.MatchString(name) {
		if query != "" {
			a.Names = []string{name + "?" + asked.Encode()} // sorted by name
		}
		return a
	}
	for _, n := range widthNames {
		digits, _, _ := strings.Cut(strings.ReplaceAll(asked.Get(n), "x", ","), ",")
		if w, err := strconv.Atoi(digits); err == nil && w > 0 && w < 1e5 {
			a.Width = w
			break
		}
	}
	whole := twoEndings.ReplaceAllString(name, "$1")
	for _, size := range []*pattern.Pattern{sizeFolder, sizeEnding} {
		if m := size.FindStringSubmatch(whole); m != nil && a.Width == 0 {
			a.Width, _ = strconv.Atoi(m[1]) // digits
		}
	}
	whole = sizeFolder.ReplaceAllString(whole, "/")
	whole = formFolder.ReplaceAllString(whole, "/")
	whole = styleFolder.ReplaceAllString(whole, "/")
	whole = sizeEnding.ReplaceAllString(whole, "$2")
	whole = wordEnding.ReplaceAllString(whole, "$1")
	a.Names = []string{name}
	if whole != name {
		a.Names = append(a.Names, whole)
	}
	return a
}

// Whole returns the name of the picture itself, "" if there is none.
func (a OldAddress) Whole() string {
	if len(a.Names) == 0 {
		return ""
	}
	return a.Names[len(a.Names)-1]
}

// OldKey returns what readers' side knows a name of an old address by: it has no need of the
// name itself, which may say what no reader was to read.
func OldKey(name string) uint64 {
	sum := sha256.Sum256([]byte(name))
	return binary.BigEndian.Uint64(sum[:])
}

// OldKeys returns the keys of the names.
func OldKeys(names []string) (keys []uint64) {
	for _, n := range names {
		keys = append(keys, OldKey(n))
	}
	return keys
}

// Old returns the keys of the names at which the story's pictures stood before, each once.
func (s Story) Old() (all []uint64) {
	for p := range s.pictures {
		for _, key := range p.Was {
			if !slices.Contains(all, key) {
				all = append(all, key)
			}
		}
	}
	return all
}

// Was returns the story's picture that stood under the name of the key, and false if none did.
func (s Story) Was(key uint64) (found Picture, ok bool) {
	for p := range s.pictures {
		if slices.Contains(p.Was, key) {
			return p, true
		}
	}
	return found, false
}

// pictures are the lead and those of the body.
func (s Story) pictures(yield func(Picture) bool) {
	if s.Lead != nil && !yield(*s.Lead) {
		return
	}
	for _, p := range s.Pictures {
		if !yield(p) {
			return
		}
	}
}

// Nearest returns the rendition that is nearest in width, the larger of two as near, and
// false if the picture has none. A width of 0 is the widest. Of a picture behind a cover it is the cover.
func (p Picture) Nearest(width int) (name string, ok bool) {
	if p.Covered != nil {
		return p.Covered.Cover.Name, p.Covered.Cover.Name != ""
	}
	far := 0
	for i, r := range p.Renditions {
		d := max(r.Width-width, width-r.Width)
		if width == 0 {
			d = -r.Width
		}
		if i == 0 || d <= far {
			name, far = r.Name, d
		}
	}
	return name, name != ""
}
