package record

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// Rows written one by one are read back as they were, over several groups; what is
// aborted leaves no file.
func TestRowsWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rows.parquet")
	columns := []Column{{Name: "name", Kind: Text}, {Name: "x", Kind: Numbers}, {Name: "place", Kind: Text}, {Name: "y", Kind: Numbers}}
	const n = 2*rowsGroup + 7
	w, err := NewRowsWriter(path, columns)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		y := math.NaN()
		if i%3 > 0 {
			y = float64(-i)
		}
		w.Row([]string{fmt.Sprint(i), ""}, []float64{float64(i), y})
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the file bears its name before it is closed")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := ReadRows(path, nil)
	if err != nil || r.Len != n {
		t.Fatal(r, err)
	}
	for i := range n {
		if y := r.Numbers[3][i]; r.Texts[0][i] != fmt.Sprint(i) || r.Texts[2][i] != "" || r.Numbers[1][i] != float64(i) || math.IsNaN(y) != (i%3 == 0) {
			t.Fatalf("row %d: %q %q %g %g", i, r.Texts[0][i], r.Texts[2][i], r.Numbers[1][i], y)
		}
	}
	other := filepath.Join(t.TempDir(), "other.parquet")
	if w, err = NewRowsWriter(other, columns); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	if all, _ := filepath.Glob(other + "*"); len(all) > 0 {
		t.Errorf("left: %v", all)
	}
}
