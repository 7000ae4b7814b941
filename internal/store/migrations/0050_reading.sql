-- What was read lately, and how far. No row is about a reader.

-- +goose Up
CREATE TABLE story_minute (
	minute BIGINT NOT NULL, -- its beginning, microseconds; kept for an hour
	story  BIGINT NOT NULL, -- story.number
	views  BIGINT NOT NULL,
	PRIMARY KEY (minute, story)
);

-- Of the views that were measured, how many read the story through.
CREATE TABLE read_through (
	hour     BIGINT NOT NULL,
	story    BIGINT NOT NULL,
	measured BIGINT NOT NULL,
	through  BIGINT NOT NULL,
	PRIMARY KEY (hour, story)
);

-- +goose Down
DROP TABLE read_through;
DROP TABLE story_minute;
