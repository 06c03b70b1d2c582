package report

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"caloduc/experiments/result"
)

// changedTable lists the inputs that differ from their defaults, without the
// texts that head the page.
func changedTable(settings []result.Setting) table {
	t := table{ID: "changed", Class: "sortable", Caption: say("Inputs that differ from the default or the catalogue"),
		Head: []head{{Text: say("Input")}, {Text: say("Value")}, {Text: say("Source")}, {Text: say("Set in")}}}
	for _, s := range settings {
		if s.Path == "title" || s.Path == "question" {
			continue
		}
		t.Rows = append(t.Rows, []cell{{Text: s.Path, Header: true, Code: true}, valueOf(s), text(s.Source), text(origin(s.Origin))})
	}
	return t
}

// valueOf is a setting's value with its unit.
func valueOf(s result.Setting) cell {
	return text(strings.TrimSpace(s.Value + "\u00a0" + s.Unit))
}

// origin is where a value was set, by the base name of the file.
func origin(o string) string {
	return path.Base(strings.ReplaceAll(o, `\`, "/"))
}

// basis are the inputs that rest on something weaker than a source.
type basis struct {
	Count int
	List  *opened // nil where the result lists none
}

// element is the name of an element of a list within a path.
var element = regexp.MustCompile(`\[[^\]]*\]`)

// basisOf lists such inputs; what several campuses or halls share is one row.
func basisOf(id, caption string, count int, settings []result.Setting) basis {
	if len(settings) == 0 {
		return basis{Count: count}
	}
	type key struct{ path, value, unit, source string }
	var order []key
	where := map[key][]string{}
	for _, s := range settings {
		k := key{element.ReplaceAllString(s.Path, ""), s.Value, s.Unit, s.Source}
		if where[k] == nil {
			order = append(order, k)
		}
		where[k] = append(where[k], names(s.Path))
	}
	t := table{ID: id, Caption: caption, Class: "sortable", Head: []head{{Text: say("Input")}, {Text: say("Value")}, {Text: say("For")}, {Text: say("Rests on")}}}
	for _, k := range order {
		t.Rows = append(t.Rows, []cell{{Text: k.path, Header: true, Code: true},
			valueOf(result.Setting{Value: k.value, Unit: k.unit}), text(together(where[k])), text(k.source)})
	}
	return basis{count, &opened{fmt.Sprintf(say("%s: %d, in %d rows"), caption, len(settings), len(order)), t}}
}

// names are the names within a path: "Fouju F1" of "campus[Fouju].hall[F1].racks".
func names(path string) string {
	found := element.FindAllString(path, -1)
	for i, f := range found {
		found[i] = strings.Trim(f, "[]")
	}
	return strings.Join(found, " ")
}

// together names the places of a value, or says how many they are.
func together(places []string) string {
	named := slices.DeleteFunc(slices.Clone(places), func(p string) bool { return p == "" })
	if len(named) > 8 {
		return fmt.Sprintf(say("%d places"), len(named))
	}
	return strings.Join(named, ", ")
}
