package news

import (
	"math/bits"
	"strconv"
)

// MostUnlike is in how many bits of 64 the likenesses of two pictures differ at most for somebody to be asked whether they are one.
const MostUnlike = 12

// LikenessBits returns the likeness as a number, and false if it is none.
func LikenessBits(likeness string) (uint64, bool) {
	if len(likeness) != 16 {
		return 0, false
	}
	n, err := strconv.ParseUint(likeness, 16, 64)
	return n, err == nil
}

// Unlike returns in how many bits two likenesses differ, from 0 for the same to 64; it is 64 if one of them is none.
func Unlike(a, b string) int {
	x, is := LikenessBits(a)
	y, too := LikenessBits(b)
	if !is || !too {
		return 64
	}
	return bits.OnesCount64(x ^ y)
}
