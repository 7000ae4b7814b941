package paint

import (
	"image"
	"maps"
	"slices"
)

// scene is one picture: how it is painted, and how much grain its light would leave.
type scene struct {
	seed  uint64
	grain float32
	paint func(*plate)
}

var scenes = map[string]scene{
	"river-dusk":        {11, .016, riverDusk},
	"river-boats":       {12, .014, riverBoats},
	"mangrove-creek":    {13, .014, mangroveCreek},
	"shelter-on-stilts": {14, .016, shelterOnStilts},
	"paddy-field":       {21, .012, paddyField},
	"storm-over-delta":  {22, .016, stormOverDelta},
	"rail-track":        {23, .014, railTrack},
	"delta-from-orbit":  {24, .008, deltaFromOrbit},
	"city-night":        {31, .018, cityNight},
	"traffic-dusk":      {32, .018, trafficDusk},
	"cricket-ground":    {41, .016, cricketGround},
	"garment-floor":     {42, .014, garmentFloor},
	"market-stalls":     {43, .018, marketStalls},
}

// Image paints the scene of the name, or returns false if there is none.
func Image(name string) (*image.RGBA, bool) {
	s, ok := scenes[name]
	if !ok {
		return nil, false
	}
	p := newPlate(s.seed)
	s.paint(p)
	return p.image(s.grain), true
}

// Names returns the names of all pictures.
func Names() []string { return slices.Sorted(maps.Keys(scenes)) }
