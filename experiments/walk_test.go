package experiments

import (
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

var walkOver = flag.String("walk", "", "perturb every parameter whose plant and key match this expression, not a sample: . for all")

// spellDays is the length of the two spells, of winter and of summer, for which an
// experiment of the walk runs. What moves an indicator in a spell moves it in the year
// that holds the spell.
var spellDays = flag.Int("spell", 2, "days of each of the two spells that a perturbed parameter is run for")

var wholeYear = flag.Bool("year", false, "run what moves no indicator in the spells for a year, and the signs: some minutes a plant")

// A walkSpan is when an experiment of the walk runs.
type walkSpan struct {
	start string
	days  int
}

// spells and walkYear are the spans of a walk.
func spells() []walkSpan { return []walkSpan{{"2026-01-20", *spellDays}, {"2026-07-14", *spellDays}} }

var walkYear = []walkSpan{{"2026-01-01", 365}}

// walked are the tables whose parameters are walked over.
var walked = []string{"campus[].hall[].cooling.", "campus[].hall[].power.", "campus[].transformer.", "economics.", "contract.", "market."}

// A step is one parameter in a plant, or in none.
type step struct {
	doc   param.KeyDoc
	plant string // "" outside of cooling
}

// path is how a set names the parameter.
func (s step) path() string { return strings.ReplaceAll(s.doc.Path, "[]", "") }

// key is how the table of reasons names it: its path below the hall, without plant.
func (s step) key() string {
	return strings.TrimPrefix(strings.TrimPrefix(s.path(), "campus.hall."), "campus.")
}

// steps lists the parameters from their declarations. Plants in a hybrid are those
// that stand alone, declared once.
func steps() []step {
	var out []step
	for _, k := range param.Reference(new(Spec)) {
		if k.IsTable || !slices.ContainsFunc(walked, func(table string) bool { return strings.HasPrefix(k.Path, table) }) || strings.HasPrefix(k.Variant, "plant = hybrid, ") {
			continue
		}
		plant, _ := strings.CutPrefix(k.Variant, "plant = ")
		if !strings.HasPrefix(k.Path, "campus[].hall[].cooling.") {
			plant = ""
		}
		out = append(out, step{k, plant})
	}
	return out
}

// walkText is an experiment of one hall in which a plant's parameters can act; the
// supply is a reactor's and the market's.
func walkText(plant, start string) string {
	accelerator, racks := "H200", 200
	if slices.Contains(liquidPlants, plant) {
		accelerator, racks = "GB300 NVL72", 60
	}
	if plant == "" {
		plant = "chilled-water-economiser"
	}
	keys := plantKeys[plant]
	if plant == "direct-liquid-dry" {
		keys = ""
	}
	return fmt.Sprintf(`start = %s
spin_up_d = 0
[weather.w]
site = "Paris"
[[reactor]]
unit = "Nogent 1"
weather = "w"
since_refuelling_d = 100
[[campus]]
name = "C"
weather = "w"
grid = { contracted_MW = 60 }
[[campus.hall]]
name = "H"
accelerator = %q
racks = %d
cooling = { plant = %q%s }
`, start, accelerator, racks, plant, keys)
}

// indicatorsOf are all indicators and counts of an experiment over its spans.
func indicatorsOf(plant string, sets []string, spans []walkSpan) ([]float64, error) {
	var all []float64
	for _, when := range spans {
		rec, err := runDays(walkText(plant, when.start), sets, when.days)
		if err != nil {
			return nil, err
		}
		for _, s := range rec.Summaries() {
			all = append(all, s.Value)
		}
		for _, c := range rec.Counters() {
			all = append(all, float64(c.Count))
		}
	}
	return all, nil
}

// runDays runs the first days of an experiment, without files.
func runDays(text string, sets []string, days int) (rec *record.Recorder, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	spec := new(Spec)
	if _, err := param.Decode("walk", []byte(text), spec, sets); err != nil {
		return nil, err
	}
	spec.Record = RecordSpec{Series: None}
	w, err := Build(spec)
	if err != nil {
		return nil, err
	}
	defer w.engine.Close()
	if rec, err = record.NewRecorder(w.record, w.cal, w.recordOptions("", None)); err != nil {
		return nil, err
	}
	err = w.engine.Run(context.Background(), sim.Minute(days)*sim.Day, w.component, func(m sim.Minute) error {
		if err := w.minute(m); err != nil || m < 0 {
			return err
		}
		return rec.Minute(m)
	})
	if err != nil {
		return nil, err
	}
	return rec, rec.Close()
}

// tankMisfit is what a plant says of a tank that does not fit its water.
var tankMisfit = regexp.MustCompile(`storage of .* does not fit water that leaves at ([0-9.]+) and returns at ([0-9.]+) degC`)

// fitting are circumstances with a tank that fits the plant's own water.
func fitting(plant string, with []string) []string {
	_, err := indicatorsOf(plant, with, spells())
	if err == nil {
		return with
	}
	if m := tankMisfit.FindStringSubmatch(err.Error()); m != nil {
		cold, _ := strconv.ParseFloat(m[1], 64)
		return append(slices.Clone(with), "campus.hall.cooling.storage.cold_degC="+param.Number(cold+0.1), "campus.hall.cooling.storage.warm_degC="+m[2])
	}
	return with
}

// moved tells whether any indicator differs by more than rounding.
func moved(a, b []float64) bool {
	if len(a) != len(b) {
		return true
	}
	for i := range a {
		if d := math.Abs(a[i] - b[i]); d > 1e-9*math.Max(math.Abs(a[i]), math.Abs(b[i])) || math.IsNaN(a[i]) != math.IsNaN(b[i]) {
			return true
		}
	}
	return false
}

// others are values of a parameter that differ from its default, as sets write them.
func (s step) others() []string {
	k := s.doc
	switch f := k.Field; f.Kind {
	case param.Float, param.Int:
		return numbersBeside(f)
	case param.Bool:
		return []string{fmt.Sprint(f.Default != true)}
	case param.Choice, param.Preset:
		var words []string
		for _, word := range k.Options {
			if word != f.Default {
				words = append(words, param.Quote(word))
			}
		}
		return words
	}
	return nil
}

// beside are values near the one that circumstances give the parameter.
func (s step) beside(with []string) []string {
	for _, set := range with {
		path, v, _ := strings.Cut(set, "=")
		if x, err := strconv.ParseFloat(v, 64); path == s.path() && err == nil {
			return []string{param.Number(x + 0.5), param.Number(0.5 * x)}
		}
	}
	return nil
}

// numbersBeside are values within bounds: near a given default, spread where the
// model works one out for itself.
func numbersBeside(f *param.Field) []string {
	var tries []float64
	d, given := param.ToFloat(f.Default)
	lo, hi := f.Bounds.Min, f.Bounds.Max
	switch {
	case given && !math.IsNaN(d) && d != 0:
		tries = []float64{1.2 * d}
		if !math.IsInf(hi, 0) {
			tries = append(tries, (d+hi)/2, hi)
		} else {
			tries = append(tries, 10*d)
		}
		if !math.IsInf(lo, 0) {
			tries = append(tries, (d+lo)/2, lo)
		}
		tries = append(tries, 0.8*d, 2*d, 0.5*d, d+1, d-1)
	case given && !math.IsNaN(d):
		tries = []float64{0.05, 1, 10, 1000}
	default:
		tries = []float64{0.1, 1, 2, 5, 8, 12, 18, 24, 30, 45, 100, 300, 1000, 5000}
	}
	if !math.IsInf(lo, 0) && !math.IsInf(hi, 0) {
		tries = append(tries, lo+0.5*(hi-lo), lo+0.25*(hi-lo), lo+0.75*(hi-lo), hi, lo)
	}
	var out []string
	for _, x := range tries {
		if f.Kind == param.Int {
			x = math.Round(x)
		}
		if text := param.Number(x); x != d && f.Bounds.Contains(x) && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// circumstances are what may let a parameter act: each switch, each word of the plant
// other than its default and each number that is nought or at a bound unless given, from
// the declarations, and what opens a table, weather,
// failures, servers that the plant cannot hold.
func circumstances(plant string, all []step) [][]string {
	out := [][]string{nil}
	if plant == "" {
		out = append(out, []string{`contract.kind="market"`}, []string{"economics.price_year=2030"}, []string{"campus.hall.cooling.heat_recovery.district_peak_MW=2"},
			[]string{`contract={kind="fixed",volume_MW=5}`}, []string{`contract={kind="ppa",price_EUR_per_MWh=60,volume_MW=5}`}, []string{`economics.turpe={version="long-use"}`, "campus.grid.voltage_kV=225"},
			[]string{"economics.capacity.price_EUR_per_MW_per_year=5000"}, []string{"economics.response={offered_MW=2,above_EUR_per_MWh=60,energy_EUR_per_MWh=100}", "campus.hall.service=\"interruptible\"", "campus.feed.interrupt_above_EUR_per_MWh=60"},
			[]string{"economics.vnu={paid=true,forward_fraction=1,forward_EUR_per_MWh=81}"}, []string{"economics.vnu={paid=true}", "market.price_factor=6"}, []string{"economics.vnu={paid=true,forward_fraction=0}", "market.price_factor=6"},
			[]string{"reactor.forced.scrams_per_year=100", "reactor.forced.failures_per_year=50"}, []string{`contract.excess="sold"`, "campus.grid.contracted_MW=3"},
			[]string{`campus.source=[{name="B",unit={kind="battery"}},{name="G",unit={kind="gas-turbine"}},{name="D",unit={kind="diesel"}},{name="S",unit={kind="solar"}},{name="W",unit={kind="wind"}}]`},
			// Each component is built by some plant.
			[]string{"campus.hall.cooling.rear_doors=true", "campus.hall.rack_power_kW=20"},
			fitting(plant, []string{"campus.hall.cooling.thermal_storage=true", "campus.hall.cooling.storage.volume_m3=100"}),
			[]string{`campus.hall.cooling.plant="immersion-dry"`, "campus.hall.cooling.adiabatic=false", "campus.hall.cooling.force=true"},
			[]string{`campus.hall.cooling.plant="free-air"`, "campus.hall.cooling.mechanical_share=0", "campus.hall.cooling.force=true"})
	} else {
		out = append(out, opened(plant, all)...)
	}
	for _, s := range all {
		if s.plant != plant || strings.Contains(s.doc.Path, ".event[]") {
			continue
		}
		words := s.others()
		switch f := s.doc.Field; {
		case f.Kind == param.Float && (f.Default == 0.0 || f.Default == f.Bounds.Max || f.Default == f.Bounds.Min): // off unless given
			words = words[:min(2, len(words))]
		case f.Kind != param.Bool && f.Kind != param.Choice:
			continue
		}
		for _, v := range words {
			out = append(out, []string{s.path() + "=" + v})
		}
	}
	return append(out, []string{`weather.w.site="Singapore"`}, []string{`weather.w.site="Helsinki"`}, []string{`weather.w.site="Dallas"`}, []string{"campus.hall.racks=1500"},
		[]string{"campus.workload.initial_busy_fraction=0.1"})
}

// opened are circumstances that let the tables of a plant act.
func opened(plant string, all []step) (out [][]string) {
	const c = "campus.hall.cooling."
	of := func(sets ...string) {
		for _, set := range sets {
			path, _, _ := strings.Cut(set, "=")
			if strings.HasPrefix(path, c) && path != c+"event" && !slices.ContainsFunc(all, func(s step) bool { return s.plant == plant && s.path() == path }) {
				return
			}
		}
		out = append(out, sets)
	}
	store := func(sets ...string) {
		before := len(out)
		if of(sets...); len(out) > before {
			out[before] = fitting(plant, sets)
		}
	}
	recovery := []string{c + "heat_recovery.district_peak_MW=2", c + "heat_recovery.district_cold_degC=-5", c + "heat_recovery.district_mild_degC=18"}
	of(recovery...)
	tepid := []string{c + "heat_recovery.district_peak_MW=2", c + "heat_recovery.heat_pump=false", c + "heat_recovery.district_max_supply_degC=32", c + "heat_recovery.district_min_supply_degC=30", c + "heat_recovery.district_return_degC=15"}
	of(tepid...)
	// Outdoor air too dry to be let in leaves the heat to water, in winter too.
	shut := []string{c + "outdoor_air.min_dew_point_degC=9", c + "outdoor_air.humidify=false"}
	of(append(recovery, shut...)...)
	of(append(tepid, shut...)...)
	store(append(shut, c+"thermal_storage=true", c+"charge_wet_bulb_degC=5", c+"discharge_wet_bulb_degC=6", c+"storage.volume_m3=100")...)
	store(append(shut, c+"thermal_storage=true", c+"charge_wet_bulb_degC=5", c+"discharge_wet_bulb_degC=6", c+"storage.volume_m3=100", c+"storage.start_charge=0.3")...)
	for by, at := range map[string][]string{"wet_bulb": {"5", "6", "15", "17"}, "dry_bulb": {"5", "6", "18", "20"}, "water": {"5", "6", "17", "18"}} {
		for i := 0; i < len(at); i += 2 {
			sets := []string{c + "thermal_storage=true", c + "charge_" + by + "_degC=" + at[i], c + "discharge_" + by + "_degC=" + at[i+1], c + "storage.volume_m3=100"}
			store(sets...)
			store(append(sets, c+"storage.start_charge=0.3")...)
		}
	}
	of(c+"rear_doors=true", "campus.hall.rack_power_kW=20")
	of(c+"rear_doors=true", "campus.hall.rack_power_kW=20", c+"doors.door_fan_pressure_Pa=50")
	// Often enough within the days of a spell, and for long.
	failing := []string{c + "force=true"}
	for key, value := range map[string]string{"redundancy": `"N"`, "mtbf_h": "12", "repair_h": "4"} {
		failing = append(failing, unitKeys(plant, key, value)...)
	}
	slices.Sort(failing)
	of(failing...)
	for _, what := range unitsOf(plant, all) { // servers heat up, shut down and come back
		of(fmt.Sprintf(`%sevent=[{what=%q,at="2026-07-14T06:00",for_min=120,units=1000}]`, c, what), c+"random_failures=false")
	}
	of(append(slices.Clone(failing), c+"liquid_trim_share=1", c+"liquid.supply_temp_degC=16")...)
	of(c+"adiabatic=false", `weather.w.site="Dallas"`, c+"force=true")
	for _, s := range all { // set points that outdoor air moves
		if prefix, ok := strings.CutSuffix(s.path(), "_reset_cold_degC"); ok && s.plant == plant {
			of(c+"force=true", prefix+"_cold_degC=10", prefix+"_reset_cold_degC=0", prefix+"_reset_warm_degC=35")
			of(c+"force=true", prefix+"_cold_degC=10", prefix+"_reset_cold_degC=0", prefix+"_reset_warm_degC=35", `weather.w.site="Singapore"`)
		}
	}
	// A brook that the plant fills, and its limits.
	const water = c + "water."
	of(c+"force=true", water+"flow_m3_per_s=0.3", water+"max_mixed_rise_K=1")
	of(c+"force=true", water+"flow_m3_per_s=1", water+"max_withdrawal_share=1", water+"max_mixed_rise_K=5", water+"warm_downstream_degC=10", water+"warm_mixed_rise_K=1")
	of(c+"force=true", water+"flow_m3_per_s=0.3", water+"max_withdrawal_share=1", water+"reserved_flow_m3_per_s=0.2")
	of(append(slices.Clone(failing), "campus.hall.max_inlet_air_degC=28", c+"shutdown_above_limit_K=0.5", c+"restart_below_limit_K=0.5")...)
	if dry := unitKeys(plant, "min_dew_point_degC", "9"); len(dry) > 0 {
		of(dry...)
		of(append(slices.Clone(dry), unitKeys(plant, "cycles_of_concentration", "20")...)...)
		of(append(append(slices.Clone(dry), c+`economiser="air"`), unitKeys(plant, "cycles_of_concentration", "20")...)...)
	}
	if warm := unitKeys(plant, "cycles_of_concentration", "20"); len(warm) > 0 {
		of(warm...)
	}
	if wet := unitKeys(plant, "adiabatic_on_degC", "12"); len(wet) > 0 {
		of(append(wet, unitKeys(plant, "cycles_of_concentration", "20")...)...)
	}
	if damp := unitKeys(plant, "max_dew_point_degC", "26"); len(damp) > 0 {
		of(damp...)
		of(append(slices.Clone(damp), `weather.w.site="Dallas"`, c+"force=true")...)
		of(append(slices.Clone(damp), c+`economiser="air"`, c+"force=true")...)
	}
	for _, air := range []string{c, c + "air."} {
		of(air+"adiabatic=false", air+"min_dew_point_degC=9")
	}
	of(c+"force=true", c+"sensible_heat_ratio=0.9", `weather.w.site="Singapore"`)
	of(c+"min_flow=0.2", "campus.workload.initial_busy_fraction=0.8", c+"flow_dead_band=0.02")
	for _, dew := range []string{"10", "12", "14", "16"} { // crossed by the days' outdoor air
		of(c+"force=true", c+`economiser="air"`, c+"max_dew_point_degC="+dew)
	}
	for _, least := range []string{"30", "10", "1"} {
		of(c+"force=true", c+"max_air_rack_kW="+least)
		of(c+"force=true", c+"air.max_air_rack_kW="+least)
	}
	for _, air := range []string{c, c + "air."} { // humid heat, in which a stage before the pads acts
		of(c+"force=true", air+`sequence="indirect-direct"`, air+"supply_air_temp_degC=20", `weather.w.site="Dallas"`)
		of(c+"force=true", air+`sequence="indirect-direct"`, air+"supply_air_temp_degC=18", air+"supply_air_cold_degC=18")
	}
	of(c+"chillers=20", "campus.workload.initial_busy_fraction=0.1", "campus.workload.backlog=0")
	of(c+"force=true", "campus.hall.max_inlet_air_degC=24")
	of(c+"force=true", c+"supply_air_temp_degC=27", "campus.hall.max_inlet_air_degC=24", c+"shutdown_above_limit_K=2")
	of(c+"force=true", c+"supply_air_temp_degC=27", "campus.hall.max_inlet_air_degC=25")
	of(c+"force=true", "campus.hall.max_coolant_degC=28")
	of(c+"force=true", "campus.hall.max_coolant_degC=25", c+"shutdown_above_limit_K=2")
	return out
}

// unitsOf are the kinds of units of a plant whose outages may be staged.
func unitsOf(plant string, all []step) (words []string) {
	for _, s := range all {
		_, below, has := strings.Cut(s.path(), ".units.")
		word, _, _ := strings.Cut(below, ".")
		if word = strings.ReplaceAll(word, "_", "-"); has && s.plant == plant && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// near tells whether circumstances name the table or the key of a parameter: those are
// tried before others.
func (s step) near(with []string) bool {
	parts := strings.Split(strings.TrimPrefix(s.key(), "cooling."), ".")
	word := parts[max(0, len(parts)-2)]
	if len(parts) > 1 {
		word = parts[0]
	}
	return slices.ContainsFunc(with, func(set string) bool { return strings.Contains(set, word) })
}

// unmovable says why some parameters move no indicator in the walk, by key or by the
// last part of it.
var unmovable = map[string]string{
	"force":                           "lets a plant run that is refused without: what is refused has no indicator to move",
	"contract.lifetime_years":         "enters the levelised cost of a plant whose output a file of the user's gives: the tests of contracts move it",
	"market.file_unit_EUR":            "the unit of a file of the user's",
	"river: cooling.water.water_degC": "the water of an experiment whose weather gives none: the walk's gives it",
	"economics.renew":                 "acts at the end of machines' lives, years after the walk's",
	"cooling.plant":                   "another plant has other keys: every plant is walked over",
	"door_dew_point_margin_K":         "a bound: colder water to the doors is refused",
}

// reasonOf is why a parameter need not move any indicator, "" where it must.
func (s step) reasonOf() string {
	key := s.key()
	for _, name := range []string{s.plant + ": " + key, key, key[strings.LastIndex(key, ".")+1:]} {
		if r := unmovable[name]; r != "" {
			return r
		}
	}
	if strings.HasPrefix(s.doc.Meaning, "refused: ") {
		return s.doc.Meaning
	}
	switch s.doc.Field.Kind {
	case param.String, param.Date:
		return "a name or a date: it says which, or when, and no how much"
	case param.File:
		return "a file of the user's"
	case param.Floats, param.FreeList, param.FreeTable:
		return "a list, whose parts the tests of its model move"
	}
	return ""
}

// acts looks for a value of the parameter, and circumstances, in which an indicator
// moves. Base runs are kept in bases.
func (s step) acts(around [][]string, bases map[string][]float64, spans []walkSpan) (sets []string, tried int) {
	around = slices.Clone(around)
	slices.SortStableFunc(around[1:], func(a, b []string) int {
		switch {
		case s.near(a) == s.near(b):
			return 0
		case s.near(a):
			return -1
		}
		return 1
	})
	for _, with := range around {
		key := fmt.Sprint(s.plant, with, spans)
		base, known := bases[key]
		if !known {
			var err error
			if base, err = indicatorsOf(s.plant, with, spans); err != nil && testing.Verbose() {
				fmt.Printf("%s with %v: %.150s\n", s.plant, with, err)
			}
			bases[key] = base
		}
		if base == nil {
			continue // circumstances that this hall refuses
		}
		worked := 0
		for _, v := range append(s.beside(with), s.others()...) {
			sets := append(slices.Clone(with), s.path()+"="+v)
			found, err := indicatorsOf(s.plant, sets, spans)
			if err != nil {
				continue
			}
			tried++
			if moved(base, found) {
				return sets, tried
			}
			if worked++; worked == 6 {
				break
			}
		}
	}
	return nil, tried
}

// Every parameter of cooling, power and money moves an indicator: of each, perturbed
// alone in an experiment in which it can act, found from the declarations. What moves
// none has its reason. Without -walk a sample of those without one, the same every time.
func TestEveryParameterMovesAnIndicator(t *testing.T) {
	all := steps()
	if len(all) < 1000 {
		t.Fatalf("only %d parameters", len(all))
	}
	bases, around := map[string][]float64{}, map[string][][]string{}
	walked, idle := 0, 0
	for _, s := range all {
		reason := s.reasonOf()
		if !s.chosen(reason != "") {
			continue
		}
		if around[s.plant] == nil {
			around[s.plant] = circumstances(s.plant, all)
		}
		if reason != "" && len(s.others()) == 0 {
			continue
		}
		walked++
		search := around[s.plant]
		if reason != "" {
			search = s.nearest(search) // whether the reason still holds
		}
		sets, tried := s.acts(search, bases, spells())
		if sets == nil && *wholeYear {
			var more int
			sets, more = s.acts(s.nearest(search), bases, walkYear)
			tried += more
		}
		switch {
		case sets == nil && reason == "":
			idle++
			t.Errorf("%s: %s moves no indicator (%d runs)", s.plant, s.key(), tried)
		case sets != nil && reason != "":
			t.Errorf("%s: %s moves an indicator with %v, and has a reason not to: %s", s.plant, s.key(), sets, reason)
		case sets == nil:
			t.Logf("%s: %s moves nothing: %s", s.plant, s.key(), reason)
		}
	}
	t.Logf("%d of %d parameters walked, %d idle", walked, len(all), idle)
}

// nearest are the circumstances that name the table or the key of a parameter, after none.
func (s step) nearest(around [][]string) [][]string {
	out := around[:1:1]
	for _, with := range around[1:] {
		if s.near(with) {
			out = append(out, with)
		}
	}
	return out
}

// chosen tells whether a parameter is walked over: all that match -walk, or else one of
// sampleOf without a reason.
func (s step) chosen(excused bool) bool {
	if *walkOver != "" {
		return regexp.MustCompile(*walkOver).MatchString(s.plant + ": " + s.key())
	}
	h := fnv.New32a()
	h.Write([]byte(s.plant + s.doc.Path))
	return h.Sum32()%sampleOf == 0 && !excused
}

// sampleOf parameters one is walked over without -walk.
const sampleOf = 47
