package torture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// check opens what a dead program left in dir, before anything else may write there,
// and returns every way in which it falls short of the history: an acknowledged save,
// publication, log record or picture that is lost or is not what was acknowledged.
func check(ctx context.Context, dir string, h *history) (losses []string, err error) {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "stet.db"))
	if err != nil {
		return []string{fmt.Sprintf("the store does not open: %v", err)}, nil
	}
	defer func() { err = joinClose(err, db.Close()) }()
	lose := func(format string, args ...any) { losses = append(losses, fmt.Sprintf(format, args...)) }

	logged, err := readLog(ctx, db)
	if err != nil {
		lose("the log: %v", err)
	}
	revisions := map[savedKey]string{}
	seen := map[int64]bool{}
	for k := range h.saves {
		if seen[k.story] {
			continue
		}
		seen[k.story] = true
		s, err := db.Story(ctx, k.story)
		if err != nil {
			lose("story %d: %v", k.story, err)
			continue
		}
		all, err := db.Revisions(ctx, s.ID, 500)
		if err != nil {
			return losses, err
		}
		for _, r := range all {
			revisions[savedKey{k.story, r.Number}] = r.Content.Headline
		}
	}
	for k, headline := range h.saves {
		if revisions[k] != headline {
			lose("story %d revision %d: %q was acknowledged, %q is there", k.story, k.revision, headline, revisions[k])
		}
		if logged.saves[k] == 0 {
			lose("story %d revision %d has no record in the log", k.story, k.revision)
		}
	}
	changes, err := readChanges(ctx, db)
	if err != nil {
		lose("the editions: %v", err)
	}
	for story, all := range h.publishes {
		for _, p := range all {
			c, ok := changes[p.edition]
			if !ok || c.Story == nil || c.Story.Number != story || c.Story.Headline != p.headline {
				lose("edition %d with story %d revision %d was acknowledged; it is not there", p.edition, story, p.revision)
			}
			if logged.editions[p.edition] == 0 {
				lose("edition %d has no record in the log", p.edition)
			}
		}
	}
	return append(losses, checkPictures(ctx, db, dir, h)...), nil
}

func joinClose(err, closed error) error {
	if err != nil {
		return err
	}
	return closed
}

type logCount struct {
	saves    map[savedKey]int
	editions map[int64]int
}

// readLog verifies the chain and counts what it says of saves and editions.
func readLog(ctx context.Context, db *store.DB) (n logCount, err error) {
	n = logCount{map[savedKey]int{}, map[int64]int{}}
	if _, err := db.VerifyLog(ctx); err != nil {
		return n, err
	}
	for after := int64(0); ; {
		records, err := db.Log(ctx, after, 1000)
		if err != nil || len(records) == 0 {
			return n, err
		}
		for _, r := range records {
			after = r.Seq
			number, ok := strings.CutPrefix(r.Object, "story/")
			if !ok {
				continue
			}
			var story int64
			var detail struct{ Revision, Edition int64 }
			if _, err := fmt.Sscan(number, &story); err != nil {
				return n, err
			}
			if err := json.Unmarshal(r.Detail, &detail); err != nil {
				return n, err
			}
			if r.Verb == news.Save || r.Verb == news.CreateStory {
				n.saves[savedKey{story, detail.Revision}]++
			}
			if detail.Edition > 0 {
				n.editions[detail.Edition]++
			}
		}
	}
}

// readChanges returns the changes by edition; it is an error if a number is missing.
func readChanges(ctx context.Context, db *store.DB) (map[int64]edition.Change, error) {
	all := map[int64]edition.Change{}
	for after := int64(0); ; {
		changes, err := db.Since(ctx, after, 500)
		if err != nil || len(changes) == 0 {
			return all, err
		}
		for _, c := range changes {
			if c.Number != after+1 {
				return all, fmt.Errorf("after edition %d comes %d", after, c.Number)
			}
			all[c.Number], after = c, c.Number
		}
	}
}

// checkPictures reads every acknowledged original and rendition back.
func checkPictures(ctx context.Context, db *store.DB, dir string, h *history) (losses []string) {
	files, err := blob.Open(ctx, "file:"+filepath.Join(dir, "blob"))
	if err != nil {
		return []string{fmt.Sprintf("the pictures: %v", err)}
	}
	defer files.Close()
	for id, hash := range h.pictures {
		p, err := db.Picture(ctx, id)
		if err != nil {
			losses = append(losses, fmt.Sprintf("picture %s: %v", id, err))
			continue
		}
		original, err := files.Get(ctx, "original/"+hash)
		if sum := sha256.Sum256(original); err != nil || hex.EncodeToString(sum[:]) != hash {
			losses = append(losses, fmt.Sprintf("the original of picture %s is torn: %d bytes, %v", id, len(original), err))
		}
		for _, r := range p.Renditions {
			b, err := files.Get(ctx, "rendition/"+r.Name)
			if err != nil || int64(len(b)) != r.Bytes || !bytes.HasPrefix(b, []byte("\xff\xd8")) {
				losses = append(losses, fmt.Sprintf("rendition %s of picture %s is torn: %d of %d bytes, %v", r.Name, id, len(b), r.Bytes, err))
			}
		}
	}
	return losses
}

// checkPages asks the readers' side for the newest publication of some stories and
// returns those that are not there, not whole, or not what was acknowledged.
func checkPages(ctx context.Context, readers string, h *history, most int) (losses []string) {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	for story, all := range h.publishes {
		if most--; most < 0 {
			break
		}
		newest := all[len(all)-1]
		req, err := http.NewRequestWithContext(ctx, "GET", fmt.Sprintf("%s/en/world-news/2000/01/01/%d-x", readers, story), nil)
		if err != nil {
			return append(losses, err.Error())
		}
		res, err := client.Do(req)
		if err != nil {
			return append(losses, err.Error())
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		// A second publication may have been made and not acknowledged: its headline, which
		// begins alike, is as good.
		name, _, _ := strings.Cut(strings.TrimSuffix(newest.headline, " second"), " draft ")
		if err != nil || res.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("<h1>"+name)) ||
			!bytes.HasSuffix(bytes.TrimSpace(body), []byte("</html>")) {
			losses = append(losses, fmt.Sprintf("the page of story %d, edition %d: status %d, %d bytes, %v", story, newest.edition, res.StatusCode, len(body), err))
		}
	}
	return losses
}
