package news

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// NoticeKind is what somebody is told of.
type NoticeKind string

// The kinds of notice (screens.md §2.3).
const (
	NoticeAssigned  NoticeKind = "assigned"
	NoticeReturned  NoticeKind = "returned"
	NoticeQuestion  NoticeKind = "question" // in a note, to them
	NoticeMention   NoticeKind = "mention"  // of them, in a note
	NoticeEmbargo   NoticeKind = "embargo"  // ends in a quarter of an hour
	NoticeFailed    NoticeKind = "failed"   // a scheduled story could not go out
	NoticeBehind    NoticeKind = "behind"   // a surface does not show what was published
	NoticeLockAsked NoticeKind = "lock_asked"
	NoticeLockTaken NoticeKind = "lock_taken"
	NoticeApproval  NoticeKind = "approval" // a second person is needed
	NoticeLive      NoticeKind = "live"
	NoticeCorrected NoticeKind = "corrected"
	NoticeOff       NoticeKind = "off"            // withdrawn or killed
	NoticeAnswer    NoticeKind = "answer"         // to a question of theirs
	NoticeSource    NoticeKind = "source"         // changed or was killed, and the story is otherwise now
	NoticeRights    NoticeKind = "rights"         // a picture that readers have may not be shown, or not for long
	NoticeVersion   NoticeKind = "source_version" // of a source is new, and the story is not otherwise for it
	NoticeWire      NoticeKind = "wire"           // a dispatch came that a route or watch words ring for
	NoticeWireDown  NoticeKind = "wire_down"      // somebody says that a wire brings nothing
)

// NoticeKinds are all of them: those that somebody must act on first.
var NoticeKinds = []NoticeKind{
	NoticeAssigned, NoticeReturned, NoticeQuestion, NoticeEmbargo, NoticeFailed, NoticeBehind, NoticeRights, NoticeLockAsked, NoticeLockTaken, NoticeApproval, NoticeSource, NoticeWire, NoticeWireDown,
	NoticeMention, NoticeAnswer, NoticeLive, NoticeCorrected, NoticeOff, NoticeVersion,
}

// MustAct reports whether somebody has to do something about it.
func (k NoticeKind) MustAct() bool {
	return slices.Index(NoticeKinds, k) < slices.Index(NoticeKinds, NoticeMention)
}

// Words are the kind as a list of notices says it.
func (k NoticeKind) Words() string { return noticeWords[k] }

var noticeWords = map[NoticeKind]string{
	NoticeAssigned: "Assigned to you", NoticeReturned: "Returned to you", NoticeQuestion: "A question for you", NoticeMention: "Mentioned you",
	NoticeEmbargo: "Embargo ends soon", NoticeFailed: "Could not go out", NoticeBehind: "Not everywhere yet", NoticeLockAsked: "Asks to edit", NoticeLockTaken: "Took over what you were editing",
	NoticeApproval: "Waits for a second person", NoticeLive: "Your story is live", NoticeCorrected: "Your story was corrected",
	NoticeOff: "Your story is off the site", NoticeAnswer: "Answered you", NoticeSource: "A source changed or was killed",
	NoticeVersion: "A source came again, and nothing is otherwise for it", NoticeRights: "A picture’s rights end", NoticeWire: "On the wires", NoticeWireDown: "A wire is down",
}

// WordsIn are the same in the language.
func (k NoticeKind) WordsIn(l Language) string {
	if w := noticeWordsBangla[k]; l == Bangla && w != "" {
		return w
	}
	return noticeWords[k]
}

var noticeWordsBangla = map[NoticeKind]string{
	NoticeAssigned: "আপনাকে বরাদ্দ", NoticeReturned: "আপনার কাছে ফেরত", NoticeQuestion: "আপনার কাছে প্রশ্ন", NoticeMention: "আপনার নাম এসেছে",
	NoticeEmbargo: "নিষেধাজ্ঞা শেষ হচ্ছে", NoticeFailed: "প্রকাশ করা যায়নি", NoticeBehind: "এখনো সব জায়গায় যায়নি", NoticeLockAsked: "সম্পাদনা করতে চান", NoticeLockTaken: "আপনার হাতের লেখা নিয়েছেন",
	NoticeApproval: "দ্বিতীয় জনের অপেক্ষায়", NoticeLive: "আপনার প্রতিবেদন প্রকাশিত", NoticeCorrected: "আপনার প্রতিবেদন সংশোধিত",
	NoticeOff: "আপনার প্রতিবেদন সাইট থেকে সরানো", NoticeAnswer: "উত্তর দিয়েছেন", NoticeSource: "সূত্র বদলেছে বা প্রত্যাহার হয়েছে",
	NoticeVersion: "সূত্র আবার এসেছে, তাতে নতুন গরমিল নেই", NoticeRights: "ছবির স্বত্ব শেষ হচ্ছে", NoticeWire: "তারবার্তায়", NoticeWireDown: "একটি উৎস বন্ধ",
}

// Notice tells one person of something.
type Notice struct {
	ID       string     `json:"id"`
	Kind     NoticeKind `json:"kind"`
	Story    int64      `json:"story,omitempty"`    // its number
	Dispatch string     `json:"dispatch,omitempty"` // its ID, of a NoticeWire
	Wire     string     `json:"wire,omitempty"`     // its ID, of a NoticeWireDown
	Title    string     `json:"title,omitempty"`    // the story's headline then, the dispatch's, or the wire's name
	Text     string     `json:"text,omitempty"`     // what was said: a note, a reason
	By       Person     `json:"by,omitzero"`        // only ID and Name are set
	At       time.Time  `json:"at"`
	Show     time.Time  `json:"show"` // not announced before: quiet hours
	Read     time.Time  `json:"read,omitzero"`
}

// NoticeChoices are what somebody wants to be told of, and where. The zero value is what
// everybody begins with: everything in the newsroom, and by e-mail what they must act on.
type NoticeChoices struct {
	Inbox map[NoticeKind]bool `json:"inbox,omitempty"` // what differs from the beginning
	Mail  map[NoticeKind]bool `json:"mail,omitempty"`
	Quiet Quiet               `json:"quiet,omitzero"`
}

// Quiet are the hours in which somebody is not told of anything, by the house's clock. From
// and To are "22:00" and "07:00"; both empty for none.
type Quiet struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// InInbox reports whether notices of the kind come into the newsroom's inbox.
func (c NoticeChoices) InInbox(k NoticeKind) bool {
	on, said := c.Inbox[k]
	return on || !said
}

// ByMail reports whether notices of the kind come in the e-mail digest.
func (c NoticeChoices) ByMail(k NoticeKind) bool {
	if on, said := c.Mail[k]; said {
		return on
	}
	return k.MustAct() && k != NoticeLockAsked && k != NoticeWire // that is long over when the digest goes out
}

// Check returns why the choices cannot be.
func (c NoticeChoices) Check() error {
	for _, m := range []map[NoticeKind]bool{c.Inbox, c.Mail} {
		for k := range m {
			if !slices.Contains(NoticeKinds, k) {
				return Errorf(Invalid, "There is no kind of notice %q.", string(k))
			}
		}
	}
	q := c.Quiet
	if (q.From == "") != (q.To == "") {
		return Errorf(Invalid, "Quiet hours have a beginning and an end; leave both empty for none.")
	}
	for _, s := range []string{q.From, q.To} {
		if _, err := time.Parse("15:04", s); s != "" && err != nil {
			return Errorf(Invalid, "%q is not a time of day. Write it as 22:00.", s)
		}
	}
	return nil
}

// Until returns when the quiet that now is in ends, or now if it is in none.
func (q Quiet) Until(now time.Time) time.Time {
	from, err1 := time.Parse("15:04", q.From)
	to, err2 := time.Parse("15:04", q.To)
	if err1 != nil || err2 != nil || q.From == q.To {
		return now
	}
	at := func(day int, t time.Time) time.Time {
		return time.Date(now.Year(), now.Month(), now.Day()+day, t.Hour(), t.Minute(), 0, 0, now.Location())
	}
	for _, day := range []int{-1, 0} {
		begin, end := at(day, from), at(day, to)
		if !end.After(begin) {
			end = at(day+1, to)
		}
		if !now.Before(begin) && now.Before(end) {
			return end
		}
	}
	return now
}

// ShowAt returns when the person is to be told of it: at once, or when their quiet hours
// end. What the duty editor must act on is not kept from them. now is in the house's zone.
func (c NoticeChoices) ShowAt(k NoticeKind, p Person, now time.Time) time.Time {
	if k.MustAct() && slices.Contains(p.Roles, DutyEditor) {
		return now
	}
	return c.Quiet.Until(now)
}

// Note is what somebody says about a story to others. Readers never see it.
type Note struct {
	ID    string    `json:"id"`
	Story int64     `json:"story"`
	At    time.Time `json:"at"`
	By    Person    `json:"by"`
	Text  string    `json:"text"`
	// Mentions are the people whom it names with @; Question says that it asks them, or the
	// story's owner if it names nobody.
	Mentions []Person `json:"mentions,omitempty"`
	Question bool     `json:"question,omitempty"`
	Answers  string   `json:"answers,omitempty"` // ID of the question that it answers
	// Answered is when the question was; zero while it waits, and for what is no question.
	Answered time.Time `json:"answered,omitzero"`
}

// Mentioned returns whom the text names with @: by their whole name, their first name if
// nobody else has it, or what stands before the @ in their e-mail address.
func Mentioned(text string, people []Person) (found []Person) {
	text = strings.ToLower(text)
	for i := strings.IndexByte(text, '@'); i >= 0; {
		if i == 0 || !letter(lastRune(text[:i])) {
			if p, ok := named(text[i+1:], people); ok && !slices.ContainsFunc(found, func(f Person) bool { return f.ID == p.ID }) {
				found = append(found, p.Short())
			}
		}
		next := strings.IndexByte(text[i+1:], '@')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return found
}

// named returns whose name the text begins with. The longest name wins, and of two as long
// the one that only one person can have; a name that two have is nobody's.
func named(text string, people []Person) (who Person, ok bool) {
	best, twice := 0, false
	for _, p := range people {
		before, _, _ := strings.Cut(p.Email, "@")
		first, _, _ := strings.Cut(p.Name, " ")
		for i, name := range []string{first, p.Name, before} {
			n := strings.ToLower(name)
			if n == "" || !strings.HasPrefix(text, n) || letter(firstRune(text[len(n):])) {
				continue
			}
			weight := 2*len(n) + min(i, 1)
			switch {
			case weight > best:
				who, best, twice = p, weight, false
			case weight == best && who.ID != p.ID:
				twice = true
			}
		}
	}
	return who, best > 0 && !twice
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return ' '
}

func lastRune(s string) rune {
	last := ' '
	for _, r := range s {
		last = r
	}
	return last
}
