// Package inscribe writes into a picture that readers get what is said of it and whose it is, so that both go with it wherever it is taken: as XMP in JPEG,
// WebP and AVIF, and as IPTC (IIM) too in JPEG. It writes what editors decided, never what the photographer's file had.
package inscribe

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/newsroom/picture/container"
)

// Words are what is said in a picture. The zero value says nothing.
type Words struct {
	Caption string `json:"caption,omitempty"`
	Creator string `json:"creator,omitempty"`
	Credit  string `json:"credit,omitempty"`
	// Rights is the copyright notice; Terms say what may be done with the picture.
	Rights string `json:"rights,omitempty"`
	Terms  string `json:"terms,omitempty"`
	// Source is how the picture came to be, by the last part of IPTC's name for it, such as "trainedAlgorithmicMedia".
	Source string `json:"source,omitempty"`
}

// What the words may cost. A packet with a caption, a credit and a notice takes about 700 bytes, of which its own grammar is 500. That is a fortieth of what a
// picture of 480 pixels may take, so the share is a fortieth and nothing is carried below. Measured on nine photographs, the words take 3.6 steps of
// quality from a JPEG of 160 pixels and 15 at most, 2.1 and 7 from one of 320, but 1.2 and 3 from one of 480, and none from 960: the small ones would be
// poorer to say what the larger ones say. The larger a picture, the more of a long caption it has. JPEG has IPTC besides, for the programs that read
// nothing newer, at up to half as much again.
const (
	share  = 40
	least  = 700
	longer = 4096 // no packet is larger, whatever the picture
)

// Inscription is the words as they are written into files up to some size. The zero value writes nothing.
type Inscription struct {
	xmp []byte
	iim []byte
}

// For returns the words as a file of at most that many bytes carries them.
func (w Words) For(ceiling int) Inscription {
	room := min(longer, ceiling/share)
	if room < least || w == (Words{}) {
		return Inscription{}
	}
	return Inscription{w.packet(room), w.iim(room / 2)}
}

// Room is no fewer bytes than Into adds to a file in that format: "jpeg", "webp" or "avif". Others carry nothing.
func (n Inscription) Room(format string) int {
	if n.xmp == nil {
		return 0
	}
	switch format {
	case "jpeg":
		return len(n.xmp) + jpegXMP + n.jpegIIM()
	case "webp":
		return len(n.xmp) + webpXMP
	case "avif":
		return len(n.xmp) + avifXMP
	}
	return 0
}

var errUnknown = errors.New("the file is not built as those that renditions are written to")

// Into returns the file with the words in it. The pixels stay as they are, and so does a PNG.
func (n Inscription) Into(data []byte) ([]byte, error) {
	if n.xmp == nil {
		return data, nil
	}
	var out []byte
	var err error
	switch container.Format(data) {
	case "jpeg":
		out = n.jpeg(data)
	case "webp":
		out, err = n.webp(data)
	case "bmff":
		out, err = n.avif(data)
	case "png":
		out = data
	default:
		err = errUnknown
	}
	if err != nil {
		return nil, fmt.Errorf("write the words into a picture: %w", err)
	}
	return out, nil
}

// line returns the text in one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// ellipsis stands for what was cut.
const ellipsis = "…"

// cut returns the text, or as many whole words of it as fit into so many bytes with an ellipsis; nothing if that is less than a word.
func cut(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	room := bytes - len(ellipsis)
	if room <= 0 {
		return ""
	}
	for room > 0 && !utf8.RuneStart(text[room]) {
		room--
	}
	i := strings.LastIndexByte(text[:room+1], ' ')
	if i <= 0 {
		return ""
	}
	return strings.TrimRight(text[:i], " ,;:।.-–—") + ellipsis
}
