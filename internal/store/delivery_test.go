package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestDeliveriesInSQLite(t *testing.T)   { storetest.RunDeliveries(t, storetest.SQLite) }
func TestDeliveriesInPostgres(t *testing.T) { storetest.RunDeliveries(t, storetest.Postgres) }
