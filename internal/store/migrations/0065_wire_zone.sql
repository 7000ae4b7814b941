-- The zone whose days a wire's copy means by "Thursday".

-- +goose Up
ALTER TABLE wire ADD COLUMN zone TEXT NOT NULL DEFAULT ''; -- IANA name; '' if it files from everywhere

-- +goose Down
ALTER TABLE wire DROP COLUMN zone;
