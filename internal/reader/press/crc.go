package press

import "math/bits"

// Checksums of parts make the checksum of the whole: CRC-32 is the remainder of the bytes,
// taken as a polynomial over the integers modulo 2, divided by a fixed one. Appending n
// bytes multiplies what came before by x to the power 8n.

// polynomial is that of gzip (RFC 1952 §8), its highest power, 32, left out and its bits
// in reverse, as the checksum has them: bit 31 is the coefficient of 1.
const polynomial = 0xedb88320

// times returns the product of two remainders.
func times(a, b uint32) (product uint32) {
	for a != 0 {
		if a&(1<<31) != 0 {
			product ^= b
		}
		a <<= 1
		b = b>>1 ^ polynomial&-(b&1) // b times x
	}
	return product
}

// shift returns x to the power 8n: what the checksum of something is multiplied by when
// n bytes follow.
func shift(n int) uint32 {
	power, factor := uint32(1<<31), bits.Reverse32(1<<8) // 1, and x to the power of 8
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			power = times(power, factor)
		}
		factor = times(factor, factor)
	}
	return power
}

// join returns the checksum of two parts out of those of each, where shifted is shift of
// the length of the second.
func join(first, second, shifted uint32) uint32 { return times(first, shifted) ^ second }
