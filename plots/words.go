package plots

import (
	"fmt"
	"maps"
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
	texts:   frenchTexts(),
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

// frenchTexts are the French of all texts, by their English form.
func frenchTexts() map[string]string {
	all := maps.Clone(labelFrench)
	maps.Copy(all, captionFrench)
	maps.Copy(all, zonesFrench)
	for _, k := range kinds {
		maps.Copy(all, k.french)
	}
	for _, k := range sweepKinds {
		maps.Copy(all, k.french)
	}
	return all
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

// scientific writes a number of any size in a few digits.
func (w words) scientific(v float64) string {
	s := strings.ReplaceAll(strconv.FormatFloat(v, 'g', 6, 64), "-", "−")
	if w.decimal != "" {
		s = strings.Replace(s, ".", w.decimal, 1)
	}
	return s
}

// percent prints a share, with a digit that counts however small it is.
func (w words) percent(share float64) string {
	text := w.number(100*share, 0)
	if a := 100 * math.Abs(share); a < 9.5 {
		text = w.number(100*share, 1)
		if a < 0.05 {
			text = w.digits(100*share, 1)
		}
	}
	return text + nonBreaking + "%"
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
