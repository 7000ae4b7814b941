package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestFrontsInSQLite(t *testing.T)   { storetest.RunFronts(t, storetest.SQLite) }
func TestFrontsInPostgres(t *testing.T) { storetest.RunFronts(t, storetest.Postgres) }
