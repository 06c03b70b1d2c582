package sim

import "fmt"

// Notice is what a reader must know before he relies on a result: an input that
// contradicts another or is not what it seems, a model used beyond its bounds.
type Notice struct {
	About  string // the parameter, file or part it is about, as the experiment names it
	Text   string // what is the case, a sentence without full stop
	Remedy string // what to do about it, "" if nothing can be done
}

// String returns the notice as a line for the terminal.
func (n Notice) String() string {
	line := n.Text
	if n.About != "" {
		line = n.About + ": " + line
	}
	if n.Remedy != "" {
		line += "; " + n.Remedy
	}
	return line
}

// Notices gathers notices in the order in which they are found.
type Notices []Notice

// Add adds a notice; remedy may be "".
func (n *Notices) Add(about, remedy, format string, args ...any) {
	*n = append(*n, Notice{About: about, Text: fmt.Sprintf(format, args...), Remedy: remedy})
}
