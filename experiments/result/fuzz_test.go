package result

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// FuzzResult: whatever manifest and indicators say, a result is opened or refused.
func FuzzResult(f *testing.F) {
	dir := f.TempDir()
	write(f, dir, 1)
	manifest, err1 := os.ReadFile(filepath.Join(dir, ManifestFile))
	indicators, err2 := os.ReadFile(filepath.Join(dir, IndicatorsFile))
	if err := errors.Join(err1, err2); err != nil {
		f.Fatal(err)
	}
	f.Add(manifest, indicators)
	f.Add([]byte(`{"schema_version": 1}`), []byte("indicator,scope,period,value,unit\n\"pue\",,total,1e999,\n"))
	f.Fuzz(func(t *testing.T, manifest, indicators []byte) {
		if err := errors.Join(os.WriteFile(filepath.Join(dir, ManifestFile), manifest, 0o666), os.WriteFile(filepath.Join(dir, IndicatorsFile), indicators, 0o666)); err != nil {
			t.Fatal(err)
		}
		r, err := Open(dir)
		if err != nil {
			return
		}
		defer r.Close()
		r.Manifest().Ending()
		r.Monthly("it_energy_MWh", "campus.Fouju.hall.H1")
		r.Total("it_energy_MWh", "")
	})
}
