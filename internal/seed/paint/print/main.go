// Print paints every picture of the seed into a folder, as the files that package seed
// embeds: painting takes a second each, and a demo should be there at once.
package main

import (
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"

	"github.com/stet-news/stet/internal/seed/paint"
)

// Size and quality of the files: a newsroom's web originals, small enough to embed.
const (
	width, height = 1280, 853
	quality       = 80
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "print:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	for _, name := range paint.Names() {
		m, _ := paint.Image(name) // it is in Names
		small := image.NewRGBA(image.Rect(0, 0, width, height))
		draw.CatmullRom.Scale(small, small.Bounds(), m, m.Bounds(), draw.Src, nil)
		f, err := os.Create(filepath.Join(dir, name+".jpg"))
		if err != nil {
			return err
		}
		if err := jpeg.Encode(f, small, &jpeg.Options{Quality: quality}); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}
