package cooling

import (
	"fmt"

	"caloduc/sim/param"
	"caloduc/sim/record"
)

// StorageSpec describes a tank of chilled water beside the chilled-water loop.
type StorageSpec struct {
	On            bool
	ChargeDegC    float64
	DischargeDegC float64
	RoomDegC      float64
	Tank          TankSpec
}

func (s *StorageSpec) declare(p *param.Set) {
	p.Bool(&s.On, "thermal_storage", false, "a tank of chilled water, described by the table storage, beside the loop")
	p.Float(&s.ChargeDegC, "charge_wet_bulb_degC", param.Auto, param.Between(-40, 40), "the tank is charged while wet bulb is at or below; auto: 10 K below the site's extreme", param.Assumption)
	p.Float(&s.DischargeDegC, "discharge_wet_bulb_degC", param.Auto, param.Between(-40, 40), "the tank is discharged while wet bulb is at or above; auto: 4 K below the site's extreme", param.Assumption)
	p.Float(&s.RoomDegC, "storage_room_degC", 20, param.Between(-30, 40), "air around the tank", param.Assumption)
	p.Table(&s.Tank, "storage", "tank of chilled water, where thermal_storage is true")
}

func (s *StorageSpec) check(report func(key, format string, args ...any)) {
	if s.On && !isAuto(s.ChargeDegC) && !isAuto(s.DischargeDegC) && s.ChargeDegC >= s.DischargeDegC {
		report("charge_wet_bulb_degC", "must be below discharge_wet_bulb_degC (%g)", s.DischargeDegC)
	}
}

// chilledStore is a tank of chilled water with its rule of charge and discharge.
type chilledStore struct {
	on                   bool
	tank                 tank
	chargeAt, releaseAt  float64 // wet bulbs, degC
	roomDegC             float64
	usableDegC           float64 // warmest water that is discharged
	takenMW, gainMW      float64 // brought in by the flow; from the surroundings
	storedMW, share, out float64 // stored; cold as a share of a charged tank's; flow out of the tank, kg/s
}

// build makes the store for chilled water of setDegC that returns at backDegC.
func (s *StorageSpec) build(site Site, setDegC, backDegC float64, force bool) (chilledStore, error) {
	if !s.On {
		return chilledStore{}, nil
	}
	if t := &s.Tank; (t.ColdDegC < setDegC-1e-9 || t.ColdDegC >= backDegC || t.WarmDegC > backDegC+5) && !force {
		return chilledStore{}, fmt.Errorf("storage of %.4g to %.4g degC does not fit chilled water of %.4g to %.4g degC", t.ColdDegC, t.WarmDegC, setDegC, backDegC)
	}
	t, err := newTank(&s.Tank)
	if err != nil {
		return chilledStore{}, err
	}
	c := chilledStore{on: true, tank: t, roomDegC: s.RoomDegC, usableDegC: s.Tank.ColdDegC + 1,
		chargeAt: given(s.ChargeDegC, site.DesignWetBulbDegC-10), releaseAt: given(s.DischargeDegC, site.DesignWetBulbDegC-4)}
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
func (s *chilledStore) step(wetBulbDegC, offK, coldDegC, backDegC, heat float64) float64 {
	if !s.on {
		return 0
	}
	t := &s.tank
	switch {
	case (wetBulbDegC >= s.releaseAt || offK > shortK) && backDegC > t.degC[0]+shortK:
		flow := min(t.coldKgPerS(s.usableDegC), heat/(waterJPerKgK*(backDegC-t.degC[0])))
		s.move(-flow, backDegC)
	case wetBulbDegC <= s.chargeAt && offK < settledK && coldDegC < s.usableDegC:
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

func (s *chilledStore) declare(g record.Group) (in, out []record.Term) {
	g.Channel(&s.share, "storage_charge", "cold in the tank as a share of a charged one's")
	g.Meter(&s.takenMW, "storage_discharge_MW", "heat taken out of the loop by the tank; negative while charging")
	in = terms(g.Meter(&s.gainMW, "storage_gain_MW", "heat that the tank takes from its surroundings"))
	out = terms(g.Meter(&s.storedMW, "storage_stored_heat_MW", "heat stored in the tank"))
	s.tank.declare(g)
	return in, out
}
