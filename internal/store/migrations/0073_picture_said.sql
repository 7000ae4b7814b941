-- What was decided about a picture in one story, and from when on a picture may not be shown.

-- +goose Up
CREATE TABLE picture_said (
	story   BIGINT NOT NULL, -- story.number
	picture TEXT   NOT NULL,
	value   TEXT   NOT NULL,
	PRIMARY KEY (story, picture)
);
ALTER TABLE picture ADD COLUMN ends BIGINT NOT NULL DEFAULT 0; -- 0: never
CREATE INDEX picture_ends ON picture (ends);

-- +goose Down
DROP INDEX picture_ends;
ALTER TABLE picture DROP COLUMN ends;
DROP TABLE picture_said;
