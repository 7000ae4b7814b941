package develop

import "github.com/stet-news/stet/internal/newsroom/picture/container"

// moves reports whether a file of the format has more than one picture, shown one after the other. What is damaged does not move.
func moves(data []byte, format string) bool {
	switch format {
	case "gif":
		return gifFrames(data) > 1
	case "png":
		for c := range container.PNG(data) {
			if c.Name == "acTL" || c.Name == "IDAT" { // of one that moves the first stands before the pixels
				return c.Name == "acTL"
			}
		}
	case "webp": // the second bit of the flags of VP8X, the first chunk
		return len(data) > 20 && string(data[12:16]) == "VP8X" && data[20]&2 != 0
	case "avif", "heic":
		return len(data) > 12 && (string(data[8:12]) == "avis" || string(data[8:12]) == "hevc" || string(data[8:12]) == "msf1")
	}
	return false
}

// gifFrames counts the frames of a GIF (GIF89a §20), and no more than two.
func gifFrames(data []byte) (n int) {
	if len(data) < 13 {
		return 0
	}
	table := func(flags byte) int {
		if flags&0x80 == 0 {
			return 0
		}
		return 3 << (flags&7 + 1)
	}
	for at := 13 + table(data[10]); at < len(data) && n < 2; {
		switch data[at] {
		case 0x21: // an extension: its label, and then blocks
			at = afterBlocks(data, at+2)
		case 0x2c: // a frame: its place, its colours, the size of its codes, and then blocks
			if at+10 > len(data) {
				return n
			}
			n++
			at = afterBlocks(data, at+11+table(data[at+9]))
		default:
			return n
		}
	}
	return n
}

// afterBlocks returns where the blocks, each with its length before it, have ended.
func afterBlocks(data []byte, at int) int {
	for at < len(data) && data[at] != 0 {
		at += 1 + int(data[at])
	}
	return at + 1
}
