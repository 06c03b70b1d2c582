package plots

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"caloduc/experiments/result"
)

// words are the texts of figures in one language. The zero value is English.
type words struct {
	texts   map[string]string // by their English form; what is missing stays English
	months  []string          // short
	decimal string            // the sign between whole and part
	french  bool              // stored words are taken in French
}

// french are the words of -lang fr.
var french = words{
	french:  true,
	decimal: ",",
	months:  []string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."},
	texts: map[string]string{
		"PUE of the month":              "PUE du mois",
		"hours, 5th to 95th percentile": "heures, 5e au 95e centile",
		"hours, minimum to maximum":     "heures, minimum à maximum",
		"days, 5th to 95th percentile":  "jours, 5e au 95e centile",
		"days, minimum to maximum":      "jours, minimum à maximum",
		"Power usage effectiveness by month, with the band of daily values.": "Indicateur d’efficacité énergétique (PUE) par mois, avec la bande des valeurs quotidiennes.",
		"PUE of the calendar year": "PUE de l’année civile",
		"PUE over the years":       "PUE au fil des années",
		"Power usage effectiveness by month, with the band of hourly values.": "Indicateur d’efficacité énergétique (PUE) par mois, avec la bande des valeurs horaires.",
		"Values above the axis are cut off.":                                  "Les valeurs au-dessus de l’axe sont coupées.",
		"electricity":                                                         "électricité",
		"grid":                                                                "réseau",
		"excise duty":                                                         "accise",
		"water":                                                               "eau",
		"buildings and plant":                                                 "bâtiments et installations",
		"accelerators":                                                        "accélérateurs",
		"operation":                                                           "exploitation",
		"other":                                                               "autres",
		"€ thousand per year":                                                 "milliers d’€ par an",
		"€ thousand, cumulated":                                               "milliers d’€, cumulés",
		"€ million per year":                                                  "millions d’€ par an",
		"€ million, cumulated":                                                "millions d’€, cumulés",
		"€ billion per year":                                                  "milliards d’€ par an",
		"€ billion, cumulated":                                                "milliards d’€, cumulés",
		"Cost over the years":                                                 "Coût au fil des années",
		"Cost by kind for each year, and cumulated.": "Coût par poste pour chaque année, et cumulé.",
	},
}

// digits prints a value with up to so many digits that count, and those of its
// whole part in any case; zeros at its end are left out.
func (w words) digits(v float64, n int) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return w.number(v, 0)
	}
	text := w.number(v, max(0, n-1-int(math.Floor(math.Log10(math.Abs(v))))))
	if strings.ContainsAny(text, ".,") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".,")
	}
	return text
}

// inFrench adds the French of a kind's texts, by their English form.
func inFrench(texts map[string]string) {
	for english, t := range texts {
		french.texts[english] = t
	}
}

// phrase marks an English text that is kept in a variable and said later, so that
// a test finds it.
func phrase(english string) string { return english }

// wordsOf returns the words of a language, "" meaning English.
func wordsOf(lang string) (words, error) {
	switch lang {
	case "", "en":
		return words{}, nil
	case "fr":
		return french, nil
	}
	return words{}, &OptionError{fmt.Sprintf("unknown language %q: en or fr", lang)}
}

// say returns an English text in the language.
func (w words) say(english string) string {
	if t, ok := w.texts[english]; ok {
		return t
	}
	return english
}

// word is a stored word in the language.
func (w words) word(stored result.Word) string {
	if w.french {
		return stored.Fr
	}
	return stored.En
}

// month is the short name of an instant's month.
func (w words) month(t time.Time) string {
	if w.months == nil {
		return t.Format("Jan")
	}
	return w.months[t.Month()-1]
}

// number prints a value with a fixed number of decimals, the language's decimal
// sign and a true minus sign.
func (w words) number(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		s = rest
		if strings.Trim(rest, "0.") != "" {
			s = "−" + rest
		}
	}
	if w.decimal != "" {
		s = strings.Replace(s, ".", w.decimal, 1)
	}
	return s
}

// fill puts texts in the places of a phrase. A phrase may hold other % signs.
func fill(phrase string, texts ...string) string {
	for _, t := range texts {
		if i := strings.Index(phrase, "%s"); i >= 0 {
			phrase = phrase[:i] + t + phrase[i+2:]
		}
	}
	return phrase
}
