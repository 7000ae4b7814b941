package credentials

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/picture/container"
)

// dataHash says what a file hashes to without the parts that are left out (c2pa.hash.data).
type dataHash struct {
	Exclusions []struct {
		Start  int64 `cbor:"start"`
		Length int64 `cbor:"length"`
	} `cbor:"exclusions"`
	Algorithm string `cbor:"alg"`
	Hash      []byte `cbor:"hash"`
}

// boxesHash says what a file of boxes hashes to (c2pa.hash.bmff and its later versions).
type boxesHash struct {
	Exclusions []boxExclusion `cbor:"exclusions"`
	Algorithm  string         `cbor:"alg"`
	Hash       []byte         `cbor:"hash"`
	Merkle     []any          `cbor:"merkle"`
}

// boxExclusion leaves out the boxes of that path that are as it says, or parts of them.
type boxExclusion struct {
	Path   string  `cbor:"xpath"`
	Length *uint64 `cbor:"length"`
	Data   []struct {
		Offset uint64 `cbor:"offset"`
		Value  []byte `cbor:"value"`
	} `cbor:"data"`
	Subset []struct {
		Offset uint64 `cbor:"offset"`
		Length uint64 `cbor:"length"` // 0 is to the end
	} `cbor:"subset"`
	Version *int   `cbor:"version"`
	Flags   []byte `cbor:"flags"`
}

// bound reports whether the file is the one that the manifest was signed for, and whether that can be told here. One that changed only what is said of the
// picture is bound as the one before it is.
func (m *manifest) bound(data []byte, store []span, updated bool) (holds, known bool) {
	if m.box.kind == "c2um" {
		for _, i := range m.ingredients() {
			if i.Relationship != "parentOf" {
				continue
			}
			if before := m.before(i); before != nil && before.box.kind == "c2ma" {
				return before.bound(data, store, true)
			}
		}
		return false, true
	}
	if all := m.assertions("c2pa.hash.data"); len(all) == 1 {
		var d dataHash
		if !unmarshal(all[0].in("cbor"), &d) {
			return false, true
		}
		return d.holds(data, store, updated, m.claim.Algorithm)
	}
	if all := m.assertions("c2pa.hash.bmff"); len(all) == 1 && container.Format(data) == "bmff" {
		var b boxesHash
		if !unmarshal(all[0].in("cbor"), &b) {
			return false, true
		}
		return b.holds(data, all[0].label != "c2pa.hash.bmff", m.claim.Algorithm)
	}
	return false, len(m.assertions("c2pa.hash.boxes")) == 0 && len(m.assertions("c2pa.hash.collection.data")) == 0
}

// holds reports whether the file hashes to that, and whether it can be told: it cannot where more is left out than the store itself, for what is left out
// anybody can change. A store that was updated is longer than it was when the hash was made.
func (d *dataHash) holds(data []byte, store []span, updated bool, algorithm string) (holds, known bool) {
	h := algorithms[cmp.Or(d.Algorithm, algorithm, "sha256")]
	if h == 0 {
		return false, false
	}
	sum, at, all := h.New(), 0, true
	for _, e := range d.Exclusions {
		if e.Start < int64(at) || e.Length < 0 || e.Start > int64(len(data)) || e.Length > int64(len(data))-e.Start {
			return false, true
		}
		from, to := int(e.Start), int(e.Start+e.Length)
		if updated && from == store[0].from {
			to = max(to, store[len(store)-1].to)
		}
		all = all && within(span{from, to}, store)
		sum.Write(data[at:from])
		at = to
	}
	sum.Write(data[at:])
	is := bytes.Equal(sum.Sum(nil), d.Hash)
	return is && all, all || !is
}

// within reports whether the span is covered by the others, which are in their order.
func within(s span, others []span) bool {
	for _, o := range others {
		if o.from <= s.from && s.from < o.to {
			s.from = min(s.to, o.to)
		}
	}
	return s.from >= s.to
}

// holds reports whether the boxes hash to that, and whether it can be told: of a video in fragments it cannot.
func (b *boxesHash) holds(data []byte, places bool, algorithm string) (holds, known bool) {
	h := algorithms[cmp.Or(b.Algorithm, algorithm, "sha256")]
	if h == 0 || b.Merkle != nil {
		return false, b.Merkle == nil
	}
	sum, end, room := h.New(), 0, mostOut/max(1, len(b.Exclusions))
	for p := range container.Boxes(data, 0) {
		if room--; room < 0 {
			return false, false
		}
		end = p.End
		out, known := b.leavesOut(data, p)
		if !known {
			return false, false
		}
		at := p.At
		if len(out) > 0 && out[0] == (span{p.At, p.End}) {
			continue
		}
		if places {
			_ = binary.Write(sum, binary.BigEndian, uint64(p.At)) //nolint:gosec // within the file
		}
		for _, o := range out {
			if o.from < at {
				return false, false
			}
			sum.Write(data[at:o.from])
			at = o.to
		}
		sum.Write(data[at:p.End])
	}
	return end == len(data) && bytes.Equal(sum.Sum(nil), b.Hash), true
}

// mostOut is how often a box is held against a rule, at most: a picture has some ten boxes, and a signer as many rules.
const mostOut = 100_000

// mayBeOut are the boxes that C2PA lets be left out: the store's, those without a pixel in them, and the places of what moves when a store is put in.
var mayBeOut = map[string]bool{
	"/uuid": true, "/ftyp": true, "/mfra": true, "/free": true, "/skip": true, "/meta/iloc": true, "/mfra/tfra": true,
	"/moov/trak/mdia/minf/stbl/stco": true, "/moov/trak/mdia/minf/stbl/co64": true,
}

// leavesOut returns the parts of a box of the file that are not hashed, in their order, and false if a rule for it is one that is not known here.
func (b *boxesHash) leavesOut(data []byte, p container.Part) (out []span, known bool) {
	for _, e := range b.Exclusions {
		boxes := at(data, p, strings.TrimPrefix(e.Path, "/"))
		if len(boxes) > 0 && (!mayBeOut[e.Path] || e.Version != nil || e.Flags != nil) {
			return nil, false
		}
		for _, box := range boxes {
			if !e.is(data[box.At:box.End]) {
				continue
			}
			if e.Subset == nil {
				out = append(out, span{box.At, box.End})
			}
			for _, s := range e.Subset {
				size := uint64(box.End - box.At) //nolint:gosec // not negative
				if s.Offset > size || s.Length > size-s.Offset {
					return nil, false
				}
				if s.Length == 0 {
					s.Length = size - s.Offset
				}
				from := box.At + int(s.Offset)                      //nolint:gosec // within the box
				out = append(out, span{from, from + int(s.Length)}) //nolint:gosec // within the box
			}
		}
	}
	slices.SortFunc(out, func(a, b span) int { return a.from - b.from })
	return out, true
}

// is reports whether the box is as long as the rule says, and has the bytes that it names.
func (e *boxExclusion) is(box []byte) bool {
	is := e.Length == nil || *e.Length == uint64(len(box))
	for _, d := range e.Data {
		is = is && d.Offset <= uint64(len(box)) && bytes.HasPrefix(box[d.Offset:], d.Value)
	}
	return is
}

// at returns the boxes of that path, of which the given one is the first.
func at(data []byte, p container.Part, path string) (all []container.Part) {
	name, deeper, more := strings.Cut(path, "/")
	if name != p.Name {
		return nil
	}
	if !more {
		return []container.Part{p}
	}
	from := p.BodyFrom
	if name == "meta" { // it has a version before its boxes
		from += 4
	}
	for c := range container.Boxes(data[min(from, p.End):p.End], from) {
		all = append(all, at(data, c, deeper)...)
	}
	return all
}
