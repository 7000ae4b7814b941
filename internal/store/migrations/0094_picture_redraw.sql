-- Live stories that readers are yet to get with the files which the darkroom made of one of their pictures.

-- +goose Up
CREATE TABLE picture_redraw (
    picture TEXT   NOT NULL,
    story   BIGINT NOT NULL, -- its number
    PRIMARY KEY (picture, story)
);

-- +goose Down
DROP TABLE picture_redraw;
