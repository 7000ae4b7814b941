package item

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// changes are the words by which wires say what they do with copy that they sent before.
var changes = map[string]news.Change{
	"update": news.ChangeUpdate, "updated": news.ChangeUpdate, "writethru": news.ChangeUpdate, "writethrough": news.ChangeUpdate,
	"replace": news.ChangeUpdate, "replacement": news.ChangeUpdate, "substitute": news.ChangeUpdate, "recast": news.ChangeUpdate,
	"correction": news.ChangeCorrection, "corrective": news.ChangeCorrection, "correct": news.ChangeCorrection, "corrected": news.ChangeCorrection,
	"rectify": news.ChangeCorrection, "rectification": news.ChangeCorrection, "corrigendum": news.ChangeCorrection,
	"withheld": news.ChangeWithheld, "withhold": news.ChangeWithheld, "hold": news.ChangeWithheld,
	"canceled": news.ChangeKill, "cancelled": news.ChangeKill, "cancel": news.ChangeKill, "cancellation": news.ChangeKill, "kill": news.ChangeKill,
	"killed": news.ChangeKill, "delete": news.ChangeKill, "deleted": news.ChangeKill, "retract": news.ChangeKill, "retraction": news.ChangeKill,
	"withdraw": news.ChangeKill, "withdrawn": news.ChangeKill, "withdrawal": news.ChangeKill, "disregard": news.ChangeKill, "annul": news.ChangeKill,
}

// ChangeOf returns the gravest of the changes that the words stand for, none if they stand for none. A word may be a code with its scheme
// before it, "sig:correction", or an address that ends in it.
func ChangeOf(words ...string) (gravest news.Change) {
	rank := map[news.Change]int{news.ChangeUpdate: 1, news.ChangeCorrection: 2, news.ChangeWithheld: 3, news.ChangeKill: 4}
	for _, w := range words {
		w = strings.ToLower(strings.TrimSpace(w))
		if c := changes[w[strings.LastIndexAny(w, ":/")+1:]]; rank[c] > rank[gravest] {
			gravest = c
		}
	}
	return gravest
}
