-- Whether readers have a change of a story, surface by surface: see package receipt.

-- +goose Up
CREATE TABLE receipt (
	edition BIGINT PRIMARY KEY, -- the change
	story   BIGINT NOT NULL,    -- its number
	next    BIGINT NOT NULL,    -- when the surfaces are asked again; 0 when it is over
	value   TEXT   NOT NULL     -- news.Receipt as JSON
);
CREATE INDEX receipt_story ON receipt (story, edition);
CREATE INDEX receipt_next ON receipt (next) WHERE next > 0;

-- +goose Down
DROP TABLE receipt;
