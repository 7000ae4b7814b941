-- What caches before the readers' site are told: see docs/decisions on purging.

-- +goose Up
CREATE TABLE reader ( -- a process that serves readers
	process TEXT   PRIMARY KEY,
	edition BIGINT NOT NULL, -- that its readers have
	seen    BIGINT NOT NULL
);
CREATE TABLE handed ( -- a step of such a process from one edition to another
	process TEXT   NOT NULL,
	after   BIGINT NOT NULL, -- the edition its readers had before
	edition BIGINT NOT NULL, -- the one they have since
	stale   TEXT   NOT NULL, -- store.Stale as JSON
	at      BIGINT NOT NULL,
	PRIMARY KEY (process, edition)
);
CREATE INDEX handed_edition ON handed (edition);
CREATE TABLE purge ( -- a cache that is told what is stale
	hook    TEXT   PRIMARY KEY,
	edition BIGINT NOT NULL, -- up to which it was told everything
	failing BIGINT NOT NULL, -- since when telling it fails; 0 when it does not
	error   TEXT   NOT NULL,
	at      BIGINT NOT NULL -- of the last attempt
);

-- +goose Down
DROP TABLE purge;
DROP TABLE handed;
DROP TABLE reader;
