package press

import "encoding/json"

// JSON-LD: what a page is, for programs (schema.org). The types here hold no more than what
// programs are known to read.

type ldGraph struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

// ldArticle is a NewsArticle, one of the types under it, or a LiveBlogPosting.
type ldArticle struct {
	Type        string         `json:"@type"`
	Headline    string         `json:"headline"`
	Description string         `json:"description,omitempty"`
	Language    string         `json:"inLanguage"`
	Published   string         `json:"datePublished"`
	Modified    string         `json:"dateModified"`
	Section     string         `json:"articleSection"`
	Words       int            `json:"wordCount,omitempty"`
	Dateline    string         `json:"dateline,omitempty"`
	Page        string         `json:"mainEntityOfPage"`
	Image       []ldImage      `json:"image,omitempty"`
	Video       []ldMedia      `json:"video,omitempty"`
	Audio       []ldMedia      `json:"audio,omitempty"`
	Author      []ldThing      `json:"author,omitempty"`
	Publisher   ldHouse        `json:"publisher"`
	About       []ldThing      `json:"about,omitempty"`
	Correction  []ldCorrection `json:"correction,omitempty"`
	Original    *ldWork        `json:"translationOfWork,omitempty"`
	Translation []ldWork       `json:"workTranslation,omitempty"`
	Free        bool           `json:"isAccessibleForFree"`

	// Of live coverage alone.
	Starts  string   `json:"coverageStartTime,omitempty"`
	Ends    string   `json:"coverageEndTime,omitempty"`
	Updates []ldPost `json:"liveBlogUpdate,omitempty"`
}

// ldPost is one update of live coverage.
type ldPost struct {
	Type      string    `json:"@type"`
	Headline  string    `json:"headline"`
	Text      string    `json:"articleBody"`
	Published string    `json:"datePublished"`
	Modified  string    `json:"dateModified,omitempty"`
	URL       string    `json:"url,omitempty"`
	Author    []ldThing `json:"author,omitempty"`
}

type ldImage struct {
	Type   string `json:"@type"`
	URL    string `json:"url"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Text   string `json:"caption,omitempty"`
	Credit string `json:"creditText,omitempty"`
}

// ldMedia is a film or a sound.
type ldMedia struct {
	Type        string      `json:"@type"`
	Name        string      `json:"name"`
	Description string      `json:"description"`
	Thumbnail   string      `json:"thumbnailUrl,omitempty"`
	Uploaded    string      `json:"uploadDate"`
	Duration    string      `json:"duration"` // as ISO 8601 has it: PT1M32S
	Content     string      `json:"contentUrl"`
	Format      string      `json:"encodingFormat"`
	Size        string      `json:"contentSize"` // bytes
	Width       int         `json:"width,omitempty"`
	Height      int         `json:"height,omitempty"`
	Caption     []ldCaption `json:"caption,omitempty"`
	Credit      string      `json:"creditText,omitempty"`
}

// ldCaption is a file of captions.
type ldCaption struct {
	Type     string `json:"@type"`
	Content  string `json:"contentUrl"`
	Format   string `json:"encodingFormat"`
	Language string `json:"inLanguage"`
}

// ldThing is a person, a desk, a topic: what has a name and perhaps a page.
type ldThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// ldWork is the same story in another language.
type ldWork struct {
	Type     string `json:"@type"`
	URL      string `json:"url"`
	Language string `json:"inLanguage"`
}

type ldCorrection struct {
	Type string `json:"@type"`
	Text string `json:"text"`
	Date string `json:"datePublished"`
}

// ldHouse is the newsroom.
type ldHouse struct {
	Type        string   `json:"@type"`
	ID          string   `json:"@id,omitempty"`
	Name        string   `json:"name"`
	URL         string   `json:"url"`
	Logo        *ldImage `json:"logo,omitempty"`
	Principles  string   `json:"publishingPrinciples,omitempty"`
	Ethics      string   `json:"ethicsPolicy,omitempty"`
	Corrections string   `json:"correctionsPolicy,omitempty"`
	Ownership   string   `json:"ownershipFundingInfo,omitempty"`
	Masthead    string   `json:"masthead,omitempty"`
}

type ldSite struct {
	Type      string   `json:"@type"`
	Name      string   `json:"name"`
	URL       string   `json:"url"`
	Language  string   `json:"inLanguage"`
	Publisher ldRef    `json:"publisher"`
	Action    ldSearch `json:"potentialAction"`
}

// ldRef is something that is said elsewhere on the page.
type ldRef struct {
	ID string `json:"@id"`
}

type ldSearch struct {
	Type   string  `json:"@type"`
	Target ldEntry `json:"target"`
	Input  string  `json:"query-input"`
}

type ldEntry struct {
	Type     string `json:"@type"`
	Template string `json:"urlTemplate"`
}

// ldPage is a page that is not a story.
type ldPage struct {
	Type        string `json:"@type"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url"`
	Language    string `json:"inLanguage"`
	About       any    `json:"about,omitempty"`
	Entity      any    `json:"mainEntity,omitempty"`
}

type ldPerson struct {
	Type        string   `json:"@type"`
	Name        string   `json:"name"`
	URL         string   `json:"url"`
	Title       string   `json:"jobTitle,omitempty"`
	Description string   `json:"description,omitempty"`
	Beat        string   `json:"knowsAbout,omitempty"`
	Email       string   `json:"email,omitempty"`
	Languages   []string `json:"knowsLanguage,omitempty"`
	Image       *ldImage `json:"image,omitempty"`
	WorksFor    *ldThing `json:"worksFor,omitempty"`
	Parent      *ldThing `json:"parentOrganization,omitempty"`
}

// ldList is a list of pages, or the way from the home page to this one.
type ldList struct {
	Type  string   `json:"@type"`
	Items []ldItem `json:"itemListElement"`
}

type ldItem struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name,omitempty"`
	Item     string `json:"item,omitempty"`
	URL      string `json:"url,omitempty"`
}

// linkedScript returns the things as a script element. Marshal writes <, > and & so that
// nothing in it can end the element.
func linkedScript(things ...any) string {
	text, err := json.Marshal(ldGraph{Context: "https://schema.org", Graph: things})
	if err != nil {
		panic("press: " + err.Error()) // texts and numbers always encode
	}
	return `<script type="application/ld+json">` + string(text) + `</script>`
}
