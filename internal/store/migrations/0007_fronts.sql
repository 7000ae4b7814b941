-- Fronts arranged by hand, each of their launches, and what people keep at hand for them.

-- +goose Up
CREATE TABLE front (
	name   TEXT   PRIMARY KEY, -- "bn", "bn-world-news"
	turn   BIGINT NOT NULL,    -- counts changes to this row: the optimistic lock
	lapses BIGINT NOT NULL,    -- when the first pin that readers see ends, 0 for none
	value  TEXT   NOT NULL
);
CREATE INDEX front_lapses ON front (lapses) WHERE lapses > 0;

CREATE TABLE front_launch (
	front  TEXT   NOT NULL REFERENCES front (name),
	number BIGINT NOT NULL,
	at     BIGINT NOT NULL,
	value  TEXT   NOT NULL,
	PRIMARY KEY (front, number)
);

CREATE TABLE clip (
	person TEXT   NOT NULL,
	story  BIGINT NOT NULL,
	at     BIGINT NOT NULL,
	PRIMARY KEY (person, story)
);
