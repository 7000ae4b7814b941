package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/stet-news/stet/internal/news"
)

// UsesOf returns in how many places each of the pictures is used: stories, whether in copy or before readers, and portraits. One that is used nowhere
// is not in it.
func (db *DB) UsesOf(ctx context.Context, pictures []news.Picture) (map[string]int, error) {
	used := map[string]int{}
	if len(pictures) == 0 {
		return used, nil
	}
	var w where
	w.anyOf("picture", idsOf(pictures))
	_, err := all(ctx, db.read, func(row scanner) (none struct{}, err error) {
		var id string
		var n int
		err = row.Scan(&id, &n)
		used[id] = n
		return none, err
	}, `SELECT picture, COUNT(DISTINCT story) FROM picture_use`+w.text()+` GROUP BY picture`, w.args...)
	return used, err
}

// PicturesOf returns the pictures, in the order of their IDs here, without those that are not there.
func (db *DB) PicturesOf(ctx context.Context, ids []string) ([]news.Picture, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var w where
	w.anyOf("id", ids)
	found, err := all(ctx, db.read, scanPicture, `SELECT item FROM picture`+w.text(), w.args...)
	slices.SortStableFunc(found, func(a, b news.Picture) int { return cmp.Compare(slices.Index(ids, a.ID), slices.Index(ids, b.ID)) })
	return found, err
}

// mostSimilar is how many pictures somebody is asked about who sends one that looks like them.
const mostSimilar = 6

// SimilarTo returns the IDs of the pictures that look like this one, the most alike first: at most 6, and itself not among them.
func (db *DB) SimilarTo(ctx context.Context, p news.Picture) ([]string, error) {
	found, err := db.Alike(ctx, p.Likeness, news.MostUnlike)
	var ids []string
	for _, a := range found {
		if a.Picture != p.ID && len(ids) < mostSimilar {
			ids = append(ids, a.Picture)
		}
	}
	return ids, err
}

func idsOf(pictures []news.Picture) []string {
	ids := make([]string, len(pictures))
	for i, p := range pictures {
		ids[i] = p.ID
	}
	return ids
}
