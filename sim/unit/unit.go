// Package unit reads the unit from a name: caloduc writes the unit of every
// quantity at the end of its key (supply_temp_degC, capacity_MW), and this
// package is the one list of the suffixes that count and how each is printed.
package unit

import "strings"

// Unit is a unit of measure: the suffix it has in keys and how it is printed.
type Unit struct {
	// Suffix is the unit as written at the end of a key, without the leading
	// underscore: "degC", "EUR_per_MWh". It is empty for a dimensionless number.
	Suffix string
	// Symbol is the unit as printed on an axis or in a table: "°C", "€/MWh".
	Symbol string
	// Quantity names what is measured: "temperature".
	Quantity string
}

// Dimensionless is the unit of a key that ends in no known suffix: a count, a
// fraction (never percent) or a ratio.
var Dimensionless = Unit{Suffix: "", Symbol: "", Quantity: "number"}

// units lists every suffix a key may end in. A longer suffix wins over a
// shorter one ("EUR_per_MWh" over "MWh").
var units = []Unit{
	{"degC", "°C", "temperature"},
	{"K", "K", "temperature difference"},
	{"K_per_decade", "K/decade", "warming rate"},
	{"K_per_min", "K/min", "temperature rate"},
	{"K_per_W", "K/W", "thermal resistance"},
	{"per_K", "1/K", "temperature coefficient"},
	{"per_GW", "1/GW", "relative change per power"},
	{"GW", "GW", "power"},
	{"MW", "MW", "power"},
	{"kW", "kW", "power"},
	{"W", "W", "power"},
	{"kW_per_K", "kW/K", "thermal conductance"},
	{"W_per_m2_K", "W/(m²·K)", "heat transfer coefficient"},
	{"W_per_m2", "W/m²", "power per area"},
	{"kW_per_MW", "kW/MW", "power per load"},
	{"m2_per_MW", "m²/MW", "area per load"},
	{"m3_per_s_per_MW", "m³/(s·MW)", "volume flow per load"},
	{"MWh", "MWh", "energy"},
	{"GWh", "GWh", "energy"},
	{"TWh", "TWh", "energy"},
	{"MJ_per_K", "MJ/K", "heat capacity"},
	{"MJ_per_K_per_MW", "MJ/(K·MW)", "heat capacity per load"},
	{"J_per_kg", "J/kg", "specific enthalpy"},
	{"kg_per_kg", "kg/kg", "humidity ratio"},
	{"Pa", "Pa", "pressure"},
	{"kPa", "kPa", "pressure"},
	{"kg_per_s", "kg/s", "mass flow"},
	{"m3_per_s", "m³/s", "volume flow"},
	{"m3_per_h", "m³/h", "volume flow"},
	{"m3", "m³", "volume"},
	{"L_per_kWh", "L/kWh", "water per energy"},
	{"kg_per_kWh", "kg/kWh", "carbon per energy"},
	{"m_per_s", "m/s", "speed"},
	{"kg", "kg", "mass"},
	{"t", "t", "mass"},
	{"kg_per_h", "kg/h", "mass flow"},
	{"g_per_kWh", "g/kWh", "carbon intensity"},
	{"kg_per_kW", "kg/kW", "embodied carbon"},
	{"km", "km", "length"},
	{"m", "m", "length"},
	{"mm", "mm", "length"},
	{"pt", "pt", "length"},
	{"kV", "kV", "voltage"},
	{"kA", "kA", "current"},
	{"Hz", "Hz", "frequency"},
	{"pcm", "pcm", "reactivity"},
	{"ppm", "ppm", "boron concentration"},
	{"pcm_per_ppm", "pcm/ppm", "boron worth"},
	{"MVA", "MVA", "apparent power"},
	{"kVA", "kVA", "apparent power"},
	{"ohm_per_km", "Ω/km", "resistance per length"},
	{"nF_per_km", "nF/km", "capacitance per length"},
	{"s", "s", "time"},
	{"min", "min", "time"},
	{"h", "h", "time"},
	{"d", "d", "time"},
	{"years", "years", "time"},
	{"per_year", "1/year", "rate"},
	{"per_h", "1/h", "rate"},
	{"per_100km_per_year", "1/(100 km·year)", "rate per length"},
	{"per_min", "1/min", "ramp rate as a fraction"},
	{"MW_per_min", "MW/min", "ramp rate"},
	{"MW_per_s", "MW/s", "ramp rate"},
	{"EUR", "€", "money"},
	{"EUR_per_h", "€/h", "money per time"},
	{"EUR_per_year", "€/year", "money per time"},
	{"EUR_per_MWh", "€/MWh", "price"},
	{"EUR_per_kW", "€/kW", "price of capacity"},
	{"EUR_per_MW_per_year", "€/(MW·year)", "price of capacity"},
	{"EUR_per_kW_per_year", "€/(kW·year)", "price of capacity"},
	{"EUR_per_W", "€/W", "price of capacity"},
	{"EUR_per_m3", "€/m³", "price of water"},
	{"EUR_per_kW_per_K", "€/(kW/K)", "price of capacity"},
	{"EUR_per_kg_per_s", "€/(kg/s)", "price of capacity"},
	{"EUR_per_kVA", "€/kVA", "price of capacity"},
	{"EUR_per_MVA", "€/MVA", "price of capacity"},
	{"EUR_per_MVA_km", "€/(MVA·km)", "price of capacity"},
	{"MVA_km", "MVA·km", "apparent power over a length"},
	{"kg_per_MWh", "kg/MWh", "carbon per energy"},
	{"EUR_per_t", "€/t", "price of carbon"},
	{"EUR_per_GPUh", "€/(GPU·h)", "price of computing"},
	{"GPUh", "GPU·h", "computing"},
	{"PFLOPS", "PFLOP/s", "computing rate"},
	{"TFLOPS", "TFLOP/s", "computing rate"},
	{"FLOP", "FLOP", "computing"},
	{"EFLOP", "EFLOP", "computing"},
	{"EUR_per_ZFLOP", "€/10²¹ FLOP", "price of computing"},
	{"kWh_per_ZFLOP", "kWh/10²¹ FLOP", "energy of computing"},
	{"kg_per_ZFLOP", "kg/10²¹ FLOP", "carbon of computing"},
	{"L_per_ZFLOP", "L/10²¹ FLOP", "water of computing"},
	{"deg", "°", "angle"},
}

// bySuffix finds the units.
var bySuffix = func() map[string]Unit {
	m := make(map[string]Unit, len(units))
	for _, u := range units {
		m[u.Suffix] = u
	}
	return m
}()

// Of returns the unit that a key's suffix names, the longest that one does;
// Dimensionless where none does.
func Of(key string) Unit {
	for rest := key[strings.LastIndexByte(key, '.')+1:]; ; {
		_, suffix, more := strings.Cut(rest, "_")
		if !more {
			return Dimensionless
		}
		if u, ok := bySuffix[suffix]; ok {
			return u
		}
		rest = suffix
	}
}

// Stem returns the key without its unit's suffix, words apart: the quantity as
// one would say it ("supply temp").
func Stem(key string) string {
	u := Of(key)
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	if u.Suffix != "" {
		key = strings.TrimSuffix(key, "_"+u.Suffix)
	}
	return strings.ReplaceAll(key, "_", " ")
}

// All returns every known unit, for the documentation.
func All() []Unit { return append([]Unit(nil), units...) }
