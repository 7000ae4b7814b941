package develop

import "image"

// sideways reports whether a picture was taken with the camera on its side.
func sideways(turn int) bool { return turn >= 5 }

// upright returns the picture as the photographer held the camera (EXIF 2.32, tag 274).
func upright(from *image.RGBA, turn int) *image.RGBA {
	if turn <= 1 {
		return from
	}
	w, h := from.Rect.Dx(), from.Rect.Dy()
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if sideways(turn) {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range to.Rect.Dy() {
		row := to.Pix[y*to.Stride:]
		for x := range to.Rect.Dx() {
			fx, fy := source(turn, x, y, w-1, h-1)
			copy(row[4*x:4*x+4], from.Pix[fy*from.Stride+4*fx:])
		}
	}
	return to
}

// source returns which pixel of a picture as it is stored belongs at x, y of it upright. right and bottom are the last column and row as it is stored.
func source(turn, x, y, right, bottom int) (int, int) {
	switch turn {
	case 2:
		return right - x, y
	case 3:
		return right - x, bottom - y
	case 4:
		return x, bottom - y
	case 5:
		return y, x
	case 6:
		return y, bottom - x
	case 7:
		return right - y, bottom - x
	case 8:
		return right - y, x
	}
	return x, y
}

// stored returns where a part of the upright picture is stored.
func (n *Negative) stored(part image.Rectangle) image.Rectangle {
	b := n.pixels.Bounds()
	x0, y0 := source(n.turn, part.Min.X, part.Min.Y, b.Dx()-1, b.Dy()-1)
	x1, y1 := source(n.turn, part.Max.X-1, part.Max.Y-1, b.Dx()-1, b.Dy()-1)
	return image.Rect(min(x0, x1), min(y0, y1), max(x0, x1)+1, max(y0, y1)+1).Add(b.Min)
}
