package result

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzStored: whatever the texts of a stored result hold, they are refused or read.
func FuzzStored(f *testing.F) {
	f.Add([]byte(`{"schema_version":1,"title":"x"}`), []byte("name,scope,period,value,unit\npue,,total,1.1,\n"), []byte("block,statistic,indicator,unit,of,against,estimate,low,high,values\n0,mean,pue,,a,,1,,,\n"))
	f.Add([]byte(`{}`), []byte(""), []byte("block\n"))
	f.Fuzz(func(t *testing.T, manifest, indicators, statistics []byte) {
		dir := t.TempDir()
		for name, data := range map[string][]byte{ManifestFile: manifest, IndicatorsFile: indicators, StatisticsFile: statistics} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if r, err := Open(dir); err == nil {
			if _, err := r.Indicators(); err != nil {
				t.Log(err)
			}
			r.Close()
		}
		s := &Sweep{dir: dir}
		if err := s.readStatistics(filepath.Join(dir, StatisticsFile)); err == nil {
			s.addNames()
		}
	})
}
