package listener

import (
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// audience are the connections of a loop that have the same stream.
type audience struct {
	stream string
	conns  []*conn
}

// cast is an event on its way to an audience, to the last of its connections first: who
// joins meanwhile has it, and who leaves has its place taken by one who has.
type cast struct {
	to   *audience
	e    ticker.Event
	left int
}

// atOnce is to how many connections an event is written before requests for pages have
// their turn, our own and then those of whoever else waits for the processor: some 0.8 ms.
const atOnce = 64

// mostBehind is how many events may wait for a reader who takes none.
const mostBehind = 16

var beat = ticker.Beat

// join makes the connection one of the audience of the answer's stream.
func (l *loop) join(c *conn, a site.Answer) {
	if l.head.Method != "GET" {
		c.last = true
		l.put(c, a)
		return
	}
	first, seen, ok := l.s.ticker.Join(a.Stream, l.head.LastEventID)
	if !ok {
		l.put(c, site.TooMany)
		return
	}
	to := l.streams[a.Stream]
	if to == nil {
		to = &audience{stream: a.Stream}
		l.streams[a.Stream] = to
	}
	c.last = true // what has no length ends with the connection
	l.put(c, a)
	l.out = append(l.out, first)
	c.stream, c.seen, c.place = to, seen, int32(len(to.conns)) //nolint:gosec // there are as many as descriptors
	to.conns = append(to.conns, c)
}

// leave takes the connection out of its audience.
func (l *loop) leave(c *conn) {
	to := c.stream
	final := to.conns[len(to.conns)-1]
	to.conns[c.place], final.place = final, c.place
	to.conns[len(to.conns)-1] = nil
	to.conns = to.conns[:len(to.conns)-1]
	c.stream = nil
	if len(to.conns) == 0 && to.stream != ticker.BarOf(to.stream) { // a language's stays, a story's is over one day
		delete(l.streams, to.stream)
	}
	l.s.ticker.Leave()
}

// cast begins to send the event of a stream to all who have it: that of a language has, too,
// who has the stream of one of its stories.
func (l *loop) cast(stream string, e ticker.Event) {
	for name, to := range l.streams {
		if name == stream || ticker.BarOf(name) == stream {
			l.casts = append(l.casts, cast{to, e, len(to.conns)})
		}
	}
}

// castSome sends the event that came first to some more of its audience. Then it gives way:
// a loop that has thousands to write to would otherwise keep its processor until the kernel
// takes it away, some 4 ms later, and with more such loops than processors a page would wait
// for several of them.
func (l *loop) castSome() {
	if len(l.casts) == 0 {
		return
	}
	defer giveWay()
	now := &l.casts[0]
	for range atOnce {
		now.left = min(now.left, len(now.to.conns)) // some may have gone
		if now.left == 0 {
			l.casts = append(l.casts[:0], l.casts[1:]...)
			return
		}
		now.left--
		if c := now.to.conns[now.left]; c.seen < now.e.Number {
			c.seen = now.e.Number
			l.current = c
			l.send(c, now.e.Text)
		}
	}
}

// send sends something more on a stream.
func (l *loop) send(c *conn, text []byte) {
	if p := c.pending; p != nil {
		if len(p.parts) > mostBehind {
			l.close(c)
			return
		}
		p.parts = append(p.parts, text)
		return
	}
	l.out = append(l.out[:0], text)
	l.flush(c)
}
