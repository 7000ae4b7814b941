-- What was taken of the places that hold files and of mailboxes, so that nothing is taken twice, and the keys that servers are known by.

-- +goose Up
CREATE TABLE wire_file (
	wire    TEXT   NOT NULL REFERENCES wire (id),
	name    TEXT   NOT NULL, -- of the file; a mailbox's by its folder, a letter's that could not be read by its folder and number
	mark    TEXT   NOT NULL, -- what it was known by when it was taken: size, time, tag; the last letter of a mailbox
	hash    TEXT   NOT NULL, -- SHA-256 of its bytes, hex; '' if they were not read
	problem TEXT   NOT NULL, -- why it could not be read, for people; '' if it could
	taken   BIGINT NOT NULL,
	gone    BIGINT NOT NULL DEFAULT 0, -- since when it is not there any more; 0 while it is
	PRIMARY KEY (wire, name)
);

CREATE TABLE wire_key (
	wire    TEXT   NOT NULL PRIMARY KEY REFERENCES wire (id),
	host    TEXT   NOT NULL, -- that the keys are of
	known   TEXT   NOT NULL, -- its type and fingerprint
	offered TEXT   NOT NULL DEFAULT '' -- another one that the server showed since; '' for none
);

ALTER TABLE wire ADD COLUMN taking TEXT NOT NULL DEFAULT '{}'; -- JSON: where what was taken is moved, and from whom letters are taken

-- +goose Down
ALTER TABLE wire DROP COLUMN taking;
DROP TABLE wire_key;
DROP TABLE wire_file;
