-- What of the program itself somebody must see to.

-- +goose Up
CREATE TABLE alarm (
	id    TEXT   PRIMARY KEY,
	since BIGINT NOT NULL,
	at    BIGINT NOT NULL, -- when it was last so
	value TEXT   NOT NULL  -- news.Alarm as JSON
);

-- +goose Down
DROP TABLE alarm;
