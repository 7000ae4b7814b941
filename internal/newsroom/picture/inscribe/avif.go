package inscribe

import (
	"bytes"
	"encoding/binary"

	"github.com/stet-news/stet/internal/newsroom/picture/container"
)

// avifXMP is how much more than the packet an AVIF grows by, at most: its entry among the items, where it is, what it belongs to, and the box of its bytes.
const avifXMP = len(xmpEntry) + 18 + 26 + 8

// xmpEntry is a box "infe" of version 2 without its item's number: an item of the type "mime" without a name.
const xmpEntry = "\x00\x00\x00\x29infe\x02\x00\x00\x00..\x00\x00mime\x00application/rdf+xml\x00"

// avif adds the packet as an item that describes the picture. Only files built as libavif builds them are changed: the items' places in one box of version 0 or
// 1, whose numbers are 32 bits wide, and their bytes after the box "meta", which grows.
func (n Inscription) avif(data []byte) ([]byte, error) {
	meta, ok := container.First(container.Boxes(data, 0), "meta")
	for b := range container.Boxes(data, 0) { // one that goes on to the end of the file would take in what is added
		ok = ok && binary.BigEndian.Uint32(data[b.At:]) != 0
	}
	if !ok || len(meta.Body) < 4 || meta.BodyFrom-meta.At != 8 {
		return nil, errUnknown
	}
	a := avifMeta{primary: -1}
	for b := range container.Boxes(meta.Body[4:], 0) {
		a.boxes = append(a.boxes, b)
		a.last = b.End
		switch b.Name {
		case "pitm":
			if len(b.Body) == 6 && b.Body[0] == 0 {
				a.primary = int(binary.BigEndian.Uint16(b.Body[4:]))
			}
		case "iinf":
			a.items = b
		case "iloc":
			a.places = b
		case "iref":
			a.references = b
		}
	}
	item, ok := a.free()
	if !ok || a.last != len(meta.Body)-4 {
		return nil, errUnknown
	}
	grown := a.growth()
	places, ok := a.moved(item, meta.End, grown, len(data)+grown+8, len(n.xmp))
	if !ok {
		return nil, errUnknown
	}
	out := make([]byte, 0, len(data)+n.Room("avif"))
	out = append(out, data[:meta.BodyFrom+4]...)
	binary.BigEndian.PutUint32(out[meta.At:], uint32(meta.End-meta.At+grown)) //nolint:gosec // of a rendition
	for _, b := range a.boxes {
		switch b.Name {
		case "iinf":
			out = append(out, a.listed(item)...)
		case "iloc":
			out = append(out, places...)
		case "iref":
			out = append(out, a.related(item)...)
		default:
			out = append(out, meta.Body[4+b.At:4+b.End]...)
		}
	}
	if a.references.Name == "" {
		out = append(out, a.related(item)...)
	}
	out = append(out, data[meta.End:]...)
	out = binary.BigEndian.AppendUint32(out, uint32(8+len(n.xmp))) //nolint:gosec // at most longer
	return append(append(out, "mdat"...), n.xmp...), nil
}

// avifMeta is the box "meta" of an AVIF in its parts.
type avifMeta struct {
	boxes                     []container.Part
	last                      int // where they end
	items, places, references container.Part
	primary                   int
}

// free returns a number that no item has.
func (a *avifMeta) free() (uint16, bool) {
	b := a.items.Body
	if a.primary < 1 || len(b) < 6 || b[0] != 0 || len(a.places.Body) < 8 {
		return 0, false
	}
	highest, count := uint16(0), 0
	for e := range container.Boxes(b[6:], 0) {
		if e.Name != "infe" || len(e.Body) < 12 || e.Body[0] != 2 || bytes.Equal(e.Body[8:12], []byte("mime")) {
			return 0, false
		}
		highest = max(highest, binary.BigEndian.Uint16(e.Body[4:]))
		count++
	}
	return highest + 1, count == int(binary.BigEndian.Uint16(b[4:])) && highest < 1<<15
}

// growth returns by how many bytes the box grows.
func (a *avifMeta) growth() int {
	place := 14
	if a.places.Body[0] == 1 {
		place = 16
	}
	if a.references.Name == "" {
		return len(xmpEntry) + place + 26
	}
	return len(xmpEntry) + place + 14
}

// listed returns the box of items with one more.
func (a *avifMeta) listed(item uint16) []byte {
	out := box("iinf", a.items.Body, []byte(xmpEntry))
	binary.BigEndian.PutUint16(out[12:], binary.BigEndian.Uint16(out[12:])+1)
	binary.BigEndian.PutUint16(out[len(out)-len(xmpEntry)+12:], item)
	return out
}

// related returns the box of what belongs to what, where the item describes the picture.
func (a *avifMeta) related(item uint16) []byte {
	body := a.references.Body
	if a.references.Name == "" {
		body = []byte{0, 0, 0, 0}
	}
	says := []byte("\x00\x00\x00\x0ecdsc..\x00\x01..")
	binary.BigEndian.PutUint16(says[8:], item)
	binary.BigEndian.PutUint16(says[12:], uint16(a.primary)) //nolint:gosec // it was read from 16 bits
	return box("iref", body, says)
}

// moved returns the box of the items' places with one more, at the place and of the length given; and the others moved as far as what is after "meta" is.
func (a *avifMeta) moved(item uint16, after, by, at, length int) ([]byte, bool) {
	b := bytes.Clone(a.places.Body)
	version := b[0]
	if version > 1 || b[4] != 0x44 || b[5] != 0 { // offsets and lengths of 32 bits, no base, no index
		return nil, false
	}
	count := binary.BigEndian.Uint16(b[6:])
	binary.BigEndian.PutUint16(b[6:], count+1)
	i := 8
	for range count {
		head := 6 // item, data reference, number of extents
		if version == 1 {
			head = 8
		}
		if i+head > len(b) || version == 1 && b[i+3] != 0 { // where it says that it is elsewhere than in the file
			return nil, false
		}
		extents := int(binary.BigEndian.Uint16(b[i+head-2:]))
		i += head
		for range extents {
			if i+8 > len(b) {
				return nil, false
			}
			from := int(binary.BigEndian.Uint32(b[i:]))
			if from < after {
				return nil, false
			}
			binary.BigEndian.PutUint32(b[i:], uint32(from+by)) //nolint:gosec // of a rendition
			i += 8
		}
	}
	if i != len(b) {
		return nil, false
	}
	one := binary.BigEndian.AppendUint16(nil, item)
	if version == 1 {
		one = append(one, 0, 0)
	}
	one = append(one, 0, 0, 0, 1)
	one = binary.BigEndian.AppendUint32(one, uint32(at))     //nolint:gosec // of a rendition
	one = binary.BigEndian.AppendUint32(one, uint32(length)) //nolint:gosec // at most longer
	return box("iloc", b, one), true
}

// box returns a box of the bodies after each other.
func box(name string, bodies ...[]byte) []byte {
	body := bytes.Join(bodies, nil)
	out := binary.BigEndian.AppendUint32(nil, uint32(8+len(body))) //nolint:gosec // of a rendition
	return append(append(out, name...), body...)
}
