package press

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"slices"
)

// parts is what it takes to put another bar into a page without printing or compressing
// it: where the bar is, and what is known of what stands before and after it.
type parts struct {
	sum [sha256.Size]byte // of both, and of where the bar is

	before, after                     int    // bytes
	beforeCRC, afterCRC, afterShifted uint32 // see join

	// The two as parts of a deflate stream, and how many bytes they have.
	zipBefore, zipAfter       []byte
	zippedBefore, zippedAfter int
}

// gzipHead is the header of a gzip stream that says nothing (RFC 1952 §2.3).
var gzipHead = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}

// parts compresses the draft in parts, if that is wanted. A page without a bar is one, the
// second.
func (s *squeezer) parts(d *draft, barred, zip bool) (p parts, err error) {
	before, after := d.body[:d.gap], d.body[d.gap:]
	sum := sha256.New()
	var place [8]byte
	binary.BigEndian.PutUint64(place[:], uint64(d.gap))
	sum.Write(d.body)
	sum.Write(place[:])
	sum.Sum(p.sum[:0])
	p.before, p.after = len(before), len(after)
	p.beforeCRC, p.afterCRC, p.afterShifted = crc32.ChecksumIEEE(before), crc32.ChecksumIEEE(after), shift(len(after))
	if !zip || len(d.body) < least {
		return p, nil
	}
	if barred {
		if p.zipBefore, err = s.part(before, false); err != nil {
			return p, err
		}
	}
	if p.zipAfter, err = s.part(after, true); err != nil {
		return p, err
	}
	p.zippedBefore, p.zippedAfter = len(p.zipBefore), len(p.zipAfter)
	return p, nil
}

// With returns the page's bodies with the bar in them, and puts it in if another is: some
// ten microseconds, in which nothing is compressed. It goes back to no earlier bar, since
// a page that is in two editions with two bars is asked for with the later one soon. A page
// that carries no bar has the same bodies with any.
func (p *Page) With(bar *Bar) *Bodies {
	now := p.bodies.Load()
	if carries(now, bar) {
		return now
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if now = p.bodies.Load(); carries(now, bar) { // another reader came first
		return now
	}
	plain := now.In(Identity).Bytes
	var zipBefore, zipAfter []byte
	if zipped := now.In(Gzip); zipped != nil {
		end := len(zipped.Bytes) - gzipTail
		zipBefore, zipAfter = zipped.Bytes[len(gzipHead):][:p.parts.zippedBefore], zipped.Bytes[end-p.parts.zippedAfter:end]
	}
	next := p.with(bar, plain[:p.parts.before], plain[len(plain)-p.parts.after:], zipBefore, zipAfter)
	p.bodies.Store(next)
	return next
}

// carries reports whether the bodies are those with the bar.
func carries(b *Bodies, bar *Bar) bool {
	return b.bar == nil || bar == nil || b.bar == bar || b.bar.made > bar.made || b.bar.sum == bar.sum
}

// with makes the bodies of the page with the bar, nil for none, of what stands before and
// after it, plain and deflated.
func (p *Page) with(bar *Bar, before, after, zipBefore, zipAfter []byte) *Bodies {
	var html, zipped []byte
	sum, crc, size := p.parts.sum, p.parts.beforeCRC, p.parts.before+p.parts.after
	if bar != nil {
		html, zipped = bar.html, bar.zipped
		sum = sha256.Sum256(slices.Concat(sum[:], bar.sum[:]))
		crc, size = join(crc, bar.crc, shift(len(html))), size+len(html)
	}
	b := &Bodies{bar: bar, tag: hex.EncodeToString(sum[:12])}
	b.body[Identity].Store(p.draft.encoded(Identity, slices.Concat(before, html, after), b.tag))
	if zipAfter != nil {
		var tail [gzipTail]byte
		binary.LittleEndian.PutUint32(tail[:], join(crc, p.parts.afterCRC, p.parts.afterShifted))
		binary.LittleEndian.PutUint32(tail[4:], uint32(size)) //nolint:gosec // the format has the size modulo 2^32
		b.body[Gzip].Store(p.draft.encoded(Gzip, slices.Concat(gzipHead, zipBefore, zipped, zipAfter, tail[:]), b.tag))
	}
	return b
}

// gzipTail is how many bytes end a gzip stream: checksum and size.
const gzipTail = 8

// enough is how many must ask for brotli before it is made. Most of an archive is read by a
// crawler, once, and is spared it.
const enough = 2

// Ask says that brotli of these bodies is wanted, and reports whether the caller is the one
// to see that Squeeze makes it.
func (b *Bodies) Ask() bool { return b.asked.Add(1) == enough }

// AskAgain takes back that it was asked for.
func (b *Bodies) AskAgain() { b.asked.Store(enough - 1) }

// Squeeze makes the body in brotli that Best said is wanted. It takes a millisecond or two.
func (p *Page) Squeeze(b *Bodies) error {
	if p.draft.cache == cacheAsset {
		b.body[Brotli].Store(p.draft.encoded(Brotli, assetBrotli(p.Path, b.In(Identity).Bytes), b.tag))
		return nil
	}
	s := squeezers.Get().(*squeezer)
	defer squeezers.Put(s)
	small, err := s.whole(b.In(Identity).Bytes)
	if err != nil {
		return fmt.Errorf("compress %s: %w", p.Path, err)
	}
	b.body[Brotli].Store(p.draft.encoded(Brotli, small, b.tag))
	return nil
}
