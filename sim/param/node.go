package param

import "slices"

// nodeKind is the shape of a node.
type nodeKind int

const (
	scalarNode nodeKind = iota
	tableNode
	listNode // an array, of tables or of values
)

// node is one key's value in a document: where it stands and what it holds.
type node struct {
	src      *source
	key, val int // byte offsets of key and value; equal for an element of a list
	kind     nodeKind
	value    any              // scalarNode: int64, float64, string, bool, time.Time
	raw      string           // scalarNode of a --set: the value as typed
	keys     []string         // tableNode: in the order of the text
	sub      map[string]*node // tableNode
	elems    []*node          // listNode
}

func (n *node) child(key string) *node {
	if n == nil || n.kind != tableNode {
		return nil
	}
	return n.sub[key]
}

// put adds or replaces a key of a table.
func (n *node) put(key string, c *node) {
	if n.sub == nil {
		n.sub = map[string]*node{}
	}
	if _, ok := n.sub[key]; !ok {
		n.keys = append(n.keys, key)
	}
	n.sub[key] = c
}

// drop removes a key from a table.
func (n *node) drop(key string) {
	delete(n.sub, key)
	n.keys = slices.DeleteFunc(n.keys, func(k string) bool { return k == key })
}

// forget removes what is transient from a table.
func (n *node) forget(fields []*Field) {
	for _, f := range fields {
		if f.transient && n.sub[f.Key] != nil {
			n.drop(f.Key)
		}
	}
}

// clone returns a copy that shares no table or list with n.
func (n *node) clone() *node {
	c := *n
	c.keys, c.sub, c.elems = nil, nil, nil
	for _, k := range n.keys {
		c.put(k, n.sub[k].clone())
	}
	for _, e := range n.elems {
		c.elems = append(c.elems, e.clone())
	}
	return &c
}

// tables tells whether a node is a list of nothing but tables.
func (n *node) tables() bool {
	return n.kind == listNode && !slices.ContainsFunc(n.elems, func(e *node) bool { return e.kind != tableNode })
}

// word returns the text of a scalar node.
func (n *node) word() (string, bool) {
	if n == nil {
		return "", false
	}
	w, ok := n.value.(string)
	return w, ok
}

// identity returns what an element of a declared list is called, "" where the
// text does not say.
func identity(e *node, f *Field) string {
	c := e.child(f.Ident)
	if c == nil || c.kind != scalarNode {
		return ""
	}
	if w, ok := c.word(); ok {
		return w
	}
	return plain(c.value)
}

// layer returns the highest layer that a node or anything below it comes from.
func (n *node) layer() int {
	top := n.src.layer
	for _, c := range n.sub {
		top = max(top, c.layer())
	}
	for _, c := range n.elems {
		top = max(top, c.layer())
	}
	return top
}
