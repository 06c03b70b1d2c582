package param

import (
	"cmp"
	"fmt"
	"strings"

	"caloduc/sim/list"
	"caloduc/sim/unit"
)

// distance counts the letters to insert, delete, replace or swap with their
// neighbour to turn a into b, capitals apart.
func distance(a, b string) int {
	s, t := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	before, last := make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row := make([]int, len(t)+1)
		row[0] = i
		for j := 1; j <= len(t); j++ {
			change := 1
			if s[i-1] == t[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(t)]
}

// nearest returns the word that was probably meant, "" where none is near. A name of
// several words is meant by its first, "H100 SXM" by "H100", however near another is.
func nearest(word string, words []string) string {
	for _, w := range words {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(w), strings.ToLower(word)+" ") {
			return w
		}
	}
	best, least := "", 1+max(1, len(word)/3)
	for _, w := range words {
		if d := distance(word, w); d < least && d < len(word) {
			best, least = w, d
		}
	}
	if best == "" && len(word) >= 3 {
		for _, w := range words {
			if strings.HasPrefix(strings.ToLower(w), strings.ToLower(word)) {
				return w
			}
		}
	}
	return best
}

// otherUnit returns the declared key that differs from key in its unit only.
func otherUnit(key string, keys []string) string {
	for _, k := range keys {
		suffix := unit.Of(k).Suffix
		if suffix == "" {
			continue
		}
		stem := strings.TrimSuffix(k, "_"+suffix)
		rest, ok := strings.CutPrefix(strings.ToLower(key), strings.ToLower(stem))
		if ok && (rest == "" || rest[0] == '_' && unitLike(rest[1:], suffix)) {
			return k
		}
	}
	return ""
}

// unitLike tells whether s may stand for a unit: a known suffix in any
// capitals, a common way of writing one, or the right one misspelt.
func unitLike(s, right string) bool {
	for _, u := range unit.All() {
		if strings.EqualFold(s, u.Suffix) {
			return true
		}
	}
	switch s {
	case "c", "celsius", "f", "degf", "kelvin", "kw", "mw", "gw", "watt", "watts", "kwh", "wh", "joule", "j", "kj", "mj",
		"bar", "psi", "l", "liters", "litres", "l_per_s", "l_per_min", "percent", "pct", "usd", "eur", "euro", "tonnes",
		"tons", "hours", "minutes", "seconds", "days", "year", "hour", "minute", "day", "feet", "ft", "miles":
		return true
	}
	return distance(s, right) <= 1
}

// DidYouMean returns what to add to a message about a word that is not among many:
// ": did you mean …?", with the nearest word or the nearest end of a dotted one;
// nothing where none is near.
func DidYouMean(word string, words []string) string {
	w := nearest(word, words)
	if w == "" {
		ends := list.Map(words, func(path string) string { return path[strings.LastIndexByte(path, '.')+1:] })
		w = nearest(word, ends)
	}
	if w == "" {
		return ""
	}
	return ": did you mean " + Quote(w) + "?"
}

// among returns what to add to a message about a word that is not among the
// words there are: which one was probably meant, and the list.
func among(word string, words []string) string {
	const most = 16
	text := cmp.Or(DidYouMean(word, words), ".")
	switch {
	case len(words) == 0:
		return text + " None is known"
	case len(words) > most:
		return fmt.Sprintf("%s Known are %s and %d more", text, quoteAll(words[:most]), len(words)-most)
	}
	return text + " Known: " + quoteAll(words)
}

func quoteAll(words []string) string {
	q := list.Map(words, Quote)
	return strings.Join(q, ", ")
}
