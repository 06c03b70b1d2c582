package design

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"caloduc/sim/list"
	"caloduc/sim/param"
)

// Kind is the kind of an axis' values, as messages name it.
type Kind string

const (
	Numbers  Kind = "numbers"
	Texts    Kind = "texts"
	switches Kind = "switches"
	dates    Kind = "dates"
	lists    Kind = "lists"
)

// cell is a value out of a CSV file, which keeps its spelling: the text 1.10 may
// be a number or a version.
type cell struct {
	text  string
	value any
}

// normalised returns values with all numbers as int64 or float64.
func normalised(values []any) []any {
	out := slices.Clone(values)
	for i, v := range out {
		if n, ok := v.(int); ok {
			out[i] = int64(n)
		}
	}
	return out
}

// kindOf returns the kind of a value, false where no parameter takes it.
func kindOf(v any) (Kind, bool) {
	switch v := v.(type) {
	case cell:
		return kindOf(v.value)
	case int64:
		return Numbers, true
	case float64:
		return Numbers, !math.IsNaN(v) && !math.IsInf(v, 0)
	case string:
		return Texts, true
	case bool:
		return switches, true
	case time.Time:
		return dates, isMidnight(v)
	case []any:
		for _, e := range v {
			if k, ok := kindOf(e); !ok || k != Numbers {
				return lists, false
			}
		}
		return lists, true
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
		parts := list.Map(v, text)
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return fmt.Sprint(v)
}
