package h2

import (
	"encoding/binary"

	"github.com/stet-news/stet/internal/reader/site"
)

// frame does what a frame says. An error ends the connection.
func (c *conn) frame(f frame) error {
	if c.blockOf != 0 && (f.kind != frameContinuation || f.stream != c.blockOf) {
		return fatal(protocolError)
	}
	if !c.met && (f.kind != frameSettings || f.has(flagAck)) {
		return fatal(protocolError)
	}
	switch f.kind {
	case frameData:
		return c.data(f)
	case frameHeaders:
		return c.headers(f)
	case frameContinuation:
		return c.continuation(f)
	case frameWindow:
		return c.windowUpdate(f)
	case frameSettings:
		return c.settings(f)
	case framePing:
		return c.ping(f)
	case frameReset:
		return c.reset(f)
	case framePriority:
		return c.priority(f)
	case framePush:
		return fatal(protocolError)
	case frameGoAway:
		if f.stream != 0 {
			return fatal(protocolError)
		}
		if len(f.payload) < 8 {
			return fatal(frameSizeError)
		}
	}
	return c.spend(1) // a kind that we do not know, or have no use for
}

func (c *conn) spend(n int) error {
	if !c.budget.spend(n) {
		return fatal(enhanceYourCalm)
	}
	return nil
}

// abort ends one stream.
func (c *conn) abort(id uint32, code Code) error {
	if s := c.streams[id]; s != nil {
		c.drop(s)
	}
	c.put(appendReset(c.buffer(), id, code))
	return c.spend(tokensAReset)
}

func (c *conn) settings(f frame) error {
	if f.stream != 0 {
		return fatal(protocolError)
	}
	if f.has(flagAck) {
		if len(f.payload) != 0 {
			return fatal(frameSizeError)
		}
		return c.spend(1)
	}
	if len(f.payload)%6 != 0 {
		return fatal(frameSizeError)
	}
	c.met = true
	for p := f.payload; len(p) > 0; p = p[6:] {
		if err := c.setting(binary.BigEndian.Uint16(p), binary.BigEndian.Uint32(p[2:])); err != nil {
			return err
		}
	}
	c.put(appendFrame(c.buffer(), 0, frameSettings, flagAck, 0))
	return c.spend(1 + len(f.payload)/60)
}

func (c *conn) setting(id uint16, value uint32) error {
	switch id {
	case settingPush:
		if value > 1 {
			return fatal(protocolError)
		}
	case settingInitialWindow:
		if value > mostWindow {
			return fatal(flowControlError)
		}
		grown := int64(value) - c.first
		c.first = int64(value)
		for _, s := range c.streams {
			if s.window += grown; s.window > mostWindow {
				return fatal(flowControlError)
			}
		}
	case settingFrameSize:
		if value < leastFrame || value > mostFrame {
			return fatal(protocolError)
		}
	}
	return nil
}

func (c *conn) ping(f frame) error {
	if f.stream != 0 {
		return fatal(protocolError)
	}
	if len(f.payload) != 8 {
		return fatal(frameSizeError)
	}
	if !f.has(flagAck) {
		c.put(append(appendFrame(c.buffer(), 8, framePing, flagAck, 0), f.payload...))
	}
	return c.spend(1)
}

func (c *conn) windowUpdate(f frame) error {
	if len(f.payload) != 4 {
		return fatal(frameSizeError)
	}
	n := int64(binary.BigEndian.Uint32(f.payload) & mostWindow)
	if f.stream == 0 {
		if n == 0 {
			return fatal(protocolError)
		}
		if c.window += n; c.window > mostWindow {
			return fatal(flowControlError)
		}
		return c.spend(1)
	}
	if f.stream > c.last || f.stream%2 == 0 {
		return fatal(protocolError) // it is idle
	}
	s := c.streams[f.stream]
	switch {
	case n == 0:
		return c.abort(f.stream, protocolError)
	case s == nil: // it has been answered
	default:
		if s.window += n; s.window > mostWindow {
			return c.abort(f.stream, flowControlError)
		}
	}
	return c.spend(1)
}

func (c *conn) reset(f frame) error {
	if len(f.payload) != 4 {
		return fatal(frameSizeError)
	}
	if f.stream == 0 || f.stream > c.last || f.stream%2 == 0 {
		return fatal(protocolError)
	}
	if s := c.streams[f.stream]; s != nil {
		c.drop(s)
		return c.spend(tokensAReset)
	}
	return c.spend(1)
}

// priority checks the frame and forgets it: pages are sent in the order in which they were
// asked for.
func (c *conn) priority(f frame) error {
	if f.stream == 0 {
		return fatal(protocolError)
	}
	if len(f.payload) != 5 {
		return c.abort(f.stream, frameSizeError)
	}
	if binary.BigEndian.Uint32(f.payload)&mostWindow == f.stream {
		return c.abort(f.stream, protocolError)
	}
	return c.spend(1)
}

// headers begins a request, or is what follows its body.
func (c *conn) headers(f frame) error {
	if f.stream == 0 || f.stream%2 == 0 {
		return fatal(protocolError)
	}
	p, ok := f.unpadded()
	if !ok {
		return fatal(protocolError)
	}
	itself := false
	if f.has(flagPriority) {
		if len(p) < 5 {
			return fatal(frameSizeError)
		}
		itself = binary.BigEndian.Uint32(p)&mostWindow == f.stream
		p = p[5:]
	}
	s := c.streams[f.stream]
	switch {
	case s != nil && s.waiting:
		if !f.has(flagEndStream) {
			return fatal(protocolError)
		}
	case f.stream > c.skipped && f.stream < c.skippedTo:
		return fatal(protocolError)
	case f.stream <= c.last:
		return fatal(streamClosed)
	default:
		if f.stream > c.last+2 {
			c.skipped, c.skippedTo = c.last, f.stream
		}
		c.last = f.stream
	}
	if itself {
		return fatal(protocolError) // it depends on itself; RFC 9113 lets us not care how it meant that
	}
	c.blockOf, c.blockEnd = f.stream, f.has(flagEndStream)
	if f.has(flagEndHeaders) { // there is no need to keep it
		return c.fields(p)
	}
	c.block = append(c.block[:0], p...)
	return nil
}

func (c *conn) continuation(f frame) error {
	if c.blockOf == 0 {
		return fatal(protocolError)
	}
	if len(c.block)+len(f.payload) > mostBlock {
		return fatal(enhanceYourCalm)
	}
	c.block = append(c.block, f.payload...)
	if !f.has(flagEndHeaders) {
		return c.spend(1 + tokensAReset/2) // few of them are enough for all that may be said
	}
	return c.fields(c.block)
}

// fields unpacks the fields of a request, which is then whole but for its body.
func (c *conn) fields(block []byte) error {
	id, s := c.blockOf, c.streams[c.blockOf]
	c.blockOf = 0
	c.ask.reset(s != nil)
	if _, err := c.unpack.Write(block); err != nil {
		return fatal(compressionError)
	}
	if err := c.unpack.Close(); err != nil {
		return fatal(compressionError)
	}
	if cap(c.block) > 4096 {
		c.block = nil
	}
	a := &c.ask
	switch {
	case c.leaving:
		return c.spend(1)
	case s != nil: // what follows a body: we have no use for it
		if a.malformed || a.saw != 0 {
			return c.abort(id, protocolError)
		}
		return c.bodyEnds(s)
	case a.size > mostFields:
		return c.answer(id, nil, tooMuch)
	case !a.whole() || c.blockEnd && a.length > 0:
		return c.abort(id, protocolError)
	case len(c.streams) >= mostStreams:
		return c.abort(id, refusedStream)
	case a.Method == "CONNECT":
		return c.request(id, nil, a.Request)
	case !a.path():
		return c.answer(id, nil, badTarget)
	case !c.blockEnd:
		c.awaitBody(id)
		return nil
	}
	return c.request(id, nil, a.Request)
}

// awaitBody keeps the request until its body is there.
func (c *conn) awaitBody(id uint32) {
	s := c.open(id)
	s.waiting, s.began, s.ask, s.length = true, c.now, c.ask.Request, c.ask.length
	s.most = c.srv.Site.Takes(c.ask.Method, c.ask.Path)
	c.waiting++
}

// mostStray is how much of a body is read that nobody has asked for.
const mostStray = 16 << 10

// data takes in a part of a body.
func (c *conn) data(f frame) error {
	if f.stream == 0 || f.stream > c.last || f.stream%2 == 0 {
		return fatal(protocolError)
	}
	p, ok := f.unpadded()
	if !ok {
		return fatal(protocolError)
	}
	c.taken += uint32(len(f.payload))
	s := c.streams[f.stream]
	if s == nil || !s.waiting {
		return c.abort(f.stream, streamClosed)
	}
	if len(p) == 0 && !f.has(flagEndStream) {
		return c.spend(5)
	}
	if s.got += int64(len(p)); s.length >= 0 && s.got > s.length {
		return c.abort(f.stream, protocolError)
	}
	if s.got <= int64(s.most) {
		s.ask.Body = append(s.ask.Body, p...)
	}
	if f.has(flagEndStream) {
		return c.bodyEnds(s)
	}
	if s.got > int64(max(s.most, mostStray)) { // enough: the answer will not be another
		c.unwait(s)
		if err := c.answer(s.id, s, c.refuse(s)); err != nil {
			return err
		}
		return c.abort(s.id, noError)
	}
	return c.spend(1)
}

func (c *conn) unwait(s *stream) {
	if s.waiting {
		s.waiting = false
		c.waiting--
	}
}

// bodyEnds answers a request whose body is there.
func (c *conn) bodyEnds(s *stream) error {
	if s.length >= 0 && s.got != s.length {
		return c.abort(s.id, protocolError)
	}
	c.unwait(s)
	if s.got > int64(s.most) {
		return c.answer(s.id, s, c.refuse(s))
	}
	return c.request(s.id, s, s.ask)
}

// refuse returns the answer to a request whose body is more than is taken.
func (c *conn) refuse(s *stream) site.Answer {
	switch {
	case s.most > 0:
		return tooLarge
	case s.ask.Method == "GET" || s.ask.Method == "HEAD":
		return hasBody
	}
	a, _ := c.srv.Site.Ready(site.Request{Method: s.ask.Method, Path: s.ask.Path}) // no route takes it
	return a
}

// giveUpBodies ends streams whose body takes too long.
func (c *conn) giveUpBodies() {
	for id, s := range c.streams {
		if s.waiting && c.now.Sub(s.began) > bodyTime {
			_ = c.abort(id, enhanceYourCalm)
		}
	}
}
