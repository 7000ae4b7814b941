package paint

// sky paints a sky down to the horizon: the gradient, with clouds that come together
// towards the horizon as real ones do. cover is from 0, none, to 1; size is about 1.
func (p *plate) sky(horizon int, colours ramp, lit, shade tone, cover, size float32) {
	hz := float32(horizon)
	off := p.rng.Float32()
	p.each(0, horizon, func(x, y int, _ tone) tone {
		fx, fy := float32(x), float32(y)
		t := colours.at(fy / hz)
		k := 420 / (hz - fy + 90) * size
		u, v := (fx-Width/2)/Width*k*.42+off, k*.6+off
		n := cloud(u, v) + .45*cloud(u*3.1, v*3.1)
		body := smooth(.55-cover*.9, 1.05-cover*.6, n+.25)
		if body <= 0 {
			return t
		}
		// What is thick is dark beneath and bright at its edge.
		thick := smooth(.2, .95, n-.35*cloud(u+.012, v+.02)+cover*.3)
		return t.mix(lit.mix(shade, thick), body*(1-.5*smooth(hz*.8, hz, fy)))
	})
}

// water paints water below the horizon, which mirrors what is painted above it. rough
// is how far waves throw the mirror; deep is the water's own colour.
func (p *plate) water(horizon, bottom int, deep tone, rough, clarity float32) {
	hz := float32(horizon)
	span := float32(Height - horizon)
	p.each(horizon, bottom, func(x, y int, _ tone) tone {
		d := (float32(y) - hz) / span
		z := 1 / (d + .035)
		u, v := (float32(x)-Width/2)/Width*z*.16, z*.9
		n := cloud(u, v)*.7 + cloud(u*2.3+.3, v*2.7)*.5
		my := hz - (d*span)*.86 - n*rough*(14+d*150) - 2
		mx := float32(x) + n*rough*(6+d*40)
		m := p.mirror(mx, my, horizon)
		// The nearer the water, the steeper the look into it.
		return m.mix(deep, (1-clarity)+clarity*d*.62).times(1 - .10*n)
	})
}

// mirror returns what is painted at a place above the horizon, folded back into it.
func (p *plate) mirror(x, y float32, horizon int) tone {
	xi := max(0, min(Width-1, int(x)))
	yi := max(0, min(horizon-2, int(abs(y))))
	return p.px[yi*Width+xi]
}

// trees paints a line of trees that stands on the row base.
func (p *plate) trees(base, height, scale float32, t tone, haze float32) {
	off := p.rng.Float32()
	crown := make([]float32, Width)
	for x := range crown {
		u := float32(x) / Width
		n := cloud(u*scale+off, off*3)*.55 + cloud(u*scale*5+off, .7)*.42 + leaf(u*scale*2+off, .2)*.16
		crown[x] = base - height*max(.3, .62+n*.55)
	}
	p.rows(int(base-height*1.7), int(base), func(y int, row []tone) {
		v := float32(y) / Width * scale
		for x := range row {
			edge := float32(y) - crown[x]
			if edge < -height*.2 {
				continue
			}
			u := float32(x)/Width*scale + off
			l := leaf(u*1.7, v*1.7)
			if edge += l * height * .13; edge > 0 {
				light := .8 + .28*l + .3*cloud(u*4, v*4)
				c := t.times(light).mix(row[x], haze*smooth(crown[x], base, float32(y)))
				row[x] = row[x].mix(c, clamp(edge/2.5))
			}
		}
	})
}

// palm paints a coconut palm whose foot is at x, y.
func (p *plate) palm(x, y, height float32, t tone) {
	lean := p.between(-.18, .18) * height
	top := point{x + lean, y - height}
	mid := point{x + lean*.3, y - height*.5}
	w := height * .028
	p.fill(line(point{x, y}, mid, w*1.3, w), flat(t))
	p.fill(line(mid, top, w, w*.8), flat(t))
	for i := range 13 {
		a := float32(i)/13*6.283 + p.between(-.2, .2)
		l := height * p.between(.26, .36)
		dx, dy := sin(a+1.5708)*l, sin(a)*l*.55-l*.18
		droop := l * .42
		var s shape
		const n = 8
		for j := range n + 1 {
			f := float32(j) / n
			s = append(s, point{top.x + dx*f, top.y + dy*f + droop*f*f - height*.016*sin(f*3.14)})
		}
		for j := n; j >= 0; j-- {
			f := float32(j) / n
			s = append(s, point{top.x + dx*f, top.y + dy*f + droop*f*f + height*.035*sin(f*3.14)})
		}
		p.fill(s, flat(t.times(p.between(.8, 1.15))))
	}
}

// figure paints somebody who stands at x, y, in a long cloth and a shirt.
func (p *plate) figure(x, y, height float32, cloth, shirt, skin tone) {
	h, lean := height, p.between(-.05, .05)*height
	turn := p.between(.75, 1.1)
	at := func(dx, dy float32) point { return point{x + dx*h*turn + lean*dy, y - dy*h} }
	sides := func(t tone) func(int, int, tone) tone {
		return func(px, py int, _ tone) tone {
			f := clamp((float32(px)-x)/(h*.26) + .5)
			return t.times(1.12 - .5*f + .22*leaf(float32(px)/700, float32(py)/300))
		}
	}
	p.fill(line(at(-.05, 0), at(-.045, .2), h*.05, h*.06), flat(skin))
	p.fill(line(at(.055, .005), at(.045, .2), h*.05, h*.06), flat(skin.times(.85)))
	p.fill(shape{at(-.1, .13), at(-.085, .34), at(-.08, .53), at(.08, .53), at(.095, .3), at(.105, .12), at(.02, .1)}, sides(cloth))
	p.fill(shape{
		at(-.085, .47), at(-.1, .66), at(-.125, .78), at(-.07, .835), at(0, .85),
		at(.07, .835), at(.125, .78), at(.1, .64), at(.09, .47),
	}, sides(shirt))
	out := p.between(.02, .09)
	p.fill(line(at(-.115, .79), at(-.14-out, .62), h*.06, h*.05), sides(shirt.times(.95)))
	p.fill(line(at(-.14-out, .63), at(-.11, .47), h*.042, h*.032), flat(skin))
	p.fill(line(at(.115, .79), at(.15, .62), h*.06, h*.05), sides(shirt.times(.75)))
	p.fill(line(at(.15, .63), at(.12-out, .48), h*.042, h*.032), flat(skin.times(.8)))
	p.fill(line(at(0, .82), at(0, .9), h*.05, h*.05), flat(skin.times(.8)))
	head := at(.008, .925)
	p.fill(oval(head.x, head.y, h*.052, h*.068), flat(skin))
	p.fill(oval(head.x-h*.004, head.y-h*.022, h*.056, h*.054), flat(skin.times(.35)))
}

// skins are some colours of skin in the shade.
var skins = []tone{hex(0x4a3226), hex(0x5b3d2c), hex(0x3b281f), hex(0x6a4833)}

// cloths are some colours of cloth that has been washed often.
var cloths = []tone{
	hex(0x7c4a46), hex(0x3f5468), hex(0x8a8069), hex(0x5a6650), hex(0xa08a58), hex(0x6a5a6e), hex(0x9a9a94), hex(0x46484f), hex(0x4f6f70),
}

func (p *plate) pick(ts []tone) tone { return ts[p.rng.IntN(len(ts))] }

// someone paints a figure in clothes of any colour, under light of the strength given.
func (p *plate) someone(x, y, height, light float32) {
	p.figure(x, y, height, p.pick(cloths).times(light), p.pick(cloths).times(light), p.pick(skins).times(light))
}

// hull returns a country boat's side: long and low, its ends rising, one higher than the
// other. A negative length turns it round.
func hull(x, y, length float32) shape {
	var top, low shape
	const n = 30
	size := abs(length)
	for i := range n + 1 {
		f := float32(i)/n*2 - 1
		lift := f * f * size * .018
		if f < 0 {
			lift += f * f * f * f * size * .092
		} else {
			lift += f * f * f * f * f * f * size * .05
		}
		keel := max(0, abs(f)-.62) / .38
		top = append(top, point{x + f*length/2, y - size*.034 - lift})
		low = append(low, point{x + f*length/2*.97, y - keel*keel*(lift+size*.02)})
	}
	for i := len(low) - 1; i >= 0; i-- {
		top = append(top, low[i])
	}
	return top
}

// mirrored calls paint, and then paints what it changed above the waterline, from left
// to right, again in the water beneath, broken by small waves.
func (p *plate) mirrored(left, right, waterline, tall int, strength float32, paint func()) {
	left, right = max(0, left), min(Width, right)
	top := max(0, waterline-tall)
	w := right - left
	before := make([]tone, w*(waterline-top))
	for y := top; y < waterline; y++ {
		copy(before[(y-top)*w:], p.px[y*Width+left:y*Width+right])
	}
	paint()
	for y := waterline; y < min(Height, waterline+tall); y++ {
		d := float32(y - waterline)
		wave := leaf(.3, float32(y)/260) * (1 + d*.06)
		my := waterline - 1 - int(d*1.04+leaf(.7, float32(y)/190)*(1+d*.05))
		if my < top || my >= waterline {
			continue
		}
		for x := left; x < right; x++ {
			mx := x + int(wave*3+leaf(float32(x)/900, float32(y)/120)*d*.08)
			if mx < left || mx >= right {
				continue
			}
			was, is := before[(my-top)*w+mx-left], p.px[my*Width+mx]
			if was != is {
				at := &p.px[y*Width+x]
				*at = at.mix(is, strength*(1-.5*d/float32(tall)))
			}
		}
	}
}

// boat paints a country boat on the water with its image: a hull, perhaps a round
// shelter of mats, and somebody with an oar. light is how much of it the boat has.
func (p *plate) boat(x, y, length, light float32, shelter bool) {
	size := abs(length)
	body, mat := hex(0x453629).times(light), hex(0x9a8058).times(light)
	// The boat shades the water along its side.
	p.fill(oval(x, y+size*.012, size*.4, size*.016), glass(hex(0x0c1012), .35))
	p.mirrored(int(x-size*.62), int(x+size*.62), int(y), int(size*.36), .6, func() {
		if shelter {
			var arch shape
			const n = 18
			for i := range n + 1 {
				f := float32(i)/n*2 - 1
				arch = append(arch, point{x + (f*.19+.03)*length, y - size*.03 - size*.088*sqrt(sqrt(max(0, 1-f*f)))})
			}
			p.fill(arch, func(px, py int, _ tone) tone {
				f := (y - float32(py)) / (size * .12)
				weave := leaf(float32(px)/size*1.1, float32(py)/size*2.2)
				return mat.times(.35 + .75*f + .22*weave)
			})
		}
		p.fill(hull(x, y, length), func(px, py int, _ tone) tone {
			f := smooth(y-size*.07, y, float32(py))
			plank := leaf(float32(px)/size*.35, float32(py)/size*4)
			return body.times(1.5 - .9*f + .3*plank)
		})
		gunwale := hull(x, y, length)[:31]
		for i := range gunwale[1:] {
			p.fill(line(gunwale[i], gunwale[i+1], size*.008, size*.008), glass(body.times(2.1), .75))
		}
		foot := y - size*.062
		stand := x - length*.385
		p.figure(stand, foot, size*.19, p.pick(cloths).times(light*.8), p.pick(cloths).times(light*.9), p.pick(skins).times(light))
		p.fill(line(point{stand + length*.035, foot - size*.1}, point{stand - length*.1, y + size*.02}, size*.007, size*.012), flat(body.times(.7)))
		if shelter {
			p.someone(x+length*.3, y-size*.03, size*.12, light*.8)
		}
	})
}
