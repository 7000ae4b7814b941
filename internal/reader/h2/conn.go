package h2

import (
	"context"
	"errors"
	"net"
	"os"
	"sync"
	"time"

	"golang.org/x/net/http2/hpack"
)

// mostStreams is how many requests of one connection are under way at once.
const mostStreams = 100

// conn is a connection. One goroutine reads it; whoever holds mu may write.
type conn struct {
	srv  *Server
	net  net.Conn // encrypted
	raw  *cork    // nil if there is none
	ctx  context.Context
	stop context.CancelFunc

	// The reader's own.
	in     []byte // what came and is not done with
	ask    asking
	unpack *hpack.Decoder

	mu       sync.Mutex
	dead     bool // nothing may be written any more
	out      *[]byte
	also     []byte // what every answer has, at present
	now      time.Time
	written  time.Time // when the deadline for writing was set
	deadline time.Time // for reading
	budget   budget

	last    uint32 // the newest stream of the client's
	leaving bool   // no later stream is answered
	streams map[uint32]*stream
	pending []*stream // those with something to send
	waiting int       // those whose request has a body that is not there yet

	window    int64 // how much may be sent
	first     int64 // the window of a new stream
	mostFrame int
	taken     uint32 // how much was taken in that the client may send again

	met                bool      // the client has sent its settings
	skipped, skippedTo uint32    // the streams between are closed and were never open
	moved              time.Time // when something of what pends was sent last

	block    []byte // the fields of a request, while they come
	blockOf  uint32 // the stream they are of; 0 when none come
	blockEnd bool   // nothing follows them
}

// fatal is an error that ends the connection.
type fatal Code

func (fatal) Error() string { return "the client broke a rule of HTTP/2" }

func newConn(ctx context.Context, s *Server, t net.Conn, raw *cork) *conn {
	c := &conn{srv: s, net: t, raw: raw, window: firstWindow, first: firstWindow, mostFrame: leastFrame}
	c.ctx, c.stop = context.WithCancel(ctx)
	c.unpack = hpack.NewDecoder(4096, func(f hpack.HeaderField) { c.ask.field(f) })
	c.unpack.SetMaxStringLength(mostFields)
	c.now = time.Now()
	c.budget = newBudget(c.now)
	return c
}

// run serves the connection until it ends.
func (c *conn) run() {
	c.in = make([]byte, 0, 4096)
	if !c.greet() {
		return
	}
	for {
		err := c.read()
		c.mu.Lock()
		c.look()
		if err == nil {
			err = c.batch()
		} else if isTimeout(err) && c.mayStay() {
			err = nil
		}
		if err != nil {
			code, there := c.why(err)
			c.farewell(code, there)
			c.mu.Unlock()
			if there {
				c.linger()
			}
			return
		}
		c.mu.Unlock()
	}
}

// look looks at the clock, once for all that came together.
func (c *conn) look() {
	c.now = time.Now()
	c.also = c.srv.common(c.now)
	c.budget.pass(c.now)
}

// greet sends our settings and reads the client's preface.
func (c *conn) greet() bool {
	c.mu.Lock()
	c.look()
	c.put(appendSettings(nil, settingStreams, mostStreams, settingHeaderList, mostFields))
	err := c.flush()
	c.mu.Unlock()
	for err == nil && len(c.in) < len(preface) {
		if err = c.read(); err == nil && string(c.in[:min(len(c.in), len(preface))]) != preface[:min(len(c.in), len(preface))] {
			err = fatal(protocolError)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		c.in = c.in[:copy(c.in, c.in[len(preface):])]
		c.look()
		err = c.batch()
	}
	if err != nil {
		c.farewell(c.why(err))
	}
	return err == nil // who does not even speak HTTP/2 is not waited for
}

// read reads what there is.
func (c *conn) read() error {
	if len(c.in) == cap(c.in) { // a frame is larger than the buffer
		c.in = append(make([]byte, 0, headerLength+leastFrame), c.in...)
	}
	if err := c.setDeadline(); err != nil {
		return err
	}
	n, err := c.net.Read(c.in[len(c.in):cap(c.in)])
	c.in = c.in[:len(c.in)+n]
	if n > 0 {
		return nil // an error comes again
	}
	return err
}

// setDeadline sets until when the client has to say something, unless it is over: whoever
// ends the connection from beside wakes the reader by another deadline.
func (c *conn) setDeadline() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dead || c.leaving && len(c.streams) == 0 {
		return errOver
	}
	until := c.now.Add(c.patience())
	begun := len(c.in) > 0 || c.blockOf != 0
	if d := until.Sub(c.deadline); d > time.Second && !begun || d < 0 || c.deadline.IsZero() {
		c.deadline = until
		return c.net.SetReadDeadline(until)
	}
	return nil
}

var errOver = errors.New("the connection is over")

// wake makes the reader look. Whoever calls it holds mu.
func (c *conn) wake() { _ = c.net.SetReadDeadline(time.Unix(1, 0)) } // the reader finds out

// patience is how long to wait for the client to say something.
func (c *conn) patience() time.Duration {
	switch {
	case len(c.in) > 0 || c.blockOf != 0 || !c.met:
		return beginTime
	case c.waiting > 0:
		return bodyTime
	case len(c.pending) > 0:
		return stallTime
	}
	return idleTime
}

// mayStay reports whether a client that has said nothing for as long as it may is one
// that has nothing to say: it listens, or waits for an answer.
func (c *conn) mayStay() bool {
	if len(c.in) > 0 || c.blockOf != 0 || c.waiting > 0 || len(c.pending) > 0 {
		return false
	}
	c.deadline = time.Time{}
	return len(c.streams) > 0
}

func isTimeout(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }

// batch does everything that came, and sends what there is to send.
func (c *conn) batch() error {
	rest := c.in
	for {
		f, n, over := next(rest)
		if over {
			return fatal(frameSizeError)
		}
		if n == 0 {
			break
		}
		if err := c.frame(f); err != nil {
			return err
		}
		rest = rest[n:]
		c.deadline = time.Time{} // it goes on: the next frame has its own time
	}
	c.in = c.in[:copy(c.in, rest)]
	if len(c.pending) == 0 {
		c.moved = c.now
	}
	if c.taken > 0 {
		c.put(appendWindow(c.buffer(), 0, c.taken))
		c.taken = 0
	}
	if c.waiting > 0 {
		c.giveUpBodies()
	}
	if err := c.pump(); err != nil {
		return err
	}
	if len(c.pending) > 0 && c.now.Sub(c.moved) > stallTime {
		return fatal(enhanceYourCalm)
	}
	return c.flush()
}

// why returns what to say to the client at the end, and false if nobody is there.
func (c *conn) why(err error) (Code, bool) {
	var broke fatal
	switch {
	case errors.As(err, &broke):
		return Code(broke), true
	case isTimeout(err) && len(c.in)+len(c.pending)+c.waiting > 0:
		return enhanceYourCalm, true
	case isTimeout(err), errors.Is(err, errOver):
		return noError, true
	}
	return 0, false
}

// farewell ends the connection, with the code if somebody is there to hear it.
func (c *conn) farewell(code Code, there bool) {
	if there && !c.dead {
		c.put(appendGoAway(c.buffer(), c.last, code))
		_ = c.flush() // there is nobody to tell
	}
	c.dead = true
}

// lingerTime and lingerBytes are how much of what a client had sent before it knew that
// the connection is over is read all the same, so that it gets to know.
const (
	lingerTime  = time.Second
	lingerBytes = 256 << 10
)

func (c *conn) linger() {
	if c.net.SetReadDeadline(time.Now().Add(lingerTime)) != nil {
		return
	}
	for left := lingerBytes; left > 0; {
		n, err := c.net.Read(c.in[:cap(c.in)])
		if left -= n; err != nil {
			return
		}
	}
}

// goAway tells the client that streams after the last are not answered.
func (c *conn) goAway(last uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.dead {
		c.put(appendGoAway(c.buffer(), last, noError))
		_ = c.flush() // the reader finds out
	}
}

// drain lets what is under way end, and nothing begin.
func (c *conn) drain() {
	c.mu.Lock()
	last := c.last
	c.leaving = true
	c.mu.Unlock()
	c.goAway(last)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.streams) == 0 {
		c.wake()
	}
}

// cut ends the connection at once.
func (c *conn) cut() {
	if c.raw != nil {
		_ = c.raw.Close() // TLS would say goodbye
		return
	}
	_ = c.net.Close() // nobody is to be told
}

// end lets go of everything.
func (c *conn) end() {
	c.stop()
	c.mu.Lock()
	c.dead = true
	for _, s := range c.streams {
		s.close()
	}
	c.streams, c.pending = nil, nil
	if c.out != nil {
		buffers.Put(c.out)
		c.out = nil
	}
	c.mu.Unlock()
	_ = c.net.SetWriteDeadline(time.Now().Add(time.Second))
	_ = c.net.Close() // the client has gone, or goes now
}
