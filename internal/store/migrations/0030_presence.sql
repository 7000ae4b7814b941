-- Who has a story open and who edits which part of it, and texts that are kept beside a
-- story's revisions. The first two are of the moment: losing them loses nothing.

-- +goose Up
CREATE TABLE part_lock (
	story  BIGINT NOT NULL, -- story.number
	part   TEXT   NOT NULL,
	turn   BIGINT NOT NULL, -- counts changes to this row: the optimistic lock
	holder TEXT   NOT NULL, -- person.id, '' for nobody
	tend   BIGINT NOT NULL, -- when something happens to it by itself, 0 for never
	value  TEXT   NOT NULL, -- news.Lock as JSON
	live   TEXT   NOT NULL, -- what the holder has typed and not saved yet, JSON; '' for nothing
	PRIMARY KEY (story, part)
);
CREATE INDEX part_lock_tend ON part_lock (tend) WHERE tend > 0;

CREATE TABLE present (
	story    BIGINT NOT NULL,
	client   TEXT   NOT NULL, -- one window of one browser
	person   TEXT   NOT NULL,
	name     TEXT   NOT NULL,
	since    BIGINT NOT NULL,
	seen     BIGINT NOT NULL,
	watching TEXT   NOT NULL, -- the part whose typing they look at
	PRIMARY KEY (story, client)
);
CREATE INDEX present_seen ON present (seen);

CREATE TABLE aside (
	id      TEXT   PRIMARY KEY,
	story   BIGINT NOT NULL,
	base    BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	person  TEXT   NOT NULL,
	name    TEXT   NOT NULL,
	why     TEXT   NOT NULL,
	content TEXT   NOT NULL
);
CREATE INDEX aside_story ON aside (story, at);

-- +goose Down
DROP TABLE aside;
DROP TABLE present;
DROP TABLE part_lock;
