package paint

// marketStalls is heaps of vegetables by lamplight, the market behind them out of focus.
func marketStalls(p *plate) {
	p.each(0, Height, func(x, y int, _ tone) tone {
		v := float32(y) / Height
		t := hex(0x2a221d).mix(hex(0x4a3826), v)
		return t.times(1 + .3*cloud(float32(x)/1500, float32(y)/900))
	})
	p.behind()
	p.soften(0, 520, 9)
	for range 26 { // lamps, far off
		lamps := []tone{{1.1, .78, .4}, {1.1, .9, .65}, {1, .6, .25}, {.7, .9, .75}}
		p.disc(p.between(0, Width), p.between(40, 300), p.between(10, 26), p.pick(lamps), p.between(.12, .38))
	}
	for _, q := range []point{{300, 120}, {860, 84}, {1370, 140}} { // and the stall's own
		p.fill(line(point{q.x, 0}, point{q.x, q.y}, 3, 3), flat(hex(0x0f0d0c)))
		p.fill(shape{{q.x - 12, q.y - 10}, {q.x + 12, q.y - 10}, {q.x + 34, q.y + 14}, {q.x - 34, q.y + 14}}, flat(hex(0x1c1a19)))
		p.fill(oval(q.x, q.y+20, 17, 19), flat(tone{2.4, 2, 1.4}))
		p.glow(q.x, q.y+20, 170, hex(0xffb765), .34)
	}
	p.fill(box(0, 500, Width, Height-500), func(x, y int, _ tone) tone {
		return hex(0x4a3a2a).times(.6 + .25*leaf(float32(x)/300, float32(y)/900))
	})
	onion := greens{46, 40, hex(0x94566a), hex(0x5c2440), .3, 1}
	tomato := greens{44, 41, hex(0xb8432f), hex(0x6e1712), .9, 1}
	lime := greens{27, 26, hex(0x84983f), hex(0x35501a), .6, 1}
	potato := greens{47, 38, hex(0xc29a62), hex(0x644626), .15, 1}
	aubergine := greens{36, 34, hex(0x4a3256), hex(0x160c22), 1.2, 1.9}
	gourd := greens{34, 32, hex(0x9fb772), hex(0x41562a), .35, 2}
	chilli := greens{13, 13, hex(0x5f8a3a), hex(0x244a16), .8, 3.6}
	garlic := greens{30, 28, hex(0xe4dccb), hex(0x83735f), .2, 1}
	for _, row := range []struct {
		y, scale float32
		what     []greens
	}{
		{575, .62, []greens{gourd, garlic, tomato, aubergine, potato, lime, onion, chilli}},
		{735, .84, []greens{potato, chilli, onion, gourd, tomato, garlic}},
		{955, 1.18, []greens{onion, tomato, lime, aubergine, potato}},
	} {
		n := float32(len(row.what))
		for i, g := range row.what {
			x := (float32(i)+.5)*(Width+160)/n - 80
			p.heap(x, row.y, (Width+160)/n*.47, row.scale, g)
		}
	}
	p.each(500, Height, func(x, y int, was tone) tone { // the lamps light what is near them
		var light float32
		for _, lx := range []float32{300, 860, 1370} {
			d := (float32(x) - lx) / 300
			light += exp(-d * d)
		}
		far := smooth(Height, 520, float32(y))
		k := .66 + .42*light*(.6+.4*far)
		return tone{was.r * k * 1.06, was.g * k, was.b * k * .86}
	})
	p.soften(1000, Height, 2)
}

// behind paints buyers and other stalls, which will be out of focus.
func (p *plate) behind() {
	for range 16 {
		x, w := p.between(-40, Width), p.between(60, 170)
		p.fill(box(x, p.between(230, 330), w, 260), flat(p.pick(cloths).times(p.between(.25, .6))))
	}
	for i := range 15 {
		x := float32(i)*112 + p.between(-30, 30)
		p.someone(x, 560+p.between(-20, 40), p.between(330, 420), p.between(.5, .95))
	}
	for range 9 {
		p.fill(shape{{p.between(0, Width), 0}, {p.between(0, Width), 90}, {p.between(0, Width), 60}}, glass(hex(0x31506a), .4))
	}
}

// greens is a kind of vegetable: its half width and height, its colours, how it shines
// and how long it is for its width.
type greens struct {
	rx, ry     float32
	light, low tone
	shine      float32
	long       float32
}

// heap paints a basket with a heap of one kind.
func (p *plate) heap(x, y, half, scale float32, g greens) {
	p.fill(oval(x, y+26*scale, half*1.04, half*.36), glass(hex(0x120c08), .75))
	for _, rim := range []float32{1, .93} { // the basket
		p.fill(oval(x, y+half*.06, half*1.06*rim, half*.4*rim), func(px, py int, _ tone) tone {
			weave := sin(float32(px)*.5/scale) * sin(float32(py)*.8/scale)
			return hex(0xa07c48).times(rim*rim*rim*(.62+.2*weave) + .2*leaf(float32(px)/200, float32(py)/200) - (1-rim)*4)
		})
	}
	rows := 9
	for r := range rows {
		f := float32(r) / float32(rows-1)
		width := half * (.44 + .42*sqrt(f))
		top := y - half*.62 + f*(half*.62+half*.1)
		step := g.rx * scale * max(1, g.long*.8) * 1.12
		for sx := -width; sx <= width; sx += step * p.between(.75, 1.1) {
			e := sx / width
			oy := top + half*.2*f*(1-e*e) + half*.3*e*e*(1-f)
			p.piece(x+sx+p.between(-5, 5)*scale, oy+p.between(-7, 7)*scale, scale*p.between(.86, 1.1), g, .72+.36*f)
		}
	}
}

// piece paints one vegetable, lit from above.
func (p *plate) piece(x, y, scale float32, g greens, light float32) {
	rx, ry := g.rx*scale, g.ry*scale
	turn := p.between(-.6, .6)
	if g.long > 1 {
		turn = p.between(-1.1, 1.1)
	}
	c, s := sin(turn+1.5708), sin(turn)
	place := func(dx, dy float32) point { return point{x + dx*c - dy*s, y + dx*s + dy*c} }
	outline := shape{}
	const n = 22
	for i := range n {
		a := float32(i) / n * 6.2832
		dx, dy := sin(a+1.5708), sin(a)
		if g.long > 1 {
			dy *= .8 + .25*dx // one end is thicker
		}
		outline = append(outline, place(dx*rx*g.long, dy*ry))
	}
	shadow := make(shape, n)
	for i, q := range outline {
		shadow[i] = point{q.x + 3*scale, q.y + 9*scale}
	}
	p.fill(shadow, glass(hex(0x0d0806), .42))
	k := light * p.between(.86, 1.12)
	own := p.between(-.12, .12)
	p.fill(outline, func(px, py int, _ tone) tone {
		dx, dy := float32(px)-x, float32(py)-y
		u, v := (dx*c+dy*s)/(rx*g.long), (-dx*s+dy*c)/ry
		// Height over the plate, and how far the surface looks up and to the light.
		up := sqrt(max(0, 1-u*u-v*v))
		facing := clamp(.28 + .62*up - .42*(dy/ry) - .12*(dx/rx))
		t := g.low.mix(g.light, clamp(facing+own)).times(k * (.94 + .14*leaf(float32(px)/240/scale, float32(py)/240/scale)))
		hx, hy := dx/(rx*g.long)+.22, dy/ry+.42
		spot := exp(-(hx*hx*9 + hy*hy*14))
		return t.plus(tone{1, .9, .7}, spot*g.shine*.55*light)
	})
	if g.shine < 1 && g.long == 1 { // where it grew
		q := place(rx*.1, -ry*.62)
		p.fill(oval(q.x, q.y, rx*.1, ry*.07), glass(g.low, .45))
	}
}
