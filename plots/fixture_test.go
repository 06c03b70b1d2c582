package plots

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim"
	"caloduc/sim/record"
)

// site is a made-up campus: halls that open one after the other, PUE that
// follows the season and the hour of the day, costs.
type site struct {
	name     string
	overhead float64 // PUE less one at midnight of the yearly mean
	season   float64 // amplitude of the seasons
	halls    []opening

	itMW, facilityMW float64
	costs            [7]float64 // EUR/h, as costNames
}

// opening adds IT load from a day on.
type opening struct {
	day time.Time
	mw  float64
}

var costNames = [7]string{"cost_electricity_EUR", "cost_grid_EUR", "cost_excise_EUR", "cost_water_EUR",
	"cost_facility_EUR", "cost_accelerators_EUR", "cost_om_EUR"}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// twoSites opens one campus two months after the start, the other two years.
func twoSites() []*site {
	return []*site{
		{name: "Fouju", overhead: 0.08, season: 0.035,
			halls: []opening{{day(2027, 12, 1), 180}, {day(2029, 10, 1), 420}, {day(2031, 10, 1), 600}}},
		{name: "Escaudain", overhead: 0.13, season: 0.06,
			halls: []opening{{day(2026, 3, 1), 40}, {day(2028, 6, 1), 300}}},
	}
}

// set sets the site to an hour.
func (s *site) set(t time.Time) {
	designMW, itMW := 0.0, 0.0
	for _, h := range s.halls {
		days := t.Sub(h.day).Hours() / 24
		if days < 0 {
			continue
		}
		designMW += h.mw
		itMW += h.mw * 0.85 * min(1, 0.004+days/20) // racks come one by one
	}
	year := 2 * math.Pi * float64(t.YearDay()-200) / 365.25
	hour := 2 * math.Pi * float64(t.Hour()-15) / 24
	wave := math.Sin(float64(t.Unix())/3600*0.0271) * math.Sin(float64(t.Unix())/3600*0.0113) // weather of days
	over := s.overhead + s.season*math.Cos(year) + 0.012*math.Cos(hour) + 0.02*wave
	s.itMW = itMW * (0.97 + 0.03*wave)
	s.facilityMW = s.itMW*(1+over) + 0.012*designMW
	energy := s.facilityMW * (55 + 20*wave)
	s.costs = [7]float64{energy, s.facilityMW * 4, s.facilityMW * 10, s.itMW * 0.4,
		designMW * 11e6 * 0.09 / 8766, designMW * 28e6 * 0.23 / 8766, designMW * 11e6 * 0.03 / 8766}
	if designMW == 0 {
		s.facilityMW = 0
	}
}

// declare declares the site's channels and indicators.
func (s *site) declare(reg *record.Registry) {
	g := reg.Root().Group("campus."+s.name, s.name)
	facility := g.Channel(&s.facilityMW, "facility_power_MW", "power at the campus' own bus")
	it := g.Channel(&s.itMW, "it_power_MW", "IT load")
	g.Indicator("pue", "", func(q record.Sums) float64 {
		if !(q.Of(it) > 0) {
			return math.NaN()
		}
		return q.Of(facility) / q.Of(it)
	})
	var all []record.ID
	for i, name := range costNames {
		id := g.Meter(&s.costs[i], name+"_per_h", "")
		all = append(all, id)
		g.Indicator(name, "", func(q record.Sums) float64 { return q.Of(id) })
	}
	g.Indicator("cost_contract_EUR", "", func(q record.Sums) float64 { return 0.8 * q.Of(all[0]) })
	g.Indicator("cost_total_EUR", "", func(q record.Sums) float64 {
		sum := 0.0
		for _, id := range all {
			sum += q.Of(id)
		}
		return sum
	})
}

// store writes a finished result of the sites into dir.
func store(dir string, start time.Time, years int, sites []*site, figures ...result.Figure) error {
	cal, err := sim.NewCalendar(start, years, "Europe/Paris")
	if err != nil {
		return err
	}
	if err := result.Begin(dir, false); err != nil {
		return err
	}
	reg := record.NewRegistry()
	for _, s := range sites {
		s.declare(reg)
	}
	rec, err := record.NewRecorder(reg, cal, record.Options{Path: filepath.Join(dir, result.HourlyFile)})
	if err != nil {
		return err
	}
	for m := range cal.End() {
		if m%sim.Hour == 0 {
			for _, s := range sites {
				s.set(cal.Time(m))
			}
		}
		if err := rec.Minute(m); err != nil {
			return err
		}
	}
	if err := rec.Close(); err != nil {
		return err
	}
	var kpis bytes.Buffer
	if err := rec.WriteIndicators(&kpis); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, result.IndicatorsFile), kpis.Bytes(), 0o644); err != nil {
		return err
	}
	if err := result.WriteManifest(dir, &result.Manifest{SchemaVersion: result.SchemaVersion,
		Title: "Two made-up campuses", Start: start, Years: years, Figures: figures}); err != nil {
		return err
	}
	return result.Finish(dir)
}

// both are the figures of the tests.
var both = []result.Figure{{Name: "pue", Kind: "pue-over-years"}, {Name: "cost", Kind: "cost-over-years"}}

// tenYears is the directory of a result that most tests share.
var tenYears string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "plots")
	if err == nil {
		tenYears = filepath.Join(dir, "ten")
		err = store(tenYears, day(2026, 1, 1), 10, twoSites(), both...)
	}
	code := 1
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	} else {
		code = m.Run()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// open opens a result for the time of a test.
func open(tb testing.TB, dir string) *result.Result {
	tb.Helper()
	r, err := result.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { r.Close() })
	return r
}

// made makes and opens a result of its own.
func made(tb testing.TB, start time.Time, years int, sites []*site, figures ...result.Figure) *result.Result {
	tb.Helper()
	dir := tb.TempDir()
	if err := store(dir, start, years, sites, figures...); err != nil {
		tb.Fatal(err)
	}
	return open(tb, dir)
}

// drawKind is the function that draws a kind of figure of a run, drawSweepKind of a
// sweep.
func drawKind(name string) drawRun {
	draw, _ := kinds.named(name)
	return draw
}

func drawSweepKind(name string) drawSweep {
	draw, _ := sweepKinds.named(name)
	return draw
}
