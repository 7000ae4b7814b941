package letterbox

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// guests are those who are connected, and how much each has sent.
type guests struct {
	mu    sync.Mutex
	here  map[string]int // connections of an address
	all   int
	sent  map[string]int // letters of an address in this minute
	began time.Time      // the minute
}

func newGuests() *guests { return &guests{here: map[string]int{}, sent: map[string]int{}} }

// enter reports whether another connection of the address may come in.
func (g *guests) enter(from string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.all >= mostAtOnce || g.here[from] >= mostOfOne {
		return false
	}
	g.all++
	g.here[from]++
	return true
}

func (g *guests) leave(from string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.all--
	if g.here[from]--; g.here[from] == 0 {
		delete(g.here, from)
	}
}

// letter counts a letter, and reports whether the address may send it now.
func (g *guests) letter(from string, now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now.Sub(g.began) >= time.Minute {
		clear(g.sent)
		g.began = now
	}
	g.sent[from]++
	return g.sent[from] <= mostLetters
}

// doorkeeper lets connections in while there is room.
type doorkeeper struct {
	net.Listener
	guests *guests
}

// Accept returns the next connection that may come in. The others are told to come later.
func (d *doorkeeper) Accept() (net.Conn, error) {
	for {
		c, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := hostOf(c.RemoteAddr())
		if d.guests.enter(from) {
			return newGuest(c, func() { d.guests.leave(from) }), nil
		}
		_ = c.SetDeadline(time.Now().Add(time.Second))
		_, _ = c.Write([]byte("421 4.7.0 Too many connections; please come later\r\n")) // whether it hears that is its own affair
		_ = c.Close()
	}
}

// guest is a connection that ends by itself, whatever its sender does.
type guest struct {
	net.Conn
	end   time.Time
	left  atomic.Bool
	leave func()
}

func newGuest(c net.Conn, leave func()) *guest {
	g := &guest{Conn: c, end: time.Now().Add(longest), leave: leave}
	_ = g.SetDeadline(g.end) // a closed connection says so when it is read
	return g
}

func (g *guest) Close() error {
	if !g.left.Swap(true) {
		g.leave()
	}
	return g.Conn.Close()
}

func (g *guest) least(t time.Time) time.Time {
	if t.IsZero() || t.After(g.end) {
		return g.end
	}
	return t
}

func (g *guest) SetDeadline(t time.Time) error      { return g.Conn.SetDeadline(g.least(t)) }
func (g *guest) SetReadDeadline(t time.Time) error  { return g.Conn.SetReadDeadline(g.least(t)) }
func (g *guest) SetWriteDeadline(t time.Time) error { return g.Conn.SetWriteDeadline(g.least(t)) }
