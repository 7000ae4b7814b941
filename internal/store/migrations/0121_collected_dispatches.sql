-- Named collections of dispatches that people put together. What is in one is not removed when its days are over.

-- +goose Up
CREATE TABLE dispatch_collection (
	id     TEXT   NOT NULL PRIMARY KEY,
	name   TEXT   NOT NULL,
	folded TEXT   NOT NULL UNIQUE, -- the name as two people would call the same one
	made   BIGINT NOT NULL,
	person TEXT   NOT NULL -- news.Person who made it, as JSON
);
CREATE TABLE dispatch_collected (
	collection TEXT   NOT NULL REFERENCES dispatch_collection (id),
	dispatch   TEXT   NOT NULL REFERENCES dispatch (id),
	since      BIGINT NOT NULL,
	PRIMARY KEY (collection, dispatch)
);
CREATE INDEX dispatch_collected_dispatch ON dispatch_collected (dispatch);

-- +goose Down
DROP TABLE dispatch_collected;
DROP TABLE dispatch_collection;
