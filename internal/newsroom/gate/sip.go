package gate

import (
	"encoding/binary"
	"math/bits"
)

// sip is SipHash-2-4 under a key of its own: a hash that tells nobody without the key
// anything, like the HMAC that the register is kept by, and ten times as fast. It says
// quickly of nearly every run of words that it is no name.
type sip struct{ k0, k1 uint64 }

func newSip(key []byte) sip {
	return sip{binary.LittleEndian.Uint64(key), binary.LittleEndian.Uint64(key[8:])}
}

func (s sip) sum(text []byte) uint64 {
	v := [4]uint64{s.k0 ^ 0x736f6d6570736575, s.k1 ^ 0x646f72616e646f6d, s.k0 ^ 0x6c7967656e657261, s.k1 ^ 0x7465646279746573}
	rest := text
	for ; len(rest) >= 8; rest = rest[8:] {
		m := binary.LittleEndian.Uint64(rest)
		v[3] ^= m
		sipRound(&v)
		sipRound(&v)
		v[0] ^= m
	}
	m := uint64(len(text)) << 56
	for i, c := range rest {
		m |= uint64(c) << (8 * i)
	}
	v[3] ^= m
	sipRound(&v)
	sipRound(&v)
	v[0] ^= m
	v[2] ^= 0xff
	for range 4 {
		sipRound(&v)
	}
	return v[0] ^ v[1] ^ v[2] ^ v[3]
}

func sipRound(v *[4]uint64) {
	v[0] += v[1]
	v[2] += v[3]
	v[1] = bits.RotateLeft64(v[1], 13) ^ v[0]
	v[3] = bits.RotateLeft64(v[3], 16) ^ v[2]
	v[0] = bits.RotateLeft64(v[0], 32)
	v[2] += v[1]
	v[0] += v[3]
	v[1] = bits.RotateLeft64(v[1], 17) ^ v[2]
	v[3] = bits.RotateLeft64(v[3], 21) ^ v[0]
	v[2] = bits.RotateLeft64(v[2], 32)
}
