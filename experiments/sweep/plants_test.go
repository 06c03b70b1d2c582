package sweep

import (
	"context"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// A sweep over climates builds a plant for each, which is told of before and after it
// has run; one plant kept for all of them is no news.
func TestPlantNotices(t *testing.T) {
	const axes = "[[sweep]]\nname = \"sites\"\nmethod = \"grid\"\naxes = { \"weather.paris.site\" = [\"Paris\", \"Stockholm\"] }\n"
	file := experiment(t, axes)
	before, err := PlantNotices(context.Background(), file, nil)
	if err != nil || len(before) != 1 || before[0].About != "sweep sites" || !strings.Contains(before[0].Text, "campus.Fouju.hall.air (sized for 31.9 to 40.8 °C dry bulb and ") {
		t.Fatalf("%q, %v", before, err)
	}
	o := quietly(t, t.TempDir())
	mustRun(t, file, o)
	s, err := result.OpenSweep(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	after, err := s.PlantNotices()
	if err != nil || len(after) != 1 || after[0] != before[0] {
		t.Errorf("%q after the runs, %q before: %v", after, before, err)
	}
	for _, sets := range [][]string{
		{`weather.home={site="Paris"}`, "campus.hall.design.sized_for=home"},
		{"campus.hall.design={dry_bulb_degC=40,wet_bulb_degC=25}"},
	} {
		if kept, err := PlantNotices(context.Background(), file, sets); err != nil || len(kept) > 0 {
			t.Errorf("%v: %q, %v", sets, kept, err)
		}
	}
	if none, err := PlantNotices(context.Background(), experiment(t, ""), nil); err != nil || len(none) > 0 {
		t.Errorf("no sweep: %q, %v", none, err)
	}
}
