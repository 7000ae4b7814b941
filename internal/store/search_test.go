package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestSearchInSQLite(t *testing.T)   { storetest.RunSearch(t, storetest.SQLite) }
func TestSearchInPostgres(t *testing.T) { storetest.RunSearch(t, storetest.Postgres) }
