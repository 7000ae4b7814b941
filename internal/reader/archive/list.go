package archive

import (
	"slices"
	"sort"
)

// list is the numbers of the stories of a List, the oldest first: pieces one after the
// other, then the tail, where new stories come to stand. A piece may lie in a snapshot's
// file, and never changes; what changes a list cuts pieces, so that it costs the same
// however many stories are on it. Older views share the array of the tail and do not look
// beyond their end of it.
type list struct {
	name   string // what its stories call it
	pieces []piece
	tail   []uint32
}

type piece struct {
	before  int // stories in the pieces before it
	numbers []uint32
}

var noList list

const (
	tailMost  = 4096 // a longer tail becomes a piece
	pieceMost = 512  // a longer piece is cut where it changes
	pieceNear = 128  // so far from there
)

// inPieces returns how many stories are in the pieces.
func (l *list) inPieces() int {
	if n := len(l.pieces); n > 0 {
		return l.pieces[n-1].before + len(l.pieces[n-1].numbers)
	}
	return 0
}

func (l *list) len() int { return l.inPieces() + len(l.tail) }

// pieceAt returns which piece has the ith story, of those in pieces.
func (l *list) pieceAt(i int) int {
	return sort.Search(len(l.pieces), func(p int) bool { return l.pieces[p].before > i }) - 1
}

// at returns the ith number.
func (l *list) at(i int) uint32 {
	if n := l.inPieces(); i >= n {
		return l.tail[i-n]
	}
	p := &l.pieces[l.pieceAt(i)]
	return p.numbers[i-p.before]
}

// each calls f with the numbers from the ith down to the jth, the newest first, until it
// returns false.
func (l *list) each(i, j int, f func(number uint32) bool) {
	for ; i >= j; i-- {
		if !f(l.at(i)) {
			return
		}
	}
}

// insert puts the number in the ith place. alone says that nobody shares the tail.
func (l *list) insert(i int, number uint32, alone bool) {
	n := l.inPieces()
	switch {
	case i == n+len(l.tail):
		if len(l.tail) >= tailMost {
			l.pieces = append(l.pieces, piece{n, l.tail}) // older views do not look there
			l.tail = make([]uint32, 0, pieceMost)
		}
		l.tail = append(l.tail, number) // nor there
	case i >= n:
		if !alone {
			l.tail = slices.Clone(l.tail)
		}
		l.tail = slices.Insert(l.tail, i-n, number)
	default:
		at := l.pieceAt(i)
		old := l.pieces[at].numbers
		from, to, i := around(i-l.pieces[at].before, len(old))
		l.cut(at, from, to, slices.Insert(slices.Clone(old[from:to]), i-from, number))
	}
}

// remove takes the ith number out.
func (l *list) remove(i int, alone bool) {
	n := l.inPieces()
	if i >= n {
		if !alone {
			l.tail = slices.Clone(l.tail)
		}
		l.tail = slices.Delete(l.tail, i-n, i-n+1)
		return
	}
	at := l.pieceAt(i)
	old := l.pieces[at].numbers
	from, to, i := around(i-l.pieces[at].before, len(old))
	l.cut(at, from, to, slices.Delete(slices.Clone(old[from:to]), i-from, i-from+1))
}

// around returns the part of a piece of the length that is written anew when its ith
// number changes: all of a short one.
func around(i, length int) (from, to, _ int) {
	if length <= pieceMost {
		return 0, length, i
	}
	return max(0, i-pieceNear), min(length, i+pieceNear), i
}

// cut puts the numbers in the place of those from and to of a piece.
func (l *list) cut(at, from, to int, numbers []uint32) {
	old := l.pieces[at].numbers
	pieces := make([]piece, 0, len(l.pieces)+2)
	pieces = append(pieces, l.pieces[:at]...)
	half := len(numbers)
	if half > pieceMost {
		half /= 2
	}
	for _, part := range [][]uint32{old[:from], numbers[:half:half], numbers[half:], old[to:]} {
		if len(part) > 0 {
			pieces = append(pieces, piece{numbers: part})
		}
	}
	pieces = append(pieces, l.pieces[at+1:]...)
	before := 0
	for i := range pieces {
		pieces[i].before = before
		before += len(pieces[i].numbers)
	}
	l.pieces = pieces
}
