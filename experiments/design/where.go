package design

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	position "github.com/expr-lang/expr/file"

	"caloduc/sim/param"
)

// The language of `where` is a part of that of expr-lang/expr: comparisons (==, !=,
// <, <=, >, >=) of two operands, joined by and, or, not and parentheses. An operand
// is a path, a number, a text in quotes, a date, true or false. A path is an axis'
// path, its other name (`as`), or as many of its last keys as name it alone. Texts
// and switches know == and != only.

// Column is what a condition may name: a path with values of one kind.
type Column struct {
	Path, As string // As is another name of the path, "" if none
	Kind     Kind
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

// Condition reads a text in the language of `where` and returns whether it holds
// of a row, given by its values by path: numbers, string, bool or time.Time. A
// comparison with a value that is missing (nil) does not hold.
func Condition(text string, columns []Column) (func(get func(path string) any) bool, error) {
	c := &condition{text: text, columns: columns, env: map[string]any{}, paths: map[string]string{},
		shown: []string{"EOF", "the end", "float64", string(Numbers), "bool", string(switches), "time.Time", string(dates), "design.word", string(Texts)}}
	source, err := c.rewrite()
	if err != nil {
		return nil, err
	}
	program, err := expr.Compile(source, expr.Env(c.env), expr.AsBool(), expr.Patch(c))
	if err = cmp.Or(c.err, err); err != nil {
		fault := &position.Error{Message: err.Error()}
		errors.As(err, &fault)
		return nil, &SyntaxError{text, fault.From + 1, strings.NewReplacer(c.shown...).Replace(fault.Message)}
	}
	return func(get func(string) any) bool {
		env := maps.Clone(c.env)
		for letter, path := range c.paths {
			env[letter] = operand(get(path))
		}
		holds, err := expr.Run(program, env)
		if err != nil {
			panic(fmt.Sprintf("design: a value is not of its column's kind: %v", err))
		}
		return holds == true
	}, nil
}

// condition is a text being read. expr-lang knows neither paths nor dates, so that
// each operand is given to it as one letter, with spaces up to its length: columns
// stay what they are.
type condition struct {
	text    string
	columns []Column
	env     map[string]any    // value of each letter; of a path, one of its kind
	paths   map[string]string // of the letters that stand for one
	shown   []string          // words of expr-lang's messages, each with what it is called here
	err     error
}

// word is a text as expr-lang sees it: what is no string has no order.
type word struct{ text string }

const (
	firstLetter = '一'    // of some 20,000 that follow one another
	maxText     = 40_000 // characters, of which an operand and its operator take two
)

// token matches a sign or space, a text, a number or date, a path or word.
var token = regexp.MustCompile(`^(?:([=!<>]=|[()<>]|\s+)|("[^"]*"|'[^']*')|([-+.\d][-+.\w]*)|([A-Za-z_](?:\."[^"]*"|\.'[^']*'|\[[^\]]*\]|[\w.-])*))`)

// rewrite returns the text with a letter for each operand.
func (c *condition) rewrite() (string, error) {
	if len(c.text) > maxText {
		return "", &SyntaxError{c.text[:0], 1, fmt.Sprintf("longer than %d characters", maxText)}
	}
	var source strings.Builder
	for off := 0; off < len(c.text); {
		t := token.FindStringSubmatch(c.text[off:])
		value, message := any(nil), ""
		switch {
		case t == nil:
			message = stray(c.text[off:])
		case t[1] != "" || slices.Contains([]string{"and", "or", "not", "true", "false"}, t[0]):
			source.WriteString(t[0])
			off += len(t[0])
			continue
		case t[2] != "":
			value = word{t[0][1 : len(t[0])-1]}
		case t[3] != "":
			value, message = literal(t[0])
		default:
			value, message = c.column(t[0])
		}
		if message != "" {
			return "", &SyntaxError{c.text, utf8.RuneCountInString(c.text[:off]) + 1, message}
		}
		letter := string(rune(firstLetter + len(c.env)))
		if path, ok := value.(Column); ok {
			c.paths[letter] = path.Path
			value = map[Kind]any{Numbers: 0.0, Texts: word{}, switches: false, dates: time.Time{}}[path.Kind]
		}
		c.env[letter] = value
		c.shown = append(c.shown, letter, t[0])
		source.WriteString(letter + strings.Repeat(" ", utf8.RuneCountInString(t[0])-1))
		off += len(t[0])
	}
	return source.String(), nil
}

// stray says what is wrong with a text that begins with no token.
func stray(rest string) string {
	switch r, _ := utf8.DecodeRuneInString(rest); r {
	case '=', '!':
		return fmt.Sprintf("%c means nothing here: write %c=", r, r)
	case '"', '\'':
		return "the text has no end"
	default:
		return fmt.Sprintf("%q does not belong here", r)
	}
}

// literal returns a date or a number.
func literal(s string) (value any, message string) {
	if d, err := time.Parse(time.DateOnly, s); err == nil {
		return d, ""
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !finite(x) {
		return nil, s + " is no number"
	}
	return x, ""
}

// column returns the column that a name means.
func (c *condition) column(name string) (value any, message string) {
	var fits []Column
	var known []string
	for _, k := range c.columns {
		if k.Path == name || k.As == name {
			fits = []Column{k}
			break
		}
		if strings.HasSuffix(k.Path, "."+name) {
			fits = append(fits, k)
		}
		known = append(known, k.Path)
	}
	switch {
	case len(fits) == 0:
		return nil, "there is no axis " + name + meant(name, known)
	case len(fits) > 1:
		return nil, fmt.Sprintf("%s is %s or %s: write more of the path", name, fits[0].Path, fits[1].Path)
	case fits[0].Kind == lists:
		return nil, "lists cannot be compared"
	}
	return fits[0], ""
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

// Visit implements ast.Visitor on comparisons: not, which expr-lang binds to the
// left operand, is of the whole, and what is missing compares with nothing.
func (c *condition) Visit(node *ast.Node) {
	n, ok := (*node).(*ast.BinaryNode)
	switch {
	case !ok || n.Operator == "and" || n.Operator == "or":
		return
	case n.Operator == "&&": // as expr-lang reads 1 < a < 2
		c.err = cmp.Or[error](c.err, &position.Error{Location: n.Location(), Message: "two comparisons in a row: join them with and"})
		return
	}
	at := node
	for of, ok := n.Left.(*ast.UnaryNode); ok; of, ok = n.Left.(*ast.UnaryNode) {
		n.Left, *at = of.Node, of
		at = &of.Node
	}
	*at = n
	for _, operand := range []ast.Node{n.Left, n.Right} {
		if _, ok := operand.(*ast.IdentifierNode); ok {
			*at = &ast.BinaryNode{Operator: "and", Left: &ast.BinaryNode{Operator: "!=", Left: operand, Right: &ast.NilNode{}}, Right: *at}
		}
	}
}

// operand returns a value as expr-lang compares it: a date is the day in UTC.
func operand(v any) any {
	switch v := v.(type) {
	case cell:
		return operand(v.value)
	case string:
		return word{v}
	case time.Time:
		y, m, d := v.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return v
}

// names returns what the block's `where` may name.
func (b *Block) names() []Column {
	var columns []Column
	if b.Method != List {
		for _, a := range b.Axes {
			c := Column{a.Path, a.As, Numbers}
			if d, ok := a.Domain.(discrete); ok {
				c.Kind, _ = kindOf(d.values[0])
			}
			columns = append(columns, c)
		}
		return columns
	}
	rows := b.list()
	for _, path := range rows[0].paths { // the paths that every point sets, to one kind
		first, _ := kindOf(rows[0].get(path))
		if !slices.ContainsFunc(rows, func(r row) bool { k, _ := kindOf(r.get(path)); return k != first }) {
			columns = append(columns, Column{Path: path, Kind: first})
		}
	}
	return columns
}

// get returns the row's value of a path, nil where it has none.
func (r row) get(path string) any {
	if i := slices.Index(r.paths, path); i >= 0 {
		return r.values[i]
	}
	return nil
}

// filter returns the block's `where`, nil where it keeps everything.
func (b *Block) filter() func(row) bool {
	if b.Where == "" {
		return nil
	}
	holds, err := Condition(b.Where, b.names())
	if err != nil {
		panic(fmt.Sprintf("design: where was not checked: %v", err))
	}
	return func(r row) bool { return holds(r.get) }
}
