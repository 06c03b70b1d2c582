package cooling

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// boxPointsKey is the environment's number of points of each plant's box of parameters; a
// few without.
const boxPointsKey = "CALODUC_BOX_POINTS"

// boxKey is a parameter of a plant, with its path below the plant's table.
type boxKey struct {
	path string
	doc  *param.KeyDoc
}

// boxOf are the parameters of the plant of that word, in the table at path in the
// reference; variant is what chooses it there.
func boxOf(docs []param.KeyDoc, path, variant string) (keys []boxKey) {
	for i := range docs {
		d := &docs[i]
		below, in := strings.CutPrefix(d.Path, path+".")
		if in && d.Variant == variant && !d.IsTable && !strings.Contains(below, "[]") && d.Field.Selector == "" && below != "plant" {
			keys = append(keys, boxKey{path + "." + below, d})
		}
	}
	return keys
}

// drawNumber draws a number within bounds: at their ends, near the default, or between.
func drawNumber(r *rand.Rand, b param.Bounds, def float64) float64 {
	lo, hi := b.Min, b.Max
	switch {
	case math.IsInf(hi, 1) && def > 0:
		lo, hi = max(lo, 0.01*def), 100*def
	case math.IsInf(hi, 1):
		lo, hi = max(lo, 0), max(lo, 0)+math.Pow(10, 5*r.Float64()-2)
	}
	if b.OpenMin && lo == b.Min {
		lo += 1e-3 * (hi - lo)
	}
	if b.OpenMax {
		hi -= 1e-3 * (hi - lo)
	}
	switch u := r.Float64(); {
	case u < 0.15:
		return lo
	case u < 0.3:
		return hi
	case u < 0.4 && def > 0:
		return min(max(def*(0.9+0.2*r.Float64()), lo), hi)
	case lo > 0 && hi > 100*lo:
		return lo * math.Pow(hi/lo, r.Float64())
	}
	return lo + (hi-lo)*r.Float64()
}

// draw draws a value of the parameter, as TOML writes it.
func (k *boxKey) draw(r *rand.Rand) string {
	f := k.doc.Field
	switch f.Kind {
	case param.Float:
		def, _ := f.Default.(float64)
		if f.Key == "mtbf_h" { // failures within the days that are run
			return strconv.FormatFloat(math.Pow(def, r.Float64()), 'g', 6, 64)
		}
		return strconv.FormatFloat(drawNumber(r, f.Bounds, def), 'g', 6, 64)
	case param.Int:
		def, _ := f.Default.(int)
		return strconv.Itoa(int(drawNumber(r, f.Bounds, float64(def))))
	case param.Bool:
		return strconv.FormatBool(r.IntN(2) == 0)
	case param.Choice:
		return strconv.Quote(f.Options[r.IntN(len(f.Options))])
	}
	return ""
}

// boxPoint is a plant in its box: the lines that say so, the hall and the climate.
type boxPoint struct {
	first []string // plants
	lines []string
	hall  loop.Hall
	site  loop.Site
	seed  uint64
}

func (p *boxPoint) text() string { return strings.Join(slices.Concat(p.first, p.lines), "\n") }

func (p *boxPoint) String() string {
	return fmt.Sprintf("%s\nhall %+v\nsite %+v", p.text(), p.hall, p.site)
}

// boxSites are climates by their extremes.
var boxSites = []loop.Site{
	{AltitudeM: 90, DesignDryBulbDegC: 41, DesignWetBulbDegC: 25},
	{AltitudeM: 5, DesignDryBulbDegC: 37, DesignWetBulbDegC: 30},
	{AltitudeM: 600, DesignDryBulbDegC: 49, DesignWetBulbDegC: 27},
	{AltitudeM: 4000, DesignDryBulbDegC: 20, DesignWetBulbDegC: 11},
	{AltitudeM: 50, DesignDryBulbDegC: 26, DesignWetBulbDegC: 18},
}

// drawPoint draws a point of the box of a plant.
func drawPoint(r *rand.Rand, docs []param.KeyDoc, word string) *boxPoint {
	p := &boxPoint{first: []string{fmt.Sprintf("cooling.plant = %q", word)}, hall: airHall, site: boxSites[r.IntN(len(boxSites))], seed: r.Uint64()}
	keys := boxOf(docs, "cooling", "plant = "+word)
	if strings.HasPrefix(word, "direct-liquid") || word == "hybrid" || word == "river" && r.IntN(2) == 0 {
		p.hall = liquidHall
		p.hall.LiquidFraction = []float64{0.85, 0.85, 0.3, 0.98}[r.IntN(4)]
	}
	if word == "immersion-dry" {
		p.hall = tankHall
	}
	if word == "hybrid" {
		for table, fits := range map[string]func(string) bool{"liquid": hybridLiquid, "air": hybridAir} {
			words := wordsOf(docs, fits)
			w := words[r.IntN(len(words))]
			p.first = append(p.first, fmt.Sprintf("cooling.%s.plant = %q", table, w))
			keys = append(keys, boxOf(docs, "cooling."+table, "plant = hybrid, plant = "+w)...)
		}
		slices.Sort(p.first[1:])
		slices.SortFunc(keys, func(a, b boxKey) int { return strings.Compare(a.path, b.path) })
	}
	p.hall.DesignITMW *= []float64{1, 1, 0.01, 5}[r.IntN(4)]
	p.hall.DesignRoomHeatMW *= p.hall.DesignITMW / 20
	r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	n := []int{1, 2, 3, 3, 5, 8, 15, len(keys)}[r.IntN(8)]
	for _, k := range keys[:min(n, len(keys))] {
		if v := k.draw(r); v != "" {
			p.lines = append(p.lines, k.path+" = "+v)
		}
	}
	return p
}

// wordsOf are the plants' words that fit.
func wordsOf(docs []param.KeyDoc, fits func(string) bool) (words []string) {
	for i := range docs {
		if d := &docs[i]; d.Path == "cooling.plant" {
			for _, w := range d.Options {
				if fits(w) {
					words = append(words, w)
				}
			}
		}
	}
	return words
}

// run builds the plant and runs a hot day, a day in between and a cold one. It returns the reason why the
// plant is refused, or what went wrong.
func (p *boxPoint) run() (refused, wrong error) {
	defer func() {
		if e := recover(); e != nil {
			wrong = fmt.Errorf("panic: %v", e)
		}
	}()
	var c chosen
	if _, err := param.Decode("box.toml", []byte(p.text()), &c, nil); err != nil {
		return err, nil
	}
	plant, err := c.cooling.Build(p.site, p.hall)
	if err != nil {
		return err, nil
	}
	reg := record.NewRegistry()
	plant.Declare(reg.Root().Group("H1", "hall H1"))
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1, "UTC")
	if err != nil {
		return nil, err
	}
	rec, err := record.NewRecorder(reg, cal, record.Options{})
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(p.seed, 1))
	e := sim.NewEngine(cal, 0)
	plant.Start(e, "H1", sim.Streams{Seed: p.seed})
	err = e.Run(context.Background(), 3*sim.Day, func() string { return "plant" }, func(m sim.Minute) error {
		out := p.outdoor(m, r)
		load := p.load(m) * plant.Duty().HeatLimit
		if m == 0 {
			load = 1
		}
		plant.Step(m, out, loop.Load{ITMW: load * p.hall.DesignITMW, RoomHeatMW: load * p.hall.DesignRoomHeatMW})
		if err := sound(plant.Duty(), p.hall.DesignITMW); err != nil {
			return fmt.Errorf("minute %d: %w", m, err)
		}
		return rec.Minute(m)
	})
	if err != nil {
		return nil, err
	}
	_, err = rec.CheckBalances()
	return nil, err
}

// outdoor is the air of minute m: a day up to the site's extremes, one 20 K and one 45 K
// colder, wet bulbs from the dry bulb down.
func (p *boxPoint) outdoor(m sim.Minute, r *rand.Rand) *loop.Outdoor {
	s := p.site.Complete()
	day := []float64{0, 20, 45}[m/sim.Day]
	t := s.DesignDryBulbDegC - day - 7*(1+math.Cos(2*math.Pi*float64(m)/float64(sim.Day)))
	t += 0.2 * r.NormFloat64()
	wet := min(s.DesignWetBulbDegC-0.8*day, t-0.1)
	w := psychro.HumidityRatioFromWetBulb(t, wet, s.PressurePa)
	if !(w > 1e-5) {
		w = 1e-5
	}
	w = min(w, psychro.SaturationHumidityRatio(t, s.PressurePa))
	air := psychro.FromHumidityRatio(t, w, s.PressurePa)
	return &loop.Outdoor{Air: &air, RiverDegC: max(24-0.5*day, 1), SeaDegC: 20 - 0.2*day}
}

// load is the servers' load at minute m: steps, and an hour of none.
func (p *boxPoint) load(m sim.Minute) float64 {
	return []float64{1, 0.9, 0.3, 1, 0, 0.6, 1, 0.75}[m/180%8]
}

// sound tells what a minute's duty has that no plant can have.
func sound(d *loop.Duty, designMW float64) error {
	for _, x := range []float64{d.FacilityPumpMW, d.CDUPumpMW, d.RejectionFanMW, d.AirFanMW, d.CompressorMW, d.SprayPumpMW, d.HeatPumpMW, d.ReusedMW,
		d.EvaporatedKgPerS, d.DriftKgPerS, d.BlowdownKgPerS, d.WaterKgPerS, d.WithdrawnKgPerS, d.ReturnedKgPerS} {
		if !(x >= -1e-9 && x < math.Inf(1)) {
			return fmt.Errorf("a use of %g in %+v", x, *d)
		}
	}
	if !(d.HeatLimit >= 0 && d.HeatLimit <= 1) || math.IsNaN(d.RejectedMW) || !(d.ServerInletAirDegC > -100 && d.ServerInletAirDegC < 1000) {
		return fmt.Errorf("duty %+v", *d)
	}
	return nil
}

// least drops the lines without which what went wrong still does.
func (p *boxPoint) least() {
	for i := 0; i < len(p.lines); {
		q := *p
		q.lines = slices.Delete(slices.Clone(p.lines), i, i+1)
		if _, wrong := q.run(); wrong != nil {
			p.lines = q.lines
		} else {
			i++
		}
	}
}

// Every point within the bounds of a plant's parameters builds and runs, its balances
// closed and nothing in it impossible, or is refused with the reason.
func TestBoxes(t *testing.T) {
	points := 12
	if n, err := strconv.Atoi(os.Getenv(boxPointsKey)); err == nil {
		points = n
	}
	seed, _ := strconv.ParseUint(os.Getenv("CALODUC_BOX_SEED"), 10, 64)
	docs := param.Reference(new(chosen))
	for _, word := range wordsOf(docs, func(string) bool { return true }) {
		t.Run(word, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 2026))
			ran, wrongs := 0, 0
			for range points {
				p := drawPoint(r, docs, word)
				began := time.Now()
				refused, wrong := p.run()
				switch {
				case wrong != nil:
					wrongs++
					p.least()
					_, wrong = p.run()
					t.Errorf("%v\n%v", p, wrong)
				case refused == nil:
					ran++
				case strings.TrimSpace(refused.Error()) == "":
					t.Errorf("%v\nrefused without a reason", p)
				}
				if took := time.Since(began); took > 10*time.Second {
					t.Errorf("%v\ntook %v", p, took)
				}
			}
			t.Logf("%d of %d points ran, %d went wrong, the others are refused", ran, points, wrongs)
			if ran == 0 {
				t.Error("all points are refused")
			}
		})
	}
}

// Ranges of coolant and facility water over their bounds: distribution units that cannot
// be are refused where the key stands, the others run.
func TestRangesOfDistributionUnits(t *testing.T) {
	docs := param.Reference(new(chosen))
	for _, word := range []string{"direct-liquid-dry", "direct-liquid-tower", "direct-liquid-trim", "immersion-dry", "river"} {
		table, coolant, hall := "cooling.", "tcs_range_K", liquidHall
		if word == "river" {
			table = "cooling.liquid."
		}
		if word == "immersion-dry" {
			coolant, hall = "tank_range_K", tankHall
		}
		if len(boxOf(docs, "cooling", "plant = "+word)) == 0 {
			t.Fatalf("%s has no parameters", word)
		}
		for _, tcs := range []float64{2, 5.9, 10, 30} {
			for _, facility := range []float64{2, 9.9, 13.9, 14.5, 15, 30} {
				p := boxPoint{first: []string{fmt.Sprintf("cooling.plant = %q", word)}, hall: hall, site: boxSites[0],
					lines: []string{fmt.Sprintf("%s%s = %g", table, coolant, tcs), fmt.Sprintf("%sfacility_range_K = %g", table, facility)}}
				refused, wrong := p.run()
				if wrong != nil {
					t.Errorf("%s, %g K, %g K: %v", word, tcs, facility, wrong)
				}
				if facility >= 4+tcs && !says(refused, "box.toml:3:", "facility_range_K", "must be below cdu_approach_K") {
					t.Errorf("%s, %g K, %g K: %v", word, tcs, facility, refused)
				}
			}
		}
	}
}

// What has no numbers is refused, force or not; what only looks so runs.
func TestRefusedWhateverForce(t *testing.T) {
	hot, cold := boxSites[0], boxSites[3]
	for _, c := range []struct {
		word, keys string
		hall       loop.Hall
		site       loop.Site
		want       string // "": it runs
	}{
		{"air-cooled-chiller", "air_flow_kg_per_s = 0.5", airHall, hot, "air_flow_kg_per_s = 0.5 lets 20.8 MW warm air"},
		{"direct-expansion", "dx_capacity_MW = 400", airHall, hot, "ice up with less than"},
		{"direct-expansion", "air_volume_m3 = 1", airHall, hot, "air_volume_m3 = 1 is less than fans move in a second"},
		{"indirect-free-air", "supply_air_temp_degC = 45", airHall, hot, "shuts servers down, which bear 32"},
		{"direct-liquid-dry", "supply_temp_degC = 55", liquidHall, cold, "shuts servers down, which bear 45"},
		{"direct-liquid-dry", "dry_cooler_units = 1e6", liquidHall, cold, "more than 20000"},
		{"immersion-dry", "dry_cooler_air_kW_per_K = 2e5", tankHall, cold, "+Inf dry cooler units of 2e+05 kW/K"},
		{"direct-liquid-dry", "tcs_flow_kg_per_s = 0.1\ncdu_conductance_kW_per_K = 1e6", liquidHall, cold, "one boils"},
		{"direct-liquid-dry", "facility_flow_kg_per_s = 0.1", liquidHall, cold, "no CDU warms facility water"},
		{"direct-liquid-dry", "cdu_conductance_kW_per_K = 500", liquidHall, cold, "shuts servers down, which bear 45"},
		{"direct-expansion", "", liquidHall, hot, "need a liquid plant"},
		{"free-air", "", liquidHall, hot, "need a liquid plant"},
		{"chilled-water-economiser", "", liquidHall, hot, "need a liquid plant"},
		{"chilled-water", "tower.design_wet_bulb_degC = 5", airHall, hot, "is so dry"},
		{"indirect-free-air", "reserve = 0", airHall, cold, ""},
		{"direct-liquid-trim", "pump_motor_efficiency = 1", func() loop.Hall { h := liquidHall; h.LiquidFraction, h.DesignRoomHeatMW = 1, 0; return h }(), hot, ""},
		{"direct-expansion", "dx_capacity_MW = 0.2\nmin_air_flow = 1", airHall, hot, ""},
	} {
		p := boxPoint{first: []string{fmt.Sprintf("[cooling]\nplant = %q\nforce = true", c.word)}, lines: []string{c.keys}, hall: c.hall, site: c.site}
		refused, wrong := p.run()
		if wrong != nil || c.want == "" && refused != nil || c.want != "" && !says(refused, c.want) {
			t.Errorf("%s, %s: %v, %v", c.word, c.keys, refused, wrong)
		}
	}
}
