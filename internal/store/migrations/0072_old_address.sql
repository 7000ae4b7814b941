-- Where pictures and stories stood on another site, before they moved in: a move that was broken
-- off goes on from here.

-- +goose Up
CREATE TABLE old_address (
    address TEXT PRIMARY KEY, -- of a picture without what asks for a size, of a page as it was given
    picture TEXT NOT NULL DEFAULT '', -- its ID; '' for a page
    story   BIGINT NOT NULL DEFAULT 0 -- its number; 0 for a picture
);

-- +goose Down
DROP TABLE old_address;
