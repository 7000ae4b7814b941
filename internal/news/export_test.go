package news

import "slices"

// Untokened is for the test that no verb is left undecided.
func Untokened(v Verb) bool { return slices.Contains(untokened, v) }
