package paint

// cricketGround is a match under lights, seen from high in a stand.
func cricketGround(p *plate) {
	const cx, cy, rx, ry = 800, 700, 900, 300 // the boundary
	p.each(0, Height, func(x, y int, _ tone) tone {
		return ramp{{0, hex(0x0d1626)}, {.3, hex(0x22304a)}, {1, hex(0x2f3d52)}}.at(float32(y) / Height)
	})
	p.stands(cx, cy, rx, ry)
	p.each(300, Height, func(x, y int, was tone) tone {
		dx, dy := (float32(x)-cx)/rx, (float32(y)-cy)/ry
		d := sqrt(dx*dx + dy*dy)
		if d > 1.3 {
			return was
		}
		// The rows of the mower meet far away.
		z := 1 / (.62 + (float32(y)-400)/900)
		wx := (float32(x) - cx) * z / 118
		stripe := smooth(-.12, .12, sin(wx*3.1416)*sin(z*11))
		n := leaf(float32(x)/700, float32(y)/300)
		light := 1.05 - .25*d*d + .06*n
		g := hex(0x2f7d38).mix(hex(0x4c9a45), stripe).times(light)
		rope := 1 - smooth(.0015, .005, abs(d-.93))
		g = g.mix(tone{1, 1, .96}, rope)
		ring := abs(sqrt(dx*dx*3.4+dy*dy*3.4) - 1)
		if ring < .008 && sin(float32(x)*.16+float32(y)*.31) > .3 {
			g = g.mix(tone{.95, .97, .9}, .8)
		}
		board := smooth(.985, .99, d) * (1 - smooth(1.035, 1.04, d))
		ads := []tone{hex(0x1f4f8a), hex(0xc23a2e), hex(0xe8e6df), hex(0x1c6b52), hex(0xd69b23)}
		ad := ads[(floor(float32(x)/134)+5)%5].times(.85 + .5*leaf(float32(x)/210, float32(y)/900))
		inside := 1 - smooth(.985, .99, d)
		t := was.mix(ad, board)
		return t.mix(g, inside)
	})
	p.pitch(cx, 690)
	p.players(cx)
	for _, q := range []point{{170, 120}, {610, 62}, {1035, 66}, {1450, 128}} {
		p.floodlight(q.x, q.y)
	}
	p.each(0, Height, func(x, y int, was tone) tone { // the haze in the lights
		return was.plus(hex(0x9fb4d0), .05+.05*cloud(float32(x)/2200, float32(y)/900)*smooth(700, 100, float32(y)))
	})
}

// stands paints the crowd around the ground.
func (p *plate) stands(cx, cy, rx, ry float32) {
	p.each(150, Height, func(x, y int, was tone) tone {
		dx, dy := (float32(x)-cx)/rx, (float32(y)-cy)/ry
		d := sqrt(dx*dx + dy*dy)
		roof := 236 + 46*((float32(x)-cx)/800)*((float32(x)-cx)/800)
		if float32(y) < roof || d < 1 {
			return was
		}
		up := float32(y) - roof
		if up < 26 {
			return hex(0x4a5668).times(.7 + .6*up/26)
		}
		if up < 40 {
			return hex(0x131a26)
		}
		// Each spectator is a spot of some colour.
		row := floor(float32(y) / 5.2)
		col := floor(float32(x)/4.6 + float32(row%2)*.5)
		id := noise().white[((row*97+col*57)&1023*257+col*13)&(side*side-1)]
		seat := hex(0x25405e)
		if up > 130 {
			seat = hex(0x1d5145)
		}
		someone := []tone{hex(0xb5483f), hex(0x2c6b4b), hex(0xd8d3c4), hex(0x39455f), hex(0xc79a3d), hex(0x6b5145), hex(0x1f7a4d), hex(0x8a8f99)}
		t := seat
		if id > -.72 {
			t = someone[int((id+1)*40)&7]
		}
		lap := smooth(.0, .6, float32(y)/5.2-float32(row))
		light := .36 + .34*smooth(40, 190, up)
		aisle := abs(dx*9-float32(floor(dx*9+.5))) < .035
		if aisle || up > 118 && up < 130 {
			t, lap = hex(0x8c9099), 1
		}
		return t.times(light * (.55 + .5*lap) * (1 + .25*leaf(float32(x)/400, float32(y)/400)))
	})
}

// pitch paints the strip and its stumps.
func (p *plate) pitch(cx, cy float32) {
	strip := shape{{cx - 27, cy - 78}, {cx + 27, cy - 78}, {cx + 45, cy + 96}, {cx - 45, cy + 96}}
	p.fill(strip, func(x, y int, _ tone) tone {
		return hex(0xc0a878).times(.95 + .14*leaf(float32(x)/200, float32(y)/500))
	})
	for _, e := range []struct{ y, w float32 }{{cy - 64, 30}, {cy + 78, 46}} {
		p.fill(line(point{cx - e.w, e.y}, point{cx + e.w, e.y}, 2, 2), flat(tone{1, 1, 1}))
		for i := range 3 {
			x := cx + float32(i-1)*e.w*.14
			p.fill(line(point{x, e.y - 4}, point{x, e.y - 4 - e.w*.62}, 2.4, 2.4), flat(tone{1.1, .95, .6}))
		}
	}
}

// players paints the fielders, the batters and the umpires, each with four shadows.
func (p *plate) players(cx float32) {
	green, blue, dark := hex(0x146b4a), hex(0x2b4f9e), hex(0x20232b)
	for _, q := range []struct {
		x, y float32
		t    tone
	}{
		{cx + 22, 622, blue},
		{cx - 20, 742, blue},
		{cx + 24, 800, green},
		{cx - 2, 566, green},
		{cx - 66, 784, dark},
		{cx + 190, 640, dark},
		{cx + 120, 560, green},
		{cx - 210, 610, green},
		{cx - 380, 740, green},
		{cx + 330, 760, green},
		{cx + 470, 560, green},
		{cx - 520, 590, green},
		{cx - 120, 470, green},
		{cx + 240, 900, green},
	} {
		h := 22 + (q.y-420)*.078
		for _, dx := range []float32{-1.1, -.5, .55, 1.15} {
			p.fill(line(point{q.x, q.y}, point{q.x + dx*h*.85, q.y + h*.16*(1-abs(dx)*.4)}, h*.2, h*.1), glass(hex(0x123018), .3))
		}
		p.figure(q.x, q.y, h, q.t.times(.85), q.t, hex(0x6b4a36))
		p.fill(oval(q.x, q.y-h*.95, h*.065, h*.05), flat(q.t.times(.8)))
	}
}

// floodlight paints a mast with its lamps.
func (p *plate) floodlight(x, y float32) {
	p.fill(line(point{x, y + 40}, point{x, 300}, 9, 13), flat(hex(0x39455a)))
	p.fill(box(x-66, y-40, 132, 84), flat(hex(0x2a3446)))
	for j := range 5 {
		for i := range 8 {
			p.fill(oval(x-56+float32(i)*16, y-31+float32(j)*16, 6, 6), flat(tone{2.6, 2.6, 2.5}))
		}
	}
	p.glow(x, y, 120, hex(0xcfe0ff), .5)
	p.glow(x, y, 46, tone{1, 1, 1}, .7)
}

// garmentFloor is the sewing floor of a factory: lines of tables under tube lights.
func garmentFloor(p *plate) {
	const vx, vy = 830, 372
	p.each(0, Height, func(x, y int, _ tone) tone {
		fx, fy := float32(x)-vx, float32(y)-vy
		if fy < 0 { // the ceiling
			z := 1 / (-fy/vy + .04)
			n := leaf(fx/Width*z*.3, z*.2)
			beam := smooth(.9, 1, sin(z*5.2))
			t := hex(0xb9bdb8).times(.72 + .08*n - .16*beam)
			return t.mix(hex(0xdfe6e2), .7*smooth(.3, 0, -fy/vy))
		}
		z := 1 / (fy/(Height-vy) + .04)
		n := leaf(fx/Width*z*.5, z*.5)
		t := hex(0x7d8a86).times(.82 + .1*n)
		if abs(fx*z/Width) < .19 { // the aisle, with its yellow lines
			t = hex(0x9aa39d).times(.9 + .08*n)
			if abs(abs(fx*z/Width)-.18) < .012 {
				t = hex(0xc8a738)
			}
		}
		return t.mix(hex(0xd5dcd8), .75*smooth(.25, 0, fy/(Height-vy)))
	})
	p.tubes(vx, vy)
	for row := range 17 {
		z := 11.5 / (1 + float32(row)*.66)
		for _, sideways := range []float32{-1, 1} {
			for col := 3; col >= 0; col-- {
				p.seat(vx, vy, sideways*(.36+float32(col)*.42), z, sideways)
			}
		}
	}
	p.someone(vx+14, vy+150, 150, 1)
	p.someone(vx-30, vy+92, 92, 1.1)
	p.soften(0, Height, 10)
	p.cones()
}

// cones paints cones of thread on a table, in focus.
func (p *plate) cones() {
	p.fill(box(0, 742, Width, Height-742), func(x, y int, _ tone) tone {
		t := hex(0xa49b88).times(.62 + .3*smooth(742, Height, float32(y)))
		return t.times(1 + .06*leaf(float32(x)/900, float32(y)/120))
	})
	threads := []tone{
		hex(0xa23b36), hex(0xd9d4c6), hex(0x2f4a73), hex(0xc59a3c), hex(0x3f6b52), hex(0x7a4a6e), hex(0xb98a78), hex(0x51636e), hex(0x8f9b4a), hex(0x26272c),
	}
	for row, r := range []struct{ y, h, step, shift float32 }{{800, 205, 148, 20}, {1010, 320, 232, -64}} {
		for i := 0; ; i++ {
			x := r.shift + float32(i)*r.step
			if x > Width+r.step {
				break
			}
			p.cone(x+p.between(-8, 8), r.y+p.between(-6, 6), r.h*p.between(.97, 1.03), threads[(i*7+row*3)%len(threads)])
		}
	}
}

// cone paints one cone of thread that stands at x, y.
func (p *plate) cone(x, y, h float32, t tone) {
	low, top := h*.31, h*.2
	p.fill(oval(x+h*.1, y+h*.015, low*1.25, h*.075), glass(hex(0x2a241c), .5))
	body := shape{}
	const n = 16
	for i := range n + 1 { // round the foot
		a := float32(i) / n * 3.1416
		body = append(body, point{x + low*sin(a+1.5708), y + h*.06*sin(a)})
	}
	for i := range n + 1 { // and the top
		a := 3.1416 + float32(i)/n*3.1416
		body = append(body, point{x + top*sin(a+1.5708), y - h*.8 + h*.04*sin(a)})
	}
	p.fill(body, func(px, py int, _ tone) tone {
		v := (y - float32(py)) / (h * .8)
		half := low + (top-low)*clamp(v)
		u := (float32(px) - x) / half
		facing := sqrt(max(0, 1-u*u))
		// Thread lies across itself in two directions.
		wind := sin(float32(py)*.85+u*u*9+u*7) + sin(float32(py)*.85-u*7)
		k := .34 + .62*facing - .2*u + .05*wind*facing + .06*leaf(float32(px)/300, float32(py)/90)
		return t.times(k).plus(tone{1, 1, .95}, .12*exp(-(u+.35)*(u+.35)*18))
	})
	p.fill(oval(x, y-h*.8, top, h*.045), func(px, _ int, _ tone) tone { return t.times(1.12 - .15*(float32(px)-x)/top) })
	p.fill(oval(x, y-h*.805, top*.5, h*.024), flat(hex(0xd8d2c2)))
	p.fill(shape{{x - top*.42, y - h*.8}, {x - top*.3, y - h*.9}, {x + top*.3, y - h*.9}, {x + top*.42, y - h*.8}, {x + top*.2, y - h*.787}, {x - top*.2, y - h*.787}}, func(px, _ int, _ tone) tone {
		return hex(0xe3ddcd).times(.9 - .3*(float32(px)-x)/top)
	})
	p.fill(oval(x, y-h*.9, top*.3, h*.016), flat(hex(0x4a443a)))
}

// tubes paints the lights under the ceiling, in lines that meet far away.
func (p *plate) tubes(vx, vy float32) {
	for row := range 20 {
		z := 12 / (1 + float32(row)*.62)
		for _, wx := range []float32{-1.1, -.55, 0, .55, 1.1} {
			y0, y1 := vy-vy*(1/z-.02)*.93, vy-vy*(1/(z*.8)-.02)*.93
			x0, x1 := vx+wx*Width/z*.8, vx+wx*Width/(z*.8)*.8
			w := 16 / z
			p.fill(line(point{x0, y0}, point{x1, y1}, w*3.2, w*4), glass(hex(0xe9eeea), .8))
			p.fill(line(point{x0, y0}, point{x1, y1}, w, w*1.25), flat(tone{1.7, 1.8, 1.7}))
		}
	}
}

// seat paints a table with its machine and cloth, and who sits at it, seen from behind.
func (p *plate) seat(vx, vy, wx, z, sideways float32) {
	k := Width / z * .62 // pixels to a unit here
	x, y := vx+wx*k*1.55, vy+k*.62
	if x < -k || x > Width+k || y > Height+k {
		return
	}
	fog := smooth(2, 11, z) * .55
	air := hex(0xd5dcd8)
	in := func(t tone) func(int, int, tone) tone {
		return func(px, py int, _ tone) tone {
			return t.times(1+.12*leaf(float32(px)/320, float32(py)/320)).mix(air, fog)
		}
	}
	shaded := func(t tone, left, width float32) func(int, int, tone) tone {
		return func(px, py int, _ tone) tone {
			f := clamp((float32(px) - left) / width)
			return t.times(1.12-.45*abs(f-.35)+.16*leaf(float32(px)/260, float32(py)/200)).mix(air, fog)
		}
	}
	goods := []tone{hex(0xcfccc2), hex(0x8fa0b0), hex(0x8f5a55), hex(0x3a4356), hex(0xb9ad88)}
	cloth := goods[(floor(z*3)+floor(wx*2)+20)%5]
	// The table, the cloth on it and the machine.
	p.fill(shape{{x - k*.2, y - k*.2}, {x + k*.2, y - k*.2}, {x + k*.22, y - k*.15}, {x - k*.22, y - k*.15}}, in(hex(0xc9c4b4)))
	p.fill(box(x-k*.215, y-k*.155, k*.43, k*.025), in(hex(0x8d8778)))
	p.fill(line(point{x - k*.19, y - k*.13}, point{x - k*.19, y + k*.1}, k*.018, k*.018), in(hex(0x585b5c)))
	p.fill(line(point{x + k*.19, y - k*.13}, point{x + k*.19, y + k*.1}, k*.018, k*.018), in(hex(0x585b5c)))
	bump := p.between(.03, .09) * k
	p.fill(oval(x-k*.07, y-k*.17-bump*.3, k*.11, bump*.7+k*.01), shaded(cloth, x-k*.18, k*.22))
	p.fill(oval(x-k*.12, y-k*.17-bump*.6, k*.05, bump*.6+k*.01), shaded(cloth.times(1.1), x-k*.17, k*.1))
	p.fill(shape{{x + k*.03, y - k*.19}, {x + k*.03, y - k*.31}, {x + k*.17, y - k*.31}, {x + k*.17, y - k*.19}, {x + k*.13, y - k*.19}, {x + k*.13, y - k*.27}, {x + k*.06, y - k*.27}, {x + k*.06, y - k*.19}}, in(hex(0xb7bcb6)))
	p.glow(x+k*.07, y-k*.2, k*.035, tone{1, .95, .75}, .5*(1-fog))
	// Who works there.
	scarf := p.pick(cloths).times(1.15)
	kameez := p.pick(cloths)
	bx := x - sideways*k*.02 + p.between(-.02, .02)*k
	nod := p.between(-.022, .022) * k
	round := func(t tone, x, y, rx, ry float32) {
		p.fill(oval(x, y, rx, ry), func(px, py int, _ tone) tone {
			u, v := (float32(px)-x)/rx, (float32(py)-y)/ry
			up := sqrt(max(0, 1-u*u-v*v))
			fold := .16 * leaf(float32(px)/330, float32(py)/150)
			return t.times(.42+.5*up-.28*v+fold).mix(air, fog)
		})
	}
	round(kameez, bx, y-k*.02, k*.115, k*.17)
	round(kameez, bx-k*.07, y-k*.09, k*.06, k*.1)
	round(kameez, bx+k*.07, y-k*.09, k*.06, k*.1)
	round(scarf, bx+nod*.4, y-k*.13, k*.078, k*.085)
	round(scarf, bx+nod, y-k*.25, k*.056, k*.07)
	p.fill(box(bx-k*.1, y+k*.1, k*.2, k*.022), in(hex(0x6a5a48))) // the stool
	p.fill(line(point{bx - k*.08, y + k*.12}, point{bx - k*.09, y + k*.24}, k*.016, k*.016), in(hex(0x4f463c)))
	p.fill(line(point{bx + k*.08, y + k*.12}, point{bx + k*.09, y + k*.24}, k*.016, k*.016), in(hex(0x4f463c)))
}
