package develop_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

func TestAnAnimationIsKnownAndItsFirstPictureTaken(t *testing.T) {
	frame := func(c color.Color) *image.Paletted {
		return &image.Paletted{Pix: make([]byte, 16*16), Stride: 16, Rect: image.Rect(0, 0, 16, 16), Palette: color.Palette{c}}
	}
	red, green := frame(color.RGBA{255, 0, 0, 255}), frame(color.RGBA{0, 255, 0, 255})
	for want, frames := range map[bool][]*image.Paletted{false: {red}, true: {red, green}} {
		var b bytes.Buffer
		if err := gif.EncodeAll(&b, &gif.GIF{Image: frames, Delay: make([]int, len(frames))}); err != nil {
			t.Fatal(err)
		}
		n, err := develop.Decode(b.Bytes(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if n.Moves != want || n.Colour() != "#ff0000" {
			t.Errorf("of %d frames it moves: %v, and is %s", len(frames), n.Moves, n.Colour())
		}
	}
}

// A word in a PNG's text moves nothing, and a long profile hides nothing.
func TestAPNGMovesByItsChunkAlone(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 16, 16))); err != nil {
		t.Fatal(err)
	}
	still := file.Bytes()
	chunk := func(name string, body []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		b = append(append(b, name...), body...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	control := chunk("acTL", make([]byte, 8))
	for name, c := range map[string]struct {
		before []byte
		want   bool
	}{
		"nothing": {nil, false}, "the chunk": {control, true}, "its name in a text": {chunk("tEXt", []byte("note\x00acTL")), false},
		"behind much else": {append(chunk("prVt", make([]byte, 9000)), control...), true},
	} {
		at := bytes.Index(still, []byte("IDAT")) - 4
		n, err := develop.Decode(slices.Concat(still[:at], c.before, still[at:]), 1)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if n.Moves != c.want {
			t.Errorf("with %s it moves: %v", name, n.Moves)
		}
	}
}

func TestALikePictureHasALikeHash(t *testing.T) {
	scene := func(width, height int, turned bool) []byte {
		m := image.NewGray(image.Rect(0, 0, width, height))
		for y := range height {
			for x := range width {
				u, v := float64(x)/float64(width), float64(y)/float64(height)
				if turned {
					u, v = v, 1-u
				}
				m.SetGray(x, y, color.Gray{uint8(40 + 150*u*v)})
				if (u-.3)*(u-.3)+(v-.6)*(v-.6) < .04 {
					m.SetGray(x, y, color.Gray{230})
				}
			}
		}
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	hash := func(data []byte) string {
		n, err := develop.Decode(data, 1)
		if err != nil {
			t.Fatal(err)
		}
		return n.Likeness()
	}
	large, small, other := hash(scene(900, 600, false)), hash(scene(450, 300, false)), hash(scene(900, 600, true))
	if bits(large, small) > 4 || bits(large, other) < 16 {
		t.Errorf("%s, half as large %s (%d bits), another %s (%d bits)", large, small, bits(large, small), other, bits(large, other))
	}
	if tiny := hash(scene(5, 5, false)); tiny != "" {
		t.Errorf("five pixels look like %s", tiny)
	}
}

// bits returns in how many bits two hashes differ.
func bits(a, b string) (n int) {
	const digits = "0123456789abcdef"
	for i := range a {
		for d := strings.IndexByte(digits, a[i]) ^ strings.IndexByte(digits, b[i]); d > 0; d &= d - 1 {
			n++
		}
	}
	return n
}
