package paint

// paddyField is young rice under a summer sky.
func paddyField(p *plate) {
	const horizon = 455
	p.sky(horizon, ramp{{0, hex(0x3f7fb8)}, {.5, hex(0x78aed2)}, {1, hex(0xd4e4e4)}}, hex(0xfcfaf3), hex(0x93a2b0), .55, .8)
	p.trees(horizon+3, 30, 4, hex(0x7c9a86), .35)
	p.trees(horizon+8, 66, 1.8, hex(0x3f5f38), .15)
	for _, q := range []struct{ x, h float32 }{{260, 150}, {310, 120}, {1180, 135}, {1235, 165}, {1290, 110}} {
		p.palm(q.x, horizon+6, q.h, hex(0x3a5534))
	}
	p.fill(shape{{1362, horizon + 8}, {1362, horizon - 26}, {1470, horizon - 26}, {1470, horizon + 8}}, flat(hex(0x5b5044)))
	p.fill(shape{{1350, horizon - 22}, {1376, horizon - 52}, {1458, horizon - 52}, {1484, horizon - 22}}, flat(hex(0x8a7f78)))
	p.fill(box(1402, horizon-18, 18, 26), flat(hex(0x2c2723)))
	p.trees(horizon+12, 26, 9, hex(0x47663a), .1)
	p.rice(horizon + 6)
	for _, q := range []struct{ x, y, h float32 }{{930, 545, 58}, {985, 551, 62}, {1050, 541, 57}, {420, 598, 88}, {520, 606, 94}} {
		p.someone(q.x, q.y, q.h, .95)
		for range 60 { // the plants stand before them
			x := q.x + p.between(-.6, .6)*q.h
			h := q.h * p.between(.08, .24)
			c := hex(0x4c7a26).mix(hex(0x9ab548), p.between(0, 1))
			p.fill(shape{{x - 2, q.y + 3}, {x + p.between(-5, 5), q.y + 3 - h}, {x + 2, q.y + 3}}, glass(c, .85))
		}
	}
	p.tufts()
}

// rice paints the field: rows of plants that meet at the horizon, low banks between the
// plots and water between the plants.
func (p *plate) rice(horizon int) {
	hz := float32(horizon)
	p.each(horizon, Height, func(x, y int, _ tone) tone {
		d := (float32(y) - hz) / (Height - hz)
		z := 1 / (d + .03)
		wx := (float32(x) - 700) / Width * z // across the field
		n := cloud(wx*.09, z*.21)
		tuft := leaf(wx*1.1, z*1.2)*.55 + leaf(wx*3.4, z*2.8)*.5
		row := sin(wx*128 + n*5 + tuft*1.5)
		g := hex(0x4f8226).mix(hex(0xa3b84a), clamp(.42+.45*n+.4*tuft)).times(.88 + .34*tuft)
		near := smooth(.06, .5, d)
		gap := smooth(.1, .95, row+.3*tuft) * (.1 + .6*near)
		wet := smooth(.25, .5, cloud(wx*.05+.4, z*.1))
		t := g.mix(hex(0x2c4a1c).mix(hex(0x93b3bd), wet*.75), gap)
		// Banks across, and one path along.
		across := z * 1.7
		bank := abs(across-float32(floor(across+.5))) * (1 + d*3)
		if across > 3 && bank < .05 {
			t = t.mix(hex(0x6f7a3c), .7)
		}
		path := abs(wx - .55 - .25*sin(z*.35))
		t = t.mix(hex(0xb39a6b).times(.9+.25*tuft), 1-smooth(.09, .15, path+tuft*.03))
		return t.mix(hex(0xc4d6c0), .55*exp(-d*16))
	})
}

// tufts paints the plants that are nearest, out of focus.
func (p *plate) tufts() {
	for range 900 {
		x := p.between(-30, Width+30)
		h := p.between(40, 150)
		b := p.between(-60, 60)
		y := Height + p.between(0, 50)
		c := hex(0x4f7f26).mix(hex(0xb4c65a), p.between(0, 1)).times(p.between(.55, 1.05))
		p.fill(shape{{x - 5, y}, {x + b*.4 - 2, y - h*.6}, {x + b, y - h}, {x + b*.4 + 3, y - h*.6}, {x + 5, y}}, glass(c, .8))
	}
	p.soften(905, Height, 3)
}

// stormOverDelta is low land with channels in it beneath a storm.
func stormOverDelta(p *plate) {
	const horizon = 700
	hz := float32(horizon)
	p.each(0, horizon, func(x, y int, _ tone) tone {
		fx, fy := float32(x), float32(y)
		v := fy / hz
		k := 1 / (1.12 - v*.8)
		u, w := (fx-800)/Width*k*.75, k*.8
		n := cloud(u+.2, w) + .5*cloud(u*2.6, w*2.6) + .22*leaf(u*1.5, w*1.5)
		under := cloud(u+.2, w+.03) + .5*cloud(u*2.6, w*2.6+.05)
		t := hex(0x353c47).mix(hex(0x7d8790), smooth(-.5, .9, n+.6*(n-under)))
		// Light comes in under the shelf, at the left.
		shelf := 430 + 60*cloud(fx/2600, .1) + 90*(fx/Width) + 22*cloud(fx/700, .7)
		open := smooth(shelf-20, shelf+170, fy+18*n)
		t = t.mix(hex(0xe8d3a0).mix(hex(0xb8bdb5), fx/Width), open*.92)
		// Rain.
		rain := smooth(.15, .9, cloud((fx+fy*.22)/1500+.5, .35)+.25*cloud((fx+fy*.22)/300, .1)) * smooth(shelf-120, shelf+60, fy)
		return t.mix(hex(0x67717a), rain*.62)
	})
	p.glow(330, 640, 300, hex(0xffdc96), .25)
	p.trees(hz+2, 15, 5, hex(0x4a5450), .3)
	was := make([]tone, Width)
	for x := range was { // what the water mirrors: the sky near the horizon
		was[x] = p.px[(horizon-60)*Width+x]
	}
	p.each(horizon, Height, func(x, y int, _ tone) tone {
		d := (float32(y) - hz) / (Height - hz)
		z := 1 / (d + .05)
		wx := (float32(x) - 720) / Width * z
		n := cloud(wx*.16+.4, z*.16)
		grass := leaf(wx*.6, z*.5)*.6 + leaf(wx*2, z*1.6)*.5
		land := hex(0x3f4a2e).mix(hex(0x75744a), clamp(.4+.6*n+.3*grass)).times(.85 + .3*grass)
		bend := .75*sin(z*.42) + .3*sin(z*1.1+1) + .3*n
		main := abs(wx-bend) - .34
		side := abs(n*1.1+.08) - .07 - .03*grass
		m := min(main, side)
		water := was[x].mix(hex(0x5f6c76), .2+.35*d).times(1.06 + .05*leaf(wx*.5, z*2))
		wet := 1 - smooth(-.02, .03, m+.02*grass)
		rim := 1 - smooth(.02, .12, m)
		t := land.mix(hex(0x564f3a), rim*.8).mix(water, wet)
		return t.mix(hex(0x9aa19c), .6*exp(-d*14))
	})
}

// railTrack is a line at first light, with a signal.
func railTrack(p *plate) {
	const horizon, vanish = 430, 870
	p.sky(horizon, ramp{{0, hex(0x8fa6bd)}, {.6, hex(0xd8c8b8)}, {1, hex(0xf6dcae)}}, hex(0xf1ddc6), hex(0xa5a4ac), .35, 1)
	p.glow(vanish, 400, 230, hex(0xffd79a), .5)
	p.trees(horizon+3, 38, 3, hex(0x9a978a), .55)
	hz := float32(horizon)
	p.each(horizon, Height, func(x, y int, _ tone) tone { // ground
		d := (float32(y) - hz) / (Height - hz)
		z := 1 / (d + .02)
		wx := (float32(x) - vanish) / Width * z
		n := leaf(wx*.8, z*.9)*.6 + leaf(wx*2.7, z*2.7)*.5
		grass := hex(0x4e5a36).mix(hex(0x8f8a58), clamp(.45+.5*cloud(wx*.2, z*.2)+.3*n)).times(.8 + .3*n)
		t := grass
		for _, c := range []float32{-.02, 1.72} { // two beds of stones
			off := abs(wx - c)
			bed := 1 - smooth(.62, .8, off+.06*n)
			stone := hex(0x7f776c).times(.78 + .5*leaf(wx*4.2, z*3.6) + .25*n)
			t = t.mix(stone, bed)
		}
		return t.mix(hex(0xf0d9b4), .9*exp(-d*11))
	})
	for _, c := range []float32{1.72, -.02} {
		p.rails(horizon, vanish, c)
	}
	for i := range 7 { // trees beside the line, each nearer
		f := float32(i) / 6
		k := 26 + f*f*520
		p.wood(wood{vanish - 60 - k*1.5, -1, hz + 5 + k*.17, .1, 34 + k*.5, hex(0xb0a68e).mix(hex(0x2c3522), sqrt(f)), float32(i)})
	}
	p.signal(1240, 640, 330)
	p.someone(452, 700, 130, .75)
	p.each(horizon-90, horizon+120, func(x, y int, was tone) tone { // mist
		f := 1 - abs(float32(y)-hz-10)/115
		return was.mix(hex(0xf6e2c0), max(0, f*f*.55*(.8+.5*cloud(float32(x)/2400, float32(y)/700))))
	})
}

// rails paints a track on the bed at c: sleepers, then rails that shine.
func (p *plate) rails(horizon int, vanish, c float32) {
	hz := float32(horizon)
	at := func(wx, z float32) point {
		d := 1/z - .02
		return point{vanish + wx*Width/z, hz + d*(Height-hz)}
	}
	for z := float32(.88); z < 26; z += .115 {
		a, b := at(c-.42, z), at(c+.42, z)
		a2, b2 := at(c-.42, z+.06), at(c+.42, z+.06)
		fog := smooth(2, 16, z)
		p.fill(shape{a, b, b2, a2}, func(x, y int, was tone) tone {
			wood := hex(0x5a4a3c).times(.85 + .35*leaf(float32(x)/500, float32(y)/50))
			return wood.mix(was, .1+.8*fog)
		})
	}
	for _, r := range []float32{c - .27, c + .27} {
		near, far := at(r, .86), at(r, 48)
		p.fill(line(near, far, 30, .8), flat(hex(0x4a3a30)))
		p.fill(line(point{near.x, near.y - 4}, far, 13, .6), func(_, y int, _ tone) tone {
			return hex(0x9a938c).mix(tone{1.25, 1.05, .8}, smooth(Height, hz, float32(y)))
		})
	}
}

// signal paints a signal's post with its lamp lit.
func (p *plate) signal(x, y, h float32) {
	p.fill(line(point{x, y}, point{x, y - h}, 11, 8), flat(hex(0x3a3835)))
	for i := range 11 {
		p.fill(line(point{x + 16, y - float32(i)*h/12}, point{x + 30, y - float32(i)*h/12}, 2, 2), flat(hex(0x3a3835)))
	}
	p.fill(line(point{x + 16, y}, point{x + 16, y - h*.96}, 2.5, 2.5), flat(hex(0x3a3835)))
	p.fill(line(point{x + 30, y}, point{x + 30, y - h*.96}, 2.5, 2.5), flat(hex(0x3a3835)))
	p.fill(box(x-19, y-h-76, 38, 84), flat(hex(0x1c1b1a)))
	p.fill(oval(x, y-h-52, 12, 12), flat(hex(0x3c1512)))
	p.fill(oval(x, y-h-16, 12, 12), flat(tone{.5, 1.5, .85}))
	p.glow(x, y-h-16, 26, tone{.2, .9, .45}, .7)
}
