-- Lines of the bar stand in an order that people can change: at first that of their times.

-- +goose Up
ALTER TABLE flash ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
UPDATE flash SET position = at;
