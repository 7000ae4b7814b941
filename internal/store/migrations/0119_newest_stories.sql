-- +goose Up
-- A list of stories is the newest of a desk, an owner or a status: each index has the whole order, so that no more than the list is read.
DROP INDEX story_desk;
DROP INDEX story_status;
DROP INDEX story_owner;
DROP INDEX story_changed;
CREATE INDEX story_newest ON story (changed, number);
CREATE INDEX story_newest_of_desk ON story (desk, changed, number);
CREATE INDEX story_newest_of_desk_status ON story (desk, status, changed, number);
CREATE INDEX story_newest_of_status ON story (status, changed, number);
CREATE INDEX story_newest_of_owner ON story (owner, changed, number);
CREATE INDEX coverage_now ON coverage (story) WHERE ended = 0;
