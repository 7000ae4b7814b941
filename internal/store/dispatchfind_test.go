package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestDispatchesInSQLite(t *testing.T)   { storetest.RunDispatches(t, storetest.SQLite) }
func TestDispatchesInPostgres(t *testing.T) { storetest.RunDispatches(t, storetest.Postgres) }
