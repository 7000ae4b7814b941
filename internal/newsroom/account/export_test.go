package account

import "time"

// CodeAt is for tests that have the app with codes in hand.
func CodeAt(secret string, at time.Time) string {
	code, err := totpCode(secret, stepAt(at))
	if err != nil {
		panic(err)
	}
	return code
}
