-- What people say about stories to one another, what they are told of, and the e-mail that
-- gathers it.

-- +goose Up
CREATE TABLE note (
	id       TEXT   PRIMARY KEY,
	story    BIGINT NOT NULL, -- story.number
	at       BIGINT NOT NULL,
	person   TEXT   NOT NULL,
	name     TEXT   NOT NULL,
	value    TEXT   NOT NULL, -- news.Note as JSON
	waits    BIGINT NOT NULL  -- 1 for a question without an answer
);
CREATE INDEX note_story ON note (story, at);
CREATE INDEX note_waits ON note (at) WHERE waits = 1;

CREATE TABLE notice (
	id     TEXT   PRIMARY KEY,
	person TEXT   NOT NULL, -- who is told
	kind   TEXT   NOT NULL,
	story  BIGINT NOT NULL, -- 0 for none
	title  TEXT   NOT NULL,
	text   TEXT   NOT NULL,
	who    TEXT   NOT NULL, -- who did it
	name   TEXT   NOT NULL,
	at     BIGINT NOT NULL,
	show   BIGINT NOT NULL, -- not announced before
	read   BIGINT NOT NULL, -- 0 while it is new
	inbox  BIGINT NOT NULL, -- 0 if it goes by e-mail only
	mail   BIGINT NOT NULL  -- 1 while it waits for the next digest
);
CREATE INDEX notice_person ON notice (person, at);
CREATE INDEX notice_new ON notice (person) WHERE read = 0 AND inbox = 1;
CREATE INDEX notice_mail ON notice (person) WHERE mail = 1;

CREATE TABLE notice_choice (
	person TEXT PRIMARY KEY,
	value  TEXT NOT NULL -- news.NoticeChoices as JSON
);

CREATE INDEX story_embargo ON story (embargo) WHERE embargo > 0;

-- A row is the right to send one person the digest of one time, and that it was sent.
CREATE TABLE digest (
	person  TEXT   NOT NULL,
	slot    BIGINT NOT NULL,
	claimed BIGINT NOT NULL,
	sent    BIGINT NOT NULL, -- 0 until it was
	PRIMARY KEY (person, slot)
);

-- +goose Down
DROP INDEX story_embargo;
DROP TABLE digest;
DROP TABLE notice_choice;
DROP TABLE notice;
DROP TABLE note;
