-- The keys that clients' servers are known by, and the kills that are remembered of items that are not there.

-- +goose Up
CREATE TABLE destination_key (
	destination TEXT NOT NULL PRIMARY KEY,
	host        TEXT NOT NULL, -- that the keys are of
	known       TEXT NOT NULL, -- its type and fingerprint
	offered     TEXT NOT NULL DEFAULT '' -- another one that the server showed since; '' for none
);

-- A row of dispatch_gone is an item that is not there: one that was removed, or whose kill came before it (then its hash is '').
ALTER TABLE dispatch_gone ADD COLUMN killed BIGINT NOT NULL DEFAULT 0; -- when the wire killed it; 0 if it did not
ALTER TABLE dispatch_gone ADD COLUMN why TEXT NOT NULL DEFAULT ''; -- what the kill said

-- +goose Down
ALTER TABLE dispatch_gone DROP COLUMN why;
ALTER TABLE dispatch_gone DROP COLUMN killed;
DROP TABLE destination_key;
