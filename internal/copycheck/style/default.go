package style

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"
)

//go:embed sheets
var sheets embed.FS

// British, American and Bangla return the sheets that a house begins with. They are read when first asked for.
var (
	British  = sync.OnceValue(func() *Sheet { return embedded("en") })
	American = sync.OnceValue(func() *Sheet {
		s, err := British().With(embedded("en-american"))
		if err != nil {
			panic(fmt.Sprintf("the American sheet: %v", err))
		}
		return s
	})
	Bangla = sync.OnceValue(func() *Sheet { return embedded("bn") })
)

// Default returns the sheet that a house begins with in a language.
func Default(language string) *Sheet {
	if language == "bn" {
		return Bangla()
	}
	return British()
}

// embedded reads one of our sheets. That one cannot be read is a fault of the program and not of its user.
func embedded(name string) *Sheet {
	folder, err := fs.Sub(sheets, "sheets/"+name)
	if err != nil {
		panic(err)
	}
	s, err := Parse(folder)
	if err != nil {
		panic(fmt.Sprintf("the sheet %s: %v", name, err))
	}
	return s
}
