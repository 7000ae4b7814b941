package recording

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"time"
)

// Kilobits a second of MPEG's layer III by its index, in version 1 and in versions 2 and 2.5.
var (
	rates1 = [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	rates2 = [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
	hertz  = [3]int{44100, 48000, 32000}
)

// isFrame reports whether a frame of layer III begins here.
func isFrame(b []byte) bool {
	size, _, _ := frame(b)
	return size > 0
}

// frame returns how many bytes the frame has that begins here, and how many samples of how many
// in a second; a size of 0 if none begins here.
func frame(b []byte) (size, samples, rate int) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe6 != 0xe2 { // the sync, and layer III
		return 0, 0, 0
	}
	version, bits, freq := b[1]>>3&3, int(b[2]>>4), int(b[2]>>2&3)
	if version == 1 || bits == 0 || bits == 15 || freq == 3 {
		return 0, 0, 0
	}
	kilobits, samples := rates1[bits], 1152
	rate = hertz[freq]
	if version != 3 {
		kilobits, samples, rate = rates2[bits], 576, rate/2
	}
	if version == 0 {
		rate /= 2
	}
	return samples/8*kilobits*1000/rate + int(b[2]>>1&1), samples, rate
}

// readMP3 keeps the frames and nothing else: no tag before, between or after them.
func readMP3(f *File, s *source) error {
	f.Format = MP3
	at, err := afterID3(s)
	if err != nil {
		return err
	}
	r := bufio.NewReaderSize(io.NewSectionReader(s, at, s.size-at), 1<<16)
	played, lost, frames := time.Duration(0), int64(0), 0
	for {
		head, err := r.Peek(4)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		size, samples, rate := frame(head)
		skip := int64(size)
		if size == 0 || at+skip > s.size { // a tag, or what is left of a frame
			if skip = 1; lost > 1<<20 && frames == 0 {
				return broken("it begins with a megabyte that is no sound")
			}
			lost++
		} else {
			frames++
			played += time.Duration(samples) * time.Second / time.Duration(rate)
			if n := len(f.pieces); n > 0 && f.pieces[n-1].at+f.pieces[n-1].size == at {
				f.pieces[n-1].size += skip
			} else if n > 10_000 {
				return broken("there is too much in it that is no sound")
			} else {
				f.pieces = append(f.pieces, piece{at: at, size: skip})
			}
		}
		if _, err := r.Discard(int(skip)); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		at += skip
	}
	if frames < 4 {
		return broken("there is no sound in it")
	}
	f.Duration = played
	return nil
}

// afterID3 returns where the sound begins after a tag of ID3.
func afterID3(s *source) (int64, error) {
	at := int64(0)
	for range 8 { // some programs write another before the one that is there
		head, err := s.bytes(at, min(10, s.size-at))
		if err != nil {
			return 0, err
		}
		if len(head) < 10 || string(head[:3]) != "ID3" {
			return at, nil
		}
		n := binary.BigEndian.Uint32(head[6:])
		at += 10 + int64(n&0x7f|n>>1&0x3f80|n>>2&0x1fc000|n>>3&0xfe00000)
		if head[5]&0x10 != 0 {
			at += 10
		}
		if at >= s.size {
			return 0, broken("there is no sound in it")
		}
	}
	return at, nil
}
