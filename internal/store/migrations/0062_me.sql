-- The keys that somebody has chosen for their own screens.

-- +goose Up
ALTER TABLE person ADD COLUMN keys TEXT NOT NULL DEFAULT '{}'; -- news.Keys as JSON

-- +goose Down
ALTER TABLE person DROP COLUMN keys;
