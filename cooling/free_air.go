package cooling

import (
	"fmt"
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
)

func init() {
	Plants.Register("free-air", "outdoor air with adiabatic cooling, humidity limits and chillers as fallback", func() PlantSpec { return new(FreeAirSpec) })
}

// FreeAirSpec describes free air: outdoor air cools air-cooled servers.
type FreeAirSpec struct {
	Force    bool
	Throttle ThrottleSpec
	Failures FailureSpec
	without  withoutWater
	AirSpec
}

// Params declares the parameters.
func (s *FreeAirSpec) Params(p *param.Set) {
	p.Bool(&s.Force, "force", false, "run a plant that cannot serve the hall, throttling counted")
	s.Throttle.Params(p)
	s.Failures.Params(p)
	s.AirSpec.Params(p)
	s.without.declare(p, "air", trimsOnly)
}

// Check reports impossible combinations.
func (s *FreeAirSpec) Check(report func(key, format string, args ...any)) {
	s.AirSpec.Check(report)
	s.without.check(report)
}

// Build sizes the plant.
func (s *FreeAirSpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	if h.DesignITMW <= 0 {
		return nil, fmt.Errorf("hall %s: no IT load to size for", h.Name)
	}
	if h.LiquidFraction > 0 && !s.Force {
		return nil, fmt.Errorf("hall %s: %.0f kW racks with cold plates (liquid fraction %g) need a liquid plant; free air has none", h.Name, h.RackPowerkW, h.LiquidFraction)
	}
	a, err := s.AirSpec.build(site, 1e6*(h.DesignITMW+h.DesignRoomHeatMW), h.RackPowerkW, h.MaxInletAirDegC, s.Force)
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	f := &freeAir{perDesign: 1 / h.DesignITMW, air: a, throttle: newThrottle(&s.Throttle)}
	if f.failures, err = s.Failures.join(f.air.serve, f.air.banks()...); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	f.Stop()
	return f, nil
}

// freeAir is the plant built from FreeAirSpec.
type freeAir struct {
	failures
	perDesign  float64 // inverse of design IT power, 1/MW
	air        airSide
	throttle   throttle
	duty       Duty
	rec        freeAirRecord
	overheated int64
}

// freeAirRecord is what the recorder reads besides Duty.
type freeAirRecord struct{ serversMW, roomMW float64 }

// Duty implements Plant.
func (f *freeAir) Duty() *Duty { return &f.duty }

// Stop implements Plant.
func (f *freeAir) Stop() {
	f.rest()
	f.air.stop()
	f.rec = freeAirRecord{}
	f.duty = Duty{HeatLimit: min(1, f.air.rackShare), ServerInletAirDegC: f.air.inletDegC, LiquidSupplyDegC: math.NaN()}
}

// Step implements Plant.
func (f *freeAir) Step(_ sim.Minute, air *psychro.Air, load Load) {
	a, du, r := &f.air, &f.duty, &f.rec
	f.tick()
	a.step(air, load.totalW())
	du.AirFanMW, du.CompressorMW = 1e-6*a.fanPowerW, a.compressorMW
	du.FacilityPumpMW, du.SprayPumpMW = a.pumpPowerMW, a.padPowerMW
	du.ElectricMW = du.AirFanMW + du.CompressorMW + du.FacilityPumpMW + du.SprayPumpMW
	u := &a.use
	du.EvaporatedKgPerS, du.DriftKgPerS, du.BlowdownKgPerS, du.WaterKgPerS = u.evaporated, u.drift, u.blowdown, u.drawn
	du.ServerInletAirDegC = a.inletDegC
	r.serversMW, r.roomMW = load.ITMW, load.RoomHeatMW
	du.RejectedMW = a.ventedMW + a.evaporatorMW + a.compressorMW
	excess := a.inletDegC - a.maxInletDegC
	if excess > 0 {
		f.overheated++
	}
	du.HeatLimit = f.throttle.limit(excess, load.ITMW*f.perDesign)
	if du.HeatLimit > a.rackShare {
		du.HeatLimit = a.rackShare
	}
}
