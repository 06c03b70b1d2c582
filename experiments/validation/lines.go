package validation

import (
	"fmt"
	"math"

	"caloduc/grid"
)

const (
	lineByHand = "derived by hand: 3 I²R of a 4-bundle 240/40 line (0.030 ohm/km, 0.246 ohm/km, 13.8 nF/km, 2.58 kA; PyPSA line_types.csv after Oeding and Oswald, ch. 9)"
	matpower9  = "MATPOWER 8.1, AC power flow of case9 (Chow 1982)"
)

// lineLosses are those of 1000 MW at unity power factor over 100 km, 400 kV at
// the receiving end; the model is given the sending end's voltage and must find
// the receiving end's.
func lineLosses() []Comparison {
	loss := func(circuits, tempDegC float64) func() float64 {
		return func() float64 {
			l := grid.Line{ROhm: grid.Resistance(3/circuits, 0.00403, tempDegC), XOhm: 24.6 / circuits}
			sending := math.Hypot(400+l.ROhm*1000/400, l.XOhm*1000/400)
			return l.LossMW(l.Solve(sending, 1000, 0).CurrentKA2)
		}
	}
	return []Comparison{
		{Name: "loss.one-circuit.20degC", Quantity: "loss of 1000 MW over 100 km, one circuit, 20 degC", Unit: "MW", Source: lineByHand,
			Published: value(18.75), Tolerance: within(0.005), Run: number(loss(1, 20))},
		{Name: "loss.one-circuit.50degC", Quantity: "the same at 50 degC", Unit: "MW", Source: lineByHand,
			Published: value(21.0), Tolerance: within(0.05), Run: number(loss(1, 50))},
		{Name: "loss.two-circuits.20degC", Quantity: "the same on two circuits, 20 degC", Unit: "MW", Source: lineByHand,
			Published: value(9.4), Tolerance: within(0.05), Run: number(loss(2, 20))},
	}
}

func lineIdentities() []Comparison {
	const why = "the definition, evaluated"
	impedance := math.Sqrt(24.6 / grid.Susceptance(1380, 50))
	return []Comparison{
		{Name: "surge-impedance", Quantity: "surge impedance", Unit: "ohm", Source: lineByHand, Published: value(238), Tolerance: within(0.5), Why: why,
			Run: number(func() float64 { return impedance })},
		{Name: "surge-impedance-loading", Quantity: "surge impedance loading at 400 kV", Unit: "MW", Source: lineByHand, Published: value(672), Tolerance: within(1), Why: why,
			Run: number(func() float64 { return 400 * 400 / impedance })},
	}
}

// case9 are the six lines of MATPOWER's case9 at 345 kV: impedances in pu on
// 100 MVA, voltages of both ends, what leaves the receiving end, and what
// MATPOWER finds lost and sent.
func case9() []Comparison {
	const kV, base = 345, 345 * 345 / 100.0
	var list []Comparison
	for _, c := range []struct {
		from, to                   int
		r, x, b                    float64
		sending, receiving         float64 // pu
		mw, mvar, lossMW, sentMvar float64
	}{
		{4, 5, 0.017, 0.092, 0.158, 1.0257883928, 1.0126543240, 30.537262874, 16.543365244, 0.166406888, 1.030006374},
		{5, 6, 0.039, 0.17, 0.358, 1.0126543240, 1.0323529490, -60.816585977, 18.074835719, 1.353848851, -13.456634756},
		{6, 7, 0.0119, 0.1008, 0.209, 1.0323529490, 1.0158825836, 24.095417457, 24.295822612, 0.087996565, 3.119508418},
		{7, 8, 0.0085, 0.072, 0.149, 1.0158825836, 1.0257693724, -76.379866167, 0.797331442, 0.475283624, -10.704177388},
		{8, 9, 0.032, 0.161, 0.306, 1.0257693724, 0.9956308580, 84.320162518, 11.312751171, 2.299971315, -8.380817398},
		{9, 4, 0.01, 0.085, 0.176, 0.9956308580, 1.0257883928, -40.937351712, -22.893120625, 0.257514231, -38.687248829},
	} {
		l := grid.Line{ROhm: c.r * base, XOhm: c.x * base, BS: c.b / base}
		sending := kV * c.sending
		solve := func() grid.LineFlow { return l.Solve(sending, c.mw, c.mvar) }
		name := fmt.Sprintf("case9.%d-%d.", c.from, c.to)
		of := fmt.Sprintf("line %d-%d", c.from, c.to)
		list = append(list,
			Comparison{Name: name + "loss", Quantity: of + ", loss", Unit: "MW", Source: matpower9, Published: value(c.lossMW), Tolerance: within(1e-6),
				Run: number(func() float64 { return l.LossMW(solve().CurrentKA2) })},
			Comparison{Name: name + "reactive", Quantity: of + ", reactive power sent", Unit: "Mvar", Source: matpower9, Published: value(c.sentMvar), Tolerance: within(1e-5),
				Run: number(func() float64 { return l.SentMvar(solve(), sending, c.mvar) })},
			Comparison{Name: name + "voltage", Quantity: of + ", receiving voltage", Unit: "pu", Source: matpower9, Published: value(c.receiving), Tolerance: within(1e-8),
				Run: number(func() float64 { return math.Sqrt(solve().ReceivingKV2) / kV })})
	}
	return list
}
