package design

import (
	"cmp"
	"fmt"
	"time"
)

// expr is a part of a `where` text. get returns the value of a path.
type expr interface {
	holds(get func(path string) any) bool
}

type (
	either     struct{ left, right expr }
	both       struct{ left, right expr }
	negation   struct{ of expr }
	comparison struct {
		op          string
		left, right operand
	}
	// operand is a path or, without one, a literal.
	operand struct {
		path  string
		value any
	}
)

func (e either) holds(get func(string) any) bool   { return e.left.holds(get) || e.right.holds(get) }
func (e both) holds(get func(string) any) bool     { return e.left.holds(get) && e.right.holds(get) }
func (e negation) holds(get func(string) any) bool { return !e.of.holds(get) }

func (e comparison) holds(get func(string) any) bool {
	a, b := e.left.of(get), e.right.of(get)
	order := 0
	switch x := a.(type) {
	case float64:
		order = cmp.Compare(x, b.(float64))
	case time.Time:
		order = x.Compare(b.(time.Time))
	default: // texts and switches: equal or not
		if a != b {
			order = 1
		}
	}
	switch e.op {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

// of returns the operand's value: a float64, text, switch, or day in UTC.
func (o operand) of(get func(string) any) any {
	v := o.value
	if o.path != "" {
		v = get(o.path)
	}
	if c, ok := v.(cell); ok {
		v = c.value
	}
	switch x := v.(type) {
	case int64:
		return float64(x)
	case time.Time:
		y, m, d := x.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return v
}

// names returns what the block's `where` may name.
func (b *Block) names() []column {
	var columns []column
	if b.Method != List {
		for _, a := range b.Axes {
			c := column{path: a.Path, as: a.As, kind: number}
			if d, ok := a.Domain.(discrete); ok {
				c.kind, _ = kindOf(d.values[0])
			}
			columns = append(columns, c)
		}
		return columns
	}
	rows := b.list()
	for _, path := range rows[0].paths { // the paths that every point sets, to one kind
		var kinds []kind
		for _, r := range rows {
			if v := r.get(path); v != nil {
				k, _ := kindOf(v)
				kinds = append(kinds, k)
			}
		}
		if len(kinds) == len(rows) && same(kinds) {
			columns = append(columns, column{path: path, kind: kinds[0]})
		}
	}
	return columns
}

func same(kinds []kind) bool {
	for _, k := range kinds {
		if k != kinds[0] {
			return false
		}
	}
	return true
}

// get returns the row's value of a path, nil where it has none.
func (r row) get(path string) any {
	for i, p := range r.paths {
		if p == path {
			return r.values[i]
		}
	}
	return nil
}

// filter returns the block's `where`, nil where it keeps everything.
func (b *Block) filter() func(row) bool {
	if b.Where == "" {
		return nil
	}
	e, err := compile(b.Where, b.names())
	if err != nil {
		panic(fmt.Sprintf("design: where was not checked: %v", err))
	}
	return func(r row) bool { return e.holds(r.get) }
}
