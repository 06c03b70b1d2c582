package cooling

import (
	"math"

	"caloduc/sim/param"
)

// LiquidUnitsSpec describes the failing units of a liquid side with dry coolers.
type LiquidUnitsSpec struct {
	CDU, Pump, DryCooler UnitsSpec
}

// Params declares the parameters.
func (s *LiquidUnitsSpec) Params(p *param.Set) {
	p.Table(s.CDU.of(&cduUnits), cduUnits.key, "coolant distribution units with their pumps")
	p.Table(s.Pump.of(&pumpUnits), pumpUnits.key, "pumps of facility water")
	p.Table(s.DryCooler.of(&dryCoolerUnits), dryCoolerUnits.key, "dry coolers; their number follows from the sizing, or dry_cooler_units")
}

// plateLeastFlow is the least share of design flow for which the cold plates'
// film is evaluated: below, it is no longer turbulent, and stagnant coolant still
// conducts.
const plateLeastFlow = 0.1

// liquidFailures is what failures make of a liquid side.
//
// Coolant flows through the CDUs in service alone, each up to its design flow, and
// facility water through them alone, as far as its pumps in service go; flow 0
// leaves each loop its own node, which warms at heat over heat capacity. Dry
// coolers in service share the facility water.
type liquidFailures struct {
	cdus, pumps, coolers unitBank

	impaired bool
	cooling  bool    // the coolant is still warm of a failure
	warmDegC float64 // coolant leaving the plates at design
	conduct  func(f1, f2 float64) float64
	resist   func(f float64) float64
	plateK   float64 // rise from coolant to case at design heat
	number   float64 // of dry coolers
	padPumpW float64
}

// sizeUnits makes the units of a sized plant, the air side's included.
func (s *DirectLiquidDrySpec) sizeUnits(d *directLiquidDry) (err error) {
	f := &d.short
	f.cdus = newUnitBank(&cduUnits, &s.Redundancy.CDU, math.Ceil(1e-6*d.liquidW/cduMW))
	f.pumps = newUnitBank(&pumpUnits, &s.Redundancy.Pump, pumpUnits.number)
	f.coolers = newUnitBank(&dryCoolerUnits, &s.Redundancy.DryCooler, d.cooler.number)
	f.number, f.padPumpW = d.cooler.number, d.padPumpW
	f.warmDegC = d.t1
	f.resist = d.plate.f
	f.plateK = d.plateW * f.resist(1)
	d.failures, err = s.Failures.join(d.serve, append([]*unitBank{&f.cdus, &f.pumps, &f.coolers}, d.air.banks()...)...)
	return err
}

// serve takes in the shares of units in service.
func (d *directLiquidDry) serve() {
	d.air.serve()
	f := &d.short
	f.impaired = f.cdus.share < 1 || f.pumps.share < 1 || f.coolers.share < 1
	f.cooling = true // until recovering finds it cool
	f.plateK = d.plateW * f.resist(max(f.cdus.share, plateLeastFlow))
	d.cooler.resize(f.number * f.coolers.share)
	d.padPumpW = f.padPumpW * f.coolers.share
	d.at.flow = -1 // to be worked out anew
}

// runShort is the point of flow of loops that lack units.
func (d *directLiquidDry) runShort(flow float64) flowPoint {
	f := &d.short
	s := f.cdus.share
	f1 := min(flow, s)
	f2 := min(flow, s, f.pumps.share)
	at := flowPoint{flow: flow, facW: d.facilityPump.powerW(f2), plate: f.resist(max(f1, plateLeastFlow))}
	if f1 > 0 {
		at.cduW = s * d.cduPump.powerW(f1/s)
		at.perC1 = 1 / (d.c1 * f1)
		at.cdu = s * f.conduct(f1/s, f2/s)
	}
	if f2 > 0 {
		at.cw = d.c2 * f2
		at.perCw = 1 / at.cw
		at.outOfBounds = true
		if n := f.coolers.share; n > 0 {
			rated := d.ratedFlow * f2 / n
			at.film, at.outOfBounds = math.Pow(rated, 0.85), !dryCoolerWaterFlow.Contains(rated)
		}
	}
	at.complete(d)
	return at
}

// recovering tells whether pumps run, although the servers are down, to cool
// coolant that a failure has warmed.
func (d *directLiquidDry) recovering() bool {
	f := &d.short
	if f.cooling && !f.impaired && d.t1 < f.warmDegC {
		f.cooling = false
	}
	return f.cooling
}

// resize makes the bank one of another number of units. Where fans last ran is
// worked out anew.
func (d *dryCooler) resize(number float64) {
	if number == d.number {
		return
	}
	failures := d.failures
	*d = newDryCooler(d.unit, number, d.sigma, d.minSpeed, d.band)
	d.failures = failures
}
