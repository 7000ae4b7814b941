-- What holds up those who guess, shared by all processes, and what proves the key that
-- passwords and apps with codes are kept under.

-- +goose Up
CREATE TABLE tries (
	key    TEXT   PRIMARY KEY, -- SHA-256 of what is counted: an account, an address, both, everybody
	failed BIGINT NOT NULL,
	since  BIGINT NOT NULL, -- when counting began
	until  BIGINT NOT NULL, -- no try is looked at before; 0 for no wait
	last   BIGINT NOT NULL
);
CREATE INDEX tries_last ON tries (last);

-- Who signed in from where: guesses from elsewhere do not hold them up there.
CREATE TABLE familiar (
	key  TEXT   PRIMARY KEY, -- SHA-256 of an account and an address
	last BIGINT NOT NULL
);

CREATE TABLE account_key (
	id    BIGINT PRIMARY KEY, -- 1
	proof TEXT   NOT NULL     -- of the key, which is not in the database
);

-- +goose Down
DROP TABLE account_key;
DROP TABLE familiar;
DROP TABLE tries;
