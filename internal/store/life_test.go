package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestRequestsAndKillsInSQLite(t *testing.T)   { storetest.RunLife(t, storetest.SQLite) }
func TestRequestsAndKillsInPostgres(t *testing.T) { storetest.RunLife(t, storetest.Postgres) }
