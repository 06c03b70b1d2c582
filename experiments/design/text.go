package design

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"caloduc/sim/param"
)

// kind is the kind of an axis' values, as messages name it.
type kind string

const (
	number kind = "numbers"
	words  kind = "texts"
	truth  kind = "switches"
	date   kind = "dates"
	list   kind = "lists"
)

// cell is a value out of a CSV file, which keeps its spelling: the text 1.10 may
// be a number or a version.
type cell struct {
	text  string
	value any
}

// normalised returns values with all numbers as int64 or float64.
func normalised(values []any) []any {
	out := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case int:
			out[i] = int64(v)
		default:
			out[i] = v
		}
	}
	return out
}

// kindOf returns the kind of a value, false where no parameter takes it.
func kindOf(v any) (kind, bool) {
	switch v := v.(type) {
	case cell:
		return kindOf(v.value)
	case int64:
		return number, true
	case float64:
		return number, !math.IsNaN(v) && !math.IsInf(v, 0)
	case string:
		return words, true
	case bool:
		return truth, true
	case time.Time:
		return date, isMidnight(v)
	case []any:
		for _, e := range v {
			if k, ok := kindOf(e); !ok || k != number {
				return list, false
			}
		}
		return list, true
	}
	return "", false
}

func isMidnight(t time.Time) bool {
	h, m, s := t.Clock()
	return h == 0 && m == 0 && s == 0 && t.Nanosecond() == 0
}

// text returns a value as --set takes it.
func text(v any) string {
	switch v := v.(type) {
	case cell:
		return v.text
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return param.Number(v)
	case string:
		return param.Quote(v)
	case time.Time:
		return v.Format(time.DateOnly)
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = text(e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return fmt.Sprint(v)
}
