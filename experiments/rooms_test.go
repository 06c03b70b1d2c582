package experiments

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms says which rooms and which guarded libraries the packages of a room may
// import. A package is in the room of the longest name that begins its path;
// packages of one room import one another only within one model's folder.
var rooms = map[string][]string{
	"sim":                {"github.com/fschuetz04/simgo"},
	"sim/unit":           {},
	"sim/param":          {"sim", "sim/unit", "sim/table", "github.com/BurntSushi/toml"},
	"sim/channel":        {},
	"sim/list":           {},
	"sim/table":          {},
	"sim/supply":         {"sim"},
	"sim/equipment":      {"sim/unit"},
	"sim/money":          {},
	"sim/geo":            {},
	"sim/record":         {"sim", "sim/unit", "github.com/parquet-go/parquet-go"},
	"models":             {"sim", "sim/unit", "sim/param", "sim/equipment", "sim/money", "sim/channel", "sim/record", "sim/supply", "sim/table", "cooling/psychro", "models/compute/trace", "models/compute/batch"},
	"cooling":            {"sim", "sim/param", "sim/equipment", "sim/channel", "sim/record", "cooling/loop", "cooling/component", "cooling/failure", "cooling/psychro"},
	"cooling/loop":       {"sim", "sim/param", "sim/equipment", "sim/channel", "sim/record", "cooling/component", "cooling/failure", "cooling/psychro"},
	"cooling/component":  {"sim", "sim/param", "sim/record", "cooling/psychro"},
	"cooling/failure":    {"sim", "sim/param", "sim/channel", "sim/record"},
	"cooling/psychro":    {},
	"grid":               {"sim", "sim/geo", "sim/unit", "sim/table", "sim/param", "sim/equipment", "sim/channel", "sim/record", "sim/supply"},
	"experiments":        {"sim", "sim/geo", "sim/unit", "sim/param", "sim/table", "sim/equipment", "sim/money", "sim/channel", "sim/record", "sim/supply", "models", "cooling", "cooling/loop", "cooling/component", "cooling/failure", "cooling/psychro", "grid", "experiments/result", "experiments/design", "github.com/schollz/progressbar/v3"},
	"experiments/design": {"sim", "sim/param", "sim/table"},
	"experiments/sweep":  {"sim", "sim/param", "sim/record", "sim/unit", "experiments", "experiments/design", "experiments/result"},
	"experiments/result": {"sim/channel", "sim/record", "github.com/parquet-go/parquet-go"},
	"plots":              {"sim/channel", "sim/unit", "experiments/result", "plots/canvas", "gonum.org/v1/plot"},
	"plots/canvas":       {"gonum.org/v1/plot"},
	"tools":              {"sim", "sim/param", "models", "grid", "cooling/psychro", "tools"},

	"models/compute/trace": {"sim/table"},
	"models/compute/batch": {},

	"experiments/validation": {"sim", "sim/param", "sim/equipment", "sim/money", "sim/channel", "sim/record", "sim/supply", "models", "cooling", "cooling/loop", "cooling/component", "cooling/psychro", "grid", "experiments", "experiments/design"},
}

// guarded libraries have one place each.
var guarded = []string{"github.com/fschuetz04/simgo", "github.com/BurntSushi/toml", "github.com/parquet-go/parquet-go",
	"github.com/schollz/progressbar/v3", "gonum.org/v1/plot"}

// guard returns the guarded library that an import belongs to, "" if none.
func guard(imp string) string {
	for _, g := range guarded {
		if imp == g || strings.HasPrefix(imp, g+"/") {
			return g
		}
	}
	return ""
}

// room returns the room of a package, given without the module's path.
func room(pkg string) string {
	for pkg != "" {
		if _, ok := rooms[pkg]; ok {
			return pkg
		}
		i := strings.LastIndexByte(pkg, '/')
		if i < 0 {
			break
		}
		pkg = pkg[:i]
	}
	return ""
}

// folder is a model's folder: "models/economics" of "models/economics/price".
func folder(pkg string) string {
	parts := strings.SplitN(pkg, "/", 3)
	return strings.Join(parts[:min(len(parts), 2)], "/")
}

func allowed(from, to string) bool {
	return to == "sim/list" || slices.Contains(rooms[room(from)], room(to)) || (room(from) == room(to) && folder(from) == folder(to))
}

// TestRoomsImportOnlyWhatTheyMay enforces the table of docs/architecture.md:
// models, cooling and grid never import one another and meet in experiments;
// plots sees stored results alone; nothing imports tools.
func TestRoomsImportOnlyWhatTheyMay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "caloduc/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		from := strings.TrimPrefix(p.ImportPath, "caloduc/")
		if p.ImportPath == "caloduc" {
			if slices.ContainsFunc(p.Imports, func(imp string) bool { return strings.HasPrefix(imp, "caloduc/tools/") }) {
				t.Error("the command line imports a tool")
			}
			continue // it imports experiments and plots
		}
		if room(from) == "" {
			t.Errorf("%s is in no room of the table", from)
		}
		seen++
		for _, imp := range p.Imports {
			to, ours := strings.CutPrefix(imp, "caloduc/")
			library := guard(imp)
			if ours && !allowed(from, to) || library != "" && !slices.Contains(rooms[room(from)], library) {
				t.Errorf("%s imports %s, which room %s may not", from, imp, room(from))
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages looked at", seen)
	}
}
