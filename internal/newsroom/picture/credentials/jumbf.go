package credentials

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/picture/container"
)

// The limits of a store.
const (
	deepest   = 12
	mostBoxes = 3000
)

// span is a part of a file.
type span struct{ from, to int }

// box is a superbox of JUMBF (ISO 19566-5): it has a type, a label and others or bytes in it.
type box struct {
	kind     string // the first four letters of its type
	label    string
	body     []byte // all that is in it: what hashes of it are of
	content  []container.Part
	children []*box
}

// child returns the box in it whose label is that.
func (b *box) child(label string) *box {
	if b == nil {
		return nil
	}
	i := slices.IndexFunc(b.children, func(c *box) bool { return c.label == label })
	if i < 0 {
		return nil
	}
	return b.children[i]
}

// in returns the bytes that it holds in a box of that type, or nil.
func (b *box) in(name string) []byte {
	if b == nil {
		return nil
	}
	for _, c := range b.content {
		if c.Name == name {
			return c.Body
		}
	}
	return nil
}

// read takes a superbox apart; nil if it is none, or if it has more in it than any honest one.
func read(body []byte, depth int, room *int) *box {
	b := &box{body: body}
	for part := range container.Boxes(body, 0) {
		if *room--; *room < 0 || depth > deepest {
			return nil
		}
		switch {
		case b.kind == "":
			if part.Name != "jumd" || len(part.Body) < 17 {
				return nil
			}
			b.kind = string(part.Body[:4])
			if part.Body[16]&2 != 0 {
				label, _, _ := bytes.Cut(part.Body[17:], []byte{0})
				b.label = string(label)
			}
		case part.Name == "jumb":
			if c := read(part.Body, depth+1, room); c != nil {
				b.children = append(b.children, c)
			}
		default:
			b.content = append(b.content, part)
		}
	}
	if b.kind == "" {
		return nil
	}
	return b
}

// find returns the store of a file's content credentials, and where in the file its bytes stand; nil if there is none.
func find(data []byte) (*box, []span) {
	for _, c := range candidates(data) {
		for part := range container.Boxes(c.bytes, 0) {
			room := mostBoxes
			if part.Name != "jumb" {
				continue
			}
			if b := read(part.Body, 0, &room); b != nil && b.kind == "c2pa" {
				return b, c.at
			}
		}
	}
	return nil, nil
}

// candidate are bytes of a file that may be a store.
type candidate struct {
	bytes []byte
	at    []span
}

// bmffID is the type of the box that a store is in, in AVIF, HEIC and video.
const bmffID = "\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81"

func candidates(data []byte) (all []candidate) {
	switch container.Format(data) {
	case "jpeg":
		return jpegCandidates(data)
	case "png":
		if p, ok := container.First(container.PNG(data), "caBX"); ok {
			all = append(all, candidate{p.Body, []span{{p.At, p.End}}})
		}
	case "webp":
		if p, ok := container.First(container.WebP(data), "C2PA"); ok {
			all = append(all, candidate{p.Body, []span{{p.At, p.End}}})
		}
	case "bmff":
		for p := range container.Boxes(data, 0) {
			rest, ok := strings.CutPrefix(string(p.Body[:min(len(p.Body), len(bmffID)+4+64)]), bmffID)
			if p.Name != "uuid" || !ok || len(rest) < 4 {
				continue
			}
			purpose, _, _ := strings.Cut(rest[4:], "\x00")
			from := len(bmffID) + 4 + len(purpose) + 1 + 8 // the last is where a Merkle tree is
			if (purpose == "manifest" || purpose == "original" || purpose == "update") && from <= len(p.Body) {
				all = append(all, candidate{p.Body[from:], []span{{p.At, p.End}}})
			}
		}
	}
	return all
}

// jpegCandidates puts together what a JPEG has in several segments: each repeats the head of the box.
func jpegCandidates(data []byte) (all []candidate) {
	type segment struct {
		number uint32
		part   container.Part
	}
	boxes := map[uint16][]segment{}
	var order []uint16
	for p := range container.JPEG(data) {
		if p.Name != container.APP11 || len(p.Body) < 16 || string(p.Body[:2]) != "JP" {
			continue
		}
		id := binary.BigEndian.Uint16(p.Body[2:])
		if boxes[id] == nil {
			order = append(order, id)
		}
		boxes[id] = append(boxes[id], segment{binary.BigEndian.Uint32(p.Body[4:]), p})
	}
	for _, id := range order {
		slices.SortStableFunc(boxes[id], func(a, b segment) int { return int(int64(a.number) - int64(b.number)) })
		var c candidate
		for i, s := range boxes[id] {
			from := 8
			if i > 0 {
				from = 16
				if binary.BigEndian.Uint32(s.part.Body[8:]) == 1 {
					from = min(24, len(s.part.Body))
				}
			}
			c.bytes = append(c.bytes, s.part.Body[from:]...)
			c.at = append(c.at, span{s.part.At, s.part.End})
		}
		all = append(all, c)
	}
	return all
}
