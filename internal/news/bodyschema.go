package news

import "strconv"

// The limits of a document. A body at every limit is still printed in milliseconds.
const (
	maxNodes    = 20_000
	maxDepth    = 12
	maxText     = 1 << 20 // bytes of all texts and attributes together
	maxAttr     = 4 << 10 // bytes of one attribute
	maxURL      = 2 << 10
	MaxDocument = 4 << 20 // bytes of its JSON form
)

// kind is what the schema says of a kind of node.
type kind struct {
	content  []NodeType
	least    int // the fewest nodes it must hold
	attrs    []string
	required []string // attributes that may not be empty
}

var runs = []NodeType{Text, Break}

// blocks are what may stand in the document itself.
var blocks = []NodeType{Paragraph, Heading, Quotation, List, PictureRef, MediaRef, PullQuote, Table, Embed}

// NodeTypes are all the kinds of node.
var NodeTypes = []NodeType{Paragraph, Heading, Quotation, List, Item, PictureRef, MediaRef, PullQuote, Table, Row, Cell, Embed, Text, Break}

// schema is the closed list of what a document may hold.
var schema = map[NodeType]kind{
	Paragraph:  {content: runs},
	Heading:    {content: runs},
	Quotation:  {content: []NodeType{Paragraph}, least: 1, attrs: []string{"attribution"}},
	List:       {content: []NodeType{Item}, least: 1, attrs: []string{"ordered"}},
	Item:       {content: []NodeType{Paragraph, List}, least: 1},
	PictureRef: {attrs: []string{"picture", "caption", "credit", "alt", "decorative", "file", "graphic"}, required: []string{"picture"}},
	MediaRef:   {attrs: []string{"media", "caption", "credit"}, required: []string{"media"}},
	PullQuote:  {content: runs, attrs: []string{"attribution"}},
	Table:      {content: []NodeType{Row}, least: 1, attrs: []string{"caption"}},
	Row:        {content: []NodeType{Cell}, least: 1},
	Cell:       {content: runs, attrs: []string{"header"}},
	Embed:      {attrs: []string{"provider", "title", "url"}, required: []string{"title", "url"}},
	Text:       {},
	Break:      {},
}

// str returns where the text attribute of the name is kept, or nil if it is not a text.
func (a *Attrs) str(name string) *string {
	switch name {
	case "attribution":
		return &a.Attribution
	case "picture":
		return &a.Picture
	case "media":
		return &a.Media
	case "caption":
		return &a.Caption
	case "credit":
		return &a.Credit
	case "alt":
		return &a.Alt
	case "graphic":
		return &a.Graphic
	case "provider":
		return &a.Provider
	case "title":
		return &a.Title
	case "url":
		return &a.URL
	}
	return nil
}

// flag returns where the yes-or-no attribute of the name is kept, or nil.
func (a *Attrs) flag(name string) *bool {
	switch name {
	case "ordered":
		return &a.Ordered
	case "header":
		return &a.Header
	case "decorative":
		return &a.Decorative
	case "file":
		return &a.File
	}
	return nil
}

func itoa(n int) string { return strconv.Itoa(n) }
