package news

import "testing"

func TestTheFilesOfAPrintHaveOneNameAndOthersTheirOwn(t *testing.T) {
	const set = "0123456789abcdef0123456789abcdef"
	for name, want := range map[string]string{
		set + "-640.jpg": set, set + "-1280.webp": set, set + "-80.avif": set,
		set + ".jpg": set + ".jpg", "logo-" + set + ".png": "logo-" + set + ".png", "a-b-640.jpg": "a-b-640.jpg", "-640.jpg": "-640.jpg", "a-.jpg": "a-.jpg", "": "",
	} {
		if got := RenditionSet(name); got != want {
			t.Errorf("%q is of the set %q, not %q", name, got, want)
		}
	}
}
