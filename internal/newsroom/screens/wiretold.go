package screens

import (
	"maps"
	"net/http"
	"net/url"

	"github.com/stet-news/stet/internal/news"
)

// tellOfWire tells those who may set the wires that one is down, and goes back to where that was said.
func (s *screens) tellOfWire(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	wire, err := s.Desk.TellOfWire(r.Context(), v.person, r.PathValue("wire"))
	if err != nil {
		return err
	}
	if line(r, "page") != "" {
		return to(w, r, "/n/wires/w/"+url.PathEscape(wire.ID), "wire-told")
	}
	return backToWires(w, r, url.Values{"said": {"wire-told"}})
}

// toldWords says who told of the wire's trouble, and when.
func (v *visit) toldWords(w news.Wire) string {
	return v.sentence("{name} told an admin at {time}.", "name", w.Told.By.Name, "time", v.when(w.Told.At))
}

func init() {
	maps.Copy(banglaWords, map[string]string{
		"All wires": "সব উৎস", "in all": "সব মিলিয়ে", "Follow new items": "নতুন এলে দেখান",
		"What arrives comes into the list by itself while you are at its top and have no row marked": "তালিকার মাথায় থাকলে ও কোনো সারি বাছা না থাকলে যা আসে তা নিজে থেকেই তালিকায় ঢোকে",

		"Tell admin": "অ্যাডমিনকে জানান", "Look into it": "দেখুন কী হয়েছে", "{name} told an admin at {time}.": "{name} {time}-এ অ্যাডমিনকে জানিয়েছেন।",
		"last success {ago}": "শেষ এসেছে {ago}", "never worked": "কখনো আসেনি", "said that it is down: the wire": "জানিয়েছেন, বন্ধ আছে: উৎস",
		"Those who may change the wires know of it.": "যাঁরা উৎস বদলাতে পারেন, তাঁরা জানেন।",
	})
}
