package report

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var look = flag.String("look", "", "write pictures of a report into this `directory`, to be looked at")
var lookAt = flag.String("of", "", "the finished result whose report -look shows")

// TestBrowser tries the page in Chromium.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	dir := made(t)
	if err := writeFile(dir); err != nil {
		t.Fatal(err)
	}
	b := startBrowser(t)
	b.screen(1300, 900, "light")
	b.open(filepath.Join(dir, "report.html"))
	t.Run("tables sort", b.tablesSort)
	t.Run("months zoom", b.monthsZoom)
	t.Run("everything is reached by keyboard", func(t *testing.T) { b.tabs(t, filepath.Join(dir, "report.html")) })
	t.Run("narrow", b.narrow)
	t.Run("contrast", b.contrast)
	t.Run("without script", func(t *testing.T) { b.withoutScript(t, filepath.Join(dir, "report.html")) })
	for _, what := range []string{"Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"} {
		for _, e := range b.happened(what) {
			t.Errorf("%s: %s", what, e)
		}
	}
	for _, e := range b.happened("Network.requestWillBeSent") {
		var r struct {
			Request struct {
				URL string `json:"url"`
			} `json:"request"`
		}
		if err := json.Unmarshal(e, &r); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(r.Request.URL, "/report.html") {
			t.Errorf("the page asks for %s", r.Request.URL)
		}
	}
}

func (b *browser) tablesSort(t *testing.T) {
	const column = `[...document.querySelectorAll("#campus__Fouju-years tbody tr")].map(r => r.cells[1].textContent).join(" ")`
	const sorted = `document.querySelector("#campus__Fouju-years thead th:nth-child(2)").getAttribute("aria-sort")`
	var before, up, down, state string
	b.eval(column, &before)
	b.eval(`document.querySelector("#campus__Fouju-years thead th:nth-child(2) button").focus()`, nil)
	b.press("Enter")
	b.eval(column, &up)
	b.eval(sorted, &state)
	if before != "1.062 1.052 1.062" || up != "1.052 1.062 1.062" || state != "ascending" {
		t.Errorf("by keyboard: %q, then %q, %s", before, up, state)
	}
	b.eval(`document.querySelector("#campus__Fouju-years thead th:nth-child(2) button").scrollIntoView({block: "center", behavior: "instant"})`, nil)
	b.mouse(b.middle(`#campus__Fouju-years thead th:nth-child(2) button`))
	b.until(sorted, "descending")
	b.eval(column, &down)
	b.eval(sorted, &state)
	if down != "1.062 1.062 1.052" || state != "descending" {
		t.Errorf("by click: %q, %s", down, state)
	}
}

// until waits, some seconds at most, for a script to give the text wanted: a page on a
// busy machine answers a click late.
func (b *browser) until(script, want string) {
	b.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var got string
		if b.eval(script, &got); got == want {
			return
		}
	}
}

// middle is the middle of an element in the window.
func (b *browser) middle(selector string) (p [2]float64) {
	b.t.Helper()
	b.drawn()
	q, _ := json.Marshal(selector)
	b.eval(`(() => { const r = document.querySelector(`+string(q)+`).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`, &p)
	return p
}

func (b *browser) monthsZoom(t *testing.T) {
	status := func() (s string) {
		b.eval(`document.getElementById("explorer-status").textContent`, &s)
		return s
	}
	expect := func(what, want string) {
		t.Helper()
		if got := status(); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q does not end in %q", what, got, want)
		}
	}
	b.eval(`document.getElementById("months").scrollIntoView({behavior: "instant"})`, nil)
	expect("at first", "PUE: January 2026 to December 2028, 36 months")
	at := b.middle("#explorer-chart")
	b.mouse(at, [2]float64{at[0] + 100, at[1]}, [2]float64{at[0] + 200, at[1]})
	if s := status(); strings.HasSuffix(s, "36 months") || s == "" {
		t.Errorf("drawn across: %q", s)
	}
	b.mouse(b.middle("#explorer-all"))
	expect("all months", "36 months")
	b.eval(`document.getElementById("explorer-chart").focus()`, nil)
	b.press("End")
	b.press("+")
	expect("+", "June 2027 to December 2028, 19 months")
	var said string
	b.press("ArrowLeft")
	b.eval(`document.getElementById("explorer-chart").getAttribute("aria-valuetext")`, &said)
	if !strings.HasPrefix(said, "November 2028: Fouju 1.0") || !strings.Contains(said, "Saint-Ouen l'Aumône 1.0") {
		t.Errorf("the cursor says %q", said)
	}
	b.press("0")
	expect("0", "36 months")
	b.eval(`document.getElementById("explorer-from").focus()`, nil)
	b.press("ArrowRight")
	expect("the first handle moved", "February 2026 to December 2028, 35 months")
	var marks int
	b.eval(`(() => { const s = document.getElementById("explorer-indicator"); s.value = "cost_total_EUR"; s.dispatchEvent(new Event("change"));
		document.getElementById("explorer-numbers").open = true; return document.querySelectorAll("#explorer-chart path.line").length; })()`, &marks)
	if marks != 2 {
		t.Errorf("%d lines of cost", marks)
	}
	var rows int
	b.eval(`new Promise(done => setTimeout(() => done(document.querySelectorAll("#explorer-numbers tbody tr").length), 200))`, &rows)
	if rows != 35 {
		t.Errorf("%d rows of numbers", rows)
	}
}

// tabs checks that every control takes the focus in the order of the page, and
// shows it.
func (b *browser) tabs(t *testing.T, path string) {
	b.open(path)
	var want []string
	const list = `a[href], button, select, input, summary, [tabindex="0"]`
	b.eval(`[...document.querySelectorAll('`+list+`')].filter(e => e.checkVisibility()).map(e => e.tagName + " " + e.textContent.slice(0, 20))`, &want)
	if len(want) < 40 {
		t.Errorf("only %d controls", len(want))
	}
	for i, w := range want {
		b.press("Tab")
		var got, outline string
		b.eval(`document.activeElement.tagName + " " + document.activeElement.textContent.slice(0, 20)`, &got)
		if got != w {
			t.Fatalf("stop %d: %q, want %q", i, got, w)
		}
		b.eval(`(() => { const e = document.activeElement, s = getComputedStyle(e), r = e.querySelector("rect"); return e.classList.contains("handle") ? getComputedStyle(r).strokeWidth : s.outlineStyle + s.outlineWidth; })()`, &outline)
		if outline != "solid3px" && outline != "4px" {
			t.Errorf("stop %d, %q: the focus does not show: %s", i, got, outline)
		}
	}
}

// narrow checks that nothing but tables is wider than a small phone.
func (b *browser) narrow(t *testing.T) {
	for _, width := range []int{320, 360, 768} {
		b.screen(width, 640, "light")
		var got int
		b.eval(`new Promise(done => setTimeout(() => done(document.documentElement.scrollWidth), 100))`, &got)
		if got > width {
			var who []string
			b.eval(`[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll")).map(e => e.tagName + "." + e.className + "#" + e.id)`, &who)
			t.Errorf("a window of %d holds a page of %d: %v", width, got, who)
		}
	}
}

// contrasts is a script that lists texts whose contrast against their background
// is below WCAG AA: 4.5, and 3 where they are large.
const contrasts = `(() => {
	const parse = (c) => c.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
	const under = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
	const bad = [];
	let seen = 0;
	for (const e of document.querySelectorAll("body *")) {
		if (e.closest(".sheet, script, noscript") || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.checkVisibility()) continue;
		const s = getComputedStyle(e), ink = parse(e.namespaceURI.endsWith("svg") ? s.fill : s.color), a = light(ink), b = light(under(e));
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05), large = parseFloat(s.fontSize) >= 24 || parseFloat(s.fontSize) >= 18.66 && +s.fontWeight >= 700;
		seen++;
		if (ratio < (large ? 3 : 4.5)) bad.push(e.tagName + " " + e.textContent.slice(0, 30) + " " + ratio.toFixed(2));
	}
	for (const e of document.querySelectorAll("#explorer-chart .line, #explorer-chart .axis, #explorer .handle rect")) {
		const a = light(parse(getComputedStyle(e).stroke)), b = light(under(e));
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (ratio < 3) bad.push("line " + e.getAttribute("style") + " " + ratio.toFixed(2));
	}
	return [String(seen), ...bad];
})()`

func (b *browser) contrast(t *testing.T) {
	for _, colours := range []string{"light", "dark"} {
		b.screen(1300, 900, colours)
		var page, sheet string
		b.eval(`getComputedStyle(document.body).backgroundColor`, &page)
		b.eval(`getComputedStyle(document.querySelector(".sheet")).backgroundColor`, &sheet)
		want := map[string]string{"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 26)"}[colours]
		if page != want || sheet != "rgb(255, 255, 255)" {
			t.Errorf("%s: the page is %s, figures lie on %s", colours, page, sheet)
		}
		var out []string
		b.eval(contrasts, &out)
		for _, bad := range out[1:] {
			t.Errorf("%s: too little contrast: %s", colours, bad)
		}
		if len(out[0]) < 3 {
			t.Errorf("%s: only %s texts looked at", colours, out[0])
		}
	}
}

// withoutScript checks that the page holds what it must when no script runs.
func (b *browser) withoutScript(t *testing.T, path string) {
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
	b.open(path)
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": false}, nil)
	var text string
	b.eval(`document.body.innerText`, &text)
	for _, want := range []string{"Here a script draws", "In 3 years", "1.062", "Cost over the years", "caloduc run resolved.toml"} {
		if !strings.Contains(text, want) {
			t.Errorf("without script the page does not say %q", want)
		}
	}
	var buttons int
	b.eval(`document.querySelectorAll("button").length`, &buttons)
	if buttons > 0 {
		t.Errorf("%d buttons that do nothing", buttons)
	}
}

// TestLook takes pictures that no assertion can judge.
func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("pictures only with -look DIR")
	}
	dir := *lookAt
	if dir == "" {
		dir = made(t)
	}
	if err := writeFile(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(*look, 0o777); err != nil {
		t.Fatal(err)
	}
	b := startBrowser(t)
	path, err := filepath.Abs(filepath.Join(dir, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]struct {
		width   int
		colours string
	}{"desktop": {1400, "light"}, "dark": {1000, "dark"}, "phone": {360, "light"}, "small": {320, "dark"}} {
		b.screen(s.width, 900, s.colours)
		b.open(path)
		var height int
		b.eval(`new Promise(done => setTimeout(() => done(document.documentElement.scrollHeight), 300))`, &height)
		if err := b.shot(filepath.Join(*look, name+".png"), s.width, height); err != nil {
			t.Error(err)
		}
	}
	b.screen(1000, 900, "light")
	b.open(path)
	var height int
	b.eval(`document.querySelectorAll("details").forEach(d => d.open = true); for (let i = 0; i < 2; i++) document.getElementById("explorer-in").click();
		new Promise(done => setTimeout(() => done(document.documentElement.scrollHeight), 300))`, &height)
	if err := b.shot(filepath.Join(*look, "opened.png"), 1000, height); err != nil {
		t.Error(err)
	}
	b.open(path)
	if err := b.pdf(filepath.Join(*look, "print.pdf")); err != nil {
		t.Error(err)
	}
}
