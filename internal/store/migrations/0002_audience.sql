-- How often pages were read and how fast they were. No row is about a reader.

-- +goose Up
CREATE TABLE view (
	hour     BIGINT NOT NULL, -- its beginning, microseconds
	page     TEXT   NOT NULL, -- its path
	source   TEXT   NOT NULL,
	language TEXT   NOT NULL,
	story    BIGINT NOT NULL, -- story.number, 0 for none
	lite     BIGINT NOT NULL,
	views    BIGINT NOT NULL,
	PRIMARY KEY (hour, page, source)
);
CREATE INDEX view_story ON view (story, hour);

-- The same by the minute, of all pages together.
CREATE TABLE view_minute (
	minute   BIGINT NOT NULL,
	language TEXT   NOT NULL,
	views    BIGINT NOT NULL,
	PRIMARY KEY (minute, language)
);

CREATE TABLE vital (
	hour     BIGINT NOT NULL,
	kind     TEXT   NOT NULL, -- of page
	language TEXT   NOT NULL,
	metric   TEXT   NOT NULL,
	bucket   BIGINT NOT NULL,
	times    BIGINT NOT NULL,
	PRIMARY KEY (hour, kind, language, metric, bucket)
);

-- What readers were last told is most read.
CREATE TABLE most_read (
	language TEXT   PRIMARY KEY,
	hour     BIGINT NOT NULL, -- in which it was counted
	stories  TEXT   NOT NULL  -- JSON list of numbers
);

-- +goose Down
DROP TABLE most_read;
DROP TABLE vital;
DROP TABLE view_minute;
DROP TABLE view;
