package plots

import (
	"regexp"
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

// of is what is written in place of a text: its own label, or with its rest that of what
// it begins with, the campus of a hall's name or what a share is of.
func (l *relabels) of(text string) string {
	if l == nil {
		return text
	}
	begins := ""
	for name := range l.by {
		if len(name) > len(begins) && (text == name || strings.HasPrefix(text, name) && ends.MatchString(text[len(name):])) {
			begins = name
		}
	}
	if begins == "" {
		return text
	}
	l.used[l.keys[begins]] = true
	return l.by[begins] + text[len(begins):]
}

// ends is what may stand behind a name: a part of it, a number, a unit.
var ends = regexp.MustCompile(`^(, |: |[ \x{00a0}]+[\d(−])`)

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
