package h2

import "encoding/binary"

// Kinds of frame (RFC 9113 §6).
const (
	frameData         = 0x0
	frameHeaders      = 0x1
	framePriority     = 0x2
	frameReset        = 0x3
	frameSettings     = 0x4
	framePush         = 0x5
	framePing         = 0x6
	frameGoAway       = 0x7
	frameWindow       = 0x8
	frameContinuation = 0x9
)

// Flags of frames.
const (
	flagAck        = 0x1 // of SETTINGS and PING
	flagEndStream  = 0x1
	flagEndHeaders = 0x4
	flagPadded     = 0x8
	flagPriority   = 0x20
)

// Settings.
const (
	settingHeaderTable   = 0x1
	settingPush          = 0x2
	settingStreams       = 0x3
	settingInitialWindow = 0x4
	settingFrameSize     = 0x5
	settingHeaderList    = 0x6
)

// Code is why a stream or a connection ends (RFC 9113 §7).
type Code uint32

// The codes that we use.
const (
	noError          Code = 0x0
	protocolError    Code = 0x1
	internalError    Code = 0x2
	flowControlError Code = 0x3
	streamClosed     Code = 0x5
	frameSizeError   Code = 0x6
	refusedStream    Code = 0x7
	compressionError Code = 0x9
	enhanceYourCalm  Code = 0xb
)

const (
	preface      = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	headerLength = 9
	leastFrame   = 16384 // the largest frame that everybody takes, and the largest we take
	mostFrame    = 1<<24 - 1
	firstWindow  = 65535
	mostWindow   = 1<<31 - 1
)

// frame is a frame as it came. Its payload is a view of the buffer it came in.
type frame struct {
	kind, flags byte
	stream      uint32
	payload     []byte
}

func (f frame) has(flag byte) bool { return f.flags&flag != 0 }

// next returns the first frame in the bytes and how long it is. It returns 0 if more bytes
// are needed, of which there is one length that says too much: then over is true.
func next(b []byte) (f frame, length int, over bool) {
	if len(b) < headerLength {
		return f, 0, false
	}
	n := int(b[0])<<16 | int(b[1])<<8 | int(b[2])
	if n > leastFrame {
		return f, 0, true
	}
	if len(b) < headerLength+n {
		return f, 0, false
	}
	return frame{b[3], b[4], binary.BigEndian.Uint32(b[5:]) & mostWindow, b[headerLength : headerLength+n]}, headerLength + n, false
}

// appendFrame appends the header of a frame whose payload of n bytes is to follow.
func appendFrame(b []byte, n int, kind, flags byte, stream uint32) []byte {
	return append(b, byte(n>>16), byte(n>>8), byte(n), kind, flags, byte(stream>>24), byte(stream>>16), byte(stream>>8), byte(stream))
}

func appendReset(b []byte, stream uint32, code Code) []byte {
	return binary.BigEndian.AppendUint32(appendFrame(b, 4, frameReset, 0, stream), uint32(code))
}

func appendWindow(b []byte, stream, n uint32) []byte {
	return binary.BigEndian.AppendUint32(appendFrame(b, 4, frameWindow, 0, stream), n)
}

func appendGoAway(b []byte, last uint32, code Code) []byte {
	b = appendFrame(b, 8, frameGoAway, 0, 0)
	b = binary.BigEndian.AppendUint32(b, last)
	return binary.BigEndian.AppendUint32(b, uint32(code))
}

// appendSettings appends settings, each an id and a value.
func appendSettings(b []byte, pairs ...uint32) []byte {
	b = appendFrame(b, len(pairs)/2*6, frameSettings, 0, 0)
	for i := 0; i < len(pairs); i += 2 {
		b = binary.BigEndian.AppendUint16(b, uint16(pairs[i]))
		b = binary.BigEndian.AppendUint32(b, pairs[i+1])
	}
	return b
}

// unpadded returns the payload without its padding, and false if there is more of it than
// there is payload.
func (f frame) unpadded() ([]byte, bool) {
	p := f.payload
	if !f.has(flagPadded) {
		return p, true
	}
	if len(p) == 0 || int(p[0]) >= len(p) {
		return nil, false
	}
	return p[1 : len(p)-int(p[0])], true
}
