-- Which events somebody does not want to see in their list of dispatches, up to which moment.

-- +goose Up
CREATE TABLE dispatch_hidden (
    person  TEXT   NOT NULL, -- person.id
    cluster TEXT   NOT NULL, -- dispatch.cluster
    upto    BIGINT NOT NULL, -- what was received later is shown
    at      BIGINT NOT NULL, -- when they said so
    PRIMARY KEY (person, cluster)
);
CREATE INDEX dispatch_hidden_at ON dispatch_hidden (person, at);

-- +goose Down
DROP TABLE dispatch_hidden;
