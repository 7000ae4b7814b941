-- +goose Up
-- What readers have had of a story: news.Version as JSON, oldest first.
ALTER TABLE story ADD COLUMN versions TEXT NOT NULL DEFAULT '[]';

-- +goose Down
ALTER TABLE story DROP COLUMN versions;
