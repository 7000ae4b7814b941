package paint

// deltaFromOrbit is the mouths of a great river from above: forest cut by channels,
// fields, and silt that the sea carries away.
func deltaFromOrbit(p *plate) {
	p.each(0, Height, func(x, y int, _ tone) tone {
		u, v := float32(x)/Width, float32(y)/Width
		// Two warps make channels wind.
		wu := u + .07*cloud(u*.7+.3, v*.7) + .018*cloud(u*2.6, v*2.6)
		wv := v + .07*cloud(u*.7+.8, v*.7+.4) + .018*cloud(u*2.6+.5, v*2.6)
		coast := .43 + .09*cloud(wu*.8, .37) + .03*cloud(wu*3.5, .6)
		out := v - coast // how far into the sea
		// Channels are where smooth noise crosses zero, wider towards the sea.
		widen := .012 + .05*smooth(-.3, .02, out)
		big := abs(cloud(wu*.95, wv*.42+.1)) - widen*1.5
		mid := abs(cloud(wu*2.1+.4, wv*1.1)) - widen*1.05
		small := abs(cloud(wu*5.2+.1, wv*3.6)) - widen*.8
		tiny := abs(leaf(wu*2.6, wv*2.2)) - .075
		m := min(big, mid*1.3, small*1.7)
		if out > -.26 {
			m = min(m, tiny*2.2+.5*smooth(-.12, -.3, out))
		}
		land := p.ground(u, v, out)
		sea := p.silt(u, v, out, wu)
		river := hex(0x8f8462).mix(hex(0xb2a173), smooth(-.3, -.02, out)).times(1 + .07*cloud(wu*6, wv*2))
		wet := 1 - smooth(-.004, .012, m)
		t := land.mix(hex(0x4e5a45), (1-smooth(.01, .05, m))*.55).mix(river, wet)
		shore := smooth(-.012, .012, out+.012*leaf(u*2.4, v*2.4))
		return t.mix(sea, shore)
	})
	p.each(0, Height, func(x, y int, was tone) tone { // small clouds with their shadows
		u, v := float32(x)/Width, float32(y)/Width
		over := func(du, dv float32) float32 {
			n := cloud((u+du)*1.6+.2, (v+dv)*1.6) + .6*leaf((u+du)*.9, (v+dv)*.9)
			return smooth(.75, 1.25, n+.55*smooth(.35, .05, u+v*.5))
		}
		t := was.times(1 - .38*over(-.012, -.016))
		t = t.mix(tone{.97, .98, 1}, over(0, 0)*.95)
		return t.mix(t.times(1.25).plus(tone{-.06, -.05, -.03}, 1), .8).mix(hex(0x9db6c8), .05)
	})
}

// ground returns the land: fields inland, forest near the sea.
func (p *plate) ground(u, v, out float32) tone {
	forest := smooth(-.21, -.13, out+.05*cloud(u*1.9, v*1.9))
	grain := leaf(u*5, v*5)
	wood := hex(0x1f3a26).mix(hex(0x33552f), clamp(.5+.5*cloud(u*4, v*4)+.3*grain))
	// Fields are patches of one colour each.
	fu, fv := u*150+4*cloud(u*3, v*3), v*150+4*cloud(u*3+.5, v*3)
	id := floor(fu)*73 + floor(fv)*151
	patch := noise().white[(id*31)&(side*side-1)]
	field := hex(0x4f6b36).mix(hex(0x8d9152), .5+.5*patch)
	if patch > .7 {
		field = hex(0x8a7453)
	}
	town := smooth(.45, .9, cloud(u*4.4+.3, v*4.4)+.4*grain)
	field = field.mix(hex(0x2f4a2b), clamp(.42+.55*cloud(u*3.1, v*3.1)+.2*grain)).mix(hex(0x97928a), town*.55).times(.95 + .16*grain)
	return field.mix(wood, forest)
}

// silt returns the sea: brown where the rivers come out, then green, then deep.
func (p *plate) silt(u, v, out, wu float32) tone {
	swirl := cloud(u*1.3+.16*cloud(u*1.8, v*1.8), v*1.9+.2*cloud(u*1.6+.4, v*1.6))
	fine := cloud(u*4+.3*swirl, v*6+.4*swirl)
	mouth := 1 - smooth(.02, .2, abs(cloud(wu*.95, (v-out)*.42+.1)))
	d := out*3.1 - .30*mouth*(1-smooth(0, .25, out)) + .20*swirl + .06*fine
	return ramp{
		{-.1, hex(0xb2a173)}, {.12, hex(0x9b9a70)}, {.3, hex(0x6c8f7c)}, {.5, hex(0x3d7480)}, {.75, hex(0x225469)}, {1, hex(0x123c55)},
	}.at(d)
}
