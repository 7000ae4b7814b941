package seed

import (
	"embed"
	"time"
)

//go:generate go run ./paint/print pictures

//go:embed pictures/*.jpg
var pictureFiles embed.FS

// Picture is a photograph of the seed, painted by package paint into pictures/.
type Picture struct {
	Name    string // as paint and the stories' files call it
	Caption string
	Alt     string
	Ago     time.Duration // how long before the start it was taken
}

// photographer is who took them all.
const photographer = "Photo: Papia Das / The Padma Courier"

// Pictures are the photographs that the stories use.
var Pictures = []Picture{
	{"river-dusk", "The Jamuna at dusk near Kaijuri, where the bank has moved 60 metres in nine days.", "A wide river at dusk under an orange sky, with a dark broken bank in the foreground.", 26 * time.Hour},
	{"river-boats", "Country boats wait at the ghat in the morning haze.", "Several wooden boats with curved hulls on a grey river in mist.", 50 * time.Hour},
	{"mangrove-creek", "A creek in the mangroves at high water.", "A narrow brown creek between dense green mangrove trees.", 75 * time.Hour},
	{"shelter-on-stilts", "A school that becomes a cyclone shelter, on stilts above the flood line.", "A pale concrete building on tall pillars above flat flooded land.", 98 * time.Hour},
	{"paddy-field", "Aman paddy nearly ready for the harvest.", "A field of yellow-green rice running to a line of trees.", 72 * time.Hour},
	{"storm-over-delta", "A storm builds over the lower delta.", "Dark clouds with a slanting curtain of rain over flat land and water.", 60 * time.Hour},
	{"rail-track", "The line north of the Jamuna at first light.", "Railway tracks running straight to the horizon at dawn.", 30 * time.Hour},
	{"delta-from-orbit", "The delta from orbit.", "A satellite view of brown rivers branching across green land to the sea.", 90 * time.Hour},
	{"city-night", "Dhaka at night, seen from the south.", "A skyline of towers with lit windows under a hazy night sky.", 40 * time.Hour},
	{"traffic-dusk", "Traffic at dusk on an elevated road.", "Rows of red and white car lights on a road between buildings at dusk.", 44 * time.Hour},
	{"market-stalls", "Vegetable stalls in a kitchen market.", "Stalls under coloured awnings with heaps of vegetables.", 20 * time.Hour},
	{"garment-floor", "A sewing floor in Gazipur.", "Long rows of sewing tables under bright strip lights.", 46 * time.Hour},
	{"cricket-ground", "The ground under lights before the start.", "A round green cricket field with a pale pitch and floodlights.", 22 * time.Hour},
}
