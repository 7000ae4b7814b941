package develop

import (
	"image"
	"image/color"
)

// meanYCbCr is mean for what JPEG stores: brightness and colour are added up as they are stored, and made red, green and blue once for each pixel that is
// left. It reports whether it can: it does not know each way to store colours at fewer points.
func meanYCbCr(m *image.YCbCr, part image.Rectangle, by int) (*image.RGBA, bool) {
	right, down := 0, 0 // how often the points of a row and of a column are halved
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio444:
	case image.YCbCrSubsampleRatio422:
		right = 1
	case image.YCbCrSubsampleRatio420:
		right, down = 1, 1
	case image.YCbCrSubsampleRatio440:
		down = 1
	default:
		return nil, false
	}
	width, height := part.Dx()/by, part.Dy()/by
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	first, last := part.Min.X>>right, (part.Min.X+width*by-1)>>right // of the columns that have a colour
	bright := make([]uint32, width*by)
	blue, red := make([]uint32, last-first+1), make([]uint32, last-first+1)
	starts := colours{right: right, min: part.Min.X, first: first, by: by}
	area := uint32(by * by) //nolint:gosec // by is at most a side of a picture
	for y := range height {
		clear(bright)
		clear(blue)
		clear(red)
		for row := range by {
			at := part.Min.Y + y*by + row
			addAll(bright, m.Y[m.YOffset(part.Min.X, at):])
			c := ((at>>down)-(m.Rect.Min.Y>>down))*m.CStride + first - (m.Rect.Min.X >> right)
			addAll(blue, m.Cb[c:])
			addAll(red, m.Cr[c:])
		}
		out := to.Pix[y*to.Stride:]
		for x := range width {
			sum := area / 2
			for _, v := range bright[x*by : x*by+by] {
				sum += v
			}
			cb, cr := starts.sums(blue, red, x)
			out[4*x], out[4*x+1], out[4*x+2] = color.YCbCrToRGB(byte(sum/area), byte((cb+area/2)/area), byte((cr+area/2)/area))
			out[4*x+3] = 255
		}
	}
	return to, true
}

// addAll adds the first bytes of a row to the sums.
func addAll(sums []uint32, row []byte) {
	row = row[:len(sums)]
	for i, v := range row {
		sums[i] += uint32(v)
	}
}

// colours says which columns of colour belong to which of brightness.
type colours struct{ right, min, first, by int }

// sums returns the sums of both colours under the pixel in column x of what is made.
func (c colours) sums(blue, red []uint32, x int) (cb, cr uint32) {
	from := c.min + x*c.by
	for at := from; at < from+c.by; at++ {
		i := at>>c.right - c.first
		cb, cr = cb+blue[i], cr+red[i]
	}
	return cb, cr
}
