package prose

import "math"

// joinSmaller adds what follows a measure in a smaller unit to it: 13 kg 920 g, 2 hours, 27 minutes and 14 seconds. It is in the first unit.
func (d *Document) joinSmaller(f *Figure) {
	for f.Kind == Measure {
		unit, known := conversions[f.Unit]
		i := f.To
		for d.same(f.From, i) && i < f.To+2 && joins[d.at(i).Folded] {
			i++
		}
		if !known || !d.same(f.From, i) {
			return
		}
		g := Figure{Range: Range{i, i}}
		d.readFigure(&g)
		if g.To == g.From || g.Kind != Count {
			return
		}
		d.readUnit(&g)
		last := unit.factor
		if f.Joined > 0 {
			last = f.Joined
		}
		smaller, known := conversions[g.Unit]
		if g.Kind != Measure || !known || smaller.unit != unit.unit || smaller.factor >= last || g.Value*smaller.factor >= 1.0001*last {
			return
		}
		f.Value += g.Value * smaller.factor / unit.factor
		f.To, f.Joined = g.To, smaller.factor
	}
}

var joins = setOf(`, and ও এবং`)

// readPoints reads "of a percentage point" after a fraction.
func (d *Document) readPoints(f *Figure) {
	j := f.To
	if d.at(j).Folded == "of" && d.at(j+1).Folded == "a" {
		j += 2
	}
	if d.at(j).Folded == "percentage" && d.at(j+1).Folded == "point" && d.same(f.From, j+1) {
		f.Kind, f.To = PercentPoints, j+2
	}
}

// isBare reports whether nothing after the figure says what it counts: they rose from 4.1 to 5.2 per cent.
func (d *Document) isBare(f *Figure) bool {
	t := d.at(f.To)
	return f.Kind == Count && f.Unit == "" && (!d.same(f.From, f.To) || t.Mark && t.Text != "-" || Stopword(t.Folded) || t.Digits || f.Value != math.Trunc(f.Value))
}

// startOf returns the first token of a figure, or -1.
func (d *Document) startOf(number int) int {
	if number == None {
		return -1
	}
	return d.Figures[number].From
}
