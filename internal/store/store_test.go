package store_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

func TestSQLite(t *testing.T)   { storetest.Run(t, storetest.SQLite) }
func TestPostgres(t *testing.T) { storetest.Run(t, storetest.Postgres) }

func TestAnAddressOfNoDatabaseIsRefusedInASentence(t *testing.T) {
	for _, address := range []string{"", "mysql://x", "stet.db"} {
		if _, err := store.Open(t.Context(), address); err == nil || !strings.Contains(err.Error(), "sqlite:PATH or postgres://") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
