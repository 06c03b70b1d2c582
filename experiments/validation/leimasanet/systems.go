package leimasanet

import (
	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
)

// room is a sampled hall: what does not change from hour to hour.
type room struct {
	Sample
	c        Case
	tower    TowerModel
	heat     float64 // of IT, UPS, distribution and lighting per IT power
	fixed    Powers  // powers that do not change
	airKg    float64 // hall air per IT power, kg/J
	lowPa    float64 // saturation at the low dry bulb
	midPa    float64 // midway
	highPa   float64 // at the high
	dewLowPa float64 // vapour pressures at the dew point limits
	dewPa    float64
	supply   float64 // facility water, degC
}

func newRoom(c Case, s *Sample, o Options) room {
	r := room{Sample: *s, c: c, tower: o.Tower}
	r.fixed.UPS = 1/s.UPSEfficiency - 1
	r.fixed.Distribution = 1/(1-s.DistributionLoss) - 1
	r.fixed.Lighting = s.Lighting
	r.heat = 1 + r.fixed.UPS + r.fixed.Distribution + r.fixed.Lighting
	r.airKg = r.heat / (airJPerKgK * s.AirRangeK)
	r.lowPa = psychro.SaturationPressurePa(s.DryBulbLowDegC)
	r.midPa = psychro.SaturationPressurePa((s.DryBulbLowDegC + s.DryBulbHighDegC) / 2)
	r.highPa = psychro.SaturationPressurePa(s.DryBulbHighDegC)
	r.dewLowPa = psychro.SaturationPressurePa(s.DewPointLowDegC)
	r.dewPa = psychro.SaturationPressurePa(s.DewPointHighDegC)
	r.supply = s.DryBulbHighDegC + s.AirRangeK - s.AirRangeK/s.CoilEffectiveness
	return r
}

// limits are the humidity ratios allowed in supply air whose saturation vapour
// pressure is satPa.
func (r *room) limits(satPa, pPa float64) (low, high float64) {
	low = psychro.HumidityRatioFromVapourPressure(max(r.RelHumidityLow*satPa, r.dewLowPa), pPa)
	high = psychro.HumidityRatioFromVapourPressure(min(r.RelHumidityHigh*satPa, r.dewPa), pPa)
	return low, high
}

// fans books the hall's fans for supply air at tDegC and humidity ratio w.
func (r *room) fans(p *Powers, tDegC, w, pPa float64) {
	flow := r.airKg / psychro.DensityKgPerM3(tDegC, w, pPa)
	p.HallFans = component.PumpPowerW(flow, r.FanPressurePa, r.FanEfficiency)
}

// humidify books water put into the hall's air and its spray pump.
func (r *room) humidify(p *Powers, w *Water, kg float64) {
	w.Humidified += kg
	p.Humidifier += component.PumpPowerW(kg/waterKgPerM3, r.HumidifierPressurePa, r.HumidifierEfficiency)
}

// latent makes up the condensate of coils that take out sensible heat, and
// returns the latent heat.
func (r *room) latent(p *Powers, w *Water, sensible float64) float64 {
	q := sensible * (1/r.SensibleHeatRatio - 1)
	r.humidify(p, w, q/boilingJPerKg)
	return q
}

// cool books a tower that rejects heat, of which boiled evaporates in the
// published reading.
func (r *room) cool(p *Powers, w *Water, h *Hour, heat, boiled float64) {
	flow := heat / (towerJPerKgK * r.TowerRangeK)
	p.TowerPump = component.PumpPowerW(flow/waterKgPerM3, r.TowerPumpPressurePa, r.TowerPumpEfficiency)
	air := flow / r.LiquidToAir
	mean := h.WetBulbDegC + r.TowerApproachK + r.TowerRangeK/2
	switch r.tower {
	case Published:
		w.Evaporated = component.AllHeatEvaporationKgPerS(boiled, mean)
		air = w.Evaporated / r.LiquidToAir
		flow = boiled / (towerJPerKgK * r.TowerRangeK)
	case AllHeat:
		w.Evaporated = component.AllHeatEvaporationKgPerS(heat, mean)
	case SaturatedExit:
		w.Evaporated = air * SaturatedExitKg(h.SaturatedJPerKg, h.HumidityRatio, heat/air, h.WetBulbDegC+r.TowerApproachK, h.PressurePa)
	}
	p.TowerFans = component.PumpPowerW(air/h.DensityKgPerM3, r.TowerFanPressurePa, r.TowerFanEfficiency)
	w.Windage = flow * r.Windage
	w.Blowdown = max(w.Evaporated/(r.Cycles-1)-w.Windage, 0)
}

// hour evaluates one hour.
func (r *room) hour(h *Hour) (Powers, Water) {
	p, w := r.fixed, Water{}
	switch {
	case r.c.outdoorAir():
		r.outdoorAir(&p, &w, h)
	case r.c == SmallDirectExpansion, r.c == MidDirectExpansion:
		r.directExpansion(&p, &w, h)
	default:
		r.coils(&p, &w, h)
	}
	return p, w
}

// outdoorAir evaluates cases with an air-side economiser: where outdoor air is
// admitted it carries all heat, elsewhere chillers do.
func (r *room) outdoorAir(p *Powers, w *Water, h *Hour) {
	t, d, admitted := r.admit(p, w, h)
	r.fans(p, t, d, h.PressurePa)
	if admitted {
		return
	}
	q := r.heat + r.latent(p, w, r.heat)
	p.ChilledPump = component.PumpPowerW(q/(towerJPerKgK*r.FacilityRangeK)/waterKgPerM3, r.ChilledPumpPressurePa, r.ChilledPumpEfficiency)
	r.chill(p, w, h, q, 0)
}

// coils evaluates cases whose heat always passes chilled-water coils.
func (r *room) coils(p *Powers, w *Water, h *Hour) {
	low, high := r.limits(r.highPa, h.PressurePa)
	r.fans(p, r.DryBulbHighDegC, (low+high)/2, h.PressurePa) // the program draws between the limits
	q := r.heat + r.latent(p, w, r.heat)
	share := 0.0
	if r.waterEconomiser() {
		cold := h.WetBulbDegC + r.TowerApproachK + r.ExchangerApproachK
		share = EconomiserShare(r.supply, r.supply+r.FacilityRangeK, cold)
	}
	flow := q / (loopJPerKgK * r.FacilityRangeK) / waterKgPerM3
	p.EconomiserPump = component.PumpPowerW(share*flow, r.EconomiserPumpPressurePa, r.EconomiserPumpEfficiency)
	p.ChilledPump = component.PumpPowerW((1-share)*flow, r.ChilledPumpPressurePa, r.ChilledPumpEfficiency)
	r.chill(p, w, h, q, share)
}

// directExpansion evaluates case 10: supply air midway between the dry bulbs, an
// electric steam humidifier, compressors in outdoor air.
func (r *room) directExpansion(p *Powers, w *Water, h *Hour) {
	low, high := r.limits(r.midPa, h.PressurePa)
	r.fans(p, (r.DryBulbLowDegC+r.DryBulbHighDegC)/2, (low+high)/2, h.PressurePa)
	q := r.heat * (1/r.SensibleHeatRatio - 1)
	w.Humidified, p.Humidifier = q/boilingJPerKg, q
	p.Compressor = (r.heat + q) / (DirectExpansionCOP(h.DryBulbDegC) * (1 + r.COPError))
}

func (r *room) waterEconomiser() bool {
	return r.c == LargeWaterEconomiser || r.c == MidWaterEconomiser
}

// chill books chillers that take the share of heat q which an economiser leaves,
// and the towers of water-cooled ones.
func (r *room) chill(p *Powers, w *Water, h *Hour, q, economiser float64) {
	left := (1 - economiser) * q
	if r.c.airChillers() {
		p.Compressor = left / (AirChillerCOP(r.PartLoad, h.DryBulbDegC) * (1 + r.COPError))
		return
	}
	if left > 0 { // condenser water does not freeze
		p.Compressor = left / (component.LeiMasanetCOP(max(h.WetBulbDegC+r.TowerApproachK, 0), r.PartLoad) * (1 + r.COPError))
	}
	heat := q + p.Compressor
	boiled := heat
	if r.waterEconomiser() {
		boiled = r.heat
	}
	r.cool(p, w, h, heat, boiled)
}
