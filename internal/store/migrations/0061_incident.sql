-- When the database was away.

-- +goose Up
CREATE TABLE incident (
	id    BIGINT PRIMARY KEY,
	began BIGINT NOT NULL,
	ended BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('incident', 0);

-- +goose Down
DELETE FROM counter WHERE name = 'incident';
DROP TABLE incident;
