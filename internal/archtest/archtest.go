// Package archtest holds the import rules of docs/architecture.md, so that a test fails
// when the wall between the newsroom and the readers has a hole.
package archtest

import (
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// module is what our own import paths begin with.
const module = "github.com/stet-news/stet/"

// world is the imports of each package of ours, by its path without the module.
type world map[string][]string

// add reads the imports of one source file.
func (w world) add(pkg, file string, source []byte) error {
	f, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ImportsOnly)
	if err != nil {
		return err
	}
	imports := w[pkg]
	for _, i := range f.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return err
		}
		path = strings.TrimPrefix(path, module)
		if !slices.Contains(imports, path) {
			imports = append(imports, path)
		}
	}
	w[pkg] = imports
	return nil
}

// rules are what the architecture says.
type rules struct {
	// may says which packages of ours each package may import; "*" is any. A package that
	// is not here may not exist: to add one is to change the architecture.
	may map[string][]string
	// never says what no package under a folder may reach, however far away.
	never map[string][]string
}

// broken returns every way in which the world breaks the rules, a sentence each.
func (r rules) broken(w world) (faults []string) {
	for _, pkg := range slices.Sorted(maps.Keys(w)) {
		allowed, known := r.may[pkg]
		if !known {
			faults = append(faults, fmt.Sprintf("%s is not in the architecture: add it to the table here and to docs/architecture.md", pkg))
			continue
		}
		for _, imp := range w[pkg] {
			if _, ours := w[imp]; ours && !slices.Contains(allowed, imp) && !slices.Contains(allowed, "*") {
				faults = append(faults, fmt.Sprintf("%s may not import %s", pkg, imp))
			}
		}
		for folder, banned := range r.never {
			if pkg != folder && !strings.HasPrefix(pkg, folder+"/") {
				continue
			}
			for _, b := range banned {
				if way := w.way(pkg, b, nil); way != nil {
					faults = append(faults, fmt.Sprintf("%s reaches %s: %s", pkg, b, strings.Join(way, " → ")))
				}
			}
		}
	}
	return faults
}

// way returns how pkg reaches the banned import or anything under it, nil if it does not.
func (w world) way(pkg, banned string, passed map[string]bool) []string {
	if passed == nil {
		passed = map[string]bool{}
	}
	passed[pkg] = true
	for _, imp := range w[pkg] {
		if imp == banned || strings.HasPrefix(imp, banned+"/") {
			return []string{pkg, imp}
		}
		if _, ours := w[imp]; ours && !passed[imp] {
			if rest := w.way(imp, banned, passed); rest != nil {
				return append([]string{pkg}, rest...)
			}
		}
	}
	return nil
}
