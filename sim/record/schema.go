package record

import "github.com/parquet-go/parquet-go"

// orderedGroup is a group whose columns keep the order given; parquet.Group
// sorts them by name. A column's name may hold dots: it stays one flat column.
type orderedGroup struct {
	parquet.Group
	fields []parquet.Field
}

// Fields returns the columns in order.
func (g *orderedGroup) Fields() []parquet.Field { return g.fields }

// tableSchema is a time column followed by 32-bit floats.
func tableSchema(names []string) *parquet.Schema {
	// All values of a byte of significance together: exponents and leading
	// digits of neighbouring hours compress well, the rest is left as it is.
	value := parquet.Encoded(parquet.Leaf(parquet.FloatType), &parquet.ByteStreamSplit)
	group := &orderedGroup{Group: parquet.Group{}}
	add := func(name string, node parquet.Node) {
		// A group of one column lends its field, which knows its name.
		group.fields = append(group.fields, parquet.Group{name: node}.Fields()[0])
		group.Group[name] = node
	}
	add(TimeColumn, parquet.Encoded(parquet.Timestamp(parquet.Millisecond), &parquet.DeltaBinaryPacked))
	for _, name := range names {
		add(name, value)
	}
	return parquet.NewSchema("caloduc", group)
}
