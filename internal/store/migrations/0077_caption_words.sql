-- What captions say, for the release gate; and uses of films and sounds, which are kept with those of pictures from now on:
-- every story is looked through once more.

-- +goose Up
CREATE TABLE caption_words (
	file  TEXT PRIMARY KEY, -- of the captions; content-addressed
	words TEXT NOT NULL
);
UPDATE picture_use_fill SET story = 0;
CREATE INDEX old_address_story ON old_address (story); -- what a story that goes out was called before

-- +goose Down
DROP INDEX old_address_story;
DROP TABLE caption_words;
