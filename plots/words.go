package plots

import "fmt"

// words are the texts of figures in one language, by their English form; a text
// that a language lacks stays English.
type words map[string]string

// languages holds the words of every language but English.
var languages = map[string]words{
	"fr": {
		"monthly mean":            "moyenne mensuelle",
		"hours, 5th to 95th pct.": "heures, centiles 5 à 95",
		"hours, min. to max.":     "heures, min. à max.",
		"electricity":             "électricité",
		"grid":                    "réseau",
		"water":                   "eau",
		"capital":                 "capital",
		"operation":               "exploitation",
		"€ million per year":      "millions d’€ par an",
		"€ million, cumulated":    "millions d’€, cumulés",
		"€ billion per year":      "milliards d’€ par an",
		"€ billion, cumulated":    "milliards d’€, cumulés",
		"PUE over the years":      "PUE au fil des années",
		"Cost over the years":     "Coût au fil des années",
	},
}

// wordsOf returns the words of a language, "" meaning English.
func wordsOf(lang string) (words, error) {
	if lang == "" || lang == "en" {
		return nil, nil
	}
	w, ok := languages[lang]
	if !ok {
		return nil, fmt.Errorf("unknown language %q: en or fr", lang)
	}
	return w, nil
}

// say returns an English text in the language.
func (w words) say(english string) string {
	if t, ok := w[english]; ok {
		return t
	}
	return english
}
