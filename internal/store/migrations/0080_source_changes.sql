-- What became of the sources of stories since they were made, and who answered for it.

-- +goose Up
CREATE TABLE source_change (
    id       TEXT   PRIMARY KEY,
    story    BIGINT NOT NULL, -- its number
    dispatch TEXT   NOT NULL REFERENCES dispatch (id),
    version  BIGINT NOT NULL, -- of the dispatch, that came
    hold_at  BIGINT NOT NULL, -- when readers get a notice; 0 for never, or when it is done
    answered BIGINT NOT NULL, -- 0 while it is open
    must     BIGINT NOT NULL, -- 1 if somebody has to look at it
    item     TEXT   NOT NULL, -- news.SourceChange as JSON
    UNIQUE (story, dispatch, version)
);
CREATE INDEX source_change_open ON source_change (story) WHERE answered = 0;
CREATE INDEX source_change_must ON source_change (id) WHERE answered = 0 AND must = 1;
CREATE INDEX source_change_hold ON source_change (hold_at) WHERE answered = 0 AND hold_at > 0;

-- +goose Down
DROP TABLE source_change;
