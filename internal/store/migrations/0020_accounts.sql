-- Who works here and how they prove it: grants, second factors, sessions that can be
-- listed, invitations, tokens with scopes.

-- +goose Up
ALTER TABLE person ADD COLUMN grants TEXT   NOT NULL DEFAULT '[]'; -- JSON list of roles held at a place
ALTER TABLE person ADD COLUMN signed BIGINT NOT NULL DEFAULT 0;    -- when they first signed in
ALTER TABLE person ADD COLUMN seen   BIGINT NOT NULL DEFAULT 0;    -- when they last did
ALTER TABLE person ADD COLUMN totp   TEXT   NOT NULL DEFAULT '';   -- secret of the app with codes, base32; '' for none
ALTER TABLE person ADD COLUMN step   BIGINT NOT NULL DEFAULT 0;    -- the last step whose code was used

-- Sessions of before have no name to be listed by: everybody signs in once more.
DELETE FROM session;
ALTER TABLE session ADD COLUMN id      TEXT   NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent   TEXT   NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT   NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN method  TEXT   NOT NULL DEFAULT ''; -- how they signed in
ALTER TABLE session ADD COLUMN aal     BIGINT NOT NULL DEFAULT 1;  -- how many factors it stands on
ALTER TABLE session ADD COLUMN fresh   BIGINT NOT NULL DEFAULT 0;  -- when who they are was last proved
ALTER TABLE session ADD COLUMN grace   BIGINT NOT NULL DEFAULT 0;  -- 1 for the first, which may put off the second factor
CREATE UNIQUE INDEX session_id ON session (id);

ALTER TABLE token ADD COLUMN scopes TEXT NOT NULL DEFAULT '["read","write","publish","remove","ticker","fronts","wires","settings"]';
CREATE INDEX token_person ON token (person);

CREATE TABLE passkey (
	id         TEXT   PRIMARY KEY, -- of the credential, base64url
	person     TEXT   NOT NULL REFERENCES person (id),
	name       TEXT   NOT NULL,
	credential TEXT   NOT NULL, -- webauthn.Credential as JSON
	created    BIGINT NOT NULL,
	used       BIGINT NOT NULL
);
CREATE INDEX passkey_person ON passkey (person);

CREATE TABLE recovery (
	hash    TEXT   PRIMARY KEY, -- SHA-256 of the person and the code, hex
	person  TEXT   NOT NULL REFERENCES person (id),
	created BIGINT NOT NULL
);
CREATE INDEX recovery_person ON recovery (person);

CREATE TABLE invitation (
	hash    TEXT   PRIMARY KEY, -- SHA-256 of the link's secret, hex
	person  TEXT   NOT NULL UNIQUE REFERENCES person (id),
	kind    TEXT   NOT NULL, -- 'join' or 'reset'
	inviter TEXT   NOT NULL,
	created BIGINT NOT NULL,
	expires BIGINT NOT NULL
);

-- An account elsewhere that opens one here.
CREATE TABLE identity (
	issuer  TEXT   NOT NULL,
	subject TEXT   NOT NULL,
	person  TEXT   NOT NULL REFERENCES person (id),
	name    TEXT   NOT NULL, -- as it was there when it was linked, for people to read
	created BIGINT NOT NULL,
	PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_person ON identity (person);

-- A proof that is under way between two requests: a challenge, the second step of a
-- sign-in, a visit to the other house's door. Each is used once.
CREATE TABLE ceremony (
	hash    TEXT   PRIMARY KEY, -- SHA-256 of what the browser holds, hex
	kind    TEXT   NOT NULL,
	person  TEXT   NOT NULL, -- '' while it is not known who
	session TEXT   NOT NULL, -- id of the session it belongs to, '' for none
	tries   BIGINT NOT NULL,
	value   TEXT   NOT NULL, -- JSON
	expires BIGINT NOT NULL
);
CREATE INDEX ceremony_expires ON ceremony (expires);

-- +goose Down
DROP TABLE ceremony;
DROP TABLE identity;
DROP TABLE invitation;
DROP TABLE recovery;
DROP TABLE passkey;
DROP INDEX token_person;
ALTER TABLE token DROP COLUMN scopes;
DROP INDEX session_id;
ALTER TABLE session DROP COLUMN grace;
ALTER TABLE session DROP COLUMN fresh;
ALTER TABLE session DROP COLUMN aal;
ALTER TABLE session DROP COLUMN method;
ALTER TABLE session DROP COLUMN address;
ALTER TABLE session DROP COLUMN agent;
ALTER TABLE session DROP COLUMN id;
ALTER TABLE person DROP COLUMN step;
ALTER TABLE person DROP COLUMN totp;
ALTER TABLE person DROP COLUMN seen;
ALTER TABLE person DROP COLUMN signed;
ALTER TABLE person DROP COLUMN grants;
