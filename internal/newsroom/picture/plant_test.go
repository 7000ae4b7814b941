package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"
	"unicode/utf16"

	"github.com/gen2brain/avif"
	"github.com/gen2brain/webp"

	"github.com/stet-news/stet/internal/newsroom/picture/container"
	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
)

// canary is what no reader may ever get: it stands for a name, a place or a number in a photographer's file.
const canary = "Canary Zorbaxquil 8817"

// wide returns the text in UTF-16.
func wide(s string, order binary.AppendByteOrder) (out []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func deflated(s string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.Bytes()
}

// carries reports whether the canary is in the data: as it is, in UTF-16, or deflated.
func carries(data []byte) bool {
	for _, form := range [][]byte{[]byte(canary), wide(canary, binary.BigEndian), wide(canary, binary.LittleEndian)} {
		if bytes.Contains(data, form) {
			return true
		}
	}
	for at := 0; ; at++ {
		i := bytes.Index(data[at:], []byte{0x78, 0x9c})
		if i < 0 {
			return false
		}
		at += i
		if r, err := zlib.NewReader(bytes.NewReader(data[at:])); err == nil {
			var out bytes.Buffer
			_, _ = out.ReadFrom(r)
			if bytes.Contains(out.Bytes(), []byte(canary)) {
				return true
			}
		}
	}
}

// scene is a picture with enough in it for all the sizes that carry words.
func scene() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 480, 320))
	for i := range m.Pix {
		m.Pix[i] = byte(i/4%480/3 + i/4/480/4 + i%4*20)
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	return m
}

func written(t *testing.T, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch m := scene(); format {
	case "jpeg":
		err = jpeg.Encode(&b, m, nil)
	case "png":
		err = png.Encode(&b, m)
	case "webp":
		err = webp.Encode(&b, m, webp.Options{Quality: 60})
	case "avif":
		err = avif.Encode(&b, m, avif.Options{Quality: 60, Speed: 10})
	case "gif":
		p := image.NewPaletted(m.Rect, color.Palette{color.Black, color.White})
		err = gif.Encode(&b, p, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// entry is one of TIFF's: a tag with its type and its value.
type entry struct {
	tag, kind uint16
	value     []byte
}

// tiff returns EXIF of the directories: the first, EXIF's own, the place's, and the thumbnail's.
func tiff(first, own, place []entry, thumbnail []byte) []byte {
	out := []byte("MM\x00*\x00\x00\x00\x08")
	size := func(all []entry) int { return 6 + 12*len(all) }
	directory := func(at int, all []entry, next uint32) {
		slices.SortFunc(all, func(a, b entry) int { return int(a.tag) - int(b.tag) })
		head := binary.BigEndian.AppendUint16(nil, uint16(len(all)))
		var tail []byte
		for _, e := range all {
			width := map[uint16]int{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}[e.kind]
			head = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(head, e.tag), e.kind)
			head = binary.BigEndian.AppendUint32(head, uint32(len(e.value)/width))
			if len(e.value) <= 4 {
				head = append(head, append(slices.Clone(e.value), 0, 0, 0, 0)[:4]...)
				continue
			}
			head = binary.BigEndian.AppendUint32(head, uint32(at+size(all)+len(tail)))
			tail = append(tail, e.value...)
		}
		out = append(append(binary.BigEndian.AppendUint32(append(out, head...), next), tail...), 0)
	}
	length := func(all []entry) (n int) {
		n = size(all) + 1
		for _, e := range all {
			if len(e.value) > 4 {
				n += len(e.value)
			}
		}
		return n
	}
	number := func(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }
	first = append(slices.Clone(first), entry{0x8769, 4, number(0)}, entry{0x8825, 4, number(0)})
	ownAt := 8 + length(first)
	placeAt := ownAt + length(own)
	lastAt := placeAt + length(place)
	first[len(first)-2].value, first[len(first)-1].value = number(ownAt), number(placeAt)
	last := []entry{{0x0103, 3, []byte{0, 6}}, {0x0201, 4, number(0)}, {0x0202, 4, number(len(thumbnail))}}
	last[1].value = number(lastAt + length(last))
	next := 0
	if thumbnail != nil {
		next = lastAt
	}
	directory(8, first, uint32(next))
	directory(ownAt, own, 0)
	directory(placeAt, place, 0)
	if thumbnail != nil {
		directory(lastAt, last, 0)
		out = append(out, thumbnail...)
	}
	return out
}

// exifs are EXIF with the canary in each of the places where cameras put what is private.
func exifs() map[string][]byte {
	text := []byte(canary + "\x00\x00")
	rational := append([]byte(canary), 0, 1) // three of eight bytes
	thumb := append([]byte("\xff\xd8\xff\xfe\x00\x18"), text[:22]...)
	thumb = append(thumb, 0xff, 0xd9)
	return map[string][]byte{
		"description": tiff([]entry{{0x010e, 2, text}}, nil, nil, nil),
		"artist":      tiff([]entry{{0x013b, 2, text}}, nil, nil, nil),
		"copyright":   tiff([]entry{{0x8298, 2, text}}, nil, nil, nil),
		"model":       tiff([]entry{{0x0110, 2, text}}, nil, nil, nil),
		"xp comment":  tiff([]entry{{0x9c9c, 1, wide(canary, binary.LittleEndian)}}, nil, nil, nil),
		"maker note":  tiff(nil, []entry{{0x927c, 7, text}}, nil, nil),
		"comment":     tiff(nil, []entry{{0x9286, 7, append([]byte("ASCII\x00\x00\x00"), text...)}}, nil, nil),
		"unicode":     tiff(nil, []entry{{0x9286, 7, append([]byte("UNICODE\x00"), wide(canary, binary.BigEndian)...)}}, nil, nil),
		"owner":       tiff(nil, []entry{{0xa430, 2, text}}, nil, nil),
		"serial":      tiff(nil, []entry{{0xa431, 2, text}}, nil, nil),
		"latitude":    tiff(nil, nil, []entry{{1, 2, []byte("N\x00")}, {2, 5, rational}, {3, 2, []byte("E\x00")}, {4, 5, rational}}, nil),
		"area":        tiff(nil, nil, []entry{{0x1c, 7, append([]byte("ASCII\x00\x00\x00"), text...)}}, nil),
		"thumbnail":   tiff(nil, nil, nil, thumb),
	}
}

const xmpStart = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Instructions="` +
	canary + `"><dc:creator><rdf:Seq><rdf:li>` + canary + `</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`

// planted returns files that carry the canary, by where.
func planted(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	plantJPEG(t, all)
	plantPNG(t, all)
	plantWebP(t, all)
	plantGIF(t, all)
	plantAVIF(t, all)
	return all
}

func plantJPEG(t *testing.T, all map[string][]byte) {
	t.Helper()
	base := written(t, "jpeg")
	in := func(where string, marker byte, body string) {
		size := len(body) + 2
		s := append([]byte{0xff, marker, byte(size >> 8), byte(size)}, body...)
		all["JPEG, "+where] = slices.Concat(base[:2], s, base[2:])
	}
	for where, e := range exifs() {
		in("EXIF's "+where, 0xe1, "Exif\x00\x00"+string(e))
	}
	for i := range byte(16) {
		in(fmt.Sprintf("APP%d", i), 0xe0+i, "private\x00"+canary)
	}
	iim := "\x1c\x02\x50\x00" + string(rune(len(canary))) + canary
	in("JFIF's thumbnail", 0xe0, "JFXX\x00\x10"+canary)
	in("XMP", 0xe1, "http://ns.adobe.com/xap/1.0/\x00"+xmpStart)
	in("extended XMP", 0xe1, "http://ns.adobe.com/xmp/extension/\x00"+canary)
	in("ICC", 0xe2, "ICC_PROFILE\x00\x01\x01"+profile())
	in("IPTC", 0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00"+string(rune(len(iim)))+iim)
	in("another resource of Photoshop's", 0xed, "Photoshop 3.0\x008BIM\x04\x0c\x00\x00\x00\x00\x00"+string(rune(len(canary)))+canary)
	in("comment", 0xfe, canary)
	all["JPEG, after its end"] = append(slices.Clone(base), canary...)
	all["JPEG, a second one after its end"] = append(slices.Clone(base), all["JPEG, comment"]...)
}

// profile is one of colours that names the canary.
func profile() string {
	p := make([]byte, 128, 256)
	copy(p[36:], "acsp")
	p = append(p, 0, 0, 0, 1)
	p = append(p, "desc\x00\x00\x00\x90\x00\x00\x00\x28"...)
	p = append(p, "desc\x00\x00\x00\x00\x00\x00\x00\x17"+canary+"\x00"...)
	binary.BigEndian.PutUint32(p, uint32(len(p)))
	return string(p)
}

func plantPNG(t *testing.T, all map[string][]byte) {
	t.Helper()
	base := written(t, "png")
	chunk := func(name string, body []byte) []byte {
		c := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), name...)
		c = append(c, body...)
		return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	}
	for where, c := range map[string][]byte{
		"tEXt":             chunk("tEXt", []byte("Author\x00"+canary)),
		"a key of tEXt":    chunk("tEXt", []byte(canary+"\x00x")),
		"zTXt":             chunk("zTXt", append([]byte("Comment\x00\x00"), deflated(canary)...)),
		"iTXt":             chunk("iTXt", []byte("Title\x00\x00\x00en\x00\x00"+canary)),
		"deflated iTXt":    chunk("iTXt", append([]byte("Title\x00\x01\x00en\x00\x00"), deflated(canary)...)),
		"XMP":              chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmpStart)),
		"eXIf":             chunk("eXIf", exifs()["latitude"]),
		"ICC":              chunk("iCCP", append([]byte("x\x00\x00"), deflated(profile())...)),
		"a name of ICC":    chunk("iCCP", append([]byte(canary+"\x00\x00"), deflated("x")...)),
		"a private chunk":  chunk("prVt", []byte(canary)),
		"the C2PA chunk":   chunk("caBX", []byte(canary)),
		"IPTC of programs": chunk("tEXt", []byte("Raw profile type iptc\x00"+canary)),
	} {
		all["PNG, "+where] = slices.Concat(base[:33], c, base[33:])
	}
	all["PNG, after its end"] = append(slices.Clone(base), canary...)
	all["PNG, a chunk after its end"] = append(slices.Clone(base), chunk("tEXt", []byte("Author\x00"+canary))...)
}

func plantWebP(t *testing.T, all map[string][]byte) {
	t.Helper()
	base := written(t, "webp")
	plant := func(where string, flags byte, before, after []byte) {
		head := []byte("RIFF....WEBPVP8X\x0a\x00\x00\x00")
		head = append(head, flags, 0, 0, 0, 479&0xff, 479>>8, 0, 319&0xff, 319>>8, 0)
		out := slices.Concat(head, before, base[12:], after)
		binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
		all["WebP, "+where] = out
	}
	chunk := func(name, body string) []byte {
		c := append([]byte(name), binary.LittleEndian.AppendUint32(nil, uint32(len(body)))...)
		c = append(c, body...)
		return append(c, make([]byte, len(body)%2)...)
	}
	for where, e := range exifs() {
		plant("EXIF's "+where, 8, nil, chunk("EXIF", string(e)))
	}
	plant("XMP", 4, nil, chunk("XMP ", xmpStart))
	plant("ICC", 32, chunk("ICCP", profile()), nil)
	plant("a chunk of its own", 0, nil, chunk("prVt", canary))
	plant("the C2PA chunk", 0, nil, chunk("C2PA", canary))
	all["WebP, after its end"] = append(slices.Clone(base), canary...)
}

func plantGIF(t *testing.T, all map[string][]byte) {
	t.Helper()
	base := written(t, "gif")
	at := 13 + 6 // after the palette of two colours
	block := string(rune(len(canary))) + canary + "\x00"
	for where, b := range map[string]string{
		"comment":     "\x21\xfe" + block,
		"application": "\x21\xff\x0bXMP DataXMP" + block,
		"plain text":  "\x21\x01\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x08\x08\x00\x01" + block,
	} {
		all["GIF, "+where] = slices.Concat(base[:at], []byte(b), base[at:])
	}
	all["GIF, after its end"] = append(slices.Clone(base), canary...)
	comment := append(slices.Clone(base[:len(base)-1]), "\x21\xfe"+block+"\x3b"...)
	all["GIF, a comment after the picture"] = comment
}

func plantAVIF(t *testing.T, all map[string][]byte) {
	t.Helper()
	base := written(t, "avif")
	xmp, err := inscribe.Words{Creator: canary, Credit: canary, Caption: canary}.For(1 << 20).Into(base)
	if err != nil {
		t.Fatal(err)
	}
	all["AVIF, XMP"] = xmp
	exif := bytes.Replace(xmp, []byte("mime\x00application"), []byte("Exif\x00application"), 1)
	var last container.Part
	for b := range container.Boxes(exif, 0) {
		last = b
	}
	copy(last.Body, append([]byte{0, 0, 0, 0}, exifs()["artist"]...))
	clear(last.Body[4+len(exifs()["artist"]):])
	all["AVIF, EXIF"] = exif
	for _, name := range []string{"free", "uuid", "udta", "skip"} {
		body := make([]byte, 16, 64)
		body = append(body, canary...)
		box := append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), name...)
		all["AVIF, the box "+name] = slices.Concat(base, box, body)
	}
	all["AVIF, a picture's bytes that are none"] = slices.Concat(base, []byte{0, 0, 0, byte(8 + len(canary))}, []byte("mdat"+canary))
}
