package recording

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"time"
)

// The bounds of an MP4's index, which is read into memory.
const (
	mostIndex  = 32 << 20
	mostBoxes  = 20_000
	mostChunks = 1 << 20
	deepest    = 10
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

// mp4 is an MP4 that is read.
type mp4 struct {
	*File
	*source
	index  []byte // moov, which is changed where it stands
	at     int64  // where it is in the file
	boxes  int
	tracks []*track
	spans  []span // of samples that players need
}

// track is one stream.
type track struct {
	handler       string
	width, height int
	codec         string
	tables        map[string][]byte // the boxes of the table of samples, without their heads
}

type span struct{ at, end int64 }

// topBox is a box of the file itself.
type topBox struct {
	name     string
	at, size int64
	head     int64
}

func readMP4(f *File, s *source) error {
	m := &mp4{File: f, source: s}
	tops, err := m.tops()
	if err != nil {
		return err
	}
	for _, t := range tops {
		switch t.name {
		case "moof":
			return unsupported("This MP4 is in fragments, as for streaming. Send it as one file (fast start).")
		case "moov":
			if m.index != nil || t.size > mostIndex {
				return broken("its index is larger than %d MB, or there are two", mostIndex>>20)
			}
			if m.index, err = s.bytes(t.at, t.size); err != nil {
				return err
			}
			m.at = t.at
			if err := m.walk("moov", m.index[t.head:], 1, nil); err != nil {
				return err
			}
		}
	}
	if m.index == nil {
		return broken("it has no index")
	}
	if err := m.judge(); err != nil {
		return err
	}
	return m.lay(tops)
}

// tops returns the boxes of the file, which fill it.
func (m *mp4) tops() (all []topBox, err error) {
	for at := int64(0); at < m.size; {
		if len(all) == 1000 {
			return nil, broken("it has more parts than a film has")
		}
		head, err := m.bytes(at, min(16, m.size-at))
		if err != nil {
			return nil, err
		}
		if len(head) < 8 {
			break // less than a box: nothing that anybody needs
		}
		t := topBox{string(head[4:8]), at, int64(binary.BigEndian.Uint32(head)), 8}
		switch {
		case t.size == 1 && len(head) == 16:
			t.size, t.head = int64(min(binary.BigEndian.Uint64(head[8:]), 1<<62)), 16
		case t.size == 0:
			t.size = m.size - at
		}
		if t.size < t.head || t.size > m.size-at {
			return nil, broken("its part %q does not end", t.name)
		}
		all = append(all, t)
		at += t.size
	}
	return all, nil
}

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

// judge says what the file is, if browsers play it.
func (m *mp4) judge() error {
	m.Format = M4A
	sound := false
	for _, t := range m.tracks {
		_, plays := codecs[t.codec]
		switch {
		case t.codec == "hvc1" || t.codec == "hev1":
			return unsupported("This film is in H.265 (HEVC), which many browsers do not play. Send it in H.264: on an iPhone, Settings, Camera, Formats, Most Compatible.")
		case !plays:
			return unsupported("This file has %q in it, which browsers do not play. Send video in H.264 and sound in AAC.", t.codec)
		case t.handler == "vide" && m.Video:
			return unsupported("This file has more than one film in it.")
		case t.handler == "vide":
			m.Format, m.Video, m.Width, m.Height = MP4, true, t.width, t.height
		default:
			sound = true
		}
		if err := m.samples(t); err != nil {
			return err
		}
	}
	if !m.Video && !sound {
		return broken("it has neither pictures nor sound")
	}
	return nil
}

// lay lays out what is for readers: the index as it was changed, the samples of the tracks that
// are kept, and zeros where anything else was, so that everything stays where the index says.
func (m *mp4) lay(tops []topBox) error {
	slices.SortFunc(m.spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.end, b.end)) })
	for _, t := range tops {
		switch t.name {
		case "ftyp":
			m.pieces = append(m.pieces, piece{at: t.at, size: t.size})
		case "moov":
			m.pieces = append(m.pieces, piece{with: m.index})
		case "mdat":
			m.pieces = append(m.pieces, piece{at: t.at, size: t.head})
			m.data(t.at+t.head, t.at+t.size)
		default:
			head, err := m.bytes(t.at, t.head)
			if err != nil {
				return err
			}
			if t.size < 1<<16 {
				box, err := m.bytes(t.at, t.size)
				if err != nil {
					return err
				}
				m.located(box)
			}
			copy(head[4:8], "free")
			m.pieces = append(m.pieces, piece{with: head}, piece{at: -1, size: t.size - t.head})
		}
	}
	return nil
}

// data lays out the samples between two places.
func (m *mp4) data(at, end int64) {
	i, _ := slices.BinarySearchFunc(m.spans, at, func(s span, at int64) int { return cmp.Compare(s.end, at+1) })
	for ; i < len(m.spans) && m.spans[i].at < end; i++ {
		from, to := max(at, m.spans[i].at), min(end, m.spans[i].end)
		if to <= from {
			continue
		}
		if from > at {
			m.pieces = append(m.pieces, piece{at: -1, size: from - at})
		}
		if n := len(m.pieces); n > 0 && m.pieces[n-1].with == nil && m.pieces[n-1].at >= 0 && m.pieces[n-1].at+m.pieces[n-1].size == from {
			m.pieces[n-1].size += to - from
		} else {
			m.pieces = append(m.pieces, piece{at: from, size: to - from})
		}
		at = to
	}
	if at < end {
		m.pieces = append(m.pieces, piece{at: -1, size: end - at})
	}
}
