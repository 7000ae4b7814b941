package news

import "strings"

// Document is a story's body: blocks in order. It is data with a closed schema,
// never markup, so that what a story holds can always be checked, compared and
// written for any reader. Its JSON form is {"type":"doc","content":[…]}, the form
// of ProseMirror's documents; only DecodeDocument makes one from JSON.
type Document struct {
	Blocks []Node
}

// NodeType names a kind of node.
type NodeType string

// The kinds of node. A block stands in the document, a quotation or an item; a
// run (Text, Break) stands in a paragraph, a heading, a pull quote or a cell.
const (
	Paragraph  NodeType = "paragraph"
	Heading    NodeType = "heading"    // a sub-heading
	Quotation  NodeType = "quotation"  // paragraphs; attribution
	List       NodeType = "list"       // items; ordered
	Item       NodeType = "item"       // paragraphs and lists
	PictureRef NodeType = "picture"    // picture, caption, credit, alt, decorative, file, graphic
	MediaRef   NodeType = "media"      // a film or a sound: media, caption, credit
	PullQuote  NodeType = "pull_quote" // runs; attribution
	Table      NodeType = "table"      // rows; caption
	Row        NodeType = "row"        // cells
	Cell       NodeType = "cell"       // runs; header
	Embed      NodeType = "embed"      // a link to something elsewhere: provider, title, url
	Text       NodeType = "text"
	Break      NodeType = "break"
)

// Node is one node of a document.
type Node struct {
	Type    NodeType
	Text    string // of a Text, never empty there
	Marks   []Mark // of a Text
	Attrs   Attrs
	Content []Node
}

// Attrs are a node's attributes. The schema says which each kind may have.
type Attrs struct {
	Attribution string
	Picture     string // Picture.ID
	Media       string // Recording.ID
	Caption     string
	Credit      string
	Alt         string
	Graphic     string // of a picture: what its cover says, see PictureUse
	Provider    string
	Title       string
	URL         string
	Ordered     bool
	Header      bool
	Decorative  bool // of a picture: there is nothing to describe
	File        bool // of a picture: it is a file photo, whatever its dates say
}

// use is the picture as the node with the attributes uses it.
func (a Attrs) use() PictureUse {
	return PictureUse{Picture: a.Picture, Caption: a.Caption, Credit: a.Credit, Alt: a.Alt, Decorative: a.Decorative, File: a.File, Graphic: a.Graphic}
}

// MarkType names a kind of mark.
type MarkType string

// The marks on a text.
const (
	Bold   MarkType = "bold"
	Italic MarkType = "italic"
	Link   MarkType = "link" // href
)

// Mark is a mark on a text.
type Mark struct {
	Type MarkType
	Href string // of a Link
}

// Paragraphs returns a document of plain paragraphs. Empty ones are left out.
func Paragraphs(texts ...string) Document {
	var d Document
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			d.Blocks = append(d.Blocks, Node{Type: Paragraph, Content: []Node{{Type: Text, Text: t}}})
		}
	}
	return d
}

// Empty reports whether the document has no words and no pictures.
func (d Document) Empty() bool {
	empty := true
	d.Walk(func(n Node) {
		if n.Type == PictureRef || n.Type == MediaRef || n.Type == Embed || n.Type == Text && strings.TrimSpace(n.Text) != "" {
			empty = false
		}
	})
	return empty
}

// Walk calls f with every node, each before what it holds.
func (d Document) Walk(f func(Node)) {
	var walk func([]Node)
	walk = func(ns []Node) {
		for _, n := range ns {
			f(n)
			walk(n.Content)
		}
	}
	walk(d.Blocks)
}

// Pictures returns the pictures that the document uses, in order.
func (d Document) Pictures() []PictureUse {
	var all []PictureUse
	d.Walk(func(n Node) {
		if n.Type == PictureRef {
			all = append(all, n.Attrs.use())
		}
	})
	return all
}
