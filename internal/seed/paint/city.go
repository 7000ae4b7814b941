package paint

// cityNight is a city's towers over a lake after dark.
func cityNight(p *plate) {
	const horizon = 700
	hz := float32(horizon)
	p.each(0, horizon, func(x, y int, _ tone) tone {
		v := float32(y) / hz
		t := ramp{{0, hex(0x141d33)}, {.45, hex(0x2c3857)}, {.78, hex(0x6a5a68)}, {1, hex(0xc08a5f)}}.at(v)
		n := cloud(float32(x)/2600, float32(y)/700) + .4*cloud(float32(x)/900, float32(y)/300)
		return t.plus(hex(0x3a2f38), .5*v*n)
	})
	for layer, l := range []struct {
		tall, wide float32
		t          tone
		haze       float32
	}{
		{270, 52, hex(0x5a5361), .7},
		{380, 74, hex(0x3c3d4d), .48},
		{500, 104, hex(0x272b3b), .28},
		{330, 128, hex(0x1b1f2b), .12},
	} {
		for x := float32(-40); x < Width+20; {
			w := l.wide * p.between(.55, 1.25)
			middle := exp(-(x + w/2 - 930) * (x + w/2 - 930) / 160000)
			h := l.tall * (p.between(.3, .72) + .42*middle*p.between(.3, 1))
			p.tower(x, hz, w, h, l.t, l.haze, layer)
			x += w + p.between(-6, 22)
		}
	}
	p.trees(hz+2, 40, 5, hex(0x0b100f), .05)
	for x := float32(12); x < Width; x += p.between(38, 74) { // the road along the lake
		p.glow(x, hz-16, 7, hex(0xffb45a), 1.5)
		p.glow(x, hz-12, 34, hex(0xff9a40), .2)
	}
	p.nightWater(horizon)
}

// tower paints a building with some of its windows lit.
func (p *plate) tower(x, ground, w, h float32, t tone, haze float32, layer int) {
	glowing := hex(0x8a6552)
	side := func(px, py int, was tone) tone {
		f := (float32(px) - x) / w
		up := smooth(ground-h, ground, float32(py))
		return t.times(1.15-.4*f).mix(glowing, up*haze*.5).mix(was, haze*.3)
	}
	p.fill(box(x, ground-h, w, h), side)
	if p.rng.IntN(3) == 0 {
		p.fill(box(x+w*.3, ground-h-14, w*.32, 16), side)
	}
	if p.rng.IntN(5) == 0 && layer > 0 {
		p.fill(line(point{x + w*.5, ground - h}, point{x + w*.5, ground - h - 60}, 3, 1), flat(t))
		p.glow(x+w*.5, ground-h-60, 4, hex(0xff3020), 1.2)
	}
	step := 6 + float32(layer)*1.5
	shares := []float32{.3, .45, .68}
	lit := shares[p.rng.IntN(3)] * (1 - haze*.3)
	lamps := []tone{hex(0xffd08a), hex(0xffe6bd), hex(0xcfe2ff), hex(0xffb766), hex(0xf5f0dc)}
	mostly := lamps[p.rng.IntN(len(lamps))]
	for wy := ground - h + step*1.2; wy < ground-30; wy += step * 1.45 {
		strip := p.rng.IntN(9) == 0 // a floor of offices
		for wx := x + step*.7; wx < x+w-step*.7; wx += step * 1.12 {
			if !strip && p.rng.Float32() > lit {
				continue
			}
			c := mostly
			if p.rng.IntN(3) == 0 {
				c = lamps[p.rng.IntN(len(lamps))]
			}
			k := p.between(.3, 1)
			p.fill(box(wx, wy, step*.66, step*.6), glass(c.times(.25+1.25*k*k), .95-haze*.5))
		}
	}
}

// nightWater smears the lights above it downwards.
func (p *plate) nightWater(horizon int) {
	hz := float32(horizon)
	span := float32(Height - horizon)
	p.each(horizon, Height, func(x, y int, _ tone) tone {
		d := (float32(y) - hz) / span
		z := 1 / (d + .05)
		n := cloud((float32(x)-800)/Width*z*.2, z*1.3)
		fine := leaf((float32(x)-800)/Width*z*.8, z*5)
		var sum tone
		const taps = 9
		for i := range taps {
			f := float32(i) / (taps - 1)
			my := hz - (float32(y)-hz)*(.25+1.3*f) - 6 + n*30*d
			sum = sum.plus(p.mirror(float32(x)+(n*22+fine*9)*(.3+d), my, horizon), 1.0/taps)
		}
		return sum.times(1.35+.6*fine*(.3+d)).mix(hex(0x101828), .12+.4*d)
	})
}

// trafficDusk is a rickshaw before a road full of buses, which are out of focus.
func trafficDusk(p *plate) {
	const horizon = 360
	hz := float32(horizon)
	p.each(0, Height, func(x, y int, _ tone) tone {
		v := float32(y) / hz
		if y >= horizon {
			return hex(0x2b2a33)
		}
		t := ramp{{0, hex(0x3f4a68)}, {.55, hex(0x8d7482)}, {1, hex(0xd99a6c)}}.at(v)
		return t.times(1 + .07*cloud(float32(x)/1800, float32(y)/700))
	})
	for x := float32(-30); x < Width; { // blocks on either side
		w := p.between(70, 170)
		far := abs(x+w/2-800) / 800
		h := 60 + far*p.between(180, 420)
		p.tower(x, hz+30+far*120, w, h+far*120, hex(0x4f4a5a).mix(hex(0x23222c), far), .75-.55*far, 1)
		x += w * .92
	}
	p.each(horizon, Height, func(x, y int, was tone) tone { // the road
		d := (float32(y) - hz) / (Height - hz)
		wx := (float32(x) - 800) / (110 + d*900)
		road := 1 - smooth(.92, 1.02, abs(wx))
		z := 1 / (d + .06)
		n := leaf(wx*1.5, z*1.4)
		wet := hex(0x3b3843).mix(hex(0xb98668), .55*exp(-d*2.6)*smooth(-.4, .6, n+.3)).times(1 + .1*n)
		t := was.times(.8+.2*n).mix(wet, road)
		lane := abs(wx*3-float32(floor(wx*3+.5))) * 60
		if d > .05 && lane < 1.1 && sin(z*7) > .2 {
			t = t.mix(hex(0xb9b2a6), .45*road)
		}
		return t
	})
	p.jam(hz)
	p.soften(0, Height, 9)
	p.bokeh(hz)
	p.rickshaw(560, 985, 470)
}

// jam paints the traffic, the farthest first.
func (p *plate) jam(hz float32) {
	paints := []tone{hex(0x8c2f2b), hex(0x2f5d57), hex(0x6a6d73), hex(0xa5842f), hex(0x34507a), hex(0x9a948a)}
	for row := range 15 {
		f := float32(row) / 14
		d := .02 + f*f*.86
		y := hz + d*(Height-hz)
		k := 110 + d*900
		for lane := range 6 {
			wx := -.83 + float32(lane)*.333 + p.between(-.03, .03)
			x := 800 + wx*k
			w := k * p.between(.2, .24)
			bus := p.rng.IntN(3) == 0
			h := w * .72
			if bus {
				h = w * 1.35
			}
			if p.rng.IntN(7) == 0 {
				continue
			}
			p.vehicle(x, y, w, h, paints[p.rng.IntN(len(paints))].times(.45+.25*(1-f)), lane < 3, bus, 1-f)
		}
	}
}

// vehicle paints something on wheels from behind, or from the front if it comes nearer.
func (p *plate) vehicle(x, y, w, h float32, t tone, comes, bus bool, haze float32) {
	dust := hex(0xb88a72)
	body := func(px, py int, _ tone) tone {
		f := (float32(px)-x)/w + .5
		v := (float32(py) - (y - h)) / h
		return t.times(1.35-.6*v-.25*f+.1*leaf(float32(px)/300, float32(py)/300)).mix(dust, haze*.5)
	}
	r := w * .12
	p.fill(oval(x, y+h*.03, w*.56, h*.06), glass(hex(0x101014), .6))
	p.fill(shape{
		{x - w/2, y}, {x - w/2, y - h + r}, {x - w/2 + r, y - h}, {x + w/2 - r, y - h}, {x + w/2, y - h + r}, {x + w/2, y},
	}, body)
	glassTop, glassLow := y-h*.9, y-h*.52
	p.fill(shape{{x - w*.42, glassLow}, {x - w*.38, glassTop}, {x + w*.38, glassTop}, {x + w*.42, glassLow}}, func(_, py int, _ tone) tone {
		return hex(0x17191f).mix(hex(0x9a8276), .55*smooth(glassLow, glassTop, float32(py))).mix(dust, haze*.4)
	})
	if bus {
		p.fill(box(x-w*.3, glassLow-h*.1, w*.6, h*.08), glass(hex(0xd9b36a), .25))
		p.fill(box(x-w*.4, y-h*.99, w*.8, h*.06), glass(tone{1.1, .8, .4}, .6))
	}
	lamp := tone{1.5, .16, .1}
	if comes {
		lamp = tone{1.6, 1.4, 1.05}
	}
	for _, side := range []float32{-1, 1} {
		p.disc(x+side*w*.39, y-h*.24, 5+w*.075, lamp.times(.8), .75)
		p.glow(x+side*w*.39, y+h*.22, w*.14, lamp, .3) // on the wet road
	}
}

// disc paints a light that is out of focus: a disc with a brighter rim.
func (p *plate) disc(x, y, r float32, t tone, by float32) {
	p.fill(oval(x, y, r, r), func(px, py int, was tone) tone {
		dx, dy := float32(px)-x, float32(py)-y
		return was.plus(t, by*(.75+.35*smooth(.7, .97, sqrt(dx*dx+dy*dy)/r)))
	})
}

// bokeh paints the lights of shops and signs along the road.
func (p *plate) bokeh(hz float32) {
	lamps := []tone{{1.1, .62, .25}, {1.1, .25, .16}, {1, .85, .6}, {.45, .75, 1}, {.9, .5, .2}}
	for range 85 {
		x := p.between(-20, Width+20)
		far := abs(x-800) / 800
		if far < .12 {
			continue
		}
		p.disc(x, hz-p.between(-40, 60+far*200), p.between(10, 22)*(.6+far*.8), lamps[p.rng.IntN(len(lamps))], p.between(.12, .42))
	}
}

// stroke paints a line through the points.
func (p *plate) stroke(points []point, w float32, t tone) {
	for i := range points[1:] {
		p.fill(line(points[i], points[i+1], w, w), flat(t))
		p.fill(oval(points[i+1].x, points[i+1].y, w/2, w/2), flat(t))
	}
}

// wheel paints a spoked wheel.
func (p *plate) wheel(x, y, r float32, t tone) {
	rim := append(oval(x, y, r, r), point{x + r, y})
	p.stroke(rim, r*.09, t)
	for i := range 12 {
		a := float32(i) / 12 * 6.2832
		p.fill(line(point{x, y}, point{x + r*sin(a+1.5708), y + r*sin(a)}, 1.5, 1.5), glass(t, .8))
	}
	p.fill(oval(x, y, r*.1, r*.1), flat(t))
	p.fill(shape{{x - r*1.08, y - r*.1}, {x - r*.8, y - r*.82}, {x, y - r*1.13}, {x + r*.8, y - r*.82}, {x + r*.7, y - r*.8}, {x, y - r*1.06}, {x - r*.72, y - r*.74}, {x - r, y - r*.1}}, flat(t))
}

// rickshaw paints a cycle rickshaw going right, against the light: its man, its
// passenger and its hood. x, y is where the back wheel stands; l is from wheel to wheel.
func (p *plate) rickshaw(x, y, l float32) {
	dark := hex(0x15141a)
	r := l * .19
	p.fill(oval(x+l*.5, y+6, l*.78, 16), glass(hex(0x0a0a0e), .55))
	at := func(fx, fy float32) point { return point{x + fx*l, y - fy*l} }
	p.wheel(x, y-r, r, dark)
	p.wheel(x+l, y-r, r, dark)
	p.stroke([]point{at(0, .2), at(.36, .2), at(.5, .22), at(.82, .47), at(.86, .5)}, 9, dark)
	p.stroke([]point{at(.5, .22), at(.6, .5)}, 8, dark)
	p.stroke([]point{at(.5, .22), at(0, .2)}, 6, dark)
	p.stroke([]point{at(1, .19), at(.9, .46), at(.87, .56), at(.79, .585)}, 8, dark)
	p.stroke([]point{at(.6, .5), at(.84, .49)}, 7, dark)
	p.fill(shape{at(.53, .52), at(.68, .52), at(.66, .495), at(.55, .49)}, flat(dark))
	// The seat, its painted back and the hood.
	painted := func(px, py int, _ tone) tone {
		u, v := float32(px)/420, float32(py)/420
		n := leaf(u*2, v*2)
		t := hex(0x26171b)
		if n > .35 {
			t = hex(0x4a3822)
		} else if n < -.35 {
			t = hex(0x182a2e)
		}
		return t.times(.7 + .3*leaf(u*5, v*5))
	}
	p.fill(shape{at(-.16, .2), at(.3, .2), at(.34, .28), at(.33, .42), at(-.17, .44), at(-.2, .3)}, painted)
	p.fill(shape{at(.3, .2), at(.42, .2), at(.4, .16), at(.3, .16)}, flat(dark))
	var hood shape
	for i := range 19 {
		a := float32(i)/18*3.9 - 2.72
		hood = append(hood, at(.06+.31*sin(a), .7+.33*sin(a+1.5708)))
	}
	for i := 18; i >= 0; i-- {
		a := float32(i)/18*3.7 - 2.6
		hood = append(hood, at(.08+.25*sin(a), .69+.26*sin(a+1.5708)))
	}
	p.fill(hood, func(px, py int, _ tone) tone {
		rib := .1 * sin(float32(px)/l*46)
		return hex(0x3a1d24).times(.5 + rib + .6*smooth(y-l*.75, y-l*1.05, float32(py)))
	})
	p.stroke(hood[:19], 3, hex(0x7a5a50))
	p.sitter(at, l, dark)
	p.rider(at, l, dark)
	p.disc(x-l*.17, y-l*.24, 9, tone{1.3, .2, .12}, .9)
}

// sitter paints the passenger, a woman with a bag.
func (p *plate) sitter(at func(fx, fy float32) point, l float32, dark tone) {
	sari := func(px, py int, _ tone) tone {
		return hex(0x33231f).times(.62 + .3*leaf(float32(px)/260, float32(py)/420))
	}
	p.fill(shape{at(-.02, .42), at(-.05, .62), at(.02, .73), at(.1, .73), at(.15, .62), at(.17, .5), at(.3, .46), at(.36, .26), at(.28, .24), at(.22, .38)}, sari)
	h := at(.075, .795)
	p.fill(oval(h.x, h.y, l*.045, l*.055), flat(hex(0x1d1411)))
	p.fill(oval(h.x-l*.014, h.y-l*.008, l*.046, l*.056), sari)
	p.fill(shape{at(.14, .46), at(.25, .47), at(.26, .37), at(.15, .36)}, flat(dark.times(1.6)))
}

// rider paints the man on the saddle.
func (p *plate) rider(at func(fx, fy float32) point, l float32, dark tone) {
	shirt := func(px, py int, _ tone) tone {
		return hex(0x272c34).times(.75 + .3*leaf(float32(px)/300, float32(py)/300))
	}
	skin := hex(0x1f1613)
	p.stroke([]point{at(.62, .52), at(.71, .4), at(.58, .27), at(.56, .15), at(.6, .14)}, l*.032, skin)
	p.fill(shape{at(.55, .54), at(.6, .57), at(.73, .46), at(.74, .38), at(.67, .33), at(.6, .42), at(.53, .48)}, func(px, py int, _ tone) tone {
		check := sin(float32(px)*.5) * sin(float32(py)*.5)
		return hex(0x1c202c).times(.85 + .2*check)
	})
	p.stroke([]point{at(.6, .5), at(.66, .37), at(.48, .26), at(.44, .13)}, l*.034, skin.times(.8))
	p.fill(shape{at(.545, .52), at(.6, .7), at(.66, .8), at(.72, .82), at(.75, .78), at(.71, .68), at(.65, .54)}, shirt)
	p.stroke([]point{at(.71, .78), at(.78, .68), at(.81, .585)}, l*.036, hex(0x2a313a))
	p.stroke([]point{at(.79, .66), at(.815, .585)}, l*.03, skin)
	p.stroke([]point{at(.7, .81), at(.735, .85)}, l*.036, skin)
	h := at(.76, .895)
	p.fill(oval(h.x, h.y, l*.043, l*.054), flat(skin))
	p.fill(shape{at(.705, .92), at(.72, .955), at(.77, .962), at(.805, .93), at(.79, .915), at(.73, .9), at(.715, .87)}, flat(dark))
	p.stroke([]point{at(.7, .82), at(.665, .76), at(.66, .7)}, l*.02, hex(0x40211f))
}
