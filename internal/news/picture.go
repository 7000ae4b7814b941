package news

import (
	"slices"
	"time"
)

// PictureUse is a picture as one story uses it.
type PictureUse struct {
	Picture string `json:"picture"` // Picture.ID
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
	Alt     string `json:"alt,omitempty"` // empty only for decoration
	// Decorative says that there is nothing to describe: an empty Alt is meant.
	Decorative bool `json:"decorative,omitempty"`
	// File says that it is a file photo, whatever its dates say.
	File bool `json:"file,omitempty"`
	// Graphic is what the cover says that readers see in its place until they ask for it, in a few words of the
	// story's language: "injured people". Empty for a picture that needs no cover.
	Graphic string `json:"graphic,omitempty"`
}

// Picture is a picture the newsroom has, with what was made of it for readers.
type Picture struct {
	ID       string    `json:"id"`     // UUIDv7
	Name     string    `json:"name"`   // the file name it came with; never shown to readers
	Hash     string    `json:"hash"`   // SHA-256 of the original, hex
	Format   string    `json:"format"` // of the original: "jpeg", "png", "gif", "webp", "avif" or "heic"; empty for one from before it was noted
	Bytes    int64     `json:"bytes"`  // of the original
	Width    int       `json:"width"`  // upright
	Height   int       `json:"height"`
	Moves    bool      `json:"moves,omitempty"` // the original is an animation: its first picture is what readers get
	Caption  string    `json:"caption,omitempty"`
	Credit   string    `json:"credit,omitempty"`
	Alt      string    `json:"alt,omitempty"`
	Taken    time.Time `json:"taken,omitzero"`
	Uploaded time.Time `json:"uploaded"`
	By       Person    `json:"by"`
	// Revision counts the changes of what is known of it, from 0. A change names the revision that it was based on.
	Revision int64 `json:"revision,omitempty"`
	// Words are the caption and the description in a language, where they were written for it.
	Words map[Language]PictureWords `json:"words,omitempty"`
	// Metadata is what else the file says of itself. It is for the newsroom.
	Metadata PictureMetadata `json:"metadata,omitzero"`
	Rights   Rights          `json:"rights,omitzero"`
	// Sources are the dispatches that it was taken from, each once, at the version that it was first taken from.
	Sources []PictureSource `json:"sources,omitempty"`
	// Archive says that it is a file photo in every story.
	Archive bool `json:"archive,omitempty"`
	// Care is what whoever uses it is warned of: a minor, a victim, somebody not to be identified.
	Care string `json:"care,omitempty"`

	// Colour is the mean colour, as "#8a9b7c": what a page shows until the picture is there.
	Colour string `json:"colour,omitempty"`
	// Likeness is a perceptual hash of 64 bits as 16 hex digits: like pictures differ in few bits.
	Likeness string `json:"likeness,omitempty"`
	// Focus is what stays in sight in every crop.
	Focus Focus `json:"focus,omitzero"`
	// Faces are where faces were found: a guess, of which no program makes more than a warning and a first focus.
	Faces []Box `json:"faces,omitempty"`
	// Renditions are of the whole picture, by width, the smallest first; Crops are parts of it by shape.
	Renditions []Rendition `json:"renditions"`
	Crops      []Crop      `json:"crops,omitempty"`
	// Cover is a small file in which nothing can be made out, for readers who have not asked to see the picture. The zero
	// value is none yet: one from before there were covers.
	Cover Rendition `json:"cover,omitzero"`
	// Was are the names at which it stood on another site, before its page moved in, as edition.ReadOldAddress has them.
	Was []string `json:"was,omitempty"`
	// Plan is the number of the plan that Renditions and Crops were made by: 0 is JPEG of the whole only, made at once.
	Plan int `json:"plan,omitempty"`
}

// PictureSource is a dispatch that a picture was taken from.
type PictureSource struct {
	Dispatch string `json:"dispatch"` // ID
	Version  int64  `json:"version"`
	Wire     string `json:"wire"`     // its name
	Headline string `json:"headline"` // of the dispatch
}

// PictureWords are what is said of a picture in one language.
type PictureWords struct {
	Caption string `json:"caption,omitempty"`
	Alt     string `json:"alt,omitempty"`
}

// PictureMetadata is what a file says of itself in EXIF, IPTC and XMP, beside what Picture keeps in fields of its own.
type PictureMetadata struct {
	Headline     string   `json:"headline,omitempty"`
	Creator      string   `json:"creator,omitempty"`
	Copyright    string   `json:"copyright,omitempty"`
	UsageTerms   string   `json:"usage_terms,omitempty"`
	Instructions string   `json:"instructions,omitempty"`
	Keywords     []string `json:"keywords,omitempty"`
	City         string   `json:"city,omitempty"`
	Country      string   `json:"country,omitempty"`
	// Zoned says that the time it was taken came with its zone; else the house's was taken for it.
	Zoned bool `json:"zoned,omitempty"`
	// Located says that the original knows where it was taken. Readers never do.
	Located bool `json:"located,omitempty"`
	// Origin is how it came to be, as its XMP or its content credentials say.
	Origin      Origin       `json:"origin,omitempty"`
	Credentials *Credentials `json:"credentials,omitempty"`
}

// Focus is a point of a picture, in shares of its width and height from 0 to 1. The zero value is the middle.
type Focus struct {
	X   float64 `json:"x"`
	Y   float64 `json:"y"`
	Set bool    `json:"set,omitempty"` // somebody chose it; else it is where faces were found
}

// Point returns the focus, or the middle if nobody chose it and no face was found.
func (f Focus) Point() (x, y float64) {
	if f == (Focus{}) {
		return .5, .5
	}
	return f.X, f.Y
}

// Shape is the ratio of a crop, as "16:9".
type Shape string

// The shapes that are cut out of every picture: cards and fronts are 3:2, portraits of authors 3:4, and what goes elsewhere is 16:9, 4:3 and 1:1.
const (
	Shape3x2  Shape = "3:2"
	Shape16x9 Shape = "16:9"
	Shape4x3  Shape = "4:3"
	Shape1x1  Shape = "1:1"
	Shape3x4  Shape = "3:4"
)

// Shapes are all of them, in the order screens list them.
var Shapes = []Shape{Shape3x2, Shape16x9, Shape4x3, Shape1x1, Shape3x4}

// Crop is a part of a picture.
type Crop struct {
	Shape  Shape `json:"shape"`
	X      int   `json:"x"` // in pixels of the upright picture
	Y      int   `json:"y"`
	Width  int   `json:"width"`
	Height int   `json:"height"`
	// ByHand says that somebody drew it; else it follows the focus.
	ByHand     bool        `json:"by_hand,omitempty"`
	Renditions []Rendition `json:"renditions,omitempty"` // by width, the smallest first; none until they are made
}

// Crop returns the picture's crop of the shape, and false if it has none.
func (p Picture) Crop(s Shape) (Crop, bool) {
	i := slices.IndexFunc(p.Crops, func(c Crop) bool { return c.Shape == s })
	if i < 0 {
		return Crop{}, false
	}
	return p.Crops[i], true
}

// Use is whether a picture may be used.
type Use string

// The uses. A picture of which nobody said anything is free.
const (
	Free        Use = ""
	Conditional Use = "conditional" // read the conditions first
	Denied      Use = "denied"
)

// Rights are what the newsroom may do with a picture. The zero value is free use for ever.
type Rights struct {
	Use        Use       `json:"use,omitempty"`
	Conditions string    `json:"conditions,omitempty"` // what whoever uses it must know or do
	Source     string    `json:"source,omitempty"`     // whose it is: "own", or an agency's name
	From       time.Time `json:"from,omitzero"`        // no reader may have it before
	Until      time.Time `json:"until,omitzero"`       // no reader may have it from then on
}

// Rendition is one size of a picture, encoded anew: as JPEG, which every browser knows, and where they were made in the formats that take fewer bytes.
type Rendition struct {
	Name   string `json:"name"` // of the JPEG; content-addressed, as in /media/{name}
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Bytes  int64  `json:"bytes"`
	// WebP and AVIF are the same pixels; zero if they were not made.
	WebP RenditionFile `json:"webp,omitzero"`
	AVIF RenditionFile `json:"avif,omitzero"`
}

// RenditionFile is a rendition in one format.
type RenditionFile struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// Names returns the names of the rendition's files, none of the zero value.
func (r Rendition) Names() (names []string) {
	for _, name := range []string{r.Name, r.WebP.Name, r.AVIF.Name} {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// RenditionNames returns the names of the files of all the renditions.
func RenditionNames(all []Rendition) (names []string) {
	for _, r := range all {
		names = append(names, r.Names()...)
	}
	return names
}

// Files returns the names of all the files that were made of the picture.
func (p Picture) Files() []string {
	names := append(RenditionNames(p.Renditions), p.Cover.Names()...)
	for _, c := range p.Crops {
		names = append(names, RenditionNames(c.Renditions)...)
	}
	return names
}
