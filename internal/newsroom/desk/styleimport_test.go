package desk_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// zipOf makes a zip of names and contents, one after the other.
func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// became says an import in one line.
func became(i desk.StyleImport) string {
	var b strings.Builder
	for name, list := range map[string][]desk.StyleTaken{"added": i.Added, "changed": i.Changed, "same": i.Same} {
		for _, r := range list {
			fmt.Fprintf(&b, "%s %s; ", name, r.ID)
		}
	}
	fmt.Fprintf(&b, "%d refused", len(i.Refused))
	return b.String()
}

const very = "extends: existence\nmessage: \"Leave out '%s'.\"\nlevel: error\ntokens:\n  - very\n"

// A style of Vale's becomes rules of the house's own, each with its owner and history; taken in again it changes what it is asked to, and what
// cannot be taken is told. All of it is one record of the log. Given out, another house takes it in.
func TestAStyleOfValesBecomesTheHousesOwn(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		file := desk.StyleFile{Name: "House.zip", Owner: "City Desk", Note: "What we agreed on.", Content: zipOf(n, "House/Very.yml", very, "House/Terms.yml", stakeholders, "House/Spelling.yml", "extends: spelling\nmessage: No.\n")}
		if _, err := n.ImportStyle(ctx, imran, news.English, file); err == nil {
			n.Error("a reporter takes rules in")
		}
		head, _, err := n.db.LogHead(ctx)
		if err != nil {
			n.Fatal(err)
		}
		done, err := n.ImportStyle(ctx, rashed, news.English, file)
		if err != nil || became(done) != "added House.Very; added House.Terms; 1 refused" || done.Refused[0].File != "House/Spelling.yml" || !strings.HasPrefix(done.Refused[0].Why, "Line 1, field extends: there is no kind of rule") {
			n.Fatalf("%v: %s %+v", err, became(done), done)
		}
		if now, _, err := n.db.LogHead(ctx); err != nil || now != head+1 {
			n.Errorf("%v: %d records in the log", err, now-head)
		}
		if found := n.styleOf(n.Desk, "All stakeholders were very glad."); fmt.Sprint(found) != "[House.Terms→those with an interest House.Very→]" {
			n.Errorf("read by it: %v", found)
		}
		r, err := n.StyleRule(ctx, news.English, "House.Very")
		if err != nil || r.Rule.Owner != "City Desk" || r.Note != "What we agreed on." || r.By.ID != rashed.ID || r.Version != 1 {
			n.Errorf("%v: %+v", err, r)
		}
		if r, err = n.StyleRule(ctx, news.English, "House.Terms"); err != nil || r.Rule.Owner != "City Desk" {
			n.Errorf("%v: %+v", err, r)
		}
		if done, err = n.ImportStyle(ctx, sadia, news.English, file); err != nil || became(done) != "same House.Very; same House.Terms; 1 refused" {
			n.Errorf("the same again: %v: %s", err, became(done))
		}
		file.Content = zipOf(n, "House/Very.yml", very+"  - really\n", "House/Misspelt.yml", "id: misspelt\n"+very)
		if done, err = n.ImportStyle(ctx, sadia, news.English, file); err != nil || became(done) != "2 refused" || !strings.Contains(done.Refused[0].Why, "left as it is") || !strings.Contains(done.Refused[1].Why, "Stet brings") {
			n.Errorf("another text: %v: %+v", err, done)
		}
		if _, err := n.SwitchStyleRule(ctx, rashed, news.English, "House.Very", true, ""); err != nil {
			n.Fatal(err)
		}
		file.Replace = true
		if done, err = n.ImportStyle(ctx, sadia, news.English, file); err != nil || became(done) != "changed House.Very; 1 refused" || !done.Changed[0].Off {
			n.Errorf("replaced: %v: %+v", err, done)
		}
		if all, err := n.StyleHistory(ctx, news.English, "House.Very"); err != nil || len(all) != 3 || all[0].By.Name != "Sadia Afrin" || !strings.Contains(all[0].Text, "really") {
			n.Errorf("%v: history %+v", err, all)
		}
		name, out, err := n.ExportStyle(ctx, imran, news.English)
		if err != nil || name != "house-en" {
			n.Fatal(name, err)
		}
		if done, err = n.ImportStyle(ctx, rashed, news.Bangla, desk.StyleFile{Name: name + ".zip", Content: out}); err != nil || became(done) != "added House.Terms; 0 refused" {
			n.Errorf("given out, without what is off: %v: %s", err, became(done))
		}
	})
}

// The bounds of the house's own rules hold for those that come in a file too: what is too much is kept off, or is told.
func TestAFileOfRulesKeepsTheBounds(t *testing.T) {
	n := open(t)
	var files []string
	for i := range 320 {
		files = append(files, fmt.Sprintf("x/R%03d.yml", i), fmt.Sprintf("extends: existence\nmessage: No.\ntokens: ['a%03d.*b']\n", i))
	}
	done, err := n.ImportStyle(t.Context(), rashed, news.English, desk.StyleFile{Name: "x.zip", Content: zipOf(t, files...)})
	if err != nil || len(done.Added) != 320 || len(done.Remarks) != 20 || !done.Added[319].Off || done.Added[299].Off {
		t.Fatalf("%v: %d added, %d remarks", err, len(done.Added), len(done.Remarks))
	}
	if found := n.styleOf(n.Desk, "a299 and b, a300 and b"); fmt.Sprint(found) != "[x.R299→]" {
		t.Errorf("%v", found)
	}
	if _, err := n.ImportStyle(t.Context(), rashed, news.English, desk.StyleFile{Name: "x.zip", Content: []byte("PK and no zip")}); err == nil || !strings.Contains(err.Error(), "x.zip cannot be taken in: this is no zip file") {
		t.Error(err)
	}
}
