package news

import (
	"math"
	"slices"
	"strconv"
)

// NamedColour is a colour as somebody who looks for a picture would call it.
type NamedColour string

// The named colours.
const (
	Red    NamedColour = "red"
	Orange NamedColour = "orange"
	Yellow NamedColour = "yellow"
	Green  NamedColour = "green"
	Teal   NamedColour = "teal"
	Blue   NamedColour = "blue"
	Purple NamedColour = "purple"
	Pink   NamedColour = "pink"
	Brown  NamedColour = "brown"
	Black  NamedColour = "black"
	Grey   NamedColour = "grey"
	White  NamedColour = "white"
)

// NamedColours are all of them, in the order screens list them.
var NamedColours = []NamedColour{Red, Orange, Yellow, Green, Teal, Blue, Purple, Pink, Brown, Black, Grey, White}

// hues are where on the circle of Oklab's hues the colours have their middle, in degrees.
var hues = []struct {
	at   float64
	name NamedColour
}{{25, Red}, {58, Orange}, {100, Yellow}, {142, Green}, {190, Teal}, {255, Blue}, {305, Purple}, {355, Pink}}

// NameColour returns the named colour nearest to one written as "#8a9b7c", and false if it is not written so. It goes by hue, since a picture's mean
// colour is far from every pure one: a picture of the sky is blue though its mean is nearly grey.
func NameColour(hex string) (NamedColour, bool) {
	if len(hex) != 7 || hex[0] != '#' {
		return "", false
	}
	n, err := strconv.ParseUint(hex[1:], 16, 24)
	if err != nil {
		return "", false
	}
	light, a, b := oklab(linear(n>>16), linear(n>>8), linear(n))
	chroma := math.Hypot(a, b)
	switch {
	case light < .22:
		return Black, true
	case chroma < .022 && light > .88, light > .97:
		return White, true
	case chroma < .022:
		return Grey, true
	}
	hue := math.Mod(math.Atan2(b, a)*180/math.Pi+360, 360)
	if hue >= 30 && hue <= 95 && light < .62 { // dark orange has a name of its own
		return Brown, true
	}
	nearest := slices.MinFunc(hues, func(x, y struct {
		at   float64
		name NamedColour
	},
	) int {
		if around(x.at, hue) < around(y.at, hue) {
			return -1
		}
		return 1
	})
	return nearest.name, true
}

// around is how far two hues are apart.
func around(a, b float64) float64 {
	d := math.Abs(a - b)
	return math.Min(d, 360-d)
}

// linear returns the light of the lowest eight bits as a share of the most there is.
func linear(n uint64) float64 {
	v := float64(n&0xff) / 255
	if v <= .04045 {
		return v / 12.92
	}
	return math.Pow((v+.055)/1.055, 2.4)
}

// oklab returns a colour's lightness and its place between green and red, and between blue and yellow.
func oklab(red, green, blue float64) (light, a, b float64) {
	l := math.Cbrt(.4122214708*red + .5363325363*green + .0514459929*blue)
	m := math.Cbrt(.2119034982*red + .6806995451*green + .1073969566*blue)
	s := math.Cbrt(.0883024619*red + .2817188376*green + .6299787005*blue)
	return .2104542553*l + .7936177850*m - .0040720468*s,
		1.9779984951*l - 2.4285922050*m + .4505937099*s,
		.0259040371*l + .7827717662*m - .8086757660*s
}
