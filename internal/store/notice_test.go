package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestNoticesInSQLite(t *testing.T)   { storetest.RunNotices(t, storetest.SQLite) }
func TestNoticesInPostgres(t *testing.T) { storetest.RunNotices(t, storetest.Postgres) }
