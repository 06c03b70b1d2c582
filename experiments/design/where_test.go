package design

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var whereColumns = []Column{
	{Path: "campus[Fouju].hall.cooling.supply_temp_degC", As: "ts", Kind: Numbers},
	{Path: "campus[Fouju].hall.racks", Kind: Numbers},
	{Path: `weather."Aix en Provence".site`, Kind: Texts},
	{Path: "campus.hall.racks", Kind: Numbers},
	{Path: "start", Kind: dates},
	{Path: "island", Kind: switches},
}

var whereValues = map[string]any{
	"campus[Fouju].hall.cooling.supply_temp_degC": 32.5,
	"campus[Fouju].hall.racks":                    int64(10),
	`weather."Aix en Provence".site`:              "Aix",
	"campus.hall.racks":                           int64(20),
	"start":                                       time.Date(2026, 5, 1, 0, 0, 0, 0, time.FixedZone("date-local", 3600)),
	"island":                                      true,
}

func TestWhere(t *testing.T) {
	for text, want := range map[string]bool{
		"ts == 32.5": true,
		"campus[Fouju].hall.cooling.supply_temp_degC < 32.5":           false,
		"cooling.supply_temp_degC<=32.5":                               true,
		"supply_temp_degC != 32.5":                                     false,
		"campus[Fouju].hall.racks > 9":                                 true,
		"campus.hall.racks >= 2e1":                                     true,
		"-3 < ts and ts < +40.":                                        true,
		`weather."Aix en Provence".site == 'Aix'`:                      true,
		`"Aix" != site`:                                                false,
		"start >= 2026-05-01 and start < 2026-05-02":                   true,
		"island == true and not (ts > 40 or not island == false)":      false,
		"ts > 40 or ts > 30 and island == false":                       false, // and binds tighter
		"(ts > 40 or ts > 30) and island == true":                      true,
		"not not ts > 30":                                              true,
		"campus[Fouju].hall.racks < campus.hall.racks":                 true,
		strings.Repeat("(", 100) + "ts > 1" + strings.Repeat(")", 100): true,
	} {
		holds, err := Condition(text, whereColumns)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := holds(func(p string) any { return whereValues[p] }); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestWhereSaysWhatIsWrongAndWhere(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "column 1: unexpected token the end",
		"ts":                                "column 1: expected switches, but got numbers",
		"ts = 3":                            "column 4: = means nothing here: write ==",
		"ts == 3 ! island":                  "column 9: ! means nothing here: write !=",
		"ts == \"a\"":                       "column 4: invalid operation: == (mismatched types numbers and texts)",
		"site < \"a\"":                      "column 6: invalid operation: < (mismatched types texts and texts)",
		"island > true":                     "column 8: invalid operation: > (mismatched types switches and switches)",
		"tss == 3":                          "column 1: there is no axis tss. There is campus[Fouju].hall.cooling.supply_temp_degC, ",
		"hall.racks == 3":                   "column 1: hall.racks is campus[Fouju].hall.racks or campus.hall.racks: write more of the path",
		"(ts == 3":                          "column 8: unexpected token the end",
		"ts == 3)":                          `column 8: unexpected token Bracket(")")`,
		"ts == 3 and":                       "column 11: unexpected token the end",
		"ts == 3 or or ts == 4":             `column 12: unexpected token Operator("or")`,
		"27 < ts < 40":                      "column 9: two comparisons in a row: join them with and",
		"site == 'é' and ts == 0x10":        "column 23: 0x10 is no number",
		"ts == 1e999":                       "column 7: 1e999 is no number",
		"site == \"open":                    "column 9: the text has no end",
		"ts == 3 & island":                  "column 9: '&' does not belong here",
		"ts \"==\" 3":                       "column 4: unexpected token Identifier(",
		strings.Repeat("not ", 300) + "x":   "column 1201: there is no axis x",
		strings.Repeat("(", 40_001):         "longer than 40000 characters",
		strings.Repeat("not ", 9_999) + "a": "there is no axis a",
		"not ts":                            "column 1: invalid operation: not (mismatched type numbers)",
		"ts(3)":                             "is not callable",
		"ts in 3":                           "column 4: there is no axis in",
		strings.Repeat("(", 300):            "column 300: unexpected token the end",
	} {
		_, err := Condition(text, whereColumns)
		var se *SyntaxError
		if !errors.As(err, &se) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
	_, err := Condition("ts = 3", whereColumns)
	if want := "column 4: = means nothing here: write ==\n    ts = 3\n       ^"; err == nil || err.Error() != want {
		t.Errorf("got %q", err)
	}
}

// tree is a `where` that knows its own text and value.
type tree struct {
	text string
	true bool
}

func drawTree(t *rapid.T, depth int, values map[string]float64) tree {
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		name := rapid.SampledFrom([]string{"a.x", "a.y", "a.z"}).Draw(t, "name")
		op := rapid.SampledFrom([]string{"==", "!=", "<", "<=", ">", ">="}).Draw(t, "op")
		c := float64(rapid.IntRange(-2, 2).Draw(t, "constant"))
		v := values[name]
		truth := map[string]bool{"==": v == c, "!=": v != c, "<": v < c, "<=": v <= c, ">": v > c, ">=": v >= c}[op]
		space := rapid.SampledFrom([]string{"", " ", "\t "}).Draw(t, "space")
		return tree{name[2*rapid.IntRange(0, 1).Draw(t, "short"):] + space + op + space + fmt.Sprint(c), truth}
	}
	left := drawTree(t, depth-1, values)
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		return tree{"not (" + left.text + ")", !left.true}
	case 1:
		right := drawTree(t, depth-1, values)
		return tree{"(" + left.text + ") and (" + right.text + ")", left.true && right.true}
	}
	right := drawTree(t, depth-1, values)
	return tree{"(" + left.text + ") or (" + right.text + ")", left.true || right.true}
}

// TestWhereMeansWhatItSays compares texts with the values they were built to have.
func TestWhereMeansWhatItSays(t *testing.T) {
	columns := []Column{{Path: "a.x", Kind: Numbers}, {Path: "a.y", Kind: Numbers}, {Path: "a.z", Kind: Numbers}}
	rapid.Check(t, func(t *rapid.T) {
		values := map[string]float64{}
		for _, c := range columns {
			values[c.Path] = float64(rapid.IntRange(-2, 2).Draw(t, c.Path))
		}
		w := drawTree(t, 4, values)
		holds, err := Condition(w.text, columns)
		if err != nil {
			t.Fatal(err)
		}
		if holds(func(p string) any { return values[p] }) != w.true {
			t.Fatalf("%s is not %v with %v", w.text, w.true, values)
		}
	})
}

// FuzzWhere: no text makes the reader panic or point outside the text, and what is
// read can be evaluated.
func FuzzWhere(f *testing.F) {
	for _, s := range []string{"ts == 32.5", "not (ts < 3 or site != 'x') and start > 2026-01-01", "campus[Fouju].hall.racks >= 1e3",
		`weather."Aix`, "((", "é == 3", "island == true", "a[", "1 == 1", "-", "2026-01-0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		holds, err := Condition(text, whereColumns)
		var se *SyntaxError
		switch {
		case err == nil:
			holds(func(p string) any { return whereValues[p] })
		case !errors.As(err, &se):
			t.Errorf("%q: %v", text, err)
		case se.Col < 1 || se.Col > len([]rune(text))+1:
			t.Errorf("%q: column %d", text, se.Col)
		}
	})
}

// What is missing compares with nothing, be it on the left, on the right or below not.
func TestWhereWithoutAValue(t *testing.T) {
	for text, want := range map[string]bool{
		"ts == 1": false, "ts != 1": false, "1 != ts": false, "ts != racks": false,
		"not ts < 1": true, "not (ts < 1) and racks == 3": true, "ts < 1 or racks == 3": true,
	} {
		holds, err := Condition(text, []Column{{Path: "ts", Kind: Numbers}, {Path: "racks", Kind: Numbers}})
		if err != nil {
			t.Fatal(err)
		}
		if got := holds(func(p string) any { return map[string]any{"racks": int64(3)}[p] }); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
