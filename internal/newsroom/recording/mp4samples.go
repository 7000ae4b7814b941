package recording

import "encoding/binary"

// samples notes where the track's samples are in the file.
func (m *mp4) samples(t *track) error {
	chunks, err := offsets(t.tables)
	if err != nil {
		return err
	}
	sizes, err := sampleSizes(t.tables)
	if err != nil {
		return err
	}
	runs := t.tables["stsc"]
	if len(runs) < 8 {
		return broken("its index does not hold together")
	}
	n := int(min(binary.BigEndian.Uint32(runs[4:]), uint32((len(runs)-8)/12)))
	next := 0 // the first sample of the next chunk
	for i := range n {
		run := runs[8+12*i:]
		first, each := int64(binary.BigEndian.Uint32(run)), int64(binary.BigEndian.Uint32(run[4:]))
		last := int64(len(chunks)) + 1
		if i+1 < n {
			last = int64(binary.BigEndian.Uint32(run[12:]))
		}
		if first < 1 || last < first || last > int64(len(chunks))+1 {
			return broken("its index does not hold together")
		}
		for c := first; c < last; c++ {
			size := sizes.sum(next, each)
			next += int(min(each, int64(sizes.count-min(next, sizes.count))))
			at := chunks[c-1]
			if at < 0 || at > m.size-size {
				return broken("its index names what is not there")
			}
			if size > 0 {
				m.spans = append(m.spans, span{at, at + size})
			}
		}
	}
	return nil
}

// offsets returns where the chunks begin.
func offsets(tables map[string][]byte) (all []int64, err error) {
	width, b := 4, tables["stco"]
	if b == nil {
		width, b = 8, tables["co64"]
	}
	if len(b) < 8 {
		return nil, broken("its index does not hold together")
	}
	n := int(binary.BigEndian.Uint32(b[4:]))
	if n > mostChunks || n > (len(b)-8)/width {
		return nil, broken("its index does not hold together")
	}
	all = make([]int64, n)
	for i := range all {
		if width == 4 {
			all[i] = int64(binary.BigEndian.Uint32(b[8+4*i:]))
		} else {
			all[i] = int64(binary.BigEndian.Uint64(b[8+8*i:])) // below 0 is refused by who looks there
		}
	}
	return all, nil
}

// sizesOf are the sizes of samples: one for all, or one for each.
type sizesOf struct {
	count int
	same  int64
	each  []byte // four bytes for each
}

func sampleSizes(tables map[string][]byte) (s sizesOf, err error) {
	b := tables["stsz"]
	if len(b) < 12 {
		return s, unsupported("This film's index is of a kind that is not read here. Save it anew as MP4.") // stz2
	}
	s.same, s.count = int64(binary.BigEndian.Uint32(b[4:])), int(binary.BigEndian.Uint32(b[8:]))
	if s.same == 0 {
		if s.each = b[12:]; s.count > len(s.each)/4 {
			return s, broken("its index does not hold together")
		}
	}
	return s, nil
}

// sum returns how many bytes the samples from the first on have together.
func (s sizesOf) sum(first int, n int64) (size int64) {
	n = min(n, int64(s.count-min(first, s.count)))
	if s.same > 0 {
		return n * s.same
	}
	for i := range int(n) {
		size += int64(binary.BigEndian.Uint32(s.each[4*(first+i):]))
	}
	return size
}
