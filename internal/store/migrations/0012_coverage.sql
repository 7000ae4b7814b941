-- Live coverage: what is posted under a story while it happens.

-- +goose Up
CREATE TABLE coverage (
	story TEXT   PRIMARY KEY REFERENCES story (id),
	ended BIGINT NOT NULL, -- 0 while it goes on
	value TEXT   NOT NULL  -- news.Coverage as JSON
);

-- +goose Down
DROP TABLE coverage;
