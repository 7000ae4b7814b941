package prose

import "strings"

// lightVerbs are the forms of Bangla verbs that say little by themselves: what is done stands before them.
var lightVerbs = func() map[string]bool {
	set := setOf(`হয় হয়ে হয়েছে হয়েছেন হয়েছিল হয়েছিলেন হবে হবেন হব হচ্ছে হচ্ছেন হচ্ছিল হলো হল হলে হলেন হতে হতো হত হওয়া হওয়ার হওয়ায় হন হই হোক
যায় যাবে যাবেন যাব যাচ্ছে যাচ্ছেন যেতে গেছে গেছেন গেল গেলে গেলেন গিয়ে গিয়েছে গিয়েছেন গিয়েছিল যাওয়া যাওয়ার যাওয়ায় যান
দেয় দেবে দেবেন দেব দিচ্ছে দিচ্ছেন দিতে দিয়ে দিয়েছে দিয়েছেন দিয়েছিল দিয়েছিলেন দিল দিলে দিলেন দেওয়া দেওয়ার দেওয়ায় দেয়া দেন
নেয় নেবে নেবেন নেব নিচ্ছে নিচ্ছেন নিতে নিয়ে নিয়েছে নিয়েছেন নিয়েছিল নিল নিলে নিলেন নেওয়া নেওয়ার নেওয়ায় নেয়া নেন
আছে আছেন ছিল ছিলেন ছিলাম আছি রয়েছে রয়েছেন চায় চান চাইবে চাইছে`)
	for _, root := range []string{"কর", "থাক", "পার", "রাখ", "আস"} {
		for _, ending := range []string{
			"া", "ার", "ায়", "ানো", "ে", "েন", "ি", "েছে", "েছেন", "েছি", "েছিল", "েছিলেন", "বে", "বেন", "ব", "বো", "ছে", "ছেন", "ছি", "ছিল", "ছিলেন", "তে", "ত", "তো", "তেন", "লে", "ল", "লো", "লেন", "েনি",
		} {
			set[Fold(root+ending)] = true
		}
	}
	return set
}()

// LightVerb reports whether the folded Bangla word is a form of a verb that says little by itself, with "also" and "just" after it or without.
func LightVerb(folded string) bool {
	return lightVerbs[folded] || lightVerbs[strings.TrimSuffix(strings.TrimSuffix(folded, "ও"), "ই")]
}
