package override

import "html/template"

// The types that the house's templates get. They are a promise: a field may be added, and
// none is renamed or taken away.

// Link is a place that a page leads to.
type Link struct {
	Name, Path string
	Current    bool   // the page that a reader is on, or a page of it
	Language   string // of the name, where it is another than the page's
}

// Masthead is the head of a page.
type Masthead struct {
	Site, Language string
	Home           string // path of the home page in the page's language
	Search         string // path of the search
	Logo           *Image // nil if the name stands in letters
	Places         []Link // what the head leads to
	Languages      []Link // the page, or the home page, in the site's other languages
	// Words of the interface in the page's language.
	SectionsWord, SearchWord, ThemeWord string
}

// Footer is the foot of a page.
type Footer struct {
	Site, Language string
	Places         []Link // sections, the house's own pages, corrections, the lite version
	Address        string // of the page, for paper; "" if it has none
	PrintedWord    string // "Printed from"
}

// Image is a picture, with what an img element needs.
type Image struct {
	Src, Srcset, Sizes, Alt string // of the img: JPEG
	Width, Height           int
	// Sources are smaller formats, for source elements in a picture element before the img; Sizes is theirs too.
	Sources []Source
	Class   string // of the img: its colour until the file is there; "" for none
}

// Source is a picture in one format.
type Source struct{ Type, Srcset string }

// Card is a story in a list.
type Card struct {
	Path, Headline, Kicker, Standfirst string
	When, Stamp                        string // when it was published: for people, and for a datetime attribute
	Image                              *Image // nil for none
	Large                              bool   // the first of a page
}

// Story is a story; what stands below it on its page, related and most read, is the press's.
type Story struct {
	Section                        Link
	Label, Kicker                  string
	Headline, Standfirst, Language string
	Lead                           *Image
	Caption, Credit                string // of the lead; the caption says "File photo" where it is one
	Byline                         []Link // Path is "" for somebody without a page
	Place                          string
	Published, PublishedStamp      string
	Updated, UpdatedStamp          string        // "" if it was not
	Body                           template.HTML // the text
	NotesOnTop, NotesAtEnd         []Note
	Sources                        string
	Topics                         []Link
	Versions                       Link // the list of what was published
	// Words of the interface in the story's language.
	PublishedWord, UpdatedWord, NotesWord, TopicsWord string
}

// Note is a public note on a story.
type Note struct {
	Name, Text, When, Stamp string
}

var samples = map[string]any{
	"masthead.html": Masthead{
		Site: "The <Padma> Courier", Language: "en", Home: "/en/", Search: "/en/search", Logo: &sampleImage,
		Places: []Link{{Name: "Sport", Path: "/en/sport/", Current: true}}, Languages: []Link{{Name: "বাংলা", Path: "/bn/", Language: "bn"}},
	},
	"footer.html": Footer{Site: "The <Padma> Courier", Places: []Link{{Name: "Corrections", Path: "/en/corrections"}}, Address: "https://padma.example/en/"},
	"card.html":   sampleCard,
	"story.html": Story{
		Section: Link{Name: "Sport", Path: "/en/sport/"}, Headline: `A "headline" & more`, Lead: &sampleImage, Byline: []Link{{Name: "Nusrat Karim", Path: "/en/a/nusrat-karim"}},
		Body: "<p>Text</p>", NotesOnTop: []Note{{Name: "Note", Text: "<b>"}}, NotesAtEnd: []Note{{Name: "Correction"}},
		Topics: []Link{{Name: "River", Path: "/en/t/river"}}, Versions: Link{Path: "/x"},
	},
}

var (
	sampleImage = Image{Src: "/media/a.jpg", Srcset: "/media/a.jpg 320w", Sizes: "100vw", Alt: `"`, Width: 320, Height: 213, Class: "h777", Sources: []Source{{"image/webp", "/media/a.webp 320w"}}}
	sampleCard  = Card{Path: "/en/sport/2026/03/26/1-a", Headline: "<i>", When: "26 March 2026", Stamp: "2026-03-26T15:05:00+06:00", Image: &sampleImage, Large: true}
)
