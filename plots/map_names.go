package plots

import (
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// mapLabel is a name, and what it stands beside.
type mapLabel struct {
	text        string
	left, right vg.Length
	y, r        vg.Length
	turn        int // in which it is written: campuses find their places first
	kind, site  string
}

// mostLabels is the number of names up to which each says all.
const mostLabels = 12

// briefly are names as far as a map has room for them: on a full one a site of reactors
// has no numbers, which its marks tell, and buses have no names.
func briefly(labels []mapLabel) []mapLabel {
	if len(labels) <= mostLabels {
		return labels
	}
	labels = slices.DeleteFunc(slices.Clone(labels), func(l mapLabel) bool { return l.kind == "bus" })
	for i := range labels {
		if labels[i].kind == "reactor" {
			labels[i].text = labels[i].site
		}
	}
	return labels
}

// mapLabels are the names of marks.
func mapLabels(marks []mapMark) (out []mapLabel) {
	for i, p := range marks {
		if i > 0 && sameSite(marks[i-1], p) {
			_, unit, _ := cutLast(p.Name)
			last := &out[len(out)-1]
			last.text += ", " + unit
			last.right = p.at.X + p.r
			continue
		}
		site, _, _ := cutLast(p.Name)
		l := mapLabel{p.Name, p.at.X - p.r, p.at.X + p.r, p.at.Y, p.r, 0, p.Kind, site}
		if p.Kind != "campus" {
			l.turn = 1
		}
		out = append(out, l)
	}
	return out
}

// sameSite tells whether two marks are reactors of one site, which stand side by side.
func sameSite(a, b mapMark) bool {
	site, _, _ := cutLast(a.Name)
	other, _, _ := cutLast(b.Name)
	return a.Kind == "reactor" && b.Kind == a.Kind && site == other && a.at.Y == b.at.Y
}

// cutLast cuts the last word off.
func cutLast(s string) (before, last string, ok bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func around(p vg.Point, w, h vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: p.X - w, Y: p.Y - h}, Max: vg.Point{X: p.X + w, Y: p.Y + h}}
}

func overlapping(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}
