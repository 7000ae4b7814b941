package move

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/pattern"

	"golang.org/x/net/html"
)

func list(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	blockElements = list(`address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure
		footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main marquee menu nav ol optgroup option p pre search section select summary
		table tbody td textarea tfoot th thead tr ul`)

	storyTokens = list(`entry-content post-content article-body article-content articlebody article__body story-body story-content story__content storycontent news-content
		news-body newsbody news-details news-detail news_details details-content content-details post-body post-full-content gh-content td-post-content
		single-content single-post-content article-text story-text body-text article_body story_body jw_article_body c-article-body main-article rich-text prose`)

	hintTokens = []struct {
		names  map[string]bool
		part   Part
		role   string
		letter int // the most letters such an element has
	}{
		{list(`headline entry-title post-title article-title story-title news-title gh-article-title article-headline single-title title article__title headline-title`), PartHeadline, "", 300},
		{list(`byline by-line author authors author-name post-author entry-author reporter writer article-author td-post-author-name news-reporter gh-article-author-name posted-by meta-author article__author byline-name vcard`), PartMeta, "byline", 200},
		{list(`date time datetime published pubdate publish-date published-date posted-on entry-date post-date timestamp news-time article-date meta-date publish-time post-time gh-article-meta-date updated news-date`), PartMeta, "date", 160},
		{list(`category categories section-name cat-links post-category entry-category article-section news-category gh-article-tag primary-tag section-label`), PartMeta, "section", 60},
		{list(`kicker overline eyebrow shoulder article-kicker`), PartKicker, "", 100},
		{list(`standfirst subtitle sub-title dek deck entry-summary article-summary article-excerpt gh-article-excerpt strapline entry-subtitle article-standfirst lead-text article__standfirst`), PartStandfirst, "", 600},
		{list(`caption wp-caption-text image-caption photo-caption img-caption picture-caption pic-caption gallery-caption`), PartCaption, "", 700},
		{list(`credit photo-credit image-credit media-credit wp-media-credit`), PartCaption, "credit", 200},
		{list(`tags post-tags tag-links article-tags entry-tags story-tags tags-links topic-tags tag-list`), PartTopics, "", 600},
		{list(`dateline place article-place location`), PartMeta, "place", 60},
	}

	hintProps = map[string][2]string{
		"headline": {string(PartHeadline), ""}, "author": {string(PartMeta), "byline"}, "datepublished": {string(PartMeta), "date"},
		"datemodified": {string(PartMeta), "date"}, "articlesection": {string(PartMeta), "section"}, "caption": {string(PartCaption), ""},
		"alternativeheadline": {string(PartStandfirst), ""}, "keywords": {string(PartTopics), ""},
	}

	pullTokens = list(`pullquote pull-quote wp-block-pullquote pull_quote pull quote-pull pulled-quote`)
)

// hint returns what an element's markup says it is.
func (d *dom) hint(n *html.Node) (p Part, role string) {
	st := d.stat[n]
	if st == nil || st.letters == 0 || d.root != nil && n != d.root && holds(n, d.root) || n == d.root {
		return "", ""
	}
	if h, ok := hintProps[strings.ToLower(attr(n, "itemprop"))]; ok && st.letters <= 400 {
		return Part(h[0]), h[1]
	}
	switch {
	case n.Data == "figcaption":
		return PartCaption, ""
	case n.Data == "time" && st.letters <= 120:
		return PartMeta, "date"
	case n.Data == "a" && hasWord(attr(n, "rel"), "author"):
		return PartMeta, "byline"
	case n.Data == "a" && hasWord(attr(n, "rel"), "category") && st.letters <= 60:
		return PartMeta, "section"
	case n.Data == "body" || n.Data == "html" || n.Data == "article":
		return "", ""
	}
	names := tokens(n)
	for _, h := range hintTokens {
		for _, name := range names {
			if h.names[name] && st.letters <= h.letter {
				return h.part, h.role
			}
		}
	}
	return "", ""
}

var creditToken = pattern.New(`(?:^|[-_])(?:credits?|source|copyright|photographer|byline)(?:$|[-_])`)

// hasCredit reports whether an element in a caption is named as its credit.
func hasCredit(n *html.Node) bool {
	return slices.ContainsFunc(tokens(n), creditToken.MatchString)
}

func hasWord(s, word string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		if w == word {
			return true
		}
	}
	return false
}

// furniture of a page by its elements' names, roles and classes.
var (
	furnitureTags  = map[string]string{"nav": "navigation", "aside": besideStory, "footer": "the page's foot", "form": "a form", "button": "a button", "select": "a form", "textarea": "a form", "dialog": "a window", "menu": "navigation", "search": "a form", "label": "a form", "datalist": "a form"}
	furnitureRoles = map[string]string{"navigation": "navigation", "complementary": besideStory, "contentinfo": "the page's foot", "search": "a form", "banner": "the page's head", "dialog": "a window", "menu": "navigation", "menubar": "navigation", "toolbar": "buttons", "alertdialog": "a window"}

	furnitureWord = []struct {
		words *pattern.Pattern
		what  string
	}{
		{pattern.New(`(?:^|[-_])(?:comments?|commentlist|comment-respond|disqus|respond|responses|reader-?comments)(?:$|[-_])`), "readers' comments"},
		{pattern.New(`(?:^|[-_])(?:share|sharing|sharer|social|sharedaddy|addtoany|addthis|a2a|followus|follow|sharebar|jp-relatedposts-share)(?:$|[-_])`), "buttons to share it"},
		{pattern.New(`(?:^|[-_])(?:related|relatedposts|recommended|recommendations?|recommend|morenews|also-read|alsoread|readalso|read-also|readmore|read-more-box|popular|trending|most-?read|most-?viewed|latest|recent|more-stories|morestories|more-news|other-news|othernews|outbrain|taboola|up-?next|next-?prev|post-navigation|must-read)(?:$|[-_])`), "a list of other stories"},
		{pattern.New(`^(?:ad|ads|adv|advert|advertisement|advertising|adsbygoogle|adbox|ad-box|adsense|banner-ad|dfp|gpt-ad)$|(?:^|[-_])(?:advert|advertisement|adsbygoogle|adslot|ad-slot|ad-unit|ad-container|ad-wrapper|sponsored?|promo|promotion)(?:$|[-_])|^ads?[-_]|[-_]ads?$`), "an advertisement"},
		{pattern.New(`(?:^|[-_])(?:nav|navbar|navigation|menu|submenu|pagination|pager|breadcrumbs?|topbar|top-bar|toolbar|skip-link|skiplink|language-switcher)(?:$|[-_])`), "navigation"},
		{pattern.New(`(?:^|[-_])(?:sidebar|side-bar|widget|widgets|rail|right-col|rightcol|left-col|leftcol)(?:$|[-_])`), besideStory},
		{pattern.New(`(?:^|[-_])(?:newsletter|subscribe|subscription|signup|sign-up|mailing-list|mailchimp|paywall)(?:$|[-_])`), "a newsletter's form"},
		{pattern.New(`(?:^|[-_])(?:footer|copyright|colophon|site-info|masthead|site-header|site-branding|logo)(?:$|[-_])`), "the page's head or foot"},
		{pattern.New(`(?:^|[-_])(?:cookie|cookies|consent|gdpr|popup|pop-up|modal|overlay|lightbox|toast)(?:$|[-_])`), "a window"},
		{pattern.New(`(?:^|[-_])(?:author-box|authorbox|author-bio|author-info|about-author|author-description|post-author-box|bio)(?:$|[-_])`), "about the author"},
		{pattern.New(`(?:^|[-_])(?:search|searchform|login|print|printfriendly|font-size|text-resize)(?:$|[-_])`), "a form or button"},
	}
	notFurniture = pattern.New(`^(?:has|no|with|without|is|not|tag|category|type|status|format|post-\d|single|page|js|wp-singular|layout|col)[-_]|^(?:entry|post|article|story)[-_](?:footer|header)$`)
)

// furnitureElement says what part of a page an element is that belongs to no story.
func furnitureElement(n *html.Node) (what string, is bool) {
	switch n.Data {
	case "html", "body", "head", "main", "h1", "p", "tr", "tbody", "blockquote", "figure":
		return "", false
	case "footer", "header":
		for p := n.Parent; p != nil; p = p.Parent {
			if isElement(p, "article", "blockquote", "figure", "main") {
				return furnitureByName(n) // it is of that, and not of the page
			}
		}
		if n.Data == "header" {
			return furnitureByName(n)
		}
	}
	if n.Data == "aside" && hasToken(n, pullTokens) {
		return "", false
	}
	if what, is = furnitureTags[n.Data]; is {
		return what, true
	}
	if what, is = furnitureRoles[strings.ToLower(attr(n, "role"))]; is {
		return what, true
	}
	return furnitureByName(n)
}

// isStory reports whether an element in the story's part of the page, that is named
// as furniture is, is the story all the same.
func (d *dom) isStory(n *html.Node, what string) bool {
	st, root := d.stat[n], d.stat[d.root]
	return st.prose*2 > root.prose || what == besideStory && st.links*2 < st.letters || what == besideStory && st.images > 0 && st.links == 0
}

const besideStory = "beside the story"

func furnitureByName(n *html.Node) (what string, is bool) {
	for _, t := range tokens(n) {
		if notFurniture.MatchString(t) {
			continue
		}
		for _, f := range furnitureWord {
			if f.words.MatchString(t) {
				return f.what, true
			}
		}
	}
	return "", false
}

var (
	barWord   = pattern.New(`(?:^|[-_])(?:ticker|newsticker|marquee|breaking|breaking-news|news-update|newsupdate|news-bar|headline-bar|scroll-news|flash-news|just-in)(?:$|[-_])`)
	crumbWord = pattern.New(`(?:^|[-_])breadcrumbs?(?:$|[-_])`)
)

// isBar reports whether an element is the bar of headlines: it is named so, or it
// begins with the bar's name and holds nothing but short lines.
func (d *dom) isBar(n *html.Node) bool {
	st := d.stat[n]
	if st == nil || st.letters < 8 || st.letters > 6000 || d.root != nil && holds(n, d.root) || isElement(n, "h1", "h2", "h3", "p", "a", "article", "span", "body", "html") {
		return false
	}
	if n.Data == "marquee" {
		return true
	}
	for _, t := range tokens(n) {
		if barWord.MatchString(t) && !notFurniture.MatchString(t) {
			return true
		}
	}
	if !isElement(n, "div", "section", "td", "ul") {
		return false
	}
	if !barHeads[key(firstText(n))] {
		return false
	}
	items := 0
	for line := range strings.SplitSeq(textOf(n), "\n") {
		if line = single(line); line != "" {
			items++
		}
		if running(line) {
			return false
		}
	}
	return items >= 2
}

// firstText is the first text under n that is not blank.
func firstText(n *html.Node) string {
	if n.Type == html.TextNode && !blank(n.Data) {
		return n.Data
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if t := firstText(c); t != "" {
			return t
		}
	}
	return ""
}

func isBreadcrumb(n *html.Node) bool {
	if strings.Contains(strings.ToLower(attr(n, "aria-label")), "breadcrumb") || strings.HasSuffix(attr(n, "itemtype"), "BreadcrumbList") {
		return true
	}
	for _, t := range tokens(n) {
		if crumbWord.MatchString(t) {
			return true
		}
	}
	return false
}

var hiddenStyle = pattern.New(`(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)`)

var hiddenTokens = list(`screen-reader-text sr-only visually-hidden visuallyhidden`)

// hidden reports whether a browser does not show the element.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && hiddenStyle.MatchString(a.Val) {
			return true
		}
	}
	return hasToken(n, hiddenTokens)
}
