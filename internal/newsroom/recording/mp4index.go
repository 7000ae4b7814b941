package recording

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"time"
)

// inIndex are the boxes of the index that players need, by what they are in. Every other box
// becomes free space: udta with its places and names, meta, uuid.
var inIndex = map[string][]string{
	"moov": {"mvhd", "trak"},
	"trak": {"tkhd", "edts", "mdia"},
	"edts": {"elst"},
	"mdia": {"mdhd", "hdlr", "minf"},
	"minf": {"vmhd", "smhd", "dinf", "stbl"},
	"dinf": {"dref"},
	"stbl": {"stsd", "stts", "ctts", "stsc", "stsz", "stz2", "stco", "co64", "stss", "sdtp", "sbgp", "sgpd", "cslg"},
}

// inEntry are the boxes of a description of samples that players need.
var inEntry = []string{"avcC", "esds", "pasp", "colr", "btrt", "clap", "av1C", "vpcC", "dOps", "fiel"}

// walk reads the boxes in b, which are inside of a box of the name, and makes free space of
// those that players do not need.
func (m *mp4) walk(in string, b []byte, depth int, t *track) error {
	if depth > deepest {
		return broken("its parts stand in each other too deep")
	}
	for len(b) >= 8 {
		if m.boxes++; m.boxes > mostBoxes {
			return broken("it has more parts than a film has")
		}
		size, head := int64(binary.BigEndian.Uint32(b)), 8
		if size == 1 && len(b) >= 16 {
			size, head = int64(min(binary.BigEndian.Uint64(b[8:]), 1<<62)), 16
		}
		if size == 0 {
			size = int64(len(b))
		}
		if size < int64(head) || size > int64(len(b)) {
			return broken("its index does not hold together")
		}
		box, name := b[:size], string(b[4:8])
		b = b[size:]
		if !slices.Contains(inIndex[in], name) {
			m.located(box)
			blank(box, head)
			continue
		}
		keep, err := m.box(name, box[head:], depth, t)
		if err != nil {
			return err
		}
		if !keep {
			m.located(box)
			blank(box, head)
		}
	}
	clear(b)
	return nil
}

// located notes that a box which readers do not get says where the film was made.
func (m *mp4) located(box []byte) {
	for _, mark := range []string{"\xa9xyz", "loci", "location.ISO6709", "gpmd", "GPS "} {
		m.Located = m.Located || bytes.Contains(box, []byte(mark))
	}
}

// blank makes the box free space.
func blank(box []byte, head int) {
	copy(box[4:8], "free")
	clear(box[head:])
}

// box reads a box that players need, and returns false if this one is not for readers.
func (m *mp4) box(name string, b []byte, depth int, t *track) (keep bool, err error) {
	switch name {
	case "trak":
		t = &track{tables: map[string][]byte{}}
		if err := m.walk(name, b, depth+1, t); err != nil {
			return false, err
		}
		if t.handler != "vide" && t.handler != "soun" {
			// What is timed along a film is where the camera was, or the clock.
			m.Located = m.Located || t.handler == "meta" || t.handler == "camm"
			return false, nil
		}
		m.tracks = append(m.tracks, t)
		return true, nil
	case "edts", "mdia", "minf", "dinf", "stbl":
		return true, m.walk(name, b, depth+1, t)
	case "mvhd":
		return true, m.header(b)
	case "tkhd":
		return true, t.head(b)
	case "mdhd":
		return true, forget(b)
	case "hdlr":
		if len(b) < 24 {
			return false, broken("its index does not hold together")
		}
		t.handler = string(b[8:12])
		clear(b[12:]) // the maker of the camera
	case "dref":
		return true, ownData(b)
	case "stsd":
		return true, m.descriptions(b, t)
	default:
		t.tables[name] = b
	}
	return true, nil
}

// header reads the length of the film, and forgets when it was made.
func (m *mp4) header(b []byte) error {
	if err := forget(b); err != nil {
		return err
	}
	scale, length := uint64(0), uint64(0)
	if b[0] == 1 && len(b) >= 32 {
		scale, length = uint64(binary.BigEndian.Uint32(b[20:])), binary.BigEndian.Uint64(b[24:])
	} else if b[0] == 0 && len(b) >= 20 {
		scale, length = uint64(binary.BigEndian.Uint32(b[12:])), uint64(binary.BigEndian.Uint32(b[16:]))
	}
	m.Duration = lasting(length, scale)
	return nil
}

// lasting returns a length in units of which there are so many in a second; 0 if it is none.
func lasting(length, scale uint64) time.Duration {
	if scale == 0 || length/scale > 1<<24 {
		return 0
	}
	return time.Duration(float64(length) / float64(scale) * float64(time.Second))
}

// forget takes the times of making and changing out of a head.
func forget(b []byte) error {
	if len(b) < 20 {
		return broken("its index does not hold together")
	}
	if b[0] == 1 {
		clear(b[4:20])
	} else {
		clear(b[4:12])
	}
	return nil
}

// head reads how large the track's picture is, upright.
func (t *track) head(b []byte) error {
	if err := forget(b); err != nil {
		return err
	}
	at := 40
	if b[0] == 1 {
		at = 52
	}
	if len(b) < at+44 {
		return broken("its index does not hold together")
	}
	matrix, size := b[at:], b[at+36:]
	t.width, t.height = int(binary.BigEndian.Uint16(size)), int(binary.BigEndian.Uint16(size[4:]))
	if binary.BigEndian.Uint32(matrix) == 0 && binary.BigEndian.Uint32(matrix[4:]) != 0 { // turned by a quarter
		t.width, t.height = t.height, t.width
	}
	return nil
}

// ownData refuses a film whose pictures are in other files.
func ownData(b []byte) error {
	for b = b[min(8, len(b)):]; len(b) >= 12; {
		n := int64(binary.BigEndian.Uint32(b))
		if n < 12 || n > int64(len(b)) {
			return broken("its index does not hold together")
		}
		if b[11]&1 == 0 {
			return unsupported("This film's pictures or sounds are in other files. Send it as one file.")
		}
		clear(b[12:n])
		b = b[n:]
	}
	return nil
}

// codecs are those that browsers play, and what stands before the boxes of a description.
var codecs = map[string]int{"avc1": 78, "avc3": 78, "av01": 78, "vp09": 78, "mp4a": 28, "Opus": 28}

// descriptions reads how the samples are coded.
func (m *mp4) descriptions(b []byte, t *track) error {
	if len(b) < 16 {
		return broken("its index does not hold together")
	}
	for b = b[8:]; len(b) >= 8; {
		n := int64(binary.BigEndian.Uint32(b))
		if n < 8 || n > int64(len(b)) {
			return broken("its index does not hold together")
		}
		entry, codec := b[8:n], string(b[4:8])
		b = b[n:]
		t.codec = cmp.Or(t.codec, codec)
		fixed, known := codecs[codec]
		if !known {
			t.codec = codec // whether it matters is seen when the track's kind is known
			continue
		}
		if len(entry) < fixed {
			return broken("its index does not hold together")
		}
		if fixed == 78 {
			clear(entry[42:74]) // the name of the encoder, which is often that of the camera
		}
		if err := m.inEntry(entry[fixed:]); err != nil {
			return err
		}
	}
	return nil
}

// inEntry makes free space of what players do not need of a description.
func (m *mp4) inEntry(b []byte) error {
	for len(b) >= 8 {
		if m.boxes++; m.boxes > mostBoxes {
			return broken("it has more parts than a film has")
		}
		n := int64(binary.BigEndian.Uint32(b))
		if n < 8 || n > int64(len(b)) {
			return broken("its index does not hold together")
		}
		if !slices.Contains(inEntry, string(b[4:8])) {
			blank(b[:n], 8)
		}
		b = b[n:]
	}
	clear(b)
	return nil
}
