-- How a wire's other side and we know each other, and the secret of that, sealed under a key that is not in the database.

-- +goose Up
ALTER TABLE wire ADD COLUMN login TEXT NOT NULL DEFAULT '{}'; -- JSON, without the secret
ALTER TABLE wire ADD COLUMN secret TEXT NOT NULL DEFAULT '';  -- sealed; '' for none

-- +goose Down
ALTER TABLE wire DROP COLUMN secret;
ALTER TABLE wire DROP COLUMN login;
