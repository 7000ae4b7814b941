package feed

// Ascending is for tests that want the document's order.
func (f *Feed) Ascending() bool { return f.ascending() }
