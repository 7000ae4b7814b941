package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestPassagesInSQLite(t *testing.T)   { storetest.RunPassages(t, storetest.SQLite) }
func TestPassagesInPostgres(t *testing.T) { storetest.RunPassages(t, storetest.Postgres) }
