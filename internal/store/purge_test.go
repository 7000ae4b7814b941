package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestPurgesInSQLite(t *testing.T)   { storetest.RunPurges(t, storetest.SQLite) }
func TestPurgesInPostgres(t *testing.T) { storetest.RunPurges(t, storetest.Postgres) }
