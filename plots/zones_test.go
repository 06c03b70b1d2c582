package plots

import (
	"math"
	"testing"
)

// Through the dearest week what a zone is supplied with is what it demands, hour by hour;
// by month its net imports are those from all zones.
func TestZonesBalance(t *testing.T) {
	r := oneRegion(t, 1)
	sum, demand := map[string]float64{}, map[string]float64{}
	for _, l := range lines(t, r, asked{}, "winter-week") {
		switch {
		case l[0] != "supply":
		case l[2] == "demand_MW":
			demand[l[1]] = value(t, l[3])
		default:
			sum[l[1]] += value(t, l[3])
		}
	}
	if len(demand) != 24*weekDays {
		t.Errorf("%d hours", len(demand))
	}
	for hour, mw := range demand {
		if month := hour[5:7]; month > "03" && month < "11" {
			t.Fatalf("%s is no winter", hour)
		}
		if math.Abs(sum[hour]-mw) > 1e-3*mw {
			t.Fatalf("%s: %g MW supplied, %g demanded", hour, sum[hour], mw)
		}
	}
	whole, byZone := map[string]float64{}, map[string]float64{}
	for _, l := range lines(t, r, asked{}, "supply-by-source") {
		if l[0] == "zone" && l[2] == "net imports" {
			whole[l[1]] = value(t, l[3])
		} else if l[0] == "net imports" {
			byZone[l[1]] += value(t, l[3])
		}
	}
	if len(whole) != 12 {
		t.Errorf("net imports of %d months", len(whole))
	}
	for month, mw := range whole {
		if math.Abs(byZone[month]-mw) > 1 {
			t.Errorf("%s: %g MW by zone, %g in all", month, byZone[month], mw)
		}
	}
}

// The curve of a zone's prices holds its mean, and each hour's price is no higher than
// that before it.
func TestPricesAreSorted(t *testing.T) {
	last, curves := map[string]float64{}, map[string]int{}
	for _, l := range lines(t, oneRegion(t, 1), asked{}, "price-duration") {
		p := value(t, l[2])
		if before, known := last[l[0]]; known && p > before {
			t.Fatalf("%s: %g after %g", l[0], p, before)
		}
		last[l[0]] = p
		curves[l[0]]++
	}
	if len(curves) != 3 || curves["DE"] != priceSteps+1 {
		t.Errorf("curves %v", curves)
	}
}
