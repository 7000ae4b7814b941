-- What was pushed to us a moment ago, so that the same push makes nothing twice; and the hubs that we asked to send us feeds.

-- +goose Up
CREATE TABLE wire_push (
	wire TEXT   NOT NULL REFERENCES wire (id),
	id   TEXT   NOT NULL, -- hash of what the sender calls the message and of its body
	at   BIGINT NOT NULL, -- when it was kept, microseconds
	PRIMARY KEY (wire, id)
);
CREATE INDEX wire_push_at ON wire_push (at);
CREATE TABLE wire_hub (
	wire     TEXT   NOT NULL PRIMARY KEY REFERENCES wire (id),
	hub      TEXT   NOT NULL,
	topic    TEXT   NOT NULL, -- the feed's own address
	token    TEXT   NOT NULL, -- last part of the address that the hub sends to
	secret   TEXT   NOT NULL, -- that it signs with; sealed
	expires  BIGINT NOT NULL, -- microseconds; 0 before the hub has confirmed
	next     BIGINT NOT NULL, -- when to ask again
	failures BIGINT NOT NULL
);

-- +goose Down
DROP TABLE wire_hub;
DROP TABLE wire_push;
