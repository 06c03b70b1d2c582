package record

import (
	"path/filepath"
	"reflect"
	"testing"

	"caloduc/sim"
)

// A channel of modes keeps its words in the file, by number.
func TestModesAreStored(t *testing.T) {
	var mode float64
	modes := Modes{{En: "off", Fr: "arrêt"}, {En: "valves open, supply above the set point", Fr: "vannes ouvertes"}}
	reg := NewRegistry()
	reg.Root().Group("campus.Fouju", "Fouju").Mode(&mode, "cooling_mode", modes, "mode of the coils")
	path := filepath.Join(t.TempDir(), "hourly.parquet")
	r := newRecorder(t, reg, testCalendar(t, "2026-01-01", 1), Options{Path: path})
	record(t, r, sim.Day, func(m sim.Minute) { mode = float64(m % 2) })
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if c := f.Channels()[0]; !reflect.DeepEqual(c.Modes, modes) || c.Description != "mode of the coils" {
		t.Errorf("%+v", c)
	}
	if got := reg.Modes(); !reflect.DeepEqual(got, map[string]Modes{"campus.Fouju.cooling_mode": modes}) {
		t.Errorf("%v", got)
	}
}

// A mode without its word in one of the languages is a fault of the program.
func TestAModeHasBothWords(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("accepted")
		}
	}()
	NewRegistry().Root().Mode(new(float64), "cooling_mode", Modes{{En: "off", Fr: "arrêt"}, {En: "warming"}}, "")
}
