package validation

import (
	"context"
	"fmt"

	"caloduc/experiments"
	"caloduc/sim/param"
)

const edfRivers = "EDF, in TF1 2023: losses to heat and drought 0.3 % of output a year, over some twenty years"

// fleetUse is the indicator of the fleet's Ku.
const fleetUse = "fleet_use_factor"

// riverFile is the fleet in the climate of six cities, and one rack of servers, without
// which there is no experiment.
const riverFile = `start = 2026-01-01
years = %d
spin_up_d = 0
zone = "Europe/Paris"
contract = { kind = "market" }
[weather.paris]
site = "Paris"
[weather.lille]
site = "Lille"
[weather.lyon]
site = "Lyon"
[weather.strasbourg]
site = "Strasbourg"
[weather.marseille]
site = "Marseille"
[weather.bordeaux]
site = "Bordeaux"
[fleet]
country = "France"
without = "Flamanville 3"
common_cause = { per_year = 0 }
rivers = { limits = %t }
[[campus]]
name = "C"
weather = "paris"
grid = { contracted_MW = 5 }
[[campus.hall]]
name = "H"
accelerator = "GB300 NVL72"
racks = 1
cooling = { plant = "direct-liquid-dry" }
`

// riverLosses is what the rivers' limits cost.
func riverLosses() []Comparison {
	return []Comparison{{
		Name: "rivers.loss", Quantity: "share of output lost to limits of the rivers, a mean of years", Source: edfRivers,
		Published: value(0.003), Tolerance: within(0.001), Class: Measured, Basis: "printed to 0.1 %, and hot years lose 1 % and more", Full: true,
		Run: func(e *Env) (float64, error) {
			free, err := riverUse(false)
			if err != nil {
				return 0, err
			}
			bound, err := riverUse(true)
			return 1 - bound/free, err
		},
	}}
}

// riverEnergy is the net energy of the fleet over twenty years, MWh, with or without the
// limits: all else is drawn alike.
func riverUse(limits bool) (float64, error) {
	spec := new(experiments.Spec)
	if _, err := param.Decode("rivers", []byte(fmt.Sprintf(riverFile, 20, limits)), spec, nil); err != nil {
		return 0, err
	}
	run, err := experiments.Totals(context.Background(), spec)
	if err != nil {
		return 0, err
	}
	for _, i := range run.Summaries() {
		if i.Name == fleetUse && i.Period == "total" {
			return i.Value, nil
		}
	}
	return 0, fmt.Errorf("no %s", fleetUse)
}
