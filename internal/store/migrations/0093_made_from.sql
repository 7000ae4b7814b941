-- What else than stories was made from dispatches, and what is asked about it when they change.

-- +goose Up
CREATE TABLE made_from (
    made     TEXT   NOT NULL, -- news.Made: flash, post, front
    object   TEXT   NOT NULL, -- its ID
    story    BIGINT NOT NULL, -- the number of the story that it leads to or stands under; 0 for none
    dispatch TEXT   NOT NULL REFERENCES dispatch (id),
    version  BIGINT NOT NULL,
    PRIMARY KEY (made, object, dispatch)
);
CREATE INDEX made_from_dispatch ON made_from (dispatch);
DROP INDEX source_change_open;
DROP INDEX source_change_must;
DROP INDEX source_change_hold;
ALTER TABLE source_change RENAME TO source_change_of_stories;
CREATE TABLE source_change (
    id       TEXT   PRIMARY KEY,
    story    BIGINT NOT NULL, -- its number
    made     TEXT   NOT NULL, -- '' for the story itself
    object   TEXT   NOT NULL,
    dispatch TEXT   NOT NULL REFERENCES dispatch (id),
    version  BIGINT NOT NULL, -- of the dispatch, that came
    hold_at  BIGINT NOT NULL, -- when readers get a notice; 0 for never, or when it is done
    answered BIGINT NOT NULL, -- 0 while it is open
    must     BIGINT NOT NULL, -- 1 if somebody has to look at it
    item     TEXT   NOT NULL, -- news.SourceChange as JSON
    UNIQUE (story, made, object, dispatch, version)
);
INSERT INTO source_change (id, story, made, object, dispatch, version, hold_at, answered, must, item)
    SELECT id, story, '', '', dispatch, version, hold_at, answered, must, item FROM source_change_of_stories;
DROP TABLE source_change_of_stories;
CREATE INDEX source_change_open ON source_change (story) WHERE answered = 0;
CREATE INDEX source_change_must ON source_change (id) WHERE answered = 0 AND must = 1;
CREATE INDEX source_change_hold ON source_change (hold_at) WHERE answered = 0 AND hold_at > 0;

-- +goose Down
DELETE FROM source_change WHERE made <> '';
DROP TABLE made_from;
