package result

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Setting returns a parameter as the run used it, given or default, by its path
// as the manifest writes it ("campus[Fouju].hall[F1].max_inlet_air_degC"): text
// without its quotes, other values as TOML writes them. It is "" where the run
// had no such parameter.
func (r *Result) Setting(path string) (string, error) {
	if r.settings == nil {
		text, err := os.ReadFile(filepath.Join(r.dir, ResolvedFile))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
		r.settings = settings(string(text))
	}
	return r.settings[path], nil
}

// settings reads the one form in which a run writes its parameters: a table's
// header or a key with its value on each line, and a list's element known by its
// name or unit, which comes first, or else by its number.
func settings(text string) map[string]string {
	all := map[string]string{}
	names := map[string]string{} // of the current elements, by the path of their list
	counts := map[string]int{}
	prefix, element := "", ""
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "[["); ok {
			element = strings.TrimSuffix(head, "]]")
			at := place(element, names, true)
			names[element] = strconv.Itoa(counts[at])
			counts[at]++
			prefix = place(element, names, false) + "."
			continue
		}
		if head, ok := strings.CutPrefix(line, "["); ok {
			element, prefix = "", place(strings.TrimSuffix(head, "]"), names, false)+"."
			continue
		}
		key, value, ok := strings.Cut(line, " = ")
		if !ok {
			element = ""
			continue
		}
		value = unquoted(value)
		if element != "" && (key == "name" || key == "unit") {
			names[element] = value
			prefix = place(element, names, false) + "."
		}
		element = ""
		all[prefix+key] = value
	}
	return all
}

// place is a table's path with the names of the elements that it stands in; of a
// list as a whole, without that of its own element.
func place(table string, names map[string]string, list bool) string {
	var out strings.Builder
	for i, parts := 0, strings.Split(table, "."); i < len(parts); i++ {
		if i > 0 {
			out.WriteByte('.')
		}
		out.WriteString(parts[i])
		path := strings.Join(parts[:i+1], ".")
		if name, ok := names[path]; ok && !(list && path == table) {
			out.WriteString("[" + name + "]")
		}
	}
	return out.String()
}

func unquoted(value string) string {
	if text, err := strconv.Unquote(value); err == nil && strings.HasPrefix(value, `"`) {
		return text
	}
	return value
}
