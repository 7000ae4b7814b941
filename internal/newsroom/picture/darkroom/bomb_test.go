package darkroom_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// Small files that say they are large, are large once they are open, or never end: each is a picture or a sentence, whatever it says, and takes no more of a
// processor and of memory than a file may.
func TestBombsDoNoHarm(t *testing.T) {
	all := bombs(t)
	if len(all) < 40 {
		t.Fatalf("%d bombs are not enough", len(all))
	}
	d := room(t, "develop")
	for name, data := range all {
		got, err := d.Develop(t.Context(), jpegOnly, data)
		refused, ok := errors.AsType[*news.Error](err)
		if err != nil && (!ok || !strings.HasSuffix(refused.Message, ".")) || err == nil && len(got.Prints) != 1 {
			t.Errorf("%s: %+v %v", name, got, err)
		}
		if strings.HasPrefix(name, "must be refused") && !ok {
			t.Errorf("%s: it was developed", name)
		}
		if ok && strings.Contains(refused.Message, "seconds to read") {
			t.Errorf("%s: %s", name, refused.Message)
		}
	}
	if _, err := d.Develop(t.Context(), jpegOnly, photograph(t, 300, 200)); err != nil {
		t.Errorf("the next picture: %v", err)
	}
}

// bombs returns them by what they are.
func bombs(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	sides := [][2]uint32{{20000, 20000}, {12000, 12000}, {12001, 1}, {1, 12001}, {1 << 31, 1}, {1<<31 - 1, 1<<31 - 1}, {65535, 65535}, {50001, 1000}, {0, 10}, {10, 0}, {1<<32 - 1, 1}}
	for _, s := range sides {
		all[fmt.Sprintf("must be refused: PNG %d × %d", s[0], s[1])] = pngOf(s[0], s[1], 8, 0, nil)
		all[fmt.Sprintf("must be refused: AVIF %d × %d", s[0], s[1])] = resized(t, develop.AVIF, s[0], s[1])
	}
	for _, s := range [][2]uint16{{65535, 65535}, {20000, 20000}, {12001, 1}, {1, 12001}, {0, 0}} {
		all[fmt.Sprintf("must be refused: JPEG %d × %d", s[0], s[1])] = jpegOf(t, s[0], s[1])
	}
	for _, s := range [][2]uint32{{65535, 65535}, {40000, 40000}, {1, 65535}} {
		all[fmt.Sprintf("must be refused: GIF %d × %d", s[0], s[1])] = gifOf(t, uint16(s[0]), uint16(s[1])) //nolint:gosec // two bytes
	}
	for _, s := range [][2]uint32{{16383, 16383}, {12001, 2}, {1 << 24, 1 << 24}} {
		all[fmt.Sprintf("must be refused: WebP %d × %d", s[0], s[1])] = webpOf(s[0], s[1])
	}
	zeros := deflated(t, 100<<20)
	all["PNG 1 × 1, 100 MB behind its pixels"] = pngOf(1, 1, 8, 0, zeros)
	all["PNG, 16 bits, almost 50 million pixels"] = pngOf(10000, 4999, 16, 6, zeros)
	all["PNG, interlaced, almost 50 million pixels"] = interlaced(pngOf(10000, 4999, 8, 0, zeros))
	all["PNG with 100 MB of XMP"] = pngOf(1, 1, 8, 0, deflated(t, 2), chunk("iTXt", append([]byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00"), zeros...)))
	all["PNG with 100 MB of EXIF as text"] = pngOf(1, 1, 8, 0, deflated(t, 2), chunk("zTXt", append([]byte("Raw profile type exif\x00\x00"), zeros...)))
	all["PNG with a colour profile of 100 MB"] = pngOf(1, 1, 8, 0, deflated(t, 2), chunk("iCCP", append([]byte("x\x00\x00"), zeros...)))
	all["GIF of 2,000 frames"] = framed(t, 2000)
	all["must be refused: JPEG of 20,000 scans"] = scanned(20_000, 6000)
	all["must be refused: JPEG of 200 scans"] = scanned(200, 7000)
	all["JPEG of 60 scans"] = scanned(60, 2000)
	return all
}

func chunk(kind string, data []byte) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(data))) //nolint:gosec // it is small
	c = append(append(c, kind...), data...)
	return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
}

// pngOf returns a PNG that says it has the size. Without pixels it has none.
func pngOf(width, height uint32, bits, kind byte, pixels []byte, more ...[]byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, bits, kind, 0, 0, 0))...)
	for _, m := range more {
		b = append(b, m...)
	}
	return append(append(b, chunk("IDAT", pixels)...), chunk("IEND", nil)...)
}

func interlaced(b []byte) []byte {
	b[28] = 1
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func deflated(t *testing.T, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	for zeros := make([]byte, 1<<20); size > 0; size -= len(zeros) {
		if _, err := w.Write(zeros[:min(size, len(zeros))]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// resized returns a small file that says in its head that it has the size.
func resized(t *testing.T, format develop.Format, width, height uint32) []byte {
	t.Helper()
	n, err := develop.Decode(photograph(t, 40, 30), 1)
	if err != nil {
		t.Fatal(err)
	}
	made, err := n.Set(n.Whole(), develop.Widths[:1], []develop.Format{format})
	if err != nil {
		t.Fatal(err)
	}
	data := bytes.Clone(made[0].Data)
	at := bytes.Index(data, []byte("ispe"))
	if at < 0 {
		t.Fatal("the head does not say its size where it did")
	}
	binary.BigEndian.PutUint32(data[at+8:], width)
	binary.BigEndian.PutUint32(data[at+12:], height)
	return data
}

func jpegOf(t *testing.T, width, height uint16) []byte {
	t.Helper()
	data := photograph(t, 40, 30)
	at := bytes.Index(data, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(data[at+5:], height)
	binary.BigEndian.PutUint16(data[at+7:], width)
	return data
}

func gifOf(t *testing.T, width, height uint16) []byte {
	t.Helper()
	data := framed(t, 1)
	binary.LittleEndian.PutUint16(data[6:], width)
	binary.LittleEndian.PutUint16(data[8:], height)
	return data
}

func framed(t *testing.T, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for range frames {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, 200, 200), color.Palette{color.White, color.Black}))
		g.Delay = append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webpOf returns the head of a WebP of the size, and nothing behind it.
func webpOf(width, height uint32) []byte {
	head := []byte{0, 0, 0, 0}
	for _, n := range []uint32{width - 1, height - 1} {
		head = append(head, byte(n), byte(n>>8), byte(n>>16)) //nolint:gosec // the three lower bytes are what is there
	}
	b := append([]byte("RIFF\x16\x00\x00\x00WEBPVP8X"), 10, 0, 0, 0)
	return append(b, head...)
}

// scanned returns a progressive JPEG of side × side pixels and many scans, each of which goes through all of it and says nothing.
func scanned(scans int, side uint16) []byte {
	b := []byte{0xff, 0xd8, 0xff, 0xdb, 0, 67, 0}
	b = append(b, bytes.Repeat([]byte{1}, 64)...)
	b = append(b, 0xff, 0xc2, 0, 11, 8, byte(side>>8), byte(side), byte(side>>8), byte(side), 1, 1, 0x11, 0) //nolint:gosec // two bytes
	b = append(b, 0xff, 0xc4, 0, 20, 0x10, 1)                                                                // one code, of one bit: the longest run of blocks at whose end nothing is left
	b = append(append(b, make([]byte, 15)...), 0xe0)
	blocks := (int(side) + 7) / 8 * ((int(side) + 7) / 8)
	runs := (blocks + 32766) / 32767
	var bits []byte
	var held, n uint
	for range runs {
		for _, bit := range append([]uint{0}, fourteenOnes()...) {
			held, n = held<<1|bit, n+1
			if n == 8 {
				bits = append(bits, byte(held)) //nolint:gosec // eight bits
				if byte(held) == 0xff {         //nolint:gosec // eight bits
					bits = append(bits, 0)
				}
				held, n = 0, 0
			}
		}
	}
	bits = append(bits, byte(held<<(8-n))) //nolint:gosec // eight bits
	for range scans {
		b = append(b, 0xff, 0xda, 0, 8, 1, 1, 0, 1, 63, 0)
		b = append(b, bits...)
	}
	return append(b, 0xff, 0xd9)
}

// fourteenOnes returns the fourteen bits that make a run the longest.
func fourteenOnes() []uint {
	ones := make([]uint, 14)
	for i := range ones {
		ones[i] = 1
	}
	return ones
}
