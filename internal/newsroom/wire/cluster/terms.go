package cluster

// mostListed is how many dispatches a term finds: one that more have finds nobody.
const mostListed = 500

// terms are the features that dispatches of the window have, each by a number, so that what is held of a dispatch has no pointers and what is
// asked of a term is a step into an array. A number is given again once nobody has its term.
type terms struct {
	numbers map[uint32]uint32 // by the hash of the feature
	all     []term
	free    []uint32 // numbers of terms that nobody has

	lists    [][]uint32 // of dispatches, in the order in which they came; those that are gone may still stand there
	unlisted []uint32   // places in lists that are free
}

type term struct {
	hash  uint32
	count uint32 // how many dispatches have it
	who   uint32 // has it: one dispatch, or isList and a place in lists. Most terms never get a list
}

// isList is a bit that no number of a dispatch has.
const isList = 1 << 31

func newTerms() terms { return terms{numbers: map[uint32]uint32{}} }

// add says that a dispatch has the feature, and returns the feature's number. Of a list that is full, those are kept that are here.
func (t *terms) add(hash, dispatch uint32, here func(uint32) bool) uint32 {
	n, known := t.numbers[hash]
	if !known {
		t.free, n = last(t.free, len(t.all))
		if int(n) == len(t.all) {
			t.all = append(t.all, term{})
		}
		t.numbers[hash], t.all[n] = n, term{hash, 1, dispatch}
		return n
	}
	one := &t.all[n]
	one.count++
	if one.who&isList == 0 {
		first := one.who
		t.unlisted, one.who = last(t.unlisted, len(t.lists))
		if int(one.who) == len(t.lists) {
			t.lists = append(t.lists, nil)
		}
		t.lists[one.who] = append(t.lists[one.who], first)
		one.who |= isList
	}
	list := &t.lists[one.who&^isList]
	if len(*list) == cap(*list) || len(*list) == 2*mostListed {
		*list = stillHere(*list, here)
	}
	*list = append(*list, dispatch)
	return n
}

// last takes the last of the free numbers, or returns next.
func last(free []uint32, next int) ([]uint32, uint32) {
	if n := len(free); n > 0 {
		return free[:n-1], free[n-1]
	}
	return free, uint32(next)
}

// stillHere takes out of the list who is gone, and the first of it if they are too many to find anybody.
func stillHere(list []uint32, here func(uint32) bool) []uint32 {
	kept := list[:0]
	for _, d := range list {
		if here(d) {
			kept = append(kept, d)
		}
	}
	if len(kept) > mostListed {
		kept = append(kept[:0], kept[len(kept)-mostListed:]...)
	}
	return kept
}

// remove says that a dispatch has the term no more. It costs the same however many have it.
func (t *terms) remove(n uint32) {
	one := &t.all[n]
	if one.count--; one.count > 0 {
		return
	}
	delete(t.numbers, one.hash)
	t.free = append(t.free, n)
	if one.who&isList != 0 {
		place := one.who &^ isList
		t.lists[place] = t.lists[place][:0]
		t.unlisted = append(t.unlisted, place)
	}
}

// who returns the dispatches that have the term, which may be gone: nobody if more have it than a term finds.
func (t *terms) who(n uint32, one *[1]uint32) []uint32 {
	switch it := t.all[n]; {
	case it.count > mostListed:
		return nil
	case it.who&isList == 0:
		one[0] = it.who
		return one[:]
	default:
		return t.lists[it.who&^isList]
	}
}
