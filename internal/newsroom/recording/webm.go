package recording

import (
	"encoding/binary"
	"math"
	"slices"
	"time"
)

// The elements of Matroska that are looked at.
const (
	idHeader   = 0x1a45dfa3
	idDocType  = 0x4282
	idSegment  = 0x18538067
	idInfo     = 0x1549a966
	idTracks   = 0x1654ae6b
	idCluster  = 0x1f43b675
	idCues     = 0x1c53bb6b
	idSeekHead = 0x114d9b74
	idTags     = 0x1254c367
	idVoid     = 0xec

	idScale    = 0x2ad7b1
	idDuration = 0x4489
	idEntry    = 0xae
	idKind     = 0x83
	idCodec    = 0x86
	idVideo    = 0xe0
	idWidth    = 0xb0
	idHeight   = 0xba
	idTime     = 0xe7
)

// unsized stands for an element that ends where something begins that cannot be in it, as
// browsers record.
const unsized = math.MaxInt64

// The bounds of what is read into memory of a WebM file.
const (
	mostElements = 1 << 20
	mostPart     = 4 << 20
)

// forPlayers are the elements of a part that players need; the others become empty space: the
// title, when it was made and with what, names and tags.
var forPlayers = map[uint32][]uint32{
	idInfo:   {idScale, idDuration},
	idTracks: {idEntry},
	idEntry: {
		0xd7, 0x73c5, idKind, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x23e383, 0x536e, 0x22b59c, idCodec, 0x63a2, 0x56aa, 0x56bb, idVideo, 0xe1,
	},
}

// webm is a WebM file that is read.
type webm struct {
	*File
	*source
	elements int
	scale    uint64
	length   float64
	last     uint64 // the time of the last cluster
	sound    bool
}

// element is one, with where its content is.
type element struct {
	id       uint32
	at, head int64
	size     int64 // of the content; unsized for none
}

func readWebM(f *File, s *source) error {
	w := &webm{File: f, source: s, scale: 1_000_000}
	w.Format = Weba
	head, err := w.element(0)
	if err != nil {
		return err
	}
	if head.size > 4096 {
		return broken("its head is too large")
	}
	b, err := w.bytes(0, head.head+head.size)
	if err != nil {
		return err
	}
	if !w.isWebM(b[head.head:]) {
		return unsupported("This is Matroska, and no WebM: browsers do not play it.")
	}
	w.pieces = append(w.pieces, piece{with: b})
	at := int64(len(b))
	segment, err := w.element(at)
	if err != nil {
		return err
	}
	if segment.id != idSegment {
		return broken("there is no film in it")
	}
	w.pieces = append(w.pieces, piece{at: at, size: segment.head})
	at += segment.head
	end := s.size
	if segment.size != unsized {
		if segment.size > s.size-at {
			return broken("it ends in the middle")
		}
		end = at + segment.size
	}
	if err := w.segment(at, end); err != nil {
		return err
	}
	return w.judge()
}

func (w *webm) isWebM(b []byte) (is bool) {
	_ = each(b, func(id uint32, content, _ []byte) error {
		is = is || id == idDocType && string(content) == "webm"
		return nil
	})
	return is
}

// segment reads the parts of the film.
func (w *webm) segment(at, end int64) error {
	for at < end {
		e, err := w.element(at)
		if err != nil {
			return err
		}
		if e.id == idCluster {
			if at, err = w.cluster(e, end); err != nil {
				return err
			}
			continue
		}
		if e.size == unsized || e.size > end-at-e.head {
			return broken("it ends in the middle")
		}
		size := e.head + e.size
		switch e.id {
		case idInfo, idTracks:
			err = w.part(e)
		case idCues:
			w.copies(at, size)
		default:
			err = w.void(at, size)
		}
		if err != nil {
			return err
		}
		at += size
	}
	return nil
}

// element reads the head of the element at the place.
func (w *webm) element(at int64) (e element, err error) {
	if w.elements++; w.elements > mostElements {
		return e, broken("it has more parts than a film has")
	}
	b, err := w.bytes(at, min(12, w.source.size-at))
	if err != nil {
		return e, err
	}
	e.at = at
	id, n := vint(b, true)
	size, m := vint(b[min(n, len(b)):], false)
	if n == 0 || n > 4 || m == 0 {
		return e, broken("its parts do not hold together")
	}
	e.id, e.head, e.size = uint32(id), int64(n+m), int64(min(size, math.MaxInt64-1))
	if size == 1<<(7*m)-1 {
		e.size = unsized
	}
	return e, nil
}

// vint reads a number of as many bytes as its first says; with the mark of that if it is an ID.
// It returns no bytes for what is none.
func vint(b []byte, id bool) (v uint64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	for n = 1; b[0]&(0x80>>(n-1)) == 0; n++ {
	}
	if n > len(b) {
		return 0, 0
	}
	v = uint64(b[0])
	if !id {
		v &= 1<<(8-n) - 1
	}
	for _, c := range b[1:n] {
		v = v<<8 | uint64(c)
	}
	return v, n
}

// each calls f with every element in b: its content, and the whole of it.
func each(b []byte, f func(id uint32, content, whole []byte) error) error {
	for len(b) > 0 {
		id, n := vint(b, true)
		size, m := vint(b[min(n, len(b)):], false)
		if n == 0 || n > 4 || m == 0 || size > uint64(len(b)-n-m) {
			return broken("its parts do not hold together")
		}
		whole := b[: n+m+int(size) : n+m+int(size)]
		if err := f(uint32(id), whole[n+m:], whole); err != nil {
			return err
		}
		b = b[len(whole):]
	}
	return nil
}

// part reads the part that says what the film is, or what streams it has, and takes out of it
// what players do not need.
func (w *webm) part(e element) error {
	if e.size > mostPart {
		return broken("what it says of itself is larger than %d MB", mostPart>>20)
	}
	b, err := w.bytes(e.at, e.head+e.size)
	if err != nil {
		return err
	}
	if err := w.inside(e.id, b[e.head:]); err != nil {
		return err
	}
	w.pieces = append(w.pieces, piece{with: b})
	return nil
}

func (w *webm) inside(in uint32, b []byte) error {
	kind, codec := uint64(0), ""
	width, height := 0, 0
	err := each(b, func(id uint32, content, whole []byte) error {
		if w.elements++; w.elements > mostElements {
			return broken("it has more parts than a film has")
		}
		if !slices.Contains(forPlayers[in], id) {
			return empty(whole)
		}
		switch id {
		case idScale:
			w.scale = unsigned(content)
		case idDuration:
			w.length = float(content)
		case idEntry:
			return w.inside(id, content)
		case idKind:
			kind = unsigned(content)
		case idCodec:
			codec = string(content)
		case idVideo:
			return each(content, func(id uint32, content, _ []byte) error {
				switch id {
				case idWidth:
					width = int(min(unsigned(content), 1<<20))
				case idHeight:
					height = int(min(unsigned(content), 1<<20))
				}
				return nil
			})
		}
		return nil
	})
	if err != nil || in != idEntry {
		return err
	}
	return w.stream(kind, codec, width, height)
}

// stream takes one of the film's streams.
func (w *webm) stream(kind uint64, codec string, width, height int) error {
	switch {
	case kind == 1 && w.Video:
		return unsupported("This file has more than one film in it.")
	case kind == 1 && slices.Contains([]string{"V_VP8", "V_VP9", "V_AV1"}, codec):
		w.Format, w.Video, w.Width, w.Height = WebM, true, width, height
	case kind == 2 && slices.Contains([]string{"A_OPUS", "A_VORBIS"}, codec):
		w.sound = true
	default:
		return unsupported("This file has %q in it, which browsers do not play in WebM.", codec)
	}
	return nil
}

// cluster reads a stretch of the film and returns where it ends.
func (w *webm) cluster(e element, end int64) (int64, error) {
	began := e.at
	at := e.at + e.head
	if e.size != unsized {
		if e.size > end-at {
			return 0, broken("it ends in the middle")
		}
		end = at + e.size
	}
	for at < end {
		c, err := w.element(at)
		if err != nil {
			return 0, err
		}
		if e.size == unsized && slices.Contains([]uint32{idCluster, idCues, idTags, idSeekHead, idInfo, idTracks, 0x1941a469, 0x1043a770}, c.id) {
			break
		}
		if c.size == unsized || c.size > end-at-c.head {
			return 0, broken("it ends in the middle")
		}
		if c.id == idTime && c.size <= 8 {
			b, err := w.bytes(at+c.head, c.size)
			if err != nil {
				return 0, err
			}
			w.last = max(w.last, unsigned(b))
		}
		at += c.head + c.size
	}
	w.copies(began, at-began)
	return at, nil
}

func (w *webm) copies(at, size int64) {
	if n := len(w.pieces); n > 0 && w.pieces[n-1].with == nil && w.pieces[n-1].at >= 0 && w.pieces[n-1].at+w.pieces[n-1].size == at {
		w.pieces[n-1].size += size
		return
	}
	w.pieces = append(w.pieces, piece{at: at, size: size})
}

// void leaves the part out; empty space of its size stands for it, so that everything stays
// where the film says.
func (w *webm) void(at, size int64) error {
	head := make([]byte, min(size, 9))
	if err := emptyOf(head, size); err != nil {
		return err
	}
	w.pieces = append(w.pieces, piece{with: head}, piece{at: -1, size: size - int64(len(head))})
	return nil
}

// empty makes empty space of the element.
func empty(whole []byte) error {
	clear(whole)
	return emptyOf(whole, int64(len(whole)))
}

// emptyOf writes the head of empty space of the size.
func emptyOf(b []byte, size int64) error {
	if size < 2 {
		return broken("its parts do not hold together")
	}
	b[0] = idVoid
	if size < 9 {
		b[1] = byte(0x80 | size - 2)
		return nil
	}
	binary.BigEndian.PutUint64(b[1:9], 1<<56|uint64(size-9))
	return nil
}

func unsigned(b []byte) (v uint64) {
	for _, c := range b[:min(8, len(b))] {
		v = v<<8 | uint64(c)
	}
	return v
}

func float(b []byte) float64 {
	switch len(b) {
	case 4:
		return float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
	case 8:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return 0
}

// judge says how long the film lasts, if it is one.
func (w *webm) judge() error {
	if !w.Video && !w.sound {
		return broken("it has neither pictures nor sound")
	}
	length := w.length
	if length <= 0 || math.IsNaN(length) {
		length = float64(w.last) // as browsers record: until its last stretch begins
	}
	if seconds := length * float64(w.scale) / 1e9; seconds > 0 && seconds < 1<<20 {
		w.Duration = time.Duration(seconds * float64(time.Second))
	}
	return nil
}
