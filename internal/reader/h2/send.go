package h2

import (
	"io"
	"slices"

	"github.com/stet-news/stet/internal/reader/site"
)

// buffer returns where to append what is to be sent; put takes it back.
func (c *conn) buffer() []byte {
	if c.out == nil {
		c.out = buffers.Get().(*[]byte)
	}
	return *c.out
}

func (c *conn) put(b []byte) {
	if c.out == nil {
		c.out = buffers.Get().(*[]byte)
		b = append(*c.out, b...)
	}
	*c.out = b
}

// flush sends what was put. It waits for a client who is slow, for a while.
func (c *conn) flush() error {
	if c.out == nil || len(*c.out) == 0 {
		return nil
	}
	if c.dead {
		*c.out = (*c.out)[:0]
		return io.ErrClosedPipe
	}
	if c.now.Sub(c.written) > writeTime/4 {
		c.written = c.now
		if err := c.net.SetWriteDeadline(c.now.Add(writeTime)); err != nil {
			return err
		}
	}
	if c.raw != nil {
		c.raw.put()
	}
	_, err := c.net.Write(*c.out)
	if c.raw != nil {
		if gone := c.raw.pull(); err == nil {
			err = gone
		}
	}
	if cap(*c.out) <= 4*batch {
		*c.out = (*c.out)[:0]
		buffers.Put(c.out)
	}
	c.out = nil
	if err != nil {
		c.dead = true
	}
	return err
}

// room sends what was put if it is much.
func (c *conn) room() error {
	if c.out == nil || len(*c.out) < batch {
		return nil
	}
	return c.flush()
}

// head puts the head of an answer.
func (c *conn) head(id uint32, packed []byte, end bool) {
	flags := byte(flagEndHeaders)
	if end {
		flags |= flagEndStream
	}
	n := len(packed) + len(c.also)
	if n <= leastFrame {
		b := appendFrame(c.buffer(), n, frameHeaders, flags, id)
		b = append(b, packed...)
		c.put(append(b, c.also...))
		return
	}
	block := append(append([]byte(nil), packed...), c.also...)
	kind, flags := byte(frameHeaders), flags&^flagEndHeaders
	for len(block) > leastFrame {
		c.put(append(appendFrame(c.buffer(), leastFrame, kind, flags, id), block[:leastFrame]...))
		block, kind, flags = block[leastFrame:], frameContinuation, 0
	}
	c.put(append(appendFrame(c.buffer(), len(block), kind, flagEndHeaders, id), block...))
}

// request answers a request: at once if the answer is in memory, else when it is made. s
// is the request's stream, nil if it is not kept.
func (c *conn) request(id uint32, s *stream, q site.Request) error {
	if a, ok := c.srv.Site.Ready(q); ok && a.Stream == "" {
		return c.answer(id, s, a)
	}
	if s == nil {
		s = c.open(id)
	}
	c.slowly(s, q)
	return nil
}

// answer sends the answer as far as the client lets us, and keeps the rest.
func (c *conn) answer(id uint32, s *stream, a site.Answer) error {
	if err := c.room(); err != nil {
		if a.File != nil {
			_ = a.File.Close()
		}
		return err
	}
	if len(a.Body) == 0 && a.File == nil {
		c.head(id, packed(a.Head), true)
		c.answered(s)
		return nil
	}
	c.head(id, packed(a.Head), false)
	window := c.first
	if s != nil {
		window = s.window
	}
	switch n := int64(len(a.Body)); {
	case a.File == nil && n <= min(window, c.window): // all of it
		for rest := a.Body; len(rest) > 0; {
			part := rest[:min(len(rest), leastFrame)]
			rest = rest[len(part):]
			flags := byte(0)
			if len(rest) == 0 {
				flags = flagEndStream
			}
			c.put(append(appendFrame(c.buffer(), len(part), frameData, flags, id), part...))
			c.window -= int64(len(part))
			if err := c.room(); err != nil {
				return err
			}
		}
		c.budget.earn(tokensAFrame)
		c.answered(s)
		return nil
	case s == nil:
		s = c.open(id)
	}
	s.rest, s.ends = a.Body, true
	s.file, s.at, s.left = a.File, a.Offset, a.Length
	c.pend(s)
	return nil
}

// answered notes that an answer was sent whole.
func (c *conn) answered(s *stream) {
	c.budget.earn(tokensAnAnswer)
	if s != nil {
		c.drop(s)
	}
}

// pend makes the stream one that has something to send.
func (c *conn) pend(s *stream) {
	if !s.pends {
		s.pends = true
		c.pending = append(c.pending, s)
	}
}

// pump sends of each stream in turn what it has, as far as the client lets us.
func (c *conn) pump() error {
	for moved := true; moved && len(c.pending) > 0; {
		moved = false
		kept := c.pending[:0]
		turn := c.pending
		for _, s := range turn {
			if s.gone {
				continue
			}
			n, err := c.part(s)
			if err != nil {
				return err
			}
			moved = moved || n
			switch {
			case s.gone:
			case !s.more():
				s.pends = false
				if s.ends {
					c.answered(s)
				}
			default:
				kept = append(kept, s)
			}
		}
		clear(c.pending[len(kept):])
		c.pending = kept
		if moved {
			c.moved = c.now
		}
	}
	return nil
}

// part sends a frame of the stream, and reports whether it could.
func (c *conn) part(s *stream) (bool, error) {
	if !s.more() {
		return false, nil
	}
	if err := c.room(); err != nil {
		return false, err
	}
	n := max(0, min(leastFrame, s.window, c.window, int64(len(s.rest))+s.left))
	if n == 0 && int64(len(s.rest))+s.left > 0 {
		return false, nil
	}
	end := s.ends && n == int64(len(s.rest))+s.left
	flags := byte(0)
	if end {
		flags = flagEndStream
	}
	b := appendFrame(c.buffer(), int(n), frameData, flags, s.id)
	if s.file == nil {
		b = append(b, s.rest[:n]...)
		s.rest = s.rest[n:]
	} else {
		at := len(b)
		b = slices.Grow(b, int(n))[:at+int(n)]
		if _, err := s.file.ReadAt(b[at:], s.at); err != nil {
			c.put(b[:at-headerLength])
			return false, c.abort(s.id, internalError)
		}
		s.at, s.left = s.at+n, s.left-n
	}
	c.put(b)
	s.window, c.window = s.window-n, c.window-n
	s.ended = end
	if n >= worthwhile {
		c.budget.earn(tokensAFrame)
	}
	return true, nil
}
