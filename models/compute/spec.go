// Package compute is the load of a campus: halls of accelerators of named
// generations, the training runs that occupy them, and the power that chips,
// hosts and server fans draw from one minute to the next. A measured series of
// megawatts can stand in for the runs.
//
// Rare things (a hall opens, a run arrives, starts, fails or ends) are events
// of the engine; power and progress are computed every minute in Step.
package compute

import (
	"math"
	"time"

	"caloduc/sim/param"
)

// HallSpec is one hall: identical racks of one accelerator generation.
type HallSpec struct {
	Name        string
	Online      time.Time // the zero time: there from the start
	Retire      time.Time // the zero time: never
	Accelerator string

	RampYears float64 // from opening to the last rack
	RampStart float64 // part of the racks that stand at the opening

	Racks       int
	GPUsPerRack int
	GPUsPerNode int // what fails and is replaced as one

	RackPowerkW      float64 // rating of a rack at the output of its power supplies
	ChipPowerW       float64 // rating of one accelerator package with its memory
	IdlePowerW       float64 // one accelerator, allocated to nobody
	PeakTFLOPS       float64 // one accelerator, dense BF16
	FP8Factor        float64 // dense FP8 peak over dense BF16 peak
	HostPowerkW      float64 // CPUs, memory, NICs, switches, drives of one rack under load
	HostIdleFraction float64 // share of HostPowerkW drawn when idle
	NetworkPowerW    float64 // switches between racks and storage, per GPU, steady

	ServerFanFraction float64 // fan power per power removed by air, at a cool inlet
	LiquidFraction    float64 // share of the rack's heat captured by cold plates
	AirClass          string  // ASHRAE class of the equipment, "" for none named
	CoolantClass      string
	MaxInletAirDegC   float64 // allowable limit of the equipment's ASHRAE class
	MaxCoolantDegC    float64 // highest coolant supply that cold plates bear
	ColdPlateKPerW    float64 // resistance of one cold plate, from case to coolant inlet, at design flow
	FanThresholdDegC  float64 // inlet above which fans speed up
	FanHoldDegC       float64 // component temperature that the speed-up holds
	MaxFanSpeed       float64 // full speed of the fans over that at a cool inlet

	LeakagePerK          float64 // relative rise of chip power per kelvin of coolant
	LeakageReferenceDegC float64 // coolant at which ChipPowerW and IdlePowerW hold
	ThrottleExponent     float64 // throughput ~ (dynamic power)^exponent under a cap

	SwingSmoothingFraction float64 // share of the sub-minute swing that rack energy stores absorb
	SpareFraction          float64 // share of GPUs held ready for failed ones
	MTBFGPUh               float64 // GPU-hours of a run per interruption
	Hazards                hazards // of those, by what fails
	RackPriceEUR           float64 // chips, servers and switches inside the rack
	RackPriceYear          int
	RackPriceChange        float64 // per year, real
	GPUEmbodiedKg          float64 // carbon of making one GPU with its share of server and rack

	Replacements []*ReplacementSpec
}

// Params declares the hall's keys, its name among them.
func (s *HallSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the hall").Require()
	p.Date(&s.Online, "online", time.Time{}, "day the hall opens; absent: there from the start")
	p.Date(&s.Retire, "retire", time.Time{}, "day the hall closes; absent: never")
	p.Int(&s.Racks, "racks", 100, param.Between(1, 1_000_000), "number of racks", param.Assumption)
	s.rampParams(p)
	s.machineParams(p)
	param.List(p, &s.Replacements, "replacement", "name", "machines that take the place of the hall's on a day")
}

// machineParams declares what is said of racks of one generation.
func (s *HallSpec) machineParams(p *param.Set) {
	p.Preset(&s.Accelerator, "accelerator", "", Accelerators, "accelerator generation").Require()
	s.rackParams(p)
	s.coolingParams(p)
	p.Float(&s.ThrottleExponent, "throttle_exponent", 0.5, param.AboveTo(0, 1),
		"throughput under a power cap goes with dynamic power to this exponent", throttleSource)
	p.Float(&s.SwingSmoothingFraction, "swing_smoothing_fraction", 0, param.Fraction(),
		"share of the sub-minute power swing that energy stores in the rack absorb", param.Assumption)
	p.Float(&s.SpareFraction, "spare_fraction", 0.02, param.Between(0, 0.5),
		"share of GPUs kept free to replace failed nodes", param.Assumption)
	p.Float(&s.MTBFGPUh, "mtbf_GPUh", 50677, param.Above(0), "GPU-hours of a run per interruption, unless the workload says otherwise", llama3Failures)
	s.hazardParams(p)
	p.Float(&s.RackPriceEUR, "rack_price_EUR", 1e6, param.AtLeast(0), "price of one rack: chips, servers and switches inside it; economics.network_ratio adds network and storage between racks", param.Assumption)
	p.Int(&s.RackPriceYear, "rack_price_year", 2025, param.Between(2000, 2100), "year of the money of rack_price_EUR; it is converted to economics.price_year", param.Setting)
	p.Float(&s.RackPriceChange, "rack_price_change_per_year", 0, param.Between(-0.9, 1), "relative change of the rack's price in a year, in constant money: a hall that opens later pays the price of its day; below 0 it falls", param.Setting)
	p.Float(&s.GPUEmbodiedKg, "gpu_embodied_kg", 320, param.AtLeast(0), "carbon of making one GPU with its share of server and rack, spread over the accelerators' lifetime", param.Assumption)
}

func (s *HallSpec) rackParams(p *param.Set) {
	p.Int(&s.GPUsPerRack, "gpus_per_rack", 32, param.AtLeast(1), "GPUs in a rack", param.Assumption)
	p.Int(&s.GPUsPerNode, "gpus_per_node", 8, param.AtLeast(1), "GPUs that fail and are replaced together", param.Assumption)
	p.Float(&s.RackPowerkW, "rack_power_kW", 40, param.Above(0),
		"rated power of a rack at its power supplies' output; firmware holds it", param.Assumption)
	p.Float(&s.ChipPowerW, "chip_power_W", 700, param.Above(0), "rated power of one GPU package with its memory", param.Assumption)
	p.Float(&s.IdlePowerW, "idle_power_W", 75, param.AtLeast(0), "power of one idle GPU", param.Assumption)
	p.Float(&s.PeakTFLOPS, "peak_TFLOPS", 989.4, param.Above(0), "dense BF16 peak of one GPU", param.Assumption)
	p.Float(&s.FP8Factor, "fp8_factor", 2, param.AtLeast(1), "dense FP8 peak over dense BF16 peak", param.Assumption)
	p.Float(&s.HostPowerkW, "host_power_kW", 7, param.AtLeast(0),
		"CPUs, memory, network cards, switches and drives of one rack under load", param.Assumption)
	p.Float(&s.HostIdleFraction, "host_idle_fraction", 0.5, param.Fraction(),
		"share of the host power drawn while the GPUs are idle", param.Assumption)
}

func (s *HallSpec) coolingParams(p *param.Set) {
	p.Float(&s.NetworkPowerW, "network_power_W", 0, param.AtLeast(0), "power of the switches between racks and of storage for one GPU, whatever it does, beside rack_power_kW; 0: none, as where they stand elsewhere (MLPerf v4.0, smc-ac-power: 59.6 kW estimated for 512 H100, 116 W each)", param.Setting)
	p.Float(&s.ServerFanFraction, "server_fan_fraction", 0.08, param.Between(0, 0.3),
		"server fan power per power removed by air, inlet below the fan threshold", param.Assumption)
	p.Float(&s.LiquidFraction, "liquid_fraction", 0, param.Fraction(),
		"share of the rack's heat captured by cold plates", param.Assumption)
	p.Preset(&s.AirClass, "air_class", "", airClasses, "ASHRAE class of inlet air; sets max_inlet_air_degC and derates it above 900 m")
	p.Preset(&s.CoolantClass, "coolant_class", "", coolantClasses, "ASHRAE class of coolant supply (TCS); sets max_coolant_degC")
	p.Float(&s.MaxInletAirDegC, "max_inlet_air_degC", 35, param.Between(20, 60),
		"highest allowable inlet air; warmer, servers are throttled", ashraeSource)
	p.Float(&s.MaxCoolantDegC, "max_coolant_degC", 45, param.Between(15, 60),
		"highest coolant supply (TCS) that the cold plates bear; warmer, servers are throttled",
		param.Unverified("NVIDIA DGX SuperPOD: 25 to 45 degC"))
	p.Float(&s.ColdPlateKPerW, "cold_plate_resistance_K_per_W", 0.025, param.Between(0.001, 1),
		"thermal resistance of one GPU's cold plate from case to coolant inlet at design flow, where the plant names none",
		"EnergyPlus, new feature proposal on liquid-cooled IT equipment (2026)")
	p.Float(&s.FanThresholdDegC, "fan_threshold_degC", 25, param.Between(10, 45),
		"inlet air above which server fans speed up", warmServers)
	p.Float(&s.FanHoldDegC, "fan_hold_degC", 85, param.Between(50, 110),
		"component temperature that faster fans hold: flow goes with 1/(hold - inlet)", warmServers)
	p.Float(&s.MaxFanSpeed, "max_fan_speed", 1.5, param.AtLeast(1),
		"full speed of server fans over that at a cool inlet, 1.5 being what 45 degC asks for; where more is needed clocks fall", param.Assumption)
	p.Float(&s.LeakagePerK, "leakage_per_K", 0.0015, param.Between(0, 0.02),
		"relative rise of chip power per kelvin of inlet coolant (air in an air-cooled hall)", warmServers)
	p.Float(&s.LeakageReferenceDegC, "leakage_reference_degC", 25, param.Between(0, 60),
		"inlet coolant at which chip and idle power hold", param.Assumption)
}

// Check reports combinations that cannot be.
func (s *HallSpec) Check(report func(key, format string, args ...any)) {
	if s.GPUsPerNode > s.GPUsPerRack || s.GPUsPerRack%s.GPUsPerNode != 0 {
		report("gpus_per_node", "%d GPUs per node do not divide the rack's %d", s.GPUsPerNode, s.GPUsPerRack)
	}
	if s.unknown(report) {
		return
	}
	if s.IdlePowerW >= s.ChipPowerW {
		report("idle_power_W", "%g W idle is not below the rated %g W", s.IdlePowerW, s.ChipPowerW)
	}
	if idle := s.idleRackkW(); idle >= s.RackPowerkW {
		report("rack_power_kW", "an idle rack already draws %.3g kW, its rating is %.3g kW", idle, s.RackPowerkW)
	}
	if !s.Retire.IsZero() && !s.Retire.After(s.Online) {
		report("retire", "the hall closes before it opens")
	}
	s.checkReplacements(report)
	s.checkHazards(report)
	if s.FanHoldDegC <= s.MaxInletAirDegC {
		report("fan_hold_degC", "%g degC is not above the highest inlet %g degC", s.FanHoldDegC, s.MaxInletAirDegC)
	}
}

// PaidEUR is the price of all racks on the day the hall opens, in money of RackPriceYear:
// price × (1 + change)^years, from the middle of the price's year on. A hall that is there
// from the start pays the price as it is given.
func (s *HallSpec) PaidEUR() float64 {
	eur := float64(s.Racks) * s.RackPriceEUR
	if s.RackPriceChange == 0 || s.Online.IsZero() {
		return eur
	}
	middle := time.Date(s.RackPriceYear, 7, 1, 0, 0, 0, 0, time.UTC)
	return eur * math.Pow(1+s.RackPriceChange, s.Online.Sub(middle).Hours()/8766)
}

// GPUs is the number of accelerators in the hall.
func (s *HallSpec) GPUs() int { return s.Racks * s.GPUsPerRack }

// DesignDCMW is the rated DC power of the hall, for sizing: no minute draws more.
func (s *HallSpec) DesignDCMW() float64 {
	return float64(s.Racks)*s.RackPowerkW/1000 + s.networkMW()*(1+s.fanPerIT())
}

// networkMW is what switches between the racks and storage draw.
func (s *HallSpec) networkMW() float64 { return float64(s.GPUs()) * s.NetworkPowerW * 1e-6 }

func (s *HallSpec) idleRackkW() float64 {
	return (float64(s.GPUsPerRack)*s.IdlePowerW/1000 + s.HostIdleFraction*s.HostPowerkW) * (1 + s.fanPerIT())
}

// fanPerIT is the power of the server fans at a cool inlet per power of chips
// and hosts.
func (s *HallSpec) fanPerIT() float64 { return s.ServerFanFraction * (1 - s.LiquidFraction) }

// unknown reports what the accelerator's makers do not publish and the hall does not give.
func (s *HallSpec) unknown(report func(key, format string, args ...any)) (missing bool) {
	for _, v := range []struct {
		key   string
		value float64
	}{{"chip_power_W", s.ChipPowerW}, {"idle_power_W", s.IdlePowerW}, {"host_power_kW", s.HostPowerkW}, {"rack_power_kW", s.RackPowerkW}, {"rack_price_EUR", s.RackPriceEUR}} {
		if math.IsNaN(v.value) {
			report(v.key, "is not published of %s: give it", s.Accelerator)
			missing = true
		}
	}
	return missing
}
