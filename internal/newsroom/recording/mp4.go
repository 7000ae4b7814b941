package recording

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// The bounds of an MP4's index, which is read into memory.
const (
	mostIndex  = 32 << 20
	mostBoxes  = 20_000
	mostChunks = 1 << 20
	deepest    = 10
)

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
