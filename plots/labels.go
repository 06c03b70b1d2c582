package plots

import (
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// relabels is what an author has written in place of a figure's texts, by these; nil
// changes nothing.
type relabels struct {
	by   map[string]string
	used map[string]bool // by key
	keys map[string]string
}

// labelsOf turns the names of scopes and English texts into the texts that figures hold.
func labelsOf(given map[string]string, w words) *relabels {
	if len(given) == 0 {
		return nil
	}
	l := &relabels{map[string]string{}, map[string]bool{}, map[string]string{}}
	for key, label := range given {
		for _, text := range []string{key, called(key), w.say(key)} {
			l.by[text], l.keys[text] = label, key
		}
	}
	return l
}

// of is what is written in place of a text: its own label, or that of the campus that
// the name of a hall or a line begins with.
func (l *relabels) of(text string) string {
	if l == nil {
		return text
	}
	if label, ok := l.by[text]; ok {
		l.used[l.keys[text]] = true
		return label
	}
	if name, rest, ok := strings.Cut(text, ", "); ok {
		if label, ok := l.by[name]; ok {
			l.used[l.keys[name]] = true
			return label + ", " + rest
		}
	}
	return text
}

// unused lists the labels for which the figure has no text.
func (l *relabels) unused() (out []string) {
	if l == nil {
		return nil
	}
	for text := range l.keys {
		if key := l.keys[text]; key == text && !l.used[key] {
			out = append(out, key)
		}
	}
	return out
}

// labelled draws texts as another handler does, with labels in their place.
type labelled struct {
	text.Handler
	labels *relabels
}

// Lines implements text.Handler.
func (h labelled) Lines(txt string) []string { return h.Handler.Lines(h.labels.of(txt)) }

// Box implements text.Handler.
func (h labelled) Box(txt string, f font.Font) (width, height, depth vg.Length) {
	return h.Handler.Box(h.labels.of(txt), f)
}

// Draw implements text.Handler.
func (h labelled) Draw(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	sty.Handler = h.Handler
	h.Handler.Draw(c, h.labels.of(txt), sty, pt)
}
