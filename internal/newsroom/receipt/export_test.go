package receipt

// What tests look at.
var (
	Pace     = pace
	Gap      = gap
	Silences = silences
	Fetches  = fetches
	Untag    = untag
)
