package sweep

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"caloduc/experiments/result"
	"caloduc/sim/record"
)

// duckDB is an independent reader: a binary that comes by npm.
const duckDB = "@duckdb/node-api@1.5.6-r.1"

// npmHome returns a folder in which a package of npm is installed, or skips the
// test where it cannot be. It is kept in the user's cache for the next time.
func npmHome(t *testing.T, name, pkg string) string {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is installed by npm: %v", pkg, err)
		}
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skip(err)
	}
	home := filepath.Join(cache, "caloduc-test", name)
	if err := os.MkdirAll(home, 0o777); err != nil {
		t.Skip(err)
	}
	if installed, _ := os.ReadFile(filepath.Join(home, "installed")); string(installed) == pkg {
		return home
	}
	install := exec.Command("npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", home, pkg)
	install.Dir = home
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("npm cannot install %s: %v\n%s", pkg, err, out)
	}
	if err := os.WriteFile(filepath.Join(home, "installed"), []byte(pkg), 0o666); err != nil {
		t.Fatal(err)
	}
	return home
}

// readElsewhere has a script of testdata read a file with a package of npm, and
// decodes what it prints.
func readElsewhere(t *testing.T, home, name, file string, read any) {
	t.Helper()
	script := filepath.Join(home, name) // beside node_modules, where imports are looked for
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(script, text, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", script, file).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("%v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, read); err != nil {
		t.Fatal(err)
	}
}

// readerSweep is a sweep of three points, of which one failed, for other programs
// to read.
func readerSweep(t *testing.T) Options {
	t.Helper()
	withQuick(t)
	file := experiment(t, "[[sweep]]\nmethod = \"list\"\npoints = [{ name = \"a é\", seed = 1 }, { name = \"b\", seed = 1000 }, { seed = 7, \"campus.hall.racks\" = 70 }]\n")
	o := quietly(t, t.TempDir())
	var failure *FailedError
	if err := run(t, file, o); !errors.As(err, &failure) {
		t.Fatal(err)
	}
	return o
}

// elsewhere is a table as another program reads it.
type elsewhere struct {
	Columns, Types []string
	Rows           [][]any
	Metadata       map[string]string
	Grouped        [][]any // status, number of runs, mean cost
}

// check compares with what is in the table, given the words for its types.
func (read elsewhere) check(t *testing.T, r *record.Rows, types map[string]string) {
	t.Helper()
	if len(read.Columns) != len(r.Columns) || len(read.Rows) != r.Len || r.Len != 3 {
		t.Fatalf("%d columns and %d rows, want %d and %d", len(read.Columns), len(read.Rows), len(r.Columns), r.Len)
	}
	for i, c := range r.Columns {
		if read.Columns[i] != c.Name || read.Types[i] != types[c.Kind] {
			t.Errorf("column %d is %s %s, want %s %s", i, read.Columns[i], read.Types[i], c.Name, types[c.Kind])
		}
		for row := range r.Len {
			if got, want := read.Rows[row][i], value(r, i, row); got != want {
				t.Errorf("%s of row %d is %v, want %v", c.Name, row, got, want)
			}
		}
	}
	cost := r.Numbers[column(t, r, "campus.Fouju.cost_EUR")]
	if g := read.Grouped; len(g) != 2 || g[0][0] != result.StatusDone || g[0][1] != 2.0 || math.Abs(g[0][2].(float64)-(cost[0]+cost[2])/2) > 1e-9 || g[1][2] != nil {
		t.Errorf("grouped by status: %v", g)
	}
}

// TestDuckDBReadsRuns has DuckDB read runs.parquet and compares every value, and
// the metadata, with what is in it.
func TestDuckDBReadsRuns(t *testing.T) {
	home := npmHome(t, "duckdb", duckDB)
	o := readerSweep(t)
	var read elsewhere
	readElsewhere(t, home, "read.mjs", filepath.Join(o.Out, result.RunsFile), &read)
	r := rows(t, o.Out)
	read.check(t, r, map[string]string{record.Numbers: "DOUBLE", record.Whole: "BIGINT", record.Text: "VARCHAR"})
	var described []record.Column
	if err := json.Unmarshal([]byte(read.Metadata[record.ColumnsKey]), &described); err != nil || len(described) != len(r.Columns) {
		t.Fatalf("metadata: %d columns, %v", len(described), err)
	}
	if c := described[column(t, r, "campus.Fouju.cost_EUR")]; c.Symbol != "€" || c.Role != result.RoleMain {
		t.Errorf("described as %+v", c)
	}
}

// polars is another reader that shares nothing with DuckDB or with ours.
const polars = "nodejs-polars@0.22.2"

// TestPolarsReadsRuns has polars read runs.parquet and compares every value. Its
// package for Node gives no metadata of a file.
func TestPolarsReadsRuns(t *testing.T) {
	home := npmHome(t, "polars", polars)
	o := readerSweep(t)
	var read elsewhere
	readElsewhere(t, home, "polars.mjs", filepath.Join(o.Out, result.RunsFile), &read)
	read.check(t, rows(t, o.Out), map[string]string{record.Numbers: "Float64", record.Whole: "Int64", record.Text: "String"})
}

// value is a value of the table as JSON gives it, nil where there is none.
func value(r *record.Rows, column, row int) any {
	switch r.Columns[column].Kind {
	case record.Whole:
		return float64(r.Integers[column][row])
	case record.Text:
		if s := r.Texts[column][row]; s != "" {
			return s
		}
		return nil
	}
	if x := r.Numbers[column][row]; !math.IsNaN(x) {
		return x
	}
	return nil
}
