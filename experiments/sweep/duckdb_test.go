package sweep

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"caloduc/sim/record"
)

// duckDB is the independent reader: a binary that comes by npm.
const duckDB = "@duckdb/node-api@1.5.6-r.1"

// duckDBHome returns a folder in which DuckDB is installed, or skips the test
// where it cannot be. It is kept in the user's cache for the next time.
func duckDBHome(t *testing.T) string {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("DuckDB is installed by npm: ", err)
		}
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skip(err)
	}
	home := filepath.Join(cache, "caloduc-test", "duckdb")
	if err := os.MkdirAll(home, 0o777); err != nil {
		t.Skip(err)
	}
	if _, err := os.Stat(filepath.Join(home, "installed")); err == nil {
		return home
	}
	install := exec.Command("npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", home, duckDB)
	install.Dir = home
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("npm cannot install %s: %v\n%s", duckDB, err, out)
	}
	if err := os.WriteFile(filepath.Join(home, "installed"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	return home
}

// TestDuckDBReadsRuns has DuckDB read runs.parquet and compares every value, and
// the metadata, with what is in it.
func TestDuckDBReadsRuns(t *testing.T) {
	home := duckDBHome(t)
	withQuick(t)
	file := experiment(t, "[[sweep]]\nmethod = \"list\"\npoints = [{ name = \"a é\", seed = 1 }, { name = \"b\", seed = 1000 }, { seed = 7, \"campus.hall.racks\" = 70 }]\n")
	o := quietly(t, t.TempDir())
	var failure *FailedError
	if err := run(t, file, o); !errors.As(err, &failure) {
		t.Fatal(err)
	}
	script := filepath.Join(home, "read.mjs") // beside node_modules, where imports are looked for
	text, err := os.ReadFile(filepath.Join("testdata", "read.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(script, text, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", script, filepath.Join(o.Out, RunsFile)).Output()
	if err != nil {
		var exit *exec.ExitError
		errors.As(err, &exit)
		t.Fatalf("%v\n%s", err, exit.Stderr)
	}
	var read struct {
		Columns, Types []string
		Rows           [][]any
		Metadata       map[string]string
		Grouped        [][]any
	}
	if err := json.Unmarshal(out, &read); err != nil {
		t.Fatal(err)
	}
	r := rows(t, o.Out)
	if len(read.Columns) != len(r.Columns) || len(read.Rows) != r.Len || r.Len != 3 {
		t.Fatalf("%d columns and %d rows, want %d and %d", len(read.Columns), len(read.Rows), len(r.Columns), r.Len)
	}
	types := map[string]string{record.Numbers: "DOUBLE", record.Whole: "BIGINT", record.Text: "VARCHAR"}
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
	var described []record.Column
	if err := json.Unmarshal([]byte(read.Metadata[record.ColumnsKey]), &described); err != nil || len(described) != len(r.Columns) {
		t.Errorf("metadata: %d columns, %v", len(described), err)
	}
	if c := described[column(t, r, "campus.Fouju.cost_EUR")]; c.Symbol != "€" || c.Role != RoleMain {
		t.Errorf("described as %+v", c)
	}
	cost := r.Numbers[column(t, r, "campus.Fouju.cost_EUR")]
	if g := read.Grouped; len(g) != 2 || g[0][0] != StatusDone || g[0][1] != 2.0 || math.Abs(g[0][2].(float64)-(cost[0]+cost[2])/2) > 1e-9 || g[1][2] != nil {
		t.Errorf("grouped by status: %v", g)
	}
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
