package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestReceiptsInSQLite(t *testing.T)   { storetest.RunReceipts(t, storetest.SQLite) }
func TestReceiptsInPostgres(t *testing.T) { storetest.RunReceipts(t, storetest.Postgres) }
