package desk

import (
	"context"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
)

// NewStet lets a finding stand.
type NewStet struct {
	Fingerprint string         `json:"fingerprint"`
	Reason      news.Objection `json:"reason,omitempty"`
	Note        string         `json:"note,omitempty"`
}

// stood is the detail of a record about a stet. It has no words of the story: the fingerprint proves which they were.
type stood struct {
	Revision    int64                  `json:"revision"`
	Stet        int64                  `json:"stet"`
	Fingerprint string                 `json:"fingerprint"`
	Finding     string                 `json:"finding"` // its kind
	Level       string                 `json:"level"`
	Reason      news.Objection         `json:"reason,omitempty"`
	Note        string                 `json:"note,omitempty"`
	Versions    []news.DispatchVersion `json:"versions,omitempty"`
}

func stoodAs(s news.Stet) stood {
	return stood{s.Revision, s.Number, s.Fingerprint, s.Kind, s.Level, s.Reason, s.Note, s.Versions}
}

// LetStand lets a finding stand in the story as it is kept. It is refused if the story, read again, has no such finding.
func (d *Desk) LetStand(ctx context.Context, by news.Person, number int64, in NewStet) (news.Stet, error) {
	note, err := news.CleanNote("note", in.Note)
	if err != nil {
		return news.Stet{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Stet, error) {
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.Stet{}, err
		}
		if err := by.MayOn(news.LetStand, r.Story); err != nil {
			return news.Stet{}, err
		}
		if err := r.Check(news.LetStand, t.now); err != nil {
			return news.Stet{}, err
		}
		house, err := t.House(ctx)
		if err != nil {
			return news.Stet{}, err
		}
		findings, sources, err := t.judged(ctx, r.Story, house.Location())
		if err != nil {
			return news.Stet{}, err
		}
		f := withFingerprint(findings, in.Fingerprint)
		switch {
		case f == nil:
			return news.Stet{}, news.Errorf(news.Conflict, "The words have changed since; look again.")
		case f.Stet != nil:
			return news.Stet{}, news.Errorf(news.Conflict, "%s let this stand already.", f.Stet.By.Name)
		case f.Level == copycheck.Certain:
			if err := by.MayOn(news.LetCertainStand, r.Story); err != nil {
				return news.Stet{}, err
			}
		}
		if err := news.CheckStet(f.Level.String(), in.Reason, note); err != nil {
			return news.Stet{}, err
		}
		if err := t.nameless(ctx, note); err != nil {
			return news.Stet{}, err
		}
		s := news.Stet{
			Story: number, Revision: r.Revision, Fingerprint: f.Fingerprint, Kind: string(f.Kind), Level: f.Level.String(), Part: f.Part,
			Before: f.Before, Text: f.Text, After: f.After, Source: f.Source, SourceText: f.SourceText, Reason: in.Reason, Note: note,
			By: by.Short(), At: t.now,
		}
		for _, d := range sources {
			s.Versions = append(s.Versions, news.DispatchVersion{Dispatch: d.ID, Version: d.Version})
		}
		if s.Number, err = t.AddStet(ctx, s); err != nil {
			return s, err
		}
		return s, t.record(ctx, news.LetStand, object(number), stoodAs(s))
	})
}

func withFingerprint(findings []reading.Judged, fingerprint string) *reading.Judged {
	for i := range findings {
		if findings[i].Fingerprint == fingerprint {
			return &findings[i]
		}
	}
	return nil
}

// TakeBackStet takes a stet back: the finding is open again.
func (d *Desk) TakeBackStet(ctx context.Context, by news.Person, number, stet int64) (news.Stet, error) {
	return do(ctx, d, by, func(t *turn) (news.Stet, error) {
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.Stet{}, err
		}
		if err := by.MayOn(news.TakeBackStet, r.Story); err != nil {
			return news.Stet{}, err
		}
		if err := r.Check(news.TakeBackStet, t.now); err != nil {
			return news.Stet{}, err
		}
		s, err := t.Stet(ctx, number, stet)
		if err != nil {
			return news.Stet{}, err
		}
		s.Ended, s.EndedBy = t.now, by.Short()
		if err := t.EndStet(ctx, s); err != nil {
			return s, err
		}
		return s, t.record(ctx, news.TakeBackStet, object(number), stoodAs(s))
	})
}
