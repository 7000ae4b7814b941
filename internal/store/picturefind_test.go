package store_test

import (
	"testing"

	"github.com/stet-news/stet/internal/store/storetest"
)

func TestPicturesInSQLite(t *testing.T)   { storetest.RunPictures(t, storetest.SQLite) }
func TestPicturesInPostgres(t *testing.T) { storetest.RunPictures(t, storetest.Postgres) }
