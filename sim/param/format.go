package param

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"caloduc/sim/list"
)

// Number returns the shortest text that reads back as x: "40", "0.3", "1e21".
func Number(x float64) string {
	if x == 0 && math.Signbit(x) {
		return "-0.0"
	}
	if a := math.Abs(x); x == 0 || a >= 1e-5 && a < 1e15 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	t := strconv.FormatFloat(x, 'e', -1, 64)
	mantissa, exponent, ok := strings.Cut(t, "e")
	if !ok { // NaN, Inf
		return t
	}
	sign := strings.TrimLeft(exponent[:1], "+")
	return mantissa + "e" + sign + strings.TrimLeft(exponent[1:], "0")
}

// String returns the bounds as text: "5 to 60", "≥ 0", "> 0, ≤ 1", "" where
// there is no bound.
func (b Bounds) String() string {
	if b.closed() {
		return Number(b.Min) + " to " + Number(b.Max)
	}
	var ends []string
	switch {
	case math.IsInf(b.Min, -1):
	case b.OpenMin:
		ends = append(ends, "> "+Number(b.Min))
	default:
		ends = append(ends, "≥ "+Number(b.Min))
	}
	switch {
	case math.IsInf(b.Max, 1):
	case b.OpenMax:
		ends = append(ends, "< "+Number(b.Max))
	default:
		ends = append(ends, "≤ "+Number(b.Max))
	}
	return strings.Join(ends, ", ")
}

// closed tells whether the bounds have two ends that are both allowed.
func (b Bounds) closed() bool {
	return !b.OpenMin && !b.OpenMax && !math.IsInf(b.Min, -1) && !math.IsInf(b.Max, 1)
}

// plain returns a value as a reader wants to see it.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		if math.IsNaN(v) {
			return "auto"
		}
		return Number(v)
	case []float64:
		return numbers(v)
	case []string:
		return "[" + strings.Join(list.Map(v, Quote), ", ") + "]"
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format(time.DateOnly)
	case map[string]any, []any:
		return inline(v)
	}
	return fmt.Sprint(v)
}

func numbers(v []float64) string {
	t := list.Map(v, Number)
	return "[" + strings.Join(t, ", ") + "]"
}

// Quote returns a text as a basic string of TOML.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// QuoteKey returns a key as TOML writes it, in quotes where it must be.
func QuoteKey(k string) string {
	if k == "" || strings.ContainsFunc(k, func(r rune) bool { return r > '~' || !isBare(byte(r)) }) {
		return Quote(k)
	}
	return k
}

// tomlValue returns a value as TOML writes it.
func tomlValue(v any) string {
	if s, ok := v.(string); ok {
		return Quote(s)
	}
	return plain(v)
}

// inline returns a value of a free table as TOML writes it on one line, keys
// sorted. It reads back as the same value of the same type.
func inline(v any) string {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			return "{}"
		}
		items := make([]string, 0, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			items = append(items, QuoteKey(k)+" = "+inline(v[k]))
		}
		return "{ " + strings.Join(items, ", ") + " }"
	case []any:
		items := list.Map(v, inline)
		return "[" + strings.Join(items, ", ") + "]"
	case float64:
		switch t := Number(v); {
		case math.IsNaN(v):
			return "nan"
		case math.IsInf(v, 0):
			return strings.ToLower(t)
		case strings.ContainsAny(t, ".e"):
			return t
		default:
			return t + ".0"
		}
	case time.Time:
		return moment(v)
	}
	return tomlValue(v)
}

// moment returns a date, a time or both as TOML writes them. The library tells
// the kinds by their location.
func moment(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return t.Format(time.DateOnly)
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05.999999999")
	case "time-local":
		return t.Format("15:04:05.999999999")
	}
	return t.Format(time.RFC3339Nano)
}

// describe names what a node holds, as messages do.
func describe(n *node) string {
	switch n.kind {
	case tableNode:
		return "a table"
	case listNode:
		if n.tables() && len(n.elems) > 0 {
			return "an array of tables"
		}
		return "a list"
	}
	switch v := n.value.(type) {
	case string:
		return "the text " + Quote(v)
	case int64:
		return fmt.Sprintf("the whole number %d", v)
	case float64:
		return "the number " + written(n, Number(v))
	case bool:
		return fmt.Sprint(v)
	case time.Time:
		return "the date or time " + written(n, v.String())
	}
	return fmt.Sprint(n.value)
}

// written returns a scalar as the text has it, or instead what is given.
func written(n *node, otherwise string) string {
	s := &scanner{src: n.src, text: n.src.text, pos: n.val}
	if _, err := s.valueNode(); err != nil {
		return otherwise
	}
	return strings.TrimSpace(n.src.text[n.val:s.pos])
}
