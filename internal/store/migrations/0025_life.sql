-- What a desk wants of a story, what has to be looked at, and what takes two people.

-- +goose Up
ALTER TABLE story ADD COLUMN due BIGINT NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN length BIGINT NOT NULL DEFAULT 0;       -- words
ALTER TABLE story ADD COLUMN checks TEXT NOT NULL DEFAULT '{}';      -- news.Checks as JSON
ALTER TABLE story ADD COLUMN spiked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN translates BIGINT NOT NULL DEFAULT 0;   -- story.number, 0 for none
CREATE INDEX story_wanted ON story (due) WHERE due > 0;
CREATE INDEX story_translates ON story (translates) WHERE translates > 0;

CREATE TABLE request (
	id    TEXT   PRIMARY KEY,
	verb  TEXT   NOT NULL,
	story BIGINT NOT NULL, -- story.number
	state TEXT   NOT NULL,
	until BIGINT NOT NULL,
	value TEXT   NOT NULL  -- news.Request as JSON
);
CREATE INDEX request_open ON request (until) WHERE state = 'asked';
CREATE UNIQUE INDEX request_once ON request (verb, story) WHERE state = 'asked';
CREATE INDEX request_story ON request (story);

CREATE TABLE killing (
	story BIGINT PRIMARY KEY, -- story.number
	at    BIGINT NOT NULL,
	value TEXT   NOT NULL     -- news.Killing as JSON
);

-- The legal archive: the saves of killed stories, out of reach of everything that reads
-- revision.
CREATE TABLE archived_revision (
	story   TEXT   NOT NULL REFERENCES story (id),
	number  BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	person  TEXT   NOT NULL,
	name    TEXT   NOT NULL,
	label   TEXT   NOT NULL,
	content TEXT   NOT NULL,
	PRIMARY KEY (story, number)
);

-- +goose Down
INSERT INTO revision SELECT story, number, at, person, name, label, content FROM archived_revision;
DROP TABLE archived_revision;
DROP TABLE killing;
DROP TABLE request;
DROP INDEX story_translates;
DROP INDEX story_wanted;
ALTER TABLE story DROP COLUMN translates;
ALTER TABLE story DROP COLUMN spiked;
ALTER TABLE story DROP COLUMN checks;
ALTER TABLE story DROP COLUMN length;
ALTER TABLE story DROP COLUMN due;
