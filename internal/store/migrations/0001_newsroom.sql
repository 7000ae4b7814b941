-- The whole newsroom. One text for SQLite and PostgreSQL: times are microseconds
-- since 1970 in UTC with 0 for none, ids are made by the program, flags are 0 or 1,
-- and what is only ever read whole is one JSON text.

-- +goose Up
CREATE TABLE house (
	id    BIGINT PRIMARY KEY CHECK (id = 1),
	value TEXT   NOT NULL
);

-- Updating a row of counter is the lock that puts transactions in order.
CREATE TABLE counter (
	name  TEXT   PRIMARY KEY,
	value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('story', 0), ('edition', 0);

CREATE TABLE person (
	id       TEXT   PRIMARY KEY,
	email    TEXT   NOT NULL UNIQUE, -- lower case
	name     TEXT   NOT NULL,
	roles    TEXT   NOT NULL,        -- JSON list
	desk     TEXT   NOT NULL,
	language TEXT   NOT NULL,
	password TEXT   NOT NULL,        -- PHC string; '' for none
	created  BIGINT NOT NULL,
	disabled BIGINT NOT NULL         -- when, 0 for not
);

CREATE TABLE session (
	hash    TEXT   PRIMARY KEY, -- SHA-256 of the cookie's value, hex
	person  TEXT   NOT NULL REFERENCES person (id),
	created BIGINT NOT NULL,
	seen    BIGINT NOT NULL,
	expires BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person);

CREATE TABLE token (
	hash    TEXT   PRIMARY KEY,
	id      TEXT   NOT NULL UNIQUE,
	name    TEXT   NOT NULL,
	person  TEXT   NOT NULL REFERENCES person (id),
	created BIGINT NOT NULL,
	seen    BIGINT NOT NULL,
	expires BIGINT NOT NULL
);

CREATE TABLE story (
	id                 TEXT   PRIMARY KEY,
	number             BIGINT NOT NULL UNIQUE,
	turn               BIGINT NOT NULL, -- counts changes to this row: the optimistic lock
	desk               TEXT   NOT NULL,
	status             TEXT   NOT NULL,
	owner              TEXT   NOT NULL,
	owner_name         TEXT   NOT NULL,
	language           TEXT   NOT NULL,
	section            TEXT   NOT NULL,
	headline           TEXT   NOT NULL,
	content            TEXT   NOT NULL,
	revision           BIGINT NOT NULL,
	embargo            BIGINT NOT NULL,
	publish_at         BIGINT NOT NULL,
	plan               TEXT   NOT NULL, -- how a scheduled story goes out, JSON
	created            BIGINT NOT NULL,
	changed            BIGINT NOT NULL,
	published_revision BIGINT NOT NULL,
	published          BIGINT NOT NULL,
	updated            BIGINT NOT NULL,
	edition            BIGINT NOT NULL,
	corrections        TEXT   NOT NULL
);
CREATE INDEX story_changed ON story (changed);
CREATE INDEX story_desk ON story (desk, changed);
CREATE INDEX story_status ON story (status, changed);
CREATE INDEX story_owner ON story (owner, changed);
CREATE INDEX story_due ON story (publish_at) WHERE status = 'scheduled';

CREATE TABLE revision (
	story   TEXT   NOT NULL REFERENCES story (id),
	number  BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	person  TEXT   NOT NULL,
	name    TEXT   NOT NULL,
	label   TEXT   NOT NULL,
	content TEXT   NOT NULL,
	PRIMARY KEY (story, number)
);

CREATE TABLE wire (
	id       TEXT   PRIMARY KEY,
	name     TEXT   NOT NULL UNIQUE,
	kind     TEXT   NOT NULL,
	address  TEXT   NOT NULL,
	language TEXT   NOT NULL,
	every    BIGINT NOT NULL, -- microseconds
	paused   BIGINT NOT NULL,
	health   TEXT   NOT NULL
);

CREATE TABLE dispatch (
	id       TEXT   PRIMARY KEY,
	wire     TEXT   NOT NULL REFERENCES wire (id),
	guid     TEXT   NOT NULL,
	version  BIGINT NOT NULL, -- the newest
	received BIGINT NOT NULL, -- of the newest version
	hash     TEXT   NOT NULL, -- of the newest version
	language TEXT   NOT NULL,
	headline TEXT   NOT NULL,
	UNIQUE (wire, guid)
);
CREATE INDEX dispatch_received ON dispatch (received);
CREATE INDEX dispatch_wire ON dispatch (wire, received);

CREATE TABLE dispatch_version (
	dispatch TEXT   NOT NULL REFERENCES dispatch (id),
	version  BIGINT NOT NULL,
	item     TEXT   NOT NULL, -- news.Dispatch as JSON
	raw      BYTEA  NOT NULL, -- as received
	PRIMARY KEY (dispatch, version)
);

CREATE TABLE story_source (
	story    TEXT   NOT NULL REFERENCES story (id),
	dispatch TEXT   NOT NULL REFERENCES dispatch (id),
	version  BIGINT NOT NULL,
	PRIMARY KEY (story, dispatch)
);
CREATE INDEX story_source_dispatch ON story_source (dispatch);

CREATE TABLE flash (
	id       TEXT   PRIMARY KEY,
	language TEXT   NOT NULL,
	text     TEXT   NOT NULL,
	story    BIGINT NOT NULL, -- story.number, 0 for none
	path     TEXT   NOT NULL, -- that story's path for readers
	breaking BIGINT NOT NULL,
	pinned   BIGINT NOT NULL,
	at       BIGINT NOT NULL,
	expires  BIGINT NOT NULL,
	ended    BIGINT NOT NULL  -- when it was taken off the bar, 0 while it is on
);
CREATE INDEX flash_on ON flash (expires) WHERE ended = 0;

CREATE TABLE picture (
	id       TEXT   PRIMARY KEY,
	hash     TEXT   NOT NULL,
	uploaded BIGINT NOT NULL,
	item     TEXT   NOT NULL -- news.Picture as JSON
);
CREATE INDEX picture_hash ON picture (hash);
CREATE INDEX picture_uploaded ON picture (uploaded);

-- What readers have: one row an edition, written in the transaction that published
-- it. It is the outbox too.
CREATE TABLE edition (
	number BIGINT PRIMARY KEY,
	kind   TEXT   NOT NULL,
	story  BIGINT NOT NULL, -- story.number, 0 for none
	at     BIGINT NOT NULL,
	change TEXT   NOT NULL -- edition.Change as JSON
);

-- The log is only ever added to. Updating log_head is its lock.
CREATE TABLE log (
	seq      BIGINT PRIMARY KEY,
	at       BIGINT NOT NULL,
	person   TEXT   NOT NULL,
	name     TEXT   NOT NULL,
	verb     TEXT   NOT NULL,
	object   TEXT   NOT NULL,
	detail   TEXT   NOT NULL,
	previous TEXT   NOT NULL,
	hash     TEXT   NOT NULL
);
CREATE INDEX log_object ON log (object, seq);
CREATE TABLE log_head (
	id   BIGINT PRIMARY KEY CHECK (id = 1),
	seq  BIGINT NOT NULL,
	hash TEXT   NOT NULL
);
INSERT INTO log_head (id, seq, hash) VALUES (1, 0, '');

-- What a request with an Idempotency-Key did, kept in the transaction that did it.
CREATE TABLE idempotency (
	person      TEXT   NOT NULL,
	key         TEXT   NOT NULL,
	fingerprint TEXT   NOT NULL,
	result      TEXT   NOT NULL, -- JSON
	at          BIGINT NOT NULL,
	PRIMARY KEY (person, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

-- +goose Down
DROP TABLE idempotency;
DROP TABLE log_head;
DROP TABLE log;
DROP TABLE edition;
DROP TABLE picture;
DROP TABLE flash;
DROP TABLE story_source;
DROP TABLE dispatch_version;
DROP TABLE dispatch;
DROP TABLE wire;
DROP TABLE revision;
DROP TABLE story;
DROP TABLE token;
DROP TABLE session;
DROP TABLE person;
DROP TABLE counter;
DROP TABLE house;
