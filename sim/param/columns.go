package param

import (
	"os"
	"path/filepath"

	"caloduc/sim/table"
)

// checkColumns checks a table of comma-separated values, row by row, whose header
// holds paths of parameters and whose cells hold their values. What is no such
// table is left to whoever reads it.
func (d *decoder) checkColumns(f *Field, file string, at place) {
	data, err := os.ReadFile(file)
	if err != nil {
		return
	}
	text, err := table.Text(data)
	if err != nil {
		return
	}
	name := file
	if cwd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(cwd, file); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
	}
	src := newSource(name, filepath.Dir(file), text, 0)
	in, err := table.Open(src.text, table.Auto)
	if err != nil {
		return
	}
	header := make([]*node, len(in.Header))
	for i, path := range in.Header {
		header[i] = &node{src: src, key: src.offset(in.FieldPos(i)), value: path}
	}
	for row, err := in.Next(); err == nil; row, err = in.Next() {
		cells := &node{src: src, kind: tableNode}
		for i, text := range row {
			if text != "" {
				path, _ := header[i].word()
				cells.put(path, cellNode(src, header[i].key, src.offset(in.FieldPos(i)), text))
			}
		}
		d.pathKeys(f, cells, at)
	}
}

// cellNode returns the value that a text of a table stands for, as --set takes it.
func cellNode(src *source, key, val int, text string) *node {
	n := &node{src: src, key: key, val: val, value: text, raw: text}
	if values, failure := decodeTOML("x = " + text); failure == nil && len(values) == 1 {
		switch v := values["x"].(type) {
		case map[string]any, []any: // no value of a table's cell
		default:
			n.value = v
		}
	}
	return n
}

// offset returns the offset of a line and a column, both from 1, the column in
// bytes.
func (s *source) offset(line, col int) int { return s.start[line-s.first] + col - 1 }
