package develop_test

import (
	"bytes"
	"image"
	"strings"
	"testing"

	"golang.org/x/image/tiff" // which registers itself, as it does in the program

	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

func TestNoFileReachesTheDecoderOfTIFF(t *testing.T) {
	var little bytes.Buffer
	if err := tiff.Encode(&little, image.NewGray(image.Rect(0, 0, 2, 2)), nil); err != nil {
		t.Fatal(err)
	}
	if _, format, err := image.DecodeConfig(bytes.NewReader(little.Bytes())); err != nil || format != "tiff" {
		t.Fatalf("the control is not a TIFF that can be read: %q, %v", format, err)
	}
	for _, data := range [][]byte{little.Bytes(), []byte("MM\x00*\x00\x00\x00\x08")} {
		if _, err := develop.Look(data); err == nil || !strings.Contains(err.Error(), "not a picture this takes") {
			t.Errorf("a TIFF that begins %q: %v", data[:4], err)
		}
	}
}
