package inscribe

import (
	"encoding/binary"

	"github.com/stet-news/stet/internal/newsroom/picture/container"
)

// webpXMP is how much more than the packet a WebP grows by, at most: the head of its chunk, a byte that makes it even, and the head of an extended file.
const webpXMP = 8 + 1 + 18

// The flags of an extended WebP.
const (
	flagXMP   = 1 << 2
	flagAlpha = 1 << 4
)

// webp puts the packet at the end, where its chunk belongs, and says so in the head of an extended file, which is made if it was a simple one.
func (n Inscription) webp(data []byte) ([]byte, error) {
	var first container.Part
	for c := range container.WebP(data) {
		if first.Name == "" {
			first = c
		}
		if c.Name == "XMP " {
			return nil, errUnknown
		}
	}
	out := make([]byte, 12, len(data)+n.Room("webp"))
	copy(out, "RIFF....WEBP")
	switch first.Name {
	case "VP8X":
		if len(first.Body) != 10 {
			return nil, errUnknown
		}
		out = append(out, data[first.At:]...)
		out[12+8] |= flagXMP
	case "VP8 ", "VP8L":
		width, height, alpha, ok := size(first)
		if !ok {
			return nil, errUnknown
		}
		flags := byte(flagXMP)
		if alpha {
			flags |= flagAlpha
		}
		out = append(out, "VP8X\x0a\x00\x00\x00"...)
		out = append(out, flags, 0, 0, 0, byte(width-1), byte((width-1)>>8), byte((width-1)>>16), byte(height-1), byte((height-1)>>8), byte((height-1)>>16))
		out = append(out, data[first.At:]...)
	default:
		return nil, errUnknown
	}
	out = append(out, "XMP "...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(n.xmp))) //nolint:gosec // at most longer
	out = append(out, n.xmp...)
	if len(n.xmp)%2 == 1 {
		out = append(out, 0)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8)) //nolint:gosec // of a rendition
	return out, nil
}

// size reads the size of a simple WebP's picture, and whether it may be transparent.
func size(c container.Part) (width, height int, alpha, ok bool) {
	switch {
	case c.Name == "VP8 " && len(c.Body) >= 10 && string(c.Body[3:6]) == "\x9d\x01\x2a":
		width = int(binary.LittleEndian.Uint16(c.Body[6:])) & 0x3fff
		height = int(binary.LittleEndian.Uint16(c.Body[8:])) & 0x3fff
	case c.Name == "VP8L" && len(c.Body) >= 5 && c.Body[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(c.Body[1:])
		width, height, alpha = int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1, bits>>28&1 == 1
	}
	return width, height, alpha, width > 0 && height > 0
}
