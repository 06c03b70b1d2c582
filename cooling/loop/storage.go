package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// StorageSpec describes a tank of cold water beside the loop that cools a hall.
type StorageSpec struct {
	On            bool
	ChargeDegC    float64
	DischargeDegC float64
	RoomDegC      float64
	Tank          component.TankSpec

	Drive string // what charge and discharge go by: wet_bulb, dry_bulb, water
}

// What charge and discharge of a tank go by.
const (
	ByWetBulb = "wet_bulb"
	ByDryBulb = "dry_bulb"
	ByWater   = "water" // that of the body the plant draws on:
	byRiver   = "river"
	bySea     = "sea"
)

// drives give the temperature, degC, that charge and discharge go by.
var drives = map[string]func(*Outdoor) float64{
	ByWetBulb: func(o *Outdoor) float64 { return o.WetBulbDegC },
	ByDryBulb: func(o *Outdoor) float64 { return o.DryBulbDegC },
	byRiver:   func(o *Outdoor) float64 { return o.RiverDegC },
	bySea:     func(o *Outdoor) float64 { return o.SeaDegC },
}

// Declare declares the parameters; drive is what charge and discharge go by, the
// temperature that decides what rejecting heat costs.
func (s *StorageSpec) Declare(p *param.Set, drive string) {
	s.Drive = drive
	words := map[string]string{ByWetBulb: "the wet bulb is", ByDryBulb: "outdoor air is", ByWater: "river or sea water is"}[drive]
	extreme := "the site's extreme"
	if drive == ByWater {
		extreme = "design_water_degC"
	}
	p.Bool(&s.On, "thermal_storage", false, "a tank of cold water, described by the table storage, beside the loop")
	p.Float(&s.ChargeDegC, "charge_"+drive+"_degC", param.Auto, param.Between(-40, 50), "the tank is charged while "+words+" at or below; auto: 10 K below "+extreme, param.Assumption)
	p.Float(&s.DischargeDegC, "discharge_"+drive+"_degC", param.Auto, param.Between(-40, 50), "the tank is discharged while "+words+" at or above; auto: 4 K below "+extreme, param.Assumption)
	p.Float(&s.RoomDegC, "storage_room_degC", 20, param.Between(-30, 40), "air around the tank", param.Assumption)
	p.Table(&s.Tank, "storage", "tank of cold water, where thermal_storage is true")
}

// CheckKeys reports impossible combinations of keys.
func (s *StorageSpec) CheckKeys(report func(key, format string, args ...any)) {
	if s.On && !component.IsAuto(s.ChargeDegC) && !component.IsAuto(s.DischargeDegC) && s.ChargeDegC >= s.DischargeDegC {
		report("charge_"+s.Drive+"_degC", "must be below discharge_"+s.Drive+"_degC (%g)", s.DischargeDegC)
	}
}

// ChilledStore is a tank of cold water with its rule of charge and discharge.
type ChilledStore struct {
	on                   bool
	drive                func(*Outdoor) float64 // what charge and discharge go by, degC
	tank                 component.Tank
	chargeAt, releaseAt  float64 // of what drives it, degC
	roomDegC             float64
	usableDegC           float64 // warmest water that is discharged
	TakenMW, gainMW      float64 // brought in by the flow; from the surroundings
	storedMW, Share, out float64 // stored; cold as a share of a charged tank's; flow out of the tank, kg/s
}

// Build makes the store for cold water of setDegC that returns at backDegC, where
// what drives it is extremeDegC at most.
func (s *StorageSpec) Build(extremeDegC, setDegC, backDegC float64, force bool) (ChilledStore, error) {
	if !s.On {
		return ChilledStore{}, nil
	}
	if t := &s.Tank; (t.ColdDegC < setDegC-1e-9 || t.ColdDegC >= backDegC || t.WarmDegC > backDegC+5) && !force {
		return ChilledStore{}, fmt.Errorf("storage of %.4g to %.4g degC does not fit water that leaves at %.4g and returns at %.4g degC", t.ColdDegC, t.WarmDegC, setDegC, backDegC)
	}
	t, err := component.NewTank(&s.Tank)
	if err != nil {
		return ChilledStore{}, err
	}
	c := ChilledStore{on: true, drive: drives[s.Drive], tank: t, roomDegC: s.RoomDegC, usableDegC: s.Tank.ColdDegC + 1,
		chargeAt: component.Given(s.ChargeDegC, extremeDegC-10), releaseAt: component.Given(s.DischargeDegC, extremeDegC-4)}
	c.Share = c.tank.ChargeShare()
	return c, nil
}

// Bands of the rule, K: above its set point by shortK a loop is helped by the
// tank, below settledK the tank is charged.
const (
	shortK   = 1
	settledK = 0.2
)

// step advances the tank by a minute beside a loop that leaves at coldDegC, offK
// above its set point, and returns at backDegC with heat, W. It returns the heat
// taken out of the loop, W, negative while charging.
func (s *ChilledStore) step(out *Outdoor, offK, coldDegC, backDegC, heat float64) float64 {
	if !s.on {
		return 0
	}
	at := s.drive(out)
	t := &s.tank
	switch {
	case (at >= s.releaseAt || offK > shortK) && backDegC > t.DegC[0]+shortK:
		flow := min(t.ColdKgPerS(s.usableDegC), heat/(component.WaterJPerKgK*(backDegC-t.DegC[0])))
		s.move(-flow, backDegC)
	case at <= s.chargeAt && offK < settledK && coldDegC < s.usableDegC:
		s.move(t.WarmKgPerS(s.usableDegC), coldDegC)
	default:
		s.wait()
	}
	return 1e6 * s.TakenMW
}

// move steps the tank with a flow, kg/s, as tank.step.
func (s *ChilledStore) move(flow, inDegC float64) {
	t := &s.tank
	t.Step(flow, inDegC, s.roomDegC)
	s.out, s.TakenMW, s.gainMW, s.storedMW = -flow, 1e-6*t.TakenW, 1e-6*t.GainW, 1e-6*t.StoredW
	s.Share = t.ChargeShare()
}

// wait is a minute without flow.
func (s *ChilledStore) wait() {
	if s.on {
		s.move(0, 0)
	}
}

// idle is rest without a minute's passing.
func (s *ChilledStore) idle() { s.out, s.TakenMW, s.gainMW, s.storedMW = 0, 0, 0, 0 }

// book adds the minute.
func (s *ChilledStore) book(h *Ledger) { h[tankGain], h[tankStored] = s.gainMW, s.storedMW }

// declare declares the store, where there is one.
func (s *ChilledStore) declare(g record.Group, has *FlowSet) {
	if !s.on {
		return
	}
	has.Has(tankGain, tankStored)
	g.Channel(&s.Share, "storage_charge", "cold in the tank as a fraction of a charged one's")
	g.Meter(&s.TakenMW, "storage_discharge_MW", "heat taken out of the loop by the tank; negative while charging")
	s.tank.Declare(g)
}
