package market

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// walked is a market with every kind of plant, where reserve is short at times.
const walked = `
[storage]
water_memory_days = 1
[[zone]]
name = "FR"
zone = "FR"
elsewhere_MW = 1000
in_2021 = { lignite_MW = 500, nuclear_MW = 45000 }
in_2030 = { coal_MW = 500, nuclear_MW = 40000 }
[[zone]]
name = "DE"
zone = "DE"
in_2021 = { oil_MW = 4000, battery_MW = 900 }
[[limit]]
from = "FR"
to = "DE"
limit_MW = 3000
`

// dead says why a parameter moves nothing in the walk.
var dead = map[string]string{
	"zone[FR].import_MW": "the hub's trade is limited by its neighbours",
	"zone[FR].export_MW": "the hub's trade is limited by its neighbours",
	"zone[DE].import_MW": "a [[limit]] stands in its place",
}

// walkedHours are six days in winter and in summer of years between the anchors.
func walkedHours() []Hour {
	var hours []Hour
	for _, year := range []int{2022, 2025, 2028, 2032, 2040} {
		for _, month := range []time.Month{1, 7} {
			at := time.Date(year, month, 5, 0, 0, 0, 0, time.UTC)
			for i := range 6 * 24 {
				hours = append(hours, HourAt(float64(year-2022)*8766+float64(i), at.Add(time.Duration(i)*time.Hour)))
			}
		}
	}
	return hours
}

// digest sums up all that a market says over some hours.
func digest(t *testing.T, hours []Hour, sets []string) (sum float64, r *param.Resolved) {
	t.Helper()
	s := new(Spec)
	r, err := param.Decode("dispatch", []byte(walked), s, sets)
	if err != nil {
		t.Fatal(err)
	}
	m, err := New(s, sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	in := free()
	in.TempDegC = []float64{0, 0}
	for i := range hours {
		in.TempDegC[0] = 10 - 20*math.Cos(hours[i].angle())
		in.TempDegC[1] = in.TempDegC[0]
		in.ExtraMW = []float64{0, 0}
		if i%5 == 0 { // hours of plenty, down to the floor
			in.ExtraMW[0] = -1000 * float64(i%70)
			in.ExtraMW[1] = in.ExtraMW[0]
		}
		if hours[i].Year == 2040 && hours[i].YearDay > 100 { // days of plenty, in which water is worth little
			in.ExtraMW[0] -= 1000 * float64(20+i%20)
		}
		out := m.Clear(&hours[i], in)
		for k := range out.Zones {
			z := &out.Zones[k]
			w := 1 + 0.3*float64(k) + 1e-3*float64(i%97)
			sum += w * (z.PriceEURPerMWh + z.ExportMW + z.CutMW + z.Direct.KgPerH + z.LifeCycle.KgPerH + z.DemandMW + 1e3*z.WaterLPerKWh)
			for tech, mw := range z.OutputMW {
				sum += w * mw * float64(tech+1)
			}
		}
	}
	return sum, r
}

// Every number of the market moves what it says, or has its reason here.
func TestEveryParameterMovesTheMarket(t *testing.T) {
	hours := walkedHours()
	before, r := digest(t, hours, nil)
	walkedKeys := 0
	for _, v := range r.Values() {
		x, ok := v.Value.(float64)
		if !ok || math.IsNaN(x) {
			continue
		}
		walkedKeys++
		after, _ := digest(t, hours, []string{fmt.Sprintf("%s=%g", v.Path, moved(v, x))})
		_, excused := dead[v.Path]
		if still := after == before; still != excused {
			t.Errorf("%s = %g moves nothing: %v, excused: %v", v.Path, x, still, excused)
		}
	}
	if walkedKeys < 150 {
		t.Errorf("only %d numbers walked", walkedKeys)
	}
}

// moved is another value within a parameter's bounds.
func moved(v param.Value, x float64) float64 {
	y := 1.1*x + 0.01
	if strings.HasSuffix(v.Path, "_MW") {
		y = 1.1*x + 100
	}
	if !v.Field.Bounds.Contains(y) {
		y = 0.9*x - 0.01
	}
	return y
}
