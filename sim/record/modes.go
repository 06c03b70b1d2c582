package record

import "fmt"

// Word is a text in the languages of figures.
type Word struct {
	En string `json:"en"` // English
	Fr string `json:"fr"` // French
}

// Modes are the words of a channel that holds the number of a mode, counted from
// zero in the order of the control sequence.
type Modes []Word

// Mode declares a channel that holds the number of one of modes; meaning says
// whose modes they are. Figures take their labels from the words, so that each
// needs both languages.
func (g Group) Mode(src *float64, name string, modes Modes, meaning string) ID {
	for i, w := range modes {
		if w.En == "" || w.Fr == "" {
			panic(fmt.Sprintf("record: channel %q: mode %d lacks a word in one language", name, i))
		}
	}
	id := g.Channel(src, name, meaning)
	g.r.Channels[id].Modes = modes
	return id
}

// Modes returns the words of every channel of modes, by its full name.
func (r *Registry) Modes() map[string]Modes {
	all := map[string]Modes{}
	for i := range r.Channels {
		if c := &r.Channels[i]; c.Modes != nil {
			all[c.Name] = c.Modes
		}
	}
	return all
}
