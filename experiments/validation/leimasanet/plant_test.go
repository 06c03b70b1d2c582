package leimasanet

import (
	"math"
	"strings"
	"testing"
)

// TestPlant drives caloduc's free air with sampled parameters, minute by minute.
// In dry and cold climates, where the paper's control and the plant's come to the
// same, PUE agrees with the hourly evaluation of the same samples; elsewhere the
// plant does better (see PlantTable), which is logged.
func TestPlant(t *testing.T) {
	dir := climates(t)
	const n = 40
	for _, zone := range Zones {
		year := fifth(t, dir, zone)
		var pue, wue, byHour [n]float64
		for i, s := range Draw(LargeAirEconomiser, n, Options{}) {
			var err error
			if pue[i], wue[i], err = AnnualOfPlant(year, LargeAirEconomiser, &s, 12); err != nil {
				t.Fatal(err)
			}
			byHour[i], _ = Annual(year, LargeAirEconomiser, &s, Options{})
		}
		p, w, h := band(pue[:]), band(wue[:]), band(byHour[:])
		want, _ := Find(zone, LargeAirEconomiser)
		t.Logf("zone %s: PUE of the plant %.4f to %.4f, by the hour %.4f to %.4f, published %.4f to %.4f; WUE of the plant %.3f to %.3f, published %.3f to %.3f",
			zone, p.P5, p.P95, h.P5, h.P95, want.PUE.P5, want.PUE.P95, w.P5, w.P95, want.WUE.P5, want.WUE.P95)
		if strings.Contains("5B 6B 8", zone) && math.Abs(worse(p.P5-h.P5, p.P95-h.P95)) > 0.015 {
			t.Errorf("zone %s: plant %v, by the hour %v", zone, p, h)
		}
	}
}

func TestNoPlant(t *testing.T) {
	if _, _, err := AnnualOfPlant(nil, SmallDirectExpansion, new(Sample), 1); err == nil {
		t.Error("a case without a plant was run")
	}
}
