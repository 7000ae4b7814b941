package account

import (
	"time"

	"github.com/stet-news/stet/internal/store"
)

// CodeAt is for tests that have the app with codes in hand.
func CodeAt(secret string, at time.Time) string {
	code, err := totpCode(secret, stepAt(at))
	if err != nil {
		panic(err)
	}
	return code
}

// Store is for tests that look behind the accounts.
func (a *Accounts) Store() *store.DB { return a.db }

// IsBreached looks in the list.
var IsBreached = breached
