// Package container takes the files of pictures apart, without looking at a pixel: a JPEG's segments, a PNG's and a WebP's chunks, and the boxes of AVIF,
// HEIC and JUMBF. What a file claims of its own lengths is never believed beyond its bytes.
package container

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// Part is a segment, a chunk or a box of a file.
type Part struct {
	Name     string // of a chunk or box, its four letters; of a JPEG's segment, its marker as one byte
	At, End  int    // where it begins and ends, with its head and tail
	Body     []byte // what it holds
	BodyFrom int    // where that begins
}

// Format is that of a file by its first bytes: "jpeg", "png", "webp", "bmff" for AVIF, HEIC and their kin, or "" for anything else.
func Format(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xd8, 0xff}):
		return "jpeg"
	case bytes.HasPrefix(data, []byte(pngHead)):
		return "png"
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "webp"
	case len(data) >= 12 && string(data[4:8]) == "ftyp":
		return "bmff"
	}
	return ""
}

const pngHead = "\x89PNG\r\n\x1a\n"

// The markers of a JPEG that are asked for by name.
const (
	JFIF  = "\xe0" // APP0
	APP1  = "\xe1" // EXIF and XMP
	APP11 = "\xeb" // JUMBF
	APP13 = "\xed" // Photoshop's resources, with IPTC among them
	scan  = 0xda
	end   = 0xd9
)

// JPEG yields the segments between the start of a JPEG and its first scan.
func JPEG(data []byte) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		at := 2
		for at+4 <= len(data) && data[at] == 0xff {
			marker := data[at+1]
			if marker == 0xff { // a fill byte
				at++
				continue
			}
			if marker == scan || marker == end {
				return
			}
			size := int(binary.BigEndian.Uint16(data[at+2:]))
			if size < 2 || at+2+size > len(data) {
				return
			}
			if !yield(Part{string(data[at+1 : at+2]), at, at + 2 + size, data[at+4 : at+2+size], at + 4}) {
				return
			}
			at += 2 + size
		}
	}
}

// PNG yields the chunks of a PNG.
func PNG(data []byte) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		at := len(pngHead)
		for at+12 <= len(data) {
			claimed := binary.BigEndian.Uint32(data[at:])
			if uint64(claimed) > uint64(len(data)-at-12) { //nolint:gosec // at is within the data
				return
			}
			size := int(claimed)
			if !yield(Part{string(data[at+4 : at+8]), at, at + 12 + size, data[at+8 : at+8+size], at + 8}) {
				return
			}
			at += 12 + size
		}
	}
}

// WebP yields the chunks of a WebP.
func WebP(data []byte) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		at := 12
		for at+8 <= len(data) {
			claimed := binary.LittleEndian.Uint32(data[at+4:])
			if uint64(claimed) > uint64(len(data)-at-8) { //nolint:gosec // at is within the data
				return
			}
			size := int(claimed)
			after := min(len(data), at+8+size+size%2)
			if !yield(Part{string(data[at : at+4]), at, after, data[at+8 : at+8+size], at + 8}) {
				return
			}
			at = after
		}
	}
}

// Boxes yields the boxes that follow each other in the data, whose first byte is at that place of the file.
func Boxes(data []byte, base int) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		at := 0
		for at+8 <= len(data) {
			size, head := uint64(binary.BigEndian.Uint32(data[at:])), 8
			switch {
			case size == 0: // to the end
				size = uint64(len(data) - at) //nolint:gosec // at is within the data
			case size == 1 && at+16 <= len(data):
				size, head = binary.BigEndian.Uint64(data[at+8:]), 16
			}
			if size < uint64(head) || size > uint64(len(data)-at) { //nolint:gosec // neither is negative
				return
			}
			after := at + int(size) //nolint:gosec // no more than the data has
			if !yield(Part{string(data[at+4 : at+8]), base + at, base + after, data[at+head : after], base + at + head}) {
				return
			}
			at = after
		}
	}
}

// First returns the first part of that name, and false if there is none.
func First(parts iter.Seq[Part], name string) (Part, bool) {
	for p := range parts {
		if p.Name == name {
			return p, true
		}
	}
	return Part{}, false
}
