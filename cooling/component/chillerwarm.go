package component

// WarmChiller is the name of the water-cooled screw chiller whose catalogue goes
// up to 18 degC of leaving chilled water.
const WarmChiller = "Carrier-30XW-P1012-warm"

// Validity of WarmChillerAt: the edges of the catalogue's table.
var (
	warmLeaving  = Validity{"leaving chilled water", "degC", 5, 18}
	warmEntering = Validity{"entering condenser water", "degC", 25, 45}
)

var warmTe = [5]float64{5, 7, 10, 15, 18}

// warmQ and warmP are capacity and power, kW, by leaving chilled water (rows,
// warmTe) and entering condenser water (columns, 25 to 45 degC by 5): AixLib,
// DataBase/Chiller/TableData2D/EN14511/Carrier30XWP1012_1MW.mo (e5df9a8d), from
// Carrier's catalogue.
var (
	warmQ = [5][5]float64{
		{1003, 968, 932, 894, 854},
		{1054, 1035, 995, 954, 911},
		{1102, 1120, 1096, 1050, 1002},
		{1181, 1199, 1226, 1227, 1170},
		{1227, 1244, 1275, 1311, 1278},
	}
	warmP = [5][5]float64{
		{158.954, 181.955, 208.036, 237.766, 271.111},
		{159.215, 182.218, 208.159, 237.905, 271.131},
		{159.479, 182.708, 208.762, 238.095, 271.545},
		{160.462, 183.333, 209.573, 239.648, 272.727},
		{161.024, 183.752, 210.396, 240.550, 274.249},
	}
)

// Reference point of the warm-water chiller: nominal 7 degC leaving and 35 degC
// entering, as its catalogue is read.
const (
	warmReferenceKW  = 995
	warmReferenceCOP = 995 / 208.159
)

// warmPLR is EIRFPLR of a water-cooled screw chiller (NECB 2020, table
// 8.4.5.5-B; COMNET). The catalogue gives full load only.
var warmPLR = [3]float64{0.33018833, 0.23554291, 0.46070828}

// warmEIR is power per capacity as printed; warmCap the capacity with that of a
// warmer condenser capped by a colder one's, see WarmChillerAt.
var warmEIR, warmCap = func() (eir, capacity [5][5]float64) {
	for i := range warmQ {
		least := warmQ[i][0]
		for j := range warmQ[i] {
			least = min(least, warmQ[i][j])
			capacity[i][j] = least
			eir[i][j] = warmP[i][j] / warmQ[i][j]
		}
	}
	return eir, capacity
}()

// warmChiller is the record of the warm-water chiller. Its catalogue gives no part
// load limits: 0.2 to 1 is an assumption.
var warmChiller = ChillerRecord{Name: WarmChiller, COP: warmReferenceCOP, warm: true,
	PartLoad: PartLoad{Min: 0.2, Unloaded: 0.2, Max: 1, MotorHeat: 1},
	Curves:   EIRCurves{EIRFPLR: warmPLR, Leaving: warmLeaving, Entering: warmEntering}}

// WarmChillerAt returns what a warm-water chiller of reference capacity refW, W,
// can do at leaving chilled water te and entering condenser water tc, degC, both
// clamped to the table (warmLeaving, warmEntering), by bilinear interpolation of
// capacity and of power per capacity.
//
// At 10 degC and above the printed capacity rises with condenser temperature,
// which no machine's does: capacity is capped by that at colder condenser water.
// Power per capacity is used as printed.
func WarmChillerAt(refW, te, tc float64) ChillerPoint {
	a, b := warmLeaving.Clamp(te), warmEntering.Clamp(tc)
	i := 0
	for i < 3 && a > warmTe[i+1] {
		i++
	}
	u, v := (a-warmTe[i])/(warmTe[i+1]-warmTe[i]), 0.2*(b-25)
	j := min(int(v), 3)
	v -= float64(j)
	between := func(table *[5][5]float64) float64 {
		return (1-v)*((1-u)*table[i][j]+u*table[i+1][j]) + v*((1-u)*table[i][j+1]+u*table[i+1][j+1])
	}
	return ChillerPoint{AvailableW: refW * (1. / warmReferenceKW) * between(&warmCap), PerW: between(&warmEIR),
		Clamped: !warmLeaving.Contains(te) || !warmEntering.Contains(tc)}
}
