package paint

// riverDusk is a wide river after the sun has touched the far bank, with boats.
func riverDusk(p *plate) {
	const horizon = 540
	p.sky(horizon, ramp{
		{0, hex(0x33415f)},
		{.35, hex(0x6b6a86)},
		{.62, hex(0xb98278)},
		{.82, hex(0xe9a66c)},
		{1, hex(0xfbd190)},
	}, hex(0xf3b184), hex(0x5a5268), .42, 1)
	const sx, sy = 1090, 486
	p.glow(sx, sy, 330, hex(0xff9c4a), .34)
	p.glow(sx, sy, 110, hex(0xffc56e), .5)
	p.fill(oval(sx, sy, 37, 36), flat(tone{1.5, 1.22, .8}))
	p.trees(horizon+1, 26, 3.5, hex(0x6e5560), .35)
	p.trees(horizon+3, 46, 2.2, hex(0x43363f), .2)
	p.water(horizon, Height, hex(0x2c3346), .5, .93)
	p.glitter(sx, horizon, 46, hex(0xffc98a))
	p.boat(1180, 612, 190, .28, true)
	p.boat(312, 652, -250, .25, false)
	p.boat(715, 792, 520, .3, true)
}

// glitter paints the sun's road over the water.
func (p *plate) glitter(x float32, horizon int, width float32, t tone) {
	hz, span := float32(horizon), float32(Height-horizon)
	p.each(horizon, Height, func(px, py int, was tone) tone {
		d := (float32(py) - hz) / span
		off := (float32(px) - x) / (width + d*150)
		if off > 2.6 || off < -2.6 {
			return was
		}
		z := 1 / (d + .035)
		n := cloud((float32(px)-Width/2)/Width*z*.3, z*1.7) + .5*cloud((float32(px)-Width/2)/Width*z*1.1, z*3.1)
		return was.plus(t, exp(-off*off)*smooth(.05, .75, n+.28*(1-d))*(1.05-.55*d))
	})
}

// riverBoats is a ferry landing in the mist of the morning.
func riverBoats(p *plate) {
	const horizon = 430
	p.sky(horizon, ramp{{0, hex(0xb9c7cc)}, {.6, hex(0xd7dcd7)}, {1, hex(0xe9e5d8)}}, hex(0xe6e6df), hex(0xc3cccd), .3, 1)
	p.glow(420, 250, 200, hex(0xfff0cf), .3)
	p.trees(horizon+2, 34, 3, hex(0xb3bdb9), .5)
	p.trees(horizon+6, 62, 2, hex(0x8f9f9a), .5)
	p.water(horizon, Height, hex(0x8a9690), .35, .9)
	mist := func(y, deep int, by float32) {
		p.each(y-deep, y+deep, func(x, py int, was tone) tone {
			f := 1 - abs(float32(py-y))/float32(deep)
			n := .7 + .5*cloud(float32(x)/2600+by, float32(py)/900)
			return was.mix(hex(0xe4e4dc), f*f*by*n)
		})
	}
	mist(horizon+14, 60, .75)
	p.boat(1290, 486, 130, 1.25, true)
	p.boat(890, 500, -120, 1.2, false)
	mist(500, 50, .45)
	p.boat(380, 560, 250, 1.05, true)
	p.boat(1210, 622, -330, 1, true)
	mist(640, 60, .18)
	p.boat(620, 800, 640, .85, true)
	p.reeds(hex(0x39453a))
	p.soften(745, Height, 2)
}

// reeds paints grass in front of everything, out of focus.
func (p *plate) reeds(t tone) {
	for range 130 {
		x := p.between(-20, 560)
		if p.rng.IntN(3) == 0 {
			x = p.between(1280, Width+20)
		}
		h := p.between(90, 330) * (1 - .35*abs(x-800)/1600)
		b := p.between(-60, 60)
		c := t.times(p.between(.6, 1.25))
		blade := shape{}
		for i := range 9 {
			f := float32(i) / 8
			blade = append(blade, point{x + b*f*f + 4*(1-f), Height + 6 - (h+6)*f})
		}
		for i := 8; i >= 0; i-- {
			f := float32(i) / 8
			blade = append(blade, point{x + b*f*f - 4*(1-f), Height + 6 - (h+6)*f})
		}
		p.fill(blade, glass(c, .9))
	}
}

// mangroveCreek is a creek in a tidal forest.
func mangroveCreek(p *plate) {
	const horizon = 470
	p.each(0, horizon+2, func(x, y int, _ tone) tone {
		v := float32(y) / horizon
		return hex(0xd3dcd2).mix(hex(0xf4ecd0), v).times(1.02 + .05*cloud(float32(x)/1700, float32(y)/900))
	})
	mud := func(x, y int, _ tone) tone {
		u, v := float32(x)/700, float32(y)/160
		return hex(0x8d8468).times(.82 + .3*cloud(u, v) + .16*leaf(u*2, v*2))
	}
	p.fill(shape{{780, horizon}, {-5, horizon}, {-5, shore(-5, horizon)}, {780, shore(780, horizon)}}, mud)
	p.fill(shape{{820, horizon}, {Width + 5, horizon}, {Width + 5, shore(Width+5, horizon)}, {820, shore(820, horizon)}}, mud)
	// The banks, the farthest first: each is nearer the sides, taller and darker.
	for i, f := range []float32{.12, .3, .5, .72, .95, 1.2} {
		t := hex(0x9fb096).mix(hex(0x22331f), min(1, sqrt(f)*.98))
		gap := 40 + f*f*430
		for _, w := range []wood{
			{800 - gap*1.16, -1, horizon + f*f*62, .14, 80 + f*290, t, float32(i)},
			{800 + gap*1.2, 1, horizon + f*f*62, .14, 74 + f*270, t.times(.94), float32(i) + 9},
		} {
			p.wood(w)
			p.roots(w)
		}
	}
	p.creek(horizon)
	p.glow(800, 330, 260, hex(0xfff3c8), .2)
	p.boat(905, 640, 320, .8, false)
}

// shore returns the row where the water begins at a column.
func shore(x, horizon float32) float32 {
	return horizon + 2 + 76*max(0, abs(x-800)-40)/430
}

// wood is a side of a forest: it begins at the column edge and goes on towards the left
// for a side of -1. It stands on the row base there, and lower by slope for each pixel
// farther in, as land does that comes nearer.
type wood struct {
	edge, side, base, slope, height float32
	t                               tone
	seed                            float32
}

// foot returns the row on which the wood stands at a column, and how far in that is.
func (w wood) foot(x float32) (row, in float32) {
	in = (x - w.edge) * w.side
	return w.base + max(0, in)*w.slope, in
}

func (p *plate) wood(w wood) {
	off := w.seed * .137
	near := smooth(150, 620, w.height)
	scale := 1 / (300 + w.height*1.3)
	crown, foot := make([]float32, Width), make([]float32, Width)
	top, low := w.base, w.base
	for x := range crown {
		u := float32(x) * scale
		row, in := w.foot(float32(x))
		rise := sqrt(smooth(-w.height*.1, w.height*.9, in+w.height*.3*cloud(u+off, .6)))
		foot[x] = row + 3*leaf(float32(x)/400+off, .4)
		crown[x] = foot[x] - (w.height+(row-w.base)*.5)*rise*(.86+.2*cloud(u*.9+off, .3)+.15*cloud(u*2.6+off, .8))
		top, low = min(top, crown[x]), max(low, foot[x])
	}
	p.rows(int(top-w.height*.1), int(low)+1, func(y int, row []tone) {
		v := float32(y) * scale
		for x := range row {
			edge := float32(y) - crown[x]
			if edge < -w.height*.1-8 || float32(y) > foot[x] || foot[x]-crown[x] < w.height*.12 {
				continue
			}
			u := float32(x)*scale + off
			small := leaf(u*2.2, v*2.2)
			e := edge + small*(7+w.height*.06)
			if e <= 0 {
				continue
			}
			// Tufts: lit from above, dark beneath.
			tuft := cloud(u*2.6, v*3.4) - .8*cloud(u*2.6, v*3.4-.018)
			light := .68 + 1.5*tuft + .34*small + .16*leaf(u*6, v*6)
			c := w.t.times(max(.28, light))
			c = c.plus(hex(0x6a7a24), .35*near*max(0, light-.85))
			c = c.mix(w.t.times(.35), .85*smooth(foot[x]-w.height*.22, foot[x]-w.height*.03, float32(y)))
			row[x] = row[x].mix(c, clamp(e/2))
		}
	})
}

// roots paints the stems and the breathing roots in the mud along a wood.
func (p *plate) roots(w wood) {
	near := smooth(150, 620, w.height)
	thick := .8 + near*3
	for x := w.edge + w.side*w.height*.06; x > -50 && x < Width+50; x += w.side * p.between(2, 9) * (.4 + near*2) {
		row, _ := w.foot(x)
		h := w.height * p.between(.03, .16)
		foot := row + w.height*p.between(-.02, .03)
		c := w.t.mix(hex(0x9a917a), p.between(.05, .4)).times(p.between(.4, .9))
		p.fill(line(point{x + p.between(-.25, .25)*h, foot - h}, point{x, foot}, thick*.6, thick), glass(c, .85))
		if p.rng.IntN(3) == 0 {
			p.fill(line(point{x, foot - h*.9}, point{x + p.between(-1.1, 1.1)*h, foot}, thick*.5, thick*.6), glass(c.times(.8), .85))
		}
	}
}

// creek paints the water between the banks, which mirrors each column about its shore.
func (p *plate) creek(horizon int) {
	hz := float32(horizon)
	was := make([]tone, len(p.px))
	copy(was, p.px)
	p.each(horizon, Height, func(x, y int, now tone) tone {
		edge := shore(float32(x), hz) + leaf(float32(x)/500, .2)*5
		below := float32(y) - edge
		if below < 0 {
			return now
		}
		d := (float32(y) - hz) / (Height - hz)
		z := 1 / (d + .05)
		n := cloud((float32(x)-Width/2)/Width*z*.12, z*.7)
		n2 := cloud((float32(x)-Width/2)/Width*z*.5, z*2.2)
		my := max(0, edge-below*1.02-(n*.6+n2*.4)*(4+d*70))
		mx := max(0, min(Width-1, float32(x)+n*(4+d*26)))
		m := was[int(my)*Width+int(mx)]
		return m.mix(hex(0x77714f), .2+.22*d).times(.92 - .1*n2)
	})
}

// shelterOnStilts is a school built on legs, on a flooded shore under a storm that
// is going away.
func shelterOnStilts(p *plate) {
	const horizon = 640
	p.sky(horizon, ramp{{0, hex(0x4d5a68)}, {.5, hex(0x7d8b96)}, {.8, hex(0xc5c9bf)}, {1, hex(0xf0dfb6)}}, hex(0xb9c0c2), hex(0x454f5b), .62, .8)
	p.glow(330, 590, 260, hex(0xffe0a0), .3)
	p.trees(horizon+2, 40, 3, hex(0x5b6a62), .4)
	for _, q := range []struct{ x, h float32 }{{120, 250}, {200, 310}, {292, 235}, {1420, 300}, {1500, 260}, {1563, 340}} {
		p.palm(q.x, horizon+6, q.h, hex(0x2d3a33))
	}
	p.trees(horizon+6, 62, 1.7, hex(0x36463c), .25)
	p.water(horizon, Height, hex(0x5d6862), .32, .86)
	p.mirrored(200, 1560, horizon+30, 420, .62, func() { school(p, facade{430, 1130, .5, horizon}) })
	p.boat(1130, 800, -330, .75, false)
	p.boat(250, 742, 190, .8, true)
}
