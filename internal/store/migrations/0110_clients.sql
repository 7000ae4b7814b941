-- Clients who receive our copy, the products that they order, and every delivery of a version of a story.

-- +goose Up
CREATE TABLE client (
    id    TEXT PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL -- news.Client as JSON
);

-- What a destination is reached with, under the house's key.
CREATE TABLE destination_secret (
    destination TEXT PRIMARY KEY,
    sealed      TEXT NOT NULL
);

CREATE TABLE product (
    id     TEXT   PRIMARY KEY,
    name   TEXT   NOT NULL UNIQUE,
    filled BIGINT NOT NULL, -- the story up to which older ones were asked; -1 when all were
    value  TEXT   NOT NULL  -- news.Product as JSON
);

-- What of each product there is, in the order in which it came to be as it is.
CREATE TABLE listing (
    product  TEXT   NOT NULL REFERENCES product (id),
    story    BIGINT NOT NULL,
    position BIGINT NOT NULL, -- from the counter; a story that changes takes a new one
    edition  BIGINT NOT NULL, -- in which readers got this version
    at       BIGINT NOT NULL,
    gone     BIGINT NOT NULL, -- 1 if readers have a notice in its place
    PRIMARY KEY (product, story)
);
CREATE INDEX listing_order ON listing (product, position);
CREATE INDEX listing_story ON listing (story);
INSERT INTO counter (name, value) VALUES ('listing', 0);

CREATE TABLE delivery (
    id          TEXT   PRIMARY KEY,
    client      TEXT   NOT NULL,
    destination TEXT   NOT NULL,
    story       BIGINT NOT NULL,
    edition     BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    next        BIGINT NOT NULL, -- when it is tried; 0 if it is not
    tries       BIGINT NOT NULL,
    made        BIGINT NOT NULL,
    value       TEXT   NOT NULL, -- news.Delivery as JSON
    UNIQUE (destination, edition)
);
CREATE INDEX delivery_due ON delivery (destination, next) WHERE next > 0;
CREATE INDEX delivery_open ON delivery (destination, story, edition) WHERE next > 0;
CREATE INDEX delivery_story ON delivery (story, destination, edition);
CREATE INDEX delivery_client ON delivery (client, made);
CREATE INDEX delivery_made ON delivery (made);
CREATE INDEX delivery_parked ON delivery (destination) WHERE state = 'parked';

-- +goose Down
DROP TABLE delivery;
DELETE FROM counter WHERE name = 'listing';
DROP TABLE listing;
DROP TABLE product;
DROP TABLE destination_secret;
DROP TABLE client;
