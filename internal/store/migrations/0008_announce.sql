-- Who is told of what is published, besides readers.

-- +goose Up
CREATE TABLE follower ( -- somebody who is told of every edition, one after the other
	name    TEXT   PRIMARY KEY,
	edition BIGINT NOT NULL, -- up to which it was told
	failing BIGINT NOT NULL, -- since when telling it fails; 0 when it does not
	error   TEXT   NOT NULL,
	at      BIGINT NOT NULL -- of the last attempt
);
CREATE TABLE subscription ( -- of a program to one of our feeds, with our own WebSub hub
	callback TEXT   NOT NULL,
	topic    TEXT   NOT NULL, -- the feed's path
	host     TEXT   NOT NULL, -- of the callback
	secret   TEXT   NOT NULL, -- '' for none
	expires  BIGINT NOT NULL, -- 0 before it was confirmed
	asked    TEXT   NOT NULL, -- what was asked and not confirmed yet, as JSON; '' for nothing
	wanted   BIGINT NOT NULL, -- the edition that last changed the feed
	sent     BIGINT NOT NULL, -- the edition with which it was last sent
	failures BIGINT NOT NULL, -- since it was last reached
	next     BIGINT NOT NULL, -- before which it is left alone
	PRIMARY KEY (callback, topic)
);
CREATE INDEX subscription_topic ON subscription (topic);
CREATE INDEX subscription_host ON subscription (host);
CREATE INDEX subscription_asked ON subscription (next) WHERE asked <> '';
CREATE INDEX subscription_due ON subscription (next) WHERE sent < wanted;

-- +goose Down
DROP TABLE subscription;
DROP TABLE follower;
