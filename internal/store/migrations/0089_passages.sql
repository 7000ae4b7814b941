-- Which passages of its sources a story's sentences come from, for each revision that was let settle.

-- +goose Up
CREATE TABLE story_passage (
    story    TEXT   NOT NULL REFERENCES story (id),
    revision BIGINT NOT NULL,
    dispatch TEXT   NOT NULL REFERENCES dispatch (id),
    version  BIGINT NOT NULL, -- of the dispatch
    item     TEXT   NOT NULL, -- []news.Passage as JSON
    PRIMARY KEY (story, revision, dispatch, version)
);
ALTER TABLE story_source ADD COLUMN due BIGINT NOT NULL DEFAULT 1; -- since when its passages are to be found again; 0: they are found
CREATE INDEX story_source_due ON story_source (due) WHERE due > 0;

-- +goose Down
DROP INDEX story_source_due;
ALTER TABLE story_source DROP COLUMN due;
DROP TABLE story_passage;
