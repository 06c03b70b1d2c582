package channel_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"caloduc/sim/unit"
)

// rooms that read names, and rooms that declare them.
var (
	readers   = []string{"plots", "experiments/result"}
	declarers = []string{"models", "grid", "cooling", "experiments"}
)

// source parses the files of a room, tests left out, and calls visit for each.
func source(t *testing.T, room string, visit func(path string, f *ast.File)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(filepath.Join("..", "..", room), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err == nil {
			n++
			visit(path, f)
		}
		return err
	})
	if err != nil || n == 0 {
		t.Fatalf("%s: %d files, %v", room, n, err)
	}
}

// declared are the constants of the package, by their value.
func declared(t *testing.T) map[string]string {
	names := map[string]string{}
	source(t, "sim/channel", func(_ string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.ValueSpec); ok {
				names[text(s.Values[0])] = s.Names[0].Name
			}
			return true
		})
	})
	return names
}

// text is the value of a string literal, "" of any other node.
func text(n ast.Node) string {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

// prose tells whether a node holds words and column heads, not names that are
// looked up.
func prose(n ast.Node) bool {
	named := func(e ast.Expr, names ...string) bool {
		switch e := e.(type) {
		case *ast.Ident:
			return slices.Contains(names, e.Name)
		case *ast.SelectorExpr:
			return slices.Contains(names, e.Sel.Name)
		}
		return false
	}
	switch n := n.(type) {
	case *ast.Field:
		return true // a tag
	case *ast.CallExpr:
		return named(n.Fun, "phrase", "say", "drawing")
	case *ast.KeyValueExpr:
		return named(n.Key, "head")
	case *ast.AssignStmt:
		return named(n.Lhs[0], "head")
	case *ast.ValueSpec:
		return strings.HasSuffix(n.Names[0].Name, "French") || named(n.Names[0], "quantityNames", "spellings")
	}
	return false
}

// keys of parameters, and columns of tables that no model records.
var others = []string{"max_coolant_degC", "max_inlet_air_degC", "voltage_kV", "rating_kA", "power_factor",
	"cost_other_EUR", "mean_facility_power_MW", "demand_MW",
	"gpu_h", "useful_EFLOP", "wait_h", "energy_cost_EUR",
	"size_mm", "font_pt", "days_d", "hours_above_h", "value_MW", "wet_bulb_from_degC", "wet_bulb_to_degC", "hour_min", "day_min", "supply_air_set_degC"}

var word = regexp.MustCompile(`[a-z][a-z0-9]*(_[A-Za-z0-9]+)+`)

// Figures and reports ask for channels by constants: a literal that is the name of
// one, or looks like it, could be misspelt without anybody noticing.
func TestReadersNameChannelsByConstants(t *testing.T) {
	names := declared(t)
	for _, room := range readers {
		source(t, room, func(path string, f *ast.File) {
			ast.Inspect(f, func(n ast.Node) bool {
				if prose(n) {
					return false
				}
				literal := text(n)
				found := append(word.FindAllString(literal, -1), strings.TrimLeft(literal, "."))
				for _, name := range found {
					looks := word.MatchString(name) && unit.Of(name) != unit.Dimensionless
					if constant, is := names[name]; (is || looks && word.FindString(name) == name) && !slices.Contains(others, name) {
						t.Errorf("%s: %q instead of a constant of sim/channel (%s)", path, literal, constant)
					}
				}
				return true
			})
		})
	}
}

// Models declare under the constants what readers ask for.
func TestModelsDeclareByConstants(t *testing.T) {
	names := declared(t)
	for _, room := range declarers {
		source(t, room, func(path string, f *ast.File) {
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				method, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || !slices.Contains([]string{"Channel", "Meter", "Mode", "Indicator"}, method.Sel.Name) {
					return true
				}
				for _, a := range call.Args {
					if constant := names[text(a)]; constant != "" {
						t.Errorf("%s: %q instead of channel.%s", path, text(a), constant)
					}
				}
				return true
			})
		})
	}
}

// A constant that nobody reads is none of this package's.
func TestEveryNameIsRead(t *testing.T) {
	read := map[string]bool{}
	for _, room := range readers {
		source(t, room, func(_ string, f *ast.File) {
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "channel" {
						read[s.Sel.Name] = true
					}
				}
				return true
			})
		})
	}
	for name, constant := range declared(t) {
		if !read[constant] {
			t.Errorf("%s (%s) is not read", constant, name)
		}
	}
}
