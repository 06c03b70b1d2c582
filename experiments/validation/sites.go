package validation

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"caloduc/experiments"
	"caloduc/sim/channel"
	"caloduc/sim/param"
)

// site is a published place: an experiment of one hall in its climate, and the PUE
// and WUE that its operator states.
type site struct {
	name, of string    // of: in words
	file     string    // weather, in the shared folder
	weather  string    // further keys of [weather.place]
	years    int       // of the record
	load     float64   // of the servers, over design
	house    string    // by its age and kind
	assumed  string    // about the house: what its operator does not state
	hall     string    // keys of [[campus.hall]] and what follows it
	pue, wue Published // wue zero where none is published
	// Around single numbers; ranges are met or not.
	pueWithin, wueWithin Tolerance
	pueOff, wueOff       *Misfit
	source               string
	// noElectrical leaves losses of transformers, UPS and distribution out of the
	// PUE, where the operator's figure does.
	noElectrical bool
	// pueCause and wueCause are what the diagnosis of a misfit names, as overrides
	// of the experiment: with them the published figure must be reached. They show
	// that the diagnosis suffices, and are part of no published comparison.
	pueCause, wueCause []string
	// unknown takes back what is known about this one house and the presets are not of:
	// the PUE without it is shown beside.
	unknown []string
}

// siteFile is the experiment of a site: its campus meters at medium voltage, behind the
// network's transformers. The servers draw a constant power; the accelerator gives them
// nothing but a name.
const siteFile = `
years = %d
[weather.place]
file = %q
%s
[[campus]]
name = "site"
weather = "place"
[campus.grid]
meter = "medium-voltage"
[campus.workload]
kind = "measured-power"
file = %q
peak_fraction = %g
[[campus.hall]]
name = "hall"
house = %q
accelerator = "A100 SXM"
gpus_per_rack = 8
idle_power_W = 0
host_power_kW = 0
%s`

// constantPower is a measured load that never changes.
const constantPower = "time,power\n0,1\n3600,1\n"

// indicators are those of a campus over the whole run, and what was counted, by
// name.
type indicators map[string]float64

// usage is the PUE within the operator's boundary.
func (s *site) usage(y indicators) float64 {
	if s.noElectrical {
		return y["ppue_cooling"] + y[channel.HouseEnergyMWh]/y[channel.ITEnergyMWh]
	}
	return y[channel.PUE]
}

// run simulates the site over the years of its climate.
func (s *site) run(e *Env) (indicators, error) {
	return once(e, "sites."+s.name, func() (indicators, error) { return s.with(e, nil) })
}

// with simulates the site with overrides of its experiment.
func (s *site) with(e *Env, overrides []string) (indicators, error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	load := filepath.Join(dir, "load.csv")
	if err := os.WriteFile(load, []byte(constantPower), 0o644); err != nil {
		return nil, err
	}
	weather, _ := e.File(s.file)
	text := fmt.Sprintf(siteFile, s.years, weather, s.weather, load, s.load, s.house, s.hall)
	spec := new(experiments.Spec)
	if _, err := param.Decode(s.name, []byte(text), spec, overrides); err != nil {
		return nil, err
	}
	run, err := experiments.Totals(context.Background(), spec)
	if err != nil {
		return nil, err
	}
	y := indicators{}
	for _, i := range run.Summaries() {
		if i.Scope == "campus.site" && i.Period == "total" {
			y[i.Name] = i.Value
		}
	}
	for _, c := range run.Counters() {
		y[c.Name] += float64(c.Count)
	}
	_, err = run.CheckBalances()
	return y, err
}

// siteComparisons are the PUE of every site, and the WUE where it is known.
func siteComparisons(sites []site) []Comparison {
	var list []Comparison
	for i := range sites {
		s := &sites[i]
		source := s.source + "; assumed, in a house " + s.house + ": " + s.assumed
		list = append(list, Comparison{Name: s.name + ".pue", Quantity: s.of + ", annual PUE", Source: source, Published: s.pue, Tolerance: s.pueWithin,
			Needs: s.file, Misfit: s.pueOff,
			Run: func(e *Env) (float64, error) { y, err := s.run(e); return s.usage(y), err }})
		if s.unknown != nil {
			list = append(list, Comparison{Name: s.name + ".pue-by-preset", Quantity: s.of + ", by its preset alone, annual PUE", Source: source, Published: s.pue, Tolerance: none,
				Needs: s.file,
				Run:   func(e *Env) (float64, error) { y, err := s.with(e, s.unknown); return s.usage(y), err }})
		}
		if s.wue != (Published{}) {
			list = append(list, Comparison{Name: s.name + ".wue", Quantity: s.of + ", annual WUE", Unit: "L/kWh", Source: source, Published: s.wue, Tolerance: s.wueWithin,
				Needs: s.file, Misfit: s.wueOff,
				Run: func(e *Env) (float64, error) { y, err := s.run(e); return y[channel.WUELPerKWh], err }})
		}
	}
	return list
}
