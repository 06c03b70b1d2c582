package param

import (
	"maps"
	"slices"
	"strings"
)

// Complete returns the ways on from the begun text of a "path=value": the keys of the
// table that the path has reached, with "." behind a table, a tab and the meaning; or,
// from "=" on, the words that the value may be. Brackets and names stay as typed.
func Complete(entries []KeyDoc, begun string) []string {
	path, _, atValue := strings.Cut(begun, "=")
	table := path[:strings.LastIndexByte(path, '.')+1]
	in := pathParts(table)
	for _, e := range entries {
		if here := pathParts(e.Path); e.As != "" && len(in) >= len(here) && partsMatch(here, in[:len(here)]) {
			in = append(pathParts(e.As), in[len(here):]...)
		}
	}
	meanings := map[string]string{} // a key stands in many variants of its table
	for _, e := range entries {
		here, text := pathParts(e.Table), table+e.Key
		switch {
		case len(here) != len(in) || !partsMatch(here, in):
		case atValue && text == path:
			for _, word := range e.Options {
				meanings[text+"="+word] = ""
			}
		case e.IsTable:
			meanings[text+"."] = e.Meaning
		default:
			meanings[text] = e.Meaning
		}
	}
	var found []string
	for _, text := range slices.Sorted(maps.Keys(meanings)) {
		if strings.HasPrefix(text, begun) {
			found = append(found, strings.TrimRight(text+"\t"+meanings[text], "\t"))
		}
	}
	return found
}
