package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// compared are the places in develop.Widths that bytes are compared at: small, medium and large.
var compared = []int{2, 4, 6}

// alike returns, for each format, how many bytes ours are to libvips' where both are as like what they were made from. Both are given the same pixels: the
// photograph scaled down by us. libvips' quality is looked for until it is as like them as ours, and its bytes taken between the two qualities around.
func (p Pictures) alike(ctx context.Context, dir string, files []string, progress func(int)) ([]Row, error) {
	ratios := map[develop.Format][]float64{}
	looks := map[develop.Format][]float64{}
	for i, file := range files {
		data, err := os.ReadFile(file) //nolint:gosec // named by who runs this
		if err != nil {
			return nil, err
		}
		n, err := develop.Decode(data, 1)
		if err != nil {
			return nil, err
		}
		all, err := n.Set(n.Whole(), develop.Widths, develop.Formats)
		if err != nil {
			return nil, err
		}
		prints := n.Prints(n.Whole(), develop.Widths)
		for _, at := range compared {
			if at >= len(prints) {
				continue
			}
			for _, r := range all {
				if r.Width != prints[at].Rect.Dx() {
					continue
				}
				ratio, like, err := p.ratio(ctx, dir, prints[at], r)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
				}
				ratios[r.Format], looks[r.Format] = append(ratios[r.Format], math.Log(ratio)), append(looks[r.Format], like)
			}
		}
		progress(i + 1)
	}
	var rows []Row
	for _, f := range develop.Formats {
		rows = append(rows, Row{string(f) + ": stet / vips, bytes at equal similarity", math.Exp(mean(ratios[f])), "×", "≤ 1.05"},
			Row{string(f) + ": the similarity", mean(looks[f]), "", ""})
	}
	return rows, nil
}

func mean(all []float64) float64 {
	sum := 0.0
	for _, v := range all {
		sum += v
	}
	return sum / float64(max(1, len(all)))
}

// ratio returns how many bytes of a rendition there are for each that libvips takes to be as like the pixels, and how like they are.
func (p Pictures) ratio(ctx context.Context, dir string, pixels *image.RGBA, r develop.Rendition) (ratio, like float64, err error) {
	still := luma(pixels)
	ours, err := decoded(r.Data)
	if err != nil {
		return 0, 0, err
	}
	like = similarity(still, luma(ours))
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, pixels); err != nil {
		return 0, 0, err
	}
	source := filepath.Join(dir, "pixels.png")
	if err := os.WriteFile(source, b.Bytes(), 0o600); err != nil {
		return 0, 0, err
	}
	at := func(quality int) (size, like float64, err error) {
		out := filepath.Join(dir, "alike"+r.Format.Ending())
		cmd := exec.CommandContext(ctx, p.Vips, "--size", fmt.Sprintf("%dx", pixels.Rect.Dx()), //nolint:gosec // named by who runs this
			"--output", fmt.Sprintf("%s[strip,Q=%d]", out, quality), source)
		if said, err := cmd.CombinedOutput(); err != nil {
			return 0, 0, fmt.Errorf("%w: %s", err, said)
		}
		data, err := os.ReadFile(out) //nolint:gosec // it was written a moment ago
		if err != nil {
			return 0, 0, err
		}
		m, err := decoded(data)
		if err != nil {
			return 0, 0, err
		}
		return float64(len(data)), similarity(still, luma(m)), nil
	}
	size, err := equal(at, like)
	return float64(len(r.Data)) / size, like, err
}

// equal returns the size at which what at makes is as like as wanted: between two qualities, by the logarithm.
func equal(at func(quality int) (size, like float64, err error), wanted float64) (float64, error) {
	low, high := 5, 97
	lowSize, lowLike, err := at(low)
	if err != nil {
		return 0, err
	}
	highSize, highLike, err := at(high)
	if err != nil {
		return 0, err
	}
	if wanted < lowLike || wanted > highLike {
		return 0, errors.New("no quality of libvips is as like")
	}
	for high-low > 1 {
		size, like, err := at((low + high) / 2)
		switch {
		case err != nil:
			return 0, err
		case like < wanted:
			low, lowSize, lowLike = (low+high)/2, size, like
		default:
			high, highSize, highLike = (low+high)/2, size, like
		}
	}
	share := 0.0
	if highLike > lowLike {
		share = (wanted - lowLike) / (highLike - lowLike)
	}
	return math.Exp(math.Log(lowSize) + share*(math.Log(highSize)-math.Log(lowSize))), nil
}
