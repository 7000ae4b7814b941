-- Which tombstone stands on a dispatch, and which killed stories still have their text in
-- the editions.

-- +goose Up
ALTER TABLE dispatch ADD COLUMN taken_down TEXT NOT NULL DEFAULT ''; -- tombstone.id
CREATE INDEX dispatch_taken_down ON dispatch (taken_down) WHERE taken_down <> '';
ALTER TABLE killing ADD COLUMN wiped BIGINT NOT NULL DEFAULT 0;
CREATE INDEX killing_unwiped ON killing (at) WHERE wiped = 0;
CREATE INDEX tombstone_story ON tombstone (story);

-- +goose Down
DROP INDEX tombstone_story;
DROP INDEX killing_unwiped;
ALTER TABLE killing DROP COLUMN wiped;
DROP INDEX dispatch_taken_down;
ALTER TABLE dispatch DROP COLUMN taken_down;
