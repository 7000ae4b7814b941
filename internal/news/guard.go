package news

import "time"

// ScheduleAhead is the least time between scheduling a story and its publication.
const ScheduleAhead = time.Minute

// Check returns nil if the verb may be done to the story at now, and else why not:
// its status, what it lacks, or its embargo. Who may do it is Person.MayOn's affair.
func (s Story) Check(v Verb, now time.Time) error {
	if _, err := s.Status.Next(v); err != nil {
		return err
	}
	switch v {
	case Submit, MarkReady, Schedule, Publish, PublishSoon, BreakEmbargo, Update, Correct, Reinstate:
		if err := s.Content.complete(v != Submit); err != nil {
			return err
		}
	}
	switch v {
	case MarkReady, Schedule, Publish, PublishSoon, BreakEmbargo:
		if err := s.Content.PictureWords(nil); err != nil { // what changes what readers have is compared with it: package desk
			return err
		}
	}
	return s.checkState(v, now)
}

// CheckMoved returns nil if the story, which readers had elsewhere, may go before ours: as it is, whatever is said of its
// pictures.
func (s Story) CheckMoved(now time.Time) error {
	if err := s.Content.complete(true); err != nil {
		return err
	}
	return s.checkState(Publish, now)
}

// checkState is Check but for the text.
func (s Story) checkState(v Verb, now time.Time) error {
	switch v {
	case MarkReady, Schedule, Publish, PublishSoon, BreakEmbargo, Update, Correct:
		if err := s.Checks.clear(); err != nil {
			return err
		}
	}
	switch v {
	case Publish, PublishSoon, Reinstate:
		if now.Before(s.Embargo) {
			return s.Held("It cannot be published before; schedule it for after the embargo.")
		}
	case UndoPublish:
		if !s.Leaving {
			return Errorf(Conflict, notLeaving)
		}
	case BreakEmbargo:
		if !now.Before(s.Embargo) {
			return Errorf(Conflict, "No embargo holds the story. Publish it.")
		}
	case Update:
		if s.Revision == s.PublishedRevision {
			return Errorf(Conflict, "Readers already have revision %d. Save a change first.", s.Revision)
		}
	case Restore:
		if !s.Spiked.IsZero() && now.After(s.Spiked.Add(SpikeLife)) {
			return Errorf(Conflict, "The story was spiked on %s, and a spiked story can be restored for 30 days. Its text is in the history: start a new story from it.",
				s.Spiked.Format(time.RFC3339))
		}
	}
	return nil
}

// SpikeLife is how long a spiked story can be restored.
const SpikeLife = 30 * 24 * time.Hour

// CheckSchedule returns nil if the story may be scheduled for at.
func (s Story) CheckSchedule(at, now time.Time) error {
	if err := s.Check(Schedule, now); err != nil {
		return err
	}
	if at.Before(s.Embargo) {
		return s.Held("Schedule it for then or later.")
	}
	afterEmbargo := now.Before(at) && at.Equal(s.Embargo) // however soon that is
	if at.Before(now.Add(ScheduleAhead)) && !afterEmbargo {
		return Errorf(Invalid, "A story can be scheduled from one minute ahead; %s is too soon.", at.Format(time.RFC3339))
	}
	return nil
}

// Readable returns nil if what the story said is there to read, and else where it is.
func (s Story) Readable() error {
	if s.Status == Killed {
		return Errorf(Gone, "The story was killed. What it said is in the legal archive; the duty editor can open it, and that is kept on record.")
	}
	return nil
}

// EmbargoError says that an embargo stands in the way of what somebody wanted. The log
// keeps each.
type EmbargoError struct {
	Story int64
	why   error
}

func (e *EmbargoError) Error() string { return e.why.Error() }

// Unwrap makes an EmbargoError a Conflict.
func (e *EmbargoError) Unwrap() error { return e.why }

// Held returns the error that the story's embargo stands in the way, with what to do.
func (s Story) Held(what string) error {
	return &EmbargoError{s.Number, Errorf(Conflict, "The story is embargoed until %s. %s", s.Embargo.Format(time.RFC3339), what)}
}

// complete says what the content lacks to be submitted or, with toPublish, published.
func (c Content) complete(toPublish bool) error {
	switch {
	case c.Headline == "":
		return Errorf(Invalid, "The story needs a headline.")
	case c.Body.Empty():
		return Errorf(Invalid, "The story has no text.")
	case !toPublish:
		return nil
	case c.Section == "":
		return Errorf(Invalid, "The story needs a section.")
	}
	for _, r := range c.Body.Recordings() {
		if r.Caption == "" || r.Credit == "" {
			return Errorf(Invalid, "A video or audio in the text needs a caption and a credit.")
		}
	}
	return nil
}

// Label is the one word or two that screens show for the story at now: its status,
// or what is more telling (Embargoed, Corrected, Working copy).
func (s Story) Label(now time.Time) string {
	switch {
	case s.Status != Live && s.Status != Killed && s.Status != Spiked && s.Status != Withdrawn && now.Before(s.Embargo):
		return "Embargoed"
	case s.Leaving:
		return "Going out"
	case s.Status == Live && s.Revision > s.PublishedRevision:
		return "Working copy"
	case s.Status == Live && len(s.Corrections) > 0:
		return "Corrected"
	}
	return statusWords[s.Status]
}

var statusWords = map[Status]string{
	Idea: "Idea", Assigned: "Assigned", Writing: "Writing", WithDesk: "With desk", Legal: "Legal", Ready: "Ready",
	Scheduled: "Scheduled", Live: "Live", Withdrawn: "Withdrawn", Killed: "Killed", Spiked: "Spiked",
}
