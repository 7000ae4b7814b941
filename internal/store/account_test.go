package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestAccountsInSQLite(t *testing.T)   { storetest.RunAccounts(t, storetest.SQLite) }
func TestAccountsInPostgres(t *testing.T) { storetest.RunAccounts(t, storetest.Postgres) }
