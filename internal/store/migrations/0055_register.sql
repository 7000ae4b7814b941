-- A number that changes with every change of the register, so that a process reads the
-- register anew only when it is another one.

-- +goose Up
ALTER TABLE register_key ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;

-- +goose Down
ALTER TABLE register_key DROP COLUMN revision;
