-- Dispatches of one event are a cluster. A cluster is nothing but its name, which its dispatches share; what each is compared by is kept
-- while it may find others.

-- +goose Up
ALTER TABLE dispatch ADD COLUMN cluster TEXT NOT NULL DEFAULT ''; -- of a dispatch by itself its own id
ALTER TABLE dispatch ADD COLUMN compared BIGINT NOT NULL DEFAULT 0; -- the version that was last compared with the others
ALTER TABLE dispatch ADD COLUMN by_hand BIGINT NOT NULL DEFAULT 0; -- 1 if a person said to which cluster it belongs
UPDATE dispatch SET cluster = id, compared = version;
CREATE INDEX dispatch_cluster ON dispatch (cluster, received);
CREATE INDEX dispatch_compared ON dispatch (received) WHERE version > compared;
CREATE TABLE dispatch_features (
	dispatch TEXT   PRIMARY KEY,
	received BIGINT NOT NULL,
	kept     BIGINT NOT NULL, -- when, by the database's clock
	features BYTEA  NOT NULL  -- of package cluster
);
CREATE INDEX dispatch_features_kept ON dispatch_features (kept);
CREATE INDEX dispatch_features_received ON dispatch_features (received);

-- +goose Down
DROP TABLE dispatch_features;
DROP INDEX dispatch_compared;
DROP INDEX dispatch_cluster;
ALTER TABLE dispatch DROP COLUMN by_hand;
ALTER TABLE dispatch DROP COLUMN compared;
ALTER TABLE dispatch DROP COLUMN cluster;
