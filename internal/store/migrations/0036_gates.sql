-- What the release gate goes by: the register of protected identities (hashes only), what
-- was held with who released it, and what was taken down for good.

-- +goose Up
CREATE TABLE protected (
	id    TEXT PRIMARY KEY,
	value TEXT NOT NULL -- news.Protected as JSON; the key of its hashes is not here
);

CREATE TABLE register_key (
	id    BIGINT PRIMARY KEY,
	proof TEXT   NOT NULL -- of the key, so that another one is noticed
);

CREATE TABLE held (
	id    TEXT   PRIMARY KEY, -- news.Hit.Key
	state TEXT   NOT NULL,
	at    BIGINT NOT NULL,
	value TEXT   NOT NULL     -- news.Held as JSON
);
CREATE INDEX held_open ON held (at) WHERE state <> 'released';

CREATE TABLE tombstone (
	id    TEXT   PRIMARY KEY,
	story BIGINT NOT NULL, -- story.number
	value TEXT   NOT NULL  -- news.Tombstone as JSON
);

-- +goose Down
DROP TABLE tombstone;
DROP TABLE held;
DROP TABLE register_key;
DROP TABLE protected;
