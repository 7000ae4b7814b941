-- The files of dispatches, the pictures that were taken from them, and how long a wire's dispatches are kept.

-- +goose Up
CREATE TABLE kept_file (
    hash TEXT   PRIMARY KEY, -- SHA-256 of its bytes, which are in the blob store
    at   BIGINT NOT NULL     -- when a dispatch last named it
);
CREATE INDEX kept_file_at ON kept_file (at);
CREATE TABLE dispatch_file (
    dispatch TEXT   NOT NULL REFERENCES dispatch (id),
    hash     TEXT   NOT NULL, -- kept_file.hash; '' for one that is named and has not come
    name     TEXT   NOT NULL, -- of the file
    wire     TEXT   NOT NULL,
    at       BIGINT NOT NULL, -- when that was last so
    PRIMARY KEY (dispatch, hash, name)
);
CREATE INDEX dispatch_file_hash ON dispatch_file (hash);
CREATE INDEX dispatch_file_name ON dispatch_file (wire, name, at);
CREATE TABLE picture_source (
    picture  TEXT NOT NULL,
    dispatch TEXT NOT NULL,
    PRIMARY KEY (picture, dispatch)
);
CREATE INDEX picture_source_dispatch ON picture_source (dispatch);
-- Dispatches that were removed when their time was over, so that those which are still in a feed do not come again.
CREATE TABLE dispatch_gone (
    wire TEXT   NOT NULL,
    guid TEXT   NOT NULL,
    hash TEXT   NOT NULL, -- of the newest version
    at   BIGINT NOT NULL, -- when it was removed, or came again
    PRIMARY KEY (wire, guid)
);
CREATE INDEX dispatch_gone_at ON dispatch_gone (at);
ALTER TABLE wire ADD COLUMN keep BIGINT NOT NULL DEFAULT 0; -- days; 0 for the usual, less for ever

-- +goose Down
ALTER TABLE wire DROP COLUMN keep;
DROP TABLE dispatch_gone;
DROP TABLE picture_source;
DROP TABLE dispatch_file;
DROP TABLE kept_file;
