package market

import (
	"math"
	"strings"
)

// Curve is what a neighbour takes from France at a price, fitted to a year of flows:
// linear in the price over a middling gas-fired unit's cost, with its level set by
// season, hour, and France's wind and sun, which blow and shine over the border, too.
// tools/fitmarket fits it.
type Curve struct {
	Zone   string
	Source string

	PerRatioMW   float64             // fall of the export per unit of price over the gas-fired cost
	Level        [CurveTerms]float64 // MW, of the terms of Terms
	MostExportMW float64             // and import: first and last half per mille of the hours
	MostImportMW float64
}

// CurveTerms is the number of terms of a curve's level.
const CurveTerms = 12

// Terms are what a curve's level is linear in: 1, France's wind and sun in 10 GW,
// weekend, one cycle a year, three a day.
func Terms(h *Hour, windMW, solarMW float64) (x [CurveTerms]float64) {
	x[0], x[1], x[2] = 1, windMW*1e-4, solarMW*1e-4
	if h.Weekend {
		x[3] = 1
	}
	x[4], x[5] = h.cos, h.sin
	for k := range 3 {
		a := 2 * math.Pi * float64((k+1)*h.OfDay) / 24
		x[6+2*k], x[7+2*k] = math.Cos(a), math.Sin(a)
	}
	return x
}

// offer adds the curve to a stack: what the neighbour takes is linear in the price
// within its extremes.
func (c *Curve) offer(s *stack, terms *[CurveTerms]float64, gasCost float64) {
	level := 0.0
	for i, x := range terms {
		level += c.Level[i] * x
	}
	// Export level − PerRatio·p/gas reaches its ends at these prices.
	low := gasCost * (level - c.MostExportMW) / c.PerRatioMW
	high := gasCost * (level + c.MostImportMW) / c.PerRatioMW
	s.fixedMW = -c.MostExportMW
	s.offer(Elsewhere, c.MostExportMW+c.MostImportMW, low, high)
}

// curveOf returns the fitted curve of a zone, nil without one.
func curveOf(zone string) *Curve {
	for i := range Curves {
		if Curves[i].Zone == zone {
			return &Curves[i]
		}
	}
	return nil
}

func curveNames() string {
	var names []string
	for i := range Curves {
		names = append(names, Curves[i].Zone)
	}
	return strings.Join(names, ", ")
}
