-- Films and sounds.

-- +goose Up
CREATE TABLE recording (
    id       TEXT PRIMARY KEY,
    hash     TEXT NOT NULL, -- of the original
    uploaded BIGINT NOT NULL,
    item     TEXT NOT NULL -- news.Recording
);
CREATE INDEX recording_hash ON recording (hash);
CREATE INDEX recording_uploaded ON recording (uploaded);

-- +goose Down
DROP TABLE recording;
