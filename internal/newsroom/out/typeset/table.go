package typeset

// Cell is a cell of a table.
type Cell struct {
	Runs   []Run
	Header bool
}

// Table sets rows of cells in columns of one width. A row that no page could hold is set cell by cell, as paragraphs.
func (d *Document) Table(size float64, rows [][]Cell) {
	columns := 0
	for _, r := range rows {
		columns = max(columns, len(r))
	}
	if columns == 0 {
		return
	}
	const pad = 4.0
	width := Width / float64(columns)
	if width < 30 { // too many to stand side by side
		columns = 0
	}
	d.y -= size
	for _, r := range rows {
		var cells [][]line
		height := 0.0
		look := Look{Size: size, width: width - 2*pad}
		for _, c := range r {
			for n := range c.Runs {
				c.Runs[n].Bold = c.Runs[n].Bold || c.Header
			}
			if columns > 0 {
				cells = append(cells, d.lines(look, c.Runs))
				height = max(height, float64(max(1, len(cells[len(cells)-1])))*lineHeight(size)+2*pad)
			}
		}
		if columns == 0 || height > pageHeight-margin-bottom {
			for _, c := range r {
				d.Text(Look{Size: size, Indent: 12}, c.Runs...)
			}
			continue
		}
		d.room(height)
		top := d.y
		for n, lines := range cells {
			x := margin + float64(n)*width
			d.y = top - pad
			for _, l := range lines {
				d.draw(l, x+pad, look)
				d.y -= lineHeight(size)
			}
			d.page().box(x, top-height, width, height)
		}
		d.y = top - height
	}
	d.y -= size
}
