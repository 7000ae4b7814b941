-- What is done with dispatches as they arrive, and the filters that people keep.

-- +goose Up
CREATE TABLE route (
	id     TEXT   PRIMARY KEY,
	place  BIGINT NOT NULL, -- in which order they are asked
	active BIGINT NOT NULL, -- 1 when it is on
	value  TEXT   NOT NULL -- news.Route as JSON
);
CREATE TABLE dispatch_deed (
	dispatch TEXT   NOT NULL REFERENCES dispatch (id),
	deed     TEXT   NOT NULL, -- what was done, in a form that two who do the same give the same
	route    TEXT   NOT NULL, -- route.id, or preset.id
	at       BIGINT NOT NULL,
	PRIMARY KEY (dispatch, deed)
);
ALTER TABLE dispatch ADD COLUMN routing TEXT NOT NULL DEFAULT '{}'; -- news.Routing as JSON
CREATE TABLE preset (
	id     TEXT   PRIMARY KEY,
	person TEXT   NOT NULL, -- person.id; '' for everybody's
	name   TEXT   NOT NULL,
	ring   BIGINT NOT NULL, -- 1 if it alerts the person
	value  TEXT   NOT NULL, -- news.Preset as JSON
	UNIQUE (person, name)
);
CREATE INDEX preset_ring ON preset (person) WHERE ring = 1;
CREATE TABLE preset_seen (
	person TEXT   NOT NULL,
	preset TEXT   NOT NULL,
	seen   BIGINT NOT NULL,
	PRIMARY KEY (person, preset)
);
ALTER TABLE notice ADD COLUMN dispatch TEXT NOT NULL DEFAULT ''; -- dispatch.id

-- +goose Down
ALTER TABLE notice DROP COLUMN dispatch;
DROP TABLE preset_seen;
DROP TABLE preset;
ALTER TABLE dispatch DROP COLUMN routing;
DROP TABLE dispatch_deed;
DROP TABLE route;
