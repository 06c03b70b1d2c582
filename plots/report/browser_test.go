package report

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var look = flag.String("look", "", "write pictures of a report into this `directory`, to be looked at")
var lookAt = flag.String("of", "", "the finished result or sweep whose report -look shows")

// driver is the browser driver and its version, of npm.
const driver, driverVersion = "playwright-core", "1.65.1"

// driven returns the paths of the driver and of Chromium, and skips the test where
// either cannot be had: the driver is installed once, into the user's cache.
func driven(t *testing.T) (module, chromium string) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			chromium = p
			break
		}
	}
	cache, err := os.UserCacheDir()
	if chromium == "" || err != nil {
		t.Skip("no chromium found: the page is not tried in a browser")
	}
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("no " + program + " found: the page is not tried in a browser")
		}
	}
	prefix := filepath.Join(cache, "caloduc", driver+"-"+driverVersion)
	module = filepath.Join(prefix, "node_modules", driver)
	if _, err := os.Stat(module); err != nil {
		install := exec.Command("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", prefix, driver+"@"+driverVersion)
		if out, err := install.CombinedOutput(); err != nil {
			t.Skipf("npm does not give %s: the page is not tried in a browser: %v\n%s", driver, err, out)
		}
	}
	return module, chromium
}

// tryPage tries a page, which without its script must hold some texts.
func tryPage(t *testing.T, dir, pictures string, texts ...string) {
	t.Helper()
	module, chromium := driven(t)
	path, err := filepath.Abs(filepath.Join(dir, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", append([]string{"testdata/page.mjs", module, chromium, path, pictures}, texts...)...).CombinedOutput()
	if said := strings.TrimSpace(string(out)); err != nil || said != "" {
		t.Errorf("%v\n%s", err, said)
	}
}

// TestBrowser tries the page of a result in Chromium.
func TestBrowser(t *testing.T) {
	dir := made(t)
	if err := writeFile(dir); err != nil {
		t.Fatal(err)
	}
	tryPage(t, dir, "", "In 3 years", "1.062", "Cost over the years", "caloduc run resolved.toml")
}

// TestLook takes pictures that no assertion can judge.
func TestLook(t *testing.T) {
	if *look == "" || *lookAt == "" {
		t.Skip("pictures only with -look DIR and -of RESULT")
	}
	if err := os.MkdirAll(*look, 0o777); err != nil {
		t.Fatal(err)
	}
	tryPage(t, *lookAt, *look)
}
