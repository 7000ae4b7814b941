-- Files that come in pieces over bad lines.

-- +goose Up
CREATE TABLE upload (
	id      TEXT   PRIMARY KEY,
	person  TEXT   NOT NULL, -- person.id: whose it is
	have    BIGINT NOT NULL, -- bytes that are kept
	done    BIGINT NOT NULL, -- when it became a picture or was refused; 0 until then
	expires BIGINT NOT NULL,
	value   TEXT   NOT NULL  -- news.Upload as JSON
);
CREATE INDEX upload_person ON upload (person, expires);
CREATE INDEX upload_expires ON upload (expires);

-- +goose Down
DROP TABLE upload;
