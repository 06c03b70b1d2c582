package cooling

import (
	"fmt"

	"caloduc/sim/param"
	"caloduc/sim/record"
)

// StorageSpec describes a tank of cold water beside the loop that cools a hall.
type StorageSpec struct {
	On            bool
	ChargeDegC    float64
	DischargeDegC float64
	RoomDegC      float64
	Tank          TankSpec

	drive string // what charge and discharge go by: wet_bulb, dry_bulb, water
}

// What charge and discharge of a tank go by.
const (
	byWetBulb = "wet_bulb"
	byDryBulb = "dry_bulb"
	byWater   = "water" // that of the body the plant draws on:
	byRiver   = "river"
	bySea     = "sea"
)

// drives give the temperature, degC, that charge and discharge go by.
var drives = map[string]func(*Outdoor) float64{
	byWetBulb: func(o *Outdoor) float64 { return o.WetBulbDegC },
	byDryBulb: func(o *Outdoor) float64 { return o.DryBulbDegC },
	byRiver:   func(o *Outdoor) float64 { return o.RiverDegC },
	bySea:     func(o *Outdoor) float64 { return o.SeaDegC },
}

// declare declares the parameters; drive is what charge and discharge go by, the
// temperature that decides what rejecting heat costs.
func (s *StorageSpec) declare(p *param.Set, drive string) {
	s.drive = drive
	words := map[string]string{byWetBulb: "the wet bulb is", byDryBulb: "outdoor air is", byWater: "river or sea water is"}[drive]
	extreme := "the site's extreme"
	if drive == byWater {
		extreme = "design_water_degC"
	}
	p.Bool(&s.On, "thermal_storage", false, "a tank of cold water, described by the table storage, beside the loop")
	p.Float(&s.ChargeDegC, "charge_"+drive+"_degC", param.Auto, param.Between(-40, 50), "the tank is charged while "+words+" at or below; auto: 10 K below "+extreme, param.Assumption)
	p.Float(&s.DischargeDegC, "discharge_"+drive+"_degC", param.Auto, param.Between(-40, 50), "the tank is discharged while "+words+" at or above; auto: 4 K below "+extreme, param.Assumption)
	p.Float(&s.RoomDegC, "storage_room_degC", 20, param.Between(-30, 40), "air around the tank", param.Assumption)
	p.Table(&s.Tank, "storage", "tank of cold water, where thermal_storage is true")
}

func (s *StorageSpec) check(report func(key, format string, args ...any)) {
	if s.On && !isAuto(s.ChargeDegC) && !isAuto(s.DischargeDegC) && s.ChargeDegC >= s.DischargeDegC {
		report("charge_"+s.drive+"_degC", "must be below discharge_"+s.drive+"_degC (%g)", s.DischargeDegC)
	}
}

// chilledStore is a tank of cold water with its rule of charge and discharge.
type chilledStore struct {
	on                   bool
	drive                func(*Outdoor) float64 // what charge and discharge go by, degC
	tank                 tank
	chargeAt, releaseAt  float64 // of what drives it, degC
	roomDegC             float64
	usableDegC           float64 // warmest water that is discharged
	takenMW, gainMW      float64 // brought in by the flow; from the surroundings
	storedMW, share, out float64 // stored; cold as a share of a charged tank's; flow out of the tank, kg/s
}

// build makes the store for cold water of setDegC that returns at backDegC, where
// what drives it is extremeDegC at most.
func (s *StorageSpec) build(extremeDegC, setDegC, backDegC float64, force bool) (chilledStore, error) {
	if !s.On {
		return chilledStore{}, nil
	}
	if t := &s.Tank; (t.ColdDegC < setDegC-1e-9 || t.ColdDegC >= backDegC || t.WarmDegC > backDegC+5) && !force {
		return chilledStore{}, fmt.Errorf("storage of %.4g to %.4g degC does not fit water that leaves at %.4g and returns at %.4g degC", t.ColdDegC, t.WarmDegC, setDegC, backDegC)
	}
	t, err := newTank(&s.Tank)
	if err != nil {
		return chilledStore{}, err
	}
	c := chilledStore{on: true, drive: drives[s.drive], tank: t, roomDegC: s.RoomDegC, usableDegC: s.Tank.ColdDegC + 1,
		chargeAt: given(s.ChargeDegC, extremeDegC-10), releaseAt: given(s.DischargeDegC, extremeDegC-4)}
	c.share = c.tank.chargeShare()
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
func (s *chilledStore) step(out *Outdoor, offK, coldDegC, backDegC, heat float64) float64 {
	if !s.on {
		return 0
	}
	at := s.drive(out)
	t := &s.tank
	switch {
	case (at >= s.releaseAt || offK > shortK) && backDegC > t.degC[0]+shortK:
		flow := min(t.coldKgPerS(s.usableDegC), heat/(waterJPerKgK*(backDegC-t.degC[0])))
		s.move(-flow, backDegC)
	case at <= s.chargeAt && offK < settledK && coldDegC < s.usableDegC:
		s.move(t.warmKgPerS(s.usableDegC), coldDegC)
	default:
		s.wait()
	}
	return 1e6 * s.takenMW
}

// move steps the tank with a flow, kg/s, as tank.step.
func (s *chilledStore) move(flow, inDegC float64) {
	t := &s.tank
	t.step(flow, inDegC, s.roomDegC)
	s.out, s.takenMW, s.gainMW, s.storedMW = -flow, 1e-6*t.takenW, 1e-6*t.gainW, 1e-6*t.storedW
	s.share = t.chargeShare()
}

// wait is a minute without flow.
func (s *chilledStore) wait() {
	if s.on {
		s.move(0, 0)
	}
}

// idle is rest without a minute's passing.
func (s *chilledStore) idle() { s.out, s.takenMW, s.gainMW, s.storedMW = 0, 0, 0, 0 }

// book adds the minute.
func (s *chilledStore) book(h *ledger) { h[tankGain], h[tankStored] = s.gainMW, s.storedMW }

// declare declares the store, where there is one.
func (s *chilledStore) declare(g record.Group, has *flowSet) {
	if !s.on {
		return
	}
	has.has(tankGain, tankStored)
	g.Channel(&s.share, "storage_charge", "cold in the tank as a fraction of a charged one's")
	g.Meter(&s.takenMW, "storage_discharge_MW", "heat taken out of the loop by the tank; negative while charging")
	s.tank.declare(g)
}
