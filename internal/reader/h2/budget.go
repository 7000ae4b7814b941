package h2

import "time"

// budget is what a client may do that is no request. HTTP/2 lets a client make a server
// work for little: with pings, settings, frames of nothing, requests that are reset at
// once. Each takes a token or several; time and answers that were sent whole give some
// back. A client without tokens is sent away.
type budget struct {
	tokens int
	at     time.Time // when time gave the last
}

const (
	mostTokens     = 1000
	tokensASecond  = 20
	tokensAnAnswer = 4
	tokensAFrame   = 2 // of data that is worth one
	worthwhile     = 1024
	tokensAReset   = 10 // of a request that was not answered yet
)

func newBudget(now time.Time) budget { return budget{mostTokens, now} }

// pass gives what the time that passed is worth.
func (b *budget) pass(now time.Time) {
	if s := now.Sub(b.at) / time.Second; s > 0 {
		b.tokens = min(mostTokens, b.tokens+int(min(s, mostTokens))*tokensASecond)
		b.at = now
	}
}

// earn gives what an answer that was sent is worth, or a part of one.
func (b *budget) earn(n int) { b.tokens = min(mostTokens, b.tokens+n) }

// spend takes tokens and reports whether there were any.
func (b *budget) spend(n int) bool {
	b.tokens -= n
	return b.tokens >= 0
}
