package param

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"
)

// paths lists what a decoded document holds, leaf by leaf, the scanner's way.
func paths(prefix string, v any, out map[string]any) {
	switch v := v.(type) {
	case map[string]any:
		for k, c := range v {
			paths(joinKey(prefix, k), c, out)
		}
	case []map[string]any:
		for i, c := range v {
			paths(fmt.Sprintf("%s[%d]", prefix, i), c, out)
		}
	case []any:
		for i, c := range v {
			paths(fmt.Sprintf("%s[%d]", prefix, i), c, out)
		}
	default:
		if out[prefix] != nil {
			panic("leaf found twice: " + prefix)
		}
		out[prefix] = v
	}
}

// checkScan compares the scanner with the library: the same leaves, and at each
// leaf's position a key and a value that decode to its own.
func checkScan(t failer, text string) {
	var want map[string]any
	if _, err := toml.Decode(text, &want); err != nil {
		t.Fatalf("generated text is not TOML: %v\n%s", err, text)
	}
	src := newSource("doc.toml", "", text, 0)
	root, err := scan(src)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	leaves := map[string]any{}
	paths("", want, leaves)
	seen := 0
	var walk func(path, key string, n *node)
	walk = func(path, key string, n *node) {
		if n.key != n.val && key != "" {
			s := &scanner{src: src, text: text, pos: n.key}
			parts, err := s.keyPath()
			if err != nil || parts[0].name != key {
				t.Fatalf("%s: key read as %v, %v\n%s", path, parts, err, text)
			}
		}
		switch n.kind {
		case tableNode:
			for _, k := range n.keys {
				walk(joinKey(path, k), k, n.sub[k])
			}
		case listNode:
			for i, e := range n.elems {
				walk(fmt.Sprintf("%s[%d]", path, i), "", e)
			}
		default:
			seen++
			v, ok := leaves[path]
			if !ok {
				t.Fatalf("the library has no %s\n%s", path, text)
			}
			var got map[string]any
			if _, err := toml.Decode("x = "+written(n, ""), &got); err != nil || !equal(got["x"], v) {
				t.Fatalf("%s: %q decodes to %v (%v), want %v\n%s", path, written(n, ""), got["x"], err, v, text)
			}
		}
	}
	walk("", "", root)
	if seen != len(leaves) {
		t.Fatalf("%d leaves found, want %d\n%s", seen, len(leaves), text)
	}
	if err := fill(root, want); err != nil {
		t.Fatalf("fill: %v\n%s", err, text)
	}
}

type failer interface{ Fatalf(string, ...any) }

func equal(a, b any) bool {
	x, ok := a.(float64)
	y, _ := b.(float64)
	return reflect.DeepEqual(a, b) || ok && math.IsNaN(x) && math.IsNaN(y)
}

var (
	someKeys = []string{"a", "b2", "c-d", "1", "\"x y\"", "'lit.eral'", `"\u00e9\t\"q"`, "name", "'#no'", "\"[a]\""}
	scalars  = []string{"1", "-0x1F"[1:], "1_000", "3.14", "-1e-7", "inf", "nan", "true", "false", "2026-01-01", "07:32:00",
		"1979-05-27T07:32:00Z", "1979-05-27 07:32:00.5", `"plain"`, `"a # b = [c]"`, `'li\t"eral'`, `"esc \" \\ é"`,
		"\"\"\"\nmulti \"\" line\n[not.a.table]\nk = 1 \\\n   joined\"\"\"", "'''\nraw '' \\ x = 1\n'''", `"""""two quotes"""""`, "''''quote'''", `""`, "''"}
	trailers = []string{"", " ", "\t# comment = [1]", " # \"", "\r"}
)

// writer renders a random document.
type writer struct {
	t *rapid.T
	b strings.Builder
}

func (w *writer) one(of []string) string { return rapid.SampledFrom(of).Draw(w.t, "one") }
func (w *writer) some(most int) int      { return rapid.IntRange(0, most).Draw(w.t, "some") }
func (w *writer) end() {
	w.b.WriteString(w.one(trailers) + "\n" + w.one([]string{"", "", "\n", "# x = 1\n"}))
}
func (w *writer) gap() string { return w.one([]string{"", " ", "\t"}) }

func (w *writer) value(depth int) string {
	gap := func() string { return w.one([]string{"", " ", "\n\t", " # ], }\n"}) }
	kind := w.some(5)
	if depth == 0 || kind > 1 {
		return w.one(scalars)
	}
	var items []string
	for _, k := range w.keys(3) {
		item := w.value(depth - 1)
		if kind == 1 {
			if w.some(3) == 0 {
				k += w.gap() + "." + w.gap() + w.one(someKeys)
			}
			item = k + w.gap() + "=" + w.gap() + item
		}
		items = append(items, gap()+item+gap())
	}
	text := strings.Join(items, ",")
	if len(items) > 0 && w.some(1) == 0 {
		text += "," + gap()
	}
	if kind == 1 {
		return "{" + text + "}"
	}
	return "[" + text + "]"
}

// keys returns some keys, no two the same.
func (w *writer) keys(most int) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(someKeys), 0, most, rapid.ID).Draw(w.t, "keys")
}

// body writes a table's own keys and then its tables.
func (w *writer) body(path []string, depth int) {
	keys := w.keys(5)
	n := w.some(len(keys))
	for i, k := range keys[:n] {
		if w.some(4) == 0 {
			head := fmt.Sprintf("dot%d", i) // never an array elsewhere: see TestLostKeysAreRefused
			for _, sub := range w.keys(2) {
				w.b.WriteString(head + w.gap() + "." + w.gap() + sub + " =" + w.gap() + w.value(1))
				w.end()
			}
			continue
		}
		w.b.WriteString(w.gap() + k + w.gap() + "=" + w.gap() + w.value(2))
		w.end()
	}
	if depth == 0 {
		return
	}
	for _, k := range keys[n:] {
		in := append(slices.Clone(path), k)
		head := w.gap() + strings.Join(in, w.gap()+"."+w.gap()) + w.gap()
		switch w.some(2) {
		case 0:
			w.b.WriteString("[" + head + "]")
			w.end()
			w.body(in, depth-1)
		case 1:
			w.b.WriteString("[" + head + "." + w.one(someKeys) + "]") // k is implicit
			w.end()
		default:
			for range 1 + w.some(2) {
				w.b.WriteString("[[" + head + "]]")
				w.end()
				w.body(in, depth-1)
			}
		}
	}
}

func TestScanAgreesWithTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &writer{t: t}
		w.body(nil, 2)
		checkScan(t, w.b.String())
	})
}

// The library 1.6 loses keys of some valid texts. They are refused with their
// place: nothing that a file says is ever dropped in silence.
func TestLostKeysAreRefused(t *testing.T) {
	for _, text := range []string{
		"b.\"\" = []\nb.a = []\n",
		"[[a]]\nk = []\n[[a]]\nk.x = []\nk.y = []\n",
	} {
		if _, p := parse(newSource("f", "", text, 0)); p == nil || !strings.Contains(p.Message, "cannot be followed") {
			t.Errorf("%q: %v", text, p)
		}
	}
}

func TestScanPositions(t *testing.T) {
	text := "a = 1\n\n[[campus]]\n\tname = \"é\"; \n"
	text = strings.Replace(text, ";", "", 1) +
		"grid.bus = 'b' # c\n[[campus]]\n  'na me' = \"\"\"\n x\n\"\"\"\nlist = [1,\n  2]\n[campus.hall]\nin = { q = 1, r.s = 2 }\n"
	root, problem := parse(newSource("f", "", text, 0))
	if problem != nil {
		t.Fatal(problem)
	}
	campus := root.sub["campus"].elems
	for _, c := range []struct {
		what         string
		n            *node
		kl, kc, l, c int
	}{
		{"a", root.sub["a"], 1, 1, 1, 5},
		{"campus[0]", campus[0], 3, 3, 3, 1},
		{"campus[0].name", campus[0].sub["name"], 4, 2, 4, 9},
		{"campus[0].grid", campus[0].sub["grid"], 5, 1, 5, 1},
		{"campus[0].grid.bus", campus[0].sub["grid"].sub["bus"], 5, 6, 5, 12},
		{"campus[1]", campus[1], 6, 3, 6, 1},
		{"campus[1].na me", campus[1].sub["na me"], 7, 3, 7, 13},
		{"campus[1].list[1]", campus[1].sub["list"].elems[1], 11, 3, 11, 3},
		{"campus[1].hall", campus[1].sub["hall"], 12, 9, 12, 1},
		{"campus[1].hall.in.q", campus[1].sub["hall"].sub["in"].sub["q"], 13, 8, 13, 12},
		{"campus[1].hall.in.r.s", campus[1].sub["hall"].sub["in"].sub["r"].sub["s"], 13, 17, 13, 21},
	} {
		kl, kc, _ := c.n.src.position(c.n.key)
		l, col, _ := c.n.src.position(c.n.val)
		if kl != c.kl || kc != c.kc || l != c.l || col != c.c {
			t.Errorf("%s: key at %d:%d, value at %d:%d, want %d:%d and %d:%d", c.what, kl, kc, l, col, c.kl, c.kc, c.l, c.c)
		}
	}
}

func TestSyntaxErrorsHaveAPlace(t *testing.T) {
	for _, c := range []struct {
		text      string
		line, col int
		has       string
	}{
		{"a = 1\nb = \n", 2, 5, "b = "},
		{"a = 1\n[x\nb = 2\n", 2, 3, "[x"},
		{"[[campus]]\nname = 'a'\n[[campus]]\nname = \"b\n", 4, 10, `name = "b`},
		{"[[campus]]\nname = 'a'\n[[campus]]\nname = 'b'\nname = 'c'\n", 5, 1, "name = 'c'"},
		{"é = 1\n", 1, 1, "é = 1"},
		{"x = { é = 1 }\n", 1, 7, "x = { é = 1 }"},
		{"x = 1_\n", 1, 5, "x = 1_"},
		{"d = 2026-13-01\n", 1, 5, "d = 2026-13-01"},
		{"x = 99999999999999999999\n", 1, 5, "x = 99999999999999999999"},
	} {
		_, p := parse(newSource("f.toml", "", c.text, 0))
		if p == nil {
			t.Errorf("%q is accepted", c.text)
			continue
		}
		if p.Line != c.line || p.Col != c.col || p.Text != c.has || p.File != "f.toml" {
			t.Errorf("%q: %v, want %d:%d", c.text, p, c.line, c.col)
		}
	}
}

// FuzzScan: nothing makes the scanner panic, and where a text is accepted, what
// stands at a value's position decodes to that value.
func FuzzScan(f *testing.F) {
	f.Add(small)
	for _, s := range scalars {
		f.Add("x = " + s + "\n[a.'b c'.\"\\u00e9\"]\ny = [" + s + ", { z.w = " + s + " }]\n")
	}
	f.Add("a = [[1, [2]], {}]\n[[b]]\n[[b.c]]\nd.e = 1\nd.f.g = 2\n[b.h]\n[[b]]\n[b.c]\n[b]")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = scan(newSource("f", "", text, 0))
		root, problem := parse(newSource("f", "", strings.TrimPrefix(text, "\ufeff"), 0))
		if problem != nil {
			return
		}
		var walk func(n *node)
		walk = func(n *node) {
			for _, c := range n.sub {
				walk(c)
			}
			for _, c := range n.elems {
				walk(c)
			}
			if n.kind != scalarNode {
				return
			}
			got, failure := decodeTOML("x = " + written(n, ""))
			if failure != nil || !equal(got["x"], n.value) {
				t.Fatalf("%q is %v (%v), want %v in %q", written(n, ""), got["x"], failure, n.value, text)
			}
		}
		walk(root)
	})
}
