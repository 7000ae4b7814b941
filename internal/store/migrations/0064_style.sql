-- The house's own rules of style, each at every version that it had, and a number for each language that changes
-- with every change of its rules, so that a process makes its sheet anew only when it is another one.

-- +goose Up
CREATE TABLE style_rule (
	language TEXT   NOT NULL,
	id       TEXT   NOT NULL,
	version  BIGINT NOT NULL, -- from 1
	value    TEXT   NOT NULL, -- news.StyleRule as JSON
	PRIMARY KEY (language, id, version)
);
CREATE TABLE style_sheet (
	language TEXT   PRIMARY KEY,
	revision BIGINT NOT NULL
);

-- +goose Down
DROP TABLE style_sheet;
DROP TABLE style_rule;
