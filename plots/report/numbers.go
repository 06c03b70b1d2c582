package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments/result"
)

// missing stands for a value that does not exist.
const missing = "–"

// grouped prints a number with a fixed number of decimals, its digits in groups
// of three and a true minus sign.
func grouped(v float64, decimals int) string {
	if math.IsNaN(v) {
		return missing
	}
	whole, part, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'f', decimals, 64), ".")
	var b strings.Builder
	if v < 0 && strings.Trim(whole+part, "0") != "" {
		b.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 && len(whole) > 4 {
			b.WriteString("\u202f")
		}
		b.WriteRune(digit)
	}
	if part != "" {
		b.WriteString(say(".") + part)
	}
	return b.String()
}

// decimals is how many decimals give a value about four significant digits.
func decimals(most float64) int {
	if most == 0 || math.IsNaN(most) {
		return 0
	}
	return max(0, 3-int(math.Floor(math.Log10(most))))
}

// largest is the greatest magnitude of the values that exist, 0 where none does.
func largest(values []float64) (most float64) {
	for _, v := range values {
		if a := math.Abs(v); a > most {
			most = a
		}
	}
	return most
}

// steps lead from a stored unit to larger ones.
var steps = map[string][]struct {
	factor float64
	symbol string
}{
	"MWh": {{1e6, "TWh"}, {1e3, "GWh"}},
	"kg":  {{1e9, "Mt"}, {1e6, "kt"}, {1e3, "t"}},
}

// scaled finds a unit in which the largest of some values has few digits: value
// over factor is in that unit.
func scaled(most float64, unit string) (factor float64, symbol string) {
	for _, s := range steps[unit] {
		if most >= s.factor {
			return s.factor, s.symbol
		}
	}
	if steps[unit] != nil {
		return 1, unit
	}
	switch {
	case most >= 1e9:
		return 1e9, strings.TrimSpace(say("billion") + " " + unit)
	case most >= 1e7:
		return 1e6, strings.TrimSpace(say("million") + " " + unit)
	}
	return 1, unit
}

// amount prints one value with a fitting unit.
func amount(v float64, unit string) string {
	factor, symbol := scaled(math.Abs(v), unit)
	v /= factor
	return strings.TrimSpace(grouped(v, decimals(math.Abs(v))) + "\u00a0" + symbol)
}

// column prints values of one indicator so that they can be compared: in one
// unit, with the same number of decimals.
func column(values []float64, unit string) (texts []string, symbol string) {
	factor, symbol := scaled(largest(values), unit)
	places := decimals(largest(values) / factor)
	if factor == 1 && whole(values) {
		places = 0
	}
	for _, v := range values {
		texts = append(texts, grouped(v/factor, places))
	}
	return texts, symbol
}

// whole tells whether all values that exist are whole numbers.
func whole(values []float64) bool {
	return !slices.ContainsFunc(values, func(v float64) bool { return v != math.Trunc(v) && !math.IsNaN(v) })
}

// unitWords are the words of an indicator's name that say its unit.
var unitWords = map[string]bool{"per": true, "EUR": true, "MWh": true, "kWh": true, "MW": true, "kW": true, "GPUh": true,
	"EFLOP": true, "ZFLOP": true, "kg": true, "g": true, "t": true, "m3": true, "L": true, "h": true, "K": true, "degC": true}

// spellings are the words of names that are written otherwise.
var spellings = map[string]string{"pue": "PUE", "ppue": "pPUE", "wue": "WUE", "tue": "TUE", "cue": "CUE", "ere": "ERE", "erf": "ERF", "itue": "ITUE", "it": "IT", "gpu": "GPU", "gpus": "GPUs", "hbm": "HBM", "nic": "NIC", "om": "operation and maintenance"}

// label is an indicator's name in words, without its unit.
func label(name string) string {
	words := strings.Split(name, "_")
	for len(words) > 1 && unitWords[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	for i, w := range words {
		if s, ok := spellings[w]; ok {
			words[i] = s
		} else if i == 0 {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return say(strings.Join(words, " "))
}

// place is a scope in words: "Fouju, hall F1".
func place(scope string) string {
	if scope == "" {
		return say("Whole system")
	}
	scope = strings.TrimPrefix(strings.TrimPrefix(scope, "campus."), "reactor.")
	return strings.Replace(scope, ".hall.", say(", hall "), 1)
}

// span says which years a run covers.
func span(m *result.Manifest) string {
	last := m.Ending().AddDate(0, 0, -1)
	return day(m.Start) + say(" to ") + day(last)
}
