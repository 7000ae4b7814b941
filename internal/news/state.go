package news

// Status is where a story stands in its life (screens.md §2.2). Embargoed,
// corrected and "working copy" are not statuses: see Story.Label.
type Status string

// The statuses, in the order of a story's life.
const (
	Idea      Status = "idea"
	Assigned  Status = "assigned"
	Writing   Status = "writing"
	WithDesk  Status = "with_desk"
	Legal     Status = "legal"
	Ready     Status = "ready"
	Scheduled Status = "scheduled"
	Live      Status = "live"
	Withdrawn Status = "withdrawn" // off the site for review; may come back
	Killed    Status = "killed"    // off the site for good
	Spiked    Status = "spiked"    // dropped before publication; restorable
)

// Statuses are all of them, in the order of a story's life.
var Statuses = []Status{Idea, Assigned, Writing, WithDesk, Legal, Ready, Scheduled, Live, Withdrawn, Killed, Spiked}

// The verbs of a story's life.
const (
	Assign     Verb = "assign"
	Move       Verb = "move" // to another desk
	Save       Verb = "save"
	Submit     Verb = "submit"
	Return     Verb = "return"
	MarkReady  Verb = "ready"
	Embargoing Verb = "embargo"
	Schedule   Verb = "schedule"
	Unschedule Verb = "unschedule"
	Publish    Verb = "publish"
	// PublishSoon is Publish by a person at a screen: readers have the story in a moment, in
	// which UndoPublish takes it back.
	PublishSoon Verb = "publish_soon"
	UndoPublish Verb = "undo_publish"
	Update      Verb = "update"
	Correct     Verb = "correct"
	Withdraw    Verb = "withdraw"
	Reinstate   Verb = "reinstate"
	Kill        Verb = "kill"
	TakeDown    Verb = "take_down" // kill, and nothing like it ever comes back: see Tombstone
	Spike       Verb = "spike"
	Restore     Verb = "restore"
	// BreakEmbargo publishes what an embargo still holds. It takes two people: see Request.
	BreakEmbargo Verb = "break_embargo"
	// Duplicate, Translate and FollowUp start another story from this one, which stays as it is.
	Duplicate Verb = "duplicate"
	Translate Verb = "translate"
	FollowUp  Verb = "follow_up"
	// CoverLive is all that is done to a story's live coverage; it has a screen of its own.
	CoverLive Verb = "cover_live"
)

// StoryVerbs are the verbs of the table below, in the order screens show them.
var StoryVerbs = []Verb{
	Save, Assign, Submit, Return, MarkReady, Embargoing, Schedule, Unschedule, Publish, PublishSoon, UndoPublish, BreakEmbargo, Update, Correct, Withdraw, Reinstate, Kill, TakeDown,
	Spike, Restore, Move, Duplicate, Translate, FollowUp, NeedLegal, ClearLegal, NeedPicture, ClearPicture, NeedFacts, ClearFacts,
}

// row is one verb of the state machine: the statuses it leads from and to, and,
// for the others, why not. A status in neither has the reason of finished or, failing
// that, otherwise.
type row struct {
	to        map[Status]Status
	why       map[Status]string
	otherwise string
}

// finished is why nothing more can be done with a story in these statuses.
var finished = map[Status]string{
	Killed: "The story was killed, and a kill is final. Start a new story instead.",
	Spiked: "The story is spiked. Restore it first.",
}

func keep(ss ...Status) map[Status]Status {
	m := map[Status]Status{}
	for _, s := range ss {
		m[s] = s
	}
	return m
}

func lead(to Status, ss ...Status) map[Status]Status {
	m := map[Status]Status{}
	for _, s := range ss {
		m[s] = to
	}
	return m
}

// merge adds b to a.
func merge(a, b map[Status]Status) map[Status]Status {
	for k, v := range b {
		a[k] = v
	}
	return a
}

const (
	notOut     = "The story is not published yet."
	alreadyOut = "The story is already published. Use Update or Correct."
	offForNow  = "The story is withdrawn for review. Reinstate it first."
	notLeaving = "The story is not on its way out: there is nothing to undo."
	unplanned  = "The story is scheduled. Take it off the schedule first."
)

// table is the whole state machine: what each verb does to a story in each status,
// or why it does nothing.
var table = map[Verb]row{
	Assign: {
		to: merge(keep(Assigned, Writing, WithDesk, Legal, Ready, Scheduled, Live, Withdrawn), lead(Assigned, Idea)),
	},
	Move: {
		to: keep(Idea, Assigned, Writing, WithDesk, Legal, Ready, Scheduled, Live, Withdrawn),
	},
	Save: {
		to: merge(keep(Writing, WithDesk, Legal, Ready, Scheduled, Live, Withdrawn), lead(Writing, Idea, Assigned)),
	},
	Submit: {
		to: lead(WithDesk, Idea, Assigned, Writing),
		why: map[Status]string{
			WithDesk: "The story is with the desk already.", Legal: "The story is with the lawyers.",
			Ready: "The story is ready already.", Scheduled: unplanned, Live: alreadyOut, Withdrawn: offForNow,
		},
	},
	Return: {
		to: lead(Writing, WithDesk, Legal, Ready),
		why: map[Status]string{
			Scheduled: unplanned, Live: "The story is published. Save changes as a working copy; readers see them when you update.",
			Withdrawn: offForNow,
		},
		otherwise: "The story has not been submitted yet.",
	},
	MarkReady: {
		to: lead(Ready, WithDesk, Legal),
		why: map[Status]string{
			Ready: "The story is ready already.", Scheduled: "The story is ready and scheduled already.", Live: alreadyOut, Withdrawn: offForNow,
		},
		otherwise: "The story has not been submitted yet. Submit it to the desk first.",
	},
	Embargoing: {
		// A scheduled story that the embargo overtakes comes off the schedule: see package desk.
		to: keep(Idea, Assigned, Writing, WithDesk, Legal, Ready, Scheduled),
		why: map[Status]string{
			Live:      "The story is published: it is too late for an embargo. Withdraw it if it must not be seen.",
			Withdrawn: "The story was published before: an embargo has no meaning now.",
		},
	},
	Schedule: {
		to: lead(Scheduled, Ready, Scheduled),
		why: map[Status]string{
			Live: alreadyOut, Withdrawn: offForNow,
		},
		otherwise: "The story is not ready. Mark it ready first.",
	},
	Unschedule: {
		to:        lead(Ready, Scheduled),
		why:       map[Status]string{Live: "The story is published already.", Withdrawn: offForNow},
		otherwise: "The story is not scheduled.",
	},
	Publish: {
		to:        lead(Live, Ready, Scheduled),
		why:       map[Status]string{Live: alreadyOut, Withdrawn: offForNow},
		otherwise: "The story is not ready. Mark it ready first.",
	},
	PublishSoon: {
		to:        lead(Scheduled, Ready, Scheduled),
		why:       map[Status]string{Live: alreadyOut, Withdrawn: offForNow},
		otherwise: "The story is not ready. Mark it ready first.",
	},
	UndoPublish: {
		to:        lead(Ready, Scheduled),
		why:       map[Status]string{Live: "It is too late to undo: readers have the story. Withdraw it if it must not be seen.", Withdrawn: offForNow},
		otherwise: notLeaving,
	},
	BreakEmbargo: {
		to:        lead(Live, Ready, Scheduled),
		why:       map[Status]string{Live: alreadyOut, Withdrawn: offForNow},
		otherwise: "The story is not ready. Mark it ready first.",
	},
	Update: {
		to:        keep(Live),
		why:       map[Status]string{Withdrawn: offForNow},
		otherwise: notOut + " There is nothing to update.",
	},
	Correct: {
		to:        keep(Live),
		why:       map[Status]string{Withdrawn: offForNow},
		otherwise: notOut + " Change the text; a correction is for copy that readers have seen.",
	},
	Withdraw: {
		to:        lead(Withdrawn, Live),
		why:       map[Status]string{Withdrawn: "The story is withdrawn already."},
		otherwise: notOut + " There is nothing to withdraw.",
	},
	ReplacePicture: {
		to: keep(Idea, Assigned, Writing, WithDesk, Legal, Ready, Scheduled, Live, Withdrawn),
	},
	CoverLive: {
		to:        keep(Live),
		why:       map[Status]string{Withdrawn: offForNow},
		otherwise: notOut + " Live coverage is for a story that readers have.",
	},
	Reinstate: {
		to:        lead(Live, Withdrawn),
		why:       map[Status]string{Live: "The story is on the site."},
		otherwise: "The story was not withdrawn.",
	},
	Kill: {
		to:        lead(Killed, Live, Withdrawn),
		otherwise: notOut + " Spike it instead.",
	},
	TakeDown: {
		to:        lead(Killed, Live, Withdrawn, Killed),
		otherwise: notOut + " Spike it instead.",
	},
	Spike: {
		to: lead(Spiked, Idea, Assigned, Writing, WithDesk, Legal, Ready),
		why: map[Status]string{
			Scheduled: unplanned, Live: "The story is published. Withdraw or kill it instead.",
			Withdrawn: "The story was published before. Reinstate or kill it instead.", Spiked: "The story is spiked already.",
		},
	},
	Restore: {
		to:        lead(Writing, Spiked),
		otherwise: "The story is not spiked.",
	},
	LetStand:     {to: checked()},
	TakeBackStet: {to: checked()},
	FilePhoto:    {to: checked()},
	AgreeToTerms: {to: checked()},
	AnswerSource: {to: checked()},
	AddSource:    {to: checked()},
	Duplicate:    {to: copied, why: map[Status]string{Withdrawn: offForNow}},
	Translate:    {to: copied, why: map[Status]string{Withdrawn: offForNow}},
	FollowUp: {
		to:  keep(Idea, Assigned, Writing, WithDesk, Legal, Ready, Scheduled, Live, Withdrawn),
		why: map[Status]string{Killed: "The story was killed: nothing follows it. Start a new story instead."},
	},
	NeedLegal:    {to: merge(keep(Idea, Assigned, Writing, Legal, Live, Withdrawn), lead(Legal, WithDesk, Ready, Scheduled))},
	ClearLegal:   {to: merge(checked(), lead(WithDesk, Legal))},
	NeedPicture:  {to: merge(checked(), lead(WithDesk, Ready, Scheduled))},
	ClearPicture: {to: checked()},
	NeedFacts:    {to: merge(checked(), lead(WithDesk, Ready, Scheduled))},
	ClearFacts:   {to: checked()},
}

// copied are the statuses in which a story may be copied. It stays as it is.
var copied = keep(Idea, Assigned, Writing, WithDesk, Legal, Ready, Scheduled, Live)

// checked are the statuses in which a story's checks may change. It stays as it is.
func checked() map[Status]Status {
	return keep(Idea, Assigned, Writing, WithDesk, Legal, Ready, Scheduled, Live, Withdrawn)
}

// Next returns the status that the verb leads to from the status, or a Conflict
// error with the reason why not.
func (s Status) Next(v Verb) (Status, error) {
	r, ok := table[v]
	if !ok {
		return s, Errorf(Invalid, "There is no verb %q.", string(v))
	}
	if to, ok := r.to[s]; ok {
		return to, nil
	}
	for _, why := range []string{r.why[s], finished[s], r.otherwise} {
		if why != "" {
			return s, Errorf(Conflict, "%s", why)
		}
	}
	return s, Errorf(Invalid, "There is no status %q.", string(s))
}
