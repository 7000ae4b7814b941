-- Where each record of the log was done from.

-- +goose Up
ALTER TABLE log ADD COLUMN origin TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE log DROP COLUMN origin;
