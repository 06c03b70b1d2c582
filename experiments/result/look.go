package result

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"caloduc/sim/record"
)

// Look is what an author decides about a figure of any kind, besides its title and its
// days; the zero value leaves all to the kind.
type Look struct {
	Style   string            `json:"style,omitempty"` // column, wide, slide
	Lang    string            `json:"lang,omitempty"`  // en, fr
	XLim    []float64         `json:"xlim,omitempty"`  // the ends of the horizontal axis, of numbers
	YLim    []float64         `json:"ylim,omitempty"`
	Log     string            `json:"log,omitempty"`     // axes with a scale of powers of ten: x, y, xy
	SizeMM  []float64         `json:"size_mm,omitempty"` // width, and height where it is given
	FontPt  float64           `json:"font_pt,omitempty"`
	Colours []string          `json:"colours,omitempty"` // "#0072B2", in the order of use
	Labels  map[string]string `json:"labels,omitempty"`  // what is written in place of a scope or of a text
	Campus  []string          `json:"campus,omitempty"`  // those shown
	Hall    []string          `json:"hall,omitempty"`
	Panels  string            `json:"panels,omitempty"` // rows, columns, one
	Data    *Overlay          `json:"data,omitempty"`
}

// Overlay are the author's own numbers beside those of the result, in the unit of the
// axis they are drawn on.
type Overlay struct {
	Label string    `json:"label"`
	Panel string    `json:"panel,omitempty"` // the name of the only panel that shows them; all unless given
	Dates bool      `json:"dates,omitempty"` // X are seconds since 1970
	X     []float64 `json:"x"`
	Y     []float64 `json:"y"`
	Low   []float64 `json:"low,omitempty"` // ends of intervals, where there are some
	High  []float64 `json:"high,omitempty"`
}

// ParseHour reads an hour as a figure's key at gives it, in local time of a zone.
func ParseHour(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.UTC().Truncate(time.Hour), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not an hour such as 2030-01-17T18:00", text)
}

// onePanel stands for panels = "one" among the keys that a kind takes: not all that have
// panels can.
const onePanel = "panels=one"

// Given lists the keys of what an author has decided, sorted.
func (f Figure) Given() (keys []string) {
	for key, given := range map[string]bool{"title": f.Title != "", "style": f.Style != "", "lang": f.Lang != "", "xlim": len(f.XLim) > 0, "ylim": len(f.YLim) > 0,
		"log": f.Log != "", "size_mm": len(f.SizeMM) > 0, "font_pt": f.FontPt > 0, "colours": len(f.Colours) > 0, "labels": len(f.Labels) > 0,
		"campus": len(f.Campus) > 0, "hall": len(f.Hall) > 0, "panels": f.Panels != "", onePanel: f.Panels == "one", "from": f.From != "", "to": f.To != "", "days_d": f.Days != 0, "at": f.At != "", "hours_share": f.HoursShare != 0, "data": f.Data != nil} {
		if given {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Over is this figure, with another's choices as far as takes allows their keys where
// its own say nothing.
func (f Figure) Over(other Figure, takes func(key string) bool) Figure {
	given := f.Given()
	own := f.Labels
	f = f.With(other, func(key string) bool { return takes(key) && (key == "labels" || !slices.Contains(given, key)) })
	maps.Copy(f.Labels, own)
	return f
}

// With is this figure, with another's choices in place of its own as far as takes allows
// their keys; labels one by one.
func (f Figure) With(other Figure, takes func(key string) bool) Figure {
	f.Labels = maps.Clone(f.Labels)
	if f.Labels == nil && len(other.Labels) > 0 {
		f.Labels = map[string]string{}
	}
	for _, key := range other.Given() {
		if takes(key) {
			f.take(key, other)
		}
	}
	return f
}

// take sets one key to another's.
func (f *Figure) take(key string, other Figure) {
	switch key {
	case "title":
		f.Title = other.Title
	case "style":
		f.Style = other.Style
	case "lang":
		f.Lang = other.Lang
	case "xlim":
		f.XLim = other.XLim
	case "ylim":
		f.YLim = other.YLim
	case "log":
		f.Log = other.Log
	case "size_mm":
		f.SizeMM = other.SizeMM
	case "font_pt":
		f.FontPt = other.FontPt
	case "colours":
		f.Colours = other.Colours
	case "labels":
		maps.Copy(f.Labels, other.Labels)
	case "campus":
		f.Campus = other.Campus
	case "hall":
		f.Hall = other.Hall
	case "panels":
		f.Panels = other.Panels
	case "from":
		f.From = other.From
	case "to":
		f.To = other.To
	case "days_d":
		f.Days = other.Days
	case "at":
		f.At = other.At
	case "hours_share":
		f.HoursShare = other.HoursShare
	case "data":
		f.Data = other.Data
	}
}

// Takes tells whether the kind takes a key that authors decide.
func (k FigureKind) Takes(key string) bool { return slices.Contains(k.Keys, key) }

// Refuses says why the kind does not take a key that authors decide, and what was
// probably meant.
func (k FigureKind) Refuses(key string) (hint string, refused bool) {
	if k.Name == "" || k.Takes(key) {
		return "", false
	}
	hint = "this key is not for " + k.Name
	if key == onePanel {
		if !k.Takes("panels") {
			return "", false // panels itself is refused
		}
		return "the panels of " + k.Name + " cannot be one: give rows or columns", true
	}
	likes := map[string]string{"xlim": "from", "days_d": "to", "hall": "campus", "from": "xlim", "to": "xlim"}
	if like := likes[key]; like != "" && k.Takes(like) {
		return hint + ": did you mean " + like + "?", true
	}
	var others []string
	for _, o := range slices.Concat(FigureKinds, SweepFigureKinds) {
		if o.Takes(key) {
			others = append(others, o.Name)
		}
	}
	if len(others) > 4 {
		others = append(others[:4], "others")
	}
	return hint + ": it is for " + strings.Join(others, ", "), true
}

// KindNamed finds a kind of figure, of a run or of a sweep.
func KindNamed(name string) (FigureKind, bool) {
	for _, k := range slices.Concat(FigureKinds, SweepFigureKinds) {
		if k.Name == name {
			return k, true
		}
	}
	return FigureKind{}, false
}

// view is the part of a result that a figure shows.
type view struct {
	campuses, halls []string // nil: all
	from, to        time.Time
	manifest        Manifest
}

// View restricts what the result shows of its indicators, channels and times to some
// campuses and halls, nil for all, and to the months from one instant to another, zero
// for the run's own, until restore is called. What belongs to no campus is not shown
// with some of them alone, as the sums of all are not theirs.
func (r *Result) View(campuses, halls []string, from, to time.Time) (restore func()) {
	v := &view{campuses: campuses, halls: halls, manifest: r.manifest}
	start, end := r.manifest.Start, r.manifest.Ending()
	if !from.IsZero() && from.After(start) {
		start = from
	}
	if !to.IsZero() && to.Before(end) {
		end = to
	}
	v.from, v.to = start, end
	v.manifest.Start, v.manifest.End, v.manifest.Years = start, end, max(1, end.AddDate(0, 0, -1).Year()-start.Year()+1)
	r.shown = v
	return func() { r.shown = nil }
}

// shows tells whether the view shows a scope.
func (v *view) shows(scope string) bool {
	if v == nil {
		return true
	}
	rest, ok := strings.CutPrefix(scope, "campus.")
	if !ok {
		return scope != "" || v.campuses == nil && v.halls == nil
	}
	campus, hall, isHall := strings.Cut(rest, ".hall.")
	if v.campuses != nil && !slices.Contains(v.campuses, campus) {
		return false
	}
	return !isHall || v.halls == nil || slices.Contains(v.halls, hall) || slices.Contains(v.halls, campus+"."+hall)
}

// holds tells whether the view holds a month or year that begins then.
func (v *view) holds(t time.Time, layout string) bool {
	if v == nil {
		return true
	}
	end := t.AddDate(0, 1, 0)
	if layout == "2006" {
		end = t.AddDate(1, 0, 0)
	}
	return end.After(v.from) && t.Before(v.to)
}

// channels are those that the view shows.
func (v *view) channels(all []record.ChannelInfo) []record.ChannelInfo {
	if v == nil || v.campuses == nil && v.halls == nil {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(c record.ChannelInfo) bool { return !v.shows(c.Scope) && c.Scope != "" })
}

// part is the part of the times that the view shows, all with no view.
func (r *Result) part(times []time.Time) (first, last int) {
	if r.shown == nil {
		return 0, len(times)
	}
	at := func(t time.Time) int {
		i, _ := slices.BinarySearchFunc(times, t, time.Time.Compare)
		return i
	}
	return at(r.shown.from), at(r.shown.to)
}
