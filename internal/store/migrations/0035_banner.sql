-- Emergency banners: at most one a language, on every page of it.

-- +goose Up
CREATE TABLE banner (
	language TEXT   PRIMARY KEY,
	expires  BIGINT NOT NULL,
	value    TEXT   NOT NULL  -- news.Banner as JSON
);

-- +goose Down
DROP TABLE banner;
