-- Who told those who set the wires that one is down, and which wire a notice is of.

-- +goose Up
ALTER TABLE wire ADD COLUMN told TEXT NOT NULL DEFAULT '{}'; -- news.Told as JSON
ALTER TABLE notice ADD COLUMN wire TEXT NOT NULL DEFAULT ''; -- wire.id, of a notice that it is down

-- +goose Down
ALTER TABLE notice DROP COLUMN wire;
ALTER TABLE wire DROP COLUMN told;
