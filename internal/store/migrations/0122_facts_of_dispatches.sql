-- By what a dispatch is looked for in the other language, for as long as it is compared with others.

-- +goose Up
ALTER TABLE dispatch_features ADD COLUMN language TEXT NOT NULL DEFAULT ''; -- of the dispatch; '' of one that was compared before this was kept
ALTER TABLE dispatch_features ADD COLUMN facts BYTEA; -- of package crossmatch
CREATE INDEX dispatch_features_language ON dispatch_features (language, received);

-- +goose Down
DROP INDEX dispatch_features_language;
ALTER TABLE dispatch_features DROP COLUMN facts;
ALTER TABLE dispatch_features DROP COLUMN language;
