-- The keys with which clients read our copy by themselves.

-- +goose Up
CREATE TABLE partner_key (
    id     TEXT   PRIMARY KEY,
    client TEXT   NOT NULL REFERENCES client (id),
    hash   TEXT   NOT NULL UNIQUE, -- SHA-256 of the key
    seen   BIGINT NOT NULL,        -- 0 for never
    ended  BIGINT NOT NULL,        -- 0 while it opens something
    value  TEXT   NOT NULL         -- news.PartnerKey as JSON
);
CREATE INDEX partner_key_client ON partner_key (client);

-- +goose Down
DROP TABLE partner_key;
