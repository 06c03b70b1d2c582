package reactor

import "caloduc/sim/param"

// Where the facts of the catalogue come from.
const (
	sourceNet    = "ENTSO-E installed capacity per unit, as in JRC-PPDB-OPEN (CC BY 4.0)"
	sourceSite   = "IAEA and WNA, as in GeoNuclearData; cooling and series: EDF"
	sourceCycle  = "derived: natural_length_d over the load factor of 0.93 in operation (EDF DEU 2020: Ku 0.927 in 2019)"
	sourceYearly = "French fleet at the end of 2007, CPY: 220 to 280 d, http://banksolar.ru/?p=23271"
	sourceForced = "fitted to forced losses of 3.7 % (2018) and 3.95 % (2019), https://edf.publispeak.com/document-enregistrement-universel-2019/article/20, " +
		"and 399 d without power on 56 units in 2023, https://www.worldnuclearreport.org/Unplanned-outages-at-French-reactors-hit-4-year-high-study"
	sourceSeason = "outages concentrated from April to October, https://edf.publispeak.com/document-enregistrement-universel-2021/article/24; " +
		"cycles prolonged by 50 d at most, http://banksolar.ru/?p=23271"
	sourceStandby = "RTE, 29 January 2016, per unit: 8 to 16 MW drawn by units shut down"
)

// Facts that have not been read at their source.
var (
	sourceHouse   = param.Unverified("gross less net capacity as IAEA PRIS lists them; the EPR's is 120 MW")
	sourceThermal = param.Unverified("rated thermal power of the series, ASN and EDF: 2,785, 3,817, 4,270 and 4,500 MW")
	sourceWater   = param.Unverified("medians for nuclear stations of Macknick et al. 2012, doi:10.1088/1748-9326/7/4/045802: 672 and 269 US gallons per MWh")
	sourceLong    = param.Unverified("18-month fuel managements: 400 to 430 d")
)

// series is a standard design of the French fleet.
type series struct {
	name           string
	thermalMW      float64
	naturalLengthD float64 // full-power days of its fuel management
	source         param.Source
}

// The fuel management of a series sets its cycle: CPY reload a quarter of the
// core every year (GARANCE, Parité MOX), the others a third every 18 months
// (CYCLADES, GEMMES, ALCADE).
var (
	cp0 = &series{"CP0", 2785, 415, sourceLong}
	cpy = &series{"CPY", 2785, 280, sourceYearly}
	p4  = &series{"P4", 3817, 415, sourceLong}
	pp4 = &series{"P'4", 3817, 415, sourceLong}
	n4  = &series{"N4", 4270, 415, sourceLong}
	epr = &series{"EPR", 4500, 415, sourceLong}
)

// loadInOperation is the mean load factor of EDF's units while available, by
// which the calendar length of a cycle exceeds its full-power days.
const loadInOperation = 0.93

// frenchUnits lists the 57 units: net capacity and house load in MW, latitude,
// longitude, year of commercial operation (of first power to the grid for
// Flamanville 3, rounded up).
var frenchUnits = []struct {
	name           string
	series         *series
	cooling        string
	netMW, houseMW float64
	latDeg, lonDeg float64
	commercialYear int
}{
	{"Belleville 1", pp4, Tower, 1310, 53, 47.511, 2.871, 1988},
	{"Belleville 2", pp4, Tower, 1310, 53, 47.511, 2.871, 1989},
	{"Blayais 1", cpy, Sea, 910, 41, 45.256, -0.691, 1981},
	{"Blayais 2", cpy, Sea, 910, 41, 45.256, -0.691, 1983},
	{"Blayais 3", cpy, Sea, 910, 41, 45.256, -0.691, 1983},
	{"Blayais 4", cpy, Sea, 910, 41, 45.256, -0.691, 1983},
	{"Bugey 2", cp0, River, 910, 35, 45.796, 5.268, 1979},
	{"Bugey 3", cp0, River, 910, 35, 45.798, 5.268, 1979},
	{"Bugey 4", cp0, Tower, 880, 37, 45.800, 5.267, 1979},
	{"Bugey 5", cp0, Tower, 880, 37, 45.800, 5.267, 1980},
	{"Cattenom 1", pp4, Tower, 1300, 62, 49.416, 6.217, 1987},
	{"Cattenom 2", pp4, Tower, 1300, 62, 49.416, 6.217, 1988},
	{"Cattenom 3", pp4, Tower, 1300, 62, 49.416, 6.217, 1991},
	{"Cattenom 4", pp4, Tower, 1300, 62, 49.416, 6.217, 1992},
	{"Chinon B1", cpy, Tower, 905, 49, 47.232, 0.167, 1984},
	{"Chinon B2", cpy, Tower, 905, 49, 47.232, 0.167, 1984},
	{"Chinon B3", cpy, Tower, 905, 49, 47.232, 0.167, 1987},
	{"Chinon B4", cpy, Tower, 905, 49, 47.232, 0.167, 1988},
	{"Chooz B1", n4, Tower, 1500, 60, 50.086, 4.792, 2000},
	{"Chooz B2", n4, Tower, 1500, 60, 50.086, 4.792, 2000},
	{"Civaux 1", n4, Tower, 1495, 66, 46.457, 0.654, 2002},
	{"Civaux 2", n4, Tower, 1495, 66, 46.457, 0.654, 2002},
	{"Cruas 1", cpy, Tower, 915, 41, 44.634, 4.757, 1984},
	{"Cruas 2", cpy, Tower, 915, 41, 44.634, 4.757, 1985},
	{"Cruas 3", cpy, Tower, 915, 41, 44.634, 4.757, 1984},
	{"Cruas 4", cpy, Tower, 915, 41, 44.634, 4.757, 1985},
	{"Dampierre 1", cpy, Tower, 890, 47, 47.732, 2.513, 1980},
	{"Dampierre 2", cpy, Tower, 890, 47, 47.732, 2.513, 1981},
	{"Dampierre 3", cpy, Tower, 890, 47, 47.732, 2.513, 1981},
	{"Dampierre 4", cpy, Tower, 890, 47, 47.732, 2.513, 1981},
	{"Flamanville 1", p4, Sea, 1330, 52, 49.537, -1.881, 1986},
	{"Flamanville 2", p4, Sea, 1330, 52, 49.537, -1.881, 1987},
	{"Flamanville 3", epr, Sea, 1630, 120, 49.537, -1.881, 2025},
	{"Golfech 1", pp4, Tower, 1310, 53, 44.105, 0.845, 1991},
	{"Golfech 2", pp4, Tower, 1310, 53, 44.105, 0.845, 1994},
	{"Gravelines 1", cpy, Sea, 910, 41, 51.014, 2.138, 1980},
	{"Gravelines 2", cpy, Sea, 910, 41, 51.014, 2.138, 1980},
	{"Gravelines 3", cpy, Sea, 910, 41, 51.014, 2.138, 1981},
	{"Gravelines 4", cpy, Sea, 910, 41, 51.014, 2.138, 1981},
	{"Gravelines 5", cpy, Sea, 910, 41, 51.014, 2.138, 1985},
	{"Gravelines 6", cpy, Sea, 910, 41, 51.014, 2.138, 1985},
	{"Nogent 1", pp4, Tower, 1310, 53, 48.517, 3.520, 1988},
	{"Nogent 2", pp4, Tower, 1310, 53, 48.517, 3.520, 1989},
	{"Paluel 1", p4, Sea, 1330, 52, 49.857, 0.635, 1985},
	{"Paluel 2", p4, Sea, 1330, 52, 49.857, 0.635, 1985},
	{"Paluel 3", p4, Sea, 1330, 52, 49.857, 0.635, 1986},
	{"Paluel 4", p4, Sea, 1330, 52, 49.857, 0.635, 1986},
	{"Penly 1", pp4, Sea, 1330, 52, 49.975, 1.215, 1990},
	{"Penly 2", pp4, Sea, 1330, 52, 49.975, 1.215, 1992},
	{"Saint-Alban 1", p4, River, 1335, 46, 45.404, 4.754, 1986},
	{"Saint-Alban 2", p4, River, 1335, 46, 45.404, 4.754, 1987},
	{"Saint-Laurent B1", cpy, Tower, 915, 41, 47.724, 1.582, 1983},
	{"Saint-Laurent B2", cpy, Tower, 915, 41, 47.720, 1.581, 1983},
	{"Tricastin 1", cpy, River, 915, 40, 44.330, 4.733, 1980},
	{"Tricastin 2", cpy, River, 915, 40, 44.330, 4.733, 1980},
	{"Tricastin 3", cpy, River, 915, 40, 44.331, 4.733, 1981},
	{"Tricastin 4", cpy, River, 915, 40, 44.331, 4.733, 1981},
}

// FrenchUnits is the catalogue of the French pressurised-water units.
var FrenchUnits = catalogue()

func catalogue() *param.Catalogue {
	c := &param.Catalogue{}
	for _, u := range frenchUnits {
		c.Entries = append(c.Entries, param.CatalogueEntry{
			Name:   u.name,
			Source: sourceSite,
			Values: map[string]any{
				"series": u.series.name, "cooling": u.cooling,
				"net_capacity_MW": u.netMW, "house_load_MW": u.houseMW, "thermal_power_MW": u.series.thermalMW,
				"lat_deg": u.latDeg, "lon_deg": u.lonDeg, "commercial_year": u.commercialYear,
				"natural_length_d": u.series.naturalLengthD,
				"cycle_length_d":   u.series.naturalLengthD / loadInOperation,
			},
			Sources: map[string]param.Source{
				"net_capacity_MW": sourceNet, "house_load_MW": sourceHouse, "thermal_power_MW": sourceThermal,
				"natural_length_d": u.series.source, "cycle_length_d": sourceCycle,
			},
		})
	}
	return c
}
