package design

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"caloduc/sim/param"
)

// The language of `where`:
//
//	or       = and { "or" and }
//	and      = not { "and" not }
//	not      = "not" not | "(" or ")" | operand ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) operand
//	operand  = path | number | text in quotes | date | "true" | "false"
//
// A path is an axis' path, its other name (`as`), or as many of its last keys as
// name it alone. Texts and switches know == and != only.

// column is what `where` may name: a path, its other name and kind.
type column struct {
	path, as string
	kind     kind
}

// SyntaxError says what is wrong with a `where` text, and where.
type SyntaxError struct {
	Text    string
	Col     int // in characters, from 1
	Message string
}

// Error returns the message, the text and a caret under the column.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("column %d: %s\n    %s\n    %s^", e.Col, e.Message, e.Text, strings.Repeat(" ", e.Col-1))
}

// compile reads a `where` text. Every name in it must be a column, and every
// comparison must be of one kind.
func compile(text string, columns []column) (expr, error) {
	p := &parser{text: text, columns: columns}
	if err := p.scan(); err != nil {
		return nil, err
	}
	e, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.what != end {
		return nil, p.fail(t, "%s is left over", t.show())
	}
	return e, nil
}

// The kinds of token.
const (
	end     = "the end"
	sign    = "sign" // an operator or parenthesis
	name    = "name" // a path or a word
	literal = "literal"
)

type token struct {
	what, text string
	value      any // literal
	off        int // in bytes
}

func (t token) show() string {
	if t.what == end {
		return end
	}
	return strconv.Quote(t.text)
}

type parser struct {
	text    string
	columns []column
	tokens  []token
}

func (p *parser) fail(t token, format string, args ...any) error {
	return &SyntaxError{p.text, len([]rune(p.text[:t.off])) + 1, fmt.Sprintf(format, args...)}
}

func (p *parser) peek() token { return p.tokens[0] }

func (p *parser) next() token {
	t := p.tokens[0]
	if t.what != end {
		p.tokens = p.tokens[1:]
	}
	return t
}

// take consumes the next token if it is a sign or word of that text.
func (p *parser) take(text string) bool {
	t := p.peek()
	if t.what != literal && t.what != end && t.text == text {
		p.next()
		return true
	}
	return false
}

// maxDepth is how deep parentheses and `not` may nest.
const maxDepth = 200

func (p *parser) or(depth int) (expr, error) {
	left, err := p.and(depth)
	for err == nil && p.take("or") {
		var right expr
		right, err = p.and(depth)
		left = either{left, right}
	}
	return left, err
}

func (p *parser) and(depth int) (expr, error) {
	left, err := p.not(depth)
	for err == nil && p.take("and") {
		var right expr
		right, err = p.not(depth)
		left = both{left, right}
	}
	return left, err
}

func (p *parser) not(depth int) (expr, error) {
	t := p.peek()
	if depth > maxDepth {
		return nil, p.fail(t, "nested too deeply")
	}
	if p.take("not") {
		e, err := p.not(depth + 1)
		return negation{e}, err
	}
	if !p.take("(") {
		return p.comparison()
	}
	e, err := p.or(depth + 1)
	if err == nil && !p.take(")") {
		err = p.fail(p.peek(), "no \")\" for the \"(\" at column %d", len([]rune(p.text[:t.off]))+1)
	}
	return e, err
}

func (p *parser) comparison() (expr, error) {
	left, kl, err := p.operand()
	if err != nil {
		return nil, err
	}
	op := p.next()
	switch op.text {
	case "==", "!=", "<", "<=", ">", ">=":
	default:
		return nil, p.fail(op, "wants a comparison such as == or <, got %s", op.show())
	}
	if op.what != sign {
		return nil, p.fail(op, "wants a comparison such as == or <, got %s", op.show())
	}
	right, kr, err := p.operand()
	if err != nil {
		return nil, err
	}
	if kl != kr {
		return nil, p.fail(op, "compares %s with %s", kl, kr)
	}
	if kl == list || (kl == words || kl == truth) && op.text != "==" && op.text != "!=" {
		return nil, p.fail(op, "%s cannot be compared with %s", kl, op.text)
	}
	return comparison{op.text, left, right}, nil
}

func (p *parser) operand() (operand, kind, error) {
	t := p.next()
	switch t.what {
	case literal:
		k, _ := kindOf(t.value)
		return operand{value: t.value}, k, nil
	case name:
		switch t.text {
		case "true", "false":
			return operand{value: t.text == "true"}, truth, nil
		case "and", "or", "not":
		default:
			c, err := p.column(t)
			return operand{path: c.path}, c.kind, err
		}
	}
	return operand{}, "", p.fail(t, "wants an axis, a number or a text in quotes, got %s", t.show())
}

// column returns the column that a name means.
func (p *parser) column(t token) (column, error) {
	var fits []column
	var known []string
	for _, c := range p.columns {
		if c.path == t.text || c.as == t.text {
			return c, nil
		}
		if strings.HasSuffix(c.path, "."+t.text) {
			fits = append(fits, c)
		}
		known = append(known, c.path)
	}
	switch len(fits) {
	case 1:
		return fits[0], nil
	case 0:
		return column{}, p.fail(t, "there is no axis %s%s", t.text, meant(t.text, known))
	}
	return column{}, p.fail(t, "%s is %s or %s: write more of the path", t.text, fits[0].path, fits[1].path)
}

// meant says which axis was probably meant, and lists those that there are, unless
// they are many.
func meant(word string, known []string) string {
	const many = 16
	if len(known) == 0 {
		return ". There is none that every point sets"
	}
	near := param.DidYouMean(word, known)
	if len(known) > many {
		return near
	}
	return cmp.Or(near, ".") + " There is " + strings.Join(known, ", ")
}

// dateAt returns the date that a text begins with.
func dateAt(s string) (time.Time, bool) {
	if len(s) < len(time.DateOnly) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	return t, err == nil
}
