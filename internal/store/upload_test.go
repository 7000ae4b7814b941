package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestUploadsInSQLite(t *testing.T)   { storetest.RunUploads(t, storetest.SQLite) }
func TestUploadsInPostgres(t *testing.T) { storetest.RunUploads(t, storetest.Postgres) }
