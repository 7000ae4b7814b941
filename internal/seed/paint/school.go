package paint

// facade is a wall seen at an angle: it runs from the column near, where it is at its
// full scale, to the column far, where it is at the scale small. The eye is as high as
// the row eye.
type facade struct{ near, far, small, eye float32 }

// at returns where a place on the wall is seen: s goes from 0 to 1 along it, t is how
// high above the eye.
func (f facade) at(s, t float32) point {
	k := f.scale(s)
	return point{f.near + (f.far-f.near)*(1-k)/(1-f.small), f.eye - t*k}
}

func (f facade) scale(s float32) float32 { return 1 / (1 + s*(1/f.small-1)) }

func (f facade) quad(s0, t0, s1, t1 float32) shape {
	return shape{f.at(s0, t0), f.at(s1, t0), f.at(s1, t1), f.at(s0, t1)}
}

// The heights of the school, above the eye.
const (
	ground   = -26
	floorAt  = 150
	upper    = 270
	roofAt   = 392
	endWidth = 190. // of its end wall, to the left
)

// school paints a school on legs: two floors of rooms behind galleries.
func school(p *plate, f facade) {
	stain := func(t tone) func(int, int, tone) tone {
		return func(x, y int, _ tone) tone {
			u, v := float32(x)/900, float32(y)/2600
			rain := cloud(u*3, v) + .5*leaf(u*2, v)
			return t.times(1 + .12*rain + .04*leaf(float32(x)/300, float32(y)/300))
		}
	}
	wall, shade := hex(0xb9b39c), hex(0x77766a)
	legs(p, f, stain)
	// The end wall turns away from the light.
	k := float32(.82)
	end := func(s0, t0, s1, t1 float32) shape {
		at := func(s, t float32) point {
			return point{f.near - endWidth*s, f.eye - t*(1+(k-1)*s)}
		}
		return shape{at(s0, t0), at(s1, t0), at(s1, t1), at(s0, t1)}
	}
	p.fill(end(0, floorAt-10, 1, roofAt), stain(shade))
	for i := range 2 {
		t := float32(floorAt+44) + float32(i)*122
		p.fill(end(.38, t, .64, t+44), flat(hex(0x2c3535)))
		p.fill(end(.5, t, .52, t+44), flat(hex(0x55584f)))
	}
	p.fill(end(-.02, roofAt, 1.06, roofAt+13), stain(hex(0x5d5b52)))
	p.fill(f.quad(0, floorAt-10, 1, roofAt), stain(wall))
	for _, t := range []float32{floorAt, upper} {
		gallery(p, f, t, stain)
	}
	p.fill(f.quad(-.012, roofAt, 1.02, roofAt+14), stain(hex(0x8b8777)))
	p.fill(f.quad(0, floorAt-12, 1, floorAt), stain(hex(0x9d9885)))
	// Two tanks and a rail of rods for the storey that was never built.
	for _, s := range []float32{.18, .26} {
		a := f.at(s, roofAt+14)
		w := 58 * f.scale(s)
		p.fill(box(a.x, a.y-w*.8, w*.86, w), func(x, _ int, _ tone) tone {
			return hex(0x2b2d2e).times(1.6 - 1.1*(float32(x)-a.x)/w)
		})
	}
	for i := range 24 {
		s := .42 + float32(i/4)*.1 + float32(i%4)*.007
		p.fill(line(f.at(s, roofAt+14), f.at(s, roofAt+44), 2, 1.4), flat(hex(0x5b4436)))
	}
}

// gallery paints the rooms of a floor, whose level is t, and the people before them.
func gallery(p *plate, f facade, t float32, stain func(tone) func(int, int, tone) tone) {
	const rooms = 9
	p.fill(f.quad(.01, t+4, .99, t+104), stain(hex(0x45504f)))
	for i := range rooms {
		s0, s1 := .015+float32(i)*.97/rooms, .015+float32(i+1)*.97/rooms
		step := s1 - s0
		pane := hex(0x232c2e)
		if (i*5+int(t))%4 == 0 {
			pane = tone{.98, .76, .42} // somebody has a lamp
		}
		p.fill(f.quad(s0+step*.16, t+38, s0+step*.46, t+80), flat(pane))
		p.fill(f.quad(s0+step*.3, t+38, s0+step*.32, t+80), flat(hex(0x3c4646)))
		p.fill(f.quad(s0+step*.6, t+4, s0+step*.8, t+80), flat(hex(0x313a33)))
	}
	for range 26 {
		s := p.between(.03, .96)
		a := f.at(s, t+2)
		p.someone(a.x, a.y, 66*f.scale(s)*p.between(.8, 1.05), .62)
	}
	p.fill(f.quad(.005, t+30, .995, t+34), stain(hex(0x3f5f58)))
	p.fill(f.quad(.005, t+16, .995, t+18), stain(hex(0x3f5f58)))
	for i := range 90 {
		s := .008 + float32(i)/90*.985
		p.fill(f.quad(s, t, s+.0016, t+32), flat(hex(0x3b5953)))
	}
	for i := range rooms + 1 {
		s := .008 + float32(i)*.975/rooms
		p.fill(f.quad(s, t, s+.011, t+108), stain(hex(0xaca690)))
	}
	p.fill(f.quad(0, t+102, 1, t+112), stain(hex(0xa49e89)))
	p.fill(f.quad(0, t-6, 1, t+3), stain(hex(0x8f8a78)))
}

// legs paints what the school stands on, and the ramp up to it.
func legs(p *plate, f facade, stain func(tone) func(int, int, tone) tone) {
	p.fill(shape{
		{f.near - endWidth, f.eye - (floorAt-10)*.82},
		f.at(0, floorAt-10), f.at(1, floorAt-10), f.at(1, 20),
		{f.near - endWidth*.3, f.eye - 24},
		{f.near - endWidth, f.eye - 20},
	}, func(_, y int, was tone) tone {
		return was.mix(hex(0x1c2324), .75-.6*smooth(f.eye-140, f.eye-10, float32(y)))
	})
	for row := range 3 {
		back := float32(2-row) * .3
		for i := range 11 {
			s := .004 + float32(i)*.098
			a, b := f.at(s, floorAt-8), f.at(s, ground+back*60)
			w := 20 * f.scale(s) * (1 - back*.45)
			x := a.x - endWidth*back*.95*f.scale(s)
			p.fill(box(x, a.y, w, b.y-a.y), func(px, py int, was tone) tone {
				c := hex(0xa39c86).times(1.05 - .6*(float32(px)-x)/w)
				wet := smooth(b.y-46*f.scale(s), b.y-20*f.scale(s), float32(py))
				return c.mix(hex(0x3f423a), wet*.75).mix(was, back*.9).times(1 + .1*leaf(float32(px)/200, float32(py)/500))
			})
		}
	}
	// The ramp comes down towards the far end.
	top, foot := f.at(1, floorAt-4), point{f.far + 190, f.eye + 14}
	p.fill(shape{{top.x - 8, top.y}, {foot.x, foot.y - 6}, {foot.x, foot.y + 10}, {top.x - 8, top.y + 12}}, stain(hex(0x8f8a78)))
	for i := range 9 {
		q := .06 + float32(i)*.105
		x, y := top.x+(foot.x-top.x)*q, top.y+(foot.y-6-top.y)*q
		p.someone(x+p.between(-5, 5), y, 33+q*4, .6)
	}
	p.fill(line(point{top.x, top.y - 15}, point{foot.x, foot.y - 21}, 2.4, 2.4), stain(hex(0x3f5f58)))
}
