package press

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"github.com/stet-news/stet/ui"
)

//go:embed assets/site.css
var stylesheet string

//go:embed assets/lite.css
var liteSheet string

// What every page carries, made once when the program starts.
var (
	// style is the stylesheet without what a browser does not read. It stands in the page:
	// the first paint needs no second request.
	style = minify(stylesheet)

	// Lite pages have a stylesheet of their own, and no script at all.
	liteStyle  = minify(liteSheet)
	liteHead   = "<style>" + liteStyle + "</style>"
	litePolicy = "default-src 'none'; style-src '" + sourceHash(liteStyle) + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

	script, icon         = ui.Reader(), ui.Icon()
	scriptPath, iconPath = assetPath("reader", ".js", script), assetPath("icon", ".svg", icon)

	// later is what the script imports where it is used, by path; laterPaths are in order.
	// morePath is the one of them that most pages use.
	later, laterPaths = laterAssets()
	morePath          = assetPath("more", ".js", ui.Later()["more"])
)

// barePolicy is the Content-Security-Policy of what is not a page.
const barePolicy = "default-src 'none'; frame-ancestors 'none'"

// firstScript runs before the first paint: it says that there is script and applies the
// reader's own choice of theme, since either would move or flash the page if it came later.
const firstScript = `(function(r,t){r.className='js';try{t=localStorage.theme}catch(e){}if(t=='dark'||t=='light')r.dataset.theme=t})(document.documentElement)`

// assetPath returns where an asset is. Its name is its content, so it can be kept for ever.
func assetPath(name, extension string, content []byte) string {
	sum := sha256.Sum256(content)
	return "/assets/" + name + "-" + hex.EncodeToString(sum[:8]) + extension
}

func laterAssets() (map[string][]byte, []string) {
	all := map[string][]byte{}
	for name, content := range ui.Later() {
		all[assetPath(name, ".js", content)] = content
	}
	return all, slices.Sorted(maps.Keys(all))
}

// squeezed holds the assets in brotli, by path.
var squeezed sync.Map

// assetBrotli returns the asset in brotli as small as can be. That takes sixty times as long
// as what a page gets, and an asset is the same as long as the program runs.
func assetBrotli(path string, content []byte) []byte {
	if small, ok := squeezed.Load(path); ok {
		return small.([]byte)
	}
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	_, _ = w.Write(content) // a buffer takes everything
	_ = w.Close()
	squeezed.Store(path, b.Bytes())
	return b.Bytes()
}

func sourceHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSpace   = regexp.MustCompile(`\s+`)
	cssAround  = regexp.MustCompile(` ?([{};,>]) ?`)
	cssValue   = regexp.MustCompile(`([a-z0-9-]): `)
)

// minify takes out of a stylesheet of ours the comments and the spaces that mean nothing.
// It knows no strings: site.css keeps braces, colons and runs of spaces out of them.
func minify(css string) string {
	css = cssSpace.ReplaceAllString(cssComment.ReplaceAllString(css, ""), " ")
	css = cssValue.ReplaceAllString(cssAround.ReplaceAllString(css, "$1"), "$1:")
	return strings.TrimSpace(strings.ReplaceAll(css, ";}", "}"))
}
