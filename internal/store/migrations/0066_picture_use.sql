-- Which plan a picture's renditions follow, when it was taken and what it looks like; and where each picture is used.

-- +goose Up
ALTER TABLE picture ADD COLUMN plan BIGINT NOT NULL DEFAULT 0;
ALTER TABLE picture ADD COLUMN tries BIGINT NOT NULL DEFAULT 0; -- how often its renditions could not be made
ALTER TABLE picture ADD COLUMN taken BIGINT NOT NULL DEFAULT 0;
ALTER TABLE picture ADD COLUMN likeness TEXT NOT NULL DEFAULT ''; -- 16 hex digits
CREATE INDEX picture_plan ON picture (plan, uploaded);
CREATE TABLE picture_use (
	picture TEXT   NOT NULL,
	story   BIGINT NOT NULL, -- story.number, 0 for the house itself
	place   TEXT   NOT NULL, -- 'copy' of the story, 'live' before readers, 'author' of the house
	since   BIGINT NOT NULL,
	PRIMARY KEY (story, place, picture)
);
CREATE INDEX picture_use_picture ON picture_use (picture);
CREATE TABLE picture_use_fill ( -- how far the stories from before have been looked through
	id    BIGINT PRIMARY KEY,
	story BIGINT NOT NULL
);
INSERT INTO picture_use_fill (id, story) VALUES (1, 0);

-- +goose Down
DROP TABLE picture_use_fill;
DROP TABLE picture_use;
DROP INDEX picture_plan;
ALTER TABLE picture DROP COLUMN likeness;
ALTER TABLE picture DROP COLUMN taken;
ALTER TABLE picture DROP COLUMN tries;
ALTER TABLE picture DROP COLUMN plan;
