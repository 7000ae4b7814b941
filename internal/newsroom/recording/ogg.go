package recording

import (
	"encoding/binary"
	"math"
)

// mostComment is the most bytes of the packet that says who made a sound.
const mostComment = 16 << 20

// page is one page of an Ogg file.
type page struct {
	at, size int64
	head     int // bytes of its head
	granule  int64
	stream   uint32
	lacing   []byte
}

// ogg is an Ogg file that is read: one stream of Opus or Vorbis.
type ogg struct {
	*File
	*source
	stream   uint32
	packet   int // which packet of the stream comes next
	opus     bool
	rate     uint64
	skip     int64  // samples before the sound begins
	comment  []byte // the second packet, as far as it was read
	comments []page // the pages that it lies on
	last     int64
}

func readOgg(f *File, s *source) error {
	f.Format = Ogg
	o := &ogg{File: f, source: s}
	pages := 0
	for at := int64(0); at < s.size; {
		if pages++; pages > 4<<20 {
			return broken("it has more pages than a sound has")
		}
		p, err := o.page(at)
		if err != nil {
			return err
		}
		if err := o.read(p); err != nil {
			return err
		}
		at += p.size
	}
	if o.packet < 2 || o.rate == 0 {
		return broken("there is no sound in it")
	}
	if n := o.last - o.skip; n > 0 {
		f.Duration = lasting(uint64(n), o.rate)
	}
	return nil
}

// page reads the head of the page at the place.
func (o *ogg) page(at int64) (p page, err error) {
	head, err := o.bytes(at, min(27, o.size-at))
	if err != nil {
		return p, err
	}
	if len(head) < 27 || string(head[:4]) != "OggS" || head[4] != 0 {
		return p, broken("there is something between its pages")
	}
	p = page{at: at, head: 27 + int(head[26]), granule: int64(binary.LittleEndian.Uint64(head[6:])), stream: binary.LittleEndian.Uint32(head[14:])}
	if p.lacing, err = o.bytes(at+27, int64(head[26])); err != nil {
		return p, err
	}
	p.size = int64(p.head)
	for _, n := range p.lacing {
		p.size += int64(n)
	}
	if p.size > o.source.size-at {
		return p, broken("it ends in the middle")
	}
	return p, nil
}

// read reads a page: the first packet says what the stream is, the second who made it.
func (o *ogg) read(p page) error {
	if o.packet == 0 {
		o.stream = p.stream
	} else if p.stream != o.stream {
		return unsupported("This Ogg file has more than one stream in it. Send one sound, in Opus or Vorbis.")
	}
	if p.granule != math.MaxInt64 && p.granule > o.last {
		o.last = p.granule
	}
	if o.packet >= 2 {
		o.keep(p)
		return nil
	}
	data, err := o.bytes(p.at+int64(p.head), p.size-int64(p.head))
	if err != nil {
		return err
	}
	at, on, first := 0, false, o.packet == 0
	for _, n := range p.lacing {
		part := data[at : at+int(n)]
		at += int(n)
		switch o.packet {
		case 0:
			if err := o.what(part); err != nil {
				return err
			}
		case 1:
			on = true
			o.comment = append(o.comment, part...)
			if len(o.comment) > mostComment {
				return broken("what it says of itself is larger than %d MB", mostComment>>20)
			}
		}
		if n < 255 {
			o.packet++
		}
	}
	if on && first {
		return broken("its first page holds more than it may")
	}
	if on {
		o.comments = append(o.comments, p)
		if o.packet > 1 {
			return o.silence()
		}
		return nil
	}
	o.keep(p)
	return nil
}

func (o *ogg) keep(p page) {
	if n := len(o.pieces); n > 0 && o.pieces[n-1].with == nil && o.pieces[n-1].at+o.pieces[n-1].size == p.at {
		o.pieces[n-1].size += p.size
		return
	}
	o.pieces = append(o.pieces, piece{at: p.at, size: p.size})
}

// what reads the first packet.
func (o *ogg) what(b []byte) error {
	switch {
	case len(b) >= 19 && string(b[:8]) == "OpusHead":
		o.opus, o.rate, o.skip = true, 48_000, int64(binary.LittleEndian.Uint16(b[10:]))
	case len(b) >= 30 && string(b[:7]) == "\x01vorbis":
		o.rate = uint64(binary.LittleEndian.Uint32(b[12:]))
	default:
		return unsupported("This Ogg file is neither Opus nor Vorbis, which are the sounds that browsers play.")
	}
	return nil
}

// silence writes the packet that says who made the sound as one of the same length that says
// nothing, and sums its pages up anew.
func (o *ogg) silence() error {
	// The pages hold this packet, and in Vorbis perhaps the next one too, which stays.
	nothing := make([]byte, len(o.comment))
	if o.opus {
		if len(nothing) < 16 || string(o.comment[:8]) != "OpusTags" {
			return broken("it does not say what it is")
		}
		copy(nothing, "OpusTags") // no maker, no comments
	} else {
		if len(nothing) < 16 || string(o.comment[:7]) != "\x03vorbis" {
			return broken("it does not say what it is")
		}
		copy(nothing, "\x03vorbis")
		nothing[15] = 1 // the end, after no maker and no comments
	}
	for _, p := range o.comments {
		b, err := o.bytes(p.at, p.size)
		if err != nil {
			return err
		}
		at := p.head
		for _, n := range p.lacing {
			k := copy(b[at:at+int(n)], nothing)
			nothing = nothing[k:]
			if at += int(n); n < 255 {
				break
			}
		}
		binary.LittleEndian.PutUint32(b[22:], 0)
		binary.LittleEndian.PutUint32(b[22:], oggSum(b))
		o.pieces = append(o.pieces, piece{with: b})
	}
	o.comment, o.comments = nil, nil
	return nil
}

// oggTable is of the polynomial that Ogg sums with: the highest bit first, nothing turned.
var oggTable = func() (t [256]uint32) {
	for i := range t {
		r := uint32(i) << 24
		for range 8 {
			if r&(1<<31) != 0 {
				r = r<<1 ^ 0x04c11db7
			} else {
				r <<= 1
			}
		}
		t[i] = r
	}
	return t
}()

func oggSum(b []byte) (sum uint32) {
	for _, c := range b {
		sum = sum<<8 ^ oggTable[byte(sum>>24)^c]
	}
	return sum
}
