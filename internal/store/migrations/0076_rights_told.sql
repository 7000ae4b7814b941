-- Of which end of its rights people were told where a picture is used, so that those of whom nobody was told come first.

-- +goose Up
ALTER TABLE picture_use ADD COLUMN told BIGINT NOT NULL DEFAULT 0; -- the end and the warning, as one number: see Tx.ToldOfRights

-- +goose Down
ALTER TABLE picture_use DROP COLUMN told;
