package experiments

import (
	"testing"

	"caloduc/sim/param"
)

// FuzzExperiment: whatever a file says, it is refused with its lines or describes a
// world; nothing panics.
func FuzzExperiment(f *testing.F) {
	bundled, err := List()
	if err != nil {
		f.Fatal(err)
	}
	for _, b := range bundled {
		f.Add(b.Text)
	}
	f.Add([]byte("start = 1e400\n[[campus]]\nname = \"\"\n[[sweep]]\nmethod = \"grid\"\naxes = { \"a\" = [1, 2] }\n[[figure]]\nname = \"..\"\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s := new(Spec)
		if _, err := param.Decode("x.toml", text, s, nil); err != nil {
			return
		}
		if n := len(s.Campuses); n > 20 {
			return
		}
		if w, err := Build(s); err == nil {
			w.engine.Close()
		}
	})
}
