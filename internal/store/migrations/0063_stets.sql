-- Findings of the copy check that somebody lets stand.

-- +goose Up
CREATE TABLE stet (
	number BIGINT PRIMARY KEY,
	story  BIGINT NOT NULL, -- story.number
	kind   TEXT   NOT NULL,
	reason TEXT   NOT NULL,
	ended  BIGINT NOT NULL, -- 0 unless it was taken back
	value  TEXT   NOT NULL  -- news.Stet as JSON
);
CREATE INDEX stet_story ON stet (story) WHERE ended = 0;
CREATE INDEX stet_reason ON stet (reason, number);
INSERT INTO counter (name, value) VALUES ('stet', 0);

-- How far each dispatch's stories were read again: up to which of its versions. The first is read by whoever makes a story of it.
ALTER TABLE dispatch ADD COLUMN reread BIGINT NOT NULL DEFAULT 1;
UPDATE dispatch SET reread = version;
CREATE INDEX dispatch_reread ON dispatch (received) WHERE version > reread;

-- +goose Down
DROP INDEX dispatch_reread;
ALTER TABLE dispatch DROP COLUMN reread;
DELETE FROM counter WHERE name = 'stet';
DROP TABLE stet;
