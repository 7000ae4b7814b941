package news

import "slices"

// EachPicture returns the document with each use of a picture as f returns it, and whether any is another. The document itself stays as it is.
func (d Document) EachPicture(f func(PictureUse) PictureUse) (Document, bool) {
	changed := false
	var walk func([]Node) []Node
	walk = func(ns []Node) []Node {
		ns = slices.Clone(ns)
		for i, n := range ns {
			if n.Type == PictureRef {
				was := n.Attrs.use()
				if is := f(was); is != was {
					changed = true
					a := &ns[i].Attrs
					a.Picture, a.Caption, a.Credit, a.Alt, a.Decorative, a.File, a.Graphic = is.Picture, is.Caption, is.Credit, is.Alt, is.Decorative, is.File, is.Graphic
				}
				continue
			}
			ns[i].Content = walk(n.Content)
		}
		return ns
	}
	blocks := walk(d.Blocks)
	if !changed {
		return d, false
	}
	return Document{Blocks: blocks}, true
}

// WordsIn returns what is said of the picture in the language: what was written for it, or else what the picture came with.
func (p Picture) WordsIn(l Language) PictureWords {
	w := p.Words[l]
	if w.Caption == "" {
		w.Caption = p.Caption
	}
	if w.Alt == "" {
		w.Alt = p.Alt
	}
	return w
}
