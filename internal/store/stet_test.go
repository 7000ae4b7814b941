package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestStetsInSQLite(t *testing.T)   { storetest.RunStets(t, storetest.SQLite) }
func TestStetsInPostgres(t *testing.T) { storetest.RunStets(t, storetest.Postgres) }
