package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestPresenceInSQLite(t *testing.T)   { storetest.RunPresence(t, storetest.SQLite) }
func TestPresenceInPostgres(t *testing.T) { storetest.RunPresence(t, storetest.Postgres) }
