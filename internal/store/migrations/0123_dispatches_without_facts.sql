-- Which dispatches nothing is kept of yet by which they are looked for in the other language: it is made after they were compared, a few at a time.

-- +goose Up
CREATE INDEX dispatch_features_without_facts ON dispatch_features (received) WHERE facts IS NULL;

-- +goose Down
DROP INDEX dispatch_features_without_facts;
