package plots

import (
	"math"
	"slices"
	"strings"

	"caloduc/experiments/result"
)

var labelFrench = map[string]string{
	"point":              "point",
	"site":               "site",
	"cooling plant":      "installation de froid",
	"supply temperature": "température de départ",
	"accelerator":        "accélérateur",
	"racks":              "baies",
	"contracted power":   "puissance souscrite",
	"price":              "prix",
	"all costs":          "coût total",
	"carbon":             "carbone",
	"IT energy":          "énergie des serveurs",
	"facility energy":    "énergie du campus",
	"carbon intensity":   "intensité carbone",
	"goodput":            "rendement d’entraînement",
}

// quantityNames are the names in words of well-known parameters and indicators,
// without their units.
var quantityNames = map[string]string{
	result.NameColumn: phrase("point"), "site": phrase("site"), "plant": phrase("cooling plant"), "supply_temp": phrase("supply temperature"), "accelerator": phrase("accelerator"),
	"racks": phrase("racks"), "contracted": phrase("contracted power"), "price": phrase("price"), "pue": "PUE", "wue": "WUE", "cue": "CUE",
	"cost": phrase("all costs"), "cost_total": phrase("all costs"), "carbon": phrase("carbon"), "carbon_total": phrase("carbon"), "it_energy": phrase("IT energy"),
	"facility_energy": phrase("facility energy"), "carbon_intensity": phrase("carbon intensity"), "goodput": phrase("goodput"),
}

// nonBreaking joins a number and its unit.
const nonBreaking = "\u00a0"

// label names a column for an axis: its name in words, where it is that others of
// this name are elsewhere, and its unit.
func (w words) label(c result.SweepColumn, all []result.SweepColumn, symbol string) string {
	name := last(c.Name)
	bare := strings.TrimSuffix(name, "_"+c.Unit)
	text, known := quantityNames[bare]
	if !known {
		text = strings.ReplaceAll(bare, "_", " ")
	}
	text = w.say(text)
	if where := apart(c, all); where != "" {
		text = where + ", " + text
	}
	if symbol != "" {
		text += " (" + symbol + ")"
	}
	return text
}

// last is the last word of a name between dots.
func last(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// apart is the part of a column's name that tells it from others of the same last
// word, "" where there is none.
func apart(c result.SweepColumn, all []result.SweepColumn) string {
	same := 0
	for _, o := range all {
		if o.Name != c.Name && last(o.Name) == last(c.Name) && o.Name != last(o.Name) {
			same++
		}
	}
	path := strings.Split(strings.NewReplacer("[", ".", "]", "").Replace(c.Name), ".")
	if same == 0 || len(path) < 2 {
		return ""
	}
	if path[0] == "campus" || path[0] == "reactor" || path[0] == "weather" {
		path = path[1:]
	}
	path = slices.DeleteFunc(path[:len(path)-1], func(p string) bool { return p == "hall" || p == "cooling" || p == "grid" })
	return strings.Join(path, " ")
}

// larger are the units that large values are shown in.
var larger = map[string][]struct {
	factor float64
	symbol string
}{
	"MWh":   {{1e6, "TWh"}, {1e3, "GWh"}},
	"kg":    {{1e9, "Mt"}, {1e6, "kt"}, {1e3, "t"}},
	"€":     {{1e9, "G€"}, {1e6, "M€"}, {1e3, "k€"}},
	"m³":    {{1e6, "hm³"}},
	"EFLOP": {{1e9, "10⁹ EFLOP"}, {1e6, "10⁶ EFLOP"}, {1e3, "10³ EFLOP"}},
}

// output is an indicator as a column, in a unit in which it has few digits.
func (w words) output(c result.SweepColumn, all []result.SweepColumn, rows []int) Column {
	out := Column{Name: c.Name}
	most := 0.0
	for _, i := range rows {
		out.Values = append(out.Values, c.Numbers[i])
		if a := math.Abs(c.Numbers[i]); a > most {
			most = a
		}
	}
	symbol := c.Symbol
	for _, l := range larger[c.Symbol] {
		if most >= 10*l.factor {
			symbol = l.symbol
			for i := range out.Values {
				out.Values[i] /= l.factor
			}
			break
		}
	}
	out.Label = w.label(c, all, symbol)
	return out
}

// input is a parameter as a column.
func (w words) input(c result.SweepColumn, all []result.SweepColumn, rows []int) Column {
	in := Column{Name: c.Name, Label: w.label(c, all, c.Symbol)}
	if c.Texts != nil {
		in.Levels = c.Levels(rows)
	}
	for _, i := range rows {
		if c.Texts == nil {
			in.Values = append(in.Values, c.Numbers[i])
		} else if at := slices.Index(in.Levels, c.Texts[i]); at >= 0 {
			in.Values = append(in.Values, float64(at))
		} else {
			in.Values = append(in.Values, math.NaN())
		}
	}
	return in
}
