package experiments

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim/list"
	"caloduc/sim/param"
)

// LookSpec is what an author decides about the look of figures: the keys of a
// [[figure]], of a file of style and of the command line.
type LookSpec struct {
	Title, Style, Lang, Log, Panels string
	XLim, YLim, SizeMM              []float64
	FontPt                          float64
	From, To                        time.Time
	Days, HoursShare                float64
	At                              string
	Data                            OverlaySpec
	colours, campus, hall           []any
	labels                          map[string]any
}

// Params implements param.Spec.
func (s *LookSpec) Params(p *param.Set) {
	p.String(&s.Title, "title", "", "title: a text, drawn above the figure; true draws the kind's own, false none; none is drawn unless given").OrSwitch()
	p.Choice(&s.Style, "style", "", []string{"column", "wide", "slide"}, "sizes of figure, text and lines for a journal's column, its full width, or a slide; column unless given")
	p.Choice(&s.Lang, "lang", "", []string{"en", "fr"}, "language of the figure's texts; en unless given")
	p.Floats(&s.SizeMM, "size_mm", nil, param.Between(20, 1200), "width, or width and height, of the figure; the style's unless given", param.Setting)
	p.Float(&s.FontPt, "font_pt", param.Auto, param.Between(3, 60), "size of the text; the style's unless given", "")
	p.Floats(&s.XLim, "xlim", nil, param.Any(), "ends of the horizontal axis, where it is one of numbers", param.Setting)
	p.Floats(&s.YLim, "ylim", nil, param.Any(), "ends of the vertical axis, in all panels", param.Setting)
	p.Choice(&s.Log, "log", "", []string{"x", "y", "xy"}, "axes with a scale of powers of ten")
	p.FreeList(&s.colours, "colours", `colours in the order of their use, such as ["#0072B2", "#D55E00"]; the palette of Okabe and Ito after them`)
	p.Free(&s.labels, "labels", `what is written in place of the name of a scope, of a compared result, or of a text of the figure: { "campus.A" = "Site A" }`)
	p.FreeList(&s.campus, "campus", "names of the campuses shown; all unless given")
	p.FreeList(&s.hall, "hall", "halls shown, by name or as campus.hall; all unless given")
	p.Date(&s.From, "from", time.Time{}, "first day shown; the run's, or chosen from the data, unless given; a figure of months begins with its month")
	p.Date(&s.To, "to", time.Time{}, "first day not shown any more")
	p.Float(&s.Days, "days_d", 0, param.Between(0, 36600), "days shown by a figure of hours, in place of to; 0: its own choice", param.Setting)
	p.String(&s.At, "at", "", "hour that a map shows, in the run's local time, such as 2030-01-17T18:00; the tightest of the days shown unless given")
	p.Float(&s.HoursShare, "hours_share", 0, param.Between(0, 1), "share of the hours shown whose values a map keeps, 0.5 for medians; 0: its own choice", param.Setting)
	p.Choice(&s.Panels, "panels", "", []string{"rows", "columns", "one"}, "panels one above the other, side by side, or all campuses in one; as the style has room unless given")
	p.Table(&s.Data, "data", "your own numbers, drawn beside the result's")
}

// scope is how the name of a part begins.
var scope = regexp.MustCompile(`^(campus|reactor|weather)\.`)

// colour is what a colour of a figure is written as.
var colour = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// Check refuses what no figure can be drawn with.
func (s *LookSpec) Check(report func(key, format string, args ...any)) {
	for _, l := range []struct {
		key string
		lim []float64
		log bool
	}{{"xlim", s.XLim, s.Log == "x" || s.Log == "xy"}, {"ylim", s.YLim, s.Log == "y" || s.Log == "xy"}} {
		switch {
		case len(l.lim) == 0:
		case len(l.lim) != 2 || l.lim[0] >= l.lim[1]:
			report(l.key, "wants the two ends of an axis, the lower one first, got %v", l.lim)
		case l.log && l.lim[0] <= 0:
			report(l.key, "%g has no place on a scale of powers of ten", l.lim[0])
		}
	}
	if len(s.SizeMM) > 2 {
		report("size_mm", "wants a width, or a width and a height, got %d numbers", len(s.SizeMM))
	}
	for _, l := range []struct {
		key    string
		values []any
	}{{"colours", s.colours}, {"campus", s.campus}, {"hall", s.hall}} {
		for _, v := range l.values {
			if text, ok := v.(string); !ok || text == "" {
				report(l.key, "wants a list of texts in quotes, got %v among them", v)
			} else if l.key == "colours" && !colour.MatchString(text) {
				report(l.key, "%q is no colour such as \"#0072B2\"", text)
			}
		}
	}
	for _, text := range slices.Sorted(maps.Keys(s.labels)) {
		v := s.labels[text]
		if label, ok := v.(string); !ok || label == "" {
			report("labels", "wants a text in quotes for %q, got %v", text, v)
		}
	}
	if _, err := result.ParseHour(s.At, time.UTC); s.At != "" && err != nil {
		report("at", "%v", err)
	}
	if !s.To.IsZero() && s.Days > 0 {
		report("to", "give to or days_d, not both")
	}
	if !s.From.IsZero() && !s.To.IsZero() && !s.To.After(s.From) {
		report("to", "%s is not after from, %s", s.To.Format(time.DateOnly), s.From.Format(time.DateOnly))
	}
}

// figure is what has been decided, as results store it.
func (s *LookSpec) figure() result.Figure {
	f := result.Figure{Title: s.Title, Days: s.Days, At: s.At, HoursShare: s.HoursShare, Look: result.Look{Style: s.Style, Lang: s.Lang, Log: s.Log, Panels: s.Panels, XLim: some(s.XLim), YLim: some(s.YLim),
		SizeMM: some(s.SizeMM), FontPt: max(param.Or(s.FontPt, 0), 0), Colours: texts(s.colours), Campus: texts(s.campus), Hall: texts(s.hall), Data: s.Data.overlay}}
	if len(s.labels) > 0 {
		f.Labels = map[string]string{}
		for text, label := range s.labels {
			f.Labels[text], _ = label.(string)
		}
	}
	if !s.From.IsZero() {
		f.From = s.From.Format(time.DateOnly)
	}
	if !s.To.IsZero() {
		f.To = s.To.Format(time.DateOnly)
	}
	return f
}

// some is a list, nil where it is empty: a resolved experiment writes lists that nobody gave.
func some(v []float64) []float64 {
	if len(v) == 0 {
		return nil
	}
	return v
}

func texts(all []any) []string {
	if len(all) == 0 {
		return nil
	}
	return list.Map(all, func(v any) string { return fmt.Sprint(v) })
}

// LookFields are the declared keys of a figure's look.
func LookFields() []*param.Field {
	p := new(param.Set)
	new(LookSpec).Params(p)
	return p.Fields()
}

// StyleOf reads a file of style, which holds the keys of a figure's look for all
// figures that take them.
func StyleOf(file string) (result.Figure, error) {
	s := new(LookSpec)
	_, err := param.Load(file, s, nil)
	return s.figure(), err
}

// LookOf reads keys of a figure's look, each KEY=VALUE.
func LookOf(sets []string) (result.Figure, error) {
	s := new(LookSpec)
	_, err := param.Decode("command line", nil, s, sets)
	return s.figure(), err
}

// checkLook refuses keys that a figure's kind does not take, and names of campuses,
// halls and scopes that the experiment does not have.
func (s *Spec) checkLook(f *FigureSpec, at string, report func(key, format string, args ...any)) {
	kind, _ := result.KindNamed(f.Kind)
	look := f.figure()
	for _, key := range look.Given() {
		if hint, refused := kind.Refuses(key); refused {
			key, _, _ = strings.Cut(key, "=")
			report(at+key, "%s", hint)
		}
	}
	scopes := s.scopes()
	for _, text := range slices.Sorted(maps.Keys(f.labels)) {
		if scope.MatchString(text) && !slices.Contains(scopes, text) {
			report(at+"labels", "there is no scope %q%s", text, param.DidYouMean(text, scopes))
		}
	}
	var campuses, halls []string
	for _, c := range s.Campuses {
		campuses = append(campuses, c.Name)
		if len(look.Campus) == 0 || slices.Contains(look.Campus, c.Name) {
			for _, h := range c.Halls {
				halls = append(halls, h.Name, c.Name+"."+h.Name)
			}
		}
	}
	for _, l := range []struct {
		key          string
		asked, there []string
	}{{"campus", look.Campus, campuses}, {"hall", look.Hall, halls}} {
		for _, name := range l.asked {
			if !slices.Contains(l.there, name) {
				report(at+l.key, "there is no %s %q%s", l.key, name, param.DidYouMean(name, l.there))
			}
		}
	}
	s.checkDays(f, at, report)
}

// checkDays refuses days and hours that the run does not have.
func (s *Spec) checkDays(f *FigureSpec, at string, report func(key, format string, args ...any)) {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		zone = time.UTC // which has been reported
	}
	end := s.ends()
	if hour, err := result.ParseHour(f.At, zone); err == nil && (hour.Before(s.Start) || !hour.Before(end)) {
		report(at+"at", "%s is not within the run, %s to %s", f.At, s.Start.Format(time.DateOnly), end.Format(time.DateOnly))
	}
	if !f.From.IsZero() && !f.From.Before(end) {
		report(at+"from", "%s is not before the end of the run, %s", f.From.Format(time.DateOnly), end.Format(time.DateOnly))
	}
	if !f.To.IsZero() && !f.To.After(s.Start) {
		report(at+"to", "%s is not after the start of the run, %s", f.To.Format(time.DateOnly), s.Start.Format(time.DateOnly))
	}
}
